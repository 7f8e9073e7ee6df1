package tyntec

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// calling is a world whose number takes calls, and whose account is told of them.
func calling(t *testing.T) *world {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.CallingNotificationURL = "https://hooks.example/call" })
	w.do(request{op: "updateWACallingSettings", params: []string{waNumber}, body: `{"status":"ENABLED"}`}).is(http.StatusNoContent, ``)
	return w
}

func (w *world) callDo(body string) call {
	w.t.Helper()
	return w.do(request{op: "sendWACallingAction", body: body})
}

const connectAna = `{"action":"connect","from":"` + waNumber + `","to":"` + ana + `","session":{"sdpType":"offer","sdp":"v=0"}}`

// permits makes Ana permit calls.
func (w *world) permits(forGood bool) {
	w.t.Helper()
	_, err := w.net.PermitCalls(ana, waNumber, true, forGood, network.ID{})
	require.NoError(w.t, err)
}

// told are the bodies about calls so far.
func (w *world) calls() (all []string) {
	w.t.Helper()
	for _, c := range w.callbacks() {
		if strings.HasPrefix(c.Event, "Call") {
			require.Equal(w.t, "https://hooks.example/call", c.URL)
			all = append(all, string(c.Body))
		}
	}
	return all
}

func TestACallOfTheBusiness(t *testing.T) {
	w := calling(t)
	w.permits(false)
	id := w.callDo(connectAna).status(http.StatusOK).text("callId")
	require.Regexp(t, `^wacid\.`, id)
	inside, known := w.p.MessageID(id)
	require.True(t, known)
	w.advance(5 * time.Second)
	require.NoError(t, w.net.ActOnPhone(ana, inside, network.CallAccept, "v=0 answer"))
	w.advance(62 * time.Second)
	w.callDo(`{"action":"terminate","callId":"`+id+`"}`).is(http.StatusOK, `{"callId":"`+id+`","timestamp":"2026-03-02T09:11:07.000Z"}`)
	shared := `"channel":"whatsapp","callId":"` + id + `","from":"` + waNumber + `","to":"` + ana + `","direction":"BUSINESS_INITIATED"`
	want := []string{
		`{"event":"CallStatus::ringing","messageId":"` + id + `","channel":"whatsapp","timestamp":"2026-03-02T09:10:00Z","from":"` + waNumber + `","to":"` + ana + `","status":"ringing"}`,
		`{"event":"CallStatus::accepted","messageId":"` + id + `","channel":"whatsapp","timestamp":"2026-03-02T09:10:05Z","from":"` + waNumber + `","to":"` + ana + `","status":"accepted"}`,
		`{"event":"Call::Connect",` + shared + `,"timestamp":"2026-03-02T09:10:05Z","session":{"sdpType":"answer","sdp":"v=0 answer"},"whatsapp":{"senderName":"Ana Lopes"}}`,
		`{"event":"Call::Terminate",` + shared + `,"timestamp":"2026-03-02T09:11:07Z","status":"COMPLETED","startTime":"2026-03-02T09:10:05Z","endTime":"2026-03-02T09:11:07Z","duration":62}`,
	}
	got := w.calls()
	require.Len(t, got, len(want))
	for i := range want {
		require.JSONEq(t, want[i], got[i])
	}
	for _, action := range []string{"terminate", "reject"} {
		w.callDo(`{"action":"` + action + `","callId":"` + id + `"}`).violates("validate.request.callId: must not be the id of a call that is ended")
	}
}

func TestACallThatNobodyTakes(t *testing.T) {
	w := calling(t)
	w.permits(true)
	w.callDo(connectAna).status(http.StatusOK)
	w.advance(time.Minute)
	got := w.calls()
	require.Len(t, got, 3)
	require.Contains(t, got[1], `"CallStatus::rejected"`)
	require.Contains(t, got[2], `"status":"FAILED"`)
	require.NotContains(t, got[2], "duration")

	id := w.callDo(connectAna).text("callId")
	inside, _ := w.p.MessageID(id)
	require.NoError(t, w.net.ActOnPhone(ana, inside, network.CallReject, ""))
	require.Contains(t, w.calls()[4], `"CallStatus::rejected"`)
	require.Contains(t, w.calls()[5], `"status":"FAILED"`)
	require.Len(t, w.calls(), 6)
}

func TestACallOfAUser(t *testing.T) {
	w := calling(t)
	inside, err := w.net.CallBusiness(ana, waNumber, "v=0 offer", "order-7")
	require.NoError(t, err)
	id := callID(inside)
	require.JSONEq(t, `{"event":"Call::Connect","channel":"whatsapp","callId":"`+id+`","from":"`+ana+`","to":"`+waNumber+`","timestamp":"2026-03-02T09:10:00Z",
		"direction":"USER_INITIATED","session":{"sdpType":"offer","sdp":"v=0 offer"},"ctaPayload":"order-7","whatsapp":{"senderName":"Ana Lopes"}}`, w.calls()[0])
	for _, action := range []string{"pre_accept", "accept"} {
		w.callDo(`{"action":"` + action + `","callId":"` + id + `","session":{"sdpType":"answer","sdp":"v=0"}}`).status(http.StatusOK)
	}
	w.advance(time.Second)
	w.callDo(`{"action":"accept","callId":"` + id + `","session":{"sdpType":"answer","sdp":"v=0"}}`).violates("validate.request.callId: must not be the id of a call that is connected")
	w.callDo(`{"action":"terminate","callId":"` + id + `"}`).status(http.StatusOK)
	require.Len(t, w.calls(), 2)
	require.Contains(t, w.calls()[1], `"direction":"USER_INITIATED","status":"COMPLETED"`)

	again, err := w.net.CallBusiness(ana, waNumber, "", "")
	require.NoError(t, err)
	w.callDo(`{"action":"reject","callId":"` + callID(again) + `"}`).status(http.StatusOK)
	require.Contains(t, w.calls()[3], `"status":"FAILED"`)
}

func TestRulesOfCalls(t *testing.T) {
	w := calling(t)
	for body, want := range map[string][]string{
		`{"action":"sing"}`:    {"validate.request.action: must be one of [pre_accept, accept, connect, reject, terminate]"},
		`{}`:                   {"validate.request.action: must not be empty"},
		`{"action":"connect"}`: {"validate.request.from: must not be empty", "validate.request.session: must not be null", "validate.request.to: must not be empty"},
		`{"action":"accept"}`:  {"validate.request.callId: must not be empty", "validate.request.session: must not be null"},
		`{"action":"reject"}`:  {"validate.request.callId: must not be empty"},
		`{"action":"accept","callId":"x","session":{"sdpType":"offer"}}`: {
			"validate.request.session.sdp: must not be empty", "validate.request.session.sdpType: must be one of [answer]"},
		`{"action":"pre_accept","callId":"x","session":{"sdp":"v=0"}}`: {"validate.request.session.sdpType: must not be empty"},
		`{"action":"terminate","callId":"x"}`:                          {"validate.request.callId: must be the id of a call"},
		`{"action":"terminate","callId":"wacid.QUJD"}`:                 {"validate.request.callId: must be the id of a call"},
		strings.Replace(connectAna, `"`+ana+`"`, `"1(2)3"`, 1):         {"validate.request.to: must have between 4 and 15 digits"},
		connectAna: {"validate.request.to: must have given the permission to call"},
		strings.Replace(connectAna, ana, "4999000000", 1): {"validate.request.to: must be a WhatsApp user"},
	} {
		w.callDo(body).violates(want...)
	}
	w.do(request{op: "updateWACallingSettings", params: []string{waNumber}, body: `{"status":"DISABLED"}`}).status(http.StatusNoContent)
	w.callDo(connectAna).violates("validate.request.from: must be a number with calling ENABLED")
	for _, number := range []string{foreign, "4999000000"} {
		w.callDo(strings.Replace(connectAna, waNumber, number, 1)).is(http.StatusForbidden, elsewhere)
	}
	require.Equal(t, "Data given was not parseable", w.callDo(``).status(http.StatusBadRequest).text("title"))
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	w.callDo(connectAna).is(http.StatusForbidden, forbidden("messages:write"))
}

func TestScopeOfACallThatGoesOn(t *testing.T) {
	w := calling(t)
	inside, err := w.net.CallBusiness(ana, waNumber, "", "")
	require.NoError(t, err)
	end := `{"action":"terminate","callId":"` + callID(inside) + `"}`
	w.do(request{op: "sendWACallingAction", body: end, key: otherKey}).violates("validate.request.callId: must be the id of a call")
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	w.callDo(end).is(http.StatusForbidden, forbidden("messages:write"))
}

func TestCallPermission(t *testing.T) {
	w := calling(t)
	get := func(from, to string) call {
		return w.do(request{op: "getCallingPermissionStatus", query: "from=" + from + "&to=" + to})
	}
	const ask, start = `{"timePeriod":"PT24H","maxAllowed":1,"currentUsage":0},{"timePeriod":"P7D","maxAllowed":2,"currentUsage":0}`, `{"timePeriod":"PT24H","maxAllowed":5,"currentUsage":0}`
	status := func(permission, ask, mayAsk, start, mayStart string) string {
		return `{"permission":` + permission + `,"actions":[{"actionName":"send_call_permission_request","canPerformAction":` + mayAsk + `,"limits":[` + ask + `]},
			{"actionName":"start_call","canPerformAction":` + mayStart + `,"limits":[` + start + `]}]}`
	}
	get(waNumber, ana).is(http.StatusOK, status(`{"status":"no_permission"}`, ask, "true", start, "false"))
	get("+"+waNumber, "%20"+nowhere).is(http.StatusOK, status(`{"status":"no_permission"}`, ask, "true", start, "false")) // tyntec OP-86
	w.permits(false)
	get(waNumber, ana).is(http.StatusOK, status(`{"status":"temporary","expiration":"2026-03-09T09:10:00.000Z"}`, ask, "true", start, "true"))
	w.permits(true)
	get(waNumber, ana).is(http.StatusOK, status(`{"status":"permanent"}`, ask, "true", start, "true"))

	w.opens(ana)
	w.send(waContent(`{"contentType":"interactive","interactive":{"subType":"callPermissionRequest","components":{"body":{"type":"text","text":"May we call?"}}}}`))
	w.advance(time.Second)
	for range 5 {
		id := w.callDo(connectAna).status(http.StatusOK).text("callId")
		w.callDo(`{"action":"terminate","callId":"` + id + `"}`).status(http.StatusOK)
	}
	body := string(get(waNumber, ana).status(http.StatusOK).ResponseBody)
	require.Contains(t, body, `"send_call_permission_request","canPerformAction":false`)
	require.Contains(t, body, `{"timePeriod":"PT24H","maxAllowed":1,"currentUsage":1,"limitExpirationTime":"2026-03-03T09:10:01`)
	require.Contains(t, body, `{"timePeriod":"P7D","maxAllowed":2,"currentUsage":1}`)
	require.Contains(t, body, `"start_call","canPerformAction":false`)
	w.callDo(connectAna).status(http.StatusOK) // shown, not enforced (network 3.21)

	get("", ana).violates("from: must not be empty")
	w.do(request{op: "getCallingPermissionStatus", query: "from=" + waNumber}).violates("to: must not be empty")
	get("1()2", ana).violates("from: must have between 4 and 15 digits")
	get(waNumber, "1()2").violates("to: must have between 4 and 15 digits")
	for _, number := range []string{foreign, nowhere} {
		get(number, ana).is(http.StatusForbidden, elsewhere)
	}
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	get(waNumber, ana).is(http.StatusForbidden, forbidden("messages:read"))
}

func TestCallingSettings(t *testing.T) {
	w := newWorld(t)
	get := func() call { return w.do(request{op: "getWACallingSettings", params: []string{waNumber}}) }
	post := func(body string) call {
		return w.do(request{op: "updateWACallingSettings", params: []string{waNumber}, body: body})
	}
	get().is(http.StatusOK, `{"status":"DISABLED","callIconVisibility":"DEFAULT","callbackPermissionStatus":"DISABLED"}`)
	hours := `{"status":"ENABLED","timezoneId":"Europe/Berlin","weeklyOperatingHours":[{"dayOfWeek":"MONDAY","openTime":"0900","closeTime":"1700"}],
		"holidaySchedule":[{"date":"2026-12-24","startTime":"0900","endTime":"1200"}]}`
	post(`{"status":"ENABLED","callHours":`+hours+`,"audio":{"additionalCodecs":["PCMU"]},"callIcons":{"restrictToUserCountries":["DE"]}}`).is(http.StatusNoContent, ``)
	post(`{"callIconVisibility":"DISABLE_ALL","callbackPermissionStatus":"ENABLED","callIcons":{"restrictToUserCountries":[]}}`).is(http.StatusNoContent, ``)
	get().is(http.StatusOK, `{"status":"ENABLED","callIconVisibility":"DISABLE_ALL","callbackPermissionStatus":"ENABLED","callHours":`+hours+`,
		"audio":{"additionalCodecs":["PCMU"]},"callIcons":{"restrictToUserCountries":[]}}`)
	s, err := w.net.Sender(network.WhatsApp, waNumber)
	require.NoError(t, err)
	require.Equal(t, network.CallSettings{On: true, IconHidden: true, CallBack: true, Countries: []string{}, Hours: &network.CallHours{
		Zone: "Europe/Berlin", Weekly: []network.CallDay{{Day: "MONDAY", Open: "0900", Close: "1700"}}, Holidays: []network.CallHoliday{{Date: "2026-12-24", Open: "0900", Close: "1200"}},
	}}, s.Calling)
	post(`{"callHours":{"status":"DISABLED"}}`).status(http.StatusNoContent)
	s, _ = w.net.Sender(network.WhatsApp, waNumber)
	require.Nil(t, s.Calling.Hours)
	require.NoError(t, w.net.ChangeSender(network.WhatsApp, waNumber, func(s network.Sender) network.Sender { s.Calling.On = false; return s }))
	require.Contains(t, string(get().ResponseBody), `"status":"DISABLED"`)

	post(`{"status":"on","callHours":{"timezoneId":"Lamp/Shop","weeklyOperatingHours":[{"dayOfWeek":"Monday","openTime":"2460"}]}}`).violates(
		"validate.request.callHours.timezoneId: must be a time zone",
		"validate.request.callHours.weeklyOperatingHours[0].dayOfWeek: must be one of [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]",
		`validate.request.callHours.weeklyOperatingHours[0].openTime: must match "^([01][0-9]|2[0-3])[0-5][0-9]$"`,
		"validate.request.status: must be one of [ENABLED, DISABLED]")
	require.Equal(t, "Data given was not parseable", post(``).status(http.StatusBadRequest).text("title"))
}

func TestSIPSettings(t *testing.T) {
	w := newWorld(t)
	get := func() call { return w.do(request{op: "getWASipCallingSettings", params: []string{waNumber}}) }
	post := func(body string) call {
		return w.do(request{op: "updateWASipCallingSettings", params: []string{waNumber}, body: body})
	}
	get().is(http.StatusOK, `{"status":"DISABLED"}`)
	first := post(`{"status":"ENABLED","hostname":"sip.shop.example.com","port":5061,"password":"mine"}`).status(http.StatusOK)
	require.Len(t, first.text("password"), 24)
	get().is(http.StatusOK, string(first.ResponseBody))
	second := post(`{"status":"ENABLED","hostname":"sip.shop.example.com","port":null}`).status(http.StatusOK)
	require.NotEqual(t, first.text("password"), second.text("password"))
	require.NotContains(t, string(second.ResponseBody), "port")
	post(`{"status":"DISABLED","hostname":"sip.shop.example.com"}`).is(http.StatusOK, `{"status":"DISABLED","hostname":"sip.shop.example.com"}`)
	post(`{"status":"ENABLED"}`).violates("validate.request.hostname: must not be empty")
	post(`{"status":"ENABLED","hostname":" ","port":0}`).violates("validate.request.hostname: must not be empty", "validate.request.port: must be greater than or equal to 1")
	post(`{}`).violates("validate.request.status: must not be empty")
}

func TestNumbersOfCallingSettings(t *testing.T) {
	w := newWorld(t)
	for _, r := range []request{{op: "getWACallingSettings"}, {op: "getWASipCallingSettings"}} {
		r.params = []string{nowhere}
		w.do(r).is(http.StatusNotFound, accountGone) // the documented title
		r.params = []string{foreign}
		w.do(r).is(http.StatusForbidden, elsewhere)
	}
	for _, r := range []request{
		{op: "updateWACallingSettings", body: `{}`}, {op: "updateWASipCallingSettings", body: `{"status":"DISABLED"}`}, {op: "triggerCoexistenceSync"},
	} {
		r.params = []string{nowhere}
		w.do(r).is(http.StatusNotFound, numberGone)
		r.params = []string{foreign}
		w.do(r).is(http.StatusForbidden, elsewhere)
	}
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	w.do(request{op: "getWACallingSettings", params: []string{waNumber}}).is(http.StatusForbidden, forbidden("profile:read"))
	w.do(request{op: "triggerCoexistenceSync", params: []string{waNumber}}).is(http.StatusForbidden, forbidden("profile:write"))
}
