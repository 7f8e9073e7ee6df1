package dialect

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/match"
)

func TestEveryKindIsSentAsDocumented(t *testing.T) {
	wa := Line{"whatsapp", "4915735990001", "491700000001"}
	viber := Line{"viber", "71045", "491700000001"}
	sms := Line{"sms", "4916099000017", "491700000001"}
	link := object{"url": "https://files.example.com/lamp.jpg"}
	reply := []any{object{"id": "a", "title": "A"}, object{"id": "b", "title": "B", "description": "the second"}}
	for name, tt := range map[string]struct {
		line    Line
		content Content
	}{
		"text":             {wa, Content{"text", object{"text": "hello", "replyTo": "m-1", "context": "c-1"}}},
		"image":            {wa, Content{"image", link}},
		"document":         {wa, Content{"document", object{"url": "https://files.example.com/t.pdf", "filename": "t.pdf"}}},
		"video":            {wa, Content{"video", link}},
		"audio":            {wa, Content{"audio", link}},
		"sticker":          {wa, Content{"sticker", link}},
		"location":         {wa, Content{"location", object{"latitude": 48.1, "longitude": 11.5}}},
		"contact":          {wa, Content{"contact", object{"name": "Ana", "phone": "+49 170"}}},
		"template":         {wa, Content{"template", object{"name": "promo_image", "language": "en", "values": []any{"Ana"}, "image": "https://files.example.com/lamp.jpg", "payloads": []any{"x"}, "link": "lamps"}}},
		"plain template":   {wa, Content{"template", object{"name": "hello_world", "language": "en_US"}}},
		"button message":   {wa, Content{"button message", object{"text": "Yes?", "buttons": reply}}},
		"list message":     {wa, Content{"list message", object{"text": "Which?", "title": "All", "rows": reply}}},
		"location request": {wa, Content{"location request", object{"text": "Where?"}}},
		"flow message":     {wa, Content{"flow message", object{"text": "Book", "flow": "7001002003004001", "token": "t", "button": "Book", "screen": "START"}}},
		"product list":     {wa, Content{"product list", object{"text": "Ours", "title": "Lamps", "catalog": "9", "products": []any{"SKU-1"}}}},
		"SMS":              {sms, Content{"text", object{"text": "hello"}}},
		"Viber text":       {viber, Content{"text", object{"text": "hello"}}},
		"Viber image":      {viber, Content{"image", object{"url": "https://files.example.com/lamp.jpg", "rateType": "session"}}},
		"Viber list":       {viber, Content{"list", object{"text": "Which?", "options": []any{"A", "B"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			request, err := tyntecSend(tt.line, tt.content)
			require.NoError(t, err)
			documented(t, "tyntec", request)
			body, ok := request.Body.(object)
			require.True(t, ok)
			require.Equal(t, []any{tt.line.To, tt.line.From, tt.line.Channel}, []any{body["to"], body["from"], body["channel"]})
		})
	}
}

func TestOtherRequestsAreAsDocumented(t *testing.T) {
	d, err := For("tyntec")
	require.NoError(t, err)
	line := Line{"whatsapp", "4915735990001", "491700000001"}
	react, err := d.React(line, "wamid.A=", "👍")
	require.NoError(t, err)
	read, err := d.Read(line, "wamid.A=")
	require.NoError(t, err)
	hooks := d.Subscribe(
		[]Line{line, {"sms", "4916099000017", ""}, {"sms", "DemoShop", ""}, {"viber", "71045", ""}},
		Hooks{Inbound: "https://hooks.example.com/in", Status: "https://hooks.example.com/st", Only: []string{"MessageStatus::delivered"}},
	)
	require.Len(t, hooks, 3, "an alphanumeric sender has no callbacks")
	for _, request := range append(hooks, react, read, d.Status("1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21")) {
		documented(t, "tyntec", request)
	}
}

func TestWhatTheProviderLacks(t *testing.T) {
	_, err := tyntecSend(Line{Channel: "sms"}, Content{"image", object{}})
	require.EqualError(t, err, "tyntec sends no image over sms")
	_, err = tyntecSend(Line{Channel: "telegram"}, Content{"text", object{}})
	require.EqualError(t, err, `tyntec has no channel "telegram"`)
	_, err = tyntecRead(Line{Channel: "viber"}, "m")
	require.EqualError(t, err, "tyntec reads WhatsApp chats only, not viber")
	_, err = For("acme")
	require.ErrorContains(t, err, `provider "acme": one of [`)
}

func TestNames(t *testing.T) {
	d := tyntec()
	require.Equal(t, "seen", d.Word("read"))
	require.Equal(t, "delivered", d.Word("delivered"), "what the table lacks is the provider's own")
	require.Equal(t, "MoMessage", d.Event("message"))
	require.Equal(t, "Call::Connect", d.Event("Call::Connect"))
	require.Equal(t, "MoMessage", d.EventName(map[string]any{"event": "MoMessage"}))
	require.Empty(t, d.EventName(map[string]any{}))
	require.Equal(t, http.Header{"Apikey": {"k-1"}}, d.Authorize(map[string]string{"apikey": "k-1"}))
	_, err := d.Problem("strange")
	require.ErrorContains(t, err, `error "strange": tyntec has ["account not found"`)
}

func TestProblems(t *testing.T) {
	for name, body := range map[string]string{
		"not parseable":          `{"type":"https://docs.tyntec.com/problems/DataNotParseable","title":"Data given was not parseable","status":400,"detail":"x"}`,
		"invalid":                `{"status":400,"title":"Constraint Violation","violations":[{"field":"a","message":"b"}]}`,
		"unauthorized":           `{"type":"https://httpstatuses.com/401","title":"Unauthorized","status":401,"detail":"x"}`,
		"too large":              `{"type":"https://httpstatuses.com/413","title":"Payload Too Large","status":413}`,
		"media not found":        `{"status":404}`,
		"user message not found": `{"status":404,"title":"Not Found"}`,
	} {
		t.Run(name, func(t *testing.T) {
			problem, err := tyntec().Problem(name)
			require.NoError(t, err)
			value, err := match.Decode([]byte(body))
			require.NoError(t, err)
			require.NoError(t, match.Table(value, problem.Rows, nil))
			require.Error(t, match.Table(map[string]any{"status": "x"}, problem.Rows, nil))
		})
	}
}

// The signatures were computed with openssl dgst -hmac.
func TestSignature(t *testing.T) {
	header := http.Header{}
	header.Set("x-request-timestamp", "2026-03-02T09:15:04.120Z")
	header.Set("x-signature-version", "V1.0")
	header.Set("x-signature", "Z5_YZJ9bkN4gYqUG-7QuSR8S4PW_lSJzVYpewEREfMA=")
	body := []byte(`{"event":"MoMessage"}`)
	require.NoError(t, tyntecSigned(header, body, match.Kept{"secret": "k3y-k3y-k3y"}))
	require.ErrorContains(t, tyntecSigned(header, []byte(`{"event":"MoMessagE"}`), match.Kept{"secret": "k3y-k3y-k3y"}), "x-signature: want ")
	require.Error(t, tyntecSigned(header, body, match.Kept{"secret": "other"}))
	require.EqualError(t, tyntecSigned(header, body, match.Kept{}), "keep the secret of the callbacks as secret first")
	require.EqualError(t, tyntecSigned(header, body, match.Kept{"secret": "k3y-k3y-k3y", "method": "MD5"}), "method MD5: neither HS256 nor HS512")

	header.Set("x-signature", "mTu2vOyFCQPcqo708cvSAvHRuSQJ0vq0d5Rc335dMBFgiq9VAotfDXW9SNuGv5t9C8q8xv3-hWqw8BUjkzAWfA==")
	require.NoError(t, tyntecSigned(header, body, match.Kept{"secret": "k3y-k3y-k3y", "method": "HS512"}))
	header.Del("x-signature-version")
	require.EqualError(t, tyntecSigned(header, body, match.Kept{"secret": "k3y-k3y-k3y"}), `x-signature-version: want V1.0, got ""`)
}
