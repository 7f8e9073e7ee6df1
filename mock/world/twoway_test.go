package world

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	twowayWABA  = "103300440055066"
	twowayPhone = "6580005678"
)

func TestDemoHasTheTeamOfTwoway(t *testing.T) {
	w := loaded(t, "demo")
	require.Len(t, w.Twoway.Teams, 1)
	team := w.Twoway.Teams[0]
	require.Equal(t, "7f3c2a10-55d1-4e0b-9a6c-3b2f1e0d4c5a", team.ID)
	require.Equal(t, []TwowayUser{{
		ID: "2b9d6e41-0c7a-4f5e-8d13-9a4470c1be02", Name: "Demo Owner", Phone: 6580001234, Password: "twoway-sandbox",
	}}, team.Users)
	require.Equal(t, []TwowayToken{{Token: "apit_demo"}}, team.Tokens)
	require.Equal(t, "acc_7f3c2a10-55d1-4e0b-9a_0a01", team.Accounts[0].ID)
	require.Equal(t, "00112233445566778899aabbccddeeff", team.Accounts[0].Secret)
	require.Equal(t, "acc_7f3c2a10-55d1-4e0b-9a_1d2e", team.Accounts[1].ID)
	require.Len(t, team.Accounts[0].Templates, 5)
	require.Len(t, of(w.Network.Templates, func(tpl network.Template) bool { return tpl.WABA == twowayWABA }), 5)

	require.Equal(t, []network.Sender{
		{ID: "6580001234", Channel: network.WhatsApp, Account: "twoway-demoshop", WABA: twowayWABA, Name: "Demo Shop", Kind: "api", Limit: "TIER_2K",
			NumberSettings: network.NumberSettings{CatalogShown: true, Profile: network.Profile{Photo: picture("photo.png")}}},
		{
			ID: twowayPhone, Channel: network.WhatsApp, Account: "twoway-demoshop", Name: "Demo Shop phone", Kind: "linked", Limit: "TIER_2K",
			NumberSettings: network.NumberSettings{Catalog: demoCatalog, CatalogShown: true, Profile: network.Profile{Photo: picture("photo.png")}},
		},
	}, of(w.Network.Senders, func(s network.Sender) bool { return s.Account == "twoway-demoshop" }))
	require.Equal(t, []network.Group{{ID: "120363000000000002", Name: "Demo team", Members: []network.GroupMember{
		{Number: twowayPhone}, {Number: "491700000001"}, {Number: "6591112222"},
	}}}, of(w.Network.Groups, func(g network.Group) bool { return g.Name == "Demo team" }))
}

func TestEveryWorldHasItsOwnTeam(t *testing.T) {
	demo := loaded(t, "demo")
	one, other, again := Derive(demo, "one", 1), Derive(demo, "other", 1), Derive(demo, "one", 1)
	require.Equal(t, one.Twoway, again.Twoway)
	a, b := one.Twoway.Teams[0], other.Twoway.Teams[0]
	require.NotEqual(t, a.ID, b.ID)
	require.NotEqual(t, a.Users[0].Phone, b.Users[0].Phone)
	require.NotEqual(t, a.Tokens[0].Token, b.Tokens[0].Token)
	require.Regexp(t, "^apit_[0-9a-f]{32}$", a.Tokens[0].Token)
	require.Equal(t, "acc_"+a.ID[:21]+"_0a01", a.Accounts[0].ID)
	require.Regexp(t, "^[0-9a-f]{32}$", a.Accounts[0].Secret)
	require.Equal(t, one.Network, other.Network, "what the network knows depends on the seed alone")
	require.Equal(t, "apit_demo", demo.Twoway.Teams[0].Tokens[0].Token, "the file stays as it was")
}
