package tyntec

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// shared is a world in which a phone with the business app shares the number.
func shared(t *testing.T) *world {
	w := newWorld(t, func(c *network.Config) {
		c.Senders[0].App = true
		c.Handsets = append(c.Handsets, network.Handset{Number: waNumber, Name: "Demo Shop phone", Apps: []network.Channel{network.WhatsApp}})
	})
	w.set(func(s *Settings) { s.Callback.MessageStatusURL = "" })
	return w
}

func TestSynchronisation(t *testing.T) {
	w := shared(t)
	sync := request{op: "triggerCoexistenceSync", params: []string{waNumber}}
	in := w.opens(ana)
	out := w.send(waText(ana))
	w.advance(time.Second)
	before := len(w.callbacks())
	w.do(sync).is(http.StatusOK, ``)
	got := w.callbacks()[before:]
	require.Len(t, got, 3)
	for _, c := range got {
		require.Equal(t, "https://hooks.example/in", c.URL)
	}
	require.JSONEq(t, `{"event":"Coexistence::Contact","channel":"whatsapp","from":"`+ana+`","to":"`+waNumber+`","action":"add","fullName":"Ana Lopes",
		"firstName":"Ana","phoneNumber":"`+ana+`","timestamp":"2026-03-02T09:10:02Z"}`, string(got[0].Body))
	require.JSONEq(t, `{"event":"Coexistence::HistoryMessage","channel":"whatsapp","messageId":"`+in+`","from":"`+ana+`","to":"`+waNumber+`",
		"timestamp":"2026-03-02T09:10:00Z","receivedAt":"2026-03-02T09:10:00Z","status":"delivered","content":{"contentType":"text","text":"hi"},
		"whatsapp":{"senderName":"Ana Lopes"}}`, string(got[1].Body))
	require.JSONEq(t, `{"event":"Coexistence::HistoryMessage","channel":"whatsapp","messageId":"`+out+`","from":"`+waNumber+`","to":"`+ana+`",
		"timestamp":"2026-03-02T09:10:01Z","receivedAt":"2026-03-02T09:10:01Z","status":"delivered","content":{"contentType":"text","text":"hello"}}`, string(got[2].Body))
	w.do(sync).is(http.StatusBadRequest, `{"type":"https://httpstatuses.com/400","title":"Bad Request","status":400,
		"detail":"(#2593107) Synchronization request limit exceeded"}`)
	late := shared(t)
	late.advance(24 * time.Hour)
	late.do(sync).is(http.StatusBadRequest, `{"type":"https://httpstatuses.com/400","title":"Bad Request","status":400,
		"detail":"(#2593108) Synchronization request made outside of the allowed time window"}`)
	require.Empty(t, late.callbacks())
}

func TestHistoryOfTapsAndFiles(t *testing.T) {
	w := shared(t)
	_, err := w.net.Write(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Media{As: network.Image}})
	require.NoError(t, err)
	_, err = w.net.Write(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Reply{Form: "button", ID: "yes", Title: "Yes"}})
	require.NoError(t, err)
	w.advance(time.Second)
	before := len(w.callbacks())
	w.do(request{op: "triggerCoexistenceSync", params: []string{waNumber}}).status(http.StatusOK)
	got := w.callbacks()[before:]
	require.Contains(t, string(got[1].Body), `"content":{"contentType":"media_placeholder"}`)
	require.Equal(t, "Coexistence::HistoryMessage::Postback", got[2].Event)
	require.Contains(t, string(got[2].Body), `"postback":{"data":"yes"}`)
	require.NotContains(t, string(got[2].Body), "content")
}

func TestANumberWithoutTheApp(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	before := len(w.callbacks())
	w.do(request{op: "triggerCoexistenceSync", params: []string{waNumber}}).is(http.StatusOK, ``)
	require.Len(t, w.callbacks(), before)
}

func TestWhatIsWrittenInTheAppIsEchoed(t *testing.T) {
	w := shared(t)
	w.set(func(s *Settings) { s.Callback.MessageStatusURL = "https://hooks.example/st" })
	_, err := w.net.Write(network.Note{Number: waNumber, Channel: network.WhatsApp, To: ana, Content: network.Text{Body: "See you then"}})
	require.NoError(t, err)
	w.advance(time.Second)
	all := w.callbacks()
	require.Len(t, all, 1)
	require.Equal(t, "Coexistence::MessageEcho", all[0].Event)
	require.Contains(t, string(all[0].Body), `"from":"`+waNumber+`","to":"`+ana+`","timestamp":"2026-03-02T09:10:00Z","receivedAt":"2026-03-02T09:10:00Z","content":{"contentType":"text","text":"See you then"}`)
}

func TestHowFarAMessageIsInTheHistory(t *testing.T) {
	for state, want := range map[network.State]string{
		network.Accepted: "pending", network.Dispatched: "pending", network.Held: "pending", network.Sent: "sent", network.Delivered: "delivered",
		network.Arrived: "delivered", network.Read: "read", network.Played: "read", network.Failed: "failed", network.ExpiredState: "failed",
	} {
		require.Equal(t, want, historyStatus(network.Message{State: state}))
	}
}
