package coverage

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/results"
)

const shop = `
openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /lamps:
    get:
      operationId: listLamps
      responses:
        '200': {description: All lamps.}
        default: {description: Any error.}
    post:
      operationId: addLamp
      responses:
        default: {description: Any other error.}
        '4XX': {description: The caller is wrong.}
        '409': {description: It is there already.}
        '201': {description: Added.}
`

func table(t *testing.T) Table {
	t.Helper()
	doc, err := document.Parse("shop", []byte(shop))
	require.NoError(t, err)
	scenario := func(state results.State, answers ...results.Answer) *results.Node {
		return &results.Node{Kind: results.Scenario, State: state, Answers: answers}
	}
	return Of(doc, &results.Node{Kind: results.Suite, Children: []*results.Node{
		{Kind: results.Feature, Children: []*results.Node{
			scenario(results.Pass, results.Answer{Operation: "listLamps", Status: 200}, results.Answer{Operation: "listLamps", Status: 200}),
			scenario(results.Pass, results.Answer{Operation: "addLamp", Status: 422}, results.Answer{Operation: "addLamp", Status: 503}),
			scenario(results.Fail, results.Answer{Operation: "addLamp", Status: 201}),
			scenario(results.Pass, results.Answer{Operation: "eatLamp", Status: 200}, results.Answer{Operation: "addLamp", Status: 204}),
		}},
	}})
}

func TestEveryAnswerIsCountedUnderItsOwnStatus(t *testing.T) {
	require.Equal(t, []Row{
		{"addLamp", []Status{{"201", 0}, {"409", 0}, {"4XX", 1}, {"default", 1}}},
		{"listLamps", []Status{{"200", 2}, {"default", 0}}},
	}, table(t).Rows)
}

func TestWhatNoScenarioReachedIsNamed(t *testing.T) {
	require.Equal(t, []string{"addLamp 201", "addLamp 409", "listLamps default"}, table(t).Unreached())
}

func TestTheTableIsWritten(t *testing.T) {
	var out strings.Builder
	require.NoError(t, table(t).Write(&out))
	require.Equal(t, "addLamp  201 (0)  409 (0)  4XX (1)  default (1)\nlistLamps  200 (2)  default (0)\n3 of 6 documented answers reached\n", out.String())
}
