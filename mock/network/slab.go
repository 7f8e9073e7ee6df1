package network

// slabBlock is how many values stand in one block of a slab.
const slabBlock = 512

// slab holds many values of one type in blocks that never move. A value is named by its place from 1, four bytes instead of
// a pointer of eight, and the collector sees a few blocks instead of a million objects. 0 names nothing.
type slab[T any] struct {
	blocks [][]T
	n      uint32
}

// add puts a value at the end and answers its place.
func (s *slab[T]) add(v T) uint32 {
	i := int(s.n)
	if i/slabBlock == len(s.blocks) {
		s.blocks = append(s.blocks, make([]T, 0, slabBlock))
	}
	b := &s.blocks[i/slabBlock]
	*b = append(*b, v)
	s.n++
	return s.n
}

// at is the value at a place from 1 to n.
func (s *slab[T]) at(place uint32) *T {
	i := int(place - 1)
	return &s.blocks[i/slabBlock][i%slabBlock]
}
