package tyntec

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	waConfig = `{"channel":"whatsapp","scopes":["callbacks:read","callbacks:write","messages:read","messages:write","profile:read",
		"profile:write","templates:read","templates:write"],"id":{"phoneNumber":"` + waNumber + `"},"name":"Demo Shop","callback":{}}`
	smsConfig = `{"channel":"sms","scopes":["callbacks:read","callbacks:write","messages:read","messages:write"],"id":{"phoneNumber":"` +
		smsNumber + `"},"callback":{}}`
	viberJSON = `{"channel":"viber","scopes":["callbacks:read","callbacks:write","messages:read","messages:write"],"id":{"serviceId":"` +
		service + `"},"name":"Demo Shop","config":{"serviceType":"two-way"},"callback":{}}`
)

func TestListsOfChannels(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "listAllChannels"}).is(http.StatusOK, `[`+smsConfig+`,`+viberJSON+`,`+waConfig+`]`)
	w.do(request{op: "listAllWhatsAppChannels"}).is(http.StatusOK, `[`+waConfig+`]`)
	w.do(request{op: "listAllSMSChannels"}).is(http.StatusOK, `[`+smsConfig+`]`) // alphanumeric senders are not listed (tyntec 5.11)
	w.do(request{op: "listAllViberChannels"}).is(http.StatusOK, `[`+viberJSON+`]`)
	w.do(request{op: "listAllViberChannels", key: otherKey}).is(http.StatusOK, `[]`)
	require.NoError(t, w.net.AddSender(network.Sender{ID: "49160", Channel: network.SMS, Account: shop}))
	list := string(w.do(request{op: "listAllSMSChannels"}).ResponseBody)
	require.Less(t, strings.Index(list, `"49160"`), strings.Index(list, smsNumber), "by id")
	w.set(func(s *Settings) { s.AccountScopes = []string{"media:read"} })
	for _, op := range []string{"listAllChannels", "listAllWhatsAppChannels", "listAllSMSChannels", "listAllViberChannels"} {
		w.do(request{op: op}).is(http.StatusForbidden, forbidden("channels:read"))
	}
}

// channelOps are the operations on one identity, with one that is the account's.
var channelOps = map[string]struct{ get, put, id, plain string }{
	"whatsapp": {"getWhatsAppChannelConfig", "updateWhatsAppChannelCallback", waNumber, waConfig},
	"sms":      {"getSMSChannelConfig", "updateSMSChannelCallback", smsNumber, smsConfig},
	"viber":    {"getViberChannelConfig", "updateViberChannelCallback", service, viberJSON},
}

func TestCallbackSettingsOfAChannel(t *testing.T) {
	for name, tc := range channelOps {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			get := func() call { return w.do(request{op: tc.get, params: []string{tc.id}}) }
			put := func(body string) call { return w.do(request{op: tc.put, params: []string{tc.id}, body: body}) }
			with := func(callback string) string {
				return strings.Replace(tc.plain, `"callback":{}`, `"callback":`+callback, 1)
			}
			get().is(http.StatusOK, tc.plain)
			all := `{"callbackVersion":"2.12","inboundMessageUrl":"https://h.example/in","messageStatusUrl":"http://localhost/st","eventFilter":[]}`
			put(all).is(http.StatusOK, with(all))
			get().is(http.StatusOK, with(all))
			put(all).is(http.StatusOK, with(all))
			part := `{"eventFilter":["MessageStatus::dispatched","MessageStatus::deleted"]}` // tyntec OP-47
			put(part).is(http.StatusOK, with(part))
			put(`{"eventFilter":null,"callbackVersion":"2.13"}`).is(http.StatusOK, with(`{"callbackVersion":"2.13"}`)) // tyntec OP-98
			put(``).is(http.StatusOK, tc.plain)                                                                        // tyntec OP-71
			put(part).status(http.StatusOK)
			put(`{}`).is(http.StatusOK, tc.plain) // tyntec OP-71
			w.do(request{op: tc.get, params: []string{"%2B" + tc.id}}).is(http.StatusOK, tc.plain)

			put(`{"callbackVersion":"3.0","inboundMessageUrl":"http://h.example/","eventFilter":["MoMessage"],"messageStatusUrl":""}`).violates( // tyntec OP-50
				"validate.request.callbackVersion: must be one of [2.11, 2.12, 2.13]",
				"validate.request.eventFilter[0]: must be one of [MessageStatus::accepted, MessageStatus::channelFailed, MessageStatus::deleted, MessageStatus::delivered, MessageStatus::dispatched, MessageStatus::failed, MessageStatus::seen, MessageStatus::unknown]",
				`validate.request.inboundMessageUrl: must match "^https://.*"`,
				"validate.request.messageStatusUrl: must not be empty",
			)
			put(`{"inboundMessageUrl":"https://h.example/` + strings.Repeat("x", 2000) + `"}`).
				violates("validate.request.inboundMessageUrl: size must be between 0 and 2000")
			put(`{"inboundMessageUrl":"hook"}`).violates(`validate.request.inboundMessageUrl: must match "^https://.*"`)
			put(`[]`).status(http.StatusBadRequest)
			get().is(http.StatusOK, tc.plain)
		})
	}
}

func TestIdentitiesThatAreNotOursOP72(t *testing.T) {
	w := newWorld(t)
	plain := `{"type":"https://httpstatuses.com/403","title":"Forbidden","status":403}`
	require.NoError(t, w.net.AddSender(network.Sender{ID: "49161", Channel: network.SMS, Account: shop, OneWay: true}))
	for name, tc := range channelOps {
		for _, id := range []string{foreign, "4999", "49161"} {
			w.do(request{op: tc.get, params: []string{id}}).is(http.StatusForbidden, plain)
			w.do(request{op: tc.put, params: []string{id}, body: `{}`}).is(http.StatusForbidden, plain)
		}
		param := map[string]string{"whatsapp": "phone-number", "sms": "phone-number", "viber": "service-id"}[name]
		for id, want := range map[string]string{ // tyntec OP-7
			"shop": "must be a valid integer", "123": "must be greater than or equal to 1000",
			"1234567890123456": "must be less than or equal to 999999999999999",
		} {
			w.do(request{op: tc.get, params: []string{id}}).violates(param + ": " + want)
			w.do(request{op: tc.put, params: []string{id}}).violates(param + ": " + want)
		}
	}
}

func TestScopesOfAChannelOP3(t *testing.T) {
	for name, tc := range channelOps {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set(func(s *Settings) { s.ChannelScopes[tc.id] = []string{"callbacks:write", "media:read"} }) // tyntec OP-70
			body := string(w.do(request{op: tc.get, params: []string{tc.id}}).status(http.StatusOK).ResponseBody)
			require.NotContains(t, body, `"callback":`)
			require.Contains(t, body, `"scopes":["callbacks:write","media:read"]`)
			w.do(request{op: tc.put, params: []string{tc.id}, body: `{}`}).is(http.StatusOK, body)
			w.set(func(s *Settings) { s.ChannelScopes[tc.id] = []string{} })
			w.do(request{op: tc.put, params: []string{tc.id}, body: `{}`}).is(http.StatusForbidden, forbidden("callbacks:write"))
			require.Contains(t, string(w.do(request{op: tc.get, params: []string{tc.id}}).ResponseBody), `"scopes":[]`)
		})
	}
}

// The table of tyntec 5.9.
func TestEffectiveConfiguration(t *testing.T) {
	w := newWorld(t)
	w.do(request{op: "updateViberChannelCallback", params: []string{service}, body: `{"inboundMessageUrl":"https://hooks.example/viber",
		"eventFilter":["MessageStatus::accepted","MessageStatus::channelFailed"]}`}).status(http.StatusOK)
	local, ok := w.p.effective(shop, network.Viber, service)
	require.True(t, ok)
	require.Equal(t, Callback{
		CallbackVersion: "2.11", InboundMessageURL: "https://hooks.example/viber", MessageStatusURL: "https://hooks.example/st",
		EventFilter: []string{"MessageStatus::accepted", "MessageStatus::channelFailed"},
	}, local)
	elsewhere, _ := w.p.effective(shop, network.WhatsApp, waNumber)
	require.Equal(t, Callback{CallbackVersion: "2.11", InboundMessageURL: "https://hooks.example/in", MessageStatusURL: "https://hooks.example/st"}, elsewhere)

	id := w.send(viberContent("promotion", `{"text":"x"}`))
	w.advance(1e9)
	require.Equal(t, []string{"MessageStatus::accepted https://hooks.example/st"}, w.posted(id))
	in := w.writes(network.Note{Number: ana, Channel: network.Viber, To: service, Content: network.Text{Body: "x"}})
	require.Equal(t, []string{"MoMessage https://hooks.example/viber"}, w.posted(in))

	// An empty filter beats the account's, an absent one inherits it (tyntec OP-71).
	w.set(func(s *Settings) { s.Callback.EventFilter = []string{"MessageStatus::seen"} })
	put := func(body string) {
		w.do(request{op: "updateViberChannelCallback", params: []string{service}, body: body}).status(http.StatusOK)
	}
	put(`{"eventFilter":[],"messageStatusUrl":"https://hooks.example/local"}`)
	require.Len(t, w.posted(id), 3)
	put(`{}`)
	require.Empty(t, w.posted(id))
}
