package twoway

import (
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/network"
)

// How long things can be fetched or given (twoway 5.11).
const (
	inboundLife = 30 * 24 * time.Hour
	uploadLife  = 15 * time.Minute
	exportLife  = 24 * time.Hour
)

// The routes beside the document: where files are fetched, and where uploads go (twoway 2.8, decided).
const (
	mediaRoute  = "/_media/"
	uploadRoute = "/_uploads"
	exportRoute = "/_exports/"
)

// upload is a target for a file, and the file when it has come.
type upload struct {
	mimetype, name string
	expires        time.Time
	data           []byte // nil: nothing yet
}

// mediaURL is where a file of the network can be fetched. One with a serial ends 30 days after now, one without does not.
func (p *Provider) mediaURL(id network.ID, serial uint64) string {
	address := p.public() + mediaRoute + id.String()
	return address + "?until=" + strconv.FormatInt(p.net.Now().Add(inboundLife).Unix(), 10) + "&v=" + strconv.FormatUint(serial, 10)
}

// pictureURL is where a profile picture can be fetched.
func (p *Provider) pictureURL(id network.ID) string { return p.public() + mediaRoute + id.String() }

// mediaOf is the file of the network behind an address of ours.
func (p *Provider) mediaOf(address string) (network.ID, bool) {
	rest, ok := strings.CutPrefix(address, p.public()+mediaRoute)
	if !ok {
		return network.ID{}, false
	}
	rest, _, _ = strings.Cut(rest, "?")
	return network.ParseID(rest)
}

type filesIn struct {
	Mimetype string `query:"mimetype"`
	Name     string `query:"name"`
}

type uploadTarget struct {
	URL    string            `json:"url"`
	Fields map[string]string `json:"fields"`
}

// filesPost makes a target for a form upload (twoway 2.8).
func filesPost(t *tx, who *caller, in filesIn) (uploadTarget, error) {
	key := who.team.id[:8] + "/" + t.p.chance.hexOf("uploads", 12) + "/" + path.Base("/"+in.Name)
	t.p.files[key] = &upload{mimetype: in.Mimetype, name: in.Name, expires: t.now.Add(uploadLife)}
	return uploadTarget{t.p.public() + uploadRoute, map[string]string{
		"key": key, "Content-Type": in.Mimetype, "policy": "bW9jaw==", "x-amz-signature": t.p.chance.hexOf("signatures", 16),
	}}, nil
}

// longestUpload is the largest file that an upload takes, in bytes.
const longestUpload = 100 << 20

// takeUpload takes the form of an upload: the fields, then the file (twoway 2.8).
func (p *Provider) takeUpload(c *gin.Context) {
	crossOrigin(c.Writer.Header())
	form, err := c.Request.MultipartReader()
	if err != nil {
		c.String(http.StatusBadRequest, "a multipart form is wanted")
		return
	}
	fields, data, err := readForm(form)
	if err != nil {
		c.String(http.StatusBadRequest, "the form cannot be read")
		return
	}
	if status := p.keepUpload(fields, data); status != http.StatusNoContent {
		c.String(status, http.StatusText(status))
		return
	}
	c.Status(http.StatusNoContent)
}

// readForm reads the fields of a form and its last part, the file.
func readForm(form *multipart.Reader) (fields map[string]string, data []byte, err error) {
	fields = map[string]string{}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return fields, data, nil
		}
		if err != nil {
			return nil, nil, err
		}
		text, err := io.ReadAll(io.LimitReader(part, longestUpload))
		if err != nil {
			return nil, nil, err
		}
		if part.FormName() == "file" {
			data = append([]byte{}, text...)
		} else {
			fields[part.FormName()] = string(text)
		}
	}
}

// keepUpload stores a file for the target that the fields name, and answers the status.
func (p *Provider) keepUpload(fields map[string]string, data []byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.files[fields["key"]]
	switch {
	case u == nil, data == nil:
		return http.StatusBadRequest
	case u.mimetype != fields["Content-Type"], !p.net.Now().Before(u.expires):
		return http.StatusForbidden
	}
	p.files[fields["key"]] = &upload{u.mimetype, u.name, u.expires, data}
	return http.StatusNoContent
}

// serveUpload hands out what was uploaded.
func (p *Provider) serveUpload(c *gin.Context) {
	p.mu.Lock()
	u := p.files[strings.TrimPrefix(c.Param("key"), "/")]
	p.mu.Unlock()
	if u == nil || u.data == nil {
		p.missing(c)
		return
	}
	crossOrigin(c.Writer.Header())
	c.Data(http.StatusOK, u.mimetype, u.data)
}

// serveMedia hands out what a person sent, as long as the address is good.
func (p *Provider) serveMedia(c *gin.Context) {
	id, ok := network.ParseID(c.Param("key"))
	until, err := strconv.ParseInt(c.Query("until"), 10, 64)
	file, unknown := p.net.AnyMedia(id)
	if !ok || err == nil && p.net.Now().Unix() >= until || unknown != nil {
		p.missing(c)
		return
	}
	crossOrigin(c.Writer.Header())
	c.Data(http.StatusOK, file.MIME, file.Data)
}

// serveExport hands out an export while it is kept.
func (p *Provider) serveExport(c *gin.Context) {
	id := strings.TrimSuffix(c.Param("key"), ".csv")
	p.mu.Lock()
	p.catchUp()
	e := p.exports[id]
	var data []byte
	if e != nil && e.status == "success" && p.net.Now().Before(e.ended.Add(exportLife)) {
		data = e.file
	}
	p.mu.Unlock()
	if data == nil {
		p.missing(c)
		return
	}
	crossOrigin(c.Writer.Header())
	c.Data(http.StatusOK, "text/csv; charset=utf-8", data)
}

func (p *Provider) missing(c *gin.Context) {
	crossOrigin(c.Writer.Header())
	problem, _ := answer(errNoPath)
	c.JSON(problem.Status, problem.Body)
}

// MountFiles mounts the routes beside the document, under its base.
func MountFiles(engine gin.IRouter, base string, find func(*gin.Context) (*Provider, error)) {
	with := func(serve func(*Provider, *gin.Context)) gin.HandlerFunc {
		return func(c *gin.Context) {
			p, err := find(c)
			if err != nil {
				problem, _ := answer(err)
				c.JSON(problem.Status, problem.Body)
				return
			}
			serve(p, c)
		}
	}
	engine.POST(base+uploadRoute, with((*Provider).takeUpload))
	engine.GET(base+uploadRoute+"/*key", with((*Provider).serveUpload))
	engine.GET(base+mediaRoute+":key", with((*Provider).serveMedia))
	engine.GET(base+exportRoute+":key", with((*Provider).serveExport))
}
