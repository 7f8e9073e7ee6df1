package journal

import (
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// eventEntry is an entry with its event beside it.
type eventEntry struct {
	entry
	detail network.Event
}

// take enters a batch of events: one allocation for all.
func (j *Journal) take(events []network.Event) {
	for i := range events {
		if events[i].Kind == network.AccountChanged {
			j.learnLabels()
			break
		}
	}
	batch := make([]eventEntry, len(events))
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range events {
		j.enter(&batch[i], &events[i])
	}
	j.pass(events[len(events)-1].N)
}

// enter places one event and says what caused it. It holds mu.
func (j *Journal) enter(x *eventEntry, e *network.Event) {
	x.detail = *e
	x.event, x.number, x.provider = &x.detail, e.Number, j.labels[e.Account]
	j.place(&x.entry)
	if by := j.causer(e); by != nil {
		x.cause = by.id
		by.causes = append(by.causes, x.id)
		if by.number == "" && e.Number != "" {
			by.number = e.Number
			j.notify(&by.entry)
		}
	}
	j.notify(&x.entry)
}

// passed says that everything up to a number has been read.
func (j *Journal) passed(number uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.pass(number)
}

// pass says the same holding mu: finished exchanges that end there cause nothing more.
func (j *Journal) pass(number uint64) {
	j.seen = max(j.seen, number)
	j.live = slices.DeleteFunc(j.live, func(x *Recording) bool { return !x.detail.Open && x.made.position <= j.seen })
	j.grown.Broadcast()
}

// learnLabels notes whose accounts there are. Those that are gone stay known by their events.
func (j *Journal) learnLabels() {
	accounts := j.net.Accounts()
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, a := range accounts {
		j.labels[a.ID] = a.Label
	}
}
