package control

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNumberIsChangedWithItsBusinessAccount(t *testing.T) {
	b := newBench(t)
	patch := map[string]any{
		"nameStatus": "DECLINED", "flagged": true, "throughput": 1000.0, "banned": true, "payment": false, "accountReview": "PENDING",
		"restrictions": []any{"RESTRICTED_BIZ_INITIATED_MESSAGING"}, "official": true, "catalogVisible": true, "cartEnabled": false,
		"calling": true, "identityCheck": true, "welcome": true, "allowedNumbers": []any{"491700000001"}, "barredCountries": []any{"55"},
	}
	r := b.do("PATCH", b.inside("/senders/"+shopWA), `{"nameStatus":"DECLINED","flagged":true,"throughput":1000,"banned":true,"payment":false,
		"accountReview":"PENDING","restrictions":["RESTRICTED_BIZ_INITIATED_MESSAGING"],"official":true,"catalogVisible":true,"cartEnabled":false,
		"calling":true,"identityCheck":true,"welcome":true,"allowedNumbers":["491700000001"],"barredCountries":["55"],"catalogId":""}`).want(200)
	require.Subset(t, r.json(), patch)
	require.NotContains(t, r.json(), "catalogId")
	require.Equal(t, []any{"locked"}, r.at("troubles"))
	r = b.do("PATCH", b.inside("/senders/"+shopWA), `{"banned":false,"allowedNumbers":[],"catalogId":"c1"}`).want(200)
	require.NotContains(t, r.json(), "troubles")
	require.NotContains(t, r.json(), "allowedNumbers")
	require.Equal(t, "c1", r.at("catalogId"))
	b.do("PATCH", b.inside("/senders/"+shopWA), `{"catalogId":"nothing"}`).want(404)
}

func TestTroublesAreOfTheChannel(t *testing.T) {
	b := newBench(t)
	require.Equal(t, []any{"viber_internal"}, b.do("PATCH", b.inside("/senders/"+viber), `{"troubles":["viber_internal"]}`).want(200).at("troubles"))
	require.NotContains(t, b.do("PATCH", b.inside("/senders/"+viber), `{"troubles":[]}`).want(200).json(), "troubles")
	require.Equal(t, "/troubles/1", b.do("PATCH", b.inside("/senders/"+shopWA), `{"troubles":["locked","viber_internal"]}`).want(400).at("violations.0.pointer"))
	require.Equal(t, "/calling", b.do("PATCH", b.inside("/senders/"+viber), `{"calling":true}`).want(400).at("violations.0.pointer"))
}

func TestTroublesOfAPerson(t *testing.T) {
	b := newBench(t)
	r := b.do("PUT", b.inside("/handsets/"+ana), `{"troubles":["sms_memory_full","not_on_channel"]}`).want(200)
	require.Equal(t, []any{"sms_memory_full", "not_on_channel"}, r.at("troubles"))
	require.NotContains(t, b.do("PUT", b.inside("/handsets/"+ana), `{"troubles":[]}`).want(200).json(), "troubles")
	require.Equal(t, "/troubles/0", b.do("PUT", b.inside("/handsets/"+ana), `{"troubles":["bad_luck"]}`).want(400).at("violations.0.pointer"))
}
