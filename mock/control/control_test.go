package control

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

const (
	ana    = "491700000001"
	lena   = "491700000005"
	nobody = "491700000099"
	shopWA = "4915735990001"
	smsNo  = "4916099000017"
	viber  = "71045"
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

// bench is a control API under test.
type bench struct {
	t      testing.TB
	engine *gin.Engine
	mux    *wire.Mux[*Bench]
	worlds *fakeWorlds
}

func newBench(t testing.TB, change ...func(*Config)) *bench {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	doc, err := contract.Load("control")
	require.NoError(t, err)
	b := &bench{t: t, engine: gin.New(), worlds: &fakeWorlds{t, map[string]*fakeWorld{}}}
	_, err = b.worlds.Create(NewWorld{Name: "default"})
	require.NoError(t, err)
	c := Config{
		Worlds: b.worlds, Version: "0.1.0", StartedAt: time.Date(2026, 3, 2, 9, 15, 4, 0, time.UTC),
		Operations: func() []Operation {
			return []Operation{
				{"tyntec", "POST", "/messages", "sendMessage", "seed", true, 3, 0}, {"control", "GET", "/health", "health", "", true, 1, 0},
			}
		},
		Specs:      func(name string) ([]byte, bool) { return []byte("openapi: 3.0.3\n"), name == "tyntec" },
		Quickstart: func(origin string) string { return "tyntec " + origin + "/tyntec 100%\n" },
		MessageID:  readWamid, MediaID: readWamid,
	}
	for _, f := range change {
		f(&c)
	}
	b.mux = Mount(b.engine, doc, New(c))
	b.engine.NoRoute(b.mux.NotFound)
	return b
}

// readWamid reads the id that a provider might give out: the network's behind a prefix.
func readWamid(_, text string) (network.ID, bool) {
	text, ok := strings.CutPrefix(text, "wamid.")
	id, well := network.ParseID(text)
	return id, ok && well
}

func (b *bench) world() *fakeWorld          { return b.worlds.known["default"] }
func (b *bench) net() *network.Network      { return b.world().net }
func (b *bench) position() uint64           { return b.net().Position() }
func (b *bench) inside(path string) string  { return "/_mynah/worlds/default" + path }
func (b *bench) handset(path string) string { return b.inside("/handsets/" + ana + path) }

// reply is an answer of the bench.
type reply struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
	call   *wire.Call
}

// do makes a call. The answer must keep to the document, and every error must have its row.
func (b *bench) do(method, path, body string, header ...string) *reply {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), method, "http://mynah.test"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return b.serve(r)
}

func (b *bench) serve(r *http.Request) *reply {
	b.t.Helper()
	call := &wire.Call{}
	w := httptest.NewRecorder()
	b.engine.ServeHTTP(w, r.WithContext(wire.WithCall(r.Context(), call)))
	body, err := io.ReadAll(w.Result().Body)
	require.NoError(b.t, err)
	require.Nil(b.t, call.Panic, "%s", call.Stack)
	require.NoError(b.t, call.Unmapped)
	if call.Response != nil {
		b.t.Fatalf("%s %s answers %d against the document: %s\n%s", r.Method, r.URL, w.Code, call.Response.Detail, body)
	}
	return &reply{b.t, w.Code, w.Header(), body, call}
}

// want checks the status of an answer.
func (r *reply) want(status int) *reply {
	r.t.Helper()
	require.Equal(r.t, status, r.status, "%s", r.body)
	return r
}

// json reads the answer.
func (r *reply) json() map[string]any {
	r.t.Helper()
	var v map[string]any
	require.NoError(r.t, json.Unmarshal(r.body, &v), "%s", r.body)
	return v
}

// equal compares the whole answer.
func (r *reply) equal(want string) {
	r.t.Helper()
	require.JSONEq(r.t, want, string(r.body))
}

// at reads a member of the answer by a path as in items.0.id.
func (r *reply) at(path string) any {
	r.t.Helper()
	var v any = r.json()
	for part := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[part]
		case []any:
			var i int
			_, err := fmt.Sscan(part, &i)
			require.NoError(r.t, err)
			require.Greater(r.t, len(x), i, "%s in %s", path, r.body)
			v = x[i]
		default:
			require.Failf(r.t, "no such member", "%s in %s", path, r.body)
		}
	}
	return v
}

// send lets the business write and waits until the message is on the phone.
func (b *bench) send(c network.Channel, from, to string, content network.Content) string {
	b.t.Helper()
	a, err := b.net().Send(network.Draft{Account: "shop", Channel: c, From: from, To: to, Content: content})
	require.NoError(b.t, err)
	b.advance(time.Second)
	return a.ID.String()
}

func (b *bench) advance(by time.Duration) {
	b.t.Helper()
	_, err := b.net().Advance(b.t.Context(), network.Until{By: by})
	require.NoError(b.t, err)
}

// message answers a message by its id.
func (b *bench) message(text string) network.Message {
	b.t.Helper()
	id, ok := network.ParseID(text)
	require.True(b.t, ok, text)
	m, err := b.net().Message(id)
	require.NoError(b.t, err)
	return m
}

// write lets Ana write to the WhatsApp number and answers the message as the business sees it.
func (b *bench) write(body string) network.Message {
	b.t.Helper()
	answer := b.do("POST", b.handset("/messages"), body).want(http.StatusCreated)
	b.advance(time.Second)
	return b.message(answer.at("messageId").(string))
}

func TestEveryOperationOfTheDocumentHasCode(t *testing.T) {
	require.Empty(t, newBench(t).mux.Missing())
}

func TestEveryErrorOfTheNetworkHasItsStatus(t *testing.T) {
	for _, err := range network.Errors() {
		p, known := answer(fmt.Errorf("subject: %w", err))
		require.True(t, known, "%v", err)
		require.NotEqual(t, http.StatusInternalServerError, p.Status, "%v", err)
	}
}

func TestUnknownErrorIsOurs(t *testing.T) {
	p, known := answer(io.ErrUnexpectedEOF)
	require.False(t, known)
	require.Equal(t, http.StatusInternalServerError, p.Status)
}

func TestAnswersTellWorldAndPosition(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
	}{
		"a read":                      {"GET", b.handset(""), "", 200},
		"a change":                    {"PUT", b.handset(""), `{"name":"Ana"}`, 200},
		"an answer without a body":    {"POST", b.handset("/typing"), `{"to":"` + shopWA + `","channel":"whatsapp"}`, 204},
		"a breach of the document":    {"PUT", b.handset(""), `{"nam":"Ana"}`, 400},
		"something that is not there": {"GET", b.inside("/handsets/" + nobody), "", 404},
		"a path that is not there":    {"GET", b.inside("/nothing"), "", 404},
		"a method that is not there":  {"DELETE", b.inside("/clock"), "", 405},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.do(tc.method, tc.path, tc.body).want(tc.status)
			require.Equal(t, "default", r.header.Get("X-Mynah-World"))
			require.Equal(t, fmt.Sprint(b.position()), r.header.Get("X-Mynah-Log-Position"))
		})
	}
	require.Empty(t, b.do("GET", "/_mynah/health", "").want(200).header.Get("X-Mynah-World"))
	require.Empty(t, b.do("GET", "/_mynah/worlds/other/clock", "").want(404).header.Get("X-Mynah-World"))
}

func TestBreachNamesThePlaceAndWhatMayHaveBeenMeant(t *testing.T) {
	b := newBench(t)
	r := b.do("PUT", b.handset(""), `{"onlin":true,"apps":["telegram"]}`).want(400)
	require.Equal(t, "application/problem+json", r.header.Get("Content-Type"))
	require.Equal(t, "Bad Request", r.at("title"))
	text := string(r.body)
	require.Contains(t, text, `"pointer":"/onlin"`)
	require.Contains(t, text, `did you mean \"online\"?`)
	require.Contains(t, text, `"pointer":"/apps/0"`)
	require.Equal(t, "query.limit", b.do("GET", b.inside("/handsets?limit=0"), "").want(400).at("violations.0.pointer"))
	require.Equal(t, "path.number", b.do("GET", b.inside("/handsets/+49"), "").want(400).at("violations.0.pointer"))
}

func TestBodyIsJudgedBeforeItIsTaken(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.handset(""), `{"name":`).want(400)
	b.do("PUT", b.handset(""), `{}`, "Content-Type", "text/plain").want(415)
	b.do("PUT", b.handset(""), `{"name":"`+strings.Repeat("x", 1<<20)+`"}`).want(413)
}

func TestTokenIsAskedForWhereThereIsOne(t *testing.T) {
	b := newBench(t, func(c *Config) { c.Token = "secret" })
	r := b.do("GET", "/_mynah/health", "").want(401)
	require.Equal(t, "Bearer", r.header.Get("WWW-Authenticate"))
	b.do("GET", "/_mynah/health", "", "Authorization", "Bearer secre").want(401)
	b.do("GET", "/_mynah/health", "", "Authorization", "Basic secret").want(401)
	b.do("GET", "/_mynah/worlds/other", "").want(401)
	b.do("GET", "/_mynah/health", "", "Authorization", "bearer secret").want(200)
	require.Equal(t, "default", b.do("GET", b.handset(""), "").want(401).header.Get("X-Mynah-World"))
}
