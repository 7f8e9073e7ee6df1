package network

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Deed is what a rule makes a person do: a verb of network 8.1 and what it needs. Members that a verb does not know say nothing.
type Deed struct {
	Verb    string
	Text    string          // what is written; empty: one of the usual phrases
	Texts   []string        // one of these is drawn
	Answers []KeywordAnswer // reply_keyword: the first whose pattern is found
	Choice  string          // tap_button, pick_row: id, caption or place from 1; empty: drawn
	Options []string        // vote; nil: one is drawn
	Values  string          // fill_flow: the form as JSON
	Emoji   string          // react
	Hops    int             // forward
	Point   *Location
	Cards   []Card
	Catalog string // order, ask_product; empty: that of the message
	Items   []OrderItem
	Count   int           // media_burst, text_burst; 0: 5
	Gap     time.Duration // between them; 0: 300 ms
	Length  time.Duration // open_chat, offline, power, typing: how long; 0: until something else ends it
	Data    Data          // data
	Away    Coverage      // roam
	Barred  bool          // roam: not allowed
	Number  string        // change_number
	MCCMNC  string        // port
	App     Channel       // uninstall
	Sender  string        // of verbs that no message is about
	Channel Channel       // the same; 0: WhatsApp
	Reason  string        // report
	ForGood bool          // permit_calls
	Invite  string        // join_group
	Group   string        // leave_group
	Code    string        // scan
	Source  string        // enter_from_ad: id of the ad
	Kind    string        // wrong_input: emoji, long, rtl, nul
}

// KeywordAnswer is what is said to texts in which a pattern (RE2) is found.
type KeywordAnswer struct{ Pattern, Text string }

// deedOf is who does something, and because of what.
type deedOf struct {
	person uint32
	on     Occasion
	place  uint32 // of the message, call or group
	rule   int
}

// scene is a deed with everything around it.
type scene struct {
	deedOf
	Deed
	h       *handset
	m       *message // nil: about none
	sender  string
	channel Channel
	luck    uint64
}

// answersPerHour is how often a person answers by themselves in one chat and hour (network 8.1).
const answersPerHour = 20

// robot counts the answers of one chat.
type robot struct {
	since int64
	count int
}

// doDeed does what a rule says. What the phone cannot do now is not done.
func (t *tx) doDeed(of deedOf, d Deed) {
	sc, v := t.scene(of, d), verbs[d.Verb]
	if v.writes && !t.mayAnswer(sc) {
		return
	}
	v.do(t, sc)
}

// scene finds what is around a deed: the chat of the message that it is about, else what the deed names.
func (t *tx) scene(of deedOf, d Deed) scene {
	sc := scene{deedOf: of, Deed: d, h: t.n.people.at(of.person), channel: d.Channel, sender: d.Sender}
	sc.m = t.n.messageOf(of.on, of.place)
	sc.luck = t.luck(sc.h, forChoices, of.on, of.place, of.rule)
	if sc.channel == 0 {
		sc.channel = WhatsApp
	}
	if sc.m == nil {
		return sc
	}
	c := t.n.chats.at(sc.m.chat)
	s := t.n.senders[c.sender-1]
	sc.channel, sc.sender = s.Channel, s.ID
	if g := t.n.groupAt(c.person); g != nil {
		sc.sender = g.ID
	}
	return sc
}

// mayAnswer keeps two robots from talking for ever.
func (t *tx) mayAnswer(sc scene) bool {
	if t.n.robots == nil {
		t.n.robots = map[uint64]robot{}
	}
	key := entityOf(sc.h.number, sc.channel.String(), sc.sender)
	r := t.n.robots[key]
	if t.now() >= r.since+int64(time.Hour) {
		r = robot{since: t.now()}
	}
	r.count++
	t.n.robots[key] = r
	return r.count <= answersPerHour
}

// say writes in the chat of the scene.
func (t *tx) say(sc scene, content Content, change func(*Note)) {
	w := Note{Number: sc.h.number, Channel: sc.channel, To: sc.sender, Content: content}
	if change != nil {
		change(&w)
	}
	_, _ = t.write(w) // a phone that is away, or a sender that takes nothing: it is not said
}

// words is what is written: the given text, one of several, or a usual phrase.
func (t *tx) words(sc scene) string {
	switch {
	case sc.Text != "":
		return sc.Text
	case len(sc.Texts) > 0:
		return sc.Texts[sc.luck%uint64(len(sc.Texts))]
	case t.n.says != nil:
		return t.n.says(sc.luck)
	}
	return phrases[sc.luck%uint64(len(phrases))]
}

// phrases are what people say who were given no words.
var phrases = []string{"Ok", "Thanks!", "Yes please", "No, thank you", "Can you tell me more?", "When will it come?", "👍"}

// answerTo is the text of reply_keyword: of the first pattern that is found; false when none is.
func (d Deed) answer(words string) (string, bool) {
	for _, a := range d.Answers {
		if found, _ := regexp.MatchString("(?i)"+a.Pattern, words); found {
			return a.Text, true
		}
	}
	return "", false
}

// choicesOf are what a person can tap on a message that gives an answer, in order: ids of buttons and rows.
func (n *Network) choicesOf(s *sender, content Content) (ids []string) {
	switch c := content.(type) {
	case Interactive:
		for _, choice := range c.Choices {
			ids = append(ids, choice.ID)
		}
	case Options:
		ids = slices.Clone(c.Answers)
	case Composite:
		for _, part := range c.Parts {
			ids = append(ids, n.choicesOf(s, part)...)
		}
	case TemplateMessage:
		tpl, _ := n.template(s.WABA, c.Name, c.Language)
		if tpl == nil {
			return nil
		}
		for _, b := range tpl.Buttons {
			if b.Type == "QUICK_REPLY" {
				ids = append(ids, b.Text)
			}
		}
	}
	return ids
}

// categoryOf is the category of the template of a message; empty for everything else.
func (n *Network) categoryOf(s *sender, content Content) string {
	if c, ok := content.(TemplateMessage); ok {
		if tpl, _ := n.template(s.WABA, c.Name, c.Language); tpl != nil {
			return tpl.Category
		}
	}
	return ""
}

// goodsOf are the products of a message and their catalog.
func goodsOf(content Content) (catalog string, products []string) {
	if c, ok := content.(Interactive); ok {
		return c.Catalog, productsOf(c)
	}
	return "", nil
}

// wrongInputs are texts that break what was not made for them (network 8.1 wrong_input).
var wrongInputs = map[string]string{
	"emoji": "😀😃😄😁", "long": strings.Repeat("long ", 2000), "rtl": "\u202eمرحبا\u202c שלום", "nul": "before\x00after",
}
