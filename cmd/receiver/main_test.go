package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	text      = `{"event":"MoMessage","channel":"viber","messageId":"m-1","from":"491700000001","to":"71045","content":{"contentType":"text","text":"hello"}}`
	image     = `{"event":"MoMessage","channel":"whatsapp","messageId":"m-2","from":"491700000001","to":"4915735990001","content":{"contentType":"media"}}`
	delivered = `{"event":"MessageStatus::delivered","channel":"sms","messageId":"m-3"}`
	seen      = `{"event":"MessageStatus::seen","channel":"whatsapp","messageId":"m-4"}`
	secret    = "a shared secret"
	stamp     = "2026-03-02T09:15:04.000Z"
)

func newReceiver(inbox int) (*receiver, *bytes.Buffer) {
	out := &bytes.Buffer{}
	return &receiver{key: "tyntec-demo-key", secret: secret, out: out, inbox: make(chan event, inbox)}, out
}

func sign(body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "\n" + body))
	return base64.URLEncoding.EncodeToString(mac.Sum(nil))
}

func post(r *receiver, body, signature string) int {
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	if signature != "" {
		request.Header.Set("x-signature", signature)
		request.Header.Set("x-request-timestamp", stamp)
	}
	recorder := httptest.NewRecorder()
	r.ServeHTTP(recorder, request)
	return recorder.Code
}

func TestEvents(t *testing.T) {
	rows := []struct {
		name, body, signature string
		inbox                 int
		status                int
		printed               string
		waiting               int
	}{
		{"a text is printed and waits for its answer", text, sign(text), 1, 204, `viber: 491700000001 wrote text "hello" (signature good)`, 1},
		{"without signature it is refused", text, "", 1, 401, `viber: 491700000001 wrote text "hello" (refused: not signed by the provider)`, 0},
		{"a signature of another body is refused", text, sign(image), 1, 401, `viber: 491700000001 wrote text "hello" (refused: not signed by the provider)`, 0},
		{"a signature that is no Base64url is refused", text, "?", 1, 401, `viber: 491700000001 wrote text "hello" (refused: not signed by the provider)`, 0},
		{"a full inbox lets the event come again", text, sign(text), 0, 503, `viber: 491700000001 wrote text "hello" (signature good)`, 0},
		{"a picture gets no answer", image, sign(image), 1, 204, `whatsapp: 491700000001 wrote media "" (signature good)`, 0},
		{"delivered is printed", delivered, sign(delivered), 1, 204, `sms: delivered m-3 (signature good)`, 0},
		{"seen is printed", seen, sign(seen), 1, 204, `whatsapp: seen m-4 (signature good)`, 0},
		{"what is no JSON is refused", "{", "", 1, 400, "", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r, out := newReceiver(row.inbox)
			require.Equal(t, row.status, post(r, row.body, row.signature))
			require.Equal(t, row.printed, strings.TrimSuffix(out.String(), "\n"))
			require.Len(t, r.inbox, row.waiting)
		})
	}
}

// api is the provider's side; it keeps what it was asked and refuses paths that begin with refuse.
func api(t *testing.T, refuse string) (string, *[]string) {
	calls := &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("apikey") != "tyntec-demo-key" || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		*calls = append(*calls, r.Method+" "+r.URL.Path+" "+string(body))
		if refuse != "" && strings.HasPrefix(r.URL.Path, refuse) {
			http.Error(w, "no such thing", http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, calls
}

func TestItRegistersItselfAndASecret(t *testing.T) {
	r, out := newReceiver(1)
	url, calls := api(t, "")
	r.api = url
	require.NoError(t, r.register(context.Background(), "http://127.0.0.1:9000"))
	require.Equal(t, []string{`PUT /configurations/callbacks {"inboundMessageUrl":"http://127.0.0.1:9000",` +
		`"messageStatusUrl":"http://127.0.0.1:9000","signature":{"method":"HS256","secret":"a shared secret"}}`}, *calls)
	require.Equal(t, "events go to http://127.0.0.1:9000, signed\n", out.String())
}

func TestItGivesUpWhenTheAPIRefusesIt(t *testing.T) {
	r, out := newReceiver(1)
	r.api, _ = api(t, "/")
	require.ErrorContains(t, r.register(context.Background(), "http://127.0.0.1:9000"), "404")
	require.Empty(t, out.String())
}

func TestItSaysBackWhatWasSaid(t *testing.T) {
	r, _ := newReceiver(1)
	url, calls := api(t, "")
	r.api = url + "/"
	require.Equal(t, 204, post(r, text, sign(text)))
	require.NoError(t, r.answer(context.Background(), <-r.inbox))
	require.Equal(t, []string{`POST /messages {"channel":"viber","content":{"contentType":"text","text":"You said: hello"},` +
		`"from":"71045","rateType":"session","to":"491700000001"}`}, *calls)
}

func TestAnswersEndWithTheContext(t *testing.T) {
	r, _ := newReceiver(1)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r.answerTexts(ctx)
}
