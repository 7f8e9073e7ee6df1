// Command receiver is a sample subscriber to copy from: it registers itself for the events of a tyntec account, has them
// signed, checks the signatures, prints every event, and answers texts. Its defaults fit a mynah started with its own.
package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
)

// event has the members used here of what tyntec posts (tyntec 3.5, 3.7).
type event struct {
	Event, Channel, MessageID, From, To string
	Content                             struct{ ContentType, Text string }
}

// receiver is the subscriber: texts wait in inbox, so that an event is acknowledged before anything else is done.
type receiver struct {
	api, key, secret string
	out              io.Writer
	inbox            chan event
}

func main() {
	r := receiver{out: os.Stdout, inbox: make(chan event, 100)}
	flag.StringVar(&r.api, "api", "http://127.0.0.1:8080/tyntec/conversations/v3", "base `URL` of the API")
	flag.StringVar(&r.key, "key", "tyntec-demo-key", "API `key`")
	flag.StringVar(&r.secret, "secret", "receiver-secret", "`secret` that the provider shall sign with, 8 characters or more")
	listen := flag.String("listen", "127.0.0.1:9000", "`address` to receive at")
	url := flag.String("url", "", "`URL` to register (empty: http:// and the address)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	if *url == "" {
		*url = "http://" + listener.Addr().String()
	}
	if err := r.register(ctx, *url); err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: &r}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	go r.answerTexts(ctx)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}

// register replaces the callback settings of the account; channels without settings of their own take them over (tyntec 2.7, 5.9).
func (r *receiver) register(ctx context.Context, url string) error {
	err := r.call(ctx, http.MethodPut, "/configurations/callbacks", map[string]any{
		"inboundMessageUrl": url, "messageStatusUrl": url,
		"signature": map[string]string{"method": "HS256", "secret": r.secret},
	})
	if err == nil {
		fmt.Fprintf(r.out, "events go to %s, signed\n", url)
	}
	return err
}

// ServeHTTP takes one event. Whatever is not acknowledged with 2xx comes again (tyntec 3.3), so a receiver for more than
// a demonstration also remembers which events it has seen.
func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, 1<<20))
	var e event
	if err != nil || json.Unmarshal(body, &e) != nil {
		http.Error(w, "no event", http.StatusBadRequest)
		return
	}
	if !r.signed(req.Header, body) {
		fmt.Fprintf(r.out, "%s (refused: not signed by the provider)\n", e)
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	fmt.Fprintf(r.out, "%s (signature good)\n", e)
	if e.Event == "MoMessage" && e.Content.ContentType == "text" {
		select {
		case r.inbox <- e:
		default:
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

// signed tells whether an event bears the signature: the HMAC of the time stamp, a line feed and the raw body, in Base64url
// (tyntec 3.2). Against a real provider, refuse time stamps older than a few minutes too; the mock's clock need not be yours.
func (r *receiver) signed(header http.Header, body []byte) bool {
	given, err := base64.URLEncoding.DecodeString(header.Get("x-signature"))
	mac := hmac.New(sha256.New, []byte(r.secret))
	fmt.Fprintf(mac, "%s\n%s", header.Get("x-request-timestamp"), body)
	return err == nil && hmac.Equal(given, mac.Sum(nil))
}

// String is the line printed for an event.
func (e event) String() string {
	if e.Event == "MoMessage" {
		return fmt.Sprintf("%s: %s wrote %s %q", e.Channel, e.From, e.Content.ContentType, e.Content.Text)
	}
	return fmt.Sprintf("%s: %s %s", e.Channel, strings.TrimPrefix(e.Event, "MessageStatus::"), e.MessageID)
}

// answerTexts answers what is in the inbox until ctx ends.
func (r *receiver) answerTexts(ctx context.Context) {
	for {
		select {
		case e := <-r.inbox:
			if err := r.answer(ctx, e); err != nil {
				fmt.Fprintf(r.out, "%s: not answered: %v\n", e.Channel, err)
			}
		case <-ctx.Done():
			return
		}
	}
}

// answer sends the text back over the channel it came by (tyntec 2.1).
func (r *receiver) answer(ctx context.Context, e event) error {
	message := map[string]any{"from": e.To, "to": e.From, "channel": e.Channel,
		"content": map[string]string{"contentType": "text", "text": "You said: " + e.Content.Text}}
	if e.Channel == "viber" {
		message["rateType"] = "session" // an answer within 24 hours (tyntec 5.7)
	}
	return r.call(ctx, http.MethodPost, "/messages", message)
}

// call makes one call of the API; any answer but 2xx is an error with what the API said.
func (r *receiver) call(ctx context.Context, method, path string, body any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(r.api, "/")+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header.Set("apikey", r.key)
	req.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 1000))
		return fmt.Errorf("%s: %s", answer.Status, said)
	}
	return nil
}
