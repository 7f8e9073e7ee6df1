package network

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// TestTranscripts replays testdata/*.txt: a command, four dashes, and the log that it caused. Times are those since the start of
// the world. `go test ./mock/network -rewrite` renews them; read the difference before you commit it.
func TestTranscripts(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		s := &session{t: t, kept: map[string]ID{}, flowIDs: map[string]string{}}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			s.t = t
			return s.run(d)
		})
	})
}

// session is one transcript: a world, and the ids that it has named.
type session struct {
	t    *testing.T
	n    *Network
	kept map[string]ID
	seen uint64

	shown   []string          // of a screen
	flowIDs map[string]string // by name
	said    string            // before the log of the command

	groups, invites map[string]string // by name
}

func (s *session) run(d *datadriven.TestData) string {
	if d.Cmd == "world" {
		s.n, s.kept, s.groups, s.invites = shop(s.t), map[string]ID{}, map[string]string{}, map[string]string{}
		if d.HasArg("people") {
			s.n = town(s.t)
		}
		if d.HasArg("market") {
			s.n = market(s.t)
		}
		if d.HasArg("latency") {
			s.n.SetLatency(Latency(s.text(d, "latency")))
		}
		if d.HasArg("opens") {
			s.n.SetOpens([]string{s.text(d, "opens")})
		}
		if d.HasArg("keywords") {
			s.n.SetSMSRules(SMSRules{Keywords: true})
		}
		if d.HasArg("fetch") {
			s.n.SetFetching(true)
		}
		if d.HasArg("part-receipts") {
			s.n.SetSMSRules(SMSRules{PartReceipts: true})
		}
		if d.HasArg("down") {
			mode := DownMode(s.text(d, "down"))
			a := s.n.accounts["shop"]
			a.Options.StateDown = map[SenderState]DownMode{Connecting: mode, Disconnected: mode}
			a.sync = map[string]bool{"state": mode == DownKeep}
		}
		s.seen = s.n.Position()
		return "ok"
	}
	verbs := map[string]func(*datadriven.TestData) error{
		"send": s.send, "write": s.write, "advance": s.advance, "read": s.read, "open": s.open, "handset": s.handset,
		"tap": s.tap, "revoke": s.revoke, "mark": s.mark, "block": s.block, "sender": s.sender, "order": s.order, "screen": s.screen,
	}
	s.faultVerbs(verbs)
	maps.Copy(verbs, s.businessVerbs())
	maps.Copy(verbs, s.peopleVerbs())
	maps.Copy(verbs, s.habitVerbs())
	maps.Copy(verbs, s.mediaVerbs())
	verb, ok := verbs[d.Cmd]
	if !ok {
		d.Fatalf(s.t, "unknown command %q", d.Cmd)
	}
	refused := ""
	if err := verb(d); err != nil {
		refused = "refused: " + err.Error() + "\n"
	}
	shown := ""
	for _, line := range s.shown {
		shown += line + "\n"
	}
	s.shown = nil
	if log := s.log(); log != "nothing" || shown == "" {
		shown += log
	}
	said := s.said
	s.said = ""
	return refused + said + shown
}

// log lists the events since the last command.
func (s *session) log() string {
	events, ok := s.n.Events(s.seen, 10000)
	require.True(s.t, ok)
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s", e.At.Sub(defaultStart), e.Kind)
		for _, member := range []string{e.Channel.String(), s.short(e.Number), s.name(e.Message), e.Reason.String(), e.Text, altered(e)} {
			if member != "" {
				b.WriteString(" " + member)
			}
		}
		b.WriteByte('\n')
		s.seen = e.N
	}
	if b.Len() == 0 {
		return "nothing"
	}
	return b.String()
}

func (s *session) name(id ID) string {
	if id.IsZero() {
		return ""
	}
	for name, known := range s.kept {
		if known == id && !id.IsZero() {
			return name
		}
	}
	return ""
}

func (s *session) text(d *datadriven.TestData, key string) (value string) {
	if d.HasArg(key) {
		d.ScanArgs(s.t, key, &value)
	}
	return value
}

// people, senders and channels of the transcripts, by short names.
var (
	shortNumbers = map[string]string{"ana": "491700000001", "lena": "491700000005", "ben": "491700000002", "mei": "6591112222", "phone": "49300", "nobody": "491799999999"}
	shortSenders = map[Channel]string{WhatsApp: "49100", SMS: "49200", Viber: "71045"}
)

func (s *session) on(d *datadriven.TestData) Channel {
	c, ok := ParseChannel(s.text(d, "on"))
	if !ok {
		return WhatsApp
	}
	return c
}

func (s *session) content(d *datadriven.TestData) Content {
	words := s.text(d, "text")
	switch kind := s.text(d, "kind"); kind {
	case "template":
		m := TemplateMessage{Name: s.text(d, "name"), Language: s.text(d, "language")}
		for _, v := range strings.Split(s.text(d, "values"), "|") {
			if v != "" || d.HasArg("values") {
				m.Body = append(m.Body, Param{Text: v})
			}
		}
		m.Buttons = s.buttonValues(d)
		return m
	case "image":
		return Media{As: Image, ID: s.kept[s.text(d, "media")], Link: words}
	case "reaction":
		return Reaction{Target: s.kept[s.text(d, "to-message")], Emoji: words}
	case "filled":
		return FormReply{Form: "flow", JSON: "{}"}
	case "buttons":
		return Interactive{Form: Buttons, Body: words, Choices: []Choice{{ID: "y", Title: "Yes"}, {ID: "n", Title: "No"}}}
	case "product":
		return Interactive{Form: SingleProduct, Catalog: s.text(d, "catalog"), Groups: []ProductGroup{{Products: []string{s.text(d, "product")}}}}
	case "product-list":
		return Interactive{Form: ProductList, Body: words, Catalog: s.text(d, "catalog"), Groups: []ProductGroup{{Products: strings.Split(s.text(d, "products"), "|")}}}
	case "product-cards":
		m := Interactive{Form: InteractiveCarousel, Body: words, Catalog: s.text(d, "catalog")}
		for _, id := range strings.Split(s.text(d, "products"), "|") {
			m.Cards = append(m.Cards, InteractiveCard{Product: &ProductRef{m.Catalog, id}})
		}
		return m
	case "poll":
		return Poll{Question: words, Options: []string{"Mon", "Tue", "Wed"}, Multiple: d.HasArg("multiple")}
	case "voice":
		return Media{As: Voice, Link: "https://shop.example/note.ogg", MIME: "audio/ogg"}
	case "call-permission":
		return Interactive{Form: CallPermission, Body: words}
	case "long":
		n, err := strconv.Atoi(words)
		require.NoError(s.t, err)
		return Text{Body: strings.Repeat("a", n)}
	}
	return Text{Body: words}
}

func (s *session) send(d *datadriven.TestData) error {
	c := s.on(d)
	draft := Draft{
		Account: "shop", Channel: c, From: shortSenders[c], To: s.number(d, "to"), Content: s.content(d),
		Session: s.text(d, "rate") == "session", GivesWay: d.HasArg("gives-way"), Identity: s.text(d, "identity"),
	}
	if s.text(d, "by") == "team" {
		draft.Account, draft.From = "team", "49300"
	}
	if due := s.text(d, "due"); due != "" {
		after, err := time.ParseDuration(due)
		require.NoError(s.t, err)
		draft.At = s.n.Now().Add(after)
	}
	a, err := s.n.Send(draft)
	s.kept[s.text(d, "as")] = a.ID
	return err
}

func (s *session) write(d *datadriven.TestData) (err error) {
	c := s.on(d)
	w := Note{
		Number: s.number(d, "from"), Channel: c, To: shortSenders[c], Content: s.content(d),
		ReplyTo: s.kept[s.text(d, "reply-to")],
	}
	if to := s.text(d, "to"); to != "" {
		w.To = s.numberOf(to)
	}
	if from := s.text(d, "came-from"); from != "" {
		w.Referral = &Referral{SourceType: from, SourceID: "120", Desktop: d.HasArg("desktop")}
	}
	s.kept[s.text(d, "as")], err = s.n.Write(w)
	return err
}

func (s *session) advance(d *datadriven.TestData) error {
	by, err := time.ParseDuration(s.text(d, "by"))
	require.NoError(s.t, err)
	_, err = s.n.Advance(s.t.Context(), Until{By: by})
	return err
}

func (s *session) read(d *datadriven.TestData) error {
	c := s.on(d)
	of := shortSenders[c]
	if name := s.text(d, "of"); name != "" {
		of = s.numberOf(name)
	}
	return s.n.ReadChat(s.number(d, "by"), c, of)
}

func (s *session) open(d *datadriven.TestData) error {
	c := s.on(d)
	return s.n.OpenChat(shortNumbers[s.text(d, "by")], c, shortSenders[c], !d.HasArg("close"))
}

func (s *session) handset(d *datadriven.TestData) error {
	return s.n.ChangeHandset(shortNumbers[s.text(d, "of")], func(h Handset) Handset {
		for _, arg := range d.CmdArgs {
			switch arg.Key {
			case "off":
				h.Off = true
			case "on-line":
				h.Off = false
			case "no-receipts":
				h.NoReceipts = true
			case "persona":
				h.Persona = arg.Vals[0]
			case "no-apps":
				h.Apps = nil
			case "no-trouble":
				h.Troubles = nil
			case "landline":
				h.Line = "landline"
			case "devices":
				h.Devices, _ = strconv.Atoi(arg.Vals[0])
			case "broken":
				h.BrokenDevices, _ = strconv.Atoi(arg.Vals[0])
			case "marketing-limited":
				h.MarketingLimited = true
			}
		}
		return h
	})
}

func (s *session) tap(d *datadriven.TestData) (err error) {
	s.kept[s.text(d, "as")], err = s.n.TapOn(Tap{
		Number: shortNumbers[s.text(d, "by")], Message: s.kept[s.text(d, "on-message")], Button: s.text(d, "button"),
	})
	return err
}

func (s *session) revoke(d *datadriven.TestData) error {
	return s.n.Revoke(s.number(d, "by"), s.kept[s.text(d, "message")])
}

func (s *session) mark(d *datadriven.TestData) error {
	return s.n.MarkRead("shop", s.kept[s.text(d, "message")], d.HasArg("typing"))
}

func (s *session) block(d *datadriven.TestData) error {
	c := s.on(d)
	return s.n.SetBlocked(shortNumbers[s.text(d, "by")], c, shortSenders[c], !d.HasArg("lift"))
}

func (s *session) sender(d *datadriven.TestData) error {
	c := s.on(d)
	return s.n.ChangeSender(c, shortSenders[c], func(v Sender) Sender {
		v.State = SenderState(s.text(d, "state"))
		v.Restricted = d.HasArg("restricted")
		return v
	})
}

// screen is what a person sees on all channels, a line for each message.
func (s *session) screen(d *datadriven.TestData) error {
	chats, err := s.n.Screen(shortNumbers[s.text(d, "of")])
	for _, c := range chats {
		for _, m := range c.Messages {
			side := "out"
			if m.In {
				side = "in"
			}
			content := fmt.Sprint(m.Content)
			if cards, ok := m.Content.(Interactive); ok && len(cards.Cards) > 0 {
				content = fmt.Sprintf("cards %v", productsOf(cards))
			}
			s.shown = append(s.shown, fmt.Sprintf("%s %s %s: %s", c.Channel, side, m.State, content))
		}
	}
	return err
}

func (s *session) order(d *datadriven.TestData) (err error) {
	s.kept[s.text(d, "as")], err = s.n.PlaceOrder(shortNumbers[s.text(d, "by")], shortSenders[WhatsApp], s.text(d, "catalog"), "",
		[]OrderItem{{Product: s.text(d, "product"), Quantity: 2}}, s.kept[s.text(d, "about")])
	return err
}
