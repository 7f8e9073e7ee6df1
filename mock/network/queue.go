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
	stepSwitchBack                     // a: person; b: the conditions before
)

func (s step) before(o step) bool {
	return s.due < o.due || s.due == o.due && s.number < o.number
}

// queue is a heap with four children a node, ordered by due time and number: half as deep as a binary one, and the four
// siblings share cache lines.
type queue struct{ steps []step }

// idleSteps is the room that a queue keeps in any case.
const idleSteps = 4096

func (q *queue) push(s step) {
	q.steps = append(q.steps, s)
	i := len(q.steps) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !s.before(q.steps[up]) {
			break
		}
		q.steps[i] = q.steps[up]
		i = up
	}
	q.steps[i] = s
}

// first is the next step; false when nothing is planned.
func (q *queue) first() (step, bool) {
	if len(q.steps) == 0 {
		return step{}, false
	}
	return q.steps[0], true
}

func (q *queue) pop() step {
	top, last := q.steps[0], q.steps[len(q.steps)-1]
	q.steps = q.steps[:len(q.steps)-1]
	if len(q.steps) > 0 {
		q.sink(last)
	}
	q.shrink()
	return top
}

// shrink gives memory back once three quarters of it are idle.
func (q *queue) shrink() {
	if c := cap(q.steps); c > idleSteps && len(q.steps) < c/4 {
		q.steps = append(make([]step, 0, c/2), q.steps...)
	}
}

// sink places s from the root downwards.
func (q *queue) sink(s step) {
	i, n := 0, len(q.steps)
	for {
		child := 4*i + 1
		if child >= n {
			break
		}
		least := child
		for c := child + 1; c < min(child+4, n); c++ {
			if q.steps[c].before(q.steps[least]) {
				least = c
			}
		}
		if !q.steps[least].before(s) {
			break
		}
		q.steps[i] = q.steps[least]
		i = least
	}
	q.steps[i] = s
}
