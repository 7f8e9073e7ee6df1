package wabbit

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"
)

// Site serves the files of a web client from the root of the inbox's own address (wabbit 5.12).
type Site struct{ folder string }

// NewSite serves a folder; an empty one serves nothing.
func NewSite(folder string) *Site { return &Site{folder} }

// clientConfig is what the web client reads at its start: every value is a string (wabbit 5.12).
var clientConfig = map[string]string{
	"API_BASE_URL":                           "/api/v1/",
	"APP_IS_USER_AVAILABILITY_ENABLED":       "true",
	"APP_IS_READ_ONLY":                       "false",
	"APP_IS_REGULAR_USER_ACTIONS_RESTRICTED": "false",
	"APP_IS_USING_CLOUD_API_EVENTS":          "true",
	"APP_NOTIFICATIONS_LIMIT_PER_MINUTE":     "8",
	"APP_SENTRY_DSN":                         "",
	"APP_SENTRY_TAG_CLIENT":                  "",
	"APP_GOOGLE_MAPS_API_KEY":                "",
	"APP_ENV_NAME":                           "mock",
}

// Serve answers a request with a file, or with the client's page for a route of its own. It reports false for what the site does not
// serve: the API, a path under a prefix, and everything when there is no folder.
func (s *Site) Serve(c *gin.Context) bool {
	r := c.Request
	below, ok := strings.CutPrefix(r.URL.Path, "/"+Name)
	rooted := !strings.HasPrefix(r.RequestURI, "/"+Name+"/") && !strings.HasPrefix(r.RequestURI, "/w/")
	if s.folder == "" || !ok || !rooted || r.Method != http.MethodGet && r.Method != http.MethodHead || below == "/api" || strings.HasPrefix(below, "/api/") {
		return false
	}
	below = path.Clean("/" + below)
	if below == "/config.json" {
		c.Header("Cache-Control", "no-store")
		c.JSON(http.StatusOK, clientConfig)
		return true
	}
	if s.file(c, below) {
		return true
	}
	if strings.HasPrefix(below, "/static/") || strings.HasPrefix(below, "/hub/") {
		c.Data(http.StatusNotFound, htmlType, htmlPage("Not found", ""))
		return true
	}
	index, err := os.ReadFile(filepath.Join(s.folder, "index.html"))
	if err != nil {
		c.Data(http.StatusNotFound, htmlType, htmlPage("Not found", ""))
		return true
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, htmlType, index)
	return true
}

// file answers a file of the folder under its own name, the page too. It reports false when there is none.
func (s *Site) file(c *gin.Context, name string) bool {
	f, err := os.Open(filepath.Join(s.folder, filepath.FromSlash(name)))
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return false
	}
	http.ServeContent(c.Writer, c.Request, info.Name(), info.ModTime(), f)
	return true
}
