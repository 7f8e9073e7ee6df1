package contract

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func tailor(t testing.TB, id string) *Operation {
	t.Helper()
	data, err := os.ReadFile("testdata/tailor.yaml")
	require.NoError(t, err)
	d, err := Parse("tailor", data)
	require.NoError(t, err)
	return d.Operation(id)
}

// A form is bound as the JSON object that it stands for.
func TestFormsBecomeObjects(t *testing.T) {
	op := tailor(t, "order")
	for name, row := range map[string]struct{ form, want string }{
		"texts stay texts":                         {"cloth=007&phone=49", `{"cloth":"007","phone":"49"}`},
		"numbers and booleans":                     {"cloth=a&count=3&price=1.5&lined=False", `{"cloth":"a","count":3,"lined":false,"price":1.5}`},
		"1 and 0 are booleans":                     {"cloth=a&lined=1", `{"cloth":"a","lined":true}`},
		"an object is JSON text":                   {`cloth=a&part={"name":"b","inside":{"name":"c"}}`, `{"cloth":"a","part":{"inside":{"name":"c"},"name":"b"}}`},
		"dotted names reach into objects":          {"cloth=a&part.name=b&part.inside.name=c", `{"cloth":"a","part":{"inside":{"name":"c"},"name":"b"}}`},
		"dots and JSON text together":              {`cloth=a&part={"name":"b"}&part.inside.name=c`, `{"cloth":"a","part":{"inside":{"name":"c"},"name":"b"}}`},
		"an array is JSON text":                    {`cloth=a&colours=["b","c"]&sizes=[1,2]`, `{"cloth":"a","colours":["b","c"],"sizes":[1,2]}`},
		"an array is a repeated field":             {`cloth=a&colours=b&colours=7&sizes=1&sizes=2`, `{"cloth":"a","colours":["b","7"],"sizes":[1,2]}`},
		"one item is an array of one":              {`cloth=a&colours=b&sizes=1&parts={"name":"b"}`, `{"cloth":"a","colours":["b"],"parts":[{"name":"b"}],"sizes":[1]}`},
		"items divided by commas":                  {`cloth=a&sizes=1,2&parts={"name":"b"},{"name":"c"}`, `{"cloth":"a","parts":[{"name":"b"},{"name":"c"}],"sizes":[1,2]}`},
		"repeated items, one of them several":      {`cloth=a&parts={"name":"b"}&parts={"name":"c"},{"name":"d"}`, `{"cloth":"a","parts":[{"name":"b"},{"name":"c"},{"name":"d"}]}`},
		"a text that may be a list":                {`cloth=a&call=b`, `{"call":"b","cloth":"a"}`},
		"a list that may be a text":                {`cloth=a&call=["b"]`, `{"call":["b"],"cloth":"a"}`},
		"a text with a bracket that is no list":    {`cloth=a&call=[b`, `{"call":"[b","cloth":"a"}`},
		"of a repeated text the first":             {`cloth=a&cloth=b`, `{"cloth":"a"}`},
		"empty fields are absent":                  {`cloth=a&count=&lined=&part=&colours=&phone=`, `{"cloth":"a"}`},
		"of repeated fields the empty ones":        {`cloth=&cloth=b`, `{"cloth":"b"}`},
		"unless empty has a meaning":               {`cloth=a&remark=`, `{"cloth":"a","remark":""}`},
		"nothing and null, where null is known":    {`cloth=a&waist=&belt=null`, `{"belt":null,"cloth":"a","waist":null}`},
		"a text that says null is a text":          {`cloth=a&phone=null&call=null`, `{"call":"null","cloth":"a","phone":"null"}`},
		"unknown fields stay, lookalikes do not":   {`cloth=a&x=1&CLOTH=b`, `{"cloth":"a","x":"1"}`},
		"a member of any kind is a text":           {`cloth=a&any={}`, `{"any":"{}","cloth":"a"}`},
		"nulls within JSON text are absent":        {`cloth=a&part={"name":"b","inside":null}`, `{"cloth":"a","part":{"name":"b"}}`},
		"an empty text within JSON text is absent": {`cloth=a&part={"name":"b","inside":{"name":""}}`, `{"cloth":"a","part":{"inside":{},"name":"b"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			in := Request{ContentType: "application/x-www-form-urlencoded; charset=UTF-8", Body: []byte(escaped(t, row.form))}
			got, b := op.Admit(in)
			require.Nil(t, b)
			require.True(t, got.Form)
			require.JSONEq(t, row.want, string(got.Body))
		})
	}
}

// escaped writes a form that is easy to read as it goes over the wire.
func escaped(t *testing.T, form string) string {
	t.Helper()
	var out []byte
	for i, pair := range bytes.Split([]byte(form), []byte("&")) {
		name, value, _ := bytes.Cut(pair, []byte("="))
		if i > 0 {
			out = append(out, '&')
		}
		out = append(append(append(out, name...), '='), url.QueryEscape(string(value))...)
	}
	return string(out)
}

func TestFormsThatBreakTheDocument(t *testing.T) {
	for name, row := range map[string]struct {
		form string
		want []brief
	}{
		"nothing":                  {"", []brief{{"/cloth", "required", ""}}},
		"no number":                {"cloth=a&count=x", []brief{{"/count", "type", ""}}},
		"too small a number":       {"cloth=a&count=0", []brief{{"/count", "minimum", ""}}},
		"no object":                {"cloth=a&part=[object Object]", []brief{{"/part", "type", ""}}},
		"no list":                  {"cloth=a&parts={'name': 'A'}", []brief{{"/parts", "type", ""}}},
		"within JSON text":         {`cloth=a&part={"nme":"b"}`, []brief{{"/part/name", "required", "nme"}}},
		"one of repeated items":    {`cloth=a&parts={"name":"b"}&parts=x`, []brief{{"/parts/1", "type", ""}}},
		"a required text is empty": {"cloth=", []brief{{"/cloth", "required", ""}}},
		"a misspelt field":         {"cloht=a", []brief{{"/cloth", "required", "cloht"}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := tailor(t, "order").JudgeRequest(Request{ContentType: urlencoded, Body: []byte(escaped(t, row.form))})
			require.Equal(t, row.want, briefs(b))
		})
	}
}

func TestWithoutToleranceAFormIsTakenAsItIs(t *testing.T) {
	op := tailor(t, "strict")
	judge := func(media, body string) *Breach {
		return op.JudgeRequest(Request{ContentType: media, Body: []byte(body)})
	}
	require.Nil(t, judge(urlencoded, "cloth=a&lined=true"))
	require.Equal(t, []brief{{"/lined", "type", ""}}, briefs(judge(urlencoded, "cloth=a&lined=1")))
	require.Equal(t, []brief{{"/cloth", "minLength", ""}, {"/count", "type", ""}}, briefs(judge(urlencoded, "cloth=&count=")))
	require.Equal(t, []brief{{"/cloth", "required", ""}}, briefs(judge(urlencoded, "")))
	require.Equal(t, NotParseable, judge(urlencoded, "cloth=%zz").Kind)
	require.Equal(t, MediaType, judge("application/json", `{"cloth":"a"}`).Kind, "JSON is not documented")
	require.True(t, op.Open)
	require.Empty(t, op.Scopes)
	require.Equal(t, []string{"orders", "people"}, tailor(t, "order").Scopes)
	require.False(t, tailor(t, "order").Open)
}

// multi writes a multipart body: fields as name and value, files as name, file name, media type and bytes.
func multi(t *testing.T, fields ...[]string) (contentType string, body []byte) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for _, f := range fields {
		if len(f) == 2 {
			require.NoError(t, w.WriteField(f[0], f[1]))
			continue
		}
		header := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + f[0] + `"`}}
		if f[1] != "" {
			header.Set("Content-Disposition", `form-data; name="`+f[0]+`"; filename="`+f[1]+`"`)
		}
		if f[2] != "" {
			header.Set("Content-Type", f[2])
		}
		part, err := w.CreatePart(header)
		require.NoError(t, err)
		_, err = part.Write([]byte(f[3]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return w.FormDataContentType(), buf.Bytes()
}

func TestMultipartCarriesFiles(t *testing.T) {
	op := tailor(t, "order")
	kind, body := multi(t, []string{"cloth", "a"}, []string{"drawing", "coat.png", "image/png", "\x89PNG"}, []string{"count", "2"})
	got, b := op.Admit(Request{ContentType: kind, Body: body})
	require.Nil(t, b)
	require.JSONEq(t, `{"cloth":"a","count":2}`, string(got.Body))
	require.Equal(t, map[string]File{"drawing": {Name: "coat.png", Type: "image/png", Data: []byte("\x89PNG")}}, got.Files)

	kind, body = multi(t, []string{"cloth", "a"}, []string{"drawing", "", "application/octet-stream", ""})
	got, b = op.Admit(Request{ContentType: kind, Body: body})
	require.Nil(t, b)
	require.Equal(t, map[string]File{"drawing": {Type: "application/octet-stream", Data: []byte{}}}, got.Files)

	kind, body = multi(t, []string{"cloth", "a"}, []string{"drawing", "https://a.b"}, []string{"part", "", "application/json", `{"name":"b"}`})
	got, b = op.Admit(Request{ContentType: kind, Body: body})
	require.Nil(t, b)
	require.JSONEq(t, `{"cloth":"a","drawing":"https://a.b","part":{"name":"b"}}`, string(got.Body), "a text where a file may be")
	require.Empty(t, got.Files)
}

func TestMultipartThatBreaksTheDocument(t *testing.T) {
	op := tailor(t, "order")
	kind, body := multi(t, []string{"cloth", "a.txt", "text/plain", "a"}, []string{"count", "b", "", "2"}, []string{"part", "c", "", "{}"})
	require.Equal(t, []brief{{"/cloth", "type", ""}, {"/count", "type", ""}, {"/part", "type", ""}},
		briefs(op.JudgeRequest(Request{ContentType: kind, Body: body})), "a file is no text, no number, no object")
	for name, row := range map[string][2]string{
		"no boundary": {"multipart/form-data", string(body)},
		"cut off":     {kind, string(body[:len(body)-9])},
		"no parts":    {kind, "cloth=a"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, NotParseable, op.JudgeRequest(Request{ContentType: row[0], Body: []byte(row[1])}).Kind)
		})
	}
}

// What JSON bodies gain by the same extensions.
func TestToleranceOfJSON(t *testing.T) {
	op := tailor(t, "order")
	for name, row := range map[string]struct{ media, body, want string }{
		"no media type":               {"", `{"cloth":"a"}`, `{"cloth":"a"}`},
		"an undocumented media type":  {"text/plain", `{"cloth":"a"}`, `{"cloth":"a"}`},
		"empty members are absent":    {"application/json", `{"cloth":"a","count":"","part":{"name":"x","inside":{"name":""}},"x":""}`, `{"cloth":"a","part":{"name":"x","inside":{}},"x":""}`},
		"null where it has a meaning": {"application/json", `{"cloth":"a","call":null,"remark":"","phone":""}`, `{"cloth":"a","call":null,"remark":""}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, b := op.Admit(Request{ContentType: row.media, Body: []byte(row.body)})
			require.Nil(t, b)
			require.JSONEq(t, row.want, string(got.Body))
		})
	}
	for _, media := range []string{"", "application/json", "text/plain", urlencoded, multiform} {
		require.Equal(t, []brief{{"/cloth", "required", ""}}, briefs(op.JudgeRequest(Request{ContentType: media})), "an empty body of %q is {}", media)
	}
	require.Equal(t, NotParseable, op.JudgeRequest(Request{ContentType: "text/plain", Body: []byte("hi")}).Kind)
}

func TestLooseBooleansInQueries(t *testing.T) {
	op := tailor(t, "order")
	in := Request{Body: []byte(`{"cloth":"a"}`), Query: url.Values{"rush": {"True"}, "days": {"0", "TRUE"}}, Header: http.Header{}}
	require.Nil(t, op.JudgeRequest(in))
	require.Equal(t, []string{"true"}, op.Params()[0].Values(&in))
	require.Equal(t, []string{"false", "true"}, op.Params()[1].Values(&in))
	in.Query.Set("rush", "yes")
	require.Equal(t, []brief{{"query:rush", "type", ""}}, briefs(op.JudgeRequest(in)))
}

func TestFieldBeforeJudging(t *testing.T) {
	kind, body := multi(t, []string{"token", ""}, []string{"token", "s3cret"})
	for name, row := range map[string]struct{ media, body, want string }{
		"JSON":              {"application/json", `{"a":{"token":"x"},"token":"s3cret"}`, "s3cret"},
		"no media type":     {"", `{"token":"s3cret"}`, "s3cret"},
		"form":              {"Application/X-WWW-Form-Urlencoded; charset=utf-8", "a=b&token=&token=s3cret", "s3cret"},
		"multipart":         {kind, string(body), "s3cret"},
		"no text":           {"", `{"token":7}`, ""},
		"no member":         {"", `{}`, ""},
		"no JSON":           {"", `{"token":"s3cret"`, ""},
		"no form":           {urlencoded, "token=%zz", ""},
		"an empty form":     {urlencoded, "", ""},
		"a list":            {"", `["token"]`, ""},
		"a broken boundary": {"multipart/form-data; boundary=x", "token", ""},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, row.want, Field(row.media, []byte(row.body), "token")) })
	}
}
