package control

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestSendersAreListedInOrderOfMaking(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", b.inside("/senders?limit=1"), "").want(200)
	require.Equal(t, map[string]any{
		"provider": "tyntec", "accountId": "shop", "channel": "whatsapp", "id": shopWA, "kind": "api", "name": "Demo Shop", "state": "connected",
		"quality": "GREEN", "tier": "TIER_2K", "messagingTier": "TIER_1K", "wabaId": "w1", "catalogId": "c1", "restricted": false,
		"nameStatus": "APPROVED", "flagged": false, "throughput": 80.0, "banned": false, "payment": true, "accountReview": "APPROVED",
		"official": false, "catalogVisible": true, "cartEnabled": true, "calling": false, "identityCheck": false, "welcome": false,
	}, r.at("items.0"))
	r = b.do("GET", b.inside("/senders?limit=2&after="+r.at("next").(string)), "").want(200)
	require.Equal(t, "longCode", r.at("items.0.kind"))
	require.Equal(t, "alphanumeric", r.at("items.1.kind"))
	r = b.do("GET", b.inside("/senders?channel=viber&provider=tyntec"), "").want(200)
	require.Equal(t, map[string]any{
		"provider": "tyntec", "accountId": "shop", "channel": "viber", "id": viber, "kind": "two-way", "name": "Demo Shop", "state": "connected",
		"retired": false,
	}, r.at("items.0"))
	require.Empty(t, b.do("GET", b.inside("/senders?provider=other"), "").want(200).at("items"))
	b.do("GET", b.inside("/senders?after=x"), "").want(400)
}

func TestSenderIsMadeAsItLooks(t *testing.T) {
	for name, tc := range map[string]struct {
		body, kind string
		oneWay     bool
	}{
		"a WhatsApp number": {`{"provider":"tyntec","channel":"whatsapp","id":"4915735990002","name":"Two"}`, "api", false},
		"a linked phone":    {`{"provider":"tyntec","channel":"whatsapp","id":"491700000001","kind":"linked"}`, "linked", false},
		"a long code":       {`{"provider":"tyntec","accountId":"shop","channel":"sms","id":"4916099000018"}`, "longCode", false},
		"a short code":      {`{"provider":"tyntec","channel":"sms","id":"12345"}`, "shortCode", false},
		"a name":            {`{"provider":"tyntec","channel":"sms","id":"DemoNews"}`, "alphanumeric", true},
		"a toll-free one":   {`{"provider":"tyntec","channel":"sms","id":"18005550100","kind":"tollFree"}`, "tollFree", false},
		"a Viber service":   {`{"provider":"tyntec","channel":"viber","id":"71046"}`, "two-way", false},
		"a Viber channel":   {`{"provider":"tyntec","channel":"viber","id":"71047","kind":"one-way"}`, "one-way", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			r := b.do("POST", b.inside("/senders"), tc.body).want(201)
			require.Equal(t, tc.kind, r.at("kind"))
			require.Equal(t, "shop", r.at("accountId"))
			s, err := b.net().Sender(channel(r.at("channel").(string)), r.at("id").(string))
			require.NoError(t, err)
			require.Equal(t, tc.oneWay, s.OneWay)
			if s.Channel == network.WhatsApp {
				require.Equal(t, "w1", s.WABA)
			}
		})
	}
}

func TestSenderThatCannotBeMade(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		body   string
		status int
	}{
		"taken by a sender":   {`{"provider":"tyntec","channel":"viber","id":"` + viber + `"}`, 409},
		"taken by a person":   {`{"provider":"tyntec","channel":"whatsapp","id":"` + ana + `"}`, 409},
		"of a strange kind":   {`{"provider":"tyntec","channel":"viber","id":"1","kind":"longCode"}`, 400},
		"no WhatsApp number":  {`{"provider":"tyntec","channel":"whatsapp","id":"Shop"}`, 400},
		"an unknown account":  {`{"provider":"tyntec","accountId":"x","channel":"viber","id":"1"}`, 404},
		"a provider not here": {`{"provider":"wabbit","channel":"viber","id":"1"}`, 404},
		"without a channel":   {`{"provider":"tyntec","id":"1"}`, 400},
	} {
		t.Run(name, func(t *testing.T) { b.do("POST", b.inside("/senders"), tc.body).want(tc.status) })
	}
}

func TestSenderChangesWhatThePatchNames(t *testing.T) {
	b := newBench(t)
	path := b.inside("/senders/" + shopWA)
	b.do("PATCH", path, `{"quality":"RED","state":"disconnected","tier":"TIER_10K","messagingTier":"TIER_250","restricted":true}`).want(200)
	r := b.do("PATCH", path, `{"name":"Other"}`).want(200)
	require.Equal(t, []any{"Other", "RED", "disconnected", "TIER_10K", "TIER_250", true},
		[]any{r.at("name"), r.at("quality"), r.at("state"), r.at("tier"), r.at("messagingTier"), r.at("restricted")})
	require.Equal(t, true, b.do("PATCH", b.inside("/senders/"+viber), `{"retired":true}`).want(200).at("retired"))
	require.Equal(t, "/quality", b.do("PATCH", b.inside("/senders/"+viber), `{"quality":"RED"}`).want(400).at("violations.0.pointer"))
	b.do("PATCH", path, `{"retired":true}`).want(400)
	b.do("PATCH", path, `{}`).want(400)
	b.do("PATCH", b.inside("/senders/1"), `{"name":"x"}`).want(404)
	b.do("PATCH", path+"?channel=mail", `{"name":"x"}`).want(400)
}

func TestSenderOnTwoChannelsIsNamedWithItsChannel(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.inside("/senders"), `{"provider":"tyntec","channel":"whatsapp","id":"`+smsNo+`"}`).want(201)
	path := b.inside("/senders/" + smsNo)
	b.do("PATCH", path, `{"name":"x"}`).want(409)
	b.do("DELETE", path, "").want(409)
	b.do("PATCH", path+"?channel=whatsapp", `{"name":"x"}`).want(200)
	b.do("DELETE", path+"?channel=whatsapp", "").want(204)
	b.do("DELETE", path, "").want(204)
	b.do("DELETE", path, "").want(404)
	b.do("DELETE", path+"?channel=mail", "").want(400)
}

func TestSeveralAccountsHaveANumber(t *testing.T) {
	b := newBench(t)
	require.NoError(t, b.net().AddAccount(network.Account{ID: "second", Label: "tyntec"}))
	body := `{"provider":"tyntec","accountId":"second","channel":"whatsapp","id":"` + shopWA + `"}`
	bind := func() *reply {
		err := b.net().AddSender(network.Sender{ID: shopWA, Channel: network.WhatsApp, Account: "second"})
		if err != nil {
			return b.do("POST", b.inside("/senders"), strings.Replace(body, "second", "shop", 1))
		}
		return b.do("GET", b.inside("/senders?channel=whatsapp"), "")
	}
	bind().want(409)
	b.do("PATCH", b.inside(""), `{"bind.exclusive":false}`).want(200)
	r := bind().want(200)
	require.Equal(t, "shop", r.at("items.0.accountId"))
	require.Equal(t, "second", r.at("items.1.accountId"))
	b.do("DELETE", b.inside("/senders/"+shopWA+"?channel=whatsapp&accountId=other"), "").want(404)
	b.do("DELETE", b.inside("/senders/"+shopWA+"?channel=whatsapp&accountId=shop"), "").want(204)
	r = b.do("GET", b.inside("/senders?channel=whatsapp"), "").want(200)
	require.Equal(t, "second", r.at("items.0.accountId"))
	b.do("DELETE", b.inside("/senders/"+shopWA+"?channel=whatsapp"), "").want(204)
	require.Empty(t, b.do("GET", b.inside("/senders?channel=whatsapp"), "").want(200).at("items"))
}
