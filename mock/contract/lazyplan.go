package contract

import (
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// lazyPlan is a plan that is made when it is first asked: most operations of a document are never called in a process.
type lazyPlan struct {
	schema *openapi3.Schema
	side   *side
	once   sync.Once
	plan   *plan
}

func (l *lazyPlan) ready() *plan {
	l.once.Do(func() { l.plan = newPlan(l.schema, l.side) })
	return l.plan
}

// accepts says that a body certainly is valid.
func (l *lazyPlan) accepts(body []byte) bool { return l.ready().accepts(body) }

// fits says that the text of a parameter certainly is valid, seen as a value of this type.
func (l *lazyPlan) fits(kind, text string) bool {
	n := l.ready().root
	if n == nil || n.unsure || n.choice != nil || len(n.unions) > 0 {
		return false
	}
	switch v := typed(kind, text).(type) {
	case float64:
		return n.kinds&(isWhole|isNumber) != 0 && n.number(v) >= 0
	case bool:
		return n.kinds&isTruth != 0 && n.plain
	}
	if n.kinds&isText == 0 {
		return false
	}
	for i := range n.texts {
		if !n.texts[i].fits(bytesOf(text)) {
			return false
		}
	}
	return true
}
