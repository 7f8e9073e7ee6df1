package network

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryReasonHasAdvice(t *testing.T) {
	for _, r := range Reasons() {
		require.Regexp(t, `^\S.*\S \(network [0-9.]+\)$`, r.Advice(), r)
	}
	require.Empty(t, NoReason.Advice())
	require.Equal(t, "the operator could not deliver it (code 001b) and tries again until it expires (network 4.7)", SMSAbsent.Advice())
}
