package network

// step is one thing that will happen: plain data, so that a world can be copied. Equal due times keep the order in which they
// were planned, by number.
type step struct {
	due    int64 // nanoseconds since 1970 on the world's clock
	number uint64
	what   stepKind
	turn   uint8  // of the message: a step of an older turn is void
	a      uint32 // the place of what it concerns
	b      uint64
}

type stepKind uint8

const (
	stepDispatch   stepKind = iota + 1 // a: message
	stepSent                           // a: message
	stepFail                           // a: message, b: reason
	stepDeliver                        // a: message
	stepExpire                         // a: message
	stepRetry                          // a: message; SMS while the phone is away
	stepArrive                         // a: inbound message
	stepCallback                       // b: number of the delivery
	stepMediaGone                      // a: place of the file
	stepTell                           // a: message, b: state and reason to tell
	stepVerdict                        // a: held message, b: 1 when the verdict is bad
	stepFault                          // b: serial number of a rule that begins
	stepFaultEnd                       // b: serial number of a rule that ends
	stepRoom                           // a: sender whose messaging limit may have room again
	stepLimit                          // a: sender that has earned the next limit
	stepThroughput                     // a: sender that has earned the high throughput
	stepQuality                        // a: sender whose quality is reckoned anew
	stepFlag                           // a: sender that may have been red for a day
	stepReminder                       // a: place of the reminder
	stepTemplate                       // a: template; b: 1 for the announced category
	stepProduct                        // a: product
	stepCallEnd                        // a: call; it has rung long enough
	stepTypingEnd                      // a: chat, b: person
	stepGrade                          // a: template whose quality is reckoned anew
	stepPacing                         // a: template whose held messages get their verdict
	stepDeed                           // a: what it is about; b: person and rule
	stepBurst                          // a: place of the message of a burst
	stepClose                          // a: chat that was opened for a while
	stepPart                           // a: SMS, b: number of the part whose receipt comes
	stepSwitchBack                     // a: person; b: the conditions before
)

func (s step) before(o step) bool {
	return s.due < o.due || s.due == o.due && s.number < o.number
}

// queue holds what is planned, ordered by due time and number. What is due soon stands in a heap that the processor's cache holds; what
// is due later lies unordered in spans of time, each of which becomes the heap when its time comes.
//
// Invariant: all of soon is due before the start of span edge, all of later from there on.
type queue struct {
	soon  heap
	edge  int64 // number of the first span that has not become the heap
	later spans
}

func (q *queue) push(s step) {
	if at := s.due >> spanBits; at >= q.edge {
		q.later.add(at, s)
		return
	}
	q.soon.push(s)
}

// first is the next step; false when nothing is planned.
func (q *queue) first() (step, bool) {
	if len(q.soon) > 0 {
		return q.soon[0], true
	}
	return q.later.first()
}

// pop takes the next step, of which there is one.
func (q *queue) pop() step {
	if len(q.soon) == 0 {
		q.edge = q.later.order[0] + 1
		q.soon = q.later.take(q.soon)
		q.soon.order()
	}
	return q.soon.pop()
}

func (q *queue) fork() queue {
	return queue{soon: append(heap(nil), q.soon...), edge: q.edge, later: q.later.fork()}
}
