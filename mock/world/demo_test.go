package world

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	demoWABA    = "10455667788990"
	demoCatalog = "900100200300400"

	demoPortfolio = "220011223344556"
)

func loaded(t testing.TB, name string) World {
	t.Helper()
	w, err := Load(name)
	require.NoError(t, err)
	return w
}

func TestDemoHasTheBusinessAndTheAccounts(t *testing.T) {
	w := loaded(t, "demo")
	require.Equal(t, "demo", w.Name)
	require.Equal(t, Business{
		ID: "220011223344556", Name: "Demo Shop", LegalName: "Demo Shop GmbH", Verified: true, Limit: "TIER_2K",
	}, w.Business)
	require.Equal(t, TyntecPart{Accounts: []TyntecAccount{{
		ID: "demoshop", Name: "demoshop", Key: "tyntec-demo-key",
		WhatsAppAccounts: []TyntecWhatsAppAccount{
			{ID: "b7d6a0c2-52a1-4f0e-9a53-6f1f0f6f9e10", WABA: demoWABA, MessageOnBehalf: "APPROVED"},
		},
	}}}, w.Tyntec)
	require.Equal(t, []network.Account{{
		ID: "demoshop", Label: "tyntec", Name: "demoshop",
		Options: network.AccountOptions{
			SyncChecks: []string{"media_id"}, DispatchDelay: true, TTL: 24 * time.Hour, TTLAuth: 10 * time.Minute, ReportExpiry: true,
			UploadLife: 24 * time.Hour, InboundLife: 720 * time.Hour, URLLife: -1, PassRevoke: true,
			TemplateRequest: time.Second, TemplateSubmit: time.Second,
		},
	}}, of(w.Network.Accounts, func(a network.Account) bool { return a.Label == "tyntec" }))
	require.Equal(t, network.Steady, w.Network.Latency)
	require.Equal(t, "manual", w.Network.Persona)
}

func TestDemoHasTheSenders(t *testing.T) {
	w := loaded(t, "demo")
	require.Equal(t, []network.Portfolio{
		{ID: demoPortfolio, Name: "Demo Shop", LegalName: "Demo Shop GmbH", Verification: "verified"},
	}, w.Network.Portfolios)
	require.Equal(t, []network.WABA{
		{ID: demoWABA, Portfolio: demoPortfolio, Name: "Demo Shop", Namespace: "5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f", Catalog: demoCatalog},
	}, of(w.Network.WABAs, func(v network.WABA) bool { return v.ID == demoWABA }))
	require.Equal(t, []network.Sender{
		{
			ID: "4915735990001", Channel: network.WhatsApp, Account: "demoshop", WABA: demoWABA, Name: "Demo Shop", Kind: "api",
			Quality: "GREEN", Tier: "TIER_1K", Limit: "TIER_2K",
			NumberSettings: network.NumberSettings{CatalogShown: true, Profile: network.Profile{Photo: picture("photo.png")}},
		},
		{ID: "4916099000017", Channel: network.SMS, Account: "demoshop", Kind: "long"},
		{ID: "DemoShop", Channel: network.SMS, Account: "demoshop", Kind: "alphanumeric", OneWay: true},
		{ID: "71045", Channel: network.Viber, Account: "demoshop", Name: "Demo Shop", Kind: "two-way"},
	}, of(w.Network.Senders, func(v network.Sender) bool { return v.Account == "demoshop" }))
}

// of are the entries that belong to one provider.
func of[T any](all []T, mine func(T) bool) (found []T) {
	for _, v := range all {
		if mine(v) {
			found = append(found, v)
		}
	}
	return found
}

func TestDemoHasThePeople(t *testing.T) {
	all := []network.Channel{network.WhatsApp, network.Viber, network.SMS}
	noViber := []network.Channel{network.WhatsApp, network.SMS}
	require.Equal(t, []network.Handset{
		{Number: "491700000001", Name: "Ana Lopes", Apps: all},
		{Number: "491700000002", Name: "Ben Kruse", Apps: all, NoReceipts: true},
		{Number: "6591112222", Name: "Mei Tan", Apps: all},
		{Number: "12025550143", Name: "Dana Moreno", Apps: noViber, UserID: "US.9080706050403020"},
		{Number: "919800000004", Name: "Ravi Nair", Apps: noViber},
		{Number: "491700000005", Name: "Lena Vogt", Apps: all, Off: true},
		{Number: "491700000006", Name: "Otto Brandt", Apps: []network.Channel{network.SMS}},
		{Number: "491700000007", Name: "Pia Sommer", Apps: all, BlocksAll: true},
		{Number: "4930120000", Name: "Front desk", Line: "landline"},
	}, of(loaded(t, "demo").Network.Handsets, func(h network.Handset) bool { return h.Number != twowayPhone }))
}

func TestDemoHasTheTemplates(t *testing.T) {
	open := []network.TemplateButton{{Type: "URL", Text: "Open", URL: "https://shop.example/{{1}}"}}
	card := network.TemplateCard{Header: network.TemplateHeader{Format: "VIDEO"}, Body: "The {{1}} one", Buttons: open}
	want := []network.Template{
		{Name: "hello_world", Language: "en_US", Category: "UTILITY", Body: "Hello from the sandbox"},
		{Name: "order_update", Language: "en", Category: "UTILITY", Body: "Order {{1}} is {{2}}"},
		{
			Name: "delivery_choice", Language: "en", Category: "UTILITY", Body: "Order {{1}} can come today.",
			Buttons: []network.TemplateButton{{Type: "QUICK_REPLY", Text: "Today"}, {Type: "QUICK_REPLY", Text: "Tomorrow"}},
		},
		{
			Name: "promo_image", Language: "en", Category: "MARKETING", Header: &network.TemplateHeader{Format: "IMAGE"},
			Body: "Hello {{1}}", Footer: "Demo Shop", Buttons: open,
		},
		{
			Name: "login_code", Language: "en", Category: "AUTHENTICATION", Body: "{{1}} is your code",
			Buttons: []network.TemplateButton{{Type: "OTP", OTP: "COPY_CODE", Text: "Copy code"}},
		},
		{
			Name: "promo_carousel", Language: "en_US", Category: "MARKETING", Body: "Hello {{1}}",
			Cards: []network.TemplateCard{card, card},
		},
	}
	for i := range want {
		want[i].WABA, want[i].Status = demoWABA, "APPROVED"
	}
	require.Equal(t, want, of(loaded(t, "demo").Network.Templates, func(v network.Template) bool { return v.WABA == demoWABA }))
}

func TestDemoHasTheCatalogAndTheFlows(t *testing.T) {
	w := loaded(t, "demo")
	require.Equal(t, []network.Catalog{{ID: demoCatalog, Portfolio: demoPortfolio, Name: "Demo Shop", Currency: "EUR", Products: []network.Product{
		{ID: "SKU-1", Name: "Desk lamp", Price: 1990, OtherID: "7312004455881", Category: "Lamps"},
		{ID: "SKU-2", Name: "Floor lamp", Price: 7900, OtherID: "7312004455882", Category: "Lamps"},
		{ID: "SKU-3", Name: "Table lamp", Price: 3950, OtherID: "7312004455883", Category: "Lamps"},
		{ID: "SKU-4", Name: "Bulb", Price: 490, OtherID: "7312004455884", Category: "Lamps"},
		{ID: "SKU-5", Name: "Lamp shade", Price: 1200, OutOfStock: true, OtherID: "7312004455885", Category: "Lamps"},
	}}}, w.Network.Catalogs)

	require.Len(t, w.Network.Flows, 2)
	for i, want := range []network.Flow{
		{ID: "7001002003004001", WABA: demoWABA, Also: []string{"100200300400", "102290129340398"}, Name: "visit_form", Categories: []string{"OTHER"}, Status: "PUBLISHED"},
		{ID: "7001002003004002", WABA: demoWABA, Also: []string{"100200300400", "102290129340398"}, Name: "visit_form_next", Categories: []string{"OTHER"}, Status: "DRAFT"},
	} {
		got := w.Network.Flows[i]
		require.Equal(t, []screen{{ID: "START", Terminal: true}}, screens(t, got.Document))
		got.Document = ""
		require.Equal(t, want, got)
	}
}

// screen is what the demo's flow documents say of a screen.
type screen struct {
	ID       string `json:"id"`
	Terminal bool   `json:"terminal"`
}

func screens(t testing.TB, document string) []screen {
	t.Helper()
	var d struct{ Screens []screen }
	require.NoError(t, json.Unmarshal([]byte(document), &d))
	return d.Screens
}

func TestEmptyHasAccountsCredentialsAndSendersOnly(t *testing.T) {
	demo, empty := loaded(t, "demo"), loaded(t, "empty")
	demo.Name = "empty"
	for i := range demo.Network.WABAs {
		demo.Network.WABAs[i].Catalog = ""
	}
	demo.Wabbit.Inboxes[0].ContactProviders = nil // its entries are people
	for i := range demo.Network.Senders {
		demo.Network.Senders[i].Catalog = ""
	}
	for i := range demo.Twoway.Teams[0].Accounts {
		a := &demo.Twoway.Teams[0].Accounts[i]
		a.Catalog, a.Categories, a.Templates = "", nil, nil
	}
	demo.OneMsg.Channels[0].Files = nil
	demo.Network.Groups, demo.Network.Files = nil, nil
	demo.Network.Handsets, demo.Network.Templates, demo.Network.Catalogs, demo.Network.Flows = nil, nil, nil, nil
	require.Equal(t, demo, empty)
}

func TestNetworkAcceptsEveryFixture(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			w := Derive(loaded(t, name), Default, 1)
			n, err := network.New(w.Network)
			require.NoError(t, err)
			require.Len(t, n.Senders(), len(w.Network.Senders))
			require.Len(t, n.Handsets("", 5000), len(w.Network.Handsets))
			templates := 0
			for _, waba := range n.WABAs() {
				templates += len(n.Templates(waba.ID))
			}
			require.Equal(t, len(w.Network.Templates), templates)
			require.Zero(t, n.Position())
		})
	}
}

func TestUnknownFixtureIsAnErrorThatNamesTheKnownOnes(t *testing.T) {
	for _, name := range []string{"", "dmo", "../worlds/demo", "demo.yaml"} {
		_, err := Load(name)
		require.ErrorIs(t, err, ErrNoFixture)
		require.ErrorContains(t, err, "demo, empty")
	}
}
