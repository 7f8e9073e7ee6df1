package features_test

import (
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance"
	"github.com/mynah-sim/mynah/features"
	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/server"
)

// providers are those that features speak of. What is complete reaches every answer that its document promises.
var providers = []struct {
	name     string
	complete bool
}{
	{"tyntec", true},
	{"wabbit", true},
	{"onemsg", true},
	{"twoway", true},
}

// TestFeatures runs every scenario against the mock in this process: each in a world of its own, many at a time, over HTTP.
func TestFeatures(t *testing.T) {
	mock := httptest.NewUnstartedServer(nil)
	s, err := server.New(server.Config{Settings: config.Config{
		PublicURL: "http://" + mock.Listener.Addr().String(), WebhookConcurrency: 64, ClockMode: config.ClockManual,
	}})
	require.NoError(t, err)
	mock.Config.Handler = s
	mock.Start()
	t.Cleanup(func() {
		require.NoError(t, s.Close())
		mock.Close()
	})
	for _, provider := range providers {
		t.Run(provider.name, func(t *testing.T) {
			result, err := conformance.Run(t.Context(), conformance.Options{
				Provider: provider.name, Bench: mock.URL, Features: features.FS, HTTP: mock.Client(), T: t,
			})
			require.NoError(t, err)
			require.True(t, result.Conforms())
			t.Log(result.Coverage)
			if provider.complete {
				require.Empty(t, result.Coverage.Unreached(), "documented answers that no scenario reached")
			}
		})
	}
}
