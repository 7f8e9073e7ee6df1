package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSweepLivesWorldsAndJudgesThem(t *testing.T) {
	p := process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "world", "sweep", "--seeds", "2", "--steps", "60", "--first", "7"), p.err.String())
	require.Regexp(t, `^2 seeds, [1-9][0-9]* events: every promise was kept\n$`, p.out.String())

	p = process{}
	require.Equal(t, exitConforms, p.run(t.Context(), "world", "sweep", "--seeds", "1", "--steps", "60", "--json"))
	var out swept
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &out))
	require.Equal(t, 1, out.Seeds)
	require.Empty(t, out.Broken)
	require.NotZero(t, out.Events)

	p = process{}
	require.Equal(t, exitUsage, p.run(t.Context(), "world", "sweep", "--seeds", "0"))
}
