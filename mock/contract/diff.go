package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Change is a difference between two versions of a document that breaks whoever relies on the older.
type Change struct {
	Operation string `json:"operation"` // operationId, or the event of a callback
	At        string `json:"at"`        // request, answer 200, webhook, or the parameter: query page
	Pointer   string `json:"pointer"`   // into the body; * is any item of a list, <Name> an alternative of a union
	What      string `json:"what"`
}

func (c Change) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", c.Operation, c.At, c.Pointer)) + ": " + c.What
}

// Breaking lists in what the newer document breaks those who rely on the older: it takes less in requests, or sends in
// answers and callbacks what the older has not announced. The order is that of the older document.
func Breaking(older, newer *Document) []Change {
	d := differ{}
	for _, op := range older.operations {
		d.operation = op.ID
		d.operations(op, newer.byID[op.ID])
	}
	for _, event := range older.Webhooks() {
		d.operation, d.at = event, "webhook"
		if now := newer.webhooks[event]; now == nil {
			d.add("", "is gone")
		} else {
			d.contents(older.webhooks[event].content, now.content, true)
		}
	}
	return d.found
}

// differ collects changes. at says which part of an operation is being compared.
type differ struct {
	operation, at string
	found         []Change
	seen          map[[2]*openapi3.Schema]bool // schemas that are being compared, or have been
}

func (d *differ) add(pointer, format string, args ...any) {
	c := Change{d.operation, d.at, pointer, fmt.Sprintf(format, args...)}
	if !slices.Contains(d.found, c) {
		d.found = append(d.found, c)
	}
}

func (d *differ) operations(was, now *Operation) {
	d.at = "operation"
	if now == nil {
		d.add("", "is gone")
		return
	}
	if was.Method != now.Method || was.document.base+was.Path != now.document.base+now.Path {
		d.add("", "is now %s %s", now.Method, now.document.base+now.Path)
	}
	d.params(was.params, now.params, false)
	d.at = "request"
	d.bodies(was, now)
	for _, status := range slices.Sorted(maps.Keys(was.answers)) {
		d.at = "answer " + status
		if answer := now.answers[status]; answer == nil {
			d.add("", "is gone")
		} else {
			d.params(was.answers[status].headers, answer.headers, true)
			d.at = "answer " + status
			d.contents(was.answers[status].content, answer.content, true)
		}
	}
	for _, status := range slices.Sorted(maps.Keys(now.answers)) {
		if d.at = "answer " + status; was.answers[status] == nil && was.answers["default"] == nil && strings.HasPrefix(status, "2") {
			d.add("", "is a new way to succeed")
		}
	}
}

func (d *differ) params(was, now []Param, sent bool) {
	find := func(all []Param, p Param) *Param {
		i := slices.IndexFunc(all, func(o Param) bool { return o.In == p.In && o.Name == p.Name })
		if i < 0 {
			return nil
		}
		return &all[i]
	}
	for _, p := range was {
		switch other := find(now, p); {
		case other == nil && sent && p.Required:
			d.at = p.In + " " + p.Name
			d.add("", "is no longer sent")
		case other != nil:
			d.at = p.In + " " + p.Name
			d.schemas(p.schema, other.schema, "", sent)
			if sent && p.Required && !other.Required {
				d.add("", "may be missing now")
			}
		}
	}
	for _, p := range now {
		if other := find(was, p); !sent && p.Required && (other == nil || !other.Required) {
			d.at = p.In + " " + p.Name
			d.add("", "is required now")
		}
	}
}

func (d *differ) bodies(was, now *Operation) {
	if was.body == nil {
		if now.body != nil && now.required {
			d.add("", "is required now")
		}
		return
	}
	if now.body == nil {
		d.add("", "is no longer read")
		return
	}
	if now.required && !was.required {
		d.add("", "is required now")
	}
	d.contents(was.body, now.body, false)
}

// contents compares media types; sent says that the provider sends them.
func (d *differ) contents(was, now *content, sent bool) {
	switch {
	case was == nil && now == nil:
		return
	case was == nil || now == nil:
		if sent {
			d.add("", "the body %s", map[bool]string{true: "is new", false: "is gone"}[was == nil])
		}
		return
	}
	from, to := was, now
	if sent {
		from, to = now, was
	}
	for _, media := range from.ranges {
		if _, ok := to.match(media); !ok {
			d.add("", "the media type %s %s", media, map[bool]string{true: "is new", false: "is no longer taken"}[sent])
		}
	}
	if was.json != "" && now.json != "" {
		d.schemas(was.schema, now.schema, "", sent)
	}
}

// schemas compares two schemas of a value. Of what is received, the newer must take all that the older took; of what is
// sent it must be the other way about.
func (d *differ) schemas(was, now *openapi3.Schema, pointer string, sent bool) {
	d.seen = map[[2]*openapi3.Schema]bool{}
	n := narrowing{differ: d, sent: sent}
	if sent {
		was, now = now, was
	}
	n.schemas([]*openapi3.Schema{was}, []*openapi3.Schema{now}, pointer)
}
