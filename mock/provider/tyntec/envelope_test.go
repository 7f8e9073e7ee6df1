package tyntec

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARepetitionInAnEnvelopeOfItsOwn(t *testing.T) {
	w := newWorld(t)
	in := w.opens(ana)
	all := w.callbacks()
	require.Len(t, all, 1)
	first, second := all[0].Again(1), all[0].Again(2)
	require.JSONEq(t, `{"event":"MoMessage","channel":"whatsapp","messageId":"`+in+`","from":"`+ana+`","to":"`+waNumber+`",
		"timestamp":"2026-03-02T09:10:01Z","receivedAt":"2026-03-02T09:10:01Z","content":{"contentType":"text","text":"hi"},
		"whatsapp":{"senderName":"Ana Lopes"}}`, string(first))
	require.Contains(t, string(second), `"timestamp":"2026-03-02T09:10:02Z","receivedAt":"2026-03-02T09:10:02Z"`)

	notice := again([]byte(`{"eventId":"6b6de6f2-8a51-4b0e-9c7e-5a2f4d3c1b90","entity":{"name":"\"timestamp\":\"2026-03-02T09:10:00Z\""}}`))
	require.Contains(t, string(notice(1)), `"entity":{"name":"\"timestamp\":\"2026-03-02T09:10:00Z\""}`)
	require.NotContains(t, string(notice(1)), "6b6de6f2")
	require.NotEqual(t, notice(1), notice(2))
	require.Equal(t, notice(1), notice(1))
}
