package journal

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// Filter chooses entries. Zero members choose all.
type Filter struct {
	Kind                          Kind
	Provider, OperationID, Number string
	Status                        string // "404", or a class as "4xx"
	Violation                     *bool  // true: only entries with breaches; false: only those without
	After                         uint64
	Limit                         int // 0: 100
}

const defaultLimit = 100

// noCall stands for what events lack.
var noCall traffic

func (f *Filter) matches(e *entry) bool {
	c := e.call
	if c == nil {
		c = &noCall
	}
	return e.id > f.After && is(f.Kind, e.kind()) && is(f.Provider, e.provider) && is(f.OperationID, c.operation) &&
		is(f.Number, e.number) && f.status(c.status) && (f.Violation == nil || *f.Violation == (len(c.violations) > 0))
}

// status compares with a status or a class.
func (f *Filter) status(have int) bool {
	if f.Status == "" {
		return true
	}
	text := strconv.Itoa(have)
	return f.Status == text || len(text) == 3 && f.Status == text[:1]+"xx"
}

// Entry answers one entry by its id.
func (j *Journal) Entry(id uint64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if e := j.at(id); e != nil {
		return e.copy(j.secrets), true
	}
	return Entry{}, false
}

// Entries answers the entries that a filter chooses, oldest first, and the id to go on after.
func (j *Journal) Entries(f Filter) (found []Entry, next uint64) {
	if f.Limit == 0 {
		f.Limit = defaultLimit
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	next = f.After
	for id := max(f.After+1, j.oldest()); id <= j.last && len(found) < f.Limit; id++ {
		next = id
		if e := j.at(id); f.matches(e) {
			found = append(found, e.copy(j.secrets))
		}
	}
	return found, next
}

// waiter is somebody who waits for entries.
type waiter struct {
	filter Filter
	count  int
	found  []*entry
	full   chan struct{} // closed when there are enough
	ended  bool
}

func (w *waiter) end() {
	if !w.ended {
		w.ended = true
		close(w.full)
	}
}

// offer gives a waiter an entry. Exchanges count once they are answered.
func (w *waiter) offer(e *entry) {
	open := e.call != nil && e.call.exchange != nil && e.call.exchange.Open
	if w.ended || open || !w.filter.matches(e) || slices.Contains(w.found, e) {
		return
	}
	w.found = append(w.found, e)
	if len(w.found) >= w.count {
		w.end()
	}
}

// notify tells all waiters of an entry that is new or complete now. It holds mu.
func (j *Journal) notify(e *entry) {
	for _, w := range j.waiters {
		w.offer(e)
	}
}

// Wait answers as soon as count entries match, those that are there already included; when the context or the journal ends first,
// it answers what there is.
func (j *Journal) Wait(ctx context.Context, f Filter, count int) []Entry {
	w := &waiter{filter: f, count: max(count, 1), full: make(chan struct{})}
	j.mu.Lock()
	for id := max(f.After+1, j.oldest()); id <= j.last && !w.ended; id++ {
		w.offer(j.at(id))
	}
	if j.closed {
		w.end()
	}
	j.waiters = append(j.waiters, w)
	j.mu.Unlock()
	select {
	case <-w.full:
	case <-ctx.Done():
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.waiters = slices.DeleteFunc(j.waiters, func(o *waiter) bool { return o == w })
	slices.SortFunc(w.found, func(a, b *entry) int { return cmp.Compare(a.id, b.id) })
	entries := make([]Entry, len(w.found))
	for i, e := range w.found {
		entries[i] = e.copy(j.secrets)
	}
	return entries
}
