package onemsg

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// urlLife is how long the address of a file works (onemsg 5.6).
const urlLife = 300 * time.Second

// Where files, photos of profiles and previews of flows are fetched: beside the instances, whose ids have no such sign (onemsg 5.6).
const (
	filesPath  = "/" + Name + "/-/files/"
	photosPath = "/" + Name + "/-/photos/"
	flowsPath  = "/" + Name + "/-/flows/"
)

// MountFiles mounts the addresses that need no token, once for all worlds. find tells which world's provider a request belongs to.
func MountFiles(engine gin.IRouter, find func(*gin.Context) *Provider) {
	engine.GET(filesPath+":ticket", func(c *gin.Context) { find(c).download(c) })
	engine.GET(photosPath+":number", func(c *gin.Context) { find(c).photo(c) })
	engine.GET(flowsPath+":token", func(c *gin.Context) { find(c).flowPage(c) })
}

type uploadBody struct {
	Body *wire.File `json:"body"`
	URL  string     `json:"url"`
	File *wire.File `json:"file"`
}

type mediaIDOut struct {
	MediaID string `json:"mediaId"`
}

// uploadMedia stores a file: body, else url, else file (onemsg 2.6). Where links are not fetched, the file of one has the type of its
// name and no bytes.
func (p *Provider) uploadMedia(ctx context.Context, in struct{ Body uploadBody }) (any, error) {
	given := in.Body.Body
	switch {
	case given != nil:
	case in.Body.URL != "":
		given = &wire.File{Text: in.Body.URL}
	case in.Body.File != nil:
		given = in.Body.File
	default:
		return nil, required("body")
	}
	s, ok := readSource(*given)
	if ok && s.link != "" && p.net.Fetching() {
		mime, data, err := p.fetch(ctx, s.link)
		s.mime, s.data, ok = mime, data, err == nil
	}
	if !ok || s.data != nil && tooLarge(s) {
		return nil, &refusal{text: "wrong file"}
	}
	if s.mime == "" {
		s.mime = "application/octet-stream"
	}
	f, err := p.net.AddMedia(network.NewMedia{Account: channelOf(ctx).config.Account, MIME: s.mime, Name: s.name, Data: s.data})
	if err != nil {
		return nil, fmt.Errorf("upload: %w", err)
	}
	return mediaIDOut{mediaID(f.ID)}, nil
}

// tooLarge: over the limit of the kind as which the file would be sent (onemsg 5.6).
func tooLarge(s source) bool {
	return network.JudgeFile(kindOf(s.mime), s.mime, s.data) == network.MediaSize ||
		network.JudgeFile(network.Document, s.mime, s.data) == network.MediaSize // whatever it is
}

// fileOut is the answer of retrieveMedia (onemsg 4.6).
type fileOut struct {
	URL      string `json:"url"`
	MimeType string `json:"mimeType"`
	SHA256   string `json:"sha256"`
	FileSize int    `json:"fileSize"`
	ID       string `json:"id"`
}

type mediaQuery struct {
	MediaID string `query:"mediaId"`
}

// retrieveMedia answers a fresh address and the data of a file (onemsg 2.10).
func (p *Provider) retrieveMedia(ctx context.Context, in mediaQuery) (fileOut, error) {
	ch := channelOf(ctx)
	f, err := p.net.Media(ch.config.Account, p.file(ch, in.MediaID))
	if err != nil {
		return fileOut{}, fmt.Errorf("media %q: %w", in.MediaID, err)
	}
	sum := sha256.Sum256(f.Data)
	return fileOut{p.address(f.ID, p.net.Now()), f.MIME, hex.EncodeToString(sum[:]), len(f.Data), mediaID(f.ID)}, nil
}

type resultOut struct {
	Result string `json:"result"`
}

var success = resultOut{"success"}

type mediaPath struct {
	MediaID string `path:"mediaId"`
}

// deleteMedia deletes an uploaded file (onemsg 2.10).
func (p *Provider) deleteMedia(ctx context.Context, in mediaPath) (resultOut, error) {
	ch := channelOf(ctx)
	if err := p.net.DeleteMedia(ch.config.Account, p.file(ch, in.MediaID)); err != nil {
		return resultOut{}, fmt.Errorf("media %q: %w", in.MediaID, err)
	}
	return success, nil
}

type mediaBody struct {
	Body struct {
		MediaID string `json:"mediaId"`
	}
}

// deleteMediaLegacy is deleteMedia with the id in the body (onemsg 2.10).
func (p *Provider) deleteMediaLegacy(ctx context.Context, in mediaBody) (resultOut, error) {
	return p.deleteMedia(ctx, mediaPath{in.Body.MediaID})
}

// fileURL is the address of a message's file from now on.
func (p *Provider) fileURL(m network.Message) string { return p.address(m.ID, p.net.Now()) }

// address is where a file is fetched, for a while: of a stored file, or of a message's.
func (p *Provider) address(id network.ID, from time.Time) string {
	return p.public() + filesPath + p.ticket(id, from)
}

// ticket is the unguessable part of an address: what is meant, from when, and a seal over both.
func (p *Provider) ticket(id network.ID, from time.Time) string {
	b := binary.BigEndian.AppendUint64(id[:], uint64(from.Unix()))
	return base64.RawURLEncoding.EncodeToString(append(b, p.seal(b)...))
}

func (p *Provider) seal(b []byte) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s file %d %x", Name, p.net.Seed(), b))
	return sum[:12]
}

// openTicket reads a ticket; false when it is none, or its time is over.
func (p *Provider) openTicket(text string) (id network.ID, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) != 16+8+12 || string(p.seal(b[:24])) != string(b[24:]) {
		return id, false
	}
	copy(id[:], b)
	from := time.Unix(int64(binary.BigEndian.Uint64(b[16:24])), 0)
	return id, p.net.Now().Before(from.Add(urlLife))
}

// download serves the files of messages and uploads. It needs no token: whoever has an address has its ticket (onemsg 5.6).
func (p *Provider) download(c *gin.Context) {
	id, ok := p.openTicket(c.Param("ticket"))
	if !ok {
		c.JSON(http.StatusNotFound, errorResponse{"Not found"})
		return
	}
	f, link, err := p.contentOf(id)
	switch {
	case err != nil:
		c.JSON(http.StatusNotFound, errorResponse{"Not found"})
	case link != "":
		c.Redirect(http.StatusFound, link)
	default:
		c.Data(http.StatusOK, f.MIME, f.Data)
	}
}

// contentOf is a stored file, or that of a message; or the link that the message was sent with.
func (p *Provider) contentOf(id network.ID) (f network.MediaObject, link string, err error) {
	if f, err = p.net.AnyMedia(id); err == nil {
		return f, "", nil
	}
	m, err := p.net.Message(id)
	if err != nil {
		return f, "", err
	}
	media, ok := m.Content.(network.Media)
	switch {
	case !ok:
		return f, "", network.ErrMediaUnknown
	case media.ID.IsZero():
		return f, strings.TrimSpace(media.Link), nil
	}
	f, err = p.net.Media(m.Account, media.ID)
	return f, "", err
}

// photo serves the picture of a number's profile.
func (p *Provider) photo(c *gin.Context) {
	number, err := p.net.Sender(network.WhatsApp, c.Param("number"))
	if is := number.Profile.Photo; err == nil && len(is.Data) > 0 {
		c.Data(http.StatusOK, is.MIME, is.Data)
		return
	}
	c.JSON(http.StatusNotFound, errorResponse{"Not found"})
}

// flowPage serves the preview of a flow: its document.
func (p *Provider) flowPage(c *gin.Context) {
	f, err := p.net.PreviewedFlow(c.Param("token"))
	if err != nil {
		c.JSON(http.StatusNotFound, errorResponse{"Not found"})
		return
	}
	c.Data(http.StatusOK, "application/json", []byte(f.Document))
}
