package contract

// names finds the numbers of an object's documented members. Where it can, it uses a table in which no two names
// collide, else a map.
type names struct {
	slots []slot // a power of two
	spice uint32
	many  map[string]int
}

type slot struct {
	name   string
	number int // -1: free
}

// newNames numbers the names in their order.
func newNames(all []string) names {
	for size := 1; size <= 8*len(all)+8; size *= 2 {
		for spice := uint32(1); spice < 64; spice++ {
			if n := (names{slots: make([]slot, size), spice: spice*2 + 1}); size >= len(all) && n.fill(all) {
				return n
			}
		}
	}
	n := names{many: map[string]int{}}
	for i, name := range all {
		n.many[name] = i
	}
	return n
}

func (n *names) fill(all []string) bool {
	for i := range n.slots {
		n.slots[i].number = -1
	}
	for i, name := range all {
		at := &n.slots[n.hash([]byte(name))]
		if at.number >= 0 {
			return false
		}
		*at = slot{name, i}
	}
	return true
}

// hash looks at the length and at three characters.
func (n *names) hash(name []byte) uint32 {
	h := uint32(len(name))
	if h > 0 {
		h = h*31 + uint32(name[0])
		h = h*31 + uint32(name[len(name)/2])
		h = h*31 + uint32(name[len(name)-1])
	}
	h *= n.spice * 2654435761
	return (h >> 15) & uint32(len(n.slots)-1)
}

// find is the number of a name, -1 when it is not documented.
func (n *names) find(name []byte) int {
	if n.many != nil {
		if i, ok := n.many[string(name)]; ok {
			return i
		}
		return -1
	}
	if at := &n.slots[n.hash(name)]; at.number >= 0 && at.name == string(name) {
		return at.number
	}
	return -1
}
