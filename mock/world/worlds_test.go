package world

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// started is a network that starts from an embedded file.
func started(t testing.TB, name string, seed uint64) *network.Network {
	t.Helper()
	n, err := network.New(Derive(loaded(t, name), Default, seed).Network)
	require.NoError(t, err)
	return n
}

func TestEmbeddedWorlds(t *testing.T) {
	require.Equal(t, []string{"campaign", "demo", "empty", "shop", "support"}, Names())
	empty := loaded(t, "empty").Network
	for _, name := range []string{"campaign", "shop", "support"} {
		w := loaded(t, name)
		require.Equal(t, empty.Accounts, w.Network.Accounts, "the accounts of %s", name)
		require.Len(t, w.Network.Senders, len(empty.Senders), "the senders of %s", name)
		require.Len(t, w.Network.Portfolios, 1)
		require.NotEqual(t, empty.Portfolios, w.Network.Portfolios)
		for _, waba := range w.Network.WABAs {
			require.Equal(t, w.Business.ID, waba.Portfolio)
		}
	}
}

func TestShopHasALargeCatalogMadeFromTheSeed(t *testing.T) {
	n := started(t, "shop", 1)
	c, err := n.CatalogOf(loaded(t, "shop").Network.WABAs[0].ID)
	require.NoError(t, err)
	require.Len(t, c.Products, 2002)
	for _, p := range c.Products {
		require.NotEmpty(t, p.Name, p.ID)
		require.Positive(t, p.Price, p.ID)
	}
	p, currency, ok := n.Product(c.ID, "LAMP-0007")
	require.True(t, ok)
	require.Equal(t, "EUR", currency)
	again, _, _ := started(t, "shop", 1).Product(c.ID, "LAMP-0007")
	require.Equal(t, p, again)
	other, _, _ := started(t, "shop", 2).Product(c.ID, "LAMP-0007")
	require.NotEqual(t, p, other)
}

func TestSupportDeskHasAFormForEveryAccount(t *testing.T) {
	n := started(t, "support", 1)
	for _, w := range n.WABAs() {
		f, err := n.Flow(w.ID, "7001002003004011")
		require.NoError(t, err)
		require.Equal(t, network.StatusPublished, f.Status)
		require.Empty(t, f.Findings)
		pending, err := n.Template(network.TemplateRef{WABA: w.ID, Name: "ticket_closed", Language: "de"})
		require.NoError(t, err)
		require.Equal(t, network.StatusPending, pending.Status)
	}
	_, err := n.Advance(t.Context(), network.Until{By: 5 * time.Second})
	require.NoError(t, err)
	one, err := n.Template(network.TemplateRef{WABA: n.WABAs()[0].ID, Name: "ticket_closed", Language: "de"})
	require.NoError(t, err)
	require.Equal(t, network.StatusApproved, one.Status, "what waits for its verdict gets it")
}

func TestCampaignEnforcesTheFiguresOfThePlatform(t *testing.T) {
	n := started(t, "campaign", 1)
	require.Equal(t, []string{"platform"}, n.Limits().Words())
	require.Greater(t, len(n.Handsets("", 5000)), 3000)
	waba := n.WABAs()[0].ID
	for _, tpl := range n.Templates(waba) {
		want := map[string]network.TemplateStatus{"winter_sale": network.StatusRejected, "spring_sale": network.StatusDisabled}[tpl.Name]
		if want == "" {
			want = network.StatusApproved
		}
		require.Equal(t, want, tpl.Status, tpl.Name)
	}
}

func TestFileThatTakesOverAnother(t *testing.T) {
	for name, tc := range map[string]struct{ file, problem string }{
		"a file that is not there":     {"from: nothing\n", `from: "nothing" is not one of`},
		"a file that takes over too":   {"from: shop\n", `from: "shop" cannot be taken over`},
		"every account, without one":   {"templates: [{waba: \"*\", name: a, language: en, category: UTILITY, body: x}]\n", "is every WABA, but there is none"},
		"an unknown mode of review":    {"options: {templates.review: never}\n", `options.templates.review: "never" is not one of`},
		"an unknown limit":             {"options: {limits: [gravity]}\n", `options.limits: limits: "gravity" is none of`},
		"a photo that is not there":    {"from: empty\nsenders: [{channel: whatsapp, id: \"491\", account: demoshop, waba: \"10455667788990\", photo: x.png}]\n", "no file of fixtures/media"},
		"a flow of an unknown account": {"from: empty\nflows: [{id: \"1\", waba: \"*\", also: [\"9\"], name: a, category: OTHER, status: DRAFT}]\n", `WABA "9" is not described`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, strings.Join(problems(t, tc.file), "\n"), tc.problem)
		})
	}
}
