package contract

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// Value reads one JSON text into Go values, numbers as json.Number and objects mostly as *Object; false when it is none. It reads
// what encoding/json reads, only faster: texts share memory with one copy of the body. What encoding/json has to read has maps.
func Value(body []byte) (v any, ok bool) {
	if !unjudged { // the server without judging decodes with encoding/json (cmd/bench)
		if v, ok := quickly(body, false); ok {
			return v, true
		}
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil, false
	}
	_, err := d.Token()
	return v, err == io.EOF
}

// roomAtOnce is for how many members and objects room is made at once; few bodies have more.
const roomAtOnce = 256

// slabs are where all objects of one text stand together: that costs two allocations in place of two for each.
type slabs struct {
	members []Member
	objects []Object
}

// object makes an object of members. Where a slab has no room left append begins another one, and what was made stays where it is.
func (s *slabs) object(members []Member) *Object {
	first := len(s.members)
	s.members = append(s.members, members...)
	s.objects = append(s.objects, Object{s.members[first:len(s.members):len(s.members)]})
	return &s.objects[len(s.objects)-1]
}

// maxScratch is how many values a walker keeps room for between two bodies.
const maxScratch = 1024

// quickly gives up where a walker is unsure. With floats, numbers are float64.
func quickly(body []byte, floats bool) (any, bool) {
	if !utf8.Valid(body) {
		return nil, false
	}
	w := walkers.Get().(*walker)
	defer walkers.Put(w)
	w.data, w.depth, w.members, w.items = body, 0, w.members[:0], w.items[:0]
	if !floats {
		w.made.members = make([]Member, 0, min(bytes.Count(body, []byte(":")), roomAtOnce))
		w.made.objects = make([]Object, 0, min(bytes.Count(body, []byte("{")), roomAtOnce))
	}
	r := reader{walker: w, all: string(body), floats: floats}
	v, end := r.value(w.blanks(0))
	whole := end >= 0 && w.blanks(end) == len(body)
	w.data, w.made = nil, slabs{}
	if cap(w.members) > maxScratch || cap(w.items) > maxScratch {
		w.members, w.items = nil, nil
	}
	return v, whole
}

// reader makes values of what a walker goes over. With floats numbers are float64, and objects are maps.
type reader struct {
	*walker
	all    string
	floats bool
}

func (r reader) value(at int) (v any, end int) {
	if at >= len(r.data) {
		return nil, unsure
	}
	switch r.data[at] {
	case '"':
		return r.text(at)
	case '{':
		return r.object(at)
	case '[':
		return r.list(at)
	case 't':
		return true, r.literal(at, "true")
	case 'f':
		return false, r.literal(at, "false")
	case 'n':
		return nil, r.literal(at, "null")
	}
	end, simple := r.digits(at)
	if end < 0 {
		return nil, end
	}
	if !r.floats {
		return json.Number(r.all[at:end]), end
	}
	n, ok := r.float(at, end, simple)
	if !ok {
		return nil, unsure
	}
	return n, end
}

func (r reader) text(at int) (v any, end int) {
	text, end := r.scan(at)
	if end < 0 {
		return nil, end
	}
	if len(text) == end-at-2 { // without escapes
		return r.all[at+1 : end-1], end
	}
	return string(text), end
}

func (r reader) object(at int) (v any, end int) {
	if r.depth++; r.depth > maxDepth {
		return nil, unsure
	}
	first := len(r.members)
	i := r.blanks(at + 1)
	more := true
	if i < len(r.data) && r.data[i] == '}' {
		i, more = i+1, false
	}
	for more {
		name, start := r.name(i)
		if start < 0 {
			return nil, unsure
		}
		child, end := r.value(start)
		if end < 0 {
			return nil, unsure
		}
		r.members = append(r.members, Member{r.all[i+1 : i+1+len(name)], child})
		if i, more = r.after(end, '}'); i < 0 {
			return nil, unsure
		}
	}
	own := r.members[first:]
	r.depth, r.members = r.depth-1, r.members[:first]
	if r.floats {
		return asMap(own), i
	}
	return r.made.object(own), i
}

func (r reader) list(at int) (v any, end int) {
	if r.depth++; r.depth > maxDepth {
		return nil, unsure
	}
	first := len(r.items)
	i := r.blanks(at + 1)
	more := true
	if i < len(r.data) && r.data[i] == ']' {
		i, more = i+1, false
	}
	for more {
		item, end := r.value(i)
		if end < 0 {
			return nil, unsure
		}
		r.items = append(r.items, item)
		if i, more = r.after(end, ']'); i < 0 {
			return nil, unsure
		}
	}
	own := r.items[first:]
	r.depth, r.items = r.depth-1, r.items[:first]
	return append([]any{}, own...), i
}
