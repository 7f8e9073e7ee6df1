package results

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"testing"

	"github.com/stretchr/testify/require"
)

func sample() *Node {
	scenario := func(name string, state State, ops ...string) *Node {
		n := &Node{Kind: Scenario, Name: name, State: state, Place: "a.feature:3", Tags: []string{"@tyntec"}}
		for _, op := range ops {
			n.Answers = append(n.Answers, Answer{op, 202})
		}
		return n
	}
	broken := scenario("A <b> is sent", Pass, "sendMessage", "getMessageStatus")
	broken.Children = []*Node{
		{Kind: Step, Name: "When it is sent"},
		{Kind: Step, Name: "Then the answer is 202", State: Fail, Detail: "got 500\nin {}"},
		{Kind: Step, Name: "Then it ends", State: Skip},
	}
	skipped := scenario("A user writes", Skip)
	skipped.Detail = "needs a bench"
	n := &Node{Kind: Suite, Name: "tyntec", Children: []*Node{
		{Kind: Feature, Name: "Messages", Children: []*Node{scenario("Text", Pass, "sendMessage"), broken}},
		{Kind: Feature, Name: "Media", Children: []*Node{skipped, scenario("Not asked", Disabled)}},
	}}
	n.Settle()
	return n
}

func write(t *testing.T, format string) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, sample().Write(&out, format))
	return out.String()
}

func TestAParentTakesTheWorstOfItsChildren(t *testing.T) {
	n := sample()
	require.Equal(t, Fail, n.State)
	require.Equal(t, []State{Fail, Skip}, []State{n.Children[0].State, n.Children[1].State})
	require.Equal(t, map[State]int{Pass: 1, Fail: 1, Skip: 1, Disabled: 1}, n.Count())
	require.Equal(t, []string{"getMessageStatus", "sendMessage"}, n.Called())
	n.Children[0].Children[0].State = Error
	require.Equal(t, Error, n.Settle())
}

func TestText(t *testing.T) {
	require.Equal(t, `fail     Messages: A <b> is sent (a.feature:3) @tyntec
         Then the answer is 202
         got 500
         in {}
skip     Media: A user writes (a.feature:3) @tyntec
         needs a bench
tyntec: fail
4 scenarios: 1 pass, 1 disabled, 1 skip, 1 fail
2 operations called
`, write(t, ""))
}

func TestJUnit(t *testing.T) {
	var got junitSuites
	require.NoError(t, xml.Unmarshal([]byte(write(t, "junit")), &got))
	require.Equal(t, []int{4, 1, 0, 2}, []int{got.Tests, got.Failures, got.Errors, got.Skipped})
	require.Len(t, got.Suites, 2)
	require.Equal(t, "Then the answer is 202\ngot 500\nin {}", got.Suites[0].Cases[1].Failure.Text)
	require.Equal(t, "needs a bench", got.Suites[1].Cases[0].Skipped.Message)
}

func TestJSON(t *testing.T) {
	var got struct {
		State    string
		Children []struct {
			Children []struct{ Name, State string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(write(t, "json")), &got))
	require.Equal(t, "fail", got.State)
	require.Equal(t, "skip", got.Children[1].Children[0].State)
}

func TestHTMLEscapesWhatTargetsSay(t *testing.T) {
	page := write(t, "html")
	require.Contains(t, page, "A &lt;b&gt; is sent")
	require.Contains(t, page, `<pre>got 500`)
	require.Contains(t, page, "<details open>")
}

func TestUnknownFormat(t *testing.T) {
	require.EqualError(t, sample().Write(&bytes.Buffer{}, "pdf"), `report format "pdf": one of ["text" "junit" "json" "html"]`)
}
