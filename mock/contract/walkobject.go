package contract

// object judges the members one by one.
func (w *walker) object(o *objectRule, at int) int {
	if w.depth++; w.depth > maxDepth {
		return unsure
	}
	m := members{rule: o}
	i := w.blanks(at + 1)
	if i < len(w.data) && w.data[i] == '}' {
		i++
	} else {
		for more := true; more; {
			end := w.member(&m, i)
			if end < 0 {
				w.depth--
				return end
			}
			if i, more = w.after(end, '}'); i < 0 {
				return unsure
			}
		}
	}
	w.depth--
	return m.complete(i)
}

// members is what was seen of an object.
type members struct {
	rule  *objectRule
	seen  bits // that stand in the text
	have  bits // that count
	count int
	marks [8]uint64 // of unknown names
}

// counted says that the number of members matters.
func (o *objectRule) counted() bool { return o.least > 0 || o.most >= 0 }

func (m *members) complete(end int) int {
	o := m.rule
	switch {
	case !m.have.holds(&o.required):
		return refused
	case m.count < o.least || o.most >= 0 && m.count > o.most:
		return refused
	}
	return end
}

func (w *walker) member(m *members, at int) int {
	name, value := w.name(at)
	if value < 0 || value >= len(w.data) {
		return unsure
	}
	i := m.rule.names.find(name)
	if i >= 0 {
		if m.seen.has(i) || m.rule.twice.has(i) {
			return unsure
		}
		m.seen.set(i)
	} else if w.odd(&m.marks, name, m.rule.counted()) {
		return unsure
	}
	switch c := w.data[value]; {
	case c == 'n' && w.nullIsAbsent:
		switch {
		case w.spelling == nil || !w.spelling.nullable[string(name)]:
			return w.literal(value, "null")
		case i < 0 || m.rule.members[i] == nil || !m.rule.members[i].null:
			return unsure
		} // else it has a meaning here, and counts
	case c == '"' && w.emptyIsAbsent && value+1 < len(w.data) && w.data[value+1] == '"':
		return unsure
	}
	m.count++
	if i >= 0 {
		m.have.set(i)
		return w.value(m.rule.members[i], value)
	}
	if m.rule.closed {
		return refused
	}
	return w.value(m.rule.other, value)
}

// odd says whether an unknown member leaves doubt: it may stand twice where that matters, or Go may take it for a
// documented one.
func (w *walker) odd(marks *[8]uint64, name []byte, counted bool) bool {
	if w.spelling == nil {
		return (counted || w.strict > 0) && mark(marks, name)
	}
	return mark(marks, name) || w.spelling.resembles(name) && !w.spelling.exact[string(name)]
}

// mark enters a name into a set and says whether it, or one with the same hash, was there.
func mark(marks *[8]uint64, name []byte) bool {
	h := uint32(2166136261)
	for _, c := range name {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 16
	at, bit := &marks[h>>6&7], uint64(1)<<(h&63)
	was := *at&bit != 0
	*at |= bit
	return was
}
