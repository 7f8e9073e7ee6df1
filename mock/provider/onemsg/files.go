package onemsg

import (
	"context"
	"encoding/base64"
	"net/url"
	"path"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// source is where a file of a request comes from: bytes, or a link (onemsg 5.6).
type source struct {
	link string
	mime string // without parameters; empty: unknown
	name string
	data []byte
}

// readSource reads a link, a data URI or an uploaded part; false when it is none of them, or empty.
func readSource(f wire.File) (s source, ok bool) {
	switch {
	case f.Sent:
		s = source{mime: baseType(f.Type), name: f.Name, data: f.Data}
		if s.mime == "" || s.mime == "application/octet-stream" {
			s.mime = typeOfName(f.Name)
		}
		return s, len(f.Data) > 0
	case strings.HasPrefix(f.Text, "data:"):
		return readDataURI(f.Text)
	}
	u, err := url.Parse(f.Text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return s, false
	}
	return source{link: f.Text, mime: typeOfName(u.Path), name: path.Base(u.Path)}, true
}

// readDataURI wants media type and base64 both.
func readDataURI(text string) (s source, ok bool) {
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "data:"), ",")
	kind, encoded := strings.CutSuffix(head, ";base64")
	if !ok || !encoded || !strings.Contains(kind, "/") {
		return s, false
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(body))
	return source{mime: baseType(kind), data: data}, err == nil && len(data) > 0
}

// baseType is a media type without parameters, in lower case.
func baseType(kind string) string {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// extensions are the types by the end of a file's name; a table of our own, since that of the machine differs from place to place.
var extensions = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif", ".mp4": "video/mp4",
	".3gp": "video/3gpp", ".mov": "video/quicktime", ".aac": "audio/aac", ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".amr": "audio/amr",
	".ogg": "audio/ogg", ".opus": "audio/ogg", ".pdf": "application/pdf", ".txt": "text/plain", ".csv": "text/csv",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".zip": "application/zip",
}

// typeOfName is the type that a name's end tells; empty for none.
func typeOfName(name string) string { return extensions[strings.ToLower(path.Ext(name))] }

// kindOf is what a file of a type is sent as (onemsg 2.3, sendFile).
func kindOf(kind string) network.MediaKind {
	switch {
	case kind == "image/webp":
		return network.Sticker
	case kind == "image/jpeg" || kind == "image/png":
		return network.Image
	case strings.HasPrefix(kind, "video/"):
		return network.Video
	case strings.HasPrefix(kind, "audio/"):
		return network.Audio
	}
	return network.Document
}

// noFile is the id of a file that nobody has: the network refuses it when its turn comes in the order of checks.
var noFile = network.ID{0xff}

type fileBody struct {
	to
	Body        *wire.File `json:"body"`
	Filename    string     `json:"filename"`
	Caption     string     `json:"caption"`
	QuotedMsgID string     `json:"quotedMsgId"`
	MediaID     string     `json:"mediaId"`
	MediaType   string     `json:"mediaType"`
	Voice       bool       `json:"voice"`
}

// sendFile sends a file from a link, a data URI, an upload or a media id (onemsg 2.3).
func (p *Provider) sendFile(ctx context.Context, in struct{ Body fileBody }) (any, error) {
	b := in.Body
	switch {
	case b.Body == nil && b.MediaID == "":
		return nil, required("body")
	case b.Body == nil && b.MediaType == "":
		return nil, required("mediaType")
	case b.Body != nil && b.Filename == "" && b.Body.Name == "":
		return nil, required("filename")
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	m, stored := p.fileOf(channelOf(ctx), b)
	out, err := p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: m, note: note{kind: mediaKind(m)}})
	if err != nil && stored {
		_ = p.net.DeleteMedia(channelOf(ctx).config.Account, m.ID) // nothing is stored of a send that is refused
	}
	return out, err
}

// fileOf is the file of a send, and whether it was stored for it.
func (p *Provider) fileOf(ch *channel, b fileBody) (m network.Media, stored bool) {
	if b.Body == nil {
		m = p.mediaOf(ch, network.MediaKind(b.MediaType), headerMedia{ID: b.MediaID})
		stored = m.ID != noFile
	} else {
		s, ok := readSource(*b.Body)
		if !ok {
			return network.Media{As: network.Document, ID: noFile}, false
		}
		if b.Filename != "" {
			s.name = b.Filename
		}
		if s.mime == "" {
			s.mime = typeOfName(s.name)
		}
		m, stored = p.keep(ch, s)
		if m.As = kindOf(s.mime); b.MediaType != "" {
			m.As = network.MediaKind(b.MediaType)
		}
	}
	if b.Filename != "" {
		m.Filename = b.Filename
	}
	if b.Voice {
		m.As = network.Voice
	}
	switch m.As {
	case network.Image, network.Video, network.Document: // the others have no text (onemsg 3.3)
		m.Caption = b.Caption
	}
	if !fitsKind(m) {
		m.ID, m.Link = noFile, ""
	}
	return m, stored
}

// fitsKind judges a link by the type that it announces; stored files are the network's to judge.
func fitsKind(m network.Media) bool {
	if m.Link == "" || m.MIME == "" {
		return true
	}
	switch m.As {
	case network.Voice:
		return m.MIME == "audio/ogg"
	case network.Sticker:
		return m.MIME == "image/webp"
	case network.Image:
		return m.MIME == "image/jpeg" || m.MIME == "image/png"
	case network.Video:
		return m.MIME == "video/mp4" || m.MIME == "video/3gpp"
	case network.Audio:
		return strings.Contains(" audio/aac audio/mp4 audio/mpeg audio/amr audio/ogg ", " "+m.MIME+" ")
	}
	return true
}

// keep stores the bytes of a file for one message; a link stays a link.
func (p *Provider) keep(ch *channel, s source) (m network.Media, stored bool) {
	if s.link != "" {
		return network.Media{Link: s.link, MIME: s.mime, Filename: s.name}, false
	}
	f, err := p.net.AddMedia(network.NewMedia{Account: ch.config.Account, MIME: s.mime, Name: s.name, Data: s.data})
	if err != nil {
		return network.Media{ID: noFile}, false
	}
	return network.Media{ID: f.ID, MIME: s.mime, Filename: s.name}, true
}

// mediaOf is a file by link or media id. A message gets a copy of its own, so that its address outlives the deletion of the upload
// (onemsg 2.10).
func (p *Provider) mediaOf(ch *channel, as network.MediaKind, h headerMedia) network.Media {
	if h.ID == "" {
		s, ok := readSource(wire.File{Text: h.Link})
		if !ok {
			return network.Media{As: as, ID: noFile}
		}
		m, _ := p.keep(ch, s)
		if m.As = as; h.Filename != "" {
			m.Filename = h.Filename
		}
		if !fitsKind(m) {
			m.ID, m.Link = noFile, ""
		}
		return m
	}
	f, err := p.net.Media(ch.config.Account, p.file(ch, h.ID))
	if err != nil {
		return network.Media{As: as, ID: noFile}
	}
	own, err := p.net.AddMedia(network.NewMedia{Account: ch.config.Account, MIME: f.MIME, Name: f.Name, Data: f.Data})
	if err != nil {
		return network.Media{As: as, ID: noFile}
	}
	m := network.Media{As: as, ID: own.ID, MIME: f.MIME, Filename: f.Name}
	if h.Filename != "" {
		m.Filename = h.Filename
	}
	return m
}

type stickerBody struct {
	to
	MediaID     string `json:"mediaId"`
	Link        string `json:"link"`
	QuotedMsgID string `json:"quotedMsgId"`
}

// sendSticker sends a sticker; mediaId wins over link (onemsg 2.9).
func (p *Provider) sendSticker(ctx context.Context, in struct{ Body stickerBody }) (any, error) {
	b := in.Body
	if b.MediaID == "" && b.Link == "" {
		return nil, required("mediaId")
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	m := p.mediaOf(channelOf(ctx), network.Sticker, headerMedia{ID: b.MediaID, Link: b.Link})
	return p.send(ctx, outgoingMessage{to: d, quoted: b.QuotedMsgID, content: m, note: note{kind: "sticker"}})
}
