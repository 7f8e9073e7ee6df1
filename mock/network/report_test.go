package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What is told of a try to call a business back can be read again from the log, but for how long the next try waits.
func TestReportsAreReadFromTheLog(t *testing.T) {
	for name, tc := range map[string]struct {
		report Report
		text   string
		ends   bool
	}{
		"taken":        {Report{Delivery: 1, Account: "shop", Attempt: 1, Status: 200, Done: true}, "attempt 1 answered 200", true},
		"not taken":    {Report{Delivery: 2, Account: "shop", Attempt: 3, Status: 503, RetryIn: time.Minute}, "attempt 3 answered 503, again in 1m0s", false},
		"no answer":    {Report{Delivery: 3, Account: "shop", Attempt: 1, Failure: "timeout", RetryIn: time.Second}, "attempt 1 failed: timeout, again in 1s", false},
		"given up":     {Report{Delivery: 4, Account: "shop", Attempt: 20, Status: 404, Done: true, GivenUp: true}, "attempt 20 answered 404, given up", true},
		"nobody there": {Report{Delivery: 5, Account: "shop", Attempt: 2, Failure: "refused", Done: true, GivenUp: true}, "attempt 2 failed: refused, given up", true},
		"held back":    {Report{Delivery: 6, Account: "shop", Held: true, RetryIn: time.Hour}, "held back for 1h0m0s", false},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			from := n.Position()
			n.ReportCallbacks([]Report{tc.report})
			events, _ := n.Events(from, 10)
			require.Len(t, events, 1)
			require.Equal(t, tc.text, events[0].Text)
			require.Equal(t, tc.ends, endsCallback(events[0].Text))
			want := tc.report
			want.RetryIn = 0
			require.Equal(t, want, ReadReport(events[0]))
			due, planned := n.Due()
			require.Equal(t, !tc.ends, planned)
			if planned {
				require.Equal(t, tc.report.RetryIn, due.Sub(n.Now()))
			}
		})
	}
}

// A person whose number is hidden is found by what businesses see of them.
func TestPeopleAreFoundByWhatBusinessesSee(t *testing.T) {
	n := shop(t)
	n.PutHandset(Handset{Number: "491700000009", Name: "Zoe", Apps: []Channel{WhatsApp}, UserID: "US.908", Username: "zoe", NumberHidden: true})
	for name, tc := range map[string]struct {
		wanted Handset
		number string
	}{
		"by the user id":      {Handset{UserID: "US.908"}, "491700000009"},
		"by the user name":    {Handset{Username: "zoe"}, "491700000009"},
		"by nobody's id":      {Handset{UserID: "US.1"}, ""},
		"by nobody's name":    {Handset{Username: "ana"}, ""},
		"by nothing":          {Handset{}, ""},
		"by a number is none": {Handset{Number: "491700000009"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			number, ok := n.WhoIs(tc.wanted)
			require.Equal(t, tc.number, number)
			require.Equal(t, tc.number != "", ok)
		})
	}
}

// What a provider itself has found wrong of a draft is met at its place in the order of checks, and only where that is judged in the call
// (network 3.19).
func TestWhatAProviderHasFoundIsMetInItsPlace(t *testing.T) {
	hello := TemplateMessage{Name: "order_update", Language: "en", Body: values("1", "ready")}
	unknown := TemplateMessage{Name: "nothing", Language: "en"}
	for name, tc := range map[string]struct {
		sync    []string
		found   Reason
		content Content
		down    bool
		want    Reason
	}{
		"found and asked":               {[]string{"state", "template"}, ParamCount, hello, false, ParamCount},
		"an earlier step counts first":  {[]string{"state", "template"}, ParamCount, hello, true, SenderDown},
		"the network's own goes before": {[]string{"state", "template"}, ParamCount, unknown, false, TemplateUnknown},
		"a later step is not reached":   {[]string{"template", "media_id"}, MediaUnknown, unknown, false, TemplateUnknown},
		"a later step":                  {[]string{"template", "media_id"}, MediaUnknown, hello, false, MediaUnknown},
		"not judged in the call":        {[]string{"state"}, ParamCount, hello, false, NoReason},
		"nothing found":                 {[]string{"state", "template"}, NoReason, hello, false, NoReason},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			require.NoError(t, n.ChangeOptions("shop", func(o AccountOptions) AccountOptions { o.SyncChecks = tc.sync; return o }))
			if tc.down {
				require.NoError(t, n.ChangeSender(WhatsApp, "49100", func(s Sender) Sender { s.State = Disconnected; return s }))
			}
			_, err := n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: "491700000001", Content: tc.content, Found: tc.found})
			if tc.want == NoReason {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, tc.want)
		})
	}
}
