package tyntec

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// What a fault tells is told to the receiver, whatever is true (network 7.2).
func TestStatusesAreThoseThatAreTold(t *testing.T) {
	for name, tc := range map[string]struct {
		fault network.Fault
		want  []string
	}{
		"none": {network.Fault{Name: "F28", Match: network.Match{Kind: "video"}}, []string{
			"accepted 2026-03-02T09:10:01Z", "dispatched 2026-03-02T09:10:01Z", "delivered 2026-03-02T09:10:01Z",
		}},
		"F27": {network.Fault{Name: "F27", Params: map[string]string{"offset": "-1h", "side": "platform"}}, []string{
			"accepted 2026-03-02T08:10:01Z", "dispatched 2026-03-02T08:10:01Z", "delivered 2026-03-02T08:10:01Z",
		}},
		"F29": {network.Fault{Name: "F29"}, nil},
		"F30": {network.Fault{Name: "F30", Params: map[string]string{"status": "dispatched"}}, []string{
			"accepted 2026-03-02T09:10:01Z", "delivered 2026-03-02T09:10:01Z",
		}},
		"F32": {network.Fault{Name: "F32", Params: map[string]string{"delay": "5s", "code": "131777"}}, []string{
			"accepted 2026-03-02T09:10:01Z", "dispatched 2026-03-02T09:10:01Z",
			"channelFailed 2026-03-02T09:10:06Z whatsapp::error::131777", "failed 2026-03-02T09:10:06Z whatsapp::error::131777",
		}},
		"F33": {network.Fault{Name: "F33", Params: map[string]string{"gap": "2s"}}, []string{
			"accepted 2026-03-02T09:10:01Z", "dispatched 2026-03-02T09:10:01Z", "delivered 2026-03-02T09:10:01Z",
			"channelFailed 2026-03-02T09:10:03Z whatsapp::error::131000", "failed 2026-03-02T09:10:03Z whatsapp::error::131000",
		}},
		"F62": {network.Fault{Name: "F62"}, []string{
			"accepted 2026-03-02T09:10:01Z", "dispatched 2026-03-02T09:10:01Z", "unknown 2026-03-02T09:10:01Z",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.opens(ana)
			_, err := w.net.AddFault(tc.fault)
			require.NoError(t, err)
			w.send(waText(ana))
			w.advance(time.Minute)
			var got []string
			for _, c := range w.callbacks() {
				if name, ok := strings.CutPrefix(c.Event, statusPrefix); ok {
					got = append(got, line(t, name, c.Body))
				}
			}
			require.Equal(t, tc.want, got)
		})
	}
}

// line is a status as one line: event, time, code.
func line(t *testing.T, event string, body []byte) string {
	t.Helper()
	var c statusCallback
	require.NoError(t, json.Unmarshal(body, &c))
	if c.Details != nil {
		return event + " " + c.Timestamp + " " + c.Details.Code
	}
	return event + " " + c.Timestamp
}

// A report that maps to nothing is posted, and stays in the history (tyntec 5.1).
func TestUnknownReportsStayInTheHistory(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	_, err := w.net.AddFault(network.Fault{Name: "F62"})
	require.NoError(t, err)
	id := w.send(waText(ana))
	w.advance(time.Second)
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms unknown", "501ms delivered"}, w.history(id))

	w.net.ClearFaults()
	id = w.send(waText(ana))
	w.advance(time.Second)
	message, ok := network.ParseID(id)
	require.True(t, ok)
	_, err = w.net.Push(network.Push{Message: message})
	require.NoError(t, err)
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms delivered", "1s unknown"}, w.history(id))
	w.advance(time.Second)
	require.NoError(t, w.net.ReadChat(ana, network.WhatsApp, waNumber))
	require.Equal(t, []string{"0s accepted", "100ms dispatched", "500ms delivered", "1s unknown", "2s seen"}, w.history(id))
}
