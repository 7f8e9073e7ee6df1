package network

import (
	"maps"
	"slices"
)

const (
	spanBits   = 36 // a span is 2^36 ns, 69 s: a thousandth of a day
	chunkSteps = 8  // 256 bytes: a span with one step takes little, one with many is read at one go
)

// spans holds steps by the span of time in which they are due. Within one they lie in chunks that a freed span leaves to others, so
// that a busy queue allocates nothing.
type spans struct {
	by     map[int64]*stretch
	order  []int64 // a binary heap of the numbers of the spans that are there
	chunks []chunk // place 0 names nothing
	free   uint32  // a chain of chunks that nobody uses
	busy   int     // how many are in use
}

// stretch is what lies in one span: the soonest step, and the chunk that is being filled.
type stretch struct {
	first step
	chunk uint32
	used  uint32 // of the chunk; those behind it are full
}

type chunk struct {
	steps [chunkSteps]step
	next  uint32
}

func (s *spans) add(at int64, what step) {
	b := s.by[at]
	if b == nil {
		b = s.open(at)
		b.first = what
	} else if what.before(b.first) {
		b.first = what
	}
	if b.used == chunkSteps {
		b.chunk, b.used = s.chunkBefore(b.chunk), 0
	}
	s.chunks[b.chunk].steps[b.used] = what
	b.used++
}

// open begins a span; its first chunk comes with the first step.
func (s *spans) open(at int64) *stretch {
	if s.by == nil {
		s.by, s.chunks = map[int64]*stretch{}, make([]chunk, 1)
	}
	b := &stretch{used: chunkSteps}
	s.by[at] = b
	s.order = append(s.order, at)
	i := len(s.order) - 1
	for i > 0 && s.order[i] < s.order[(i-1)/2] {
		s.order[i], s.order[(i-1)/2] = s.order[(i-1)/2], s.order[i]
		i = (i - 1) / 2
	}
	return b
}

// chunkBefore is an empty chunk that leads on to another one.
func (s *spans) chunkBefore(next uint32) uint32 {
	place := s.free
	if place == 0 {
		s.chunks = append(s.chunks, chunk{})
		place = uint32(len(s.chunks) - 1)
	}
	s.free = s.chunks[place].next
	s.chunks[place].next = next
	s.busy++
	return place
}

// first is the next step of all; false when there is none.
func (s *spans) first() (step, bool) {
	if len(s.order) == 0 {
		return step{}, false
	}
	return s.by[s.order[0]].first, true
}

// take appends the steps of the first span to out and gives up the span.
func (s *spans) take(out []step) []step {
	at := s.order[0]
	out = s.copied(at, out)
	for place := s.by[at].chunk; place != 0; s.busy-- {
		next := s.chunks[place].next
		s.chunks[place].next, s.free = s.free, place
		place = next
	}
	delete(s.by, at)
	s.closeFirst()
	s.shrink()
	return out
}

// shrink gives memory back once three quarters of the chunks are idle.
func (s *spans) shrink() {
	if len(s.chunks) <= idleSteps/chunkSteps || s.busy >= len(s.chunks)/4 {
		return
	}
	old := *s
	s.chunks, s.free, s.busy = make([]chunk, 1, 2*s.busy+idleSteps/chunkSteps), 0, 0
	for _, at := range s.order {
		b := s.by[at]
		from := b.chunk
		for to := &b.chunk; from != 0; from = old.chunks[from].next {
			*to = s.chunkBefore(0)
			s.chunks[*to].steps = old.chunks[from].steps
			to = &s.chunks[*to].next
		}
	}
}

// copied appends the steps of a span to out, in no order.
func (s *spans) copied(at int64, out []step) []step {
	b := s.by[at]
	used := b.used
	for place := b.chunk; place != 0; place = s.chunks[place].next {
		out = append(out, s.chunks[place].steps[:used]...)
		used = chunkSteps
	}
	return out
}

// closeFirst takes the first number out of the order.
func (s *spans) closeFirst() {
	last := len(s.order) - 1
	s.order[0] = s.order[last]
	s.order = s.order[:last]
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < last; c++ {
			if s.order[c] < s.order[least] {
				least = c
			}
		}
		if least == i {
			return
		}
		s.order[i], s.order[least] = s.order[least], s.order[i]
		i = least
	}
}

func (s *spans) fork() spans {
	out := *s
	out.by = maps.Clone(s.by)
	for at, b := range out.by {
		own := *b
		out.by[at] = &own
	}
	out.order, out.chunks = slices.Clone(s.order), slices.Clone(s.chunks)
	return out
}
