package world

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestDefaultKeepsItsCredentials(t *testing.T) {
	w := loaded(t, "demo")
	got := Derive(w, Default, 7)
	w.Network.Seed = 7
	require.Equal(t, w, got)
}

func TestOtherWorldsHaveTheirOwnCredentialsAndTheSameNetwork(t *testing.T) {
	w := loaded(t, "demo")
	got := Derive(w, "mine", 7)
	account := got.Tyntec.Accounts[0]
	require.Regexp(t, regexp.MustCompile(`^tyntec-[0-9a-f]{32}$`), account.Key)
	require.Regexp(t, regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`), account.WhatsAppAccounts[0].ID)
	require.Equal(t, "demoshop", account.Name)
	require.Equal(t, demoWABA, account.WhatsAppAccounts[0].WABA)
	require.Equal(t, Derive(w, Default, 7).Network, got.Network)

	require.Equal(t, loaded(t, "demo"), w, "the given world must stay as it was")
	require.Equal(t, got, Derive(w, "mine", 7))
}

func TestCredentialsOfWorldsNeverCollide(t *testing.T) {
	w := loaded(t, "demo")
	account := w.Tyntec.Accounts[0]
	seen := map[string]string{account.Key: Default, account.WhatsAppAccounts[0].ID: Default}
	for i := range 10_000 {
		name := "world" + strconv.Itoa(i)
		for seed := range uint64(2) {
			a := Derive(w, name, seed).Tyntec.Accounts[0]
			for _, credential := range []string{a.Key, a.WhatsAppAccounts[0].ID} {
				require.Empty(t, seen[credential], "%s has the credential of another world", name)
				seen[credential] = name
			}
		}
	}
	require.Len(t, seen, 40_002)
}

func TestAccountsOfOneWorldHaveKeysOfTheirOwn(t *testing.T) {
	w, err := Parse("two.yaml", strings.NewReader(
		"tyntec:\n  accounts:\n    - {id: a, name: a, key: k}\n    - {id: b, name: b, key: l, scopes: []}\n"))
	require.NoError(t, err)
	got := Derive(w, "mine", 1).Tyntec.Accounts
	require.NotEqual(t, got[0].Key, got[1].Key)
	require.Nil(t, got[0].Scopes)
	require.Equal(t, []string{}, got[1].Scopes, "a written empty list is no scope at all")
}

const crowd = `people:
  - {number: 491700000001, name: Ana Lopes}
  - {number: 491700000002, apps: []}
  - {count: 20, prefix: 9990000, persona: eager, apps: [whatsapp]}
catalogs:
  - {id: c, name: Lamps, currency: EUR, products: {count: 50}}
  - {id: d, name: More, currency: EUR, products: [{id: a, name: A, price: 1}, {id: b, price: 2.5}, {count: 1, prefix: SKU-, outOfStock: true}]}
`

func crowded(t testing.TB, seed uint64) network.Config {
	t.Helper()
	w, err := Parse("crowd.yaml", strings.NewReader(crowd))
	require.NoError(t, err)
	return Derive(w, Default, seed).Network
}

func TestWhatAFileLeavesOpenIsMadeUp(t *testing.T) {
	c := crowded(t, 1)
	require.Len(t, c.Handsets, 22)
	require.Equal(t, "Ana Lopes", c.Handsets[0].Name)
	require.Equal(t, []network.Channel{network.WhatsApp, network.SMS, network.Viber}, c.Handsets[0].Apps)
	require.Empty(t, c.Handsets[1].Apps)
	require.Equal(t, "9990000000", c.Handsets[2].Number)
	require.Equal(t, "9990000019", c.Handsets[21].Number)
	for _, h := range c.Handsets[1:] {
		require.NotEmpty(t, h.Name)
	}
	require.Equal(t, "eager", c.Handsets[21].Persona)

	made := c.Catalogs[0].Products
	require.Len(t, made, 50)
	require.Equal(t, "ITEM-000", made[0].ID)
	require.Equal(t, "ITEM-049", made[49].ID)
	for _, p := range made {
		require.NotEmpty(t, p.Name)
		require.NotEmpty(t, p.Description)
		require.GreaterOrEqual(t, p.Price, int64(cheapest))
		require.LessOrEqual(t, p.Price, int64(dearest))
	}
	require.Equal(t, network.Product{ID: "a", Name: "A", Price: 100}, c.Catalogs[1].Products[0])
	require.Equal(t, int64(250), c.Catalogs[1].Products[1].Price)
	require.Equal(t, "SKU-000", c.Catalogs[1].Products[2].ID)
	require.True(t, c.Catalogs[1].Products[2].OutOfStock)
	_, err := network.New(c)
	require.NoError(t, err)
}

func TestSameSeedMakesUpTheSame(t *testing.T) {
	require.Equal(t, crowded(t, 3), crowded(t, 3))
	one, other := crowded(t, 0), crowded(t, 4)
	require.NotEqual(t, one.Handsets, other.Handsets)
	require.NotEqual(t, one.Catalogs, other.Catalogs)
	require.Equal(t, one.Handsets[0], other.Handsets[0], "what is written stays")
}

func TestWhoIsAddedChangesNobody(t *testing.T) {
	few, err := Parse("few.yaml", strings.NewReader("people: {count: 5, prefix: 9990000}\n"))
	require.NoError(t, err)
	many, err := Parse("many.yaml", strings.NewReader("people:\n  - number: 491700000001\n  - {count: 9, prefix: 9990000}\n"))
	require.NoError(t, err)
	require.Equal(t, Derive(few, "a", 1).Network.Handsets, Derive(many, "b", 1).Network.Handsets[1:6])
}
