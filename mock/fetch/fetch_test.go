package fetch

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// host is a customer's server: /open/... for everybody, /basic for a login, /token and /bearer for OAuth 2.
func host(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	png := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/PNG; name=lamp")
		_, _ = w.Write([]byte("png"))
	}
	mux.HandleFunc("GET /open/lamp.png", png)
	mux.HandleFunc("GET /open/untold", func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = nil
		_, _ = w.Write([]byte("%PDF-1.7"))
	})
	mux.HandleFunc("GET /open/empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /open/partly", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPartialContent) })
	mux.HandleFunc("GET /open/large", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/jpeg")
		_, _ = w.Write(make([]byte, 5<<20+1))
	})
	mux.HandleFunc("GET /open/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/open/lamp.png", http.StatusFound) })
	mux.HandleFunc("GET /open/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/open/round", http.StatusFound) })
	mux.HandleFunc("GET /open/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("GET /open/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte("half"))
	})
	mux.HandleFunc("GET /basic", func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "ana" || password != "a:b" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		png(w, r)
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		if id != "client" || secret != "s3cret" || r.PostFormValue("grant_type") != "client_credentials" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"access_token":"t-1","token_type":"Bearer"}`))
	})
	mux.HandleFunc("POST /tokenless", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{}`)) })
	mux.HandleFunc("GET /bearer", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t-1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		png(w, r)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	at := host(t)
	for name, tc := range map[string]struct {
		path string
		with *Credentials
		mime string // empty: not fetched
	}{
		"a file":                      {path: "/open/lamp.png", mime: "image/png"},
		"a file without a type":       {path: "/open/untold", mime: "application/pdf"},
		"a file elsewhere":            {path: "/open/moved", mime: "image/png"},
		"a file that is too large":    {path: "/open/large", mime: "image/jpeg"},
		"an empty file":               {path: "/open/empty"},
		"another status":              {path: "/open/partly"},
		"no such file":                {path: "/open/none"},
		"a circle":                    {path: "/open/round"},
		"a file that breaks off":      {path: "/open/cut"},
		"no answer in time":           {path: "/open/never"},
		"a login":                     {path: "/basic", with: &Credentials{Username: "ana", Password: "a:b"}, mime: "image/png"},
		"a wrong login":               {path: "/basic", with: &Credentials{Username: "ana", Password: "a"}},
		"no login":                    {path: "/basic"},
		"a token":                     {path: "/bearer", with: &Credentials{Username: "client", Password: "s3cret", TokenURL: at + "/token"}, mime: "image/png"},
		"a refused token":             {path: "/bearer", with: &Credentials{Username: "client", Password: "x", TokenURL: at + "/token"}},
		"an endpoint without a token": {path: "/bearer", with: &Credentials{TokenURL: at + "/tokenless"}},
		"an endpoint that is none":    {path: "/bearer", with: &Credentials{TokenURL: "ftp:/x"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := &Client{Timeout: time.Second}
			if strings.HasSuffix(tc.path, "never") {
				c.Timeout = time.Millisecond
			}
			f, err := c.Get(t.Context(), at+tc.path, tc.with)
			if tc.mime == "" {
				require.ErrorIs(t, err, ErrNotFetched)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tc.mime, f.MIME)
			require.NotEmpty(t, f.Data)
		})
	}
	for _, link := range []string{"http://127.0.0.1:1/x", "ftp://127.0.0.1/x", ":"} {
		_, err := (&Client{}).Get(t.Context(), link, nil)
		require.ErrorIs(t, err, ErrNotFetched, link)
	}
}

// shop is a world that fetches, with a person whose window is open.
func shop(t *testing.T) *network.Network {
	t.Helper()
	n, err := network.New(network.Config{
		Fetch: true, Accounts: []network.Account{{ID: "shop"}}, Senders: []network.Sender{{ID: "49100", Channel: network.WhatsApp, Account: "shop"}},
		Handsets: []network.Handset{{Number: "491700000001", Apps: []network.Channel{network.WhatsApp}}},
	})
	require.NoError(t, err)
	_, err = n.Write(network.Note{Number: "491700000001", Channel: network.WhatsApp, To: "49100", Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	return n
}

func send(t *testing.T, n *network.Network, content network.Content) network.ID {
	t.Helper()
	a, err := n.Send(network.Draft{Account: "shop", Channel: network.WhatsApp, From: "49100", To: "491700000001", Content: content})
	require.NoError(t, err)
	return a.ID
}

func TestAFetcherGetsWhatMessagesWaitFor(t *testing.T) {
	at := host(t)
	n := shop(t)
	f := Follow(n, &Client{Timeout: time.Second}, func(account string) *Credentials {
		require.Equal(t, "shop", account)
		return &Credentials{Username: "ana", Password: "a:b"}
	})
	t.Cleanup(f.Close)
	ids := []network.ID{
		send(t, n, network.Media{As: network.Image, Link: at + "/basic"}),
		send(t, n, network.Text{Body: "behind it"}),
		send(t, n, network.Media{As: network.Image, Link: at + "/open/large"}),
		send(t, n, network.Media{As: network.Sticker, Link: at + "/open/lamp.png"}),
		send(t, n, network.Media{As: network.Image, Link: at + "/open/none"}),
	}
	_, err := n.Advance(t.Context(), network.Until{By: time.Minute})
	require.NoError(t, err)
	var got []string
	for _, id := range ids {
		m, err := n.Message(id)
		require.NoError(t, err)
		last := m.History[len(m.History)-1]
		got = append(got, last.State.String()+" "+last.Reason.String())
	}
	require.Equal(t, []string{"delivered ", "delivered ", "failed media_size", "failed media_type", "failed media_fetch"}, got)
	require.Empty(t, n.Wanted())
}

func TestAFetcherGoesOnInAForkAndInWallTime(t *testing.T) {
	at := host(t)
	n := shop(t)
	nobody := func(string) *Credentials { return nil }
	first := Follow(n, &Client{}, nobody)
	t.Cleanup(first.Close)
	id := send(t, n, network.Media{As: network.Image, Link: at + "/open/lamp.png"})
	require.Len(t, n.Wanted(), 1)

	fork, late := n.Fork(), atomic.Int64{}
	start := n.Now()
	fork.FollowWall(func() time.Time { return start.Add(time.Duration(late.Load())) })
	dispatched, sent := fork.Follow("dispatched", nil, network.MessageDispatched), fork.Follow("sent", nil, network.MessageSent)
	second := Follow(fork, &Client{}, nobody)
	t.Cleanup(second.Close)
	_, err := dispatched.Next(t.Context(), make([]network.Event, 0, 1))
	require.NoError(t, err)
	late.Store(int64(time.Minute))
	fork.Tick()
	_, err = sent.Next(t.Context(), make([]network.Event, 0, 1))
	require.NoError(t, err)

	_, err = n.Advance(t.Context(), network.Until{By: time.Minute})
	require.NoError(t, err)
	m, err := n.Message(id)
	require.NoError(t, err)
	require.Equal(t, network.Delivered, m.State)
}
