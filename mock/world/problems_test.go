package world

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func problems(t testing.TB, text string) []string {
	t.Helper()
	_, err := Parse("folder/mine.yaml", strings.NewReader(text))
	var all Problems
	require.ErrorAs(t, err, &all)
	lines := make([]string, len(all))
	for i, p := range all {
		lines[i] = strings.TrimPrefix(p.String(), "folder/mine.yaml")
	}
	return lines
}

// shop is the smallest world with a sender on each channel, in 12 lines.
const shop = `tyntec:
  accounts:
    - {id: shop, name: shop, key: k, whatsAppAccounts: [{id: 00000000-0000-4000-8000-000000000001, waba: 1}]}
catalogs:
  - {id: c, currency: EUR}
wabas:
  - {id: 1, catalog: c}
senders:
  - {channel: whatsapp, id: 4915735990001, account: shop, waba: 1}
  - {channel: sms, id: 4916099000017, account: shop, kind: long}
  - {channel: viber, id: 71045, account: shop, kind: session}

`

func TestSmallestWorldIsFine(t *testing.T) {
	w, err := Parse("folder/mine.yaml", strings.NewReader(shop))
	require.NoError(t, err)
	require.Equal(t, "mine", w.Name)
	require.Equal(t, "4915735990001", w.Network.Senders[0].ID)
	require.Equal(t, "APPROVED", w.Tyntec.Accounts[0].WhatsAppAccounts[0].MessageOnBehalf)
	require.Nil(t, w.Tyntec.Accounts[0].Scopes)
}

func TestProblemsNameFileLineAndMember(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"an empty file":      {"# nothing\n", []string{": is empty"}},
		"a second document":  {"persona: manual\n---\npersona: manual\n", []string{": holds more than one document"}},
		"a text as a world":  {"hello\n", []string{":1: wants members of its own"}},
		"broken YAML":        {"people:\n  - {number: 1\nwabas: []\n", []string{`:2: did not find expected ',' or '}'`}},
		"an unknown member":  {"people: []\npeeple: []\n", []string{":2: peeple: is not known here"}},
		"a member in a list": {"people:\n  - name: Ana\n    number: 491700000001\n    nmae: Ana\n", []string{":4: people[0].nmae: is not known here"}},
		"a member of a series": {"people:\n  count: 2\n  prefix: 9990000\n  colour: red\n",
			[]string{":4: people.colour: is not known here"}},
		"a member twice":    {"persona: manual\npersona: eager\n", []string{":2: persona: is there already, in line 1"}},
		"a word as a flag":  {"people:\n  - number: 491700000001\n    off: perhaps\n", []string{":3: people[0].off: wants true or false"}},
		"a word as a count": {"people: {prefix: 9990000, count: many}\n", []string{":1: people.count: wants a whole number"}},
		"a text as a list":  {"senders: none\n", []string{":1: senders: wants a list"}},
		"a list as a text":  {"latency:\n  - steady\n", []string{":2: latency: wants one text"}},
		"an unknown preset": {"latency: quick\n", []string{`:1: latency: "quick" is no preset of latencies, such as steady`}},
		"an unknown persona": {"people:\n  - {number: 491700000001, persona: shy}\n", []string{
			`:2: people[0].persona: "shy" is not one of manual, instant, eager, normal, slow, silent, annoyed, buyer, ghost`,
		}},
		"letters in a number": {"people:\n  - number: +49 170\n", []string{
			`:2: people[0].number: "+49 170" is no number of 7 to 15 digits, country code first and no +`,
		}},
		"a person twice": {"people:\n  - number: 491700000001\n  - number: 491700000001\n", []string{
			`:3: people[1].number: person "491700000001" is there already, in line 2`,
		}},
		"a person in a series too": {"people:\n  - number: 9990000001\n  - {count: 3, prefix: 9990000}\n", []string{
			`:3: people[1].prefix: person "9990000001" is there already, in line 2`,
		}},
		"a series of nobody":       {"people:\n  count: 0\n  prefix: 999\n", []string{":2: people[0].count: 0 is not within 1 and 100000"}},
		"a series with one number": {"people: {count: 2, prefix: 9990000, number: 1}\n", []string{":1: people[0].number: cannot stand beside count"}},
		"a person with no number":  {"people:\n  - name: Ana\n", []string{":2: people[0].number: is missing"}},
		"an app twice":             {"people:\n  - {number: 491700000001, apps: [sms, sms]}\n", []string{":2: people[0].apps[1]: sms is there already"}},
		"an unknown app":           {"people:\n  - {number: 491700000001, apps: [fax]}\n", []string{`:2: people[0].apps[0]: "fax" is not one of whatsapp, sms, viber`}},
		"a sender of nobody":       {"senders:\n  - {channel: viber, id: 1, account: x, kind: session}\n", []string{`:2: senders[0].account: account "x" is not described`}},
		"an unknown part":          {shop + "x: 1\n", []string{":13: x: is not known here"}},
		"a sender without a WABA":  {strings.Replace(shop, "shop, waba: 1}\n", "shop}\n", 1), []string{":9: senders[0].waba: is missing"}},
		"a tab as indentation":     {"people:\n\t- 1\n", []string{":2: found character that cannot start any token"}},
		"a series of bad numbers": {"people: {count: 2000, prefix: x}\n", []string{
			`:1: people[0].prefix: "x0000" is no number of 7 to 15 digits, country code first and no +`,
		}},
		"a template twice": {"wabas: [{id: 1}]\ntemplates:\n  - &t {waba: 1, name: hi, language: en, category: UTILITY, body: Hi}\n  - *t\n", []string{
			`:4: templates[1].name: template of WABA 1 in en "hi" is there already, in line 3`,
		}},
		"a template of no WABA":     {"templates:\n  - {waba: 7, name: hi, language: en, category: UTILITY, body: Hi}\n", []string{`:2: templates[0].waba: WABA "7" is not described`}},
		"a WABA without catalog":    {"wabas:\n  - id: 1\n    catalog: 9\n", []string{`:3: wabas[0].catalog: catalog "9" is not described`}},
		"a price in words":          {"catalogs:\n  - {id: c, currency: EUR, products: [{id: a, name: A, price: 1.999}]}\n", []string{`:2: catalogs[0].products[0].price: "1.999" is no price, such as 19.90`}},
		"a flow that is no JSON":    {"wabas: [{id: 1}]\nflows:\n  - {id: f, waba: 1, name: f, category: OTHER, status: PUBLISHED, document: '{'}\n", []string{":3: flows[0].document: is no JSON"}},
		"an unknown flow of button": {"wabas: [{id: 1}]\ntemplates:\n  - {waba: 1, name: a, language: en, category: UTILITY, body: b, buttons: [{type: FLOW, flow: f}]}\n", []string{`:3: templates[0].buttons[0].flow: flow "f" is not described`}},
		"letters that can be answered": {shop[:strings.Index(shop, "  - {channel: viber")] + "  - {channel: sms, id: Shop, account: shop, kind: alphanumeric}\n", []string{
			":11: senders[2].oneWay: must be true, since letters cannot be answered",
		}},
		"a person with a sender's number": {shop + "people:\n  - number: 4915735990001\n", []string{
			`:14: people[0].number: "4915735990001" is a sender`,
		}},
		"a key of two accounts": {"tyntec:\n  accounts:\n    - {id: a, name: a, key: k}\n    - {id: b, name: b, key: k}\n", []string{
			`:4: tyntec.accounts[1].key: API key "k" is there already, in line 3`,
		}},
		"a misspelt scope": {"tyntec:\n  accounts:\n    - {id: a, name: a, key: k, scopes: [media]}\n", []string{
			`:3: tyntec.accounts[0].scopes[0]: "media" is no scope, such as media:read`,
		}},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tc.want, problems(t, tc.text)) })
	}
}

func TestAllProblemsAreListedAtOnceByLine(t *testing.T) {
	require.Equal(t, []string{
		":1: persona: \"x\" is not one of manual, instant, eager, normal, slow, silent, annoyed, buyer, ghost",
		":3: people[0].number: is missing",
		":4: people[1].off: wants true or false",
		":5: people[2].nmae: is not known here",
		":7: templates[0].waba: is missing",
		":7: templates[0].name: \"Hi\" is not made of lower case letters, digits and underscores",
		":7: templates[0].category: is missing",
	}, problems(t, `persona: x
people:
  - name: Ana
  - {number: 491700000001, off: 7}
  - {number: 491700000002, nmae: Ben}
templates:
  - {name: Hi, language: en, body: Hi}
`))
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestUnreadableFileIsNamed(t *testing.T) {
	_, err := Parse("mine.yaml", broken{})
	require.ErrorIs(t, err, errors.ErrUnsupported)
	require.ErrorContains(t, err, "mine.yaml")
}

func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		Derive(loaded(b, "demo"), "mine", 1)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "---\n", "null", "- a", "people: [null]\nsenders: null\n", "a: &a [*a]", "people: {count: 2}", shop, crowd} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := Parse("any.yaml", strings.NewReader(text))
		if err == nil {
			Derive(w, "mine", 1)
			return
		}
		var all Problems
		require.ErrorAs(t, err, &all)
		require.NotEmpty(t, all)
	})
}

func TestANumberOfSeveralAccounts(t *testing.T) {
	const second = `    - {id: two, name: two, key: k2}
catalogs:`
	text := strings.Replace(shop, "catalogs:", second, 1) + "  - {channel: viber, id: 71045, account: two, kind: session}\n"
	text = strings.ReplaceAll(text, "\n\n", "\n")
	require.Equal(t, []string{":13: senders[3].id: viber sender \"71045\" is there already, in line 12"}, problems(t, text))
	w, err := Parse("mine.yaml", strings.NewReader(text+"options: {bind.exclusive: false}\n"))
	require.NoError(t, err)
	n, err := network.New(w.Network)
	require.NoError(t, err)
	require.Len(t, n.Bindings(), 4)
	require.Len(t, n.Senders(), 3)
}
