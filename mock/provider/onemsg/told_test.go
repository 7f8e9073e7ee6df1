package onemsg

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	dana = "12025550143"
	from = "15550100200"
)

// desk is a channel over a small network with one person.
type desk struct {
	t   *testing.T
	net *network.Network
	p   *Provider
	ch  *channel
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	n, err := network.New(network.Config{
		Seed: 1, Accounts: []network.Account{{ID: "desk", Label: Name}}, WABAs: []network.WABA{{ID: "900", Catalog: "c1"}},
		Senders: []network.Sender{{
			ID: from, Channel: network.WhatsApp, Account: "desk", WABA: "900",
			NumberSettings: network.NumberSettings{PhoneID: "800", CatalogShown: true, Calling: network.CallSettings{On: true}},
		}},
		Catalogs: []network.Catalog{{ID: "c1", Currency: "EUR", Products: []network.Product{{ID: "SKU-1", Name: "Lamp", Price: 1990}}}},
		Handsets: []network.Handset{{Number: dana, Name: "Dana", Apps: []network.Channel{network.WhatsApp}}},
		Templates: []network.Template{
			{WABA: "900", Name: "sale", Language: "en", Category: "MARKETING", Body: "Sale"},
			{WABA: "900", Name: "news", Language: "en", Category: "UTILITY", Body: "News"},
			{WABA: "900", Name: "code", Language: "en", Category: "AUTHENTICATION", Body: "{{1}} is your code"},
		},
	})
	require.NoError(t, err)
	p := New(Config{
		Network: n, Channels: []ChannelConfig{{Account: "desk", Instance: "MOCK0001", Token: "x"}},
		PublicURL: func() string { return "http://desk.example" },
		Posted:    func(uint64) (string, string, bool) { return "", "", false },
	})
	return &desk{t, n, p, p.accounts["desk"]}
}

func (d *desk) pass(by time.Duration) {
	d.t.Helper()
	_, err := d.net.Advance(d.t.Context(), network.Until{By: by})
	require.NoError(d.t, err)
}

// told are the events of the platform since a position, as JSON: field and value.
func (d *desk) told(since uint64) (fields []string, values []string) {
	d.t.Helper()
	events, ok := d.net.Events(since, 1000)
	require.True(d.t, ok)
	for _, e := range events {
		for _, body := range d.p.raw(d.ch, e) {
			out := body.(rawOut)
			require.Equal(d.t, "900", out.Entry[0].ID)
			change := out.Entry[0].Changes[0]
			text, err := json.Marshal(change.Value)
			require.NoError(d.t, err)
			fields, values = append(fields, change.Field), append(values, string(text))
		}
	}
	return fields, values
}

// What people send, in the form of the platform: type and inside (onemsg 3.8).
func TestKindsOfRawMessages(t *testing.T) {
	ad := &network.Referral{SourceType: "ad", SourceID: "120"}
	for name, row := range map[string]struct {
		note network.Note
		want string // what stands beside id, timestamp and sender
	}{
		"text":                          {network.Note{Content: network.Text{Body: "hi"}}, `{"type":"text","text":{"body":"hi"}}`},
		"location":                      {network.Note{Content: network.Location{Latitude: 52.5, Longitude: 13.4, Name: "Shop", Address: "Main St 1"}}, `{"type":"location","location":{"latitude":52.5,"longitude":13.4,"name":"Shop","address":"Main St 1"}}`},
		"reaction without a target":     {network.Note{Content: network.Reaction{Emoji: "\U0001f44d"}}, `{"type":"reaction","reaction":{"message_id":"","emoji":"` + "\U0001f44d" + `"}}`},
		"a reaction that is taken away": {network.Note{Content: network.Reaction{}}, `{"type":"reaction","reaction":{"message_id":""}}`},
		"a reply button":                {network.Note{Content: network.Reply{Form: "button", ID: "a", Title: "A"}}, `{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"a","title":"A"}}}`},
		"a list row":                    {network.Note{Content: network.Reply{Form: "row", ID: "a", Title: "A", Description: "d"}}, `{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"a","title":"A","description":"d"}}}`},
		"a quick reply":                 {network.Note{Content: network.Reply{Form: "quick_reply", ID: "p", Title: "A"}}, `{"type":"button","button":{"payload":"p","text":"A"}}`},
		"a filled form":                 {network.Note{Content: network.FormReply{Form: "flow", JSON: `{"day":"Monday"}`}}, `{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"day\":\"Monday\"}"}}}`},
		"an order": {network.Note{Content: network.Order{Catalog: "c1", Items: []network.OrderItem{{Product: "SKU-1", Quantity: 2, Price: 1990, Currency: "EUR"}}}},
			`{"type":"order","order":{"catalog_id":"c1","text":"","product_items":[{"product_retailer_id":"SKU-1","quantity":2,"item_price":19.9,"currency":"EUR"}]}}`},
		"a picture by its address": {network.Note{Content: network.Media{As: network.Image, Link: "https://x.example/a.png", MIME: "image/png", Caption: "A"}},
			`{"type":"image","image":{"mime_type":"image/png","caption":"A"}}`},
		"a voice note": {network.Note{Content: network.Media{As: network.Voice, Link: "https://x.example/a.ogg", MIME: "audio/ogg"}},
			`{"type":"audio","audio":{"mime_type":"audio/ogg","voice":true}}`},
		"what is not carried": {network.Note{Content: network.Unsupported{What: "poll"}}, `{"type":"unsupported"}`},
		"from an ad":          {network.Note{Content: network.Text{Body: "hi"}, Referral: ad}, `{"type":"text","text":{"body":"hi"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			row.note.Number, row.note.Channel, row.note.To = dana, network.WhatsApp, from
			since := d.net.Position()
			_, err := d.net.Write(row.note)
			require.NoError(t, err)
			fields, values := d.told(since)
			require.Equal(t, []string{"messages"}, fields)
			var value struct {
				Metadata struct {
					Number string `json:"display_phone_number"`
					ID     string `json:"phone_number_id"`
				}
				Contacts []map[string]any
				Messages []map[string]any
			}
			require.NoError(t, json.Unmarshal([]byte(values[0]), &value))
			require.Equal(t, []string{from, "800"}, []string{value.Metadata.Number, value.Metadata.ID})
			require.Len(t, value.Contacts, 1)
			m := value.Messages[0]
			require.Equal(t, dana, m["from"])
			for _, beside := range []string{"id", "timestamp", "from", "referral"} {
				delete(m, beside)
			}
			for _, inside := range m {
				if file, ok := inside.(map[string]any); ok && file["url"] != nil { // an address of this API for the same file
					require.Contains(t, file["url"], "http://desk.example/onemsg/-/files/")
					delete(file, "url")
				}
			}
			got, err := json.Marshal(m)
			require.NoError(t, err)
			require.JSONEq(t, row.want, string(got))
		})
	}
}

// What becomes of a message, of a template, and what is no message at all, in the form of the platform (onemsg 3.8).
func TestRawStatusesAndNotices(t *testing.T) {
	d := newDesk(t)
	since := d.net.Position()
	send := func(content network.Content, n note) network.ID {
		a, err := d.net.Send(network.Draft{Account: "desk", Channel: network.WhatsApp, From: from, To: dana, Content: content, Note: n})
		require.NoError(t, err)
		return a.ID
	}
	send(network.TemplateMessage{Name: "news", Language: "en"}, note{kind: "chat", category: "UTILITY"})
	send(network.Text{Body: "no window"}, note{kind: "chat"})
	d.pass(time.Second)
	require.NoError(t, d.net.ReviewTemplate(network.TemplateRef{WABA: "900", Name: "sale", Language: "en"}, network.Verdict{Decision: network.Pause}))
	d.pass(3 * time.Hour)
	require.NoError(t, d.net.DeleteTemplates(network.TemplateRef{WABA: "900", Name: "sale"}, false))

	type line struct{ field, what, more string }
	var got []line
	fields, values := d.told(since)
	for i, text := range values {
		var v struct {
			Statuses []struct {
				Status  string
				Pricing *struct{ Category string }
				Errors  []struct {
					Code    int
					Message string
				}
			}
			Echoes []map[string]any `json:"message_echoes"`
			Event  string
			Reason string
		}
		require.NoError(t, json.Unmarshal([]byte(text), &v))
		one := line{field: fields[i], what: v.Event, more: v.Reason}
		switch {
		case len(v.Echoes) == 1:
			one.what = "echo"
		case len(v.Statuses) == 1:
			one.what = v.Statuses[0].Status
			if v.Statuses[0].Pricing != nil {
				one.more = v.Statuses[0].Pricing.Category
			}
			for _, e := range v.Statuses[0].Errors {
				one.more = e.Message
			}
		}
		got = append(got, one)
	}
	require.Equal(t, []line{
		{"smb_message_echoes", "echo", ""}, {"smb_message_echoes", "echo", ""}, {"messages", "sent", "business_initiated"},
		{"messages", "failed", "(#131047) Re-engagement message"}, {"messages", "delivered", "business_initiated"},
		{"message_template_status_update", "PAUSED", "FIRST_PAUSE"}, {"message_template_status_update", "APPROVED", "UNPAUSE"},
		{"message_template_status_update", "PENDING_DELETION", "NONE"},
	}, got)
}

// What a conversation costs, and what of it is free (onemsg 5.11).
func TestPricesOfConversations(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	template := func(category string) network.Message { return network.Message{Note: note{category: category}} }
	ofPeople := func(n int) (all []*talk) {
		for range n {
			all = append(all, &talk{opened: at})
		}
		return all
	}
	for name, row := range map[string]struct {
		message network.Message
		before  []*talk // of the month
		want    talk
	}{
		"a template for marketing":           {template("MARKETING"), nil, talk{business: true, price: 500}},
		"a template for utility":             {template("UTILITY"), nil, talk{business: true, price: 200}},
		"a template for authentication":      {template("AUTHENTICATION"), nil, talk{business: true, price: 300}},
		"an answer to a person":              {network.Message{Note: note{}}, nil, talk{price: userPrice, free: true}},
		"the thousandth of the month":        {network.Message{Note: note{}}, ofPeople(freeTier - 1), talk{price: userPrice, free: true}},
		"the one after the thousandth":       {network.Message{Note: note{}}, ofPeople(freeTier), talk{price: userPrice}},
		"with a person from an ad":           {network.Message{Note: note{}, FreeEntry: true}, ofPeople(freeTier), talk{price: userPrice, free: true, entry: true}},
		"a template to a person from an ad":  {network.Message{Note: note{category: "MARKETING"}, FreeEntry: true}, nil, talk{business: true, price: 500, free: true, entry: true}},
		"templates take nothing of the tier": {network.Message{Note: note{}}, append(ofPeople(freeTier-1), &talk{opened: at, business: true}), talk{price: userPrice, free: true}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &book{all: row.before}
			got := b.open(row.message, at)
			row.want.id, row.want.opened = got.id, at
			require.Equal(t, row.want, *got)
			require.Equal(t, map[bool]string{true: "business_initiated", false: "user_initiated"}[row.want.business], got.origin())
		})
	}
}

// The sums of a month (onemsg 5.11): free ones are counted and cost nothing.
func TestSumsOfAMonth(t *testing.T) {
	march := month{2026, time.March}
	s := &monthSum{month: march}
	for _, one := range []talk{
		{business: true, price: 500}, {business: true, price: 200}, {business: true, price: 500, free: true, entry: true},
		{price: userPrice}, {price: userPrice, free: true}, {price: userPrice, free: true, entry: true},
	} {
		s.add(&one)
	}
	require.Equal(t, monthOut{
		BusinessPaid: 2, BusinessPrice: 0.07, Business: 3, EntryPoint: 2, Free: 3, FreeTier: 1, Paid: 3, PeriodDate: "2026-03-01T00:00:00Z",
		Quantity: 6, TotalPrice: 0.08, UserPaid: 1, UserPrice: 0.01, User: 3,
	}, s.out())
	require.Equal(t, march, monthOf(time.Date(2026, 4, 1, 0, 30, 0, 0, time.FixedZone("", 3600))), "months are those of UTC")
}

// Each delivered template is paid for, in the month of its delivery; what is open for 24 h is one conversation (onemsg 5.11).
func TestTheLedgerCountsWhatIsDelivered(t *testing.T) {
	d := newDesk(t)
	send := func(name, category string) {
		_, err := d.net.Send(network.Draft{
			Account: "desk", Channel: network.WhatsApp, From: from, To: dana, Content: network.TemplateMessage{Name: name, Language: "en"},
			Note: note{kind: "chat", category: category},
		})
		require.NoError(t, err)
		d.pass(time.Second)
	}
	send("sale", "MARKETING")
	send("news", "UTILITY")
	d.net.PutHandset(network.Handset{Number: dana, Apps: []network.Channel{network.WhatsApp}, Off: true})
	send("news", "UTILITY") // sent, never delivered: nothing to pay
	d.p.book.with("desk", func(b *book) {
		require.Equal(t, map[month]int{monthOf(d.net.Now()): 700}, b.costs)
		require.Len(t, b.all, 1)
	})
	d.pass(24 * time.Hour)
	send("sale", "MARKETING")
	d.p.book.with("desk", func(b *book) { require.Len(t, b.all, 2) })
}
