package network

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// values are the texts of a part, one after the other.
func values(texts ...string) (all []Param) {
	for _, text := range texts {
		all = append(all, Param{Text: text})
	}
	return all
}

// Which values fit which template, and the reason when they do not (network 3.4 parameter values, 3.19 step 8).
func TestValuesFitTheirTemplate(t *testing.T) {
	picture := []Param{{Media: &Media{As: Image, Link: "https://x.example/a.png"}}}
	greeting := Template{Category: CategoryUtility, Body: "Hello {{1}}, order {{2}}"}
	with := func(change func(*Template)) Template {
		tpl := Template{Category: CategoryMarketing, Body: "Hello"}
		change(&tpl)
		return tpl
	}
	image := with(func(t *Template) { t.Header = &TemplateHeader{Format: "IMAGE"} })
	titled := with(func(t *Template) { t.Header = &TemplateHeader{"TEXT", "Order {{1}}"} })
	code := Template{Category: CategoryAuthentication, Body: codeText, Buttons: []TemplateButton{{Type: "OTP", OTP: "COPY_CODE"}}}
	link := with(func(t *Template) {
		t.Buttons = []TemplateButton{{Type: "URL", Text: "Open", URL: "https://x.example/{{1}}"}}
	})
	still := with(func(t *Template) {
		t.Buttons = []TemplateButton{{Type: "URL", Text: "Open", URL: "https://x.example/"}}
	})
	coupon := with(func(t *Template) { t.Buttons = []TemplateButton{{Type: "COPY_CODE"}} })
	sale := with(func(t *Template) { t.Body, t.Offer = "{{1}}", &TemplateOffer{Text: "Sale", Expires: true} })
	one := with(func(t *Template) { t.Body, t.Buttons = "{{1}}", []TemplateButton{{Type: "SPM", Text: "See"}} })
	deck := with(func(t *Template) {
		t.Cards = []TemplateCard{
			{Header: TemplateHeader{Format: "IMAGE"}, Body: "{{1}}", Buttons: []TemplateButton{{Type: "QUICK_REPLY", Text: "Yes"}}},
			{Header: TemplateHeader{Format: "IMAGE"}, Body: "{{1}}", Buttons: []TemplateButton{{Type: "QUICK_REPLY", Text: "Yes"}}},
		}
	})
	card := func(index int, body ...string) CardParams {
		return CardParams{Index: index, Header: picture, Body: values(body...)}
	}
	ends := ButtonParam{Kind: "limited_time_offer", Value: "1767225600000"}
	for name, tc := range map[string]struct {
		tpl  Template
		m    TemplateMessage
		want Reason
	}{
		"a value for each variable":           {greeting, TemplateMessage{Body: values("Ana", "7")}, NoReason},
		"one value too few":                   {greeting, TemplateMessage{Body: values("Ana")}, ParamCount},
		"one value too many":                  {greeting, TemplateMessage{Body: values("Ana", "7", "8")}, ParamCount},
		"a file as a text":                    {greeting, TemplateMessage{Body: append(values("Ana"), picture...)}, ParamFormat},
		"a value with a new line":             {greeting, TemplateMessage{Body: values("Ana", "7\n8")}, ParamFormat},
		"a value with a tab":                  {greeting, TemplateMessage{Body: values("Ana", "7\t8")}, ParamFormat},
		"four blanks in a row":                {greeting, TemplateMessage{Body: values("Ana", "7    8")}, NoReason},
		"five blanks in a row":                {greeting, TemplateMessage{Body: values("Ana", "7     8")}, ParamFormat},
		"a filled body of 1,024":              {greeting, TemplateMessage{Body: values("Ana", text(1024-len("Hello Ana, order ")))}, NoReason},
		"a filled body of 1,025":              {greeting, TemplateMessage{Body: values("Ana", text(1025-len("Hello Ana, order ")))}, ParamLength},
		"a picture over the text":             {image, TemplateMessage{Header: picture}, NoReason},
		"no picture":                          {image, TemplateMessage{}, ParamFormat},
		"a film in place of a picture":        {image, TemplateMessage{Header: []Param{{Media: &Media{As: Video}}}}, ParamFormat},
		"a point in place of a picture":       {image, TemplateMessage{Header: []Param{{Location: &Location{}}}}, ParamFormat},
		"a header that the template lacks":    {greeting, TemplateMessage{Header: picture, Body: values("Ana", "7")}, ParamCount},
		"a value in the header":               {titled, TemplateMessage{Header: values("7")}, NoReason},
		"no value in the header":              {titled, TemplateMessage{}, ParamCount},
		"a picture in a header of text":       {titled, TemplateMessage{Header: picture}, ParamFormat},
		"a filled header of 60":               {titled, TemplateMessage{Header: values(text(54))}, NoReason},
		"a filled header of 61":               {titled, TemplateMessage{Header: values(text(55))}, ParamLength},
		"the end of an address":               {link, TemplateMessage{Buttons: []ButtonParam{{Kind: "url", Value: "a"}}}, NoReason},
		"an address without its end":          {link, TemplateMessage{}, ParamFormat},
		"a value for an address without one":  {still, TemplateMessage{Buttons: []ButtonParam{{Kind: "url", Value: "a"}}}, ParamFormat},
		"a value for another kind":            {link, TemplateMessage{Buttons: []ButtonParam{{Kind: "url", Value: "a"}, {Kind: "flow"}}}, ParamFormat},
		"a value for a button that is not":    {link, TemplateMessage{Buttons: []ButtonParam{{Kind: "url", Value: "a"}, {Kind: "url", Index: 1}}}, ParamFormat},
		"a coupon of 15":                      {coupon, TemplateMessage{Buttons: []ButtonParam{{Kind: "copy_code", Value: strings.Repeat("1", 15)}}}, NoReason},
		"a coupon of 16":                      {coupon, TemplateMessage{Buttons: []ButtonParam{{Kind: "copy_code", Value: strings.Repeat("1", 16)}}}, ParamLength},
		"a login code of 15":                  {code, TemplateMessage{Body: values(strings.Repeat("1", 15))}, NoReason},
		"a login code of 16":                  {code, TemplateMessage{Body: values(strings.Repeat("1", 16))}, ParamLength},
		"no login code":                       {code, TemplateMessage{}, ParamCount},
		"an offer with its end":               {sale, TemplateMessage{Body: values("x"), Buttons: []ButtonParam{ends}}, NoReason},
		"an offer without its end":            {sale, TemplateMessage{Body: values("x")}, ParamFormat},
		"an end without an offer":             {greeting, TemplateMessage{Body: values("Ana", "7"), Buttons: []ButtonParam{ends}}, ParamFormat},
		"a filled body of 600 with an offer":  {sale, TemplateMessage{Body: values(text(600)), Buttons: []ButtonParam{ends}}, NoReason},
		"a filled body of 601 with an offer":  {sale, TemplateMessage{Body: values(text(601)), Buttons: []ButtonParam{ends}}, ParamLength},
		"a filled body of 160 of one product": {one, TemplateMessage{Body: values(text(160))}, NoReason},
		"a filled body of 161 of one product": {one, TemplateMessage{Body: values(text(161))}, ParamLength},
		"a value for each card":               {deck, TemplateMessage{Cards: []CardParams{card(0, "a"), card(1, "b")}}, NoReason},
		"a card too few":                      {deck, TemplateMessage{Cards: []CardParams{card(0, "a")}}, ParamCount},
		"a card that is not there":            {deck, TemplateMessage{Cards: []CardParams{card(0, "a"), card(2, "b")}}, ParamCount},
		"a card without its text":             {deck, TemplateMessage{Cards: []CardParams{card(0, "a"), card(1)}}, ParamCount},
		"a card without its picture":          {deck, TemplateMessage{Cards: []CardParams{card(0, "a"), {Index: 1, Body: values("b")}}}, ParamFormat},
		"a filled card of 160":                {deck, TemplateMessage{Cards: []CardParams{card(0, text(160)), card(1, "b")}}, NoReason},
		"a filled card of 161":                {deck, TemplateMessage{Cards: []CardParams{card(0, text(161)), card(1, "b")}}, ParamLength},
		"a payload that is left out":          {with(func(t *Template) { t.Buttons = quick(1) }), TemplateMessage{}, NoReason},
		"an order that is missing":            {with(func(t *Template) { t.Buttons = []TemplateButton{{Type: "ORDER_DETAILS"}} }), TemplateMessage{}, ParamFormat},
		"an offer that never ends":            {with(func(t *Template) { t.Offer = &TemplateOffer{} }), TemplateMessage{}, NoReason},
		"the code of an old template":         {Template{Category: CategoryAuthentication, Body: "Your code"}, TemplateMessage{Body: values("1")}, NoReason},
		"a ragged text on a card":             {deck, TemplateMessage{Cards: []CardParams{card(0, "a\n"), card(1, "b")}}, ParamFormat},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tc.want, tc.tpl.match(tc.m)) })
	}
}

// How long delivery of a template is tried (network 2.8): its own time, the message's, the account's, the platform's.
func TestLifeTimesOfTemplates(t *testing.T) {
	day, month := 24*time.Hour, 30*24*time.Hour
	account := AccountOptions{TTL: day, TTLAuth: 600 * time.Second}
	for name, tc := range map[string]struct {
		tpl     Template
		message time.Duration
		options AccountOptions
		want    time.Duration
	}{
		"the platform's":                     {Template{Category: CategoryUtility}, 0, AccountOptions{}, month},
		"the account's":                      {Template{Category: CategoryUtility}, 0, account, day},
		"the template's":                     {Template{Category: CategoryUtility, TTL: time.Hour}, 0, account, time.Hour},
		"the message's":                      {Template{Category: CategoryUtility, TTL: time.Hour}, time.Minute, account, time.Minute},
		"for ever is the account's":          {Template{Category: CategoryMarketing, TTL: TTLForever}, 0, account, day},
		"of authentication the platform's":   {Template{Category: CategoryAuthentication}, 0, AccountOptions{}, 10 * time.Minute},
		"of authentication the account's":    {Template{Category: CategoryAuthentication}, 0, account, 600 * time.Second},
		"of authentication its own":          {Template{Category: CategoryAuthentication, TTL: time.Minute}, 0, account, time.Minute},
		"of authentication for ever":         {Template{Category: CategoryAuthentication, TTL: TTLForever}, 0, AccountOptions{}, month},
		"an old category is one for utility": {Template{Category: "TICKET_UPDATE", TTL: time.Hour}, 0, AccountOptions{}, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.want, tc.tpl.lifetime(TemplateMessage{TTL: tc.message}, tc.options))
		})
	}
	for category, edge := range ttlRules {
		tpl := Template{Category: category}
		require.True(t, tpl.ttlFits(edge[0]) && tpl.ttlFits(edge[1]), category)
		require.False(t, tpl.ttlFits(edge[0]-time.Second) || tpl.ttlFits(edge[1]+time.Second), category)
	}
}
