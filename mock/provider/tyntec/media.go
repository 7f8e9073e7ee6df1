package tyntec

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// The numbers of uploads (tyntec 2.2, OP-39).
const (
	uploadMinutes = 1440
	oneUse        = 0  // validity: gone when a message that uses it is dispatched, or after the minutes above
	noExpiry      = -1 // validity
	quota         = 1 << 30
	// longest is how long a file can be kept: what asks for more stays for ever, which nobody can tell apart.
	longest = 100 * 365 * 24 * time.Hour
)

// mediaResponse is an entry of the list of uploads (tyntec 4.1).
type mediaResponse struct {
	MediaID     string `json:"mediaId"`
	ContentType string `json:"contentType"`
	Validity    string `json:"validity,omitempty"` // absent: no expiry
	FileName    string `json:"fileName,omitempty"`
	FileSize    int    `json:"fileSize"`
}

// listMedia lists the account's uploads, oldest first (tyntec 2.2, OP-10).
func (p *Provider) listMedia(ctx context.Context, _ wire.Empty) ([]mediaResponse, error) {
	all := []mediaResponse{}
	for _, m := range p.net.MediaOf(callerOf(ctx).account) {
		out := mediaResponse{MediaID: m.ID.String(), ContentType: m.MIME, FileName: m.Name, FileSize: len(m.Data)}
		if !m.Gone.IsZero() {
			out.Validity = millis(m.Gone)
		}
		all = append(all, out)
	}
	return all, nil
}

// uploadResponse is the receipt of an upload; quota and usage are bytes (tyntec 4.1, OP-39).
type uploadResponse struct {
	MediaID string `json:"mediaId"`
	URL     string `json:"url"`
	Quota   int    `json:"quota"`
	Usage   int    `json:"usage"`
}

// uploadMedia stores the raw bytes of the body (tyntec 2.2). They are never decoded, whatever the media type says.
func (p *Provider) uploadMedia(c *gin.Context) error {
	who := callerOf(c.Request.Context())
	data, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	usage := len(data)
	for _, m := range p.net.MediaOf(who.account) {
		usage += len(m.Data)
	}
	if usage > quota {
		return fmt.Errorf("upload of %d bytes: %w", len(data), errQuota)
	}
	m := network.NewMedia{Account: who.account, MIME: mediaType(c.GetHeader("Content-Type")), Name: c.Query("filename"), Data: data}
	m.Life, m.Once = life(c.Query("validity"))
	stored, err := p.net.AddMedia(m)
	if err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	return writeJSON(c, uploadResponse{stored.ID.String(), p.mediaURL(who.origin, stored.ID), quota, usage})
}

// mediaType is the announced media type; none, or the literal */* of vendor samples, is octet-stream (tyntec 2.2).
func mediaType(header string) string {
	if header == "" || strings.TrimSpace(header) == "*/*" {
		return "application/octet-stream"
	}
	return header
}

// life reads the query parameter validity, in minutes (tyntec OP-39).
func life(validity string) (d time.Duration, once bool) {
	minutes, err := strconv.ParseInt(validity, 10, 64)
	switch {
	case validity == "" || err == nil && minutes == oneUse:
		return uploadMinutes * time.Minute, validity != ""
	case err != nil, minutes <= noExpiry, minutes > int64(longest/time.Minute):
		return -1, false
	}
	return time.Duration(minutes) * time.Minute, false
}

// writeJSON answers a raw operation with JSON.
func writeJSON(c *gin.Context, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	c.Data(http.StatusOK, "application/json", bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	return nil
}

// downloadMedia answers a file, uploaded or received from a user, with its own media type (tyntec 2.2).
func (p *Provider) downloadMedia(c *gin.Context) error {
	m, err := p.file(c)
	if err != nil {
		return err
	}
	if m.Name != "" {
		c.Header("Content-Disposition", attachment(m.Name))
	}
	c.Header("Content-Length", strconv.Itoa(len(m.Data)))
	c.Data(http.StatusOK, mediaType(m.MIME), m.Data)
	return nil
}

// file is the file that the last segment of a request's path names.
func (p *Provider) file(c *gin.Context) (network.MediaObject, error) {
	path := c.Request.URL.Path
	id, _ := network.ParseID(path[strings.LastIndexByte(path, '/')+1:]) // the document wants a UUID
	m, err := p.net.Media(callerOf(c.Request.Context()).account, id)
	if err != nil {
		return m, fmt.Errorf("media %s: %w", id, err)
	}
	return m, nil
}

// attachment names a file for saving. Names beyond ASCII are encoded (RFC 6266).
func attachment(name string) string {
	if strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r > '~' }) >= 0 {
		return mime.FormatMediaType("attachment", map[string]string{"filename": name})
	}
	return `attachment; filename="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}

type mediaIn struct {
	MediaID string `path:"mediaId"`
}

// deleteMedia takes an upload away at once; messages already accepted keep their copy. What a user sent cannot be deleted (tyntec
// 2.2).
func (p *Provider) deleteMedia(ctx context.Context, in mediaIn) (wire.Empty, error) {
	id, _ := network.ParseID(in.MediaID)
	if err := p.net.DeleteMedia(callerOf(ctx).account, id); err != nil {
		return wire.Empty{}, fmt.Errorf("media %q: %w", in.MediaID, err)
	}
	return wire.Empty{}, nil
}
