package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/results"
)

// town plays a bench and a provider that belong together: what a person writes is posted to the inbound URL, a sent
// message is accepted and told so, and what was not taken is posted again when time passes.
type town struct {
	url string

	mu      sync.Mutex
	worlds  int
	deleted int
	hooks   map[string]map[string]any // by API key
	waiting map[string][]posting      // by API key
}

type posting struct{ url, body string }

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{hooks: map[string]map[string]any{}, waiting: map[string][]posting{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_mynah/health", plays(http.StatusOK, `{"status":"ok","version":"0","startedAt":"2026-01-01T00:00:00.000Z"}`))
	mux.HandleFunc("POST /_mynah/worlds", w.create)
	mux.HandleFunc("DELETE /_mynah/worlds/{world}", w.remove)
	mux.HandleFunc("GET /_mynah/worlds/{world}/handsets/{number}", plays(http.StatusOK, `{"number":"491700000001","name":"Ana Lopes","apps":["whatsapp"],
		"online":true,"persona":"manual","readReceipts":true,"line":"mobile","coverage":"home","roamingAllowed":true,"data":"good",
		"blocked":[],"marketingStopped":[],"smsStopped":[]}`))
	mux.HandleFunc("POST /_mynah/worlds/{world}/handsets/{number}/messages", w.write)
	mux.HandleFunc("GET /_mynah/worlds/{world}/handsets/{number}/screen", plays(http.StatusOK, `{"chats":[{"sender":"4915735990001","channel":"whatsapp",
		"messages":[{"messageId":"0c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c","direction":"out","kind":"text","text":"hi","status":"read","at":"2026-01-01T00:00:00.000Z"},
		{"messageId":"1c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c","direction":"in","kind":"text","text":"hello","status":"delivered","at":"2026-01-01T00:00:00.000Z"}]}]}`))
	mux.HandleFunc("POST /_mynah/worlds/{world}/clock/advance", w.advance)
	for _, list := range []string{"deliveries", "violations", "journal"} {
		mux.HandleFunc("GET /_mynah/worlds/{world}/"+list, plays(http.StatusOK, `{"items":[],"next":"1"}`))
	}
	mux.HandleFunc("PUT /configurations/channels/whatsapp/phone-numbers/{number}/callbacks", w.subscribe)
	mux.HandleFunc("PUT /channels/whatsapp/messages/{id}", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /messages", w.send)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func plays(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Mynah-World", "w")
		w.Header().Set("X-Mynah-Log-Position", "1")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func (t *town) create(w http.ResponseWriter, r *http.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.worlds++
	plays(http.StatusCreated, fmt.Sprintf(`{"name":"w-%d","seed":1,"digest":"%s","logPosition":0,"clock":{"mode":"manual","now":"2026-01-01T00:00:00.000Z","speed":1},
		"options":{"latency":"steady","limits":"off"},"providers":{"tyntec":{"baseUrl":"%s","credentials":{"apikey":"w-%d"},
		"senders":[{"channel":"whatsapp","id":"4915735990001"}]}}}`, t.worlds, strings.Repeat("0", 64), t.url, t.worlds))(w, r)
}

func (t *town) remove(w http.ResponseWriter, _ *http.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.deleted++
	w.Header().Set("X-Mynah-World", "w")
	w.Header().Set("X-Mynah-Log-Position", "1")
	w.WriteHeader(http.StatusNoContent)
}

func (t *town) subscribe(w http.ResponseWriter, r *http.Request) {
	var hooks map[string]any
	_ = json.NewDecoder(r.Body).Decode(&hooks)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hooks[r.Header.Get("apikey")] = hooks
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, `{"channel":"whatsapp"}`)
}

func (t *town) write(w http.ResponseWriter, r *http.Request) {
	var body struct{ Text string }
	_ = json.NewDecoder(r.Body).Decode(&body)
	t.post(r.PathValue("world"), "inboundMessageUrl", `{"event":"MoMessage","channel":"whatsapp","messageId":"wamid.QQ==","from":"491700000001","to":"4915735990001",
		"timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z","content":{"contentType":"text","text":"`+body.Text+`"},"whatsapp":{"senderName":"Ana Lopes"}}`)
	plays(http.StatusCreated, `{"messageId":"0c9a1e6b-7d2c-4f8a-9012-de34bc5b2f0c"}`)(w, r)
}

func (t *town) send(w http.ResponseWriter, r *http.Request) {
	const id = "1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21"
	t.post(r.Header.Get("apikey"), "messageStatusUrl", `{"event":"MessageStatus::accepted","messageId":"`+id+`","channel":"whatsapp","timestamp":"2026-01-01T00:00:00Z"}`)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	_, _ = io.WriteString(w, `{"messageId":"`+id+`","timestamp":"2026-01-01T00:00:00.000Z"}`)
}

func (t *town) post(key, hook, body string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if url, ok := t.hooks[key][hook].(string); ok {
		t.waiting[key] = append(t.waiting[key], posting{url, body})
	}
}

func (t *town) advance(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("world")
	t.mu.Lock()
	due := t.waiting[key]
	t.waiting[key] = nil
	t.mu.Unlock()
	for _, p := range due {
		response, err := http.Post(p.url, "application/json", strings.NewReader(p.body))
		if err != nil {
			continue
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.mu.Lock()
			t.waiting[key] = append(t.waiting[key], p)
			t.mu.Unlock()
		}
	}
	plays(http.StatusOK, `{"now":"2026-01-01T00:00:00.000Z","events":0,"fired":[]}`)(w, r)
}

// inTown runs scenarios with a bench and returns the states by name, and what was wrong.
func inTown(t *testing.T, town *town, scenarios string) (map[string]string, string) {
	t.Helper()
	var report bytes.Buffer
	got, err := Run(t.Context(), Options{
		Provider: "tyntec", Bench: town.url, Output: &report,
		Features: fstest.MapFS{"a.feature": {Data: []byte("@tyntec @bench\nFeature: A\n" + scenarios)}},
	})
	require.NoError(t, err)
	states := map[string]string{}
	got.Tree.Walk(results.Scenario, func(_, s *results.Node) { states[s.Name] = s.State.String() })
	return states, report.String()
}

func TestScenariosWithABench(t *testing.T) {
	town := newTown(t)
	states, report := inTown(t, town, `
  Background:
    Given the seed 7
    And a business on tyntec from empty
    And Ana Lopes has WhatsApp on 491700000001

  Scenario: inbound
    Given a webhook for messages
    When Ana Lopes writes "hello"
    Then the webhook message arrives:
      | content.text | hello         |
      | messageId    | like ^wamid\. |
    And I keep messageId as theirs
    When the business reads the chat with Ana Lopes
    Then the answer is 200
    And no webhook arrives

  Scenario: reaction
    Given a webhook for everything
    When Ana Lopes writes "hello"
    And the business reacts with "👍"
    Then the webhooks arrive in order:
      | event    | endpoint | messageId |
      | message  | inbound  |           |
      | accepted | status   | $message  |

  Scenario: again
    Given a webhook for accepted
    And the webhook answers 500 1 times
    When the business sends Ana Lopes the text "hello"
    And 10s passes
    Then the webhook accepted arrives
    And the webhook accepted arrives

  Scenario: screen
    Then Ana Lopes has 1 messages
    And Ana Lopes sees "hello"
    And Ana Lopes sees a text:
      | direction | out  |
      | status    | read |
`)
	require.Equal(t, map[string]string{"inbound": "pass", "reaction": "pass", "again": "pass", "screen": "pass"}, states, report)
	require.Equal(t, []int{4, 4}, []int{town.worlds, town.deleted}, "each scenario has a world of its own and removes it")
}

func TestWebhookStepsSayWhatArrived(t *testing.T) {
	states, report := inTown(t, newTown(t), `
  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001
    And a webhook for messages
    When Ana Lopes writes "hello"

  Scenario: another text
    Then the webhook message arrives:
      | content.text | bye |

  Scenario: another event
    Then the webhook delivered arrives

  Scenario: too many
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |

  Scenario: none
    Then no webhook arrives

  Scenario: taken once
    Then the webhook message arrives
    And the webhook message arrives

  Scenario: not signed
    Then the webhook message arrives
    And I keep from as secret
    And the webhook is signed

  Scenario: not on the screen
    Then Ana Lopes sees "bye"
`)
	for name, state := range states {
		require.Equal(t, "fail", state, name)
	}
	for _, want := range []string{
		`content.text: want "bye", got "hello"`, "no further delivered has arrived, so far: \n", "1 webhooks arrived, want 2: ", "1 webhooks arrived: ",
		"no further message has arrived, so far: ", `x-signature-version: want V1.0, got ""`, `Ana Lopes does not see "bye", but [`,
	} {
		require.Contains(t, strings.ReplaceAll(report, "         ", ""), want)
	}
}
