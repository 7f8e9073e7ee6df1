package tyntec

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// previewed is a world whose account has chosen version 3.
func previewed(t *testing.T) *world {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Preview = true })
	w.do(request{op: "updateAccountCallback", body: `{"callbackVersion":"3.0","inboundMessageUrl":"https://hooks.example/in",
		"messageStatusUrl":"https://hooks.example/st"}`}).status(http.StatusOK)
	return w
}

func TestVersionThreeIsSwitchedOnOP50(t *testing.T) {
	w := newWorld(t)
	for _, r := range []request{
		{op: "updateAccountCallback", body: `{"callbackVersion":"3.0"}`},
		{op: "updateSMSChannelCallback", params: []string{smsNumber}, body: `{"callbackVersion":"3.0"}`},
	} {
		w.set(func(s *Settings) { s.Preview = false })
		w.do(r).violates("validate.request.callbackVersion: must be one of [2.11, 2.12, 2.13]")
		w.set(func(s *Settings) { s.Preview = true })
		w.do(r).status(http.StatusOK)
		r.body = `{"callbackVersion":"4"}`
		w.do(r).violates("validate.request.callbackVersion: must be one of [2.11, 2.12, 2.13, 3.0]")
	}
}

// The differences of tyntec 3.11.
func TestMessagesOfUsersInVersionThree(t *testing.T) {
	file := func(w *world, as network.MediaKind) network.Media {
		stored, err := w.net.AddMedia(network.NewMedia{Account: shop, MIME: "image/png", Name: "desk.png", Data: []byte("x")})
		require.NoError(t, err)
		return network.Media{As: as, ID: stored.ID, Filename: "desk.png"}
	}
	media := func(kind, caption string) func(*world, string) string {
		return func(w *world, id string) string {
			return `{"contentType":"` + kind + `","` + kind + `":{"url":"` + publicURL + `/media/` + id + `","mediaId":"` + id + `"` + caption + `}}`
		}
	}
	for name, tc := range map[string]struct {
		content func(w *world) network.Content
		want    func(w *world, media string) string
	}{
		"text": {
			func(*world) network.Content { return network.Text{Body: "hi"} },
			func(*world, string) string { return `{"contentType":"text","text":"hi"}` },
		},
		"image":    {func(w *world) network.Content { return file(w, network.Image) }, media("image", "")},
		"sticker":  {func(w *world) network.Content { return file(w, network.Sticker) }, media("image", "")},
		"document": {func(w *world) network.Content { return file(w, network.Document) }, media("document", `,"caption":"desk.png"`)},
		"audio":    {func(w *world) network.Content { return file(w, network.Audio) }, media("audio", "")},
		"voice":    {func(w *world) network.Content { return file(w, network.Voice) }, media("voice", "")},
		"video":    {func(w *world) network.Content { return file(w, network.Video) }, media("video", "")},
		"location": {
			func(*world) network.Content { return network.Location{Latitude: 1, Longitude: 2} },
			func(*world, string) string {
				return `{"contentType":"location","location":{"latitude":1,"longitude":2}}`
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := previewed(t)
			content := tc.content(w)
			id := w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: content})
			sent := w.callbacks()[0]
			require.Equal(t, "InboundMessage", sent.Event)
			file, _ := content.(network.Media)
			require.JSONEq(t, `{"event":"InboundMessage","channel":"whatsapp","messageId":"`+id+`","from":"`+ana+`","to":"`+waNumber+`",
				"timestamp":"2026-03-02T09:10:00Z","content":`+tc.want(w, file.ID.String())+`,"whatsapp":{"senderName":"Ana Lopes"}}`, string(sent.Body))
		})
	}
}

func TestWhatVersionThreeDoesNotDeclare(t *testing.T) {
	for name, content := range map[string]network.Content{
		"reaction":  network.Reaction{Emoji: "👍"},
		"unknown":   network.Unsupported{What: "poll"},
		"order":     network.Order{Catalog: "900100200300400", Items: []network.OrderItem{{Product: "SKU-1", Quantity: 1, Price: 1990, Currency: "EUR"}}},
		"lost file": network.Media{As: network.Image},
	} {
		t.Run(name, func(t *testing.T) {
			w := previewed(t)
			_, err := w.net.Write(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: content})
			require.NoError(t, err)
			require.Empty(t, w.callbacks())
		})
	}
}

func TestTapsInVersionThree(t *testing.T) {
	w := previewed(t)
	w.opens(ana)
	id := w.send(waContent(`{"contentType":"interactive","interactive":{"subType":"buttons","components":{"body":{"type":"text","text":"Now?"},
		"buttons":[{"type":"reply","reply":{"payload":"s:1","title":"Yes"}}]}}}`))
	w.advance(1e9)
	sent, known := insideID(id)
	require.True(t, known)
	tap := w.writes(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, ReplyTo: sent, Content: network.Reply{Form: "button", ID: "s:1", Title: "Yes"}})
	require.JSONEq(t, `{"event":"InboundMessage::Postback","channel":"whatsapp","messageId":"`+tap+`","from":"`+ana+`","to":"`+waNumber+`",
		"timestamp":"2026-03-02T09:10:02Z","postback":{"data":"s:1"},"context":{"messageId":"`+id+`"},
		"whatsapp":{"senderName":"Ana Lopes","text":"Yes"}}`, w.body("InboundMessage::Postback"))
}

func TestStatusesInVersionThree(t *testing.T) {
	w := previewed(t)
	w.opens(ana)
	id := w.send(waText(ana))
	w.advance(1e9)
	for _, name := range []string{"accepted", "dispatched"} {
		require.Contains(t, w.body("MessageStatus::"+name), `"from":"`+waNumber+`"`)
	}
	require.JSONEq(t, `{"event":"MessageStatus::delivered","messageId":"`+id+`","channel":"whatsapp","timestamp":"2026-03-02T09:10:01Z",
		"from":"`+ana+`","to":"`+waNumber+`"}`, w.body("MessageStatus::delivered"))
}
