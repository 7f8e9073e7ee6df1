package server

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/journal"
)

func TestARefusalOfTheNetworkIsExplained(t *testing.T) {
	s := manual(t)
	status, body := inbox(t, s, "POST", "/messages/", adminToken, `{"wa_id":"491700000002","text":{"body":"hello"}}`)
	require.Equal(t, 453, status, body)
	w, _ := s.worlds.get("default")
	found, _ := w.journal.Violations(journal.ViolationFilter{Fault: journal.ByCaller})
	require.Len(t, found, 1)
	require.Equal(t, "window_closed", found[0].Rule)
	require.Equal(t, "the person has not written for 24 hours: send a template, or wait until the person writes (network 3.1)", found[0].Message)
	require.NotZero(t, found[0].Entry)
}

func TestAFailureSaysWhatWouldMendIt(t *testing.T) {
	s := manual(t)
	status, body := call(t, s, "POST", base+"/messages", demoKey, hello)
	require.Equal(t, 202, status, body)
	status, body = call(t, s, "POST", "/_mynah/worlds/default/clock/advance", "", `{"by":"1s"}`)
	require.Equal(t, 200, status, body)
	_, body = call(t, s, "GET", "/_mynah/worlds/default/journal?kind=event", "", "")
	require.Contains(t, body, `"reason":"window_closed","advice":"the person has not written for 24 hours: send a template, or wait`)
}
