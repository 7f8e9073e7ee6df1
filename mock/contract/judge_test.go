package contract

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func TestFormats(t *testing.T) {
	for name, row := range map[string]struct{ good, bad []string }{
		"uuid": {[]string{"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21", "00000000-0000-0000-0000-000000000000", "1B2C7D0E-5C1F-7A5B-9F0E-3D0C1A7E4F21"},
			[]string{"", "1b2c7d0e5c1f4a5b9f0e3d0c1a7e4f21", "1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f2g", "1b2c7d0e-5c1f-4a5b-9f0e03d0c1a7e4f21", "{b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f2}"}},
		"date-time": {[]string{"2026-03-02T09:15:04Z", "2026-03-02T09:15:04.120+01:00"},
			[]string{"", "2026-03-02", "2026-02-30T00:00:00Z", "2026-03-02 09:15:04Z", "2026-03-02T9:15:04Z", "2026-03-02T09:15:04", "2026-03-02T09:15:04,1Z"}},
		"date":          {[]string{"2026-03-02"}, []string{"", "2026-3-2", "2026-02-30"}},
		"email":         {[]string{"a@b.example"}, []string{"", "a", "A <a@b.example>", "a@b, c@d"}},
		"uri":           {[]string{"https://a.example/b?c", "mailto:a@b"}, []string{"", "a/b", "https://a b/", ":x"}},
		"uri-reference": {[]string{"", "a/b", "https://a"}, []string{"%zz"}},
		"ipv4":          {[]string{"127.0.0.1"}, []string{"", "::1", "127.1"}},
		"ipv6":          {[]string{"::1"}, []string{"", "127.0.0.1", "::ffff:1.2.3.4"}},
		"byte":          {[]string{"", "YQ=="}, []string{"YQ", "%"}},
		"binary":        {[]string{"", "anything"}, nil},
		"unheard":       {[]string{"", "anything"}, nil},
	} {
		for _, s := range row.good {
			require.True(t, formatFits(name, s), "%s %q", name, s)
		}
		for _, s := range row.bad {
			require.False(t, formatFits(name, s), "%s %q", name, s)
		}
	}
}

// A rule that only kin-openapi knows still becomes a finding.
func TestARefusalIsNeverWithoutFinding(t *testing.T) {
	j, _ := newJudges(nil)
	never := openapi3.NewObjectSchema().WithProperty("a/b", &openapi3.Schema{Always: openapi3.Ptr(false)})
	require.Equal(t, []Finding{{In: "body", Pointer: "/a~1b", Rule: "boolean", Value: `{"a/b":1}`,
		Message: "body/a~1b: the false schema accepts no value"}}, j.findings(never, map[string]any{"a/b": 1.0}, "body", ""))
}

func TestBoundsOfNumbers(t *testing.T) {
	j, _ := newJudges(nil)
	s := openapi3.NewFloat64Schema().WithMin(1).WithMax(2.5).WithExclusiveMax(true)
	for v, want := range map[float64]string{
		0:   "body must be at least 1, not 0",
		2.5: "body must be less than 2.5, not 2.5",
		3:   "body must be less than 2.5, not 3",
	} {
		found := j.findings(s, v, "body", "")
		require.Len(t, found, 1)
		require.Equal(t, want, found[0].Message)
		require.Equal(t, []float64{1, 2.5}, []float64{*found[0].Min, *found[0].Max})
	}
	require.Nil(t, j.findings(s, 1.0, "body", ""))
	small := openapi3.NewInt32Schema()
	require.Equal(t, "format", j.findings(small, 3e9, "body", "")[0].Rule)
}

func TestNear(t *testing.T) {
	names := []string{"text", "from", "contentType", "to"}
	for written, want := range map[string]string{
		"Text": "text", "form": "from", "contenttype": "contentType", "contantTyp": "contentType", "TO": "to",
		"tx": "", "tops": "", "anything else": "", "": "", "text": "",
	} {
		require.Equal(t, want, near(written, names), written)
	}
}

func TestBreachKindsHaveNames(t *testing.T) {
	for kind, want := range map[BreachKind]string{MediaType: "media type", NotParseable: "not parseable", Invalid: "invalid", Undocumented: "undocumented", 0: "unknown"} {
		require.Equal(t, want, kind.String())
	}
}
