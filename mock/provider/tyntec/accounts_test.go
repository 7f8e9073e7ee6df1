package tyntec

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	accountJSON = `{"whatsAppAccountId":"` + accountID + `","whatsAppAccountName":"Demo Shop","businessName":"Demo Shop Holding",
		"templateNamespace":"5f0c1d7e_3a4b","facebookBusinessManagerId":220011223344556,"whatsAppBusinessAccountId":"` + waba + `",
		"accountStatus":{"messageOnBehalf":"APPROVED"},"managedBy":{"accountName":"demoshop"}}`
	numberJSON = `{"phoneNumber":"` + waNumber + `","displayPhoneNumber":"+49 1573 5990001","verifiedName":"Demo Shop","qualityRating":"GREEN",
		"status":"CONNECTED","whatsAppAccountId":"` + accountID + `","managedBy":{"accountName":"demoshop"},
		"messagingVia":{"accountName":"demoshop"},"messagingTier":"TIER_1K","businessMessagingLimit":"TIER_2K",
		"qualityScore":{"score":"GREEN"},"nameStatus":"APPROVED","isOfficialBusinessAccount":false}`
	accountGone = `{"status":404,"title":"WhatsApp account unknown"}`
	numberGone  = `{"status":404,"title":"Phone number unknown"}`
)

// numbers adds WhatsApp numbers to the demo account's WABA.
func (w *world) numbers(account string, ids ...string) {
	w.t.Helper()
	for _, id := range ids {
		require.NoError(w.t, w.net.AddSender(network.Sender{ID: id, Channel: network.WhatsApp, Account: account, WABA: waba, Name: "Demo Shop"}))
	}
}

func TestWhatsAppAccounts(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "listAllWhatsAppAccounts"}).is(http.StatusOK, `[`+accountJSON+`]`)
	w.do(request{op: "getWhatsAppAccount", params: []string{accountID}}).is(http.StatusOK, accountJSON)
	for _, query := range []string{"phone-number=" + waNumber, "phoneNumber=" + waNumber, "phoneNumber=" + waNumber + "&phone-number=" + waNumber} { // tyntec OP-21
		w.do(request{op: "listAllWhatsAppAccounts", query: query}).is(http.StatusOK, `[`+accountJSON+`]`)
	}
	for _, query := range []string{"phone-number=" + foreign, "phoneNumber=4999", "phone-number=" + smsNumber} {
		w.do(request{op: "listAllWhatsAppAccounts", query: query}).is(http.StatusOK, `[]`)
	}
	w.do(request{op: "listAllWhatsAppAccounts", query: "phoneNumber=4999&phone-number=4998"}).violates("phoneNumber: must be equal to phone-number")
	w.do(request{op: "listAllWhatsAppAccounts", query: "phoneNumber=shop"}).violates("phoneNumber: must be a valid integer")

	// Another account sees its own, whose id is made of the WABA's.
	list := w.do(request{op: "listAllWhatsAppAccounts", key: otherKey}).status(http.StatusOK)
	require.Contains(t, string(list.ResponseBody), `"whatsAppBusinessAccountId":"2"`)
	w.do(request{op: "getWhatsAppAccount", params: []string{w.p.wabaID("2")}, key: otherKey}).status(http.StatusOK)
	for _, id := range []string{w.p.wabaID("2"), "220011223344556", "b7d6a0c2-52a1-4f0e-9a53-6f1f0f6f9e11"} {
		w.do(request{op: "getWhatsAppAccount", params: []string{id}}).is(http.StatusNotFound, accountGone)
		w.do(request{op: "listPhoneNumbersOfWhatsAppAccount", params: []string{id}}).is(http.StatusNotFound, accountGone)
	}
}

func TestPhoneNumbers(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "getWhatsAppPhoneNumber", params: []string{waNumber}}).is(http.StatusOK, numberJSON)
	w.do(request{op: "getWhatsAppPhoneNumber", params: []string{"%2B" + waNumber}}).is(http.StatusOK, numberJSON)
	w.do(request{op: "listAllWhatsAppPhoneNumbers"}).is(http.StatusOK, `[`+numberJSON+`]`)
	for _, number := range []string{foreign, "4999", smsNumber} {
		w.do(request{op: "getWhatsAppPhoneNumber", params: []string{number}}).is(http.StatusNotFound, numberGone)
		w.do(request{op: "getAvailableWhatsAppTemplates", params: []string{number}}).is(http.StatusNotFound, numberGone)
	}
	w.do(request{op: "getWhatsAppPhoneNumber", params: []string{"shop"}}).violates("phone-number: must be a valid integer")
	// A number of another account on the same WABA is listed with the account through which it sends.
	w.numbers(other, "4915735990002")
	list := string(w.do(request{op: "listPhoneNumbersOfWhatsAppAccount", params: []string{accountID}}).status(http.StatusOK).ResponseBody)
	require.Contains(t, list, `"phoneNumber":"4915735990002"`)
	require.Contains(t, list, `"managedBy":{"accountName":"demoshop"},"messagingVia":{"accountName":"other"}`)
	require.NotContains(t, string(w.do(request{op: "listAllWhatsAppPhoneNumbers"}).ResponseBody), "4915735990002")
}

func TestStatesOfANumber(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*network.Sender)
		want   []string
	}{
		"connecting":   {func(s *network.Sender) { s.State = network.Connecting }, []string{`"status":"OFFLINE"`}},
		"disconnected": {func(s *network.Sender) { s.State = network.Disconnected }, []string{`"status":"DISCONNECTED"`}},
		"unregistered": {func(s *network.Sender) { s.State = network.UnregisteredSender }, []string{`"status":"DISCONNECTED"`}},
		"not ready":    {func(s *network.Sender) { s.State = network.NotReady }, []string{`"status":"PENDING"`}},
		"restricted":   {func(s *network.Sender) { s.Restricted, s.Flagged = true, true }, []string{`"status":"RESTRICTED"`}},
		"flagged": {func(s *network.Sender) { s.Flagged, s.Quality = true, "RED" }, []string{
			`"status":"FLAGGED"`, `"qualityRating":"RED"`, `"qualityScore":{"score":"RED"}`}},
		"limits":           {func(s *network.Sender) { s.Tier, s.Limit = "TIER_250", "TIER_10K" }, []string{`"messagingTier":"TIER_250","businessMessagingLimit":"TIER_10K"`}},
		"official":         {func(s *network.Sender) { s.Official = true }, []string{`"isOfficialBusinessAccount":true`}},
		"name in review":   {func(s *network.Sender) { s.NameStatus = "PENDING_REVIEW" }, []string{`"nameStatus":"PENDING_REVIEW"`}},
		"name not checked": {func(s *network.Sender) { s.NameStatus = "AVAILABLE_WITHOUT_REVIEW" }, []string{`"nameStatus":"APPROVED"`}},
		"name expired":     {func(s *network.Sender) { s.NameStatus = "EXPIRED" }, []string{`"nameStatus":"DECLINED"`}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, func(s network.Sender) network.Sender {
				tc.change(&s)
				return s
			}))
			body := string(w.do(request{op: "getWhatsAppPhoneNumber", params: []string{waNumber}}).status(http.StatusOK).ResponseBody)
			for _, want := range tc.want {
				require.Contains(t, body, want)
			}
		})
	}
}

func TestPagesOP9(t *testing.T) {
	w := newWorld(t)
	w.numbers(shop, "4915735990011", "4915735990012", "4915735990013", "4915735990014")
	headers := func(c call) (all []string) {
		for _, name := range []string{"x-total-pages", "x-total-items", "x-page-size", "x-current-page"} {
			all = append(all, c.Header.Get(name))
		}
		return all
	}
	link := func(c call) map[string]string {
		all := map[string]string{}
		for one := range strings.SplitSeq(c.Header.Get("Link"), ", ") {
			url, rel, _ := strings.Cut(strings.TrimPrefix(one, "<"), ">; rel=")
			all[strings.Trim(rel, `"`)] = strings.TrimPrefix(url, publicURL+"/channels/whatsapp/phone-numbers?")
		}
		return all
	}
	get := func(query string) call {
		return w.do(request{op: "listAllWhatsAppPhoneNumbers", query: query}).status(http.StatusOK)
	}
	middle := get("page=2&size=2&x=1")
	require.Equal(t, []string{"3", "5", "2", "2"}, headers(middle))
	require.Equal(t, map[string]string{
		"first": "page=1&size=2&x=1", "current": "page=2&size=2&x=1", "previous": "page=1&size=2&x=1", "next": "page=3&size=2&x=1", "last": "page=3&size=2&x=1",
	}, link(middle))
	require.Contains(t, string(middle.ResponseBody), "4915735990012")
	require.NotContains(t, string(middle.ResponseBody), "4915735990011")

	require.Equal(t, []string{"1", "5", "100", "1"}, headers(get("")))
	require.Equal(t, map[string]string{"first": "page=1&size=100", "current": "page=1&size=100", "last": "page=1&size=100"}, link(get("")))
	beyond := get("page=9&size=2")
	beyond.is(http.StatusOK, `[]`)
	require.Equal(t, []string{"3", "5", "2", "9"}, headers(beyond))
	require.Equal(t, map[string]string{
		"first": "page=1&size=2", "current": "page=9&size=2", "previous": "page=3&size=2", "last": "page=3&size=2"}, link(beyond))
	get("page=9223372036854775807").is(http.StatusOK, `[]`)

	w.p.AddAccount(AccountConfig{ID: "nobody", Key: "nobody-key"})
	empty := w.do(request{op: "listAllWhatsAppPhoneNumbers", key: "nobody-key"}).is(http.StatusOK, `[]`)
	require.Equal(t, []string{"0", "0", "100", "1"}, headers(empty))
	require.Equal(t, map[string]string{"first": "page=1&size=100", "current": "page=1&size=100", "last": "page=1&size=100"}, link(empty))
	for query, want := range map[string]string{
		"page=0": "page: must be greater than or equal to 1", "size=0": "size: must be greater than or equal to 1",
		"size=101": "size: must be less than or equal to 100", "page=x": "page: must be a valid integer",
	} {
		w.do(request{op: "listAllWhatsAppPhoneNumbers", query: query}).violates(want)
	}
}

func TestScopesOfAccountsAndNumbers(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.AccountScopes = []string{"media:read"} })
	for _, r := range []request{
		{op: "listAllWhatsAppAccounts"}, {op: "getWhatsAppAccount", params: []string{"x"}},
		{op: "listPhoneNumbersOfWhatsAppAccount", params: []string{"x"}}, {op: "listAllWhatsAppPhoneNumbers"},
		{op: "getWhatsAppPhoneNumber", params: []string{"4999"}},
	} {
		w.do(r).is(http.StatusForbidden, forbidden("channels:read"))
	}
	w.do(request{op: "getAvailableWhatsAppTemplates", params: []string{waNumber}}).status(http.StatusOK)
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{"templates:write"} })
	w.do(request{op: "getAvailableWhatsAppTemplates", params: []string{waNumber}}).is(http.StatusForbidden, forbidden("templates:read"))
	w.do(request{op: "getAvailableWhatsAppTemplates", params: []string{foreign}}).is(http.StatusNotFound, numberGone)
	// A scope on any number of the WABA is enough for what belongs to the WABA (tyntec 1.4).
	listed := request{op: "listTemplatesOfWhatsAppAccount", params: []string{accountID}}
	w.do(listed).is(http.StatusForbidden, forbidden("templates:read"))
	w.numbers(shop, "4915735990011")
	w.do(listed).status(http.StatusOK)
}
