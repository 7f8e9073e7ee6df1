package wire

import (
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// Slash says what a slash at the end of a path means to a provider.
type Slash int

const (
	// SlashExact: a path is what the document says, and nothing else.
	SlashExact Slash = iota
	// SlashIgnored: one slash more or less at the end makes no difference.
	SlashIgnored
	// SlashRedirected: a path that lacks the slash which the document has is answered 301, whatever the method and
	// whoever calls. One slash too many makes no difference.
	SlashRedirected
)

// Order says when a provider looks at its caller.
type Order int

const (
	// CallerFirst: whoever is not recognised learns nothing about paths.
	CallerFirst Order = iota
	// PathFirst: an unknown path is answered before the caller is looked at, an unknown method after.
	PathFirst
	// RouteFirst: so is an unknown method.
	RouteFirst
)

// ErrNotAcceptable: the caller's Accept header excludes what the operation answers (406).
var ErrNotAcceptable = errors.New("not acceptable")

// early says whether a routing error is answered before the caller is looked at.
func (o Order) early(err error) bool {
	return o == RouteFirst || o == PathFirst && errors.Is(err, ErrNoPath)
}

// redirect is the address of a path with a slash at its end, as the caller wrote it: the prefixes under which the server
// found the world and the provider are in it.
func redirect(r *http.Request) string {
	written := r.RequestURI
	if !strings.HasPrefix(written, "/") {
		written = r.URL.RequestURI()
	}
	path, query, asked := strings.Cut(written, "?")
	if path += "/"; asked {
		return path + "?" + query
	}
	return path
}

// acceptable says whether an Accept header lets JSON through. An operation that succeeds with something else takes
// every header.
func acceptable(op *contract.Operation, header []string) bool {
	content := op.Content(op.Success())
	if len(header) == 0 || content != "" && !isJSON(content) {
		return true
	}
	for item := range strings.SplitSeq(strings.Join(header, ","), ",") {
		media, params, err := mime.ParseMediaType(item)
		if err != nil || slices.Contains([]string{"0", "0.0", "0.00", "0.000"}, params["q"]) {
			continue
		}
		if media == "*/*" || media == "application/*" || isJSON(media) {
			return true
		}
	}
	return strings.TrimSpace(strings.Join(header, "")) == ""
}

func isJSON(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	return media == "application/json" || strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}
