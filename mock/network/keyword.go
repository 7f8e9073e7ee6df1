package network

import (
	"slices"
	"strings"
)

// The words on which an operator acts when they are the whole text (network 4.6).
var (
	stopWords  = []string{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"}
	startWords = []string{"START", "YES", "UNSTOP"}
	helpWords  = []string{"HELP", "INFO"}
)

// What the operator answers, in the chat of the sender.
const (
	stopAnswer  = "You are unsubscribed and will receive no more messages from this sender. Reply START to resubscribe."
	startAnswer = "You are subscribed again. Reply STOP to unsubscribe."
	helpAnswer  = "Reply STOP to unsubscribe, START to subscribe."
)

// keyword lets the operator act on a person's text where the world has keywords on. The business gets the text all the same.
func (t *tx) keyword(c *chat, content Content) {
	if !t.n.sms.Keywords {
		return
	}
	text, ok := content.(smsText)
	if !ok {
		return
	}
	h, s := t.n.people.at(c.person), t.n.senders[c.sender-1]
	stopped := h.is(flagStopped) || h.more != nil && h.more.optedOut[s.ID]
	switch word := strings.ToUpper(strings.TrimSpace(text.Body)); {
	case slices.Contains(stopWords, word):
		h.rest().optedOut[s.ID] = true
		t.operatorAnswers(c, stopAnswer, "stop")
	case slices.Contains(startWords, word) && (stopped || word != "YES"):
		h.rest().optedOut[s.ID] = false
		h.set(flagStopped, false)
		t.operatorAnswers(c, startAnswer, "start")
	case slices.Contains(helpWords, word):
		t.operatorAnswers(c, helpAnswer, "help")
	}
}

// operatorAnswers puts the operator's text on the person's screen. It is no message of the business, which hears nothing of it.
func (t *tx) operatorAnswers(c *chat, text, word string) {
	place := t.put(t.n.chatsBy[chatKey{c.sender, c.person}], message{content: Text{Body: text}, dir: Outbound, state: Delivered})
	t.n.messages.at(place).changed = t.n.changes.add(change{at: t.now(), state: Delivered})
	t.passOver(c)
	t.append(t.about(t.n.messages.at(place), Event{Kind: KeywordAnswered, Text: word}))
}
