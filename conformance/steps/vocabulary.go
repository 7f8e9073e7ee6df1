// Package steps is the vocabulary of the feature files: about forty sentences that say the same thing on every provider.
// A step reads its arguments, calls the client or the bench, and keeps the answer; what it asserts, the matchers assert.
// The file vocabulary.txt lists them for the writers of features; a test compares it with what is registered.
package steps

import (
	"regexp"
	"strings"

	"github.com/cucumber/godog"
)

// Word is one sentence: Given, When or Then, the text with its places in braces, and the method behind it. A sentence
// that ends with a colon takes a table or a text; both may be left out.
type Word struct {
	Keyword string
	Text    string
	Bench   bool // needs the control API
	do      any
}

func (word Word) String() string { return word.Keyword + " " + word.Text }

// places are what may stand between braces.
var places = map[string]string{
	"provider": `([a-z0-9]+)`, "fixture": `([a-z][a-z0-9-]*)`, "n": `(\d+)`, "number": `(\d{4,15})`, "status": `(\d{3})`,
	"person": `([A-Z][a-z]+(?: [A-Z][a-z]+)?)`, "channel": `(WhatsApp|SMS|Viber)`, "switch": `(online|offline)`,
	"duration": `((?:\d+(?:ms|d|h|m|s))+)`, "operation": `([a-zA-Z]\w*)`, "text": `"([^"]*)"`, "kind": `([a-z]+(?: [a-z]+)*)`,
	"name": `([a-z]\w*)`, "file": `"([^"]+)"`, "events": `(.+)`, "event": `([a-zA-Z:-]+)`, "path": `(\S+)`, "word": `([a-zA-Z]+)`,
	"blocks": `(blocks|unblocks)`, "product": `([A-Za-z0-9-]+)`, "verdict": `(approved|rejected|paused|disabled|reinstated)`,
}

// Expression is the regular expression of the sentence.
func (word Word) Expression() string {
	text := regexp.QuoteMeta(strings.TrimSuffix(word.Text, ":"))
	for name, expression := range places {
		text = strings.ReplaceAll(text, `\{`+name+`\}`, expression)
	}
	return "^" + strings.ReplaceAll(text, " a ([a-z]+", " an? ([a-z]+") + ":?$"
}

// Register gives all sentences to a scenario.
func (w *World) Register(sc *godog.ScenarioContext) {
	sc.StepContext().Before(w.argue)
	for _, word := range w.Words() {
		register := map[string]func(expr, do any){"Given": sc.Given, "When": sc.When, "Then": sc.Then}[word.Keyword]
		register(word.Expression(), word.do)
	}
}

// Words lists all sentences, in the order of vocabulary.txt.
func (w *World) Words() []Word {
	return []Word{
		{"Given", "a business on {provider}", false, w.business},
		{"Given", "a business on {provider} from {fixture}", true, w.businessFrom},
		{"Given", "the seed {n}", true, w.seed},
		{"Given", "{person} has {channel} on {number}", false, w.has},
		{"Given", "{person} is {switch}", true, w.is},
		{"Given", "{person} wrote {duration} ago", true, w.wroteAgo},
		{"Given", "the media {name} from {file}", true, w.media},
		{"Given", "a webhook for {events}", true, w.webhookFor},
		{"Given", "the webhook answers {status} {n} times", true, w.webhookAnswers},
		{"Given", "the webhook answers with:", true, w.webhookAnswersWith},
		{"Given", "an approved template {name}:", true, w.approvedTemplate},
		{"Given", "the product {product}:", true, w.product},
		{"Given", "the bench calls {operation} with:", true, w.benchCalls},

		{"When", "the business calls {operation}", false, w.calls},
		{"When", "the business calls {operation} with:", false, w.calls},
		{"When", "the business calls {operation} without credentials", false, w.callsAnonymously},
		{"When", "the business repeats the call", false, w.repeats},
		{"When", "the business submits the template {name}:", false, w.submitsTemplate},
		{"When", "the business deletes the template {name}", false, w.deletesTemplate},
		{"When", "the template {name} is {verdict}", true, w.judged},
		{"When", "the business sends {person} the text {text}", false, w.sendsText},
		{"When", "the business sends {person} the template {name}:", false, w.sendsTemplate},
		{"When", "the business sends {person} a {kind}:", false, w.sendsKind},
		{"When", "the business reacts with {text}", true, w.reacts},
		{"When", "the business reads the chat with {person}", true, w.readsChat},
		{"When", "{person} writes {text}", true, w.personWrites},
		{"When", "{person} sends a {kind}:", true, w.personSends},
		{"When", "{person} taps {text}", true, w.personTaps},
		{"When", "{person} reads the chat", true, w.personReads},
		{"When", "{person} takes the message back", true, w.personTakesBack},
		{"When", "{person} orders:", true, w.personOrders},
		{"When", "{person} {blocks} the business", true, w.personBlocks},
		{"When", "{duration} passes", true, w.passes},

		{"Then", "the answer is {status}", false, w.answerIs},
		{"Then", "the answer is the error {text}", false, w.answerIsError},
		{"Then", "the answer has:", false, w.answerHas},
		{"Then", "the answer equals {file}", false, w.answerEquals},
		{"Then", "I keep {path} as {name}", false, w.keep},
		{"Then", "the message is {word}", false, w.messageIs},
		{"Then", "the template {name} is {word}:", false, w.templateIs},
		{"Then", "{person} sees {text}", true, w.personSeesText},
		{"Then", "{person} sees a {kind}:", true, w.personSeesKind},
		{"Then", "{person} has {n} messages", true, w.personHas},
		{"Then", "the webhook {event} arrives:", true, w.webhookArrives},
		{"Then", "the webhooks arrive in order:", true, w.webhooksInOrder},
		{"Then", "no webhook arrives", true, w.noWebhook},
		{"Then", "the webhook is signed", true, w.webhookSigned},
	}
}
