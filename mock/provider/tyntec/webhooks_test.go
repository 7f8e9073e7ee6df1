package tyntec

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

var update = flag.Bool("update", false, "write the golden payloads anew")

// golden wants a payload to be what stands in testdata/webhooks, byte for byte.
func golden(t *testing.T, name string, body []byte) {
	t.Helper()
	path := "testdata/webhooks/" + name + ".json"
	if *update {
		require.NoError(t, os.WriteFile(path, append(body, '\n'), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, strings.TrimSuffix(string(want), "\n"), string(body))
}

// Every kind of message that a user sends (tyntec 3.5, 3.6).
func TestPayloadsOfUsers(t *testing.T) {
	wa := func(content network.Content) network.Note {
		return network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: content}
	}
	file := func(as network.MediaKind, mime string, c network.Channel, to string) network.Note {
		return network.Note{
			Number: ana, Channel: c, To: to, Content: network.Media{As: as, Filename: "name.bin"},
			File: &network.NewMedia{MIME: mime, Data: []byte("x"), Name: "name.bin"},
		}
	}
	forwarded, often, asked := wa(network.Text{Body: "look"}), wa(network.Text{Body: "look"}), wa(network.Text{Body: "Is it blue?"})
	forwarded.Hops, often.Hops = 5, 6
	asked.Question = &network.ProductRef{Catalog: "900100200300400", Product: "SKU-1"}
	strange := wa(network.Text{Body: "And this?"})
	strange.Question = &network.ProductRef{Catalog: "1", Product: "2"}
	card := network.Card{
		Name: network.CardName{Formatted: "Ana Lopes", First: "Ana"}, Birthday: "1990-01-02", Company: "C", Team: "D", Title: "T",
		Phones:    []network.CardEntry{{Value: "+351 900 000 000", Type: "CELL", WhatsAppID: "351900000000"}},
		Emails:    []network.CardEntry{{Value: "ana@example.com", Type: "WORK"}},
		URLs:      []network.CardEntry{{Value: "https://ana.example", Type: "WORK"}},
		IMs:       []network.CardEntry{{Value: "ana", Service: "irc"}},
		Addresses: []network.CardAddress{{Street: "Lindenweg 3", City: "Dortmund", Zip: "44135", Country: "Germany", CountryCode: "de", Type: "HOME"}},
	}
	viberText := network.Note{Number: ana, Channel: network.Viber, To: service, Content: network.Text{Body: "hello"}}
	sms := network.Note{Number: ana, Channel: network.SMS, To: smsNumber, Content: network.Text{Body: "STOP"}}
	long := network.Note{Number: mei, Channel: network.SMS, To: smsNumber, Content: network.Text{Body: strings.Repeat("x", 200)}, Lost: true}
	for name, note := range map[string]network.Note{
		"text": wa(network.Text{Body: "Is the <blue> one in stock & cheap?"}), "text_empty": wa(network.Text{}),
		"image":    file(network.Image, "image/png", network.WhatsApp, waNumber),
		"document": file(network.Document, "application/pdf", network.WhatsApp, waNumber),
		"audio":    file(network.Audio, "audio/mpeg", network.WhatsApp, waNumber),
		"voice":    file(network.Voice, "audio/ogg", network.WhatsApp, waNumber),
		"video":    file(network.Video, "video/mp4", network.WhatsApp, waNumber),
		"sticker":  file(network.Sticker, "image/webp", network.WhatsApp, waNumber), // tyntec OP-58
		"location": wa(network.Location{Latitude: 48.1, Longitude: 11.5, Name: "Depot", Address: "Lindenweg 3", URL: "https://maps.example/p/7"}),
		"contacts": wa(network.Contacts{Cards: []network.Card{card}}), "unknown": wa(network.Unsupported{What: "poll"}),
		"link_without_file": wa(network.Media{As: network.Image, Link: "https://f.example/a"}),
		"forwarded":         forwarded, "forwarded_often": often, "product": asked, "product_unknown": strange,
		"quick_reply":     wa(network.Reply{Form: "quick_reply", ID: "pickup:4711", Title: "Pick up"}),
		"button":          wa(network.Reply{Form: "button", ID: "s:1", Title: "Yes"}),
		"row":             wa(network.Reply{Form: "row", ID: "slot:10", Title: "10:00", Description: "Room 2"}),
		"flow":            wa(network.FormReply{Form: "flow", JSON: `{"flow_token":"run-88","city":"Dortmund"}`}), // tyntec OP-59c
		"address":         wa(network.FormReply{Form: "address", JSON: `{"name":"Mei"}`}),
		"call_permission": wa(network.FormReply{Form: "call_permission", JSON: `{"callPermission":"accept"}`}),
		"order": wa(network.Order{Catalog: "900100200300400", Note: "Gift wrap please", Items: []network.OrderItem{
			{Product: "SKU-1", Name: "Desk lamp", Description: "Blue", Quantity: 2, Price: 1990, Currency: "EUR"},
			{Product: "SKU-2", Quantity: 1, Price: 5, Currency: "EUR"},
		}}),
		"sms": sms, "sms_long": long, "viber": viberText,
		"viber_file":  file(network.File, "application/pdf", network.Viber, service),
		"viber_voice": file(network.Voice, "audio/ogg", network.Viber, service),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.writes(note)
			all := w.callbacks()
			require.Len(t, all, 1)
			require.Equal(t, "https://hooks.example/in", all[0].URL)
			golden(t, name, all[0].Body)
		})
	}
}

func TestPayloadsOfStatuses(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	id := w.send(`{"to":"` + ana + `","from":"` + waNumber + `","channel":"whatsapp","context":"order-4711","content":{"contentType":"text","text":"x"}}`)
	bad := w.send(waText(otto))
	w.advance(time.Second)
	require.NoError(t, w.net.ReadChat(ana, network.WhatsApp, waNumber))
	viber := w.send(viberContent("promotion", `{"text":"x"}`))
	w.advance(time.Second)
	names := map[string]string{id: "status", bad: "status_bad", viber: "status_viber"}
	for _, c := range w.callbacks() {
		if name := names[c.Message.String()]; name != "" {
			golden(t, name+"_"+strings.TrimPrefix(c.Event, statusPrefix), c.Body)
		}
	}
	require.Equal(t, []string{
		"MessageStatus::accepted https://hooks.example/st", "MessageStatus::dispatched https://hooks.example/st",
		"MessageStatus::delivered https://hooks.example/st", "MessageStatus::seen https://hooks.example/st",
	}, w.posted(id))
	require.Equal(t, []string{
		"MessageStatus::accepted https://hooks.example/st", "MessageStatus::dispatched https://hooks.example/st",
		"MessageStatus::channelFailed https://hooks.example/st", "MessageStatus::failed https://hooks.example/st", // tyntec OP-64
	}, w.posted(bad))
	require.Len(t, w.posted(viber), 3)
}

func TestPersonWithNames(t *testing.T) {
	w := newWorld(t, func(c *network.Config) { c.Handsets[0].UserID, c.Handsets[0].Username = "US.1", "ana" })
	w.set(func(s *Settings) { s.Callback.CallbackVersion = "2.13" })
	w.opens(ana)
	w.send(waText(ana))
	w.advance(time.Second)
	golden(t, "text_with_names", []byte(w.body("MessageStatus::delivered")))
	require.Contains(t, w.body("MoMessage"), `"whatsapp":{"senderName":"Ana Lopes","bsuid":"US.1","username":"ana"}`)
}

func TestReplyNamesTheQuotedMessage(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	id := w.send(waContent(`{"contentType":"interactive","interactive":{"subType":"locationRequest","components":{"body":{"type":"text","text":"Where?"}}}}`))
	w.advance(time.Second)
	inside, _ := network.ParseID(id)
	answer := w.writes(network.Note{
		Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Location{Latitude: 1, Longitude: 2}, ReplyTo: inside,
	})
	all := w.callbacks()
	require.Contains(t, string(all[len(all)-1].Body), `"context":{"messageId":"`+id+`"}`) // tyntec OP-59c
	require.Contains(t, string(all[len(all)-1].Body), answer)

	answerID, _ := insideID(answer)
	w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Text{Body: "there"}, ReplyTo: answerID})
	all = w.callbacks()
	require.Contains(t, string(all[len(all)-1].Body), `"context":{"messageId":"`+answer+`"}`, "a user message by its own form of id (tyntec OP-59b)")
}

func TestTapsAreAnswered(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	choice := `{"contentType":"template","template":{"templateId":"delivery_choice","templateLanguage":"en","components":{"body":[{"type":"text","text":"1"}],
		"button":[{"type":"quick_reply","index":1,"payload":"later"}]}}}`
	id := w.send(waContent(choice))
	w.advance(time.Second)
	inside, _ := network.ParseID(id)
	for button, want := range map[string][2]string{"Today": {"Today", "Today"}, "later": {"later", "Tomorrow"}} {
		_, err := w.net.TapOn(network.Tap{Number: ana, Message: inside, Button: button})
		require.NoError(t, err)
		w.advance(time.Second)
		all := w.callbacks()
		var got userCallback
		require.NoError(t, json.Unmarshal(all[len(all)-1].Body, &got))
		require.Equal(t, "MoMessage::Postback", got.Event) // tyntec OP-57
		require.Equal(t, want, [2]string{got.Postback.Data, got.WhatsApp.Text})
		require.Equal(t, id, got.Context.MessageID)
	}
}

func TestReactionsNeedVersion213OP59a(t *testing.T) {
	for version, want := range map[string]int{"": 1, "2.11": 1, "2.12": 1, "2.13": 2} {
		t.Run("version "+version, func(t *testing.T) {
			w := newWorld(t)
			w.set(func(s *Settings) { s.Callback.CallbackVersion = version })
			inside, _ := insideID(w.opens(ana))
			w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Reaction{Target: inside, Emoji: "👍"}})
			all := w.callbacks()
			require.Len(t, all, want)
			if want == 2 {
				golden(t, "reaction", all[1].Body)
			}
		})
	}
}

func TestWithdrawnMessageOP49(t *testing.T) {
	w := newWorld(t)
	id := w.opens(ana)
	inside, _ := insideID(id)
	require.NoError(t, w.net.Revoke(ana, inside))
	require.Equal(t, []string{"MoMessage https://hooks.example/in", "MessageStatus::deleted https://hooks.example/st"}, w.posted(id))
	golden(t, "deleted", []byte(w.body("MessageStatus::deleted")))
	w.set(func(s *Settings) { s.Callback.EventFilter = []string{"MessageStatus::seen"} })
	require.Len(t, w.callbacks(), 1, "the filter holds it back")

	viber, err := w.net.Write(network.Note{Number: ana, Channel: network.Viber, To: service, Content: network.Text{Body: "x"}})
	require.NoError(t, err)
	require.NoError(t, w.net.Revoke(ana, viber))
	w.set(func(s *Settings) { s.Callback.EventFilter = nil })
	require.Equal(t, []string{"MoMessage https://hooks.example/in"}, w.posted(viber.String()), "WhatsApp only")

	quiet := newWorld(t, func(c *network.Config) { c.Accounts[0].Options.PassRevoke = false })
	inside, _ = insideID(quiet.opens(ana))
	require.NoError(t, quiet.net.Revoke(ana, inside))
	require.Len(t, quiet.callbacks(), 1)
}

func TestPricingOP66(t *testing.T) {
	const template = `{"contentType":"template","template":{"templateId":"%","templateLanguage":"en","components":{"body":[{"type":"text","text":"a"}]%%}}}`
	order := strings.NewReplacer("%%", "", "%", "order_update", `"a"}`, `"a"},{"type":"text","text":"b"}`).Replace(template)
	promo := strings.NewReplacer("%%", `,"header":[{"type":"image","image":{"url":"https://f.example/a.png"}}],"button":[{"type":"url","index":0,"text":"x"}]`,
		"%", "promo_image").Replace(template)
	for name, tc := range map[string]struct {
		window  bool
		content string
		want    string
	}{
		"free-form":                    {true, `{"contentType":"text","text":"x"}`, `"billable":false,"pricingModel":"PMP","type":"free_customer_service","category":"service"`},
		"utility in the window":        {true, order, `"billable":false,"pricingModel":"PMP","type":"free_customer_service","category":"utility"`},
		"utility outside the window":   {false, order, `"billable":true,"pricingModel":"PMP","type":"regular","category":"utility"`},
		"marketing in the window":      {true, promo, `"billable":true,"pricingModel":"PMP","type":"regular","category":"marketing"`},
		"marketing outside the window": {false, promo, `"billable":true,"pricingModel":"PMP","type":"regular","category":"marketing"`},
	} {
		t.Run(name, func(t *testing.T) {
			for version, wanted := range map[string]bool{"2.11": false, "2.12": true, "2.13": true} {
				w := newWorld(t)
				w.set(func(s *Settings) { s.Callback.CallbackVersion = version })
				if tc.window {
					w.opens(ana)
				}
				w.send(waContent(tc.content))
				w.advance(time.Second)
				body := w.body("MessageStatus::delivered")
				require.Equal(t, wanted, strings.Contains(body, `"whatsapp":{"pricing":{`+tc.want+`}}`), "%s %s", version, body)
				require.Equal(t, wanted, strings.Contains(body, "pricing"))
			}
		})
	}
}

func TestFilterOP47OP48(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) {
		s.Callback.EventFilter = []string{"MessageStatus::dispatched", "MessageStatus::channelFailed"}
	})
	in := w.opens(ana)
	id := w.send(waText(ana))
	bad := w.send(waText(otto))
	w.advance(time.Second)
	require.Equal(t, []string{"MoMessage https://hooks.example/in"}, w.posted(in), "user messages pass")
	require.Equal(t, []string{"MessageStatus::dispatched https://hooks.example/st"}, w.posted(id), "final states are held back too")
	require.Equal(t, []string{"MessageStatus::dispatched https://hooks.example/st", "MessageStatus::channelFailed https://hooks.example/st"}, w.posted(bad))
	require.Contains(t, w.history(id), "500ms delivered", "the history has them all")
}

func TestTargets(t *testing.T) {
	w := newWorld(t)
	sms := `{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","content":{"text":"x"}%}`
	override := `"notificationCallbackUrl":"https://hooks.example/own"`
	alias := `"messageStatusUrl":"https://hooks.example/alias"`
	for name, tc := range map[string]struct{ overrides, want string }{
		"configured":                {"", "https://hooks.example/st"},
		"the message's own":         {`,"overrides":{` + override + `}`, "https://hooks.example/own"},
		"its alias OP-17":           {`,"overrides":{` + alias + `}`, "https://hooks.example/alias"},
		"both, the first one OP-17": {`,"overrides":{` + alias + `,` + override + `}`, "https://hooks.example/own"},
	} {
		t.Run(name, func(t *testing.T) {
			id := w.send(strings.Replace(sms, "%", tc.overrides, 1))
			require.Equal(t, []string{"MessageStatus::accepted " + tc.want}, w.posted(id))
		})
	}
	w.set(func(s *Settings) { s.Callback.MessageStatusURL, s.Callback.InboundMessageURL = "", "" })
	id := w.send(strings.Replace(sms, "%", "", 1))
	w.advance(time.Second)
	require.Empty(t, w.posted(id)) // tyntec OP-62
	require.Len(t, w.history(id), 3)
	require.Empty(t, w.posted(w.opens(ana)))
}

func TestEventsOfOthersAreNotOurs(t *testing.T) {
	w := newWorld(t, func(c *network.Config) {
		c.Accounts = append(c.Accounts, network.Account{ID: "else", Label: "another provider"})
		c.Senders = append(c.Senders, network.Sender{ID: "49300", Channel: network.WhatsApp, Account: "else"})
	})
	w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: "49300", Content: network.Text{Body: "x"}})
	require.Empty(t, w.callbacks())
	require.Empty(t, w.p.Translate(network.Event{Kind: network.HandsetChanged, Account: shop}))
	require.Empty(t, w.p.Translate(network.Event{Kind: network.MessageInbound, Account: shop, Channel: network.WhatsApp, Sender: waNumber}))
	for _, k := range Kinds() {
		require.NotEmpty(t, k)
	}
}

func TestCallbackCarriesOrderHeaderAndCause(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.Header = &Header{Key: "x-team", Value: "checkout-team"} })
	id := w.send(waText(ana))
	all := w.callbacks()
	require.Len(t, all, 1)
	c := all[0]
	require.Equal(t, id+" https://hooks.example/st", c.Order) // tyntec OP-55
	require.Equal(t, http.Header{"X-Team": {"checkout-team"}}, c.Header)
	require.Equal(t, w.net.Position(), c.Cause)
	require.Equal(t, []any{shop, ana, 5}, []any{c.Account, c.Number, c.Redirects}) // tyntec OP-51
	require.Nil(t, c.Sign)
}

func TestSigning(t *testing.T) {
	for method, hash := range map[string]func(string, []byte) []byte{
		"HS256": func(secret string, b []byte) []byte {
			m := hmac.New(sha256.New, []byte(secret))
			m.Write(b)
			return m.Sum(nil)
		},
		"HS512": func(secret string, b []byte) []byte {
			m := hmac.New(sha512.New, []byte(secret))
			m.Write(b)
			return m.Sum(nil)
		},
	} {
		t.Run(method, func(t *testing.T) {
			w := newWorld(t)
			w.set(func(s *Settings) { s.Callback.Signature = &Signature{Method: method, Secret: "sehr geheim ä"} })
			w.send(waText(ana))
			c := w.callbacks()[0]
			w.set(func(s *Settings) { s.Callback.Signature = nil }) // what waits keeps its secret (tyntec 2.7)
			h := c.Sign(start.Add(120*time.Millisecond), c.Body)
			require.Equal(t, "V1.0", h.Get("x-signature-version"))
			require.Equal(t, "2026-03-02T09:10:00.120Z", h.Get("x-request-timestamp")) // tyntec OP-56
			want := hash("sehr geheim ä", append([]byte("2026-03-02T09:10:00.120Z\n"), c.Body...))
			require.Equal(t, base64.URLEncoding.EncodeToString(want), h.Get("x-signature"))
		})
	}
}

// plan is what a schedule makes of a receiver that never answers: the number of attempts, and when the last one is.
func plan(retry webhook.Schedule) (attempts int, last time.Duration) {
	now := start
	for attempts = 1; ; attempts++ {
		wait, again := retry(attempts, start, now)
		if !again {
			return attempts, now.Sub(start)
		}
		now = now.Add(wait)
	}
}

func TestRetries(t *testing.T) {
	for name, tc := range map[string]struct {
		retry    webhook.Schedule
		attempts int
		last     time.Duration
	}{
		"statuses OP-51":               {retryStatus, 3, 20 * time.Second},
		"user messages WhatsApp OP-52": {retryWhatsApp, 25, 1_159_650 * time.Second},
		"user messages SMS OP-54":      {retryPhone, 10_900, 172_710 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			attempts, last := plan(tc.retry)
			require.Equal(t, tc.attempts, attempts)
			require.Equal(t, tc.last, last)
		})
	}
	for attempt, want := range map[int]time.Duration{1: 30, 2: 60, 3: 120, 12: 61440, 13: 86400, 99: 86400} {
		wait, _ := retryWhatsApp(attempt, start, start)
		require.Equal(t, want*time.Second, wait)
	}
	w := newWorld(t)
	w.opens(ana)
	w.writes(network.Note{Number: ana, Channel: network.SMS, To: smsNumber, Content: network.Text{Body: "x"}})
	w.writes(network.Note{Number: ana, Channel: network.Viber, To: service, Content: network.Text{Body: "x"}})
	w.send(waText(ana))
	want := []int{25, 10_900, 10_900, 3} // Viber as SMS (tyntec OP-53)
	for i, c := range w.callbacks() {
		attempts, _ := plan(c.Retry)
		require.Equal(t, want[i], attempts)
	}
}
