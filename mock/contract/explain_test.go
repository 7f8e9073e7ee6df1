package contract

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const cinema = `
openapi: 3.0.3
paths:
  /tickets:
    post:
      operationId: sell
      x-source: page 1
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Ticket"}}}
      responses:
        "200": {description: sold, content: {application/json: {schema: {$ref: "#/components/schemas/Seat"}}}}
x-webhooks:
  sold: {post: {x-source: page 4, requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Seat"}}}}}}
components:
  schemas:
    Ticket:
      type: object
      required: [film]
      properties:
        film: {type: string}
        pin: {type: string, format: password, maxLength: 4}
        place:
          x-source: page 2
          oneOf: [{$ref: "#/components/schemas/Seat"}, {$ref: "#/components/schemas/Box"}, {type: string}]
        snack:
          oneOf: [{$ref: "#/components/schemas/Sweet"}, {$ref: "#/components/schemas/Salty"}]
          discriminator: {propertyName: taste, mapping: {sweet: Sweet, salty: Salty}}
    Seat: {type: object, required: [row, seat], properties: {row: {type: integer}, seat: {type: integer}}}
    Box: {type: object, required: [box], additionalProperties: false, properties: {box: {type: integer}}}
    Sweet: {type: object, required: [taste], properties: {taste: {type: string}, sugar: {type: boolean}}}
    Salty: {type: object, x-source: page 3, required: [taste], properties: {taste: {type: string}, salt: {type: boolean}}}
`

// A finding tells as what a value was read and where the rule is documented.
func TestFindingsAreTold(t *testing.T) {
	d, err := Parse("cinema", []byte(cinema))
	require.NoError(t, err)
	for body, want := range map[string]string{
		`{}`:                               "body/film is required and missing (page 1)",
		`{"film":"M","place":{"row":1}}`:   "body/place/seat is required and missing; read as Seat (page 2)",
		`{"film":"M","place":{"box":"1"}}`: `body/place/box must be an integer, not "1"; read as Box (page 2)`,
		`{"film":"M","place":7}`:           "body/place must be an object or a string, not 7 (page 2)",
		`{"film":"M","snack":{"taste":"sweet","sugar":1}}`:           "body/snack/sugar must be a boolean, not 1; read as Sweet (page 1)",
		`{"film":"M","snack":{"taste":"salty","salt":1}}`:            "body/snack/salt must be a boolean, not 1; read as Salty (page 3)",
		`{"film":"M","snack":{"taste":"slaty"}}`:                     `body/snack/taste must be one of [sweet salty], not "slaty"; did you mean "salty"? (page 1)`,
		`{"film":7,"snack":{"taste":"salty","salt":1},"pin":"123x"}`: `body/film must be a string, not 7 (page 1); body/snack/salt must be a boolean, not 1; read as Salty (page 3)`,
	} {
		b := d.Operation("sell").JudgeRequest(Request{Body: []byte(body)})
		require.NotNil(t, b, body)
		require.Equal(t, want, b.Told())
	}
	b := d.JudgeWebhook("sold", []byte(`{"row":1}`))
	require.Equal(t, "body/seat is required and missing (page 4)", b.Told())
	require.Equal(t, `media type "text/plain" is not documented`,
		d.Operation("sell").JudgeRequest(Request{ContentType: "text/plain", Body: []byte("a")}).Told())
}

func TestSecretsAreNotTold(t *testing.T) {
	d, err := Parse("cinema", []byte(cinema))
	require.NoError(t, err)
	for _, body := range []string{`{"film":"M","pin":"123456"}`, `{"film":"M","pin":["123456"]}`} {
		b := d.Operation("sell").JudgeRequest(Request{Body: []byte(body)})
		require.NotContains(t, b.Told()+b.Findings[0].Value, "123456", body)
	}
}
