package world

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestPeopleOfAPopulationHaveNamesOfTheSeed(t *testing.T) {
	names := func(seed uint64) (all []string) {
		n, err := network.New(Alive(network.Config{Seed: seed}))
		require.NoError(t, err)
		require.NoError(t, n.Populate(network.PopulationFor(1000)))
		for _, h := range n.Handsets("", 50) {
			if h.Line == "mobile" {
				require.NotEmpty(t, h.Name)
				all = append(all, h.Name)
			}
		}
		return all
	}
	require.Equal(t, names(1), names(1))
	require.NotEqual(t, names(1), names(2))
	c := Alive(network.Config{})
	require.NotEmpty(t, c.Says(7))
	require.Equal(t, c.Says(7), c.Says(7))
}
