package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// desk is a bench that keeps what it was asked and answers what the row says.
type desk struct {
	asked   []string // "METHOD /path?query body"
	bearer  string
	status  int // 0 means 200
	answers []string
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err)
	}
	d.asked = append(d.asked, strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+string(body)))
	d.bearer = r.Header.Get("Authorization")
	if d.status != 0 {
		w.WriteHeader(d.status)
	}
	if len(d.answers) > 0 {
		_, _ = io.WriteString(w, d.answers[0])
		d.answers = d.answers[1:]
	}
}

const (
	defaultWorld = `{"name":"default","seed":1,"digest":"00","logPosition":12,"clock":{"mode":"wall","now":"2026-03-02T09:15:04.000Z","speed":1},
"options":{"latency":"steady","limits":"off"},"providers":{"tyntec":{"baseUrl":"http://127.0.0.1:8080/tyntec/conversations/v3",
"credentials":{"apikey":"tyntec-demo-key"},"senders":[{"channel":"whatsapp","id":"4915735990001","accountId":"demoshop"},{"channel":"viber","id":"71045"}]}}}`
	otherWorld  = `{"name":"w-2","seed":7,"logPosition":0,"clock":{"mode":"manual","now":"2026-01-01T00:00:00.000Z","speed":1},"providers":{}}`
	defaultLine = "default  seed 1  clock wall 2026-03-02T09:15:04.000Z  log 12\n"
)

func TestWorld(t *testing.T) {
	rows := []struct {
		name, args, answer string
		asked, printed     string
	}{
		{"create without anything", "create", otherWorld,
			`POST /_mynah/worlds {}`, "w-2  seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n"},
		{"create with everything", "create w-2 --seed 0 --fixture empty --clock wall --start 2026-01-01T00:00:00Z --speed 2", otherWorld,
			`POST /_mynah/worlds {"clock":{"mode":"wall","speed":2,"start":"2026-01-01T00:00:00Z"},"fixture":"empty","name":"w-2","seed":0}`,
			"w-2  seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n"},
		{"show the default", "show", defaultWorld, `GET /_mynah/worlds/default`, defaultLine + "\n" +
			"tyntec             http://127.0.0.1:8080/tyntec/conversations/v3\n" +
			"  apikey           tyntec-demo-key\n" +
			"  whatsapp sender  4915735990001\n" +
			"  viber sender     71045\n"},
		{"a name is escaped", "show a/b", otherWorld, `GET /_mynah/worlds/a%2Fb`, "w-2  seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n"},
		{"snapshot", "snapshot", `{"id":"3","at":"2026-01-01T00:00:00.000Z","logPosition":4,"digest":"00"}`, `POST /_mynah/worlds/default/snapshots`, "3\n"},
		{"restore", "restore 3 w-2", otherWorld, `POST /_mynah/worlds/w-2/snapshots/3/restore`,
			"w-2  seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n"},
		{"fork", "fork --as w-2", otherWorld, `POST /_mynah/worlds/default/fork {"name":"w-2"}`,
			"w-2  seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n"},
		{"reset", "reset", defaultWorld, `POST /_mynah/worlds/default/reset`, defaultLine},
		{"delete", "delete w-2", "", `DELETE /_mynah/worlds/w-2`, ""},
		{"advance by a duration", "advance 24h1s",
			`{"now":"2026-01-02T00:00:01.000Z","events":2,"fired":[{"at":"2026-01-01T00:00:00.200Z","what":"message.sent","subject":"m-1"}]}`,
			`POST /_mynah/worlds/default/clock/advance {"by":"24h1s"}`,
			"2026-01-01T00:00:00.200Z  message.sent  m-1\nnow 2026-01-02T00:00:01.000Z, events 2, nothing more is due\n"},
		{"advance to a time", "advance --to 2026-01-02T00:00:00Z --world w-2", `{"now":"2026-01-02T00:00:00.000Z","events":0,"fired":[],"nextDue":"2026-01-03T00:00:00.000Z"}`,
			`POST /_mynah/worlds/w-2/clock/advance {"to":"2026-01-02T00:00:00Z"}`,
			"now 2026-01-02T00:00:00.000Z, events 0, next due 2026-01-03T00:00:00.000Z\n"},
		{"advance to the next thing", "advance --next", `{"now":"n","events":0,"fired":[]}`,
			`POST /_mynah/worlds/default/clock/advance {"next":true}`, "now n, events 0, nothing more is due\n"},
		{"advance until all is quiet", "advance --quiet --limit 30d", `{"now":"n","events":0,"fired":[]}`,
			`POST /_mynah/worlds/default/clock/advance {"limit":"30d","until":"quiet"}`, "now n, events 0, nothing more is due\n"},
		{"write", "write 491700000001 --to 4915735990001 hello", `{"messageId":"m-1"}`,
			`POST /_mynah/worlds/default/handsets/491700000001/messages {"channel":"whatsapp","kind":"text","text":"hello","to":"4915735990001"}`, "m-1\n"},
		{"write what is on standard input", "write 1 --to 71045 --channel viber --reply-to m-0 --world w -", `{"messageId":"m-1"}`,
			`POST /_mynah/worlds/w/handsets/1/messages {"channel":"viber","kind":"text","replyTo":"m-0","text":"two\nlines","to":"71045"}`, "m-1\n"},
		{"approve", "approve order_ready", `{"name":"order_ready","language":"en","category":"UTILITY","status":"APPROVED"}`,
			`POST /_mynah/worlds/default/templates/order_ready/review {"decision":"approve"}`, "order_ready  en  UTILITY  APPROVED\n"},
		{"reject", "reject order_ready --language de --provider tyntec --reason SCAM", `{"name":"order_ready","language":"de","category":"UTILITY","status":"REJECTED","reason":"SCAM"}`,
			`POST /_mynah/worlds/default/templates/order_ready/review?provider=tyntec {"decision":"reject","language":"de","reason":"SCAM"}`,
			"order_ready  de  UTILITY  REJECTED  SCAM\n"},
		{"pause", "pause 530001", `{"name":"order_ready","language":"en","category":"UTILITY","status":"PAUSED","reason":"FIRST_PAUSE"}`,
			`POST /_mynah/worlds/default/templates/530001/review {"decision":"pause"}`, "order_ready  en  UTILITY  PAUSED  FIRST_PAUSE\n"},
		{"disable", "disable 530001", `{"name":"order_ready","language":"en","category":"UTILITY","status":"DISABLED","reason":"DISABLED"}`,
			`POST /_mynah/worlds/default/templates/530001/review {"decision":"disable"}`, "order_ready  en  UTILITY  DISABLED  DISABLED\n"},
		{"reinstate", "reinstate 530001", `{"name":"order_ready","language":"en","category":"UTILITY","status":"REINSTATED"}`,
			`POST /_mynah/worlds/default/templates/530001/review {"decision":"reinstate"}`, "order_ready  en  UTILITY  REINSTATED\n"},
		{"templates", "templates", `{"items":[{"id":"7","provider":"tyntec","name":"order_ready","language":"en","category":"UTILITY","status":"APPROVED"}]}`,
			`GET /_mynah/worlds/default/templates?limit=1000`, "7  tyntec  order_ready  en  UTILITY  APPROVED\n"},
		{"read", "read 491700000001 --from 4915735990001", `{"messageIds":["m-1","m-2"]}`,
			`POST /_mynah/worlds/default/handsets/491700000001/read {"channel":"whatsapp","sender":"4915735990001"}`, "m-1\nm-2\n"},
		{"screen", "screen 491700000001", `{"chats":[{"sender":"4915735990001","channel":"whatsapp","messages":[
			{"direction":"out","kind":"text","text":"hi\nthere","status":"read","at":"2026-03-02T09:15:04.000Z"},
			{"direction":"in","kind":"buttons","text":"When?","status":"delivered","at":"2026-03-02T09:15:05.000Z"}]}]}`,
			`GET /_mynah/worlds/default/handsets/491700000001/screen`, "whatsapp 4915735990001\n" +
				"  2026-03-02T09:15:04.000Z  out  text     read       hi ⏎ there\n" +
				"  2026-03-02T09:15:05.000Z  in   buttons  delivered  When?\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			d := &desk{answers: []string{row.answer}}
			p := process{bench: d, stdin: "two\nlines\n"}
			require.Equal(t, exitConforms, p.run(t.Context(), append([]string{"world"}, strings.Fields(row.args)...)...), p.err.String())
			require.Equal(t, []string{row.asked}, d.asked)
			require.Equal(t, row.printed, p.out.String())
		})
	}
}

func TestWorldListGetsEveryPage(t *testing.T) {
	pages := []string{fmt.Sprintf(`{"items":[%s],"next":"a b"}`, defaultWorld), fmt.Sprintf(`{"items":[%s]}`, otherWorld)}
	d := &desk{answers: pages}
	p := process{bench: d}
	require.Equal(t, exitConforms, p.run(t.Context(), "world", "list"))
	require.Equal(t, []string{"GET /_mynah/worlds?limit=1000", "GET /_mynah/worlds?limit=1000&after=a+b"}, d.asked)
	require.Equal(t, "default  seed 1  clock wall 2026-03-02T09:15:04.000Z    log 12\n"+
		"w-2      seed 7  clock manual 2026-01-01T00:00:00.000Z  log 0\n", p.out.String())

	p = process{bench: &desk{answers: pages}}
	require.Equal(t, exitConforms, p.run(t.Context(), "world", "list", "--json"))
	require.JSONEq(t, fmt.Sprintf(`{"items":[%s,%s]}`, defaultWorld, otherWorld), p.out.String())
}

func TestTheAnswerForAMachineIsAsTheBenchGaveIt(t *testing.T) {
	for _, args := range []string{"create", "show", "reset", "advance 1s", "write 1 --to 2 x", "read 1 --from 2", "screen 1"} {
		p := process{bench: &desk{answers: []string{`{"further": {"members":1}}` + "\n"}}}
		require.Equal(t, exitConforms, p.run(t.Context(), append([]string{"world"}, strings.Fields(args+" --json")...)...), args)
		require.Equal(t, `{"further": {"members":1}}`+"\n", p.out.String(), args)
	}
}

func TestTheTokenComesFromTheFlagOrTheEnvironment(t *testing.T) {
	for _, row := range []struct {
		name   string
		flags  []string
		bearer string
	}{
		{"the variable", nil, "Bearer from-variable"},
		{"the flag before the variable", []string{"--token", "from-flag"}, "Bearer from-flag"},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := &desk{answers: []string{defaultWorld}}
			p := process{bench: d, variables: []string{"MYNAH_CONTROL_TOKEN=from-variable"}}
			require.Equal(t, exitConforms, p.run(t.Context(), append([]string{"world", "show"}, row.flags...)...))
			require.Equal(t, row.bearer, d.bearer)
		})
	}
}

func TestRefusalsAreReadable(t *testing.T) {
	rows := []struct {
		name, body string
		status     int
		says       string
	}{
		{"with violations", `{"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks the contract","violations":[
			{"pointer":"/clock/mode","message":"expected manual or wall, got fast","rule":"enum"},{"pointer":"query.limit","message":"too much"}]}`, 400,
			"the bench refused: 400 Bad Request: The body breaks the contract\n" +
				"  /clock/mode: expected manual or wall, got fast (enum)\n  query.limit: too much\n"},
		{"with a title of its own", `{"title":"World unknown","status":404}`, 404, "the bench refused: 404 Not Found: World unknown\n"},
		{"without a problem", "gateway down\n", 502, "the bench refused: 502 Bad Gateway: gateway down\n"},
		{"with nothing", "", 401, "the bench refused: 401 Unauthorized\n"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := process{bench: &desk{status: row.status, answers: []string{row.body}}}
			require.Equal(t, exitFailed, p.run(t.Context(), "world", "create"))
			require.Equal(t, row.says, p.err.String())
			require.Empty(t, p.out.String())
		})
	}
}

func TestWithoutABenchItSaysWhatToDo(t *testing.T) {
	p := process{}
	require.Equal(t, exitFailed, p.run(t.Context(), "world", "list", "--bench", "http://bench.example/"))
	require.Contains(t, p.err.String(), "no answer from the bench (does `mynah serve` run there?): Get \"http://bench.example/_mynah/worlds?limit=1000\"")
}

func TestAnAnswerThatIsNoJSONIsAnError(t *testing.T) {
	p := process{bench: &desk{answers: []string{"<html>"}}}
	require.Equal(t, exitFailed, p.run(t.Context(), "world", "show"))
	require.Contains(t, p.err.String(), "answer of the bench: invalid character")
}
