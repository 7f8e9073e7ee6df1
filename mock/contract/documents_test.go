package contract

import (
	"context"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/specs"
)

// Every embedded document is valid OpenAPI, examples included (this is the validation that Parse leaves out), and
// uses no format that is not checked.
func TestDocumentsAreValid(t *testing.T) {
	docs := embedded(t)
	require.NotEmpty(t, docs)
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, doc.Validate(context.Background()))
			for _, ref := range doc.Components.Schemas {
				requireKnownFormats(t, ref.Value, map[*openapi3.Schema]bool{})
			}
		})
	}
}

func requireKnownFormats(t *testing.T, s *openapi3.Schema, seen map[*openapi3.Schema]bool) {
	t.Helper()
	if seen[s] {
		return
	}
	seen[s] = true
	if s.Type.Is(openapi3.TypeString) && s.Format != "" {
		require.Contains(t, formats, s.Format)
	}
	place := gather([]*openapi3.Schema{s})
	for _, members := range place.members {
		for _, member := range members {
			requireKnownFormats(t, member, seen)
		}
	}
	for _, other := range append(place.items, place.others...) {
		requireKnownFormats(t, other, seen)
	}
}

const textMessage = `{"to":"4917012345678","from":"4915735990001","channel":"whatsapp","content":{"contentType":"text","text":"Your order 4711 is on its way."}}`

func BenchmarkJudgeRequest(b *testing.B) {
	d, err := Load("tyntec")
	require.NoError(b, err)
	op, in := d.Operation("sendMessage"), Request{ContentType: "application/json", Body: []byte(textMessage)}
	require.Nil(b, op.JudgeRequest(in))
	b.ReportAllocs()
	for b.Loop() {
		op.JudgeRequest(in)
	}
}

func BenchmarkRefuseRequest(b *testing.B) {
	d, err := Load("tyntec")
	require.NoError(b, err)
	op, in := d.Operation("sendMessage"), Request{Body: []byte(`{"to":"x","channel":"whatsapp","content":{"contentType":"text"}}`)}
	require.NotNil(b, op.JudgeRequest(in))
	b.ReportAllocs()
	for b.Loop() {
		op.JudgeRequest(in)
	}
}

func BenchmarkJudgeAnswer(b *testing.B) {
	d, err := Load("tyntec")
	require.NoError(b, err)
	op, header := d.Operation("sendMessage"), map[string][]string{"Content-Type": {"application/json"}}
	body := []byte(`{"messageId":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","timestamp":"2026-03-02T09:10:00.000Z"}`)
	require.Nil(b, op.JudgeAnswer(202, header, body))
	b.ReportAllocs()
	for b.Loop() {
		op.JudgeAnswer(202, header, body)
	}
}

func BenchmarkParse(b *testing.B) {
	data, err := specs.FS.ReadFile("tyntec.yaml")
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		_, err := Parse("tyntec", data)
		require.NoError(b, err)
	}
}
