package network

import "slices"

// PutHandset makes a person or replaces all that is said of one. Who comes back online gets what waited. It reports whether the
// person is new.
func (n *Network) PutHandset(v Handset) (made bool) {
	_ = n.do(func(t *tx) error {
		place, known := t.touch(v.Number)
		if !known {
			place = n.people.add(handset{})
			n.numbers[v.Number] = place
		}
		t.setHandset(place, v)
		made = !known
		return nil
	})
	return made
}

// ChangeHandset changes one person under the lock: f gets the present value and answers the new one.
func (n *Network) ChangeHandset(number string, f func(Handset) Handset) error {
	return n.do(func(t *tx) error {
		place, known := t.touch(number)
		if !known {
			return ErrHandsetUnknown
		}
		v := f(n.people.at(place).value())
		v.Number = number
		t.setHandset(place, v)
		return nil
	})
}

// setHandset makes a person what a Handset says. Whoever can be reached again gets what waited.
func (t *tx) setHandset(place uint32, v Handset) {
	h := t.n.people.at(place)
	before := h.flags & cutOff
	t.moveIn(place)
	h.fill(v)
	t.append(Event{Kind: HandsetChanged, Number: v.Number})
	if before&^h.flags != 0 {
		t.backlog(place)
		t.ringBack(v.Number)
	}
	if before != h.flags&cutOff {
		t.appeared(place)
	}
}

// DeleteHandset takes a person out of the world: the number is unassigned from then on. Chats stay for the businesses.
func (n *Network) DeleteHandset(number string) error {
	return n.do(func(t *tx) error {
		place, known := t.touch(number)
		if !known || n.person(number) == nil {
			return ErrHandsetUnknown
		}
		t.leftApp(place)
		t.vacate(place)
		t.append(Event{Kind: HandsetChanged, Number: number, Text: "deleted"})
		return nil
	})
}

// Handset answers one person.
func (n *Network) Handset(number string) (v Handset, err error) {
	err = ErrHandsetUnknown
	n.ask(func() {
		if h := n.person(number); h != nil {
			v, err = h.value(), nil
		}
	})
	return v, err
}

// Handsets answers up to limit people with numbers above after, by number.
func (n *Network) Handsets(after string, limit int) (all []Handset) {
	n.ask(func() {
		var numbers []string
		for number := range n.numbers {
			if number > after && n.person(number) != nil {
				numbers = append(numbers, number)
			}
		}
		numbers = append(numbers, n.untouched(after, limit)...)
		slices.Sort(numbers)
		for _, number := range numbers[:min(limit, len(numbers))] {
			all = append(all, n.person(number).value())
		}
	})
	return all
}

// person is a handset that is somebody's; nil for unassigned numbers.
func (n *Network) person(number string) *handset {
	h := n.face(number)
	if h == nil || h.is(flagNobody) && h.apps == 0 || h.more != nil && h.more.group != nil {
		return nil
	}
	return h
}

// face is what is known of a number: kept, or as a population makes it, which is not kept. nil: nobody ever had it.
func (n *Network) face(number string) *handset {
	if place, known := n.numbers[number]; known {
		return n.people.at(place)
	}
	if c := n.crowdOf(number); c != nil {
		h := n.born(c, number)
		return &h
	}
	return nil
}

// person is the same for whoever changes it: kept from then on.
func (t *tx) person(number string) *handset {
	t.touch(number)
	return t.n.person(number)
}

// touch is the place of a number's handset. One of a population is kept from then on; false when nobody ever had the number.
func (t *tx) touch(number string) (place uint32, known bool) {
	if place, known = t.n.numbers[number]; known {
		return place, true
	}
	if c := t.n.crowdOf(number); c != nil {
		return t.n.keep(t.n.born(c, number)), true
	}
	return 0, false
}

// keep gives a handset its place.
func (n *Network) keep(h handset) uint32 {
	place := n.people.add(h)
	n.numbers[h.number] = place
	return place
}

// someone is the place of a number's handset, made as unassigned when nobody has it: a business can write to any number.
func (t *tx) someone(number string) uint32 {
	if place, known := t.touch(number); known {
		return place
	}
	place := t.n.people.add(handset{})
	v := Handset{Number: number, Line: "unassigned"}
	if isMagic(number) {
		v = Handset{Number: number, Name: "Magic", Apps: []Channel{WhatsApp, SMS, Viber}}
	}
	t.n.people.at(place).fill(v)
	t.n.numbers[number] = place
	return place
}
