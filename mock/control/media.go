package control

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
)

// mediaOut is a file of the world.
type mediaOut struct {
	MediaID  string `json:"mediaId"`
	Type     string `json:"type"`
	Size     int    `json:"size"`
	SHA256   string `json:"sha256"`
	Filename string `json:"filename,omitempty"`
	Animated *bool  `json:"animated,omitempty"`
}

// mediaOrder asks for a file to be made.
type mediaOrder struct {
	Type     string
	Size     int
	Animated bool
	Filename string
}

// putMedia takes a file as it is, or makes one.
func (b *Bench) putMedia(c *gin.Context) error {
	n := netOf(c.Request.Context())
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return fmt.Errorf("read body: %w", err)
	}
	m := network.NewMedia{MIME: mediaType(c), Name: c.Query("filename"), Data: body}
	if isOrder(c.ContentType()) {
		var order mediaOrder
		if err := json.Unmarshal(body, &order); err != nil {
			return refuse("", "type", "the body is no order for a file: %v", err)
		}
		m = network.NewMedia{MIME: order.Type, Name: orWord(order.Filename, m.Name), Data: makeFile(n.Seed(), order)}
	}
	if len(m.Data) == 0 {
		return refuse("", "minLength", "the file is empty")
	}
	file, err := n.AddMedia(m)
	if err != nil {
		return fmt.Errorf("store file: %w", err)
	}
	return writeJSON(c, http.StatusCreated, toMedia(file))
}

// isOrder tells an order for a file from the bytes of one. A body without a type is an order, as the document says.
func isOrder(contentType string) bool {
	return contentType == "" || strings.EqualFold(contentType, "application/json")
}

// mediaType is what the caller says about the bytes.
func mediaType(c *gin.Context) string {
	return orWord(c.Query("type"), c.GetHeader("Content-Type"))
}

func toMedia(m network.MediaObject) mediaOut {
	sum := sha256.Sum256(m.Data)
	out := mediaOut{MediaID: m.ID.String(), Type: m.MIME, Size: len(m.Data), SHA256: hex.EncodeToString(sum[:]), Filename: m.Name}
	if strings.HasPrefix(m.MIME, "image/webp") {
		moves := isAnimated(m.Data)
		out.Animated = &moves
	}
	return out
}

// getMedia answers the bytes of a file with its own type. Nothing in it is run by a browser that shows it.
func (b *Bench) getMedia(c *gin.Context) error {
	m, err := b.media(c.Request.Context(), path.Base(c.Request.URL.Path))
	if err != nil {
		return err
	}
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Content-Security-Policy", "sandbox; default-src 'none'")
	c.Data(http.StatusOK, orWord(m.MIME, "application/octet-stream"), m.Data)
	return nil
}

// writeJSON answers as wire does.
func writeJSON(c *gin.Context, status int, v any) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	c.Data(status, "application/json", body)
	return nil
}
