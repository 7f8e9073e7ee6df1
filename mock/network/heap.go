package network

// heap orders steps by due time and number. It has four children a node: half as deep as a binary one, and the siblings share cache
// lines.
type heap []step

// idleSteps is the room that a heap keeps in any case.
const idleSteps = 4096

func (h *heap) push(s step) {
	*h = append(*h, s)
	steps := *h
	i := len(steps) - 1
	for i > 0 {
		up := (i - 1) / 4
		if !s.before(steps[up]) {
			break
		}
		steps[i] = steps[up]
		i = up
	}
	steps[i] = s
}

func (h *heap) pop() step {
	steps := *h
	top, last := steps[0], steps[len(steps)-1]
	*h = steps[:len(steps)-1]
	if len(*h) > 0 {
		h.sink(0, last)
	}
	h.shrink()
	return top
}

// shrink gives memory back once three quarters of it are idle.
func (h *heap) shrink() {
	if c := cap(*h); c > idleSteps && len(*h) < c/4 {
		*h = append(make([]step, 0, c/2), *h...)
	}
}

// order makes a heap of steps that stand in any order.
func (h heap) order() {
	for i := (len(h) - 2) / 4; i >= 0 && len(h) > 1; i-- {
		h.sink(i, h[i])
	}
}

// sink places s from node i downwards.
func (h heap) sink(i int, s step) {
	for n := len(h); ; {
		child := 4*i + 1
		if child >= n {
			break
		}
		least := child
		for c := child + 1; c < min(child+4, n); c++ {
			if h[c].before(h[least]) {
				least = c
			}
		}
		if !h[least].before(s) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = s
}
