package load

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
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

func TestCallbacksThatGotLostOrCameTwiceAreFound(t *testing.T) {
	w, err := newTown(3)
	require.NoError(t, err)
	business := &receiver{}
	d := business.follow(w.net)
	defer d.Close()
	for range 60 {
		w.act(t.Context())
	}
	require.NoError(t, w.quiet(t.Context()))
	d.Close()
	require.NoError(t, business.judge(w.net))
	require.Greater(t, len(business.tries), 20)
	for n, tries := range business.tries {
		for _, wrong := range []int{tries + 1, 0} {
			business.tries[n] = wrong
			var broken *network.InvariantError
			require.ErrorAs(t, business.judge(w.net), &broken)
			require.Equal(t, "webhook", broken.Name)
		}
		business.tries[n] = tries
	}
}

// An SMS of which the retry was planned before that of an older one, and a group whose member was away by their persona.
func TestSeedsThatOnceBrokeAPromise(t *testing.T) {
	for _, seed := range []uint64{428, 2267} {
		require.NoError(t, Live(t.Context(), seed, 0).Broken, "seed %d", seed)
	}
}
