package webhook

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// marked makes every callback of a translator one with a tag.
func marked(inner Translator) Translator {
	return func(e network.Event) []Callback {
		all := inner(e)
		for i := range all {
			all[i].Tag = "mine"
		}
		return all
	}
}

func TestATaggedDeliveryKeepsItsAnswer(t *testing.T) {
	n := world(t, 1)
	d := dispatch(t, Config{
		Network: n, Translate: []Translator{marked(statuses(to("http://a/in"), nil))},
		Transport: answering(func(*http.Request) (int, error) { return 200, nil }),
	})
	send(t, n, 0)
	advance(t, n, time.Second)
	got, err := d.Delivery(1)
	require.NoError(t, err)
	require.Equal(t, "mine", got.Callback.Tag)
	require.Equal(t, 200, got.Status)
}

func TestADroppedCallbackIsGivenUpWithoutAPost(t *testing.T) {
	n := world(t, 1)
	posts := 0
	d := dispatch(t, Config{
		Network: n, Translate: []Translator{marked(statuses(to("http://a/in"), nil))},
		Dropped:   func(c Callback) bool { return c.Tag == "mine" && posts > 0 },
		Transport: answering(func(*http.Request) (int, error) { posts++; return 500, nil }),
	})
	send(t, n, 0)
	advance(t, n, time.Hour)
	require.Equal(t, 1, posts, "the first try came before the subscription was gone")
	got, err := d.Delivery(1)
	require.NoError(t, err)
	require.Equal(t, GivenUp, got.State)
	require.Equal(t, []string{"", Dropped}, []string{got.Tries[0].Failure, got.Tries[1].Failure})
}
