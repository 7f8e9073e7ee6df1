package tyntec

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestChangesOfANumberAreTold(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*network.Sender)
		want   []string
	}{
		"connection":           {func(s *network.Sender) { s.State = network.Disconnected }, []string{"phoneNumber " + waNumber + " status CONNECTED DISCONNECTED"}},
		"quality":              {func(s *network.Sender) { s.Quality = "RED" }, []string{"phoneNumber " + waNumber + " qualityRating GREEN RED"}},
		"limit":                {func(s *network.Sender) { s.Limit = "TIER_10K" }, []string{"phoneNumber " + waNumber + " messagingLimit TIER_2K TIER_10K"}},
		"name":                 {func(s *network.Sender) { s.NameStatus = "DECLINED" }, []string{"phoneNumber " + waNumber + " nameStatus APPROVED DECLINED"}},
		"restricted":           {func(s *network.Sender) { s.Restricted = true }, []string{"phoneNumber " + waNumber + " status CONNECTED RESTRICTED"}},
		"flagged":              {func(s *network.Sender) { s.Flagged = true }, []string{"phoneNumber " + waNumber + " status CONNECTED FLAGGED"}},
		"nothing that is told": {func(s *network.Sender) { s.Name = "Other" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.set(func(s *Settings) { s.Callback.BusinessNotificationURL = "https://hooks.example/biz" })
			require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, func(s network.Sender) network.Sender {
				tc.change(&s)
				return s
			}))
			require.Equal(t, tc.want, w.notices())
		})
	}
}

func TestChangesOfAnAccountAreTold(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.BusinessNotificationURL = "https://hooks.example/biz" })
	until := start.Add(24 * time.Hour)
	require.NoError(t, w.net.ChangeWABA(waba, func(a network.WABA) network.WABA {
		a.Restrictions = []network.Restriction{{Kind: "RESTRICTED_BIZ_INITIATED_MESSAGING", Until: until}}
		return a
	}))
	require.Contains(t, w.body(notificationEvent), `"entity":{"type":"whatsappBusinessAccount","waba":"`+accountID+`"}`)
	require.Contains(t, w.body(notificationEvent), `"restrictions":[{"restrictionType":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":"2026-03-03T09:10:00Z"}]`)
	require.NoError(t, w.net.ChangeWABA(waba, func(a network.WABA) network.WABA { a.Ban = "DISABLE"; return a }))
	require.Equal(t, []string{"whatsappBusinessAccount accountStatus ACTIVE RESTRICTED", "whatsappBusinessAccount accountStatus ACTIVE DISABLED"}, w.notices())
}

func TestTheQualityOfATemplateIsTold(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.BusinessNotificationURL = "https://hooks.example/biz" })
	require.NoError(t, w.net.ReviewTemplate(network.TemplateRef{WABA: waba, Name: "hello_world", Language: "en_US"},
		network.Verdict{Quality: "YELLOW", Reasons: []string{"reports"}}))
	require.Equal(t, []string{"template hello_world qualityScore unknown YELLOW"}, w.notices())
	require.Equal(t, qualityScore{"YELLOW", []string{"reports"}}, w.localization("hello_world", "en_US").Quality)
}

func TestNoNotificationWithoutAnAddress(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, func(s network.Sender) network.Sender { s.Quality = "RED"; return s }))
	require.Empty(t, w.notices())
}
