package tyntec

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/http/httpguts"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
)

// judgement collects what a request body breaks of the rules that its schema cannot say.
type judgement struct {
	provider *Provider
	account  string
	found    []contract.Finding
	unions   []union
	settled  []string // pointers below which the rules here say everything
	named    bool     // a Viber content got the discriminator that it lacked
}

// bodyRules are the rules by operation (tyntec 2.1, 2.8).
var bodyRules = map[string]func(*judgement, part){
	"sendMessage":                   (*judgement).message,
	"sendABulkMessage":              (*judgement).bulk,
	"waSubmitTemplateForReview":     (*judgement).newTemplate,
	"waTemplateAddLocalization":     (*judgement).later,
	"waEditTemplate":                (*judgement).templatePatch,
	"updateFlowMetadata":            (*judgement).flowPatch,
	"sendWACallingAction":           (*judgement).callAction,
	"updateWACallingSettings":       (*judgement).callingSettings,
	"updateWASipCallingSettings":    (*judgement).sip,
	"getPricingAnalytics":           (*judgement).analytics,
	"updateAccountCallback":         (*judgement).accountCallback,
	"updateWhatsAppChannelCallback": (*judgement).callback,
	"updateSMSChannelCallback":      (*judgement).callback,
	"updateViberChannelCallback":    (*judgement).callback,
}

// broken notes a violation at a part.
func (j *judgement) broken(at part, message string) {
	j.found = append(j.found, contract.Finding{In: "body", Pointer: at.path, Rule: ownRule, Message: message})
}

// keep sorts out findings of the schema about which a rule here says more: a callback URL's pattern (tyntec OP-18), the version of
// events (tyntec OP-50), and branches of a union that the discriminator does not name (tyntec 1.6).
func (j *judgement) keep(findings []contract.Finding) []contract.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f contract.Finding) bool {
		samePlace := func(own contract.Finding) bool { return own.Pointer == f.Pointer }
		otherBranch := func(u union) bool { return u.other(f.Pointer) }
		settled := func(at string) bool { return f.Pointer == at || strings.HasPrefix(f.Pointer, at+"/") }
		return (f.Rule == "pattern" || f.Rule == "enum") && slices.ContainsFunc(j.found, samePlace) || slices.ContainsFunc(j.unions, otherBranch) ||
			slices.ContainsFunc(j.settled, settled)
	})
}

// message judges the body of sendMessage.
func (j *judgement) message(body part) {
	c := j.envelope(body)
	overrides := body.at("overrides")
	override := overrides.at("notificationCallbackUrl")
	if !override.present() {
		override = overrides.at("messageStatusUrl") // tyntec OP-17
	}
	j.callbackURL(override, httpsPattern)
	j.content(c, body, body.at("content"))
}

// bulk judges the body of sendABulkMessage: the rules of a message for every entry (tyntec OP-45).
func (j *judgement) bulk(body part) {
	c := j.envelope(body)
	for _, entry := range body.at("messages").items() {
		j.content(c, body, entry)
	}
}

// envelope judges what a message and a bulk share.
func (j *judgement) envelope(body part) network.Channel {
	c := channelOf(body.at("channel").text())
	if to := body.at("to"); plausible(to) {
		if _, ok := number(to.text()); !ok {
			j.broken(to, digitsMessage)
		}
	}
	if from := body.at("from"); plausible(from) {
		if _, ok := sender(c, from.text()); !ok {
			j.broken(from, digitsMessage)
		}
	}
	if c == network.Viber {
		j.rate(body)
	}
	return c
}

// digitsMessage is the text for a number with too few or too many digits (tyntec OP-86).
const digitsMessage = "must have between 4 and 15 digits"

// numberText is the form of a number that the document asks for; what differs is told by the schema.
var numberText = regexp.MustCompile(`^\+?[0-9][0-9 ()./-]{2,30}$`)

func plausible(p part) bool { return numberText.MatchString(p.text()) }

func (j *judgement) content(c network.Channel, body, content part) {
	switch c {
	case network.WhatsApp:
		j.whatsApp(content)
	case network.Viber:
		j.viber(body, content)
	}
}

// callback judges the callback settings of a channel.
func (j *judgement) callback(body part) {
	version, allowed := body.at("callbackVersion"), j.provider.versions(j.account)
	if text, isText := version.v.(string); isText && text != "" && !slices.Contains(allowed, text) {
		j.broken(version, "must be one of ["+strings.Join(allowed, ", ")+"]") // tyntec OP-50
	}
	j.callbackURL(body.at("inboundMessageUrl"), callbackPattern)
	j.callbackURL(body.at("messageStatusUrl"), callbackPattern)
}

// flowPatch wants a change of a flow to change something.
func (j *judgement) flowPatch(body part) {
	if body.object() && !body.at("name").present() && !body.at("categories").present() {
		j.broken(body, "must have name or categories")
	}
}

// accountCallback judges the callback settings of the account.
func (j *judgement) accountCallback(body part) {
	j.callback(body)
	j.callbackURL(body.at("businessNotificationUrl"), callbackPattern)
	j.callbackURL(body.at("callingNotificationUrl"), callbackPattern)
	header := body.at("header")
	if key := header.at("key"); key.text() != "" && !httpguts.ValidHeaderFieldName(key.text()) {
		j.broken(key, "must be a header name")
	}
	if value := header.at("value"); !httpguts.ValidHeaderFieldValue(value.text()) {
		j.broken(value, "must be a header value")
	}
	j.signature(body.at("signature"))
}

// signature judges the shared secret. Its schema also knows forms that turn signing off, which would be taken for the wanted one.
func (j *judgement) signature(at part) {
	members, _ := contract.Members(at.v)
	if len(members) == 0 {
		return
	}
	j.settled = append(j.settled, at.path)
	j.short(at.at("secret"), func(text string) string {
		if n := utf8.RuneCountInString(text); n < 8 || n > 125 {
			return "size must be between 8 and 125"
		}
		return ""
	})
	j.short(at.at("method"), func(text string) string {
		if text != "HS256" && text != "HS512" {
			return "must be one of [HS256, HS512]"
		}
		return ""
	})
}

// short judges a mandatory text.
func (j *judgement) short(at part, rule func(string) string) {
	text, isText := at.v.(string)
	switch {
	case !at.present(), isText && text == "":
		j.broken(at, mustNotBeEmpty)
	case !isText:
		j.broken(at, "must be a valid string")
	default:
		if message := rule(text); message != "" {
			j.broken(at, message)
		}
	}
}

// P-CALLBACK and P-HTTPS of tyntec 1.9.
var (
	callbackPattern = regexp.MustCompile(`^https://.*`)
	httpsPattern    = regexp.MustCompile(`^https:\/\/?[\w.-]+(?:\.[\w\.-]+)+[\w\-\._~:/?#[\]@!\$&'\(\)\*\+,;=.]+$`)
)

// callbackURL wants the pattern, or an http or https URL of a host that is let through (tyntec OP-18).
func (j *judgement) callbackURL(at part, pattern *regexp.Regexp) {
	text, isText := at.v.(string)
	if isText && text != "" && !pattern.MatchString(text) && !j.localURL(text) {
		j.broken(at, mustMatch(pattern.String()))
	}
}

// localURL tells whether a URL's host is a loopback host, or one that the bench lets through.
func (j *judgement) localURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsLoopback() || host == "localhost" {
		return true
	}
	return slices.ContainsFunc(j.provider.hostsOf(j.account), func(h string) bool { return strings.EqualFold(h, host) })
}

// once wants each text of a list only once; what repeats an earlier one is named.
func (j *judgement) once(list []part) {
	seen := map[string]bool{}
	for _, p := range list {
		if text := p.text(); text != "" {
			if seen[text] {
				j.broken(p, "must be unique")
			}
			seen[text] = true
		}
	}
}

// atMost wants a list of several sections to hold no more than a number of entries.
func (j *judgement) atMost(at part, limit, count int, what string) {
	if count > limit {
		j.broken(at, fmt.Sprintf("must not hold more than %d %s", limit, what))
	}
}
