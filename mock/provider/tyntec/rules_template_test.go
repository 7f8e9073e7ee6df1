package tyntec

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	headerImage = `{"type":"HEADER","format":"IMAGE","example":{"url":"https://files.example.com/lamp.jpg"}}`
	plainBody   = `{"type":"BODY","text":"Hi"}`
	quickReply  = `{"type":"QUICK_REPLY","text":"Yes"}`
	openURL     = `{"type":"URL","text":"Open","url":"https://shop.example.com/"}`
	copyCode    = `{"type":"OTP","otpType":"COPY_CODE","text":"Copy"}`
)

func buttonsPart(all ...string) string {
	return `{"type":"BUTTONS","buttons":[` + strings.Join(all, ",") + `]}`
}

func cardOf(header, body, buttons string) string {
	return `{"components":[` + header + `,` + body + `,` + buttons + `]}`
}

// Where the components of the only localization are.
const inFirst = "validate.request.localizations[0].components"

func TestDefinitionsThatBreakARule(t *testing.T) {
	card := cardOf(headerImage, plainBody, buttonsPart(openURL))
	for name, tc := range map[string]struct {
		category, components string
		want                 []string
	}{
		"no body":       {"UTILITY", headerImage, []string{": must have a BODY"}},
		"two bodies":    {"UTILITY", plainBody + `,` + plainBody, []string{"[1]: must not be a second BODY"}},
		"an empty body": {"UTILITY", `{"type":"BODY"}`, []string{"[0].text: must not be empty"}},
		"a footer without text": {"UTILITY", plainBody + `,{"type":"FOOTER"}`, []string{
			"[1].text: must not be empty"}},
		"an unknown part": {"UTILITY", plainBody + `,{"type":"SOUND"}`, []string{
			"[1].type: must be one of [HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, CALL_PERMISSION_REQUEST]"}},
		"an unknown header": {"UTILITY", plainBody + `,{"type":"HEADER","format":"SOUND"}`, []string{
			"[1].format: must be one of [TEXT, DOCUMENT, IMAGE, VIDEO, LOCATION]"}},
		"a media header without example": {"UTILITY", plainBody + `,{"type":"HEADER","format":"IMAGE"}`, []string{ // tyntec OP-34
			"[1].example: must not be null"}},
		"a gap": {"UTILITY", `{"type":"BODY","text":"{{1}} and {{3}}"}`, []string{
			"[0].text: must have placeholders numbered from 1 without gap or repeat"}},
		"a repeat": {"UTILITY", `{"type":"BODY","text":"{{1}} and {{1}}"}`, []string{
			"[0].text: must have placeholders numbered from 1 without gap or repeat"}},
		"an open brace": {"UTILITY", `{"type":"BODY","text":"Hi {{1"}`, []string{"[0].text: must have placeholders of the form {{1}}"}},
		"a named one": {"UTILITY", `{"type":"BODY","text":"Hi {{name}}"}`, []string{
			"[0].text: must have placeholders numbered from 1 without gap or repeat"}},
		"two in a header": {"UTILITY", plainBody + `,{"type":"HEADER","format":"TEXT","text":"{{1}} {{2}}"}`, []string{
			"[1].text: must not have more than one placeholder"}},
		"only some examples": {"UTILITY", headerImage + `,` + bodyHello + `,` + buttonsPart(`{"type":"URL","text":"Open","url":"https://shop.example.com/{{1}}"}`),
			[]string{"[1].example.texts: must not be empty", "[2].buttons[0].example.url: must not be empty"}}, // tyntec OP-34
		"too few examples": {"UTILITY", `{"type":"BODY","text":"{{1}} {{2}}","example":{"texts":["a"]}}`, []string{
			"[0].example.texts: size must be between 2 and 2"}},
		"examples of nothing": {"UTILITY", `{"type":"BODY","text":"x","example":{"texts":["a"]}}`, []string{
			"[0].example.texts: size must be between 0 and 0"}},
		"mixed buttons": {"UTILITY", plainBody + `,` + buttonsPart(quickReply, openURL), []string{
			"[1].buttons: must be of one kind"}},
		"two of a kind": {"UTILITY", plainBody + `,` + buttonsPart(openURL, openURL), []string{
			"[1].buttons[1]: must not be a second URL"}},
		"three calls to action": {"UTILITY", plainBody + `,` + buttonsPart(openURL, `{"type":"PHONE_NUMBER","text":"Call","phoneNumber":4917099990001}`, `{"type":"VOICE_CALL","text":"Talk"}`),
			[]string{"[1].buttons: size must be between 1 and 2"}},
		"four quick replies": {"UTILITY", plainBody + `,` + buttonsPart(quickReply, quickReply, quickReply, quickReply), []string{
			"[1].buttons: size must be between 1 and 3", "[1].buttons: size must be between 1 and 3"}[:1]},
		"a placeholder in the middle": {"UTILITY", plainBody + `,` + buttonsPart(`{"type":"URL","text":"Open","url":"https://shop.example.com/{{1}}/x"}`),
			[]string{"[1].buttons[0].url: must have its only placeholder {{1}} at the end"}},
		"another number": {"UTILITY", plainBody + `,` + buttonsPart(`{"type":"URL","text":"Open","url":"https://shop.example.com/{{2}}"}`), []string{
			"[1].buttons[0].url: must have its only placeholder {{1}} at the end"}},
		"navigate without screen": {"UTILITY", plainBody + `,` + buttonsPart(`{"type":"FLOW","text":"Book","flowId":"7001002003004001","flowAction":"navigate"}`),
			[]string{"[1].buttons[0].navigateScreen: must not be empty"}},
		"an unknown flow": {"UTILITY", plainBody + `,` + buttonsPart(`{"type":"FLOW","text":"Book","flowId":1,"flowAction":"data_exchange"}`), []string{
			"[1].buttons[0].flowId: must be the id of an existing flow"}},
		"one-time code elsewhere": {"UTILITY", plainBody + `,` + buttonsPart(copyCode), []string{
			"[1].buttons[0]: must not be OTP in the category UTILITY"}},
		"authentication without button": {"AUTHENTICATION", `{"type":"BODY"}`, []string{": must have an OTP button"}},
		"authentication with a header": {"AUTHENTICATION", `{"type":"BODY"},` + headerImage + `,` + buttonsPart(copyCode), []string{
			"[1]: must not be HEADER in the category AUTHENTICATION"}},
		"authentication with another button": {"AUTHENTICATION", `{"type":"BODY"},` + buttonsPart(quickReply), []string{
			": must have an OTP button", "[1].buttons[0]: must not be QUICK_REPLY in the category AUTHENTICATION"}},
		"authentication that asks for calls": {"AUTHENTICATION", `{"type":"BODY"},` + buttonsPart(copyCode) + `,{"type":"CALL_PERMISSION_REQUEST"}`, []string{
			"[2]: must not be CALL_PERMISSION_REQUEST in the category AUTHENTICATION"}},
		"terms not accepted": {"AUTHENTICATION", `{"type":"BODY"},` + buttonsPart(`{"type":"OTP","otpType":"ZERO_TAP","packageName":"a","signatureHash":"b","zeroTapTermsAccepted":false}`),
			[]string{"[1].buttons[0].zeroTapTermsAccepted: must be one of [true]"}},
		"an expiry that is too long": {"AUTHENTICATION", `{"type":"BODY"},{"type":"FOOTER","codeExpirationMinutes":91},` + buttonsPart(copyCode), []string{
			"[1].codeExpirationMinutes: must be less than or equal to 90"}},
		"a carousel with a footer": {"MARKETING", plainBody + `,{"type":"FOOTER","text":"x"},{"type":"CAROUSEL","cards":[` + card + `]}`, []string{
			"[1]: must not stand beside a CAROUSEL"}},
		"cards that differ in the header": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + card + `,` + cardOf(strings.Replace(headerImage, "IMAGE", "VIDEO", 1), plainBody, buttonsPart(openURL)) + `]}`,
			[]string{"[1].cards[1]: must have the header format and the button types of the first card"}},
		"cards that differ in the buttons": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + card + `,` + cardOf(headerImage, plainBody, buttonsPart(quickReply)) + `]}`,
			[]string{"[1].cards[1]: must have the header format and the button types of the first card"}},
		"a card with two headers": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + cardOf(headerImage, headerImage, buttonsPart(openURL)) + `]}`,
			[]string{"[1].cards[0].components[1]: must not be a second HEADER"}},
		"a card without text": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + cardOf(headerImage, `{"type":"BODY"}`, buttonsPart(openURL)) + `]}`,
			[]string{"[1].cards[0].components[1].text: must not be empty"}},
		"a card with a document": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + cardOf(strings.Replace(headerImage, "IMAGE", "DOCUMENT", 1), plainBody, buttonsPart(openURL)) + `]}`,
			[]string{"[1].cards[0].components[0].format: must be one of [IMAGE, VIDEO]"}},
		"a card whose text is too long for the platform": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` +
			cardOf(headerImage, `{"type":"BODY","text":"`+strings.Repeat("x", 161)+`"}`, buttonsPart(openURL)) + `]}`,
			[]string{"[1].cards[0].components[1].text: size must be between 0 and 160"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			want := make([]string, len(tc.want))
			for i, line := range tc.want {
				want[i] = inFirst + line
			}
			w.refusesTemplate(templateOf("new_one", tc.category, tc.components), want...)
			w.do(request{op: "waGetTemplate", params: []string{accountID, "new_one"}}).status(http.StatusNotFound)
		})
	}
}

func TestTemplatesThatKeepTheRules(t *testing.T) {
	for name, tc := range map[string]struct{ category, components string }{
		"body alone":           {"UTILITY", plainBody},
		"no example at all":    {"UTILITY", bodyHello},
		"a text header":        {"MARKETING", `{"type":"HEADER","format":"TEXT","text":"For {{1}}","example":{"text":"Ines"}},{"type":"BODY","text":"x"}`},
		"a location":           {"UTILITY", `{"type":"HEADER","format":"LOCATION"},` + plainBody},
		"null counts for none": {"UTILITY", `{"type":"BODY","text":"x","example":null}`},
		"two calls to action":  {"MARKETING", plainBody + `,` + buttonsPart(openURL, `{"type":"PHONE_NUMBER","text":"Call","phoneNumber":"4917099990001"}`)},
		"other calls to action": {"MARKETING", plainBody + `,` + buttonsPart(`{"type":"VOICE_CALL","text":"Talk","timeToLiveMinutes":1440}`,
			`{"type":"REQUEST_CONTACT_INFO"}`)},
		"a flow":                      {"UTILITY", plainBody + `,` + buttonsPart(`{"type":"FLOW","text":"Book","flowId":7001002003004001,"flowAction":"navigate","navigateScreen":"START"}`)},
		"one tap":                     {"AUTHENTICATION", `{"type":"BODY"},` + buttonsPart(`{"type":"OTP","otpType":"ONE_TAP","text":"Copy","autofillText":"Fill","packageName":"a.b","signatureHash":"K8a"}`)},
		"zero tap":                    {"AUTHENTICATION", `{"type":"BODY"},` + buttonsPart(`{"type":"OTP","otpType":"ZERO_TAP","packageName":"a.b","signatureHash":"K8a","zeroTapTermsAccepted":true}`)},
		"calls":                       {"UTILITY", plainBody + `,{"type":"CALL_PERMISSION_REQUEST"}`},
		"one card with mixed buttons": {"MARKETING", plainBody + `,{"type":"CAROUSEL","cards":[` + cardOf(headerImage, plainBody, buttonsPart(quickReply, openURL)) + `]}`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.submit(templateOf("new_one", tc.category, tc.components))
			require.Equal(t, "REQUESTED", w.localization("new_one", "en").Status)
		})
	}
}

func TestNamesAndLanguagesOfTemplates(t *testing.T) {
	w := newWorld(t)
	for name, want := range map[string]string{
		"":                       "validate.request.name: must not be empty",
		"Order":                  `validate.request.name: must match "^[a-z][a-z_0-9]+$"`,
		"2fa_code":               `validate.request.name: must match "^[a-z][a-z_0-9]+$"`,
		strings.Repeat("x", 513): "validate.request.name: size must be between 1 and 512",
		"hello_world":            "validate.request.name: must not be the name of another template",
	} {
		w.refusesTemplate(templateOf(name, "UTILITY", plainBody), want)
	}
	w.refusesTemplate(templateOf("new_one", "AUTO_REPLY", plainBody), "validate.request.category: must be one of [MARKETING, UTILITY, AUTHENTICATION]") // tyntec OP-97
	w.refusesTemplate(`{"name":"new_one","category":"UTILITY","localizations":[]}`, "validate.request.localizations: must not be empty")
	w.refusesTemplate(`{"name":"new_one","category":"UTILITY","localizations":[{"language":"en","components":[`+plainBody+`]},{"language":"en","components":[`+plainBody+`]}]}`,
		"validate.request.localizations[1].language: must be unique")
	w.refusesTemplate(`{"name":"new_one","category":"UTILITY","localizations":[{"language":"en","messageSendTimeToLiveSeconds":30,"components":[`+plainBody+`]}]}`,
		"validate.request.localizations[0].messageSendTimeToLiveSeconds: must be greater than or equal to 60")
}
