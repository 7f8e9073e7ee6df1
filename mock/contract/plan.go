package contract

import (
	"sync"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// plan judges raw JSON by one schema. It says "certainly valid" or nothing: whatever it does not know, from a keyword
// to a member that stands twice, is left to kin-openapi. Invariant: what a plan accepts, kin-openapi accepts, and it
// may be bound to Go values as it is.
type plan struct {
	root *node
	side *side
}

// side is one direction of a document, with what the plans of its bodies have in common.
type side struct {
	judge    *judge
	spelling *spelling // nil: bodies are not bound, so that the spelling of unknown members does not matter
	tolerance
}

// The outcomes of judging a value beside the position after it.
const (
	refused = -1 - iota // kin-openapi refuses it too
	unsure              // only kin-openapi can tell
)

// newPlan compiles a schema; nil, which accepts everything, compiles too.
func newPlan(s *openapi3.Schema, of *side) *plan {
	if s == nil {
		return &plan{side: of}
	}
	c := compiler{side: of, made: map[string]*node{}}
	return &plan{root: c.compile([]*openapi3.Schema{s}), side: of}
}

// walkers are reused, since a walk allocates nothing else.
var walkers = sync.Pool{New: func() any { return &walker{scratch: make([]byte, 0, 512)} }}

// accepts says that the whole body certainly is valid.
func (p *plan) accepts(body []byte) bool {
	if !utf8.Valid(body) {
		return false
	}
	w := walkers.Get().(*walker)
	w.data, w.side, w.depth, w.strict = body, p.side, 0, 0
	end := w.value(p.root, w.blanks(0))
	accepted := end >= 0 && w.blanks(end) == len(body)
	w.data, w.side = nil, nil
	walkers.Put(w)
	return accepted
}

// node is what one or several schemas say together about one value.
type node struct {
	kinds           kind // types that it lets through
	null, nullKnown bool
	unsure          bool    // it uses a keyword that the plan does not know
	truth           [2]bool // with rules for booleans: whether false and true pass
	plain           bool    // booleans are free
	texts           []textRule
	nums            []numberRule
	list            *listRule
	object          *objectRule
	choice          *choice // of an object: a discriminator decides
	unions          []union
	bare            bool // there is nothing but one union
}

// kind is a set of JSON types.
type kind uint8

const (
	isTruth kind = 1 << iota
	isWhole
	isNumber // whole or not
	isText
	isList
	isObject
	allKinds = isTruth | isWhole | isNumber | isText | isList | isObject
)

type listRule struct {
	least, most int // most < 0: open
	unique      bool
	item        *node // nil: anything
}

type objectRule struct {
	names    names
	members  []*node // by the number of the name; nil: anything
	required bits
	twice    bits  // of which the document has another spelling
	other    *node // what unknown members must be; nil: anything
	closed   bool  // there must be no unknown members
	least    int
	most     int // < 0: open
}

// choice picks by a discriminator the node that judges the whole object.
type choice struct {
	property string
	branches map[string]*node
}

// union wants one branch to accept, or exactly one.
type union struct {
	branches []*node
	one      bool
}

// bits is a set of member numbers.
type bits [4]uint64

const maxMembers = 256

func (b *bits) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b *bits) set(i int)      { b[i>>6] |= 1 << (i & 63) }

func (b *bits) holds(all *bits) bool {
	return all[0]&^b[0] == 0 && all[1]&^b[1] == 0 && all[2]&^b[2] == 0 && all[3]&^b[3] == 0
}
