package journal

import (
	"slices"
	"time"
)

// Side is where a breach was seen.
type Side string

// The sides.
const (
	OfRequest  Side = "request"
	OfResponse Side = "response"
	OfWebhook  Side = "webhook"
)

// Fault is whose fault a breach is.
type Fault string

// Who can be at fault.
const (
	ByCaller   Fault = "caller"
	ByMock     Fault = "mock"
	ByReceiver Fault = "receiver"
)

// Breach is one broken rule of a document.
type Breach struct {
	Side    Side
	Fault   Fault
	Pointer string // into the body; of a parameter its place and name
	Rule    string // keyword of the document
	Message string
	Value   string // what stood there, cut when it is long
}

// Violation is a breach with when and where it was seen.
type Violation struct {
	Breach
	ID          uint64 // from 1
	At          time.Time
	Provider    string
	OperationID string // or the name of the webhook
	Entry       uint64 // of the journal; 0: none
}

// Violate notes a breach that belongs to no entry: of a call to the bench.
func (j *Journal) Violate(provider, operationID string, b Breach) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.note(Violation{Breach: j.secrets.breach(b), At: j.net.Now(), Provider: provider, OperationID: operationID})
}

// breach notes a breach in the entry of a call. It holds mu.
func (j *Journal) breach(e *entry, b Breach) {
	c := e.call
	v := Violation{Breach: j.secrets.breach(b), At: c.at, Provider: e.provider, OperationID: c.operation, Entry: e.id}
	if c.callback != nil {
		v.OperationID = c.callback.Event
	}
	c.violations = append(c.violations, j.note(v))
}

func (j *Journal) note(v Violation) Violation {
	j.breaches++
	v.ID = j.breaches
	if len(j.violations) >= j.keep {
		j.violations = slices.Delete(j.violations, 0, len(j.violations)-j.keep+1)
	}
	j.violations = append(j.violations, v)
	return v
}

// ViolationFilter chooses violations. Zero members choose all.
type ViolationFilter struct {
	Side                  Side
	Fault                 Fault
	Provider, OperationID string
	After                 uint64
	Limit                 int // 0: all
}

// Violations answers the breaches that a filter chooses, oldest first, and the id to go on after.
func (j *Journal) Violations(f ViolationFilter) (found []Violation, next uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	next = f.After
	for _, v := range j.violations {
		if f.Limit > 0 && len(found) == f.Limit {
			break
		}
		if v.ID <= f.After {
			continue
		}
		next = v.ID
		if is(f.Side, v.Side) && is(f.Fault, v.Fault) && is(f.Provider, v.Provider) && is(f.OperationID, v.OperationID) {
			found = append(found, v)
		}
	}
	return found, next
}

// is tells whether a filter's member admits a value; empty ones admit all.
func is[T ~string](want, have T) bool { return want == "" || want == have }
