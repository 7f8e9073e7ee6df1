package control

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestAccountIsMadeWithItsOwnCredentials(t *testing.T) {
	b := newBench(t)
	path := b.inside("/providers/tyntec/accounts")
	b.do("POST", path, `{"name":"rival","scopes":["media:read"]}`).want(201).equal(`{
		"id": "id-rival", "provider": "tyntec", "name": "rival", "baseUrl": "http://mynah.test/w/default/tyntec",
		"credentials": {"apikey": "id-rival-key"}, "credential": {"revoked": false, "expiresAt": null}, "scopes": ["media:read"], "senders": [],
		"options": {"block.mode": "silent", "checks.sync": [], "contact_check": "honest", "dispatch.delay": false, "inbound.edit": "drop",
			"inbound.revoke": "drop", "media.life.inbound": "default", "media.life.upload": "default", "media.url_life": "default", "region.sender": false, "state.down": {},
			"templates.check": "call", "templates.delay": "default", "templates.request": "default", "templates.submit": "default",
			"ttl.auth": "default", "ttl.default": "default", "ttl.report": "silent", "viber.burst": 0}}`)
	require.Equal(t, []any{"all"}, b.do("POST", path, `{"name":"other"}`).want(201).at("scopes"))
	b.do("POST", path, `{"name":"rival"}`).want(409)
	b.do("POST", path, `{"nam":"rival"}`).want(400)
	b.do("POST", b.inside("/providers/wabbit/accounts"), `{}`).want(404)
	b.do("POST", b.inside("/senders"), `{"provider":"tyntec","accountId":"id-rival","channel":"viber","id":"7"}`).want(201)
	r := b.do("GET", path+"?limit=2", "").want(200)
	require.Equal(t, "shop", r.at("items.0.id"))
	require.Len(t, r.at("items.0.senders"), 4)
	require.Equal(t, "7", r.at("items.1.senders.0.id"))
	require.Equal(t, "id-other", b.do("GET", path+"?after="+r.at("next").(string), "").want(200).at("items.0.id"))
	b.do("GET", path+"?after=x", "").want(400)
	b.do("GET", b.inside("/providers/wabbit/accounts"), "").want(404)
	require.Len(t, b.do("GET", "/_mynah/worlds/default", "").want(200).at("providers.tyntec.senders"), 5)
}

func TestCredentialIsWithdrawnAndGivenBack(t *testing.T) {
	b := newBench(t)
	path := b.inside("/providers/tyntec/accounts/shop")
	r := b.do("PATCH", path, `{"credential":{"revoked":true,"expiresAt":"2026-01-01T02:00:00+01:00"}}`).want(200)
	require.Equal(t, map[string]any{"revoked": true, "expiresAt": "2026-01-01T01:00:00.000Z"}, r.at("credential"))
	r = b.do("PATCH", path, `{"credential":{"revoked":false},"name":"new","scopes":[]}`).want(200)
	require.Equal(t, map[string]any{"revoked": false, "expiresAt": "2026-01-01T01:00:00.000Z"}, r.at("credential"))
	require.Equal(t, []any{}, r.at("scopes"))
	require.Equal(t, "new", r.at("name"))
	require.Nil(t, b.do("PATCH", path, `{"credential":{"expiresAt":null}}`).want(200).at("credential.expiresAt"))
}

func TestAccountThatCannotBeChanged(t *testing.T) {
	b := newBench(t)
	path := b.inside("/providers/tyntec/accounts/")
	b.do("POST", path[:len(path)-1], `{"name":"rival"}`).want(201)
	b.do("PATCH", path+"id-rival", `{"name":"demoshop"}`).want(409)
	require.Equal(t, map[string]any{"pointer": "/scopes/0", "rule": "value", "message": "there is no scope fly"},
		b.do("PATCH", path+"shop", `{"scopes":["fly"]}`).want(400).at("violations.0"))
	b.do("PATCH", path+"x", `{"name":"y"}`).want(404)
	b.do("PATCH", path+"shop", `{"credential":{"expired":true}}`).want(400)
	b.do("PATCH", path+"shop", `{"credential":{"expiresAt":"2026-13-01T00:00:00Z"}}`).want(400)
	b.do("PATCH", b.inside("/providers/wabbit/accounts/shop"), `{"name":"y"}`).want(404)
	b.do("DELETE", path+"shop", "").want(409)
	b.do("DELETE", path+"x", "").want(404)
	b.do("DELETE", b.inside("/providers/wabbit/accounts/shop"), "").want(404)
	b.do("DELETE", path+"id-rival", "").want(204)
}

func TestSettingsOfAProvider(t *testing.T) {
	b := newBench(t)
	path := b.inside("/providers/tyntec")
	b.do("GET", path, "").want(200).equal(`{"provider":"tyntec","accountId":"shop","accountScopes":["media:read"]}`)
	b.do("PATCH", path+"?accountId=shop", `{"allowHttpCallbackHosts":["receiver.internal"]}`).want(200).equal(
		`{"provider":"tyntec","accountId":"shop","accountScopes":["media:read"],"allowHttpCallbackHosts":["receiver.internal"]}`)
	require.Equal(t, "/channelScopes/1", b.do("PATCH", path, `{"channelScopes":{"1":[]}}`).want(400).at("violations.0.pointer"))
	b.do("PATCH", path, `{"previews":true}`).want(400)
	b.do("PATCH", path+"?accountId=x", `{"accountScopes":[]}`).want(404)
	b.do("GET", path+"?accountId=x", "").want(404)
	b.do("GET", path+"?accountId=", "").want(400)
	b.do("GET", b.inside("/providers/wabbit"), "").want(404)
	b.do("PATCH", b.inside("/providers/wabbit"), `{"accountScopes":[]}`).want(404)
}

func TestOptionsOfAnAccount(t *testing.T) {
	b := newBench(t)
	path := "/_mynah/worlds/default/providers/tyntec/accounts/shop"
	b.do("PATCH", path, `{"options":{"ttl.default":"36h","ttl.auth":"never","checks.sync":["window"],"state.down":{"disconnected":"queue","connecting":"fail"},
		"block.mode":"error","inbound.edit":"pass","viber.burst":3,"templates.delay":"never","contact_check":"always_valid","dispatch.delay":true}}`).want(200)
	o, err := b.net().Options("shop")
	require.NoError(t, err)
	require.Equal(t, network.AccountOptions{
		TTL: 36 * time.Hour, TTLAuth: -1, SyncChecks: []string{"window"}, StateDown: map[network.SenderState]network.DownMode{"disconnected": "queue"},
		BlockError: true, PassEdit: true, ViberBurst: 3, ReviewDelay: -1, AlwaysValid: true, DispatchDelay: true,
	}, o)
	r := b.do("PATCH", path, `{"options":{"block.mode":"silent","ttl.default":"default"}}`).want(200)
	require.Equal(t, "silent", r.at("options").(map[string]any)["block.mode"])
	require.Equal(t, "default", r.at("options").(map[string]any)["ttl.default"])
	require.Equal(t, "never", r.at("options").(map[string]any)["ttl.auth"])
	for _, bad := range []string{`{"options":{}}`, `{"options":{"ttl.default":"soon"}}`, `{"options":{"checks.sync":["weather"]}}`, `{"options":{"x":1}}`} {
		b.do("PATCH", path, bad).want(400)
	}
}

func TestWhatAnAccountChecksInTheCallCanBeChanged(t *testing.T) {
	b := newBench(t)
	_, err := b.net().Send(network.Draft{Account: "shop", Channel: network.WhatsApp, From: shopWA, To: ana, Content: network.Text{Body: "hi"}})
	require.NoError(t, err)
	b.do("PATCH", "/_mynah/worlds/default/providers/tyntec/accounts/shop", `{"options":{"checks.sync":["window"]}}`).want(200)
	_, err = b.net().Send(network.Draft{Account: "shop", Channel: network.WhatsApp, From: shopWA, To: ana, Content: network.Text{Body: "hi"}})
	require.ErrorIs(t, err, network.WindowClosed)
}
