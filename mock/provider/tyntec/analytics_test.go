package tyntec

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// counted is a world with delivered messages: two of service to Germany, one template to Germany, one to Singapore half an hour later.
func counted(t *testing.T) *world {
	w := newWorld(t)
	w.opens(ana)
	w.send(waText(ana))
	w.send(waText(ana))
	promo := func(to string) string {
		return `{"to":"` + to + `","from":"` + waNumber + `","channel":"whatsapp","content":{"contentType":"template","template":{"templateId":"promo_image",
			"templateLanguage":"en","components":{"header":[{"type":"image","image":{"url":"https://files.example.com/a.jpg"}}],"body":[{"type":"text","text":"x"}],
			"button":[{"type":"url","index":0,"text":"x"}]}}}}`
	}
	w.send(promo(ben))
	w.advance(30 * time.Minute)
	w.send(promo(mei))
	w.send(waText(lena)) // not delivered
	w.advance(time.Second)
	return w
}

func TestPricingAnalytics(t *testing.T) {
	w := counted(t)
	w.set(func(s *Settings) { s.Prices = map[string]float64{"MARKETING": 0.5, "SG MARKETING": 0.25, "SERVICE": 9} })
	for name, tc := range map[string]struct{ body, want string }{
		"a day":   {`"granularity":"DAILY"`, `[{"start":"2026-03-02T00:00:00.000Z","end":"2026-03-03T00:00:00.000Z","volume":4,"cost":0.75}]`},
		"a month": {`"granularity":"MONTHLY","metricTypes":["VOLUME"]`, `[{"start":"2026-03-01T00:00:00.000Z","end":"2026-04-01T00:00:00.000Z","volume":4}]`},
		"half hours": {`"granularity":"HALF_HOUR","metricTypes":["COST"]`, `[{"start":"2026-03-02T09:00:00.000Z","end":"2026-03-02T09:30:00.000Z","cost":0.5},
			{"start":"2026-03-02T09:30:00.000Z","end":"2026-03-02T10:00:00.000Z","cost":0.25}]`},
		"by country": {`"granularity":"DAILY","dimensions":["COUNTRY"]`, `[{"start":"2026-03-02T00:00:00.000Z","end":"2026-03-03T00:00:00.000Z","country":"DE","volume":3,"cost":0.5},
			{"start":"2026-03-02T00:00:00.000Z","end":"2026-03-03T00:00:00.000Z","country":"SG","volume":1,"cost":0.25}]`},
		"by everything else": {`"granularity":"MONTHLY","metricTypes":["VOLUME"],"dimensions":["PHONE","PRICING_CATEGORY","PRICING_TYPE","TIER"]`,
			`[{"start":"2026-03-01T00:00:00.000Z","end":"2026-04-01T00:00:00.000Z","phoneNumber":"` + waNumber + `","tier":"1:","pricingType":"REGULAR","pricingCategory":"MARKETING","volume":2},
			{"start":"2026-03-01T00:00:00.000Z","end":"2026-04-01T00:00:00.000Z","phoneNumber":"` + waNumber + `","tier":"1:","pricingType":"FREE_CUSTOMER_SERVICE","pricingCategory":"SERVICE","volume":2}]`},
		"filtered": {`"granularity":"MONTHLY","metricTypes":["VOLUME"],"countryCodes":["DE"],"pricingCategories":["MARKETING"],"pricingTypes":["REGULAR"],"phoneNumbers":["` + waNumber + `"]`,
			`[{"start":"2026-03-01T00:00:00.000Z","end":"2026-04-01T00:00:00.000Z","volume":1}]`},
		"of another number": {`"granularity":"MONTHLY","phoneNumbers":["4999"]`, `[]`},
	} {
		t.Run(name, func(t *testing.T) {
			w.do(request{op: "getPricingAnalytics", params: []string{accountID}, body: `{"start":"2026-03-02T00:00:00Z","end":"2026-03-03T02:00:00+02:00",` + tc.body + `}`}).
				is(http.StatusOK, tc.want)
		})
	}
	w.do(request{op: "getPricingAnalytics", params: []string{accountID}, body: `{"start":"2026-03-02T09:40:00Z","end":"2026-03-02T09:41:00Z","granularity":"DAILY","metricTypes":["VOLUME"]}`}).
		is(http.StatusOK, `[{"start":"2026-03-02T00:00:00.000Z","end":"2026-03-03T00:00:00.000Z","volume":1}]`)
}

func TestRulesOfPricingAnalytics(t *testing.T) {
	w := newWorld(t)
	get := func(account, body string) call {
		return w.do(request{op: "getPricingAnalytics", params: []string{account}, body: body})
	}
	good := `{"start":"2026-03-01T00:00:00Z","end":"2026-03-02T00:00:00Z","granularity":"DAILY"}`
	get(accountID, good).is(http.StatusOK, `[]`)
	get(accountID, `{"start":"2026-03-02T00:00:00Z","end":"2026-03-02T00:00:00Z","granularity":"DAILY"}`).violates("validate.request.end: must be after start")
	get(accountID, `{"start":"yesterday","end":"2026-03-02T00:00:00Z","granularity":"HOURLY","countryCodes":["GER"],"dimensions":["AGE"]}`).violates(
		"validate.request.countryCodes[0]: size must be between 2 and 2", "validate.request.dimensions[0]: must be one of [COUNTRY, PHONE, PRICING_CATEGORY, PRICING_TYPE, TIER]",
		"validate.request.granularity: must be one of [MONTHLY, DAILY, HALF_HOUR]", "validate.request.start: must be a valid date-time")
	require.Equal(t, "Data given was not parseable", get(accountID, ``).status(http.StatusBadRequest).text("title"))
	get("x", good).is(http.StatusNotFound, accountGone)
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	get(accountID, good).is(http.StatusForbidden, forbidden("messages:read"))
}

func TestCountries(t *testing.T) {
	for number, want := range map[string]string{ana: "DE", mei: "SG", "12025550143": "US", "351900000000": "PT", "00": "ZZ"} {
		require.Equal(t, want, countryOf(number))
	}
}
