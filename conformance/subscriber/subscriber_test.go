package subscriber

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func open(t *testing.T, judge func([]byte) error) *Subscriber {
	t.Helper()
	s, err := New(judge)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func post(t *testing.T, url, body string) int {
	t.Helper()
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

func TestCallbacksAreKeptAsTheyCome(t *testing.T) {
	s := open(t, nil)
	require.Equal(t, 200, post(t, s.URL("status"), `{"n": 1}`))
	require.Equal(t, 200, post(t, s.URL("in/own"), `{"n": 2}`))

	all := s.Received()
	require.Len(t, all, 2)
	require.Equal(t, []string{"status", "in/own"}, []string{all[0].Endpoint, all[1].Endpoint})
	require.Equal(t, `{"n": 1}`, string(all[0].Body))
	require.Equal(t, "application/json", all[0].Header.Get("Content-Type"))
	value, err := all[1].JSON()
	require.NoError(t, err)
	require.Contains(t, value, "n")
}

func TestAnswersByScript(t *testing.T) {
	s := open(t, nil)
	s.Answer(500, 2)
	s.Answer(404, 1)
	for _, want := range []int{500, 500, 404, 200, 200} {
		require.Equal(t, want, post(t, s.URL("x"), "{}"))
	}
	require.Equal(t, 404, s.Received()[2].Answered)
}

func TestACallbackIsTakenOnce(t *testing.T) {
	s := open(t, nil)
	for _, body := range []string{"a", "b", "a"} {
		post(t, s.URL("x"), body)
	}
	isA := func(c Callback) bool { return string(c.Body) == "a" }
	for _, want := range []bool{true, true, false} {
		_, ok := s.Take(isA)
		require.Equal(t, want, ok)
	}
	rest := s.TakeAll()
	require.Len(t, rest, 1)
	require.Equal(t, "b", string(rest[0].Body))
	require.Empty(t, s.TakeAll())
}

func TestBodiesAreJudged(t *testing.T) {
	s := open(t, func(body []byte) error {
		if string(body) == "bad" {
			return errors.New("not as documented")
		}
		return nil
	})
	post(t, s.URL("x"), "good")
	post(t, s.URL("x"), "bad")
	response, err := http.Get(s.URL("x"))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.EqualError(t, errors.Join(s.Breaches()...), "not as documented\nwebhook called with GET")
	require.Len(t, s.Received(), 3, "kept all the same")
}
