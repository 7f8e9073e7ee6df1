package control

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
)

// fakeWorlds is the register of worlds that a server would keep.
type fakeWorlds struct {
	t     testing.TB
	known map[string]*fakeWorld
}

func (f *fakeWorlds) List() (all []World) {
	for _, w := range f.known {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b World) int { return cmp.Compare(a.Name(), b.Name()) })
	return all
}

func (f *fakeWorlds) Get(name string) (World, bool) {
	w, ok := f.known[name]
	if !ok {
		return nil, false
	}
	return w, true
}

func (f *fakeWorlds) Create(n NewWorld) (World, error) {
	n.Name = cmp.Or(n.Name, "w1")
	switch {
	case f.known[n.Name] != nil:
		return nil, ErrWorldExists
	case cmp.Or(n.Fixture, "demo") != "demo":
		return nil, ErrFixtureUnknown
	}
	f.known[n.Name] = newFakeWorld(f.t, n)
	return f.known[n.Name], nil
}

func (f *fakeWorlds) Delete(name string) error {
	if name == "default" {
		return ErrWorldKept
	}
	close(f.known[name].done)
	delete(f.known, name)
	return nil
}

func (f *fakeWorlds) Reset(name string) (World, error) {
	f.known[name] = newFakeWorld(f.t, f.known[name].plan)
	return f.known[name], nil
}

func (f *fakeWorlds) Snapshot(_ context.Context, name string) (Snapshot, error) {
	net := f.known[name].net
	s := Snapshot{ID: "1", At: net.Now()}
	s.Position, s.Digest = net.Log()
	return s, nil
}

func (f *fakeWorlds) Restore(name, id string) (World, error) {
	if id != "1" {
		return nil, ErrSnapshotUnknown
	}
	return f.Reset(name)
}

func (f *fakeWorlds) Fork(_ context.Context, _, as string) (World, error) {
	return f.Create(NewWorld{Name: as})
}

// fakeWorld is one world over a true network and a true journal.
type fakeWorld struct {
	plan       NewWorld
	net        *network.Network
	journal    *journal.Journal
	clock      *fakeClock
	provider   *fakeProvider
	deliveries fakeDeliveries
	done       chan struct{}
}

func (w *fakeWorld) Name() string              { return w.plan.Name }
func (w *fakeWorld) Fixture() string           { return "demo" }
func (w *fakeWorld) Network() *network.Network { return w.net }
func (w *fakeWorld) Journal() *journal.Journal { return w.journal }
func (w *fakeWorld) Clock() Clock              { return w.clock }
func (w *fakeWorld) Providers() []Provider     { return []Provider{w.provider} }
func (w *fakeWorld) Deliveries() Deliveries    { return w.deliveries }
func (w *fakeWorld) Done() <-chan struct{}     { return w.done }

func newFakeWorld(t testing.TB, plan NewWorld) *fakeWorld {
	t.Helper()
	all := []network.Channel{network.WhatsApp, network.SMS, network.Viber}
	c := network.Config{
		Seed: 1, Start: plan.Start,
		Accounts: []network.Account{{ID: "shop", Label: "tyntec", Name: "demoshop"}},
		WABAs:    []network.WABA{{ID: "w1", Catalog: "c1"}},
		Senders: []network.Sender{
			{ID: shopWA, Channel: network.WhatsApp, Account: "shop", WABA: "w1", Name: "Demo Shop", NumberSettings: network.NumberSettings{CatalogShown: true}},
			{ID: smsNo, Channel: network.SMS, Account: "shop", Kind: "long"},
			{ID: "DemoShop", Channel: network.SMS, Account: "shop", Kind: "alphanumeric", OneWay: true},
			{ID: viber, Channel: network.Viber, Account: "shop", Name: "Demo Shop", Kind: "two-way"},
		},
		Handsets: []network.Handset{
			{Number: ana, Name: "Ana Lopes", Apps: all}, {Number: lena, Name: "Lena Vogt", Apps: all, Off: true, BlocksAll: true},
		},
		Templates: []network.Template{
			{WABA: "w1", Name: "order_update", Language: "en", Category: "UTILITY", Status: "APPROVED", Body: "Order {{1}} is {{2}}"},
			{
				WABA: "w1", Name: "promo", Language: "en", Category: "MARKETING", Status: "APPROVED", Body: "Hello {{1}}", Footer: "Demo Shop",
				Header: &network.TemplateHeader{Format: "TEXT", Text: "News for {{1}}"},
				Buttons: []network.TemplateButton{
					{Type: "QUICK_REPLY", Text: "Yes"}, {Type: "URL", Text: "Open", URL: "https://shop.example/{{1}}"},
					{Type: "PHONE_NUMBER", Text: "Ring", Phone: "+4930555"},
				},
			},
			{
				WABA: "w1", Name: "cards", Language: "en", Category: "MARKETING", Status: "PAUSED", Body: "Look",
				Cards: []network.TemplateCard{
					{Header: network.TemplateHeader{Format: "IMAGE"}, Body: "The {{1}} one", Buttons: []network.TemplateButton{{Type: "QUICK_REPLY", Text: "Take it"}}},
				},
			},
		},
		Catalogs: []network.Catalog{{ID: "c1", Name: "Demo Shop", Currency: "EUR", Products: []network.Product{
			{ID: "SKU-1", Name: "Desk lamp", Price: 1990}, {ID: "SKU-5", Name: "Lamp shade", Price: 1200, OutOfStock: true},
		}}},
	}
	if plan.Seed != nil {
		c.Seed = *plan.Seed
	}
	if plan.Options != nil {
		require.NoError(t, plan.Options(&c))
	}
	n, err := network.New(c)
	require.NoError(t, err)
	w := &fakeWorld{plan: plan, net: n, clock: &fakeClock{net: n, mode: "manual", speed: 1}, done: make(chan struct{})}
	if plan.Wall {
		w.clock.mode, w.clock.speed = "wall", cmp.Or(plan.Speed, 1)
	}
	w.provider = &fakeProvider{net: n, base: plan.Name, settings: map[string]any{"accountScopes": []string{"media:read"}}}
	w.provider.accounts = []Account{{ID: "shop", Name: "demoshop", Scopes: []string{"media:read"}}}
	w.journal = journal.New(journal.Config{Network: n})
	t.Cleanup(w.journal.Close)
	return w
}

type fakeClock struct {
	net   *network.Network
	mode  string
	speed float64
}

func (c *fakeClock) Mode() string                   { return c.mode }
func (c *fakeClock) Speed() float64                 { return c.speed }
func (c *fakeClock) Set(mode string, speed float64) { c.mode, c.speed = mode, speed }
func (c *fakeClock) Advance(ctx context.Context, u network.Until) (network.Advanced, error) {
	return c.net.Advance(ctx, u)
}

// fakeProvider has accounts and one setting.
type fakeProvider struct {
	net      *network.Network
	base     string
	accounts []Account
	settings map[string]any
}

func (p *fakeProvider) Name() string { return "tyntec" }

func (p *fakeProvider) Accounts(origin string) []Account {
	all := slices.Clone(p.accounts)
	for i := range all {
		all[i].BaseURL = origin + "/w/" + p.base + "/tyntec"
		all[i].Credentials = map[string]string{"apikey": all[i].ID + "-key"}
	}
	return all
}

func (p *fakeProvider) at(id string) int {
	return slices.IndexFunc(p.accounts, func(a Account) bool { return a.ID == id })
}

func (p *fakeProvider) AddAccount(name string, scopes *[]string) (string, error) {
	a := Account{ID: "id-" + name, Name: name, Scopes: []string{"all"}}
	if p.at(a.ID) >= 0 {
		return "", ErrNameTaken
	}
	if scopes != nil {
		a.Scopes = *scopes
	}
	p.accounts = append(p.accounts, a)
	return a.ID, p.net.AddAccount(network.Account{ID: a.ID, Label: "tyntec", Name: name})
}

func (p *fakeProvider) ChangeAccount(id string, patch AccountPatch) error {
	i := p.at(id)
	if i < 0 {
		return network.ErrAccountUnknown
	}
	a := &p.accounts[i]
	if patch.Scopes != nil && slices.Contains(*patch.Scopes, "fly") {
		return &SettingError{Pointer: "/scopes/0", Message: "there is no scope fly"}
	}
	if patch.Name != nil && *patch.Name == "demoshop" && i > 0 {
		return ErrNameTaken
	}
	set(&a.Name, patch.Name)
	set(&a.Scopes, patch.Scopes)
	set(&a.Revoked, patch.Revoked)
	set(&a.ExpiresAt, patch.ExpiresAt)
	return nil
}

func (p *fakeProvider) RemoveAccount(id string) error {
	switch i := p.at(id); i {
	case -1:
		return network.ErrAccountUnknown
	case 0:
		return ErrAccountKept
	default:
		p.accounts = slices.Delete(p.accounts, i, i+1)
	}
	return p.net.DeleteAccount(id)
}

func (p *fakeProvider) Settings(string) (map[string]any, error) { return p.settings, nil }

func (p *fakeProvider) ChangeSettings(_ string, patch map[string]any) error {
	if _, ok := patch["channelScopes"]; ok {
		return &SettingError{Pointer: "/channelScopes/1", Message: "the account has no sender 1"}
	}
	for name, value := range patch {
		p.settings[name] = value
	}
	return nil
}

// fakeDeliveries are three callbacks; the last one can no longer be made.
type fakeDeliveries struct{}

func (fakeDeliveries) List(f DeliveryFilter) (found []Delivery) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for number := f.After + 1; number <= 3 && len(found) < f.Limit; number++ {
		d := Delivery{
			Number: number, Provider: "tyntec", Event: "MoMessage", URL: "http://me/in", Subscriber: ana, At: at, State: "pending",
			Attempts: []Attempt{{Number: 1, At: at, Status: 500, Took: 3 * time.Millisecond, Entry: 7}, {Number: 2, At: at, Failure: "timeout"}},
			NextDue:  at.Add(time.Second),
		}
		if number == 2 {
			d.State, d.NextDue = "delivered", time.Time{}
		}
		if f.State == "" || f.State == d.State {
			found = append(found, d)
		}
	}
	return found
}

func (d fakeDeliveries) Replay(_ context.Context, number uint64) (Delivery, error) {
	switch number {
	case 1, 2:
		return d.List(DeliveryFilter{After: number - 1, Limit: 1})[0], nil
	case 3:
		return Delivery{}, ErrCallbacksEnded
	}
	return Delivery{}, ErrDeliveryUnknown
}
