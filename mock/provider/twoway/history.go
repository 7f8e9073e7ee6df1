package twoway

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones are known on every machine

	"github.com/mynah-sim/mynah/mock/network"
)

// exportTakes is how long an export takes (twoway 5.8).
const exportTakes = 2 * time.Second

// export is a file with messages, made at once and ready later.
type export struct {
	team   *team
	status string // executing, success, error
	file   []byte
	ended  time.Time
}

type historyIn struct {
	TimeZone string   `query:"timeZone"`
	ChatID   []string `query:"chatId"`
}

type historyStarted struct {
	RequestID string `json:"requestId"`
}

// getChatHistory starts an export: its content is what there is now (twoway 2.3).
func getChatHistory(t *tx, who *caller, in historyIn) (historyStarted, error) {
	zone := in.TimeZone
	if zone == "" {
		zone = "UTC"
	}
	place, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return historyStarted{}, errTimeZone
	}
	id := uuidOf(t.p.chance.draw("exports"))
	t.p.exports[id] = &export{team: who.team, status: "executing", file: t.historyFile(who.team, in.ChatID, place)}
	t.after(exportTakes, "export "+id, "export", nil, id)
	return historyStarted{id}, nil
}

// exported is the end of an export: a fault can make it fail.
func (t *tx) exported(id string) {
	e := t.p.exports[id]
	e.status, e.ended = "success", t.now
	if t.p.settings.failExports || t.jobFails("chat_export", e.team.owner) != "" {
		e.status, e.file = "error", nil
	}
}

// jobFails is the text with which a job of an account of the network fails; empty when it does not (network 7.2 F64).
func (t *tx) jobFails(job, owner string) string {
	for _, e := range t.p.net.CarriageFault(network.WorkCall{Work: network.Job, Job: job, Provider: Name, Account: owner}) {
		if fails, ok := e.Act.(network.JobFails); ok {
			return cmp.Or(fails.Text, "Job failed")
		}
	}
	return ""
}

// historyHead is the first row of an export.
var historyHead = []string{
	"accountId", "chatId", "contactName", "phoneNumber", "messageId", "fromMe", "senderContactId", "status", "timestamp", "text",
	"attachmentTypes",
}

// historyFile writes the messages of some chats, or of all: chats by id, messages oldest first.
func (t *tx) historyFile(team *team, ids []string, place *time.Location) []byte {
	var chats []*chat
	for _, c := range t.allContacts(team) {
		wanted := len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return c.account.contactID(id) == c.id })
		if c.chat != nil && wanted {
			chats = append(chats, c.chat)
		}
	}
	slices.SortStableFunc(chats, func(a, b *chat) int { return strings.Compare(a.contact.id, b.contact.id) })
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	_ = w.Write(historyHead) // a buffer takes everything
	for _, c := range chats {
		messages := slices.Clone(c.messages)
		slices.SortFunc(messages, func(a, b *message) int { return newestFirst(b, a) })
		for _, m := range messages {
			_ = w.Write(m.row(place))
		}
	}
	w.Flush()
	return buf.Bytes()
}

// row is a message in an export.
func (m *message) row(place *time.Location) []string {
	var types []string
	for _, a := range m.Attachments {
		types = append(types, a.Type)
	}
	c := m.chat.contact
	name := orEmpty(c.name)
	if c.name == nil && len(c.platformNames) > 0 {
		name = c.platformNames[0]
	}
	return []string{
		c.account.id, c.id, name, orEmpty(c.phone), m.id, strconv.FormatBool(m.fromMe), m.sender, m.status,
		m.at.In(place).Format(time.DateTime), orEmpty(m.Text), strings.Join(types, ";"),
	}
}

type requestIn struct {
	RequestID string `path:"requestId"`
}

type historyStatus struct {
	URL    string `json:"url,omitempty"`
	Status string `json:"status"`
}

// pollChatHistory tells whether an export is ready (twoway 2.3).
func pollChatHistory(t *tx, who *caller, in requestIn) (historyStatus, error) {
	e := t.p.exports[in.RequestID]
	if e == nil || e.team != who.team {
		return historyStatus{}, errRequest
	}
	out := historyStatus{Status: e.status}
	if e.status == "success" {
		out.URL = t.p.public() + exportRoute + in.RequestID + ".csv"
	}
	return out, nil
}
