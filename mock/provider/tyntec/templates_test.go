package tyntec

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	bodyHello = `{"type":"BODY","text":"Hello {{1}}"}`
	orderBody = `{"name":"order_ready","category":"UTILITY","allowCategoryChange":false,"localizations":[{"language":"en","components":[
		{"type":"HEADER","format":"IMAGE","example":{"url":"https://files.example.com/lamp.jpg"}},
		{"type":"BODY","text":"Hello {{1}}, order {{2}} is ready.","example":{"texts":["Ines",4711]}},{"type":"FOOTER","text":"Lamp Shop"},
		{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Pick up"},{"type":"QUICK_REPLY","text":"Deliver"}]}]}]}`
	templateGone     = `{"status":404,"title":"WhatsApp template unknown"}`
	localizationGone = `{"status":404,"title":"WhatsApp template localization unknown"}`
)

// templateOf is a request for a template of this name with these components in one language.
func templateOf(name, category, components string) string {
	return `{"name":"` + name + `","category":"` + category + `","localizations":[{"language":"en","components":[` + components + `]}]}`
}

// submit asks for a template and wants it made.
func (w *world) submit(body string) call {
	w.t.Helper()
	return w.do(request{op: "waSubmitTemplateForReview", params: []string{accountID}, body: body}).is(http.StatusCreated, ``)
}

// refuses wants a request for a template refused.
func (w *world) refusesTemplate(body string, want ...string) {
	w.t.Helper()
	w.do(request{op: "waSubmitTemplateForReview", params: []string{accountID}, body: body}).violates(want...)
}

// localization reads one localization of a template.
func (w *world) localization(name, language string) localizationResponse {
	w.t.Helper()
	var all []localizationResponse
	require.NoError(w.t, json.Unmarshal(w.do(request{op: "waListLocalizations", params: []string{accountID, name}}).status(http.StatusOK).ResponseBody, &all))
	for _, l := range all {
		if l.Language == language {
			return l
		}
	}
	require.Fail(w.t, "no localization", language)
	return localizationResponse{}
}

// notices are the business notifications so far: property, old value, new value, reason.
func (w *world) notices() (lines []string) {
	w.t.Helper()
	for _, c := range w.callbacks() {
		if c.Event != notificationEvent {
			continue
		}
		var n notification
		require.NoError(w.t, json.Unmarshal(c.Body, &n))
		line := strings.Join([]string{n.Entity.Type, n.Entity.Name + n.Entity.Number, n.Change.Property, n.Change.Old, n.Change.New, n.Change.Reason}, " ")
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return lines
}

func TestTheLifeOfATemplate(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.BusinessNotificationURL = "https://hooks.example/biz" })
	created := w.submit(orderBody)
	require.Equal(t, publicURL+"/channels/whatsapp/accounts/"+accountID+"/templates/order_ready", created.Header.Get("Location"))
	require.Equal(t, "REQUESTED", w.localization("order_ready", "en").Status)
	w.advance(time.Second)
	require.Equal(t, "SUBMITTED", w.localization("order_ready", "en").Status)
	w.advance(time.Second)
	require.Equal(t, "PENDING", w.localization("order_ready", "en").Status)
	w.advance(5 * time.Second)
	w.do(request{op: "waGetTemplate", params: []string{accountID, "order_ready"}}).is(http.StatusOK, `{"whatsAppAccountId":"`+accountID+`",
		"templateName":"order_ready","templateId":"order_ready","category":"UTILITY","localizations":[{"status":"APPROVED","language":"en","components":[
		{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Hello {{1}}, order {{2}} is ready."},{"type":"FOOTER","text":"Lamp Shop"},
		{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Pick up"},{"type":"QUICK_REPLY","text":"Deliver"}]}],
		"createdAt":"2026-03-02T09:10:00.000Z","lastUpdated":"2026-03-02T09:10:07.000Z","qualityScore":{"score":"unknown"}}]}`)
	require.Equal(t, []string{
		"template order_ready status REQUESTED", "template order_ready status REQUESTED SUBMITTED", "template order_ready status SUBMITTED PENDING",
		"template order_ready status PENDING APPROVED",
	}, w.notices())

	for range 2 {
		w.do(request{op: "waDeleteTemplate", params: []string{accountID, "order_ready"}}).is(http.StatusNoContent, ``)
		gone := w.localization("order_ready", "en")
		require.Equal(t, "DELETION_PENDING 2026-04-01T09:10:07.000Z", gone.Status+" "+gone.Gone)
	}
	w.refusesTemplate(orderBody, "validate.request.name: must not be the name of another template") // tyntec OP-27
	w.advance(30 * 24 * time.Hour)
	require.Equal(t, "DELETED", w.localization("order_ready", "en").Status)
	require.Equal(t, []string{
		"template order_ready status APPROVED DELETION_PENDING", "template order_ready status DELETION_PENDING DELETED"}, w.notices()[4:])
	w.do(request{op: "waDeleteTemplate", params: []string{accountID, "order_ready"}}).is(http.StatusNotFound, templateGone)
	w.submit(orderBody) // tyntec OP-30
	require.Equal(t, "REQUESTED", w.localization("order_ready", "en").Status)
}

func TestTemplatesThatAreNotThere(t *testing.T) {
	w := newWorld(t)
	for _, op := range []string{"waGetTemplate", "waDeleteTemplate", "waListLocalizations"} {
		w.do(request{op: op, params: []string{accountID, "nothing"}}).is(http.StatusNotFound, templateGone)
		w.do(request{op: op, params: []string{accountID, "Not%20a%20name"}}).is(http.StatusNotFound, templateGone) // tyntec OP-26
		w.do(request{op: op, params: []string{"x", "hello_world"}}).is(http.StatusNotFound, accountGone)
	}
	add := `{"language":"de","components":[{"type":"BODY","text":"Hallo"}]}`
	w.do(request{op: "waTemplateAddLocalization", params: []string{accountID, "nothing"}, body: add}).is(http.StatusNotFound, templateGone)
	w.do(request{op: "waTemplateAddLocalization", params: []string{"x", "hello_world"}, body: add}).is(http.StatusNotFound, accountGone)
	edit := `{"userContext":"x"}`
	w.do(request{op: "waEditTemplate", params: []string{"x", "hello_world", "en_US"}, body: edit}).is(http.StatusNotFound, accountGone)
	w.do(request{op: "waEditTemplate", params: []string{accountID, "nothing", "en_US"}, body: edit}).is(http.StatusNotFound, templateGone)
	w.do(request{op: "waEditTemplate", params: []string{accountID, "hello_world", "xx"}, body: edit}).is(http.StatusNotFound, localizationGone)
	w.do(request{op: "waSubmitTemplateForReview", params: []string{"x"}, body: orderBody}).is(http.StatusNotFound, accountGone)
	w.do(request{op: "listTemplatesOfWhatsAppAccount", params: []string{"x"}}).is(http.StatusNotFound, accountGone)
	// Fixed text wins over the language (tyntec 1.5).
	c := w.do(request{method: "PATCH", path: w.doc.Base() + "/channels/whatsapp/accounts/" + accountID + "/templates/hello_world/localizations", body: edit})
	require.Equal(t, "GET, POST", c.status(http.StatusMethodNotAllowed).Header.Get("Allow"))
}

func TestScopesOfTemplates(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	add := `{"language":"de","components":[{"type":"BODY","text":"Hallo"}]}`
	for scope, all := range map[string][]request{
		"templates:read": {
			{op: "listTemplatesOfWhatsAppAccount", params: []string{accountID}}, {op: "waGetTemplate", params: []string{accountID, "x"}},
			{op: "waListLocalizations", params: []string{accountID, "x"}},
		},
		"templates:write": {
			{op: "waSubmitTemplateForReview", params: []string{accountID}, body: orderBody}, {op: "waDeleteTemplate", params: []string{accountID, "x"}},
			{op: "waTemplateAddLocalization", params: []string{accountID, "x"}, body: add},
			{op: "waEditTemplate", params: []string{accountID, "x", "en"}, body: `{"userContext":""}`},
		},
	} {
		for _, r := range all {
			w.do(r).is(http.StatusForbidden, forbidden(scope))
		}
	}
}

func TestTemplatesOfTheWorldAreShown(t *testing.T) {
	w := newWorld(t)
	list := string(w.do(request{op: "listTemplatesOfWhatsAppAccount", params: []string{accountID}, query: "size=5"}).status(http.StatusOK).ResponseBody)
	require.Contains(t, list, `{"type":"BUTTONS","buttons":[{"type":"URL","text":"Open","url":"https://shop.example/{{1}}"}]}`)
	require.Contains(t, list, `{"type":"CAROUSEL","cards":[{"components":[{"type":"HEADER","format":"VIDEO"},{"type":"BODY","text":"The {{1}} one"},`)
	numbers := string(w.do(request{op: "getAvailableWhatsAppTemplates", params: []string{waNumber}, query: "size=5"}).ResponseBody)
	require.Equal(t, list, numbers) // tyntec OP-96
	require.Less(t, strings.Index(list, "hello_world"), strings.Index(list, "order_update"), "oldest first")
}

func TestAuthenticationTemplates(t *testing.T) {
	w := newWorld(t)
	w.submit(`{"name":"code","category":"AUTHENTICATION","localizations":[{"language":"en","messageSendTimeToLiveSeconds":120,"components":[
		{"type":"BODY","text":"ignored {{7}}","addSecurityRecommendation":true},{"type":"FOOTER","text":"ignored","codeExpirationMinutes":10},
		{"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Copy"}]}]},
		{"language":"de","components":[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Kopieren"}]}]},
		{"language":"fr","messageSendTimeToLiveSeconds":-1,"components":[{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Copie"}]}]}]}`)
	en, err := json.Marshal(w.localization("code", "en").Components)
	require.NoError(t, err)
	require.JSONEq(t, `[{"type":"BODY","text":"{{1}} is your code. For your security, do not share it.","addSecurityRecommendation":true},
		{"type":"FOOTER","text":"It expires in 10 minutes.","codeExpirationMinutes":10},
		{"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Copy"}]}]`, string(en))
	require.Equal(t, []int{120, 600, -1}, []int{w.localization("code", "en").TTL, w.localization("code", "de").TTL, w.localization("code", "fr").TTL})
	w.submit(`{"name":"plain","category":"UTILITY","localizations":[{"language":"en","messageSendTimeToLiveSeconds":60,"components":[{"type":"BODY","text":"x"}]}]}`)
	require.Zero(t, w.localization("plain", "en").TTL) // tyntec OP-35
}

func TestEdits(t *testing.T) {
	w := newWorld(t)
	edit := func(body string) call {
		return w.do(request{op: "waEditTemplate", params: []string{accountID, "order_ready", "en"}, body: body})
	}
	other := `{"components":[{"type":"BODY","text":"Order {{1}} waits","example":{"texts":["4711"]}}]}`
	w.submit(orderBody)
	edit(other).violates("status: must not be REQUESTED")
	edit(`{"userContext":"mine"}`).is(http.StatusOK, ``)
	w.advance(7 * time.Second)
	edit(`{"category":"MARKETING"}`).violates("status: must not be APPROVED")
	edit(other).is(http.StatusOK, ``)
	changed := w.localization("order_ready", "en")
	require.Equal(t, "PENDING mine", changed.Status+" "+changed.Context)
	require.Len(t, changed.Components, 1)
	edit(other).violates("status: must not be PENDING")
	w.advance(5 * time.Second)
	edit(other).violates("status: must not be edited more than once in 24 hours while APPROVED")
	for range 9 {
		w.advance(24 * time.Hour)
		edit(other).status(http.StatusOK)
	}
	w.advance(24 * time.Hour)
	edit(other).violates("status: must not be edited more than 10 times in 30 days while APPROVED")
	edit(`{"userContext":""}`).is(http.StatusOK, ``)
	require.Empty(t, w.localization("order_ready", "en").Context)
	w.do(request{op: "waDeleteTemplate", params: []string{accountID, "order_ready"}}).status(http.StatusNoContent)
	edit(other).violates("status: must not be DELETION_PENDING")
	edit(`{"userContext":"x"}`).violates("status: must not be DELETION_PENDING")

	const choice = "validate.request: must have exactly one of category, components, userContext"
	for _, body := range []string{`{}`, `{"category":"UTILITY","userContext":"x"}`, `{"components":[` + bodyHello + `],"category":"UTILITY"}`} {
		edit(body).violates(choice)
	}
}

func TestRejectedTemplates(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.Callback.BusinessNotificationURL = "https://hooks.example/biz" })
	w.submit(templateOf("promo", "UTILITY", `{"type":"BODY","text":"__reject:INCORRECT_CATEGORY__ Buy now"}`))
	w.advance(7 * time.Second)
	rejected := w.localization("promo", "en")
	require.Equal(t, "REJECTED INCORRECT_CATEGORY", rejected.Status+" "+rejected.Reason)
	edit := func(body string) call {
		return w.do(request{op: "waEditTemplate", params: []string{accountID, "promo", "en"}, body: body})
	}
	edit(`{"category":"AUTHENTICATION"}`).status(http.StatusOK)
	edit(`{"category":"MARKETING"}`).violates("status: must not be PENDING")
	require.Contains(t, w.notices(), "template promo status PENDING REJECTED INCORRECT_CATEGORY")
	require.Contains(t, w.notices(), "template promo category UTILITY AUTHENTICATION")
}

func TestLocalizationsAreAdded(t *testing.T) {
	w := newWorld(t)
	add := func(body string) call {
		return w.do(request{op: "waTemplateAddLocalization", params: []string{accountID, "order_update"}, body: body})
	}
	german := `{"language":"de","components":[{"type":"BODY","text":"Bestellung {{1}} ist {{2}}"}],"userContext":"mine"}`
	require.Equal(t, publicURL+"/channels/whatsapp/accounts/"+accountID+"/templates/order_update/de", add(german).is(http.StatusCreated, ``).Header.Get("Location"))
	require.Equal(t, "REQUESTED mine", w.localization("order_update", "de").Status+" "+w.localization("order_update", "de").Context)
	add(german).violates("validate.request.language: must not be the language of another localization")
	add(`{"language":"xx","components":[{"type":"BODY","text":"x"}]}`).status(http.StatusBadRequest)
	add(`{"language":"fr","components":[{"type":"BODY"}]}`).violates("validate.request.components[0].text: must not be empty")
	w.do(request{op: "waDeleteTemplate", params: []string{accountID, "order_update"}}).status(http.StatusNoContent)
	add(`{"language":"fr","components":[{"type":"BODY","text":"x"}]}`).violates("status: must not be DELETION_PENDING")
	w.advance(30 * 24 * time.Hour)
	add(`{"language":"fr","components":[{"type":"BODY","text":"x"}]}`).violates("status: must not be DELETED")
	w.do(request{op: "waTemplateAddLocalization", params: []string{accountID, "hello_world"}, body: `{"language":"id","components":[{"type":"BODY","text":"Halo"}]}`}).status(http.StatusCreated) // tyntec OP-33
}

// The word for a state of the network (network 3.4, tyntec OP-100).
func TestStatesOfALocalization(t *testing.T) {
	for status, want := range map[network.TemplateStatus]string{
		network.StatusRequested: "REQUESTED", network.StatusSubmitted: "SUBMITTED", network.StatusSubmitFailed: "SUBMIT_FAILED", network.StatusPending: "PENDING",
		network.StatusInAppeal: "PENDING", network.StatusApproved: "APPROVED", network.StatusFlagged: "APPROVED", network.StatusReinstated: "APPROVED",
		network.StatusLocked: "APPROVED", network.StatusUnarchived: "APPROVED", network.StatusRejected: "REJECTED SCAM", network.StatusPaused: "REJECTED PAUSED",
		network.StatusDisabled: "REJECTED DISABLED", network.StatusArchived: "REJECTED DISABLED", network.StatusLimitExceeded: "REJECTED INVALID_FORMAT",
		network.StatusPendingDeletion: "DELETION_PENDING", network.StatusDeleted: "DELETED",
	} {
		word, reason := templateStatus(status, map[bool]string{true: "SCAM"}[status == network.StatusRejected])
		require.Equal(t, want, strings.TrimSpace(word+" "+reason), status)
	}
	require.Len(t, network.TemplateStatuses(), 17)
}

func TestTemplatesThatThisAPICannotMake(t *testing.T) {
	w := newWorld(t)
	_, err := w.net.PutTemplate(network.Template{
		WABA: waba, Name: "put", Language: "en", Category: "SHIPPING_UPDATE", Body: "x", Header: &network.TemplateHeader{Format: "GIF"}, Status: network.StatusPaused,
		Quality: "YELLOW", QualityReasons: []string{"reports"}, CallPermission: true, Buttons: []network.TemplateButton{{Type: "COPY_CODE", Text: "Copy"}},
	})
	require.NoError(t, err)
	w.do(request{op: "waGetTemplate", params: []string{accountID, "put"}}).is(http.StatusOK, `{"whatsAppAccountId":"`+accountID+`","templateName":"put",
		"templateId":"put","category":"UTILITY","localizations":[{"status":"REJECTED","rejectionReason":"PAUSED","language":"en","components":[
		{"type":"HEADER","format":"VIDEO"},{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"COPY_CODE","text":"Copy"}]},
		{"type":"CALL_PERMISSION_REQUEST"}],"createdAt":"2026-03-02T09:10:00.000Z","lastUpdated":"2026-03-02T09:10:00.000Z",
		"qualityScore":{"score":"YELLOW","reasons":["reports"]}}]}`)
}
