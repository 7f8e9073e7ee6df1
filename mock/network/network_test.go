package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// shop is a world with one business on all channels and two people.
func shop(t testing.TB) *Network {
	t.Helper()
	n, err := New(Config{
		Seed:       1,
		Accounts:   []Account{{ID: "shop", Label: "x", Options: AccountOptions{DispatchDelay: true, TTL: 24 * time.Hour, ReportExpiry: true}}},
		Portfolios: []Portfolio{{ID: "p1", Name: "Shop"}},
		WABAs:      []WABA{{ID: "w1", Portfolio: "p1", Catalog: "c1"}},
		Catalogs:   []Catalog{{ID: "c1", Name: "Shop", Currency: "EUR", Products: []Product{{ID: "lamp", Name: "Lamp", Price: 1990}}}},
		Senders: []Sender{
			{ID: "49100", Channel: WhatsApp, Account: "shop", WABA: "w1", NumberSettings: NumberSettings{CatalogShown: true}},
			{ID: "49200", Channel: SMS, Account: "shop"},
			{ID: "71045", Channel: Viber, Account: "shop"},
		},
		Handsets: []Handset{
			{Number: "491700000001", Name: "Ana", Apps: []Channel{WhatsApp, SMS, Viber}},
			{Number: "491700000005", Name: "Lena", Apps: []Channel{WhatsApp, SMS, Viber}, Off: true},
		},
		Templates: []Template{
			{WABA: "w1", Name: "order_update", Language: "en", Category: "UTILITY", Status: "APPROVED", Body: "Order {{1}} is {{2}}"},
		},
	})
	require.NoError(t, err)
	return n
}

func send(t testing.TB, n *Network, c Channel, from, to string, content Content) ID {
	t.Helper()
	a, err := n.Send(Draft{Account: "shop", Channel: c, From: from, To: to, Content: content})
	require.NoError(t, err)
	return a.ID
}

func advance(t testing.TB, n *Network, by time.Duration) {
	t.Helper()
	_, err := n.Advance(t.Context(), Until{By: by})
	require.NoError(t, err)
}

// states lists what a message went through, with the time since it was made.
func states(t testing.TB, n *Network, id ID) []string {
	t.Helper()
	m, err := n.Message(id)
	require.NoError(t, err)
	var out []string
	for _, c := range m.History {
		line := c.State.String() + " +" + c.At.Sub(m.Made).String()
		if c.Reason != NoReason {
			line += " " + c.Reason.String()
		}
		out = append(out, line)
	}
	return out
}

func TestWhatsAppTextInsideTheWindowIsDeliveredAndRead(t *testing.T) {
	n := shop(t)
	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	id := send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "hello"})
	advance(t, n, time.Second)
	require.NoError(t, n.ReadChat("491700000001", WhatsApp, "49100"))
	require.Equal(t, []string{"accepted +0s", "dispatched +100ms", "sent +200ms", "delivered +500ms", "read +1s"}, states(t, n, id))
}

func TestWindowEndsAfterExactly24Hours(t *testing.T) {
	for name, tc := range map[string]struct {
		after time.Duration
		last  string
	}{
		"86,399 s after the last inbound it is open":   {86399*time.Second - 100*time.Millisecond, "delivered +500ms"},
		"86,400 s after the last inbound it is closed": {86400*time.Second - 100*time.Millisecond, "failed +300ms window_closed"},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
			require.NoError(t, err)
			advance(t, n, tc.after)
			id := send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "hello"})
			advance(t, n, 2*time.Second)
			got := states(t, n, id)
			require.Equal(t, tc.last, got[len(got)-1])
		})
	}
}

func TestOfflinePhoneGetsItsBacklogOrItExpires(t *testing.T) {
	n := shop(t)
	tpl := TemplateMessage{Name: "order_update", Language: "en", Body: []Param{{Text: "1"}, {Text: "ready"}}}
	back := send(t, n, WhatsApp, "49100", "491700000005", tpl)
	sms := send(t, n, SMS, "49200", "491700000005", Text{Body: "hello"})
	advance(t, n, time.Hour)
	require.NoError(t, n.ChangeHandset("491700000005", func(h Handset) Handset { h.Off = false; return h }))
	require.Equal(t, "delivered +1h0m0s", states(t, n, back)[3])
	require.Equal(t, "delivered +1h0m0s", states(t, n, sms)[3])

	require.NoError(t, n.ChangeHandset("491700000005", func(h Handset) Handset { h.Off = true; return h }))
	gone := send(t, n, WhatsApp, "49100", "491700000005", tpl)
	late := send(t, n, SMS, "49200", "491700000005", Text{Body: "hello"})
	advance(t, n, 50*time.Hour)
	require.Equal(t, "expired +24h0m0.1s expired", states(t, n, gone)[3])
	require.Equal(t, "expired +48h0m0.1s expired", states(t, n, late)[3])
}

func TestSameSeedAndCommandsGiveTheSameLog(t *testing.T) {
	run := func() string {
		n := shop(t)
		n.SetLatency(Typical)
		for i := range 50 {
			_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
			require.NoError(t, err)
			send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "hello"})
			advance(t, n, time.Duration(i)*100*time.Millisecond)
		}
		_, digest := n.Log()
		return digest
	}
	require.Equal(t, run(), run())
}

// Whoever follows by asking does so after every call: what is not there takes no room.
func TestEventsTakeNoMoreRoomThanTheyNeed(t *testing.T) {
	n := shop(t)
	send(t, n, SMS, "49200", "491700000001", Text{Body: "hello"})
	for after := range n.Position() + 2 {
		events, ok := n.Events(after, 256)
		require.True(t, ok)
		require.Equal(t, len(events), cap(events))
	}
}
