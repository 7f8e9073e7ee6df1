package network

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestFaultCatalogHasEveryFaultAndItsDefaultsAreGood(t *testing.T) {
	all := FaultCatalog()
	require.Len(t, all, 64)
	for i, f := range all {
		require.Equal(t, fmt.Sprintf("F%02d", i+1), f.Name)
		require.Contains(t, []Place{AtEdge, InCarriage, AtWebhook}, f.Place, f.Name)
		require.NotEmpty(t, f.Title, f.Name)
		require.NotEmpty(t, f.Effect, f.Name)
		for _, p := range f.Params {
			require.Empty(t, p.check(p.Default), "%s %s", f.Name, p.Name)
			require.NotEmpty(t, p.Means, "%s %s", f.Name, p.Name)
		}
	}
}

func TestEveryFaultCanBeAddedAndTakenAway(t *testing.T) {
	n := market(t)
	for _, f := range FaultCatalog() {
		added, err := n.AddFault(Fault{Name: f.Name, Match: Match{Number: "491700000001", Sender: "49100"}})
		require.NoError(t, err, f.Name)
		require.Equal(t, f.Place, added.Place)
		require.Len(t, added.Params, len(f.Params))
		_, struck, err := n.Strikes(added.ID)
		require.NoError(t, err)
		require.LessOrEqual(t, struck, 1)
	}
	require.Len(t, n.Faults(), 64)
	advance(t, n, time.Hour)
	n.ClearFaults()
	require.Empty(t, n.Faults())
	require.ErrorIs(t, n.RemoveFault("f-1"), ErrFaultUnknown)
}

// end is how a message ended, and whether it was refused in the call.
func end(t testing.TB, n *Network, d Draft) (why Reason, refused, dispatched bool) {
	t.Helper()
	a, err := n.Send(d)
	if err != nil {
		require.ErrorAs(t, err, &why)
		return why, true, false
	}
	advance(t, n, 49*time.Hour)
	m, err := n.Message(a.ID)
	require.NoError(t, err)
	for _, c := range m.History {
		dispatched = dispatched || c.State == Dispatched
	}
	return m.History[len(m.History)-1].Reason, false, dispatched
}

var senderOf = map[Channel]string{WhatsApp: "49100", SMS: "49200", Viber: "71045"}

func TestEveryReasonHasAMagicNumberThatMakesItHappen(t *testing.T) {
	all := Magic()
	require.True(t, slices.IsSortedFunc(all, func(a, b MagicNumber) int { return slices.Compare([]byte(a.From), []byte(b.From)) }))
	found := map[Reason]bool{}
	for _, m := range all {
		if m.Reason == NoReason {
			continue
		}
		found[m.Reason] = true
		t.Run(m.Reason.String(), func(t *testing.T) {
			n := market(t)
			n.SetLatency(Steady)
			why, refused, dispatched := end(t, n, Draft{Account: "shop", Channel: m.Channel, From: senderOf[m.Channel], To: m.From, Content: Text{Body: "x"}})
			at := m.Reason.foundAt()
			require.False(t, refused, "the account checks nothing in the call")
			require.Equal(t, at.stage != stageSubmission, dispatched)
			switch {
			case at.stage == stageAir && m.Reason.Channel() == SMS:
				require.Equal(t, Expired, why, "temporary until the validity is over")
			case m.Reason == Expired: // silent on this account, as its options say
				require.Equal(t, NoReason, why)
			default:
				require.Equal(t, m.Reason, why)
			}
		})
	}
	require.Len(t, found, len(Reasons()))
}

func TestMagicNumbersStayTheSame(t *testing.T) {
	for from, want := range map[string]Reason{
		"999900010000": SenderDown, "999900120000": NotOnChannel, "999900130000": WindowClosed, "999900340000": UnknownFault,
		"999900350000": SMSUnknownSubscriber, "999900400000": ViberBlocked, "999900490000": PairRate, "999901120000": ViberThumbnail,
	} {
		require.Equal(t, want.String(), magicReason(from, want.Channel()).String(), from)
	}
}

func TestMagicNumbersFailInTheCallWhereTheAccountChecksThere(t *testing.T) {
	keys := []string{"state", "rate", "group", "blocklist", "template", "recipient", "window", "contact", "media_id", "media_type",
		"media_size", "spam", "marketing", "identity", "content", "target", "payment", "block"}
	n, err := New(Config{
		Seed: 1, Accounts: []Account{{ID: "shop", Options: AccountOptions{SyncChecks: keys}}},
		Senders: []Sender{{ID: "49100", Channel: WhatsApp, Account: "shop"}},
	})
	require.NoError(t, err)
	for _, m := range Magic() {
		if m.Channel != WhatsApp || m.Reason == NoReason || !slices.Contains(keys, m.Reason.foundAt().key) {
			continue
		}
		_, err := n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: m.To, Content: Text{Body: "x"}})
		require.ErrorIs(t, err, m.Reason)
	}
}

func TestEveryReasonOfABusinessOrAPersonIsFoundAsTheirTrouble(t *testing.T) {
	for _, r := range Reasons() {
		at := r.foundAt()
		if at.stage == stageAir {
			continue
		}
		n := market(t)
		c := r.Channel()
		require.NoError(t, n.ChangeSender(c, senderOf[c], func(v Sender) Sender { v.Troubles = []Reason{r}; return v }))
		for _, ch := range []Channel{WhatsApp, Viber} {
			_, err := n.Write(Note{Number: "491700000001", Channel: ch, To: senderOf[ch], Content: Text{Body: "hi"}})
			require.NoError(t, err)
		}
		a, err := n.Send(Draft{Account: "shop", Channel: c, From: senderOf[c], To: "491700000001", Content: Text{Body: "x"}, Session: c == Viber})
		require.NoError(t, err)
		advance(t, n, time.Minute)
		m, err := n.Message(a.ID)
		require.NoError(t, err)
		if slices.Contains([]string{"group", "blocklist", "identity"}, at.key) {
			continue // no check of these keys stands before a text to one person
		}
		require.Equal(t, r, m.History[len(m.History)-1].Reason, r.String())
	}
}

func TestProfilesAreTheTableOfShares(t *testing.T) {
	require.Equal(t, []string{"ideal", "typical", "rough", "outage"}, Profiles())
	n := market(t)
	for _, name := range Profiles() {
		require.NoError(t, n.SetProfile(name))
		require.Equal(t, name, n.Profile())
		require.Empty(t, n.Faults(), "the bench sees its own rules alone")
	}
	require.Error(t, n.SetProfile("sunny"))
	faults, ok := ProfileFaults("outage")
	require.True(t, ok)
	shares := map[string]float64{}
	for _, f := range faults {
		if f.Match.Probability != nil {
			shares[f.Name] = *f.Match.Probability
		}
	}
	require.Equal(t, map[string]float64{
		"F01": 0.2, "F02": 0.5, "F13": 0.2, "F14": 0.3, "F16": 0.02, "F28": 0.1, "F32": 0.1, "F52": 0.2,
	}, shares)
}

// F21 strikes the call once, and the message of the call goes on within it.
func TestMessageOfAStruckCallIsHandedOnAtOnce(t *testing.T) {
	n := shop(t)
	_, err := n.AddFault(Fault{Name: "F21", Match: Match{Count: 1}})
	require.NoError(t, err)
	_, err = n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	effects := n.EdgeFault(EdgeCall{Operation: "sendMessage", Number: "491700000001"})
	require.Equal(t, []Effect{{"F21", "f-1", AnswerLast{}}}, effects)
	early := send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "one"})
	require.Equal(t, []string{"accepted +0s", "dispatched +0s"}, states(t, n, early))
	require.Empty(t, n.EdgeFault(EdgeCall{Operation: "sendMessage", Number: "491700000001"}))
	usual := send(t, n, WhatsApp, "49100", "491700000001", Text{Body: "two"})
	require.Equal(t, []string{"accepted +0s"}, states(t, n, usual))
}

func TestCodeOfTheMessagingLimitIsTheWorlds(t *testing.T) {
	for code, want := range map[string]string{"": "", "80007": "80007"} {
		n := market(t)
		l := n.Limits()
		l.Code = code
		n.SetLimits(l)
		require.NoError(t, n.ChangeSender(WhatsApp, "49100", func(s Sender) Sender { s.Restricted = true; return s }))
		id := send(t, n, WhatsApp, "49100", "491700000001", TemplateMessage{Name: "sale", Language: "en", Body: []Param{{Text: "a"}, {Text: "b"}}})
		advance(t, n, time.Second)
		m, err := n.Message(id)
		require.NoError(t, err)
		require.Equal(t, Failed, m.State)
		require.Equal(t, want, m.Code)
	}
}

// A probability is met over many messages, and each rule draws from its own stream.
func TestSharesAreMetAndRulesDoNotDisturbEachOther(t *testing.T) {
	stuck := func(others ...Fault) (places []int) {
		n := market(t)
		p := 0.2
		_, err := n.AddFault(Fault{ID: "a", Name: "F28", Match: Match{Probability: &p}})
		require.NoError(t, err)
		for _, f := range others {
			f.Match.Probability = &p
			_, err := n.AddFault(f)
			require.NoError(t, err)
		}
		var ids []ID
		for range 1000 {
			ids = append(ids, send(t, n, SMS, "49200", "491700000001", Text{Body: "x"}))
		}
		advance(t, n, time.Minute)
		for i, id := range ids {
			if m, _ := n.Message(id); m.State == Sent {
				places = append(places, i)
			}
		}
		return places
	}
	alone := stuck()
	require.InDelta(t, 200, len(alone), 40)
	require.Equal(t, alone, stuck(Fault{ID: "b", Name: "F52"}, Fault{ID: "c", Name: "F30"}, Fault{ID: "d", Name: "F33"}))
}

// story lets many people chat under a rough profile and answers the log's digest.
func story(t testing.TB, people int) string {
	n := market(t)
	n.SetLatency(Typical)
	require.NoError(t, n.SetProfile("rough"))
	_, err := n.AddFault(Fault{Name: "F33", Params: map[string]string{"gap": "3s"}})
	require.NoError(t, err)
	for i := range people {
		chatter(t, n, i)
	}
	advance(t, n, time.Hour)
	_, digest := n.Log()
	return digest
}

func chatter(t testing.TB, n *Network, i int) {
	number := "4917" + strconv.Itoa(10000000+i)
	n.PutHandset(Handset{Number: number, Apps: []Channel{WhatsApp, SMS}})
	_, err := n.Write(Note{Number: number, Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
	require.NoError(t, err)
	for _, c := range []Channel{WhatsApp, SMS} {
		_, err := n.Send(Draft{Account: "shop", Channel: c, From: senderOf[c], To: number, Content: Text{Body: "x"}})
		require.NoError(t, err)
	}
}

func TestFaultsGiveTheSameDigestOnOneCoreAndOnTwo(t *testing.T) {
	var digests []string
	for _, cores := range []int{1, 2} {
		before := runtime.GOMAXPROCS(cores)
		digests = append(digests, story(t, 500))
		runtime.GOMAXPROCS(before)
	}
	require.Equal(t, digests[0], digests[1])
}

// Callers that come at the same time do not change what a chat goes through: draws belong to the chat.
func TestConcurrentCallersLeaveEachChatItsOwnHistory(t *testing.T) {
	const people = 200
	histories := func(callers int) map[string][]string {
		n := market(t)
		n.SetLatency(Typical)
		require.NoError(t, n.SetProfile("rough"))
		var wg sync.WaitGroup
		for from := range callers {
			wg.Go(func() {
				for i := from; i < people; i += callers {
					chatter(t, n, i)
				}
			})
		}
		wg.Wait()
		advance(t, n, time.Hour)
		all := map[string][]string{}
		events, ok := n.Events(0, 1_000_000)
		require.True(t, ok)
		for _, e := range events {
			if !e.Message.IsZero() {
				all[e.Number] = append(all[e.Number], fmt.Sprint(e.At, e.Kind, e.Message, e.Reason, e.Text))
			}
		}
		return all
	}
	require.Equal(t, histories(1), histories(8))
}

// The transcripts are the faults' specification: each fault is set in one of them.
func TestEveryFaultStandsInATranscript(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		all.Write(text)
	}
	for _, f := range FaultCatalog() {
		require.Regexp(t, `(?m)^fault .*name=`+f.Name+`\b`, all.String(), f.Title)
	}
}

// The column "Where" of network 7.2: API is the edge; network, subscriber and provider are carriage.
func TestFaultsHappenWhereTheTableSays(t *testing.T) {
	where := func(number int) (at, also Place) {
		switch {
		case number == 10 || number == 44 || number == 46:
			return AtEdge, InCarriage
		case number <= 12:
			return AtEdge, ""
		case number <= 26 || number == 58 || number == 63:
			return AtWebhook, ""
		}
		return InCarriage, ""
	}
	for i, f := range FaultCatalog() {
		at, also := where(i + 1)
		require.Equal(t, []Place{at, also}, []Place{f.Place, f.Also}, f.Name)
	}
}
