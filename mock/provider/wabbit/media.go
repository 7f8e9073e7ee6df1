package wabbit

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// The texts about uploads (wabbit 1.6, 2.10).
const (
	noFile    = "No file was submitted."
	emptyFile = "The submitted file is empty."
)

type uploadIn struct {
	Body struct {
		File wire.File `json:"file_encoded"`
	}
}

// mediaOut is the receipt of an upload (wabbit 4.7).
type mediaOut struct {
	File string `json:"file"`
	ID   string `json:"id"`
}

// uploaded is a file as it came: a part of a form, or base64 (wabbit 2.10).
func uploaded(f wire.File) (name, kind string, data []byte, err error) {
	if !f.Sent && f.Text == "" {
		return "", "", nil, field("file_encoded", noFile)
	}
	name, kind, data = f.Name, f.Type, f.Data
	if !f.Sent {
		text := f.Text
		if head, rest, isURI := strings.Cut(text, ";base64,"); isURI && strings.HasPrefix(head, "data:") {
			kind, text = strings.TrimPrefix(head, "data:"), rest
		}
		if data, err = base64.StdEncoding.DecodeString(strings.TrimSpace(text)); err != nil {
			return "", "", nil, field("file_encoded", "Invalid base64 data.")
		}
	}
	if len(data) == 0 {
		return "", "", nil, field("file_encoded", emptyFile)
	}
	if kind == "" {
		kind = detected(data)
	}
	return name, kind, data, nil
}

// detected is the type of a file by its first bytes.
func detected(data []byte) string {
	if len(data) > 12 && bytes.Equal(data[:4], []byte("RIFF")) && bytes.Equal(data[8:12], []byte("WEBP")) {
		return "image/webp"
	}
	kind := bareType(http.DetectContentType(data))
	if kind == "application/ogg" {
		return "audio/ogg"
	}
	return kind
}

// createMedia stores a file for good (wabbit 2.10).
func (c *call) createMedia(in uploadIn) (mediaOut, error) {
	name, kind, data, err := uploaded(in.Body.File)
	if err != nil {
		return mediaOut{}, err
	}
	if len(data) > maxUpload {
		return mediaOut{}, errTooLarge
	}
	m, err := c.p.net.AddMedia(network.NewMedia{Account: c.account, MIME: kind, Name: name, Data: data})
	if err != nil {
		return mediaOut{}, fmt.Errorf("upload: %w", err)
	}
	first, second, _ := strings.Cut(bareType(kind), "/")
	query := url.Values{"mime_type_type": {first}, "mime_type_subtype": {second}}
	file := c.base + "/media/" + m.ID.String() + "?mime_type_type=" + url.QueryEscape(first) + "&mime_type_subtype=" + url.QueryEscape(query.Get("mime_type_subtype"))
	return mediaOut{file, m.ID.String()}, nil
}

// retrieveMedia answers a file, uploaded or received, to everybody (wabbit 2.10).
func (p *Provider) retrieveMedia(c *gin.Context) error {
	id, ok := network.ParseID(c.Param("id"))
	if !ok {
		return errUnknown
	}
	m, err := p.net.AnyMedia(id)
	if err != nil {
		return fmt.Errorf("media %s: %w", id, err)
	}
	if p.lockedInbox(m.Account) == nil {
		return errUnknown
	}
	kind := bareType(m.MIME)
	if first, second := c.Query("mime_type_type"), c.Query("mime_type_subtype"); first != "" && second != "" {
		kind = bareType(first + "/" + second)
	}
	c.Header("Content-Type", kind)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(m.Data))
	return nil
}

// lockedInbox finds an inbox under the lock.
func (p *Provider) lockedInbox(account string) *inbox {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.inbox(account)
}

// isPicture tells whether a file is a JPEG or a PNG.
func isPicture(data []byte) (kind string, ok bool) {
	kind = detected(data)
	return kind, kind == "image/jpeg" || kind == "image/png"
}
