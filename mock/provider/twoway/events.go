package twoway

import (
	"bytes"
	"encoding/json"
	"slices"
)

// told is one element of a delivery: what happened to one object.
type told struct {
	event    string
	team     *team
	owner    string // account of the network
	account  string // id of the account; empty: of none, such events pass every filter
	assignee string // of the contact that it is about
	personal bool   // about a contact: narrowed callers see only what is assigned to them
	data     json.RawMessage
}

// encode writes plain data as JSON without escaping HTML.
func encode(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // plain data: it cannot fail
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

// of notes the contact that an event is about.
func (e *told) of(c *contact) { e.personal, e.assignee = true, c.assignee }

func (t *tx) tell(event string, team *team, account string, data any) *told {
	t.told = append(t.told, told{event: event, team: team, owner: team.owner, account: account, data: encode(data)})
	return &t.told[len(t.told)-1]
}

// embedded are the objects that events do not repeat (twoway 3.1).
var embedded = []string{"user", "contact", "messages", "presences", "chat", "categories"}

// membersOf are the members of an object as answers show them.
func membersOf(view any) map[string]json.RawMessage {
	var all map[string]json.RawMessage
	_ = json.Unmarshal(encode(view), &all) // it was written a moment ago
	return all
}

// insert tells of a new object: whole, without what is embedded in it.
func (t *tx) insert(event string, a *account, view any) *told {
	all := membersOf(view)
	for _, name := range embedded {
		delete(all, name)
	}
	return t.tell(event, a.team, a.id, all)
}

// update tells which members of an object have changed; those without a value are null (twoway 3.1).
func (t *tx) update(event string, a *account, view any, ids []string, members ...string) *told {
	return t.tell(event, a.team, a.id, some(view, slices.Concat(ids, members)))
}

// remove tells that an object is gone.
func (t *tx) remove(event string, a *account, view any, ids ...string) *told {
	return t.tell(event, a.team, a.id, some(view, ids))
}

// some are the named members of an object.
func some(view any, names []string) map[string]json.RawMessage {
	all, out := membersOf(view), map[string]json.RawMessage{}
	for _, name := range names {
		value, ok := all[name]
		if !ok {
			value = json.RawMessage("null")
		}
		out[name] = value
	}
	return out
}

// mostElements is how many objects one delivery carries (twoway 3.1).
const mostElements = 500

// batches puts neighbours of one event and one team together.
func batches(all []told) (out [][]told) {
	for _, e := range all {
		last := len(out) - 1
		if last >= 0 && out[last][0].event == e.event && out[last][0].team == e.team && len(out[last]) < mostElements {
			out[last] = append(out[last], e)
			continue
		}
		out = append(out, []told{e})
	}
	return out
}

// delivery is the body of a webhook and of a frame (twoway 3.1).
type delivery struct {
	Event string            `json:"event"`
	Data  []json.RawMessage `json:"data"`
}

// bodyFor is what a subscriber gets of a batch; nil when nothing is for it.
func bodyFor(batch []told, wanted func(told) bool) []byte {
	out := delivery{Event: batch[0].event}
	for _, e := range batch {
		if wanted(e) {
			out.Data = append(out.Data, e.data)
		}
	}
	if len(out.Data) == 0 {
		return nil
	}
	return encode(out)
}
