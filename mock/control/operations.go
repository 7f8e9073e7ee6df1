package control

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/wire"
)

type healthOut struct {
	Status    string `json:"status"`
	Version   string `json:"version"`
	StartedAt string `json:"startedAt"`
}

func (b *Bench) health(context.Context, wire.Empty) (healthOut, error) {
	return healthOut{"ok", b.config.Version, stamp(b.config.StartedAt)}, nil
}

func (b *Bench) quickstart(c *gin.Context) error {
	c.String(http.StatusOK, "%s", b.config.Quickstart(visitOf(c.Request.Context()).origin))
	return nil
}

// spec answers a document as it is written.
func (b *Bench) spec(c *gin.Context) error {
	name := strings.TrimSuffix(path.Base(c.Request.URL.Path), ".yaml")
	raw, ok := b.config.Specs(name)
	if !ok {
		return fmt.Errorf("document %q: %w", name, errDocumentUnknown)
	}
	c.Data(http.StatusOK, "application/yaml", raw)
	return nil
}

const tsv = "text/tab-separated-values"

// listOperations answers JSON, or a table for whoever asks for one.
func (b *Bench) listOperations(c *gin.Context) error {
	all := []Operation{}
	wanted := c.Query("provider")
	for _, o := range b.config.Operations() {
		if wanted == "" || wanted == o.Provider {
			all = append(all, o)
		}
	}
	if accepts(c.Request, tsv) {
		c.Data(http.StatusOK, tsv+"; charset=utf-8", table(all))
		return nil
	}
	return writeJSON(c, http.StatusOK, page[Operation]{Items: all})
}

// table writes operations as tab-separated values, the names of the columns first.
func table(all []Operation) []byte {
	var out bytes.Buffer
	out.WriteString("provider\tmethod\tpath\toperationId\torigin\timplemented\tcalls\tviolations\n")
	for _, o := range all {
		cells := []string{
			o.Provider, o.Method, o.Path, o.OperationID, o.Origin, strconv.FormatBool(o.Implemented),
			strconv.FormatUint(o.Calls, 10), strconv.FormatUint(o.Violations, 10),
		}
		out.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return out.Bytes()
}

// accepts tells whether a caller asks for a media type by its name, rather than for JSON or for anything.
func accepts(r *http.Request, wanted string) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept"), ","), ",") {
		name, params, err := mime.ParseMediaType(part)
		if err == nil && params["q"] != "0" && (name == wanted || name == "application/json") {
			return name == wanted
		}
	}
	return false
}

// encode writes JSON as wire does: <, > and & stand for themselves, no newline at the end.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}
