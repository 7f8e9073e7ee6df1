package tyntec

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// notificationEvent is the name under which the document has business notifications: their body has no event.
const notificationEvent = "BusinessNotification"

// notification is the body of a business notification (tyntec 3.8, 4.13).
type notification struct {
	ID      string `json:"eventId"`
	Channel string `json:"channel"`
	Entity  entity `json:"entity"`
	Change  change `json:"changedValue"`
}

// entity is what changed (tyntec OP-76).
type entity struct {
	Type     string `json:"type"`
	Name     string `json:"name,omitempty"`
	WABA     string `json:"waba"` // this API's id
	Language string `json:"language,omitempty"`
	Number   string `json:"phoneNumber,omitempty"`
}

type change struct {
	Property     string        `json:"property"`
	New          string        `json:"newValue"`
	Old          string        `json:"oldValue,omitempty"`
	Reason       string        `json:"reason,omitempty"`
	Restrictions []restriction `json:"restrictions,omitempty"`
}

type restriction struct {
	Type       string `json:"restrictionType"`
	Expiration string `json:"expiration,omitempty"`
}

// notices are the network's properties that are told, in this API's words (tyntec 3.8). A change that this API has no words for is
// none.
var notices = map[network.Kind]map[string]func(*Provider, network.Event) (entity, change, bool){
	network.TemplateChanged: {"status": (*Provider).templateStatusTold, "category": plainTold("category", templateCategory), "quality": plainTold("qualityScore", templateQuality)},
	network.SenderChanged: {
		"state": (*Provider).numberStatusTold, "restricted": (*Provider).numberStatusTold, "flagged": (*Provider).numberStatusTold,
		"quality": plainTold("qualityRating", numberQuality), "limit": plainTold("messagingLimit", sameWord), "nameStatus": plainTold("nameStatus", nameWord),
	},
	network.WABAChanged: {"ban": (*Provider).banTold, "restrictions": (*Provider).restrictionsTold},
}

func sameWord(word string) string { return word }

func templateQuality(word string) string { return score(word, nil).Score }

func numberQuality(word string) string { return quality(network.Sender{Quality: word}) }

func nameWord(word string) string {
	return nameStatus(network.Sender{NumberSettings: network.NumberSettings{NameStatus: word}})
}

// plainTold tells a change of one word into another.
func plainTold(property string, word func(string) string) func(*Provider, network.Event) (entity, change, bool) {
	return func(p *Provider, e network.Event) (entity, change, bool) {
		a := e.Altered
		out := change{Property: property, New: word(a.New), Old: word(a.Old), Reason: a.Why}
		return p.entityOf(e), out, out.New != out.Old
	}
}

// entityOf is what an event is about.
func (p *Provider) entityOf(e network.Event) entity {
	out := entity{Type: "whatsappBusinessAccount", WABA: p.wabaID(e.Altered.WABA)}
	switch e.Kind {
	case network.TemplateChanged:
		out.Type, out.Name, out.Language = "template", e.Altered.Name, e.Altered.Language
	case network.SenderChanged:
		out.Type, out.Number = "phoneNumber", e.Sender
	}
	return out
}

func (p *Provider) templateStatusTold(e network.Event) (entity, change, bool) {
	was, wasFor := templateStatus(network.TemplateStatus(e.Altered.Old), "")
	is, why := templateStatus(network.TemplateStatus(e.Altered.New), e.Altered.Why)
	same := was == is && (is != "REJECTED" || wasFor == why)
	return p.entityOf(e), change{Property: "status", New: is, Old: was, Reason: why}, !same
}

// numberStatusTold tells the state of a number, which several of the network's properties make.
func (p *Provider) numberStatusTold(e network.Event) (entity, change, bool) {
	s, err := p.net.Sender(network.WhatsApp, e.Sender)
	if err != nil {
		return entity{}, change{}, false
	}
	was := s
	switch e.Altered.Property {
	case "state":
		was.State = network.SenderState(e.Altered.Old)
	case "restricted":
		was.Restricted = e.Altered.Old == "true"
	case "flagged":
		was.Flagged = e.Altered.Old == "true"
	}
	out := change{Property: "status", New: numberStatus(s), Old: numberStatus(was), Reason: e.Altered.Why}
	return p.entityOf(e), out, out.New != out.Old
}

// banTold tells that a WABA is locked, or no longer.
func (p *Provider) banTold(e network.Event) (entity, change, bool) {
	word := func(ban string) string {
		if ban == "DISABLE" {
			return "DISABLED"
		}
		return "ACTIVE"
	}
	out := change{Property: "accountStatus", New: word(e.Altered.New), Old: word(e.Altered.Old), Reason: e.Altered.Why}
	return p.entityOf(e), out, out.New != out.Old
}

// restrictionsTold tells what a WABA may no longer do, or again.
func (p *Provider) restrictionsTold(e network.Event) (entity, change, bool) {
	word := func(text string) string {
		if text == "" {
			return "ACTIVE"
		}
		return "RESTRICTED"
	}
	out := change{Property: "accountStatus", New: word(e.Altered.New), Old: word(e.Altered.Old), Reason: e.Altered.Why}
	for entry := range strings.SplitSeq(strings.TrimSuffix(e.Altered.New, ";"), ";") {
		if kind, until, _ := strings.Cut(entry, " until "); kind != "" {
			out.Restrictions = append(out.Restrictions, restriction{kind, until})
		}
	}
	return p.entityOf(e), out, true
}

// notified tells a change to the account, in every version of the events (tyntec 3.8).
func (p *Provider) notified(e network.Event) []webhook.Callback {
	if e.Altered == nil {
		return nil
	}
	tell := notices[e.Kind][e.Altered.Property]
	c, known := p.accountLevel(e.Account)
	if tell == nil || !known {
		return nil
	}
	about, what, told := tell(p, e)
	if !told {
		return nil
	}
	body := notification{eventID(e), network.WhatsApp.String(), about, what}
	all := post(c, e, notificationEvent, c.BusinessNotificationURL, retryStatus, body)
	for i := range all {
		all[i].Order = fmt.Sprint(about, all[i].URL)
	}
	return all
}

// accountLevel are the callback settings of the account alone.
func (p *Provider) accountLevel(id string) (Callback, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	if a == nil {
		return Callback{}, false
	}
	return a.callback, true
}

// eventID is a UUID that belongs to one event of the log.
func eventID(e network.Event) string {
	return uuidOf(fmt.Sprintf("%d %s %s %s", e.N, e.At, e.Account, e.Kind))
}

// told are the kinds of events that notified looks at.
func told(k network.Kind) bool {
	return slices.Contains([]network.Kind{network.TemplateChanged, network.SenderChanged, network.WABAChanged}, k)
}
