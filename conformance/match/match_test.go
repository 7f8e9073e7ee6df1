package match

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const answer = `{"messageId":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","at":"2026-03-02T09:10:00.000Z","to":"491700000001",
	"price":19.90,"big":220011223344556677,"paid":true,"note":null,"none":"","items":[{"id":"a"},{"id":"b"}],"tags":[]}`

func decode(t *testing.T, text string) any {
	t.Helper()
	value, err := Decode([]byte(text))
	require.NoError(t, err)
	return value
}

func TestCells(t *testing.T) {
	kept := Kept{"id": "1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21", "second": "b"}
	for name, tt := range map[string]struct{ path, cell, want string }{
		"plain text":                     {"to", "491700000001", ""},
		"quoted text":                    {"to", `"491700000001"`, ""},
		"another text":                   {"to", "4917", `to: want "4917", got "491700000001"`},
		"a bare number":                  {"price", "19.9", ""},
		"a number":                       {"price", "number 19.900", ""},
		"a text is no number":            {"to", "number 491700000001", `to: want 491700000001, got "491700000001"`},
		"a number is no quoted text":     {"price", `"19.90"`, `price: want "19.90", got 19.90`},
		"a long number":                  {"big", "number 220011223344556677", ""},
		"a long number, one off":         {"big", "220011223344556678", `big: want "220011223344556678", got 220011223344556677`},
		"truth":                          {"paid", "true", ""},
		"null":                           {"note", "null", ""},
		"any takes null":                 {"note", "any", ""},
		"any wants something":            {"nowhere", "any", "nowhere: want any, got nothing"},
		"uuid":                           {"messageId", "any uuid", ""},
		"no uuid":                        {"to", "any uuid", `to: want any uuid, got "491700000001"`},
		"time":                           {"at", "a time", ""},
		"no time":                        {"to", "a time", `to: want a time, got "491700000001"`},
		"text":                           {"to", "any text", ""},
		"an empty text is no text":       {"none", "any text", `none: want any text, got ""`},
		"absent":                         {"items.2", "absent", ""},
		"not absent":                     {"to", "absent", `to: want it absent, got "491700000001"`},
		"null is not absent":             {"note", "absent", "note: want it absent, got null"},
		"empty list":                     {"tags", "empty", ""},
		"like":                           {"at", "like ^2026-03", ""},
		"not like":                       {"at", "like ^2027", `at: want like ^2027, got "2026-03-02T09:10:00.000Z"`},
		"a broken expression":            {"at", "like (", "at: error parsing regexp: missing closing ): `(`"},
		"kept":                           {"messageId", "$id", ""},
		"kept, another":                  {"to", "$id", `to: want "1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21", got "491700000001"`},
		"kept nowhere":                   {"to", "$old", `to: $old: nothing was kept under this name, only ["id" "second"]`},
		"not":                            {"to", "not 4917", ""},
		"not, but it is":                 {"to", "not 491700000001", `to: want not 491700000001, got "491700000001"`},
		"not kept":                       {"to", "not $id", ""},
		"not, by a word":                 {"to", "not any text", `to: want not any text`},
		"not, of nothing":                {"nowhere", "not x", "nowhere: want not x, got nothing"},
		"not, of a name never kept":      {"to", "not $old", "to: $old: nothing was kept"},
		"count":                          {"items.#", "2", ""},
		"a JSON list, with a kept value": {"items", `[{"id":"any"},{"id":"$second"}]`, ""},
		"a JSON list, too short":         {"items", `[{"id":"a"}]`, `items: 1: not expected, got {"id":"b"}`},
		"broken JSON":                    {"items", `[{]`, "items: not JSON: invalid character"},
		"a path into a text":             {"to.x", "any", "to.x: want any, got nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			err := JSON(decode(t, answer), tt.path, tt.cell, kept)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestTableNamesEveryBrokenRow(t *testing.T) {
	err := Table(decode(t, `{"a":1,"b":"x"}`), []Row{{"a", "1"}, {"b", "y"}, {"c", "any"}}, nil)
	require.EqualError(t, err, "b: want \"y\", got \"x\"\nc: want any, got nothing\nin {\"a\":1,\"b\":\"x\"}")
	require.NoError(t, Table(decode(t, `{"a":1}`), []Row{{"a", "1"}}, nil))
}

func TestDeepDifference(t *testing.T) {
	want := decode(t, `{"id":"any uuid","n":1.0,"list":[1,{"x":"$kept"}],"gone":"absent","same":{"deep":[true,null]},"old":1,"word":"like ^a"}`)
	got := decode(t, `{"id":"no","n":1,"list":[1,{"x":"y"},3],"gone":2,"same":{"deep":[true,null]},"new":{},"word":"b"}`)
	require.EqualError(t, Equal(want, got, Kept{"kept": "z"}), `gone: not expected, got 2
id: want any uuid, got "no"
list.1.x: want "z", got "y"
list.2: not expected, got 3
new: not expected, got {}
old: want 1, got nothing
word: want like ^a, got "b"`)
	require.NoError(t, Equal(decode(t, answer), decode(t, answer), nil))
	require.EqualError(t, Equal(decode(t, `{}`), decode(t, `[]`), nil), "want {}, got []")
	require.EqualError(t, Equal(decode(t, `["$x"]`), decode(t, `["a"]`), Kept{}), "0: $x: nothing was kept under this name, only []")
}

func TestBuild(t *testing.T) {
	kept := Kept{"id": "m-1", "count": decode(t, "3")}
	got, err := Build([]Row{
		{"to", "491700000001"}, {"content.text", "hello $id"}, {"content.preview", "false"}, {"at.lat", "number 48.1"},
		{"rows.0.title", "One"}, {"rows.0.id", "$id"}, {"rows.1", `{"title":"Two","id":"$id"}`}, {"count", "$count"}, {"code", `"007"`}, {`sms\.keywords`, "true"},
	}, kept)
	require.NoError(t, err)
	require.NoError(t, Equal(decode(t, `{"to":"491700000001","content":{"text":"hello m-1","preview":false},"at":{"lat":48.1},
		"rows":[{"title":"One","id":"m-1"},{"title":"Two","id":"m-1"}],"count":3,"code":"007","sms.keywords":true}`), any(got), nil))

	for name, tt := range map[string]struct {
		rows []Row
		want string
	}{
		"a gap in a list":     {[]Row{{"rows.1", "a"}}, "rows.1: position 1 comes before 0"},
		"a member in a text":  {[]Row{{"a", "x"}, {"a.b", "y"}}, `a.b: "b" stands in "x"`},
		"an unknown name":     {[]Row{{"a", "$x"}}, "a: $x: nothing was kept under this name"},
		"a number that isn't": {[]Row{{"a", "number x"}}, "a: not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Build(tt.rows, kept)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestText(t *testing.T) {
	value := decode(t, answer)
	for path, want := range map[string]string{"items.1.id": "b", "price": "19.90"} {
		got, err := Text(value, path)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err := Text(value, "items")
	require.ErrorContains(t, err, `items: not a text but [{"id":"a"},{"id":"b"}]`)
	_, err = Text(value, "x.y")
	require.ErrorContains(t, err, "x.y: absent in ")
}

func TestDecode(t *testing.T) {
	_, err := Decode([]byte(`{} {}`))
	require.ErrorContains(t, err, "more than one JSON value")
	_, err = Decode(nil)
	require.ErrorContains(t, err, "not JSON")
	long, err := Decode([]byte(`"<&>"`))
	require.NoError(t, err)
	require.Equal(t, `"<&>"`, Show(long))
}
