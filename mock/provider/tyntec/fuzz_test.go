package tyntec

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/wire"
)

// What is accepted becomes one message, what is refused names what is wrong; nothing panics, and every answer keeps to the document.
func FuzzSendMessage(f *testing.F) {
	files, err := filepath.Glob("testdata/requests/*.json")
	require.NoError(f, err)
	for _, name := range files {
		body, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(body))
	}
	for _, body := range []string{
		waText(ana), viberContent("session", `{"image":{"url":"https://f.example/a"}}`), viberContent("promotion", `{"components":{"body":[{"type":"button"}]}}`),
		`{"channel":"viber","content":{"video":{"filesize":1e400}}}`, waContent(`{"contentType":"contacts","contacts":[{"name":{"formattedName":"x"}}]}`),
		waContent(`{"contentType":"template","template":{"templateId":"a","language":"en","components":[{"carousel":{"cardIndex":0,"components":{"button":{"type":"url","index":0,"text":1e309}}}}]}}`),
	} {
		f.Add(body)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, body string) {
		var out wire.Call
		op := w.doc.Operation("sendMessage")
		req := httptest.NewRequest(op.Method, w.doc.Base()+op.Path, strings.NewReader(body))
		req = req.WithContext(wire.WithCall(context.Background(), &out))
		req.Header.Set("apikey", demoKey)
		before := w.net.Position()
		w.engine.ServeHTTP(httptest.NewRecorder(), req)
		require.Nil(t, out.Panic, "%s", out.Stack)
		require.NoError(t, out.Unmapped)
		require.Nil(t, out.Response, "%s", out.ResponseBody)
		switch out.Status {
		case http.StatusAccepted:
			require.Greater(t, w.net.Position(), before)
		case http.StatusBadRequest:
			var p problem
			require.NoError(t, json.Unmarshal(out.ResponseBody, &p))
			require.True(t, len(p.Violations) > 0 || p.Detail != "", "%s", out.ResponseBody)
			fallthrough
		default:
			require.Equal(t, before, w.net.Position(), "nothing was sent")
		}
	})
}
