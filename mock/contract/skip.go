package contract

// skip goes over any value that is JSON.
func (w *walker) skip(at int) int {
	if at >= len(w.data) {
		return unsure
	}
	switch w.data[at] {
	case '"':
		return w.skipText(at)
	case '{':
		return w.skipObject(at)
	case '[':
		return w.skipList(at)
	case 't':
		return w.literal(at, "true")
	case 'f':
		return w.literal(at, "false")
	case 'n':
		return w.literal(at, "null")
	}
	end, simple := w.digits(at)
	if end >= 0 && !simple {
		if _, ok := w.float(at, end, false); !ok {
			return unsure
		}
	}
	return end
}

func (w *walker) skipText(at int) int {
	for at++; at < len(w.data); at++ {
		switch c := w.data[at]; {
		case c == '"':
			return at + 1
		case c < ' ':
			return unsure
		case c == '\\':
			_, next := w.escape(at)
			if next < 0 {
				return unsure
			}
			at = next - 1
		}
	}
	return unsure
}

func (w *walker) skipObject(at int) int {
	if w.depth++; w.depth > maxDepth {
		return unsure
	}
	var marks [8]uint64
	i := w.blanks(at + 1)
	if i < len(w.data) && w.data[i] == '}' {
		w.depth--
		return i + 1
	}
	for more := true; more; {
		name, value := w.name(i)
		if value < 0 || w.odd(&marks, name, false) {
			return unsure
		}
		end := w.skip(value)
		if end < 0 {
			return unsure
		}
		if i, more = w.after(end, '}'); i < 0 {
			return unsure
		}
	}
	w.depth--
	return i
}

func (w *walker) skipList(at int) int {
	if w.depth++; w.depth > maxDepth {
		return unsure
	}
	i := w.blanks(at + 1)
	if i < len(w.data) && w.data[i] == ']' {
		w.depth--
		return i + 1
	}
	for more := true; more; {
		end := w.skip(i)
		if end < 0 {
			return unsure
		}
		if i, more = w.after(end, ']'); i < 0 {
			return unsure
		}
	}
	w.depth--
	return i
}
