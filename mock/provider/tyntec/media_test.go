package tyntec

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// upload stores a file and answers its id.
func (w *world) upload(media, data, query string) string {
	w.t.Helper()
	return w.do(request{op: "uploadMedia", body: data, media: media, query: query}).status(http.StatusOK).text("mediaId")
}

func TestUploadListDownloadDelete(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "listUploadedMedia"}).is(http.StatusOK, `[]`)
	answer := w.do(request{op: "uploadMedia", body: "bytes", media: "image/jpeg; x=1", query: "filename=lamp.jpg"})
	id := answer.status(http.StatusOK).text("mediaId")
	answer.is(http.StatusOK, `{"mediaId":"`+id+`","url":"`+publicURL+`/media/`+id+`","quota":1073741824,"usage":5}`) // tyntec OP-39
	second := w.upload("application/pdf", "pdf", "validity=-1")
	w.do(request{op: "listUploadedMedia"}).is(http.StatusOK, `[
		{"mediaId":"`+id+`","contentType":"image/jpeg; x=1","validity":"2026-03-03T09:10:00.000Z","fileName":"lamp.jpg","fileSize":5},
		{"mediaId":"`+second+`","contentType":"application/pdf","fileSize":3}]`)

	file := w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
	require.Equal(t, "bytes", string(file.ResponseBody))
	require.Equal(t, "image/jpeg; x=1", file.Header.Get("Content-Type"))
	require.Equal(t, "5", file.Header.Get("Content-Length"))
	require.Equal(t, `attachment; filename="lamp.jpg"`, file.Header.Get("Content-Disposition"))

	w.do(request{op: "deleteUploadedMedia", params: []string{id}}).is(http.StatusNoContent, "")
	for _, op := range []string{"deleteUploadedMedia", "downloadMedia"} {
		w.do(request{op: op, params: []string{id}}).is(http.StatusNotFound, `{"status":404}`)
		w.do(request{op: op, params: []string{second}, key: otherKey}).is(http.StatusNotFound, `{"status":404}`)
		w.do(request{op: op, params: []string{"x"}}).violates("mediaId: must be a valid uuid") // tyntec OP-7
	}
}

func TestUploadAnswersWithTheHostOfTheRequestWithoutAPublicURL(t *testing.T) {
	w := newWorld(t)
	w.p.public = nil
	answer := w.do(request{op: "uploadMedia", body: "x"}).status(http.StatusOK)
	require.Equal(t, "http://example.com"+w.doc.Base()+"/media/"+answer.text("mediaId"), answer.text("url"))
}

func TestMediaTypeOfUploads(t *testing.T) {
	w := newWorld(t)
	for name, tc := range map[string]struct{ sent, stored string }{
		"none":                           {"-", "application/octet-stream"},
		"the literal of the samples":     {"*/*", "application/octet-stream"},
		"a form is stored as it stands":  {"multipart/form-data; boundary=x", "multipart/form-data; boundary=x"},
		"JSON is stored as it stands":    {"application/json", "application/json"},
		"text with a charset is kept so": {"text/plain; charset=utf-8", "text/plain; charset=utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			id := w.upload(tc.sent, "not json", "")
			file := w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
			require.Equal(t, tc.stored, file.Header.Get("Content-Type"))
			require.Equal(t, "not json", string(file.ResponseBody))
		})
	}
}

func TestRefusedUploads(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "uploadMedia", media: "image/png"}).violates("validate.request: must not be empty")
	w.do(request{op: "uploadMedia", body: "x", query: "validity=-2"}).violates("validity: must be greater than or equal to -1")
	w.do(request{op: "uploadMedia", body: "x", query: "validity=soon"}).violates("validity: must be a valid integer")
	w.do(request{op: "uploadMedia", body: "x", query: "filename=" + strings.Repeat("a", 256)}).
		violates("filename: size must be between 0 and 255")
	tooLarge := `{"type":"https://httpstatuses.com/413","title":"Payload Too Large","status":413}`
	w.do(request{op: "uploadMedia", body: strings.Repeat("x", maxUpload+1)}).is(http.StatusRequestEntityTooLarge, tooLarge) // tyntec OP-40
	for range 10 {
		_, err := w.net.AddMedia(network.NewMedia{Account: shop, Data: make([]byte, maxUpload), Life: -1})
		require.NoError(t, err)
	}
	w.do(request{op: "uploadMedia", body: strings.Repeat("x", 25<<20)}).is(http.StatusRequestEntityTooLarge, tooLarge) // tyntec OP-39
}

func TestValidityOP39(t *testing.T) {
	w := newWorld(t)
	known := func(id string) int { return w.do(request{op: "downloadMedia", params: []string{id}}).Status }
	usual, hour, once := w.upload("", "x", ""), w.upload("", "x", "validity=60"), w.upload("", "x", "validity=0")
	ever, long := w.upload("", "x", "validity=-1"), w.upload("", "x", "validity=9223372036854775807")
	w.advance(time.Hour - time.Millisecond)
	require.Equal(t, 200, known(hour))
	w.advance(time.Millisecond)
	require.Equal(t, 404, known(hour))
	require.Equal(t, 200, known(usual))
	require.Equal(t, 200, known(once))
	w.advance(23 * time.Hour)
	require.Equal(t, 404, known(usual))
	require.Equal(t, 404, known(once), "a one-time file that is never sent expires after 1440 minutes")
	w.advance(1000 * 24 * time.Hour)
	require.Equal(t, []int{200, 200}, []int{known(ever), known(long)})
}

func TestOneTimeFileIsGoneWhenItsMessageIsDispatched(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	id := w.upload("image/jpeg", "x", "validity=0")
	image := waContent(`{"contentType":"image","image":{"mediaId":"` + id + `"}}`)
	message := w.send(image)
	w.advance(99 * time.Millisecond)
	w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
	w.advance(time.Millisecond)
	w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusNotFound)
	w.do(request{op: "sendMessage", body: image}).violates("validate.request.content.image.mediaId: must be the id of an uploaded file")
	w.advance(time.Second)
	require.Contains(t, w.history(message), "500ms delivered")
}

func TestFilesOfUsers(t *testing.T) {
	w := newWorld(t)
	w.writes(network.Note{
		Number: ana, Channel: network.WhatsApp, To: waNumber, Content: network.Media{As: network.Image, Caption: "my desk"},
		File: &network.NewMedia{MIME: "image/png", Data: []byte("png"), Name: "b ä.png"},
	})
	var event userCallback
	require.NoError(t, json.Unmarshal([]byte(w.body("MoMessage")), &event))
	id := event.Content.Media.MediaID
	require.Equal(t, publicURL+"/media/"+id, event.Content.Media.URL)
	file := w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
	require.Equal(t, "png", string(file.ResponseBody))
	require.Equal(t, "attachment; filename*=utf-8''b%20%C3%A4.png", file.Header.Get("Content-Disposition"))
	w.do(request{op: "listUploadedMedia"}).is(http.StatusOK, `[]`)
	w.do(request{op: "deleteUploadedMedia", params: []string{id}}).is(http.StatusNotFound, `{"status":404}`)
	w.do(request{op: "sendMessage", body: waContent(`{"contentType":"image","image":{"id":"` + id + `"}}`)}).
		violates("validate.request.content.image.id: must be the id of an uploaded file")
	w.advance(30*24*time.Hour - 2*time.Second)
	w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
	w.advance(2 * time.Second)
	w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusNotFound)
}

func TestMediaScopes(t *testing.T) {
	w := newWorld(t)
	id := w.upload("", "x", "")
	w.set(func(s *Settings) { s.AccountScopes = []string{"media:read"} })
	w.do(request{op: "uploadMedia"}).is(http.StatusForbidden, forbidden("media:write")) // before the body is looked at (tyntec 1.5)
	w.do(request{op: "deleteUploadedMedia", params: []string{id}}).is(http.StatusForbidden, forbidden("media:write"))
	w.do(request{op: "downloadMedia", params: []string{id}}).status(http.StatusOK)
	w.set(func(s *Settings) { s.AccountScopes = []string{"media:write"} })
	w.do(request{op: "listUploadedMedia"}).is(http.StatusForbidden, forbidden("media:read"))
	w.do(request{op: "downloadMedia", params: []string{id}}).is(http.StatusForbidden, forbidden("media:read"))
}
