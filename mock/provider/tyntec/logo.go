package tyntec

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // decodes logos
	_ "image/png"  // decodes logos
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
)

var errLogoUnknown = errors.New("no logo set")

// The limits of a logo (tyntec 5.3).
const (
	logoBytes = 5 << 20
	logoEdge  = 500 // pixels, at least
)

// logoLink is where a logo is; it needs no key (tyntec 4.7).
type logoLink struct {
	Link string `json:"link"`
}

// getLogo answers the stored picture, or a link to it (tyntec 2.6, OP-38).
func (p *Provider) getLogo(c *gin.Context) error {
	who := callerOf(c.Request.Context())
	s, err := p.settable(who.account, c.Param("phone-number"), "profile:read")
	switch photo := s.Profile.Photo; {
	case err != nil:
		return err
	case c.Query("format") == "link" && photo.Link != "":
		return writeJSON(c, logoLink{photo.Link})
	case len(photo.Data) == 0:
		return fmt.Errorf("number %s: %w", s.ID, errLogoUnknown)
	case c.Query("format") == "link":
		return writeJSON(c, logoLink{p.open(who.origin) + "/logos/" + s.ID})
	default:
		c.Data(http.StatusOK, photo.MIME, photo.Data)
		return nil
	}
}

// updateLogo replaces the picture (tyntec 2.6).
func (p *Provider) updateLogo(c *gin.Context) error {
	who := callerOf(c.Request.Context())
	data, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return fmt.Errorf("logo: %w", err)
	}
	media := c.ContentType()
	if message := judgeLogo(media, data); message != "" {
		return violating("body", "", message)
	}
	s, err := p.settable(who.account, c.Param("phone-number"), "profile:write")
	if err != nil {
		return err
	}
	return p.net.ChangeProfile(s.ID, func(out network.Profile) network.Profile {
		out.Photo = network.Picture{MIME: media, Data: data}
		return out
	})
}

// judgeLogo is the rule that a picture breaks; empty for none.
func judgeLogo(media string, data []byte) string {
	if len(data) > logoBytes {
		return fmt.Sprintf("size must be between 1 and %d", logoBytes)
	}
	picture, format, err := image.Decode(bytes.NewReader(data))
	if err != nil || "image/"+format != media {
		return "must be a picture of the type " + media
	}
	if size := picture.Bounds().Size(); size.X < logoEdge || size.Y < logoEdge {
		return fmt.Sprintf("each edge must have at least %d pixels", logoEdge)
	}
	return ""
}
