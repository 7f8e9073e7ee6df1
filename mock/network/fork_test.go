package network

import (
	"fmt"
	"reflect"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
)

// lived is a world in which much has happened and more is under way.
func lived(t testing.TB) *Network {
	n := shop(t)
	all, err := Limits{}.Enforce("platform")
	require.NoError(t, err)
	n.SetLimits(all)
	for _, f := range []Fault{{Name: "F28", Match: Match{Kind: "video"}}, {Name: "F10"}, {Name: "F09", Params: map[string]string{"mps": "9"}}, {Name: "F39"}, {Name: "F60"}} {
		_, err := n.AddFault(f)
		require.NoError(t, err)
	}
	_, err = n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	for _, c := range []Channel{WhatsApp, SMS, Viber} {
		send(t, n, c, map[Channel]string{WhatsApp: "49100", SMS: "49200", Viber: "71045"}[c], "491700000001", Text{Body: "one"})
	}
	send(t, n, SMS, "49200", "491700000005", Text{Body: "phone is off"})
	require.NoError(t, n.SetBlocked("491700000005", WhatsApp, "49100", true))
	require.NoError(t, n.SetOptedOut("491700000001", "49200", true))
	trade(t, n)
	advance(t, n, 250*time.Millisecond)
	return n
}

// trade fills the business side: a template under review and one that rests, a product under review, a throttled flow.
func trade(t testing.TB, n *Network) {
	_, err := n.CreateTemplates(Template{WABA: "w1", Name: "fresh", Language: "en", Category: "MARKETING", Body: "Hello"})
	require.NoError(t, err)
	send(t, n, WhatsApp, "49100", "491700000001", TemplateMessage{Name: "order_update", Language: "en", Body: []Param{{Text: "1"}, {Text: "2"}}})
	require.NoError(t, n.EditTemplate(TemplateRef{WABA: "w1", Name: "order_update"}, func(t Template) Template { return t }))
	require.NoError(t, n.PutProducts("c1", Product{ID: "new", Name: "New", Price: 100}))
	f, err := n.CreateFlow(Flow{
		WABA: "w1", Name: "visit", Categories: []string{"OTHER"}, Document: `{"version":"3.1","screens":[{"id":"A","terminal":true,"layout":{}}]}`,
	}, true)
	require.NoError(t, err)
	require.NoError(t, n.ChangeFlowHealth(f.ID, ThrottleFlow))
	send(t, n, WhatsApp, "49100", "491700000001", Interactive{Form: FlowMessage, Body: "?", Flow: &FlowRef{ID: f.ID}})
}

func goOn(t testing.TB, n *Network) string {
	t.Helper()
	send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "two"})
	require.NoError(t, n.SetBlocked("491700000005", WhatsApp, "49100", false))
	require.NoError(t, n.ReadChat("491700000001", WhatsApp, "49100"))
	require.NoError(t, n.DeleteTemplates(TemplateRef{WABA: "w1", Name: "order_update"}, false))
	require.NoError(t, n.DeleteProducts("c1", "lamp"))
	advance(t, n, 72*time.Hour)
	_, digest := n.Log()
	return digest
}

func TestForksGoTheSameWayApart(t *testing.T) {
	n := lived(t)
	at, before := n.Log()
	f := n.Fork()
	was := f.Position()
	require.Equal(t, at, was)
	alone := goOn(t, f)
	_, digest := n.Log()
	require.Equal(t, before, digest, "the fork changed its origin")
	require.Equal(t, alone, goOn(t, n), "the origin goes where the fork went")
	require.Equal(t, alone, goOn(t, lived(t)), "and so does a world that was never forked")
}

// shared lists what two networks have in common in memory and could change: maps, and pointers and slices of types that only this
// package knows. Exported structs are values: replaced, never changed in place.
func shared(at string, a, b reflect.Value, seen map[uintptr]bool, found *[]string) {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || seen[a.Pointer()] {
			return
		}
		seen[a.Pointer()] = true
		if a.Pointer() == b.Pointer() {
			*found = append(*found, at)
			return
		}
		shared(at, a.Elem(), b.Elem(), seen, found)
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).Name == "Altered" {
				continue // of an event: never changed
			}
			shared(at+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i), seen, found)
		}
	case reflect.Map:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			*found = append(*found, at)
			return
		}
		for _, key := range a.MapKeys() {
			shared(fmt.Sprintf("%s[%v]", at, key), a.MapIndex(key), b.MapIndex(key), seen, found)
		}
	case reflect.Slice:
		own := unicode.IsLower([]rune(a.Type().Elem().Name() + "X")[0]) && a.Type().Elem().PkgPath() != ""
		if own && a.Len() > 0 && a.Pointer() == b.Pointer() {
			*found = append(*found, at)
		}
		if a.Len() != b.Len() || a.Pointer() == b.Pointer() {
			return
		}
		for i := range a.Len() {
			shared(fmt.Sprintf("%s[%d]", at, i), a.Index(i), b.Index(i), seen, found)
		}
	}
}

func TestForkSharesNothingThatChanges(t *testing.T) {
	n := lived(t)
	f := n.Fork()
	var found []string
	shared("network", reflect.ValueOf(n).Elem(), reflect.ValueOf(f).Elem(), map[uintptr]bool{}, &found)
	require.Empty(t, found)
	a, b := reflect.ValueOf(n).Elem(), reflect.ValueOf(f).Elem()
	apart := map[string]bool{"followers": true, "wall": true, "mu": true, "turn": true, "moved": true, "acked": true, "unsettled": true}
	for i := range a.NumField() {
		if name := a.Type().Field(i).Name; !apart[name] {
			require.Equal(t, a.Field(i).IsZero(), b.Field(i).IsZero(), "%s was forgotten", name)
		}
	}
}

func BenchmarkFork(b *testing.B) {
	n := shop(b)
	for i := range 100_000 {
		send(b, n, SMS, "49200", fmt.Sprintf("4917%08d", i%1000), Text{Body: "hello"})
		if i%1000 == 0 {
			advance(b, n, time.Second)
		}
	}
	advance(b, n, time.Hour)
	b.ReportAllocs()
	for b.Loop() {
		n.Fork()
	}
}
