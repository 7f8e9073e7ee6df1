package network

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// town is a world with an api sender that takes calls, a linked sender with its phone, and four people. The group ids and invites that
// are drawn in it are named in the transcripts.
func town(t testing.TB) *Network {
	t.Helper()
	everything := []Channel{WhatsApp, SMS, Viber}
	n, err := New(Config{
		Seed: 1,
		Accounts: []Account{
			{ID: "shop", Label: "x"},
			{ID: "team", Label: "y", Options: AccountOptions{PassEdit: true, PassRevoke: true}},
		},
		WABAs: []WABA{{ID: "w1"}},
		Senders: []Sender{
			{ID: "49100", Channel: WhatsApp, Account: "shop", WABA: "w1", Name: "Shop"},
			{ID: "49200", Channel: SMS, Account: "shop"},
			{ID: "71045", Channel: Viber, Account: "shop"},
			{ID: "49300", Channel: WhatsApp, Account: "team", Kind: "linked", Name: "Team"},
		},
		Handsets: []Handset{
			{Number: "491700000001", Name: "Ana", Apps: everything},
			{Number: "491700000002", Name: "Ben", Apps: everything},
			{Number: "6591112222", Name: "Mei", Apps: everything},
			{Number: "491700000005", Name: "Lena", Apps: everything, Off: true},
			{Number: "49300", Name: "Team phone", Apps: everything},
		},
		Templates: []Template{
			{WABA: "w1", Name: "order_update", Language: "en", Category: "UTILITY", Status: "APPROVED", Body: "Order {{1}} is {{2}}"},
			{WABA: "w1", Name: "promo", Language: "en", Category: "MARKETING", Status: "APPROVED", Body: "Hello {{1}}"},
		},
	})
	require.NoError(t, err)
	return n
}

// peopleVerbs are the commands of groups, calls, linked phones and changes.
func (s *session) peopleVerbs() map[string]func(*datadriven.TestData) error {
	return map[string]func(*datadriven.TestData) error{
		"group": s.group, "show-group": s.showGroup, "phone": s.phone, "edit-message": s.editMessage, "cancel": s.cancel, "call": s.call,
		"act": s.act, "permit": s.permit, "consent": s.consent, "offer": s.offer, "scan": s.scan, "unlink": s.unlink, "vote": s.vote,
		"play": s.play, "change": s.change, "presence": s.presence, "type": s.typeIt, "check": s.check, "on-whatsapp": s.onWhatsApp, "condition": s.condition,
		"identity": s.identity, "share": s.share, "sync": s.sync, "welcome": s.welcome, "mark-newest": s.markNewest, "history": s.history,
		"bar": s.bar, "stop-marketing": s.stopMarketing, "calling": s.calling, "free-entry": s.freeEntry,
	}
}

// numberOf is the number behind a short name: of people, of the senders shop and team, and of the groups that were named.
func (s *session) numberOf(name string) string {
	switch {
	case name == "shop":
		return "49100"
	case name == "team":
		return "49300"
	case s.groups[name] != "":
		return s.groups[name]
	}
	if known := shortNumbers[name]; known != "" {
		return known
	}
	return name
}

func (s *session) numbers(d *datadriven.TestData, key string) (all []string) {
	for _, name := range strings.Split(s.text(d, key), "|") {
		if name != "" {
			all = append(all, s.numberOf(name))
		}
	}
	return all
}

// group: act=create by=ana as=g text=Friends numbers=ben|mei; by=shop and by=team act as businesses.
func (s *session) group(d *datadriven.TestData) error {
	by := s.text(d, "by")
	act := GroupAct{
		Act: GroupVerb(s.text(d, "act")), By: s.numberOf(by), Group: s.groups[s.text(d, "of")], Text: s.text(d, "text"),
		On: !d.HasArg("off"), Numbers: s.numbers(d, "numbers"),
	}
	if by == "shop" || by == "team" {
		act.Account = by
	}
	if name := s.text(d, "invite"); name != "" {
		act.Invite = "https://chat.example/" + s.invites[name]
	}
	g, err := s.n.ActOnGroup(act)
	if name := s.text(d, "as"); name != "" {
		if act.Act == GroupCreate {
			s.groups[name] = g.ID
		}
		s.invites[name] = g.Invite
	}
	return err
}

func (s *session) showGroup(d *datadriven.TestData) error {
	g, err := s.n.Group(s.groups[s.text(d, "of")])
	if err != nil {
		return err
	}
	s.say("%q %q announce=%v restrict=%v", g.Name, g.About, g.Announce, g.Restrict)
	for _, m := range g.Members {
		s.say("%s %s", m.Number, []string{"member", "admin", "owner"}[m.Rank])
	}
	for _, number := range g.Invited {
		s.say("%s invited", number)
	}
	return nil
}

// phone lists what a person sees.
func (s *session) phone(d *datadriven.TestData) error {
	chats, err := s.n.Screen(s.number(d, "of"))
	for _, c := range chats {
		s.say("%s %s %q", c.Channel, s.short(c.Sender), c.Name)
		for _, m := range c.Messages {
			way := map[bool]string{true: "<", false: ">"}[m.In]
			line := fmt.Sprintf("  %s %s %q %s", way, m.Content.Kind(), m.Content.Words(), m.State)
			for _, extra := range []string{s.short(m.Author), m.Reaction, map[bool]string{true: "edited"}[m.Edited]} {
				if extra != "" {
					line += " " + extra
				}
			}
			s.say("%s", line)
		}
	}
	return err
}

func (s *session) editMessage(d *datadriven.TestData) error {
	id, text := s.kept[s.text(d, "message")], s.text(d, "text")
	if by := s.text(d, "by"); by == "shop" || by == "team" {
		if d.HasArg("revoke") {
			return s.n.RevokeSent(by, id)
		}
		return s.n.EditSent(by, id, text)
	}
	return s.n.Edit(s.number(d, "by"), id, text)
}

func (s *session) cancel(d *datadriven.TestData) error {
	return s.n.Cancel(s.text(d, "by"), s.kept[s.text(d, "message")])
}

func (s *session) call(d *datadriven.TestData) (err error) {
	by, as := s.text(d, "by"), s.text(d, "as")
	if by == "shop" {
		s.kept[as], err = s.n.CallPerson(by, "49100", s.number(d, "to"), "offer", "")
		return err
	}
	s.kept[as], err = s.n.CallBusiness(s.numberOf(by), "49100", "offer", "")
	return err
}

func (s *session) act(d *datadriven.TestData) error {
	by, id, act := s.text(d, "by"), s.kept[s.text(d, "on-call")], CallAct(s.text(d, "act"))
	if by == "shop" {
		return s.n.ActOnCall(by, id, act, "answer")
	}
	return s.n.ActOnPhone(s.numberOf(by), id, act, "answer")
}

func (s *session) permit(d *datadriven.TestData) error {
	_, err := s.n.PermitCalls(s.number(d, "by"), "49100", !d.HasArg("reject"), d.HasArg("for-good"), ID{})
	return err
}

func (s *session) consent(d *datadriven.TestData) error {
	c, err := s.n.CallConsent("shop", "49100", s.number(d, "of"))
	s.say("%s, %d requests, %d calls", c.State, len(c.Requests), len(c.Calls))
	return err
}

func (s *session) calling(d *datadriven.TestData) error {
	return s.n.ChangeSender(WhatsApp, "49100", func(v Sender) Sender {
		v.Calling = CallSettings{On: !d.HasArg("off"), CallBack: d.HasArg("call-back")}
		if from := s.text(d, "from"); from != "" {
			v.Calling.Hours = &CallHours{Zone: "UTC", Weekly: []CallDay{{"THURSDAY", from, s.text(d, "until")}}}
		}
		return v
	})
}

func (s *session) offer(d *datadriven.TestData) error {
	return s.n.OfferLink(s.text(d, "by"), s.text(d, "code"))
}

func (s *session) scan(d *datadriven.TestData) error {
	_, err := s.n.Scan(s.number(d, "by"), s.text(d, "code"))
	return err
}

func (s *session) unlink(d *datadriven.TestData) error {
	return s.n.Unlink(s.text(d, "account"), s.number(d, "number"))
}

func (s *session) vote(d *datadriven.TestData) error {
	var options []string
	if choice := s.text(d, "options"); choice != "" {
		options = strings.Split(choice, "|")
	}
	_, err := s.n.VoteOn(s.number(d, "by"), s.kept[s.text(d, "poll")], options)
	return err
}

func (s *session) play(d *datadriven.TestData) error {
	return s.n.Play(s.number(d, "by"), s.kept[s.text(d, "message")])
}

func (s *session) change(d *datadriven.TestData) error {
	number := s.number(d, "of")
	switch what := s.text(d, "to"); what {
	case "new-phone":
		return s.n.Reregister(number)
	case "port":
		return s.n.Port(number, "26203")
	case "uninstall":
		return s.n.Uninstall(number, s.on(d))
	case "gone":
		return s.n.DeleteHandset(number)
	case "somebody":
		s.n.PutHandset(Handset{Number: number, Name: "Somebody", Apps: []Channel{WhatsApp, SMS, Viber}})
		return nil
	default:
		return s.n.ChangeNumber(number, what)
	}
}

func (s *session) presence(d *datadriven.TestData) error {
	by := s.text(d, "by")
	return s.n.ShowPresence(by, s.numberOf(by), s.number(d, "to"), Presence(s.text(d, "shows")))
}

func (s *session) typeIt(d *datadriven.TestData) error {
	return s.n.Typing(s.number(d, "by"), WhatsApp, s.number(d, "to"))
}

func (s *session) check(d *datadriven.TestData) error {
	status, err := s.n.CheckContact("shop", s.number(d, "number"), d.HasArg("wait"), d.HasArg("force"))
	s.say("%s", status)
	return err
}

func (s *session) identity(d *datadriven.TestData) error {
	hash, err := s.n.Identity(s.number(d, "of"))
	s.say("%s", hash)
	return err
}

func (s *session) onWhatsApp(d *datadriven.TestData) error {
	s.say("%t", s.n.OnWhatsApp("shop", s.number(d, "number")))
	return nil
}

// condition changes one condition of network 1.4 of a person.
func (s *session) condition(d *datadriven.TestData) error {
	return s.n.ChangeHandset(s.number(d, "of"), func(h Handset) Handset {
		h.Coverage, h.Data = Coverage(s.text(d, "coverage")), Data(s.text(d, "data"))
		h.RoamingBarred, h.MemoryFull, h.NoBusinessViber = d.HasArg("barred"), d.HasArg("memory-full"), d.HasArg("no-business")
		h.NoTerms, h.Off = d.HasArg("old-client"), d.HasArg("off")
		return h
	})
}

func (s *session) bar(d *datadriven.TestData) error {
	if d.HasArg("lift") {
		_, err := s.n.UnblockPerson("shop", "49100", s.number(d, "number"))
		return err
	}
	return s.n.BlockPerson("shop", "49100", s.number(d, "number"))
}

func (s *session) stopMarketing(d *datadriven.TestData) error {
	return s.n.StopMarketing(s.number(d, "by"), "49100", !d.HasArg("resume"))
}

func (s *session) freeEntry(d *datadriven.TestData) error {
	until := s.n.FreeEntry("49100", s.number(d, "of"))
	if until.IsZero() {
		s.say("closed")
		return nil
	}
	s.say("until %s", until.Sub(defaultStart))
	return nil
}

// share puts a phone with the business app beside the number of the shop.
func (s *session) share(*datadriven.TestData) error {
	s.n.PutHandset(Handset{Number: "49100", Name: "Shop phone", Apps: []Channel{WhatsApp}})
	return s.n.ChangeSender(WhatsApp, "49100", func(v Sender) Sender { v.App = true; return v })
}

func (s *session) sync(d *datadriven.TestData) error {
	var what []AppSync
	for _, one := range []AppSync{SyncContacts, SyncHistory} {
		if d.HasArg(string(one)) {
			what = append(what, one)
		}
	}
	return s.n.SyncApp("shop", "49100", what...)
}

func (s *session) welcome(*datadriven.TestData) error {
	return s.n.ChangeSender(WhatsApp, "49100", func(v Sender) Sender { v.Welcome = true; return v })
}

// markNewest marks what came last to the shop as read.
func (s *session) markNewest(*datadriven.TestData) error {
	all, err := s.n.History("shop", "49100")
	require.NoError(s.t, err)
	return s.n.MarkRead("shop", all[len(all)-1].ID, false)
}

func (s *session) history(*datadriven.TestData) error {
	all, err := s.n.History("shop", "49100")
	for _, m := range all {
		s.say("%s %s %s %q %s", m.Direction, m.Number, m.Content.Kind(), m.Content.Words(), m.State)
	}
	return err
}

// say adds a line before the log of a command.
func (s *session) say(format string, args ...any) { s.said += fmt.Sprintf(format, args...) + "\n" }

// short is the name of a number that has one.
func (s *session) short(number string) string {
	for name, id := range s.groups {
		if id == number {
			return name
		}
	}
	return number
}
