package wabbit

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// What goes up comes down, byte for byte, however it came (wabbit 2.10).
func TestUploadsComeBackAsTheyWere(t *testing.T) {
	b := newBench(t)
	data, err := os.ReadFile("../../../fixtures/media/photo.jpg")
	require.NoError(t, err)
	encoded := base64.StdEncoding.EncodeToString(data)
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file_encoded"; filename="our \"shop\".jpg"`}, "Content-Type": {"image/jpeg; q=1"},
	})
	require.NoError(t, err)
	_, err = part.Write(data)
	require.NoError(t, err)
	require.NoError(t, form.Close())
	field, fieldKind := multipartOf("file_encoded=" + url.QueryEscape(encoded))
	for name, row := range map[string]struct{ body, kind string }{
		"a part of a form":   {buf.String(), form.FormDataContentType()},
		"base64 in JSON":     {`{"file_encoded":"` + encoded + `"}`, "application/json"},
		"a data URI in JSON": {`{"file_encoded":"data:image/jpeg;base64,` + encoded + `"}`, "application/json"},
		"base64 in a form":   {"file_encoded=" + url.QueryEscape(encoded), formType},
		"base64 in a part":   {field, fieldKind},
	} {
		t.Run(name, func(t *testing.T) {
			w := b.call("POST", "/media/", row.body, "Content-Type", row.kind)
			require.Equal(t, http.StatusCreated, w.Code, w.Body.String())
			var up object
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &up))
			require.Equal(t, "http://example.com/wabbit/api/v1/media/"+up.text("id")+"?mime_type_type=image&mime_type_subtype=jpeg", up.text("file"))
			down := b.call("GET", "/media/"+up.text("id")+"/", "", "Authorization", "")
			require.Equal(t, data, down.Body.Bytes())
			require.Equal(t, []string{"image/jpeg"}, down.Header()["Content-Type"], "without parameters")
			require.Equal(t, "869", down.Header().Get("Content-Length"))
		})
	}
	id := b.ok("POST", "/media/", `{"file_encoded":"`+encoded+`"}`).text("id")
	as := func(query string, headers ...string) *httptest.ResponseRecorder {
		return b.call("GET", "/media/"+id+"/?"+query, "", append(headers, "Authorization", "")...)
	}
	require.Equal(t, "audio/ogg", as("mime_type_type=audio&mime_type_subtype=ogg").Header().Get("Content-Type"))
	require.Equal(t, "image/jpeg", as("mime_type_type=audio").Header().Get("Content-Type"), "half a type is none")
	require.Equal(t, 200, as("", "Accept", "application/json").Code)
	w := as("", "Range", "bytes=2-5")
	require.Equal(t, http.StatusPartialContent, w.Code)
	require.Equal(t, "bytes 2-5/869", w.Header().Get("Content-Range"))
	require.Equal(t, data[2:6], w.Body.Bytes())
	for body, want := range map[string]string{
		`{}`: noFile, `{"file_encoded":""}`: noFile, `{"file":"aGk="}`: noFile, `{"file_encoded":"***"}`: "Invalid base64 data.", `{"file_encoded":"data:text/plain;base64,"}`: emptyFile,
	} {
		w := b.call("POST", "/media/", body)
		require.Equal(t, http.StatusBadRequest, w.Code, body)
		require.JSONEq(t, `{"file_encoded":["`+want+`"]}`, w.Body.String(), body)
	}
}
