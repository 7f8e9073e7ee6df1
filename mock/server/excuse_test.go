package server

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/mock/journal"
)

// An invalid request of an excused operation does its work, and stands among the violations all the same.
func TestInvalidRequestsCanBeMerelyRecorded(t *testing.T) {
	long := strings.Replace(hello, `"from"`, `"context":"`+strings.Repeat("x", 300)+`","from"`, 1)
	for name, row := range map[string]struct {
		report []string
		status int
	}{
		"by default":        {nil, 400},
		"the provider":      {[]string{"tyntec"}, 202},
		"the operation":     {[]string{"tyntec.sendMessage"}, 202},
		"another operation": {[]string{"tyntec.getMessageStatus"}, 400},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := New(Config{Settings: config.Config{ClockMode: clockManual, WebhookConcurrency: 8, ContractReport: row.report}})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			status, body := call(t, s, "POST", "/_mynah/worlds/default/handsets/491700000001/messages", "", anaSends)
			require.Equal(t, 201, status, body)
			status, body = call(t, s, "POST", base+"/messages", demoKey, long)
			require.Equal(t, row.status, status, body)
			w, _ := s.worlds.get("default")
			found, _ := w.journal.Violations(journal.ViolationFilter{})
			require.Len(t, found, 1)
			require.Equal(t, []string{"/context", "maxLength", "caller"}, []string{found[0].Pointer, found[0].Rule, string(found[0].Fault)})
			status, _ = call(t, s, "POST", base+"/messages", demoKey, "{")
			require.Equal(t, 400, status, "what cannot be read is never let through")
		})
	}
}

func TestUnknownNamesInContractReportAreMistakes(t *testing.T) {
	for _, name := range []string{"tintec", "tyntec.sendMesage", "sendMessage"} {
		_, err := New(Config{Settings: config.Config{ClockMode: clockManual, ContractReport: []string{name}}})
		require.ErrorContains(t, err, name)
	}
}
