package network

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// market is a world with a business that sells, and people in three countries.
func market(t testing.TB) *Network {
	t.Helper()
	n, err := New(Config{
		Seed:     1,
		Accounts: []Account{{ID: "shop", Label: "x"}, {ID: "other", Label: "y"}},
		WABAs:    []WABA{{ID: "w1", Catalog: "c1"}},
		Senders: []Sender{
			{ID: "49100", Channel: WhatsApp, Account: "shop", WABA: "w1", Limit: "TIER_250", NumberSettings: NumberSettings{CatalogShown: true}},
			{ID: "49200", Channel: SMS, Account: "shop"},
			{ID: "71045", Channel: Viber, Account: "shop"},
			{ID: "49900", Channel: WhatsApp, Account: "other", WABA: "w1"},
		},
		Handsets: []Handset{
			{Number: "491700000001", Name: "Ana", Apps: []Channel{WhatsApp, SMS, Viber}},
			{Number: "491700000005", Name: "Lena", Apps: []Channel{WhatsApp, SMS, Viber}, Off: true},
			{Number: "5511900000001", Name: "Bia", Apps: []Channel{WhatsApp, SMS, Viber}},
			{Number: "12025550101", Name: "Tom", Apps: []Channel{WhatsApp}},
		},
		Templates: []Template{
			{WABA: "w1", Name: "order_update", Language: "en", Category: "UTILITY", Status: "APPROVED", Body: "Order {{1}} is {{2}}"},
			{WABA: "w1", Name: "sale", Language: "en", Category: "MARKETING", Status: "APPROVED", Body: "Sale: {{1}}, {{2}}"},
		},
		Catalogs: []Catalog{{ID: "c1", Currency: "EUR", Products: []Product{{ID: "lamp", Name: "Lamp", Price: 2500}}}},
		Flows:    []Flow{{ID: "f1", WABA: "w1", Status: "PUBLISHED"}},
	})
	require.NoError(t, err)
	return n
}

func init() {
	shortNumbers["bia"], shortNumbers["tom"] = "5511900000001", "12025550101"
}

// altered is a change as a transcript shows it.
func altered(e Event) string {
	if e.Altered == nil {
		return ""
	}
	a := e.Altered
	return strings.Join(strings.Fields(strings.Join([]string{a.Name, a.Language, a.ID, a.Property, a.Old, "->", a.New, a.Why}, " ")), " ")
}

// faultVerbs are the commands of the transcripts of network 3.3, 3.10 to 3.12 and 7.2.
func (s *session) faultVerbs(verbs map[string]func(*datadriven.TestData) error) {
	verbs["fault"], verbs["lift"], verbs["limits"] = s.fault, s.lift, s.limits
	verbs["edge"], verbs["callback"], verbs["work"] = s.edge, s.callback, s.work
	verbs["campaign"], verbs["trouble"], verbs["profile"] = s.campaign, s.trouble, s.profile
	verbs["media"], verbs["flow"] = s.media, s.flow
	verbs["shown"] = s.outside
	verbs["burst"], verbs["report"], verbs["sender-limit"] = s.burst, s.report, s.limitOf
}

// number is a person by a short name, or a number as it stands.
func (s *session) number(d *datadriven.TestData, key string) string {
	return s.numberOf(s.text(d, key))
}

func (s *session) fault(d *datadriven.TestData) error {
	f := Fault{ID: s.text(d, "id"), Name: s.text(d, "name"), Params: map[string]string{}}
	m := &f.Match
	m.Number, m.Kind, m.Template, m.Event = s.number(d, "number"), s.text(d, "kind"), s.text(d, "template"), s.text(d, "event")
	m.Operation, m.Sender = s.text(d, "operation"), s.text(d, "sender")
	m.Nth, _ = strconv.Atoi(s.text(d, "nth"))
	m.Count, _ = strconv.Atoi(s.text(d, "count"))
	if d.HasArg("probability") {
		p, err := strconv.ParseFloat(s.text(d, "probability"), 64)
		require.NoError(s.t, err)
		m.Probability = &p
	}
	for key, at := range map[string]*time.Time{"from": &m.From, "until": &m.Until} {
		if d.HasArg(key) {
			after, err := time.ParseDuration(s.text(d, key))
			require.NoError(s.t, err)
			*at = defaultStart.Add(after)
		}
	}
	for _, arg := range d.CmdArgs {
		if arg.Key == "with" {
			for _, pair := range arg.Vals {
				name, value, _ := strings.Cut(pair, ":")
				f.Params[strings.TrimSpace(name)] = value
			}
		}
	}
	_, err := s.n.AddFault(f)
	return err
}

func (s *session) lift(d *datadriven.TestData) error { return s.n.RemoveFault(s.text(d, "id")) }

func (s *session) profile(d *datadriven.TestData) error { return s.n.SetProfile(s.text(d, "name")) }

func (s *session) limits(d *datadriven.TestData) error {
	var words []string
	for _, arg := range d.CmdArgs {
		words = append(words, arg.Key)
	}
	l, err := s.n.Limits().Enforce(words...)
	if err == nil {
		s.n.SetLimits(l)
	}
	return err
}

func (s *session) show(effects []Effect) {
	for _, e := range effects {
		s.shown = append(s.shown, fmt.Sprintf("%s %T%+v", e.Fault, e.Act, e.Act))
	}
	if len(effects) == 0 {
		s.shown = []string{"no effect"}
	}
}

func (s *session) edge(d *datadriven.TestData) error {
	s.show(s.n.EdgeFault(EdgeCall{
		Provider: "x", Operation: s.text(d, "operation"), Account: "shop", Number: s.number(d, "number"), Channel: s.on(d), Kind: s.text(d, "kind"),
	}))
	return nil
}

func (s *session) callback(d *datadriven.TestData) error {
	attempt := 1
	if d.HasArg("attempt") {
		d.ScanArgs(s.t, "attempt", &attempt)
	}
	c := WebhookCall{Provider: "x", Event: s.text(d, "event"), Account: "shop", Message: s.kept[s.text(d, "message")], URL: "u", Cause: 1, Attempt: attempt}
	c.State = stateNamed(s.text(d, "state"))
	s.show(s.n.WebhookFault(c))
	return nil
}

func (s *session) work(d *datadriven.TestData) error {
	s.show(s.n.CarriageFault(WorkCall{Work: Work(s.text(d, "of")), Job: s.text(d, "job"), Provider: "x", Account: "shop", Number: s.number(d, "number")}))
	return nil
}

// campaign sends a template to so many people of a country, one after the other.
func (s *session) campaign(d *datadriven.TestData) error {
	var people, from int
	d.ScanArgs(s.t, "people", &people)
	if d.HasArg("from") {
		d.ScanArgs(s.t, "from", &from)
	}
	failed := map[Reason]int{}
	ids := []ID{}
	for i := range people {
		number := fmt.Sprintf("4479%08d", from+i)
		s.n.PutHandset(Handset{Number: number, Apps: []Channel{WhatsApp}})
		ids = append(ids, send(s.t, s.n, WhatsApp, "49100", number, TemplateMessage{
			Name: s.text(d, "name"), Language: "en", Body: []Param{{Text: "a"}, {Text: "b"}},
		}))
	}
	advance(s.t, s.n, time.Minute)
	for _, id := range ids {
		m, err := s.n.Message(id)
		require.NoError(s.t, err)
		if m.State == Failed {
			failed[m.History[len(m.History)-1].Reason]++
		} else {
			failed[NoReason]++
		}
	}
	s.shown = append(s.shown, fmt.Sprintf("%d delivered", failed[NoReason]))
	for _, r := range Reasons() {
		if failed[r] > 0 {
			s.shown = append(s.shown, fmt.Sprintf("%d %s", failed[r], r))
		}
	}
	sender, err := s.n.Sender(WhatsApp, "49100")
	s.shown = append(s.shown, fmt.Sprintf("restricted %v, limit %s, quality %s", sender.Restricted, sender.Limit, sender.Quality))
	s.seen = s.n.Position()
	return err
}

// trouble gives the sender, or a person, a trouble.
func (s *session) trouble(d *datadriven.TestData) error {
	why, ok := ParseReason(s.text(d, "why"))
	require.True(s.t, ok)
	if d.HasArg("of") {
		return s.n.ChangeHandset(s.number(d, "of"), func(h Handset) Handset { h.Troubles = []Reason{why}; return h })
	}
	c := s.on(d)
	return s.n.ChangeSender(c, shortSenders[c], func(v Sender) Sender { v.Troubles = []Reason{why}; return v })
}

func (s *session) media(d *datadriven.TestData) error {
	m, err := s.n.AddMedia(NewMedia{Account: "shop", MIME: "image/jpeg", Data: []byte("x")})
	s.kept[s.text(d, "as")] = m.ID
	return err
}

func (s *session) flow(d *datadriven.TestData) error {
	a, err := s.n.Send(Draft{
		Account: "shop", Channel: WhatsApp, From: "49100", To: s.number(d, "to"), Content: Interactive{Form: FlowMessage, Body: "b", Flow: &FlowRef{ID: "f1"}},
	})
	s.kept[s.text(d, "as")] = a.ID
	return err
}

// burst sends texts to one person at one instant and says what became of them.
func (s *session) burst(d *datadriven.TestData) error {
	var count int
	d.ScanArgs(s.t, "count", &count)
	found := map[string]int{}
	var order []string
	ids := []ID{}
	for range count {
		ids = append(ids, send(s.t, s.n, WhatsApp, "49100", s.number(d, "to"), Text{Body: "hello"}))
	}
	for _, id := range ids {
		m, err := s.n.Message(id)
		require.NoError(s.t, err)
		word := "passes"
		f := s.n.messages.at(s.n.messageBy[m.ID])
		for _, planned := range s.n.queue.all() {
			if planned.what == stepFail && planned.a == s.n.messageBy[m.ID] && planned.turn == f.turn {
				word = Reason(planned.b).String()
			}
		}
		if found[word]++; found[word] == 1 {
			order = append(order, word)
		}
	}
	for _, word := range order {
		s.shown = append(s.shown, fmt.Sprintf("%d %s", found[word], word))
	}
	s.seen = s.n.Position()
	return nil
}

// outside is what a message shows of its person outside.
func (s *session) outside(d *datadriven.TestData) error {
	m, err := s.n.Message(s.kept[s.text(d, "message")])
	s.shown = []string{m.Number + " is " + m.WhatsAppID}
	return err
}

func (s *session) report(d *datadriven.TestData) error {
	return s.n.Report(s.number(d, "by"), WhatsApp, "49100", "")
}

func (s *session) limitOf(d *datadriven.TestData) error {
	return s.n.ChangeSender(WhatsApp, "49100", func(v Sender) Sender { v.Limit = s.text(d, "to"); return v })
}
