package tyntec

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

func TestCallersOP2(t *testing.T) {
	w := newWorld(t)
	noKey := `{"type":"https://httpstatuses.com/401","title":"Unauthorized","status":401,"detail":"No API key found in request"}`
	badKey := `{"type":"https://httpstatuses.com/401","title":"Unauthorized","status":401,"detail":"Invalid authentication credentials"}`
	for _, op := range w.doc.Operations() {
		params := []string{"x"}
		w.do(request{op: op.ID, params: params, key: "-"}).is(http.StatusUnauthorized, noKey)
		w.do(request{op: op.ID, params: params, key: "wrong"}).is(http.StatusUnauthorized, badKey)
	}
	answer := w.do(request{op: "listAllChannels", key: "-"})
	require.Equal(t, "application/problem+json", answer.Header.Get("Content-Type"))
	require.True(t, w.p.Revoke(demoKey))
	require.False(t, w.p.Revoke(demoKey))
	w.do(request{op: "listAllChannels"}).is(http.StatusUnauthorized, badKey)
	w.p.Restore(shop)
	w.do(request{op: "listAllChannels"}).status(http.StatusOK)
	w.p.RemoveAccount(shop)
	w.do(request{op: "listAllChannels"}).is(http.StatusUnauthorized, badKey)
}

func TestPathsAndMethods(t *testing.T) {
	w := newWorld(t)
	base := w.doc.Base()
	notFound := `{"type":"https://httpstatuses.com/404","title":"Not Found","status":404}`
	for _, path := range []string{"", "/", "/message", "/messages/", "/messages/x/y", "/configurations/channels/"} {
		w.do(request{method: "GET", path: base + path}).is(http.StatusNotFound, notFound)
	}
	w.do(request{method: "GET", path: base + "/message", key: "-"}).status(http.StatusUnauthorized)
	for path, allow := range map[string]string{
		"/messages": "POST", "/media": "GET, POST", "/media/x": "DELETE, GET", "/configurations/channels": "GET",
	} {
		for _, method := range []string{"PATCH", "HEAD", "OPTIONS"} { // tyntec OP-13
			answer := w.serve(request{method: method, path: base + path}).status(http.StatusMethodNotAllowed)
			require.Equal(t, allow, answer.Header.Get("Allow"), "%s %s", method, path)
			if method == "PATCH" {
				answer.is(http.StatusMethodNotAllowed, `{"type":"https://httpstatuses.com/405","title":"Method Not Allowed","status":405}`)
			}
		}
	}
}

func TestSlashesCollapseOP82(t *testing.T) {
	w := newWorld(t)
	w.do(request{method: "POST", path: w.doc.Base() + "//messages", body: waText(ana)}).status(http.StatusAccepted)
}

func TestBodies(t *testing.T) {
	w := newWorld(t)
	parse := func(body string) string {
		t.Helper()
		answer := w.do(request{op: "sendMessage", body: body}).status(http.StatusBadRequest)
		require.Equal(t, "Data given was not parseable", answer.text("title"))
		require.Equal(t, "https://docs.tyntec.com/problems/DataNotParseable", answer.text("type"))
		return answer.text("detail")
	}
	require.Contains(t, parse("{\"to\":\n1,}"), "line 2")
	for _, body := range []string{"", "  ", "[]", `"x"`, "5", "null", `{"to":"1"`, waText(ana) + "x"} {
		require.NotEmpty(t, parse(body))
	}
	unsupported := `{"type":"https://httpstatuses.com/415","title":"Unsupported Media Type","status":415}`
	w.do(request{op: "sendMessage", body: waText(ana), media: "text/plain"}).is(http.StatusUnsupportedMediaType, unsupported)
	w.do(request{op: "sendMessage", body: waText("12-3"), media: "text/plain"}).is(http.StatusUnsupportedMediaType, unsupported)
	w.do(request{op: "sendMessage", body: waText(ana), media: "-"}).status(http.StatusAccepted)
	w.do(request{op: "sendMessage", body: waText(ana), media: "Application/JSON; charset=utf-8"}).status(http.StatusAccepted)
	w.do(request{op: "listAllChannels", body: "x", media: "text/plain"}).status(http.StatusOK) // ignored (tyntec 1.2)
	large := `{"x":"` + strings.Repeat("x", maxJSON) + `"}`
	w.do(request{op: "sendMessage", body: large}).is(http.StatusRequestEntityTooLarge,
		`{"type":"https://httpstatuses.com/413","title":"Payload Too Large","status":413}`)
}

func TestOrderOfChecksOP5(t *testing.T) {
	w := newWorld(t)
	put := func(number, body string) call {
		return w.do(request{op: "updateWhatsAppChannelCallback", params: []string{number}, body: body})
	}
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{"messages:read"} })
	w.do(request{op: "sendMessage", body: waText("12-3")}).status(http.StatusBadRequest) // rules before scope
	w.do(request{op: "sendMessage", body: waText(ana)}).is(http.StatusForbidden, forbidden("messages:write"))
	put(waNumber, `{"inboundMessageUrl":"x"}`).status(http.StatusBadRequest)
	put(waNumber, `{}`).is(http.StatusForbidden, forbidden("callbacks:write"))
	put("x", `{"inboundMessageUrl":"http://a.example/"}`).violates(
		"phone-number: must be a valid integer", `validate.request.inboundMessageUrl: must match "^https://.*"`)
}

func TestForeignSenders(t *testing.T) {
	w := newWorld(t)
	plain := `{"type":"https://httpstatuses.com/403","title":"Forbidden","status":403}`
	from := func(number string) string { return strings.Replace(waText(ana), waNumber, number, 1) }
	w.do(request{op: "sendMessage", body: from(foreign)}).is(http.StatusForbidden, plain)
	w.do(request{op: "sendMessage", body: from("4915735990077")}).is(http.StatusForbidden, plain)
	w.do(request{op: "sendMessage", body: from(smsNumber)}).is(http.StatusForbidden, plain) // known on another channel
	w.do(request{op: "sendMessage", body: `{"to":"` + ana + `","from":"Other","channel":"sms","content":{"text":"x"}}`}).is(http.StatusForbidden, plain)
	w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"Other","channel":"sms","messages":[{"text":"x"},{"text":"x"}]}`}).is(http.StatusForbidden, plain)
	w.set(func(s *Settings) { s.ChannelScopes[smsNumber] = []string{} })
	w.do(request{op: "sendABulkMessage", body: `{"to":"` + ana + `","from":"` + smsNumber + `","channel":"sms","messages":[{"text":"x"},{"text":"x"}]}`}).
		is(http.StatusForbidden, forbidden("messages:write"))
}

// unmet are the network's errors that no operation of this API can meet, and why.
var unmet = map[error]string{
	network.ErrSenderTaken: "senders are made by the bench", network.ErrHandsetUnknown: "a business can write to any number",
	network.ErrTemplateUnknown: "a template is looked for at dispatch", network.ErrCatalogUnknown: "people order, not businesses",
	network.ErrNotReachable: "people write, not businesses", network.ErrNotOffered: "people tap, not businesses",
	network.ErrOneWay: "people write, not businesses", network.ErrTooLate: "people take messages back, not businesses",
	network.ErrClockBackwards: "the bench moves the clock", network.ErrClockFollowed: "the bench moves the clock",
	network.ErrFollowerBehind: "the bench moves the clock", network.ErrFaultUnknown: "the bench makes faults",

	network.ErrTemplateExists: noTemplates, network.ErrTemplateBarred: noTemplates, network.ErrTemplateQuota: noTemplates,
	network.ErrTemplateInvalid: noTemplates, network.ErrTemplateState: noTemplates, network.ErrEditTooSoon: noTemplates,
	network.ErrEditsUsed: noTemplates, network.ErrCategoryUnknown: noTemplates,
	network.ErrPortfolioUnknown: "portfolios are the bench's", network.ErrWABAUnknown: "accounts are found by tyntec's own id",
	network.ErrWABATaken: "accounts are made by the bench", network.ErrProfileInvalid: "no operation changes a profile",
	network.ErrContentInvalid: "the rules of the document are as strict",
	network.ErrCartOff:        "people order, not businesses", network.ErrCatalogHidden: "people order, not businesses",
	network.ErrCatalogTaken: noCatalogs, network.ErrProductUnknown: noCatalogs,
	network.ErrFlowUnknown: noFlows, network.ErrFlowTaken: noFlows, network.ErrFlowInvalid: noFlows, network.ErrFlowStatus: noFlows,
	network.ErrFlowFindings: noFlows, network.ErrFlowKey: noFlows,
	network.ErrGroupUnknown: "this API has no groups", network.ErrNotMember: "this API has no groups",
	network.ErrNotAdmin: "this API has no groups", network.ErrInviteUnknown: "this API has no groups",
	network.ErrInviteOnly: "this API has no groups", network.ErrGroupFull: "this API has no groups",
	network.ErrNobody: "this API has no groups", network.ErrLinkUnknown: "phones scan, not businesses",
	network.ErrNotLinked: "a number without the app is asked in vain", network.ErrBlockListFull: "this API has no list of blocked people",
	network.ErrCallUnknown: "answered as a violation", network.ErrCallingOff: "answered as a violation",
	network.ErrCallPermission: "answered as a violation",
}

const (
	noTemplates = "no operation changes templates"
	noCatalogs  = "no operation changes catalogs"
	noFlows     = "no operation changes flows"
)

func TestTableOfErrorsIsComplete(t *testing.T) {
	for _, err := range network.Errors() {
		if unmet[err] != "" {
			continue
		}
		p, known := answer(fmt.Errorf("something: %w", err))
		require.True(t, known, "%v", err)
		require.Equal(t, p.Status, p.Body.(problem).Status)
		require.Less(t, p.Status, 500)
	}
	p, known := answer(errors.New("surprise"))
	require.False(t, known)
	require.Equal(t, problem{Type: "https://httpstatuses.com/500", Title: "Internal Server Error", Status: 500}, p.Body)
	p, known = answer(wire.ErrSlow)
	require.True(t, known)
	require.Equal(t, http.StatusRequestTimeout, p.Status)
}

func TestTableOfCodesIsComplete(t *testing.T) {
	for _, why := range network.Reasons() {
		for _, c := range []network.Channel{network.WhatsApp, network.SMS, network.Viber} {
			f := failureOf(c, why)
			require.NotEmpty(t, f.Message, why)
			require.Regexp(t, `^(sms::error|viber::error|whatsapp::(error|external))::[0-9A-Za-z]+$`, f.Code, why)
		}
		_, row := failures[why]
		require.True(t, row || why == network.Expired || why.Channel() == network.SMS, "%s has a row", why)
		require.True(t, strings.HasPrefix(failureOf(why.Channel(), why).Code, why.Channel().String()+"::"), "%s has a code of its channel", why)
		p, known := answer(fmt.Errorf("sending: %w", why))
		require.True(t, known)
		require.Equal(t, http.StatusBadRequest, p.Status)
	}
	require.Equal(t, "viber::error::1", failureOf(network.Viber, network.UnknownFault).Code)
}

// Checks that the bench moves into the call refuse it (network 10.1 checks.sync).
func TestChecksInTheCall(t *testing.T) {
	w := newWorld(t, func(c *network.Config) { c.Accounts[0].Options.SyncChecks = []string{"window"} })
	w.do(request{op: "sendMessage", body: waText(ana)}).is(http.StatusBadRequest,
		`{"title":"Constraint Violation","status":400,"violations":[{"field":"validate.request","message":"Customer care window is closed"}]}`)
}

func TestScopesOfOperationsAreKnown(t *testing.T) {
	w := newWorld(t)
	for op, scope := range accountScopes {
		require.NotNil(t, w.doc.Operation(op), op)
		require.True(t, slices.Contains(AccountScopes(), scope), scope)
	}
	for op := range bodyRules {
		require.NotNil(t, w.doc.Operation(op), op)
	}
}
