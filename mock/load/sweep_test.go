package load

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPromisesAreKeptOverManySeeds(t *testing.T) {
	lives := 0
	broken, err := Sweep(t.Context(), Plan{First: 1, Seeds: 25, Steps: 250}, func(l Life) {
		lives++
		require.Greater(t, l.Events, uint64(50), "seed %d", l.Seed)
	})
	require.NoError(t, err)
	if broken != nil {
		t.Fatalf("seed %d: %v", broken.Seed, broken.Broken)
	}
	require.Equal(t, 25, lives)
}
