package network

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryReasonHasAdvice(t *testing.T) {
	for _, r := range Reasons() {
		text, source := r.Advice()
		require.NotEmpty(t, text, r)
		require.Regexp(t, `^network [0-9.]+$`, source, r)
	}
	text, source := NoReason.Advice()
	require.Empty(t, text+source)
	text, _ = SMSAbsent.Advice()
	require.Equal(t, "the operator could not deliver it (code 001b) and tries again until it expires", text)
}
