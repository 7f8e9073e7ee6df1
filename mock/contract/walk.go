package contract

import "bytes"

// walker goes once over raw JSON along a plan. Positions are offsets in data; a negative one is refused or unsure.
type walker struct {
	*side
	data    []byte
	scratch []byte   // of texts without their escapes
	members []Member // of objects that are being read (reader)
	items   []any    // of lists that are being read
	made    slabs    // of the text that is being read
	depth   int
	strict  int // > 0: a refusal must be certain, therefore no member may stand twice
}

// value judges what begins at a position and answers where it ends.
func (w *walker) value(n *node, at int) int {
	if n == nil {
		return w.skip(at)
	}
	if n.unsure || at >= len(w.data) {
		return unsure
	}
	if n.choice != nil && w.data[at] == '{' {
		return w.choose(n, at)
	}
	end := 0
	if !n.bare {
		end = w.own(n, at)
	} else if w.data[at] == 'n' {
		return w.null(n, at)
	}
	for i := range n.unions {
		if end < 0 || w.data[at] == 'n' {
			return end
		}
		if verdict := w.union(&n.unions[i], at); verdict < 0 || n.bare {
			return verdict
		}
	}
	return end
}

// own judges by everything but the unions.
func (w *walker) own(n *node, at int) int {
	switch c := w.data[at]; c {
	case '"':
		if n.kinds&isText == 0 {
			return refused
		}
		return w.text(n, at)
	case '{':
		switch {
		case n.kinds&isObject == 0:
			return refused
		case n.object == nil:
			return w.skip(at)
		}
		return w.object(n.object, at)
	case '[':
		switch {
		case n.kinds&isList == 0:
			return refused
		case n.list == nil:
			return w.skip(at)
		}
		return w.list(n.list, at)
	case 't', 'f':
		return w.truth(n, at)
	case 'n':
		return w.null(n, at)
	default:
		return w.number(n, at)
	}
}

// null was decided when the plan was made: whether it passes depends on no other value.
func (w *walker) null(n *node, at int) int {
	if end := w.literal(at, "null"); end < 0 || n.null {
		return end
	}
	return refused
}

func (w *walker) truth(n *node, at int) int {
	word, which := "false", 0
	if w.data[at] == 't' {
		word, which = "true", 1
	}
	end := w.literal(at, word)
	if end >= 0 && (n.kinds&isTruth == 0 || !n.plain && !n.truth[which]) {
		return refused
	}
	return end
}

func (w *walker) literal(at int, word string) int {
	if len(w.data)-at < len(word) || string(w.data[at:at+len(word)]) != word {
		return unsure
	}
	return at + len(word)
}

// union tries the branches and answers where the value ends. Where exactly one must accept, the others must certainly
// refuse.
func (w *walker) union(u *union, at int) int {
	depth, accepted, where, doubtful := w.depth, 0, 0, false
	if u.one {
		w.strict++
		defer func() { w.strict-- }()
	}
	for _, branch := range u.branches {
		w.depth = depth
		switch end := w.value(branch, at); {
		case end >= 0 && !u.one:
			return end
		case end >= 0:
			accepted, where = accepted+1, end
		case end == unsure:
			doubtful = true
		}
	}
	w.depth = depth
	switch {
	case doubtful:
		return unsure
	case accepted == 1:
		return where
	}
	return refused
}

// choose looks for the discriminator and lets its branch judge the object. A branch knows the discriminator, and so finds out
// when it stands twice.
func (w *walker) choose(n *node, at int) int {
	i := w.blanks(at + 1)
	for i < len(w.data) && w.data[i] == '"' {
		name, after := w.name(i)
		if after < 0 {
			return unsure
		}
		if string(name) == n.choice.property {
			return w.chosen(n, at, after)
		}
		if i = w.skip(after); i < 0 {
			return unsure
		}
		if i = w.blanks(i); i < len(w.data) && w.data[i] == ',' {
			i = w.blanks(i + 1)
		}
	}
	return refused
}

func (w *walker) chosen(n *node, at, value int) int {
	if value >= len(w.data) || w.data[value] != '"' {
		return unsure
	}
	text, end := w.scan(value)
	if end < 0 {
		return unsure
	}
	if branch := n.choice.branches[string(text)]; branch != nil {
		return w.value(branch, at)
	}
	return refused
}

func (w *walker) list(l *listRule, at int) int {
	if w.depth++; w.depth > maxDepth {
		return unsure
	}
	var seen items
	count, i := 0, w.blanks(at+1)
	if i < len(w.data) && w.data[i] == ']' {
		i++
	} else {
		for more := true; more; {
			end := w.value(l.item, i)
			if end < 0 {
				w.depth--
				return end
			}
			count++
			if l.unique {
				if verdict := seen.add(w.data[i:end]); verdict < 0 {
					w.depth--
					return verdict
				}
			}
			if i, more = w.after(end, ']'); i < 0 {
				return unsure
			}
		}
	}
	w.depth--
	if count < l.least || l.most >= 0 && count > l.most {
		return refused
	}
	return i
}

// items are those of a list in which none may stand twice.
type items struct {
	texts [32][]byte
	count int
}

// add compares an item with those before it. Only what is written the same way can be told apart by its bytes: texts
// without escapes, and small integers.
func (s *items) add(text []byte) (verdict int) {
	if s.count == len(s.texts) || !distinct(text) {
		return unsure
	}
	for _, other := range s.texts[:s.count] {
		if string(other) == string(text) {
			return refused
		}
	}
	s.texts[s.count] = text
	s.count++
	return 0
}

func distinct(text []byte) bool {
	if text[0] == '"' {
		return bytes.IndexByte(text, '\\') < 0
	}
	return len(text) < 16 && bytes.Trim(text, "0123456789") == nil
}

// after reads what follows an item or a member: a comma, and more is true, or the end.
func (w *walker) after(at int, closing byte) (next int, more bool) {
	at = w.blanks(at)
	if at >= len(w.data) {
		return unsure, false
	}
	switch w.data[at] {
	case ',':
		return w.blanks(at + 1), true
	case closing:
		return at + 1, false
	}
	return unsure, false
}
