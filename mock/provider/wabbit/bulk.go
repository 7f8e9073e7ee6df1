package wabbit

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/contract"
)

// The limits and the pace of bulk messages (wabbit 2.6).
const (
	bulkDirect = 1000
	bulkByTags = 10_000
	bulkPace   = 100 * time.Millisecond // ten a second
)

// bulk is what an inbox has sent to many.
type bulk struct {
	tasks    int
	elements []*bulkElement // oldest first
}

// bulkTask is one payload to many targets (wabbit 4.5).
type bulkTask struct {
	id         int
	recipients []object
	tags       []object
	payload    object
	sender     *user
	targets    []bulkTarget
	done       int
	at         int64
	base       string
}

type bulkTarget struct {
	waID string
	tag  string // that led to it; empty: named directly
}

type bulkTaskOut struct {
	ID         int      `json:"id"`
	Recipients []object `json:"recipients"`
	Tags       []object `json:"tags"`
	Payload    object   `json:"payload"`
	Sender     *userOut `json:"sender"`
	Total      int      `json:"total"`
	Done       int      `json:"done"`
	Timestamp  int64    `json:"timestamp"`
}

// bulkElement is one send of a task (wabbit 4.5).
type bulkElement struct {
	id       int
	task     *bulkTask
	waID     string
	response string
	status   int
	at       int64
}

type bulkElementOut struct {
	ID        int         `json:"id"`
	Task      bulkTaskOut `json:"task"`
	WaID      string      `json:"wa_id"`
	Response  string      `json:"response"`
	Status    int         `json:"status_code"`
	Timestamp int64       `json:"timestamp"`
}

func (b *inbox) taskOut(t *bulkTask, base string) bulkTaskOut {
	return bulkTaskOut{t.id, t.recipients, t.tags, t.payload, b.out(t.sender, base), len(t.targets), t.done, t.at}
}

func (b *inbox) elementOut(e *bulkElement, base string) bulkElementOut {
	return bulkElementOut{e.id, b.taskOut(e.task, base), e.waID, e.response, e.status, e.at}
}

type bulkIn struct {
	Body struct {
		Recipients []object `json:"recipients"`
		Tags       []object `json:"tags"`
		Payload    object   `json:"payload"`
	}
}

// createBulkMessage takes on a task (wabbit 2.6).
func (c *call) createBulkMessage(in bulkIn) (bulkTaskOut, error) {
	t := &bulkTask{
		recipients: in.Body.Recipients, tags: in.Body.Tags, payload: in.Body.Payload, sender: c.user, at: c.p.unix(), base: c.base,
	}
	if len(t.recipients) == 0 && len(t.tags) == 0 {
		return bulkTaskOut{}, general("Recipients or tags are required.")
	}
	if len(t.recipients) > bulkDirect {
		return bulkTaskOut{}, field("recipients", "Too many recipients.")
	}
	if t.recipients == nil {
		t.recipients = []object{}
	}
	if t.tags == nil {
		t.tags = []object{}
	}
	if err := c.aim(t); err != nil {
		return bulkTaskOut{}, err
	}
	c.bulk.tasks++
	t.id = c.bulk.tasks
	out := c.taskOut(t, c.base)
	c.plan(t)
	return out, nil
}

// aim finds the targets of a task, each once: those named, then the chats with the tags.
func (c *call) aim(t *bulkTask) error {
	seen := map[string]bool{}
	add := func(waID, tag string) {
		if !seen[waID] {
			seen[waID] = true
			t.targets = append(t.targets, bulkTarget{waID, tag})
		}
	}
	for _, r := range t.recipients {
		waID, ok := digitsOf(r.text("recipient"))
		if !ok {
			waID = r.text("recipient") // the single send says what is wrong with it
		}
		add(waID, "")
	}
	bad := fieldErrors{}
	byTags := map[string]bool{}
	for _, wanted := range t.tags {
		id := int(wanted.number("tag_id"))
		if c.tag(id) == nil {
			bad.add(noSuch(wanted.text("tag_id")), "tags")
			continue
		}
		for _, one := range c.sorted() {
			if tagged(one.tags, id) && c.user.reads(one) {
				byTags[one.waID] = true
				add(one.waID, wanted.text("tag_id"))
			}
		}
	}
	if len(byTags) > bulkByTags {
		bad.add("Too many recipients.", "tags")
	}
	return bad.orNil()
}

// plan lets the next target of a task have its turn.
func (b *inbox) plan(t *bulkTask) {
	if t.done < len(t.targets) {
		b.remind("bulk", bulkPace, due{task: t})
	}
}

// proceed sends to one target, exactly as a call of its own would, and tells the sender how far it is.
func (b *inbox) proceed(t *bulkTask) {
	target := t.targets[t.done]
	body := t.body(target)
	status, answered := http.StatusCreated, any(nil)
	if _, breach := single().Admit(contract.Request{ContentType: "application/json", Body: encode(body)}); breach != nil {
		p := breachProblem(breach)
		status, answered = p.Status, p.Body
	} else if sent, err := b.send(t.sender, body, t.base); err != nil {
		p, _ := answer(err)
		status, answered = p.Status, p.Body
	} else {
		status, answered = sent.Status(), sent
	}
	t.done++
	e := &bulkElement{len(b.bulk.elements) + 1, t, target.waID, string(encode(answered)), status, b.p.unix()}
	b.bulk.elements = append(b.bulk.elements, e)
	fields := func(v viewer) object {
		out := object{"bulk_message_tasks": []bulkTaskOut{b.taskOut(t, v.base)}}
		if status >= http.StatusBadRequest {
			out["bulk_message_task_elements"] = []bulkElementOut{b.elementOut(e, v.base)}
		}
		return out
	}
	b.publish(notice{name: "bulk_message_tasks", frame: fields, reader: func(u *user) bool { return u == t.sender }})
	b.plan(t)
}

// single is the operation that judges each message of a task.
var single = sync.OnceValue(func() *contract.Operation {
	doc, err := contract.Load(Name)
	if err != nil {
		panic(err) // the document is part of the product
	}
	return doc.Operation("createMessage")
})

// body is the message for one target: the payload with its number, and with its values in place of {{column}}.
func (t *bulkTask) body(target bulkTarget) object {
	body := maps.Clone(t.payload)
	delete(body, "recipients")
	delete(body, "format")
	for _, entry := range t.payload.items("format") {
		waID, _ := digitsOf(entry.text("wa_id"))
		if waID == target.waID || target.tag != "" && entry.text("tag") == target.tag {
			body = filled(body, entry.at("params"))
			break
		}
	}
	body["wa_id"] = target.waID
	return body
}

// filled replaces {{column}} in the texts of template parameters.
func filled(body, params object) object {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		pairs = append(pairs, "{{"+name+"}}", params.text(name))
	}
	replace := strings.NewReplacer(pairs...)
	var copied object
	if err := json.Unmarshal(encode(body), &copied); err != nil {
		return body
	}
	for _, part := range copied.at("template").items("components") {
		for _, p := range part.items("parameters") {
			if text, ok := p["text"].(string); ok {
				p["text"] = replace.Replace(text)
			}
		}
	}
	return copied
}

// listBulkElements lists the caller's single sends, newest first; admins see all (wabbit 2.6).
func (c *call) listBulkElements(in pageIn) (page[bulkElementOut], error) {
	var all []*bulkElement
	for _, e := range slices.Backward(c.bulk.elements) {
		if c.user.admin() || e.task.sender == c.user {
			all = append(all, e)
		}
	}
	return paged(c, in, all, func(e *bulkElement) bulkElementOut { return c.elementOut(e, c.base) }), nil
}
