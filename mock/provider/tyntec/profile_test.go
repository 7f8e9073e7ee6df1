package tyntec

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	elsewhere = `{"type":"https://httpstatuses.com/403","title":"Forbidden","status":403}`
	nowhere   = "4999000000"
)

func TestProfile(t *testing.T) {
	w := newWorld(t)
	get := func() call { return w.do(request{op: "getCurrentWAProfile", params: []string{waNumber}}) }
	patch := func(body string) call {
		return w.do(request{op: "updateCurrentWAProfile", params: []string{waNumber}, body: body})
	}
	get().is(http.StatusOK, `{}`)
	all := `{"address":"Lindenweg 3","description":"Lamps","email":"hello@shop.example.com","websites":["https://shop.example.com"],
		"vertical":"Shopping and Retail","about":"Light"}`
	patch(all).is(http.StatusNoContent, ``)
	get().is(http.StatusOK, all)
	patch(`{"description":"","websites":[],"vertical":"","address":null}`).is(http.StatusNoContent, ``)
	get().is(http.StatusOK, `{"address":"Lindenweg 3","email":"hello@shop.example.com","about":"Light"}`)
	patch(`{}`).is(http.StatusNoContent, ``)

	for _, body := range []string{`{"email":"nobody","about":"x"}`, `{"about":"  "}`} {
		patch(body).is(http.StatusBadRequest, `{"status":400,"title":"Profile update failed.","code":"1009"}`) // tyntec OP-37
	}
	patch(`{"about":"`+strings.Repeat("x", 140)+`","vertical":"Lamps","websites":["shop","https://a.example.com","https://b.example.com"]}`).violates(
		"validate.request.about: size must be between 0 and 139",
		"validate.request.vertical: must be one of ["+strings.Join(verticals, ", ")+", ]",
		"validate.request.websites: size must be between 0 and 2",
		`validate.request.websites[0]: must match "^https:\/\/?[\w.-]+(?:\.[\w\.-]+)+[\w\-\._~:/?#[\]@!\$&'\(\)\*\+,;=.]+$"`,
	)
	get().is(http.StatusOK, `{"address":"Lindenweg 3","email":"hello@shop.example.com","about":"Light"}`)
	require.NoError(t, w.net.ChangeProfile(waNumber, func(p network.Profile) network.Profile { p.Vertical = "RETAIL"; return p }))
	require.NotContains(t, string(get().ResponseBody), "vertical", "a word of another provider")
}

func picture(t *testing.T, format string, width, height int) string {
	t.Helper()
	var out bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, width, height))
	switch format {
	case "png":
		require.NoError(t, png.Encode(&out, img))
	case "jpeg":
		require.NoError(t, jpeg.Encode(&out, img, nil))
	case "gif":
		require.NoError(t, gif.Encode(&out, img, nil))
	}
	return out.String()
}

func TestLogo(t *testing.T) {
	w := newWorld(t)
	get := func(query string) call {
		return w.do(request{op: "getCurrentWALogo", params: []string{waNumber}, query: query})
	}
	put := func(media, body string) call {
		return w.do(request{op: "updateCurrentWALogo", params: []string{waNumber}, media: media, body: body})
	}
	for _, query := range []string{"", "format=binary", "format=link"} { // tyntec OP-38
		get(query).is(http.StatusNotFound, `{"status":404,"title":"Logo unknown"}`)
	}
	get("format=picture").violates("format: must be one of [link, binary]")
	for _, format := range []string{"png", "jpeg"} {
		logo := picture(t, format, 500, 640)
		put("image/"+format+"; charset=binary", logo).is(http.StatusNoContent, ``)
		for _, query := range []string{"", "format=binary"} {
			got := get(query).status(http.StatusOK)
			require.Equal(t, logo, string(got.ResponseBody))
			require.Equal(t, "image/"+format, got.Header.Get("Content-Type"))
		}
		get("format=link").is(http.StatusOK, `{"link":"https://mock.example/logos/`+waNumber+`"}`)
		require.Equal(t, logo, w.open("/tyntec/logos/"+waNumber, http.StatusOK))
	}
	w.open("/tyntec/logos/"+foreign, http.StatusNotFound)

	for name, tc := range map[string]struct{ media, body, want string }{
		"too narrow":      {"image/png", picture(t, "png", 499, 640), "each edge must have at least 500 pixels"},
		"too low":         {"image/png", picture(t, "png", 640, 499), "each edge must have at least 500 pixels"},
		"another format":  {"image/jpeg", picture(t, "png", 640, 640), "must be a picture of the type image/jpeg"},
		"a GIF":           {"image/png", picture(t, "gif", 640, 640), "must be a picture of the type image/png"},
		"no picture":      {"image/png", "\x89PNG", "must be a picture of the type image/png"},
		"too many bytes":  {"image/png", picture(t, "png", 640, 640) + strings.Repeat("x", 5<<20), "size must be between 1 and 5242880"},
		"no bytes at all": {"image/png", "", "must not be empty"},
	} {
		t.Run(name, func(t *testing.T) {
			put(tc.media, tc.body).violates("validate.request: " + tc.want)
		})
	}
	put("image/webp", "x").status(http.StatusUnsupportedMediaType)
	put("image/png", strings.Repeat("x", maxLogo+1)).status(http.StatusRequestEntityTooLarge)

	require.NoError(t, w.net.ChangeProfile(waNumber, func(p network.Profile) network.Profile {
		p.Photo = network.Picture{Link: "https://cdn.example/logo"}
		return p
	}))
	get("format=link").is(http.StatusOK, `{"link":"https://cdn.example/logo"}`)
	get("").status(http.StatusNotFound)
}

// open fetches an address that needs no key.
func (w *world) open(path string, status int) string {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.engine.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	require.Equal(w.t, status, recorder.Code)
	return recorder.Body.String()
}

func TestCommerceIcons(t *testing.T) {
	w := newWorld(t)
	is := func(want string) {
		t.Helper()
		w.do(request{op: "getWACommerceSetting", params: []string{waNumber}}).is(http.StatusOK, `{"enabled":`+want+`}`)
	}
	set := func(query string) call {
		return w.do(request{op: "setWACommerceSetting", params: []string{waNumber}, query: query, body: `{"ignored":true}`})
	}
	is("false")
	for range 2 {
		set("enable=true").is(http.StatusNoContent, ``)
		is("true")
	}
	s, err := w.net.Sender(network.WhatsApp, waNumber)
	require.NoError(t, err)
	require.True(t, s.CatalogShown && !s.CartOff)
	require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, func(s network.Sender) network.Sender { s.CartOff = true; return s }))
	is("false")
	set("enable=false").is(http.StatusNoContent, ``)
	set("").violates("enable: must not be null")
	set("enable=maybe").violates("enable: must be a valid boolean")
}

func TestIdentityKeyCheck(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	require.NotContains(t, w.body("MoMessage"), "identityKeyHash")
	w.do(request{op: "enableIdentityKeyCheck", params: []string{waNumber}, query: "enable=true"}).is(http.StatusNoContent, ``)
	id, err := w.net.Write(network.Note{Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	m, err := w.net.Message(id)
	require.NoError(t, err)
	require.NotEmpty(t, m.Identity)
	all := w.callbacks()
	require.Contains(t, string(all[len(all)-1].Body), `"identityKeyHash":"`+m.Identity+`"`)

	text := func(hash string) string {
		return waContent(`{"contentType":"text","text":"x","identityKeyHash":"` + hash + `"}`)
	}
	other, same := w.send(text("another")), w.send(text(m.Identity))
	w.advance(1e9)
	require.Contains(t, strings.Join(w.history(other), "\n"), "whatsapp::error::137000")
	require.Contains(t, strings.Join(w.history(same), "\n"), "delivered")
	w.do(request{op: "enableIdentityKeyCheck", params: []string{waNumber}, query: "enable=false"}).is(http.StatusNoContent, ``)
	unchecked := w.send(text("another"))
	w.advance(1e9)
	require.Contains(t, strings.Join(w.history(unchecked), "\n"), "delivered")
}

func TestSettingsOfOtherNumbers(t *testing.T) {
	w := newWorld(t)
	reads := []request{{op: "getCurrentWAProfile"}, {op: "getCurrentWALogo"}, {op: "getWACommerceSetting"}}
	writes := []request{
		{op: "updateCurrentWAProfile", body: `{}`}, {op: "updateCurrentWALogo", media: "image/png", body: picture(t, "png", 500, 500)},
		{op: "setWACommerceSetting", query: "enable=true"}, {op: "enableIdentityKeyCheck", query: "enable=true"},
	}
	for scope, all := range map[string][]request{"profile:read": reads, "profile:write": writes} {
		for _, r := range all {
			w.set(func(s *Settings) { s.ChannelScopes[waNumber] = ChannelScopes(network.WhatsApp) })
			r.params = []string{nowhere}
			w.do(r).is(http.StatusNotFound, numberGone)
			r.params = []string{foreign}
			w.do(r).is(http.StatusForbidden, elsewhere)
			w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
			r.params = []string{waNumber}
			w.do(r).is(http.StatusForbidden, forbidden(scope))
		}
	}
}
