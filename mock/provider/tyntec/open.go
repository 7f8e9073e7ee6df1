package tyntec

import (
	"fmt"
	"html"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// vendorBase is the end of the document's base path; what needs no key stands beside it (tyntec 1.1).
const vendorBase = "/conversations/v3"

// open is what the addresses that need no key begin with.
func (p *Provider) open(origin string) string {
	return strings.TrimSuffix(p.address(origin), vendorBase)
}

// mountOpen mounts the addresses that answers hand out and that need no key: logos, flow assets and flow previews (tyntec 2.6, 2.9).
// They are no operations of the API.
func mountOpen(engine *gin.Engine, doc *contract.Document, world func(*gin.Context) *Provider) {
	base := strings.TrimSuffix(doc.Base(), vendorBase)
	for path, show := range map[string]func(*Provider, *gin.Context) (media string, data []byte, ok bool){
		"/logos/:id": (*Provider).openLogo, "/flow-assets/:id/flow.json": (*Provider).openAsset, "/flow-previews/:id": (*Provider).openPreview,
	} {
		engine.GET(base+path, func(c *gin.Context) {
			media, data, ok := show(world(c), c)
			status := http.StatusOK
			if !ok {
				status, media, data = http.StatusNotFound, "text/plain; charset=utf-8", []byte("not found\n")
			}
			c.Data(status, media, data)
			call := wire.CallOf(c.Request.Context())
			call.Status, call.Header, call.ResponseBody = status, c.Writer.Header().Clone(), data
		})
	}
}

func (p *Provider) openLogo(c *gin.Context) (string, []byte, bool) {
	s, err := p.net.Sender(network.WhatsApp, c.Param("id"))
	return s.Profile.Photo.MIME, s.Profile.Photo.Data, err == nil && len(s.Profile.Photo.Data) > 0
}

// flowOf finds a flow by its id alone.
func (p *Provider) flowOf(id string) (network.Flow, bool) {
	for _, f := range p.net.Flows("") {
		if f.ID == id {
			return f, true
		}
	}
	return network.Flow{}, false
}

func (p *Provider) openAsset(c *gin.Context) (string, []byte, bool) {
	f, known := p.flowOf(c.Param("id"))
	return "application/json", []byte(f.Document), known && f.Document != ""
}

// openPreview shows a flow as long as its link is good.
func (p *Provider) openPreview(c *gin.Context) (string, []byte, bool) {
	f, err := p.net.PreviewedFlow(c.Query("token"))
	page := fmt.Sprintf("<!doctype html>\n<title>%[1]s</title>\n<h1>%[1]s</h1>\n<pre>%[2]s</pre>\n", html.EscapeString(f.Name), html.EscapeString(f.Document))
	return "text/html; charset=utf-8", []byte(page), err == nil && f.ID == c.Param("id")
}
