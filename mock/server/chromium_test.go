//go:build chromium

package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/config"
)

const (
	inboxHost = "inbox.example.test"
	otherHost = "shop.example.test"
	patience  = 30 * time.Second // for a condition of the page to come true
	anaChat   = `#chats li[data-wa-id="491700000001"]`
)

// desk is a page of our own in Chromium, at the root of an inbox that has a listener with TLS to itself.
type desk struct {
	t      *testing.T
	server *Server
	ctx    context.Context
	seen   *troubles
}

// newDesk starts the product and the browser. Chromium finds the inbox and its websocket under names that look real; it trusts the
// key of this run and nothing else of its own, and reaches no other host.
func newDesk(t *testing.T) *desk {
	t.Helper()
	var own net.Addr
	s, err := New(Config{
		Settings: config.Config{
			Listen: "127.0.0.1:0", Listeners: map[string]string{"wabbit": "127.0.0.1:0"}, TLS: true, WabbitWeb: "testdata/inbox",
			ClockMode: clockManual, WebhookConcurrency: 8,
		},
		Listen: func(kind, address string) (net.Listener, error) {
			l, err := net.Listen(kind, address)
			if err == nil {
				own = l.Addr() // the inbox's is the last
			}
			return l, err
		},
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Start(t.Context()))
	address := own.String()
	d := &desk{t: t, server: s, seen: &troubles{addresses: map[network.RequestID]string{}}}
	d.browse(pinOf(t, address), map[string]string{inboxHost: address, "websockets-" + inboxHost: address, otherHost: elsewhere(t)})
	return d
}

// pinOf is the fingerprint of the key of a listener.
func pinOf(t *testing.T, address string) string {
	t.Helper()
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
	require.NoError(t, err)
	defer conn.Close()
	sum := sha256.Sum256(conn.ConnectionState().PeerCertificates[0].RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// elsewhere serves the same page from another origin, with the inbox's address in its settings.
func elsewhere(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	mux := http.NewServeMux()
	mux.HandleFunc("/config.json", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"API_BASE_URL":"https://` + inboxHost + `/api/v1/","APP_IS_USER_AVAILABILITY_ENABLED":"true"}`))
	})
	mux.Handle("/static/", http.FileServer(http.Dir("testdata/inbox")))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "testdata/inbox/index.html") })
	h := &http.Server{Handler: mux}
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(l) }()
	t.Cleanup(func() {
		require.NoError(t, h.Close())
		require.ErrorIs(t, <-ended, http.ErrServerClosed)
	})
	return l.Addr().String()
}

// browse starts Chromium.
func (d *desk) browse(pin string, hosts map[string]string) {
	d.t.Helper()
	var rules []string
	for host, address := range hosts {
		rules = append(rules, "MAP "+host+" "+address)
	}
	slices.Sort(rules)
	rules = append(rules, "MAP * ~NOTFOUND")
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // CI runs as root
		chromedp.UserDataDir(d.t.TempDir()), chromedp.Env("TMPDIR="+d.t.TempDir()),
		chromedp.Flag("host-resolver-rules", strings.Join(rules, ",")),
		chromedp.Flag("ignore-certificate-errors-spki-list", pin),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	d.t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	d.t.Cleanup(end)
	d.ctx = ctx
	require.NoError(d.t, chromedp.Listen(ctx, d.seen.take), "Chromium could not be started")
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(d.t, err)
}

// troubles are what a person would find in the console and among the requests of a page.
type troubles struct {
	mu        sync.Mutex
	addresses map[network.RequestID]string
	refused   []string // answers of 400 and above: method, path, status
	others    []string // exceptions, console messages, requests without an answer
}

func (s *troubles) take(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		u, _ := url.Parse(e.Request.URL)
		s.addresses[e.RequestID] = e.Request.Method + " " + u.Path
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			s.refused = append(s.refused, s.addresses[e.RequestID]+" "+strconv.FormatInt(e.Response.Status, 10))
		}
	case *network.EventLoadingFailed:
		s.others = append(s.others, fmt.Sprintf("%s: %s", s.addresses[e.RequestID], e.ErrorText))
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		s.others = append(s.others, text)
	case *runtime.EventConsoleAPICalled:
		s.others = append(s.others, fmt.Sprintf("console.%s", e.Type))
	case *log.EventEntryAdded:
		told := e.Entry.Source == "network" && strings.Contains(e.Entry.Text, "the server responded with a status of") // by the answer itself
		if !told && (e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning) {
			s.others = append(s.others, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// quiet wants that the page had no trouble but the refusals that are named, and that the mock broke no contract.
func (d *desk) quiet(refused ...string) {
	d.t.Helper()
	d.seen.mu.Lock()
	defer d.seen.mu.Unlock()
	require.Empty(d.t, d.seen.others)
	require.ElementsMatch(d.t, refused, d.seen.refused)
	_, body := call(d.t, d.server, "GET", "/_mynah/worlds/default/violations", "", "")
	for _, breach := range value(d.t, body, "items").([]any) {
		require.Equal(d.t, "caller", breach.(map[string]any)["fault"], breach)
	}
}

func (d *desk) open(address string) {
	d.t.Helper()
	require.NoError(d.t, chromedp.Do(d.ctx, chromedp.Navigate("https://"+address)))
}

// holds waits until the page fulfils a condition, written in its own language.
func (d *desk) holds(condition string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	err := error(nil)
	for tries := 0; tries == 0 || err != nil && strings.Contains(err.Error(), "-32000") && ctx.Err() == nil; tries++ { // a page that gives way to another
		_, err = chromedp.Run(ctx, chromedp.Poll[bool]("!!("+condition+")", chromedp.WithPollingInterval(10*time.Millisecond), chromedp.WithPollingTimeout(0)))
	}
	if err == nil {
		return
	}
	var page bytes.Buffer
	if html, failed := chromedp.Run(d.ctx, chromedp.OuterHTML(chromedp.CSS("html"))); failed == nil {
		page.WriteString(html)
	}
	d.seen.mu.Lock()
	defer d.seen.mu.Unlock()
	require.NoError(d.t, err, "%s\nrefused: %v\nothers: %v\n%s", condition, d.seen.refused, d.seen.others, page.String())
}

// shows waits until something that the selector finds has the text.
func (d *desk) shows(selector, text string) {
	d.t.Helper()
	d.holds(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.textContent.includes(%q) && e.checkVisibility())`, selector, text))
}

// lacks waits until the selector finds nothing.
func (d *desk) lacks(selector string) {
	d.t.Helper()
	d.holds(fmt.Sprintf(`!document.querySelector(%q)`, selector))
}

// has waits until a field has the value.
func (d *desk) has(selector, value string) {
	d.t.Helper()
	d.holds(fmt.Sprintf(`document.querySelector(%q)?.value === %q`, selector, value))
}

// press clicks what the selector finds once it is there.
func (d *desk) press(selector string) {
	d.t.Helper()
	d.holds(fmt.Sprintf(`document.querySelector(%q)?.checkVisibility() && !document.querySelector(%[1]q).disabled`, selector))
	d.does(fmt.Sprintf(`document.querySelector(%q).click()`, selector))
}

// enter writes a value into a field and leaves it.
func (d *desk) enter(selector, value string) {
	d.t.Helper()
	d.does(fmt.Sprintf(`{ const field = document.querySelector(%q); field.value = %q; field.dispatchEvent(new Event("change")); }`, selector, value))
}

func (d *desk) does(statement string) {
	d.t.Helper()
	_, err := chromedp.Run(d.ctx, chromedp.Evaluate[chromedp.Void](statement+"; undefined"))
	require.NoError(d.t, err, statement)
}

// upload chooses a file, as a person does.
func (d *desk) upload(selector, file string) {
	d.t.Helper()
	path, err := filepath.Abs(filepath.Join("../../fixtures/media", file))
	require.NoError(d.t, err)
	require.NoError(d.t, chromedp.Do(d.ctx, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path})))
}

// login types a name and a password, key by key.
func (d *desk) login(name, password string) {
	d.t.Helper()
	require.NoError(d.t, chromedp.Do(d.ctx,
		chromedp.SendKeys(chromedp.CSS("#username"), name), chromedp.SendKeys(chromedp.CSS("#password"), password)))
	d.press("#enter")
}

// read answers what the page says.
func (d *desk) read(expression string) string {
	d.t.Helper()
	text, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](expression))
	require.NoError(d.t, err)
	return text
}

// bench calls the control API of the world.
func (d *desk) bench(method, path, body string) string {
	d.t.Helper()
	status, answer := call(d.t, d.server, method, "/_mynah/worlds/default"+path, "", body)
	require.Less(d.t, status, 300, answer)
	return answer
}

// passes lets time pass.
func (d *desk) passes(by string) {
	d.t.Helper()
	d.bench("POST", "/clock/advance", `{"by":"`+by+`"}`)
}

// ana lets Ana do something at her phone.
func (d *desk) ana(what, body string) string {
	d.t.Helper()
	return d.bench("POST", "/handsets/491700000001/"+what, body)
}

// picture brings a file into the world and answers its id.
func (d *desk) picture(file, kind string) string {
	d.t.Helper()
	data, err := os.ReadFile(filepath.Join("../../fixtures/media", file))
	require.NoError(d.t, err)
	r, err := http.NewRequestWithContext(d.t.Context(), "POST", "http://"+d.server.Addr()+"/_mynah/worlds/default/media", bytes.NewReader(data))
	require.NoError(d.t, err)
	r.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(r)
	require.NoError(d.t, err)
	defer resp.Body.Close()
	var text bytes.Buffer
	_, err = text.ReadFrom(resp.Body)
	require.NoError(d.t, err)
	require.Equal(d.t, http.StatusCreated, resp.StatusCode, text.String())
	return value(d.t, text.String(), "mediaId").(string)
}
