package contract

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// brief is a finding without what one test after the other would repeat.
type brief struct{ At, Rule, Near string }

func briefs(b *Breach) []brief {
	var all []brief
	if b == nil {
		return nil
	}
	for _, f := range b.Findings {
		at := f.Pointer
		if f.In != "body" {
			at = f.In + ":" + f.Name + f.Pointer
		}
		all = append(all, brief{at, f.Rule, f.Near})
	}
	return all
}

func judgeBody(t testing.TB, id, body string) *Breach {
	t.Helper()
	return post(t).Operation(id).JudgeRequest(Request{Body: []byte(body)})
}

func TestBodiesThatKeepToTheDocument(t *testing.T) {
	for name, body := range map[string]string{
		"the least that is asked for":        `{"kind":"letter","to":"49","content":{"contentType":"text","text":"hi"}}`,
		"null members count as absent":       `{"kind":"letter","to":"49","context":null,"content":{"contentType":"text","text":"hi","x":null}}`,
		"of two members of a name the last":  `{"kind":"letter","to":5,"to":"49","content":{"contentType":"text","text":"hi"}}`,
		"unknown members are ignored":        `{"kind":"letter","to":"49","TO":7,"content":{"contentType":"text","text":"hi"}}`,
		"characters are counted, not bytes":  `{"kind":"letter","to":"49","content":{"contentType":"text","text":"äöü€😀"}}`,
		"an alternative of either type":      `{"kind":"parcel","to":"49","size":"small","value":1,"things":[{"name":"a"}]}`,
		"the other alternative":              `{"kind":"parcel","to":"49","size":"small","value":"12","things":[{"name":"a"}]}`,
		"a large number in a free member":    `{"kind":"parcel","to":"49","size":"small","value":123456789012345678901234567890,"things":[{"name":"a"}]}`,
		"formats":                            `{"kind":"letter","to":"1","id":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","due":"2026-03-02T09:10:02.410Z","mail":"a@b.c","home":"https://a.b","content":{"contentType":"image~/","url":"https://a.b/c"}}`,
		"blanks around it":                   "\n {\"kind\":\"letter\",\"to\":\"49\",\"content\":{\"contentType\":\"text\",\"text\":\"hi\"}} \n",
		"a whole number written as fraction": `{"kind":"letter","to":"49","copies":2.0,"content":{"contentType":"text","text":"hi"}}`,
	} {
		t.Run(name, func(t *testing.T) { require.Nil(t, judgeBody(t, "sendLetter", body)) })
	}
}

func TestBodiesThatBreakTheDocument(t *testing.T) {
	const letter = `{"kind":"letter","to":"49","content":{"contentType":"text","text":"hi"},`
	const parcel = `{"kind":"parcel","to":"49","size":"small","things":[{"name":"a"}],`
	for name, row := range map[string]struct {
		body string
		want []brief
	}{
		"no discriminator":              {`{}`, []brief{{"/kind", "discriminator", ""}}},
		"discriminator misspelt":        {`{"kind":"leter"}`, []brief{{"/kind", "discriminator", "letter"}}},
		"name of discriminator wrong":   {`{"Kind":"letter"}`, []brief{{"/kind", "discriminator", "Kind"}}},
		"discriminator of another type": {`{"kind":7}`, []brief{{"/kind", "discriminator", ""}}},
		"all that is missing": {`{"kind":"letter"}`,
			[]brief{{"/to", "required", ""}, {"/content", "required", ""}}},
		"a swapped pair of letters": {`{"kind":"letter","ot":"49","content":{"contentType":"text","text":"hi"}}`,
			[]brief{{"/to", "required", ""}}},
		"a member in the wrong case": {`{"kind":"letter","to":"49","Content":{}}`,
			[]brief{{"/content", "required", "Content"}}},
		"several at once, in one branch": {`{"kind":"letter","to":"x","context":"12345678901","content":{"contentType":"text","text":""}}`,
			[]brief{{"/context", "maxLength", ""}, {"/to", "pattern", ""}, {"/content/text", "minLength", ""}}},
		"an empty text has one finding": {`{"kind":"letter","to":"","content":{"contentType":"text","text":"hi"}}`,
			[]brief{{"/to", "minLength", ""}}},
		"no content type":           {`{"kind":"letter","to":"49","content":{"text":"hi"}}`, []brief{{"/content/contentType", "discriminator", ""}}},
		"unknown content type":      {`{"kind":"letter","to":"49","content":{"contentType":"txt"}}`, []brief{{"/content/contentType", "discriminator", "text"}}},
		"wrong type within":         {`{"kind":"letter","to":"49","content":7}`, []brief{{"/content", "type", ""}}},
		"of alternatives the first": {`{"kind":"letter","to":"49","content":{"contentType":"image~/"}}`, []brief{{"/content/url", "required", ""}}},
		"both alternatives":         {`{"kind":"letter","to":"49","content":{"contentType":"image~/","url":"a:b","mediaId":"m"}}`, []brief{{"/content", "oneOf", ""}}},
		"numbers": {letter + `"copies":9,"weight":0}`,
			[]brief{{"/copies", "maximum", ""}, {"/weight", "exclusiveMinimum", ""}}},
		"no multiple":     {letter + `"weight":0.7}`, []brief{{"/weight", "multipleOf", ""}}},
		"no whole number": {letter + `"copies":1.5}`, []brief{{"/copies", "type", ""}}},
		"formats": {letter + `"id":"x","due":"2026-02-31T00:00:00Z","mail":"a@","home":"//"}`,
			[]brief{{"/due", "format", ""}, {"/home", "format", ""}, {"/id", "format", ""}, {"/mail", "format", ""}}},
		"free members have a type": {letter + `"notes":{"a/b":1}}`, []brief{{"/notes/a~1b", "type", ""}}},
		"enum":                     {`{"kind":"parcel","to":"49","size":"samll","things":[{"name":"a"}]}`, []brief{{"/size", "enum", "small"}}},
		"too few items":            {`{"kind":"parcel","to":"49","size":"small","things":[]}`, []brief{{"/things", "minItems", ""}}},
		"items": {`{"kind":"parcel","to":"49","size":"small","things":[{"name":"a"},{"name":"a"},{"nmae":"b"},4]}`,
			[]brief{{"/things", "maxItems", ""}, {"/things", "uniqueItems", ""}, {"/things/2/nmae", "additionalProperties", "name"}, {"/things/2/name", "required", "nmae"}, {"/things/3", "type", ""}}},
		"a schema within itself":     {`{"kind":"parcel","to":"49","size":"small","things":[{"name":"a","inside":[{"name":""}]}]}`, []brief{{"/things/0/inside/0/name", "minLength", ""}}},
		"the branch of the type":     {parcel + `"value":"1"}`, []brief{{"/value", "minLength", ""}}},
		"the other branch":           {parcel + `"value":0}`, []brief{{"/value", "minimum", ""}}},
		"no branch of the type":      {parcel + `"value":[]}`, []brief{{"/value", "type", ""}}},
		"none of equal alternatives": {parcel + `"code":"b"}`, []brief{{"/code", "pattern", ""}}},
		"two of equal alternatives":  {parcel + `"code":"az"}`, []brief{{"/code", "oneOf", ""}}},
		"excluded":                   {parcel + `"never":"x"}`, []brief{{"/never", "not", ""}}},
		"null in a list":             {`{"kind":"parcel","to":"49","size":"small","things":[null]}`, []brief{{"/things/0", "nullable", ""}}},
		"too few members":            {parcel + `"limits":{}}`, []brief{{"/limits", "minProperties", ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := judgeBody(t, "sendLetter", row.body)
			require.NotNil(t, b)
			require.Equal(t, Invalid, b.Kind)
			require.Equal(t, row.want, briefs(b))
		})
	}
}

func TestAFindingHoldsWhatAProviderNeeds(t *testing.T) {
	one, twenty := 1.0, 20.0
	b := judgeBody(t, "sendLetter", `{"kind":"parcel","to":"012345678901234567890","things":[{"name":"a"}],"size":"tiny"}`)
	require.Equal(t, []Finding{
		{In: "body", Pointer: "/to", Rule: "maxLength", Type: "string", Pattern: "^[0-9]+$", Min: &one, Max: &twenty,
			Value: "012345678901234567890", Seen: "string", Message: "body/to must have 1 to 20 characters and has 21", Branch: "Parcel", Source: "page 1"},
		{In: "body", Pointer: "/size", Rule: "enum", Type: "string", Enum: []string{"small", "medium", "large"},
			Value: "tiny", Seen: "string", Message: `body/size must be one of [small medium large], not "tiny"`, Branch: "Parcel", Source: "page 1"},
	}, b.Findings)
	require.Equal(t, "body/to must have 1 to 20 characters and has 21; "+b.Findings[1].Message, b.Error())

	b = judgeBody(t, "sendLetter", `{}`)
	require.Equal(t, []Finding{{In: "body", Pointer: "/kind", Rule: "discriminator", Type: "string", Missing: true,
		Enum: []string{"letter", "parcel"}, Message: "body/kind is missing and must be one of [letter parcel]", Source: "page 1"}}, b.Findings)

	b = judgeBody(t, "sendLetter", `{"kind":"parcel","size":"small","to":"1"}`)
	require.Equal(t, []Finding{{In: "body", Pointer: "/things", Rule: "required", Type: "array", Missing: true,
		Message: "body/things is required and missing", Branch: "Parcel", Source: "page 1"}}, b.Findings)
}

func TestFindingsEndSomewhere(t *testing.T) {
	b := judgeBody(t, "note", "["+strings.Repeat("1,", 200_000)+"1]")
	require.Len(t, b.Findings, maxFindings)
	require.Equal(t, "/999", b.Findings[999].Pointer)
}

// One document serves all worlds at once.
func TestJudgingIsSafeForManyAtOnce(t *testing.T) {
	op := post(t).Operation("sendLetter")
	var group sync.WaitGroup
	for _, body := range append(samples, `{"kind":"letter","to":"x","Context":1}`, `{`) {
		want := op.JudgeRequest(Request{Body: []byte(body)})
		for range 8 {
			group.Go(func() { assert.Equal(t, want, op.JudgeRequest(Request{Body: []byte(body)})) })
		}
	}
	group.Wait()
}

func TestAValueIsShownShortened(t *testing.T) {
	b := judgeBody(t, "sendLetter", `{"kind":"`+strings.Repeat("ä", 300)+`"}`)
	require.Equal(t, strings.Repeat("ä", 200), b.Findings[0].Value)
}

func TestBodiesThatAreNotParseable(t *testing.T) {
	for name, row := range map[string]struct{ body, want string }{
		"empty":                                {"", "body is empty, line 1, column 1"},
		"blank":                                {" \n ", "body is empty, line 2, column 2"},
		"a comma too many":                     {"{\n  \"a\": 1,\n  \"b\": 2,\n  }", "invalid character '}' looking for beginning of object key string, line 4, column 3"},
		"a colon missing":                      {"{\n  \"a\": 1,\n  \"ä\"\n  }", "invalid character '}' after object key, line 4, column 3"},
		"cut off":                              {`{"ä":`, "unexpected end of JSON input, line 1, column 6"},
		"trailing data":                        {`{} x`, "invalid character 'x' after top-level value, line 1, column 4"},
		"two texts":                            {`{}{}`, "invalid character '{' after top-level value, line 1, column 3"},
		"no object":                            {"\n [1]", "top-level value must be an object and is of type array, line 2, column 2"},
		"null":                                 {`null`, "top-level value must be an object and is of type null, line 1, column 1"},
		"no UTF-8":                             {"{\"a\":\"\xff\"}", "invalid UTF-8, line 1, column 7"},
		"too deep":                             {strings.Repeat("[", 65), "nested deeper than 64 levels, line 1, column 65"},
		"beyond float64":                       {`{"a":1e999}`, "number 1e999 is out of range, line 1, column 11"},
		"a lone bracket in a text is no depth": {`{"a":"` + strings.Repeat(`[\"`, 99) + `"`, "unexpected end of JSON input, line 1, column 305"},
	} {
		t.Run(name, func(t *testing.T) {
			b := judgeBody(t, "sendLetter", row.body)
			require.NotNil(t, b)
			require.Equal(t, NotParseable, b.Kind)
			require.Equal(t, row.want, b.Detail)
			require.Empty(t, b.Findings)
		})
	}
	require.Nil(t, judgeBody(t, "sendLetter", `{"kind":"letter","to":"1","content":{"contentType":"text","text":"a","x":`+
		strings.Repeat("[", 62)+strings.Repeat("]", 62)+`}}`), "64 levels are allowed")
}

// A provider with words of its own for a body that is no object needs to know what it is instead.
func TestTypeOfABodyThatIsNoObject(t *testing.T) {
	for body, want := range map[string]string{"\n [1]": "array", "null": "null", `"a"`: "string", "1": "number", "true": "boolean", "{": ""} {
		require.Equal(t, want, judgeBody(t, "sendLetter", body).Type, body)
	}
}

func TestMediaTypes(t *testing.T) {
	const body = `{"kind":"letter","to":"49","content":{"contentType":"text","text":"hi"}}`
	for name, row := range map[string]struct {
		id, media, body string
		want            BreachKind
	}{
		"none counts as JSON":               {"sendLetter", "", body, 0},
		"JSON":                              {"sendLetter", "application/json", body, 0},
		"JSON with parameters":              {"sendLetter", "Application/JSON ; charset=utf-8", body, 0},
		"another":                           {"sendLetter", "text/plain", body, MediaType},
		"another, though the body is empty": {"sendLetter", "text/plain", "", MediaType},
		"anything":                          {"addPhoto", "image/png", "{", 0},
		"anything, none given":              {"addPhoto", "", "{", 0},
		"anything, even JSON, is not read":  {"addPhoto", "application/json", "{", 0},
		"nothing, though anything goes":     {"addPhoto", "image/png", "", Invalid},
		"no body documented":                {"getBox", "text/plain", "x", 0},
		"optional and absent":               {"note", "text/plain", "", 0},
		"optional and present":              {"note", "", `["a"]`, 0},
		"a list is asked for":               {"note", "", `{}`, Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			number := func(string) string { return "1000" }
			b := post(t).Operation(row.id).JudgeRequest(Request{ContentType: row.media, Body: []byte(row.body), PathParam: number})
			if row.want == 0 {
				require.Nil(t, b)
				return
			}
			require.NotNil(t, b)
			require.Equal(t, row.want, b.Kind)
		})
	}
}

func TestParameters(t *testing.T) {
	for name, row := range map[string]struct {
		query, counter string
		want           []brief
	}{
		"only what is required":       {query: "from=a"},
		"all of them":                 {query: "from=a&page=2&state=lost&since=2026-03-02T09:10:02Z&tag=aa&tag=bb&weights=1.5,2&express=true", counter: "3"},
		"unknown ones are ignored":    {query: "from=a&colour=red"},
		"a flag without value":        {query: "from=a&express="},
		"a plus before a number":      {query: "from=a&page=%2B2"},
		"missing":                     {query: "", want: []brief{{"query:from", "required", ""}}},
		"empty":                       {query: "from=", want: []brief{{"query:from", "minLength", ""}}},
		"no number":                   {query: "from=a&page=x", want: []brief{{"query:page", "type", ""}}},
		"empty number":                {query: "from=a&page=", want: []brief{{"query:page", "type", ""}}},
		"too small":                   {query: "from=a&page=0", want: []brief{{"query:page", "minimum", ""}}},
		"not in the list":             {query: "from=a&state=loss", want: []brief{{"query:state", "enum", "lost"}}},
		"no time":                     {query: "from=a&since=yesterday", want: []brief{{"query:since", "format", ""}}},
		"elements":                    {query: "from=a&tag=aa&tag=b", want: []brief{{"query:tag/1", "minLength", ""}}},
		"elements with commas":        {query: "from=a&weights=1,x,3", want: []brief{{"query:weights", "maxItems", ""}, {"query:weights/1", "type", ""}}},
		"no flag":                     {query: "from=a&express=1", want: []brief{{"query:express", "type", ""}}},
		"header":                      {query: "from=a", counter: "one", want: []brief{{"header:X-Counter", "type", ""}}},
		"hexadecimal is no number":    {query: "from=a&weights=0x1p-2", want: []brief{{"query:weights/0", "type", ""}}},
		"two in the document's order": {query: "page=0", want: []brief{{"query:page", "minimum", ""}, {"query:from", "required", ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			query, err := url.ParseQuery(row.query)
			require.NoError(t, err)
			header := http.Header{}
			if row.counter != "" {
				header.Set("x-counter", row.counter)
			}
			b := post(t).Operation("listLetters").JudgeRequest(Request{Query: query, Header: header})
			require.Equal(t, row.want, briefs(b))
		})
	}
}

func TestPathParameters(t *testing.T) {
	for text, want := range map[string][]brief{
		"4917012345":              nil,
		"+4917012345":             nil,
		"999":                     {{"path:number", "minimum", ""}},
		"1000000000000000":        {{"path:number", "maximum", ""}},
		"99999999999999999999999": {{"path:number", "type", ""}},
		"":                        {{"path:number", "required", ""}},
	} {
		b := post(t).Operation("getBox").JudgeRequest(Request{PathParam: func(string) string { return text }})
		require.Equal(t, want, briefs(b), text)
	}
	b := post(t).Operation("getBox").JudgeRequest(Request{PathParam: func(string) string { return "12" }})
	require.Equal(t, "path number must be at least 1000, not 12", b.Detail)
}

// What an operation is handed is what was judged, also where encoding/json would take more from the text.
func TestAdmitGivesWhatWasJudged(t *testing.T) {
	type letter struct {
		Kind    string
		To      string
		Context string
		Content struct{ ContentType, Text, URL string }
		Notes   map[string]string
	}
	const plain = `{"kind":"letter","to":"49","content":{"contentType":"text","text":"hi"}`
	for name, row := range map[string]struct {
		body string
		same bool
		want string
	}{
		"as it is":         {plain + `,"colour":1}`, true, ""},
		"case":             {plain + `,"Context":"x"}`, false, plain + `}`},
		"case of a type":   {plain + `,"CONTEXT":5}`, false, plain + `}`},
		"exotic case":      {plain + `,"ſize":5}`, false, plain + `}`},
		"merged":           {`{"kind":"letter","to":"49","content":{"url":"x"},"content":{"contentType":"text","text":"hi"}}`, false, plain + `}`},
		"null as the last": {plain + `,"context":"x","context":null}`, false, plain + `}`},
		"null alone":       {plain + `,"context":null}`, true, ""},
		"free members stay, whatever their case": {plain + `,"notes":{"TEXT":"a","Weight":"b","weight":"c"}}`, false,
			plain + `,"notes":{"TEXT":"a","Weight":"b"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			body, b := post(t).Operation("sendLetter").Admit(Request{Body: []byte(row.body)})
			require.Nil(t, b)
			if row.same {
				require.Equal(t, row.body, string(body.Body))
				return
			}
			require.JSONEq(t, row.want, string(body.Body))
			var bound, wanted letter
			require.NoError(t, json.Unmarshal(body.Body, &bound))
			require.NoError(t, json.Unmarshal([]byte(row.want), &wanted))
			require.Equal(t, wanted, bound)
		})
	}
}
