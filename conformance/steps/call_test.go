package steps

import (
	"io/fs"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/conformance/client"
	"github.com/mynah-sim/mynah/conformance/dialect"
	"github.com/mynah-sim/mynah/conformance/document"
	"github.com/mynah-sim/mynah/conformance/match"
	"github.com/mynah-sim/mynah/specs"
)

// world is a scenario in the middle of things: it knows the sender and has kept an id.
func world(t *testing.T) *World {
	t.Helper()
	provider, err := document.Load(specs.FS, "tyntec")
	require.NoError(t, err)
	spoken, err := dialect.For("tyntec")
	require.NoError(t, err)
	w := NewWorld(&Env{Dialect: spoken, Document: provider, Files: []fs.FS{fstest.MapFS{
		"media/photo.png": {Data: []byte("\x89PNG")}, "golden/one.json": {Data: []byte(`{"id":"any uuid","n":1}`)},
	}}})
	w.kept = match.Kept{"whatsapp": "4915735990001", "id": "m-1"}
	w.argument = &godog.Step{}
	return w
}

func under(w *World, rows ...[]string) {
	table := &messages.PickleTable{}
	for _, cells := range rows {
		row := &messages.PickleTableRow{}
		for _, cell := range cells {
			row.Cells = append(row.Cells, &messages.PickleTableCell{Value: cell})
		}
		table.Rows = append(table.Rows, row)
	}
	w.argument = &godog.Step{Argument: &messages.PickleStepArgument{DataTable: table}}
}

func TestCallsFromTables(t *testing.T) {
	for name, tt := range map[string]struct {
		operation string
		rows      [][]string
		want      client.Call
	}{
		"parameters and body": {
			"updateWhatsAppChannelCallback", [][]string{{"phone-number", "$whatsapp"}, {"callbackVersion", "2.12"}, {"eventFilter", "[]"}},
			client.Call{Params: map[string]string{"phone-number": "4915735990001"}, Body: []byte(`{"callbackVersion":"2.12","eventFilter":[]}`)},
		},
		"so many bytes": {
			"uploadMedia", [][]string{{"Content-Type", "image/png"}, {"bytes", "3"}},
			client.Call{ContentType: "image/png", Body: []byte("xxx")},
		},
		"a file": {
			"uploadMedia", [][]string{{"filename", "a.png"}, {"file", "media/photo.png"}},
			client.Call{Params: map[string]string{"filename": "a.png"}, ContentType: "image/png", Body: []byte("\x89PNG")},
		},
		"a file of another type": {
			"uploadMedia", [][]string{{"Content-Type", "image/x"}, {"file", "media/photo.png"}},
			client.Call{ContentType: "image/x", Body: []byte("\x89PNG")},
		},
		"bytes and a header": {
			"sendMessage", [][]string{{"raw", `{"to": "$id"`}, {"header apikey", "k-2"}},
			client.Call{Header: http.Header{"Apikey": {"k-2"}}, Body: []byte(`{"to": "m-1"`)},
		},
		"nothing": {"listAllChannels", nil, client.Call{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := world(t)
			under(w, tt.rows...)
			got, err := w.described(tt.operation)
			require.NoError(t, err)
			tt.want.Operation = tt.operation
			if tt.want.Params == nil {
				tt.want.Params = map[string]string{}
			}
			if tt.want.Header == nil {
				tt.want.Header = http.Header{}
			}
			require.Equal(t, tt.want, got)
		})
	}
}

func TestCallsFromTexts(t *testing.T) {
	w := world(t)
	w.argument = &godog.Step{Argument: &messages.PickleStepArgument{DocString: &messages.PickleDocString{Content: `{"from":"$whatsapp"}`, MediaType: "text/plain"}}}
	got, err := w.described("sendMessage")
	require.NoError(t, err)
	require.Equal(t, `{"from":"4915735990001"}`, string(got.Body))
	require.Equal(t, "text/plain", got.ContentType)
}

func TestTablesThatCannotBeSent(t *testing.T) {
	for name, tt := range map[string]struct {
		operation string
		rows      [][]string
		want      string
	}{
		"an unknown operation": {"sendLetter", nil, `operation "sendLetter": not in the document tyntec`},
		"three columns":        {"sendMessage", [][]string{{"to", "a", "b"}}, "the table has 3 columns, want path and value"},
		"a name never kept":    {"sendMessage", [][]string{{"to", "$other"}}, "to: $other: nothing was kept under this name"},
		"no such file":         {"uploadMedia", [][]string{{"file", "media/none.png"}}, "file: open media/none.png"},
	} {
		t.Run(name, func(t *testing.T) {
			w := world(t)
			under(w, tt.rows...)
			_, err := w.described(tt.operation)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAnswers(t *testing.T) {
	w := world(t)
	require.EqualError(t, w.answerIs("200"), "the business has called nothing yet")
	w.last = &client.Exchange{
		Call: client.Call{Operation: "x"}, Status: 404, Header: http.Header{"X-Total": {"3"}}, Body: []byte(`{"id":"1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21","n":1}`),
	}
	require.NoError(t, w.answerIs("404"))
	require.NoError(t, w.answerEquals("golden/one.json"))
	require.EqualError(t, w.answerEquals("media/photo.png"), "want the 4 bytes of media/photo.png, got 51 others")
	require.ErrorContains(t, w.answerIsError("not found"), "status: want number 404, got nothing")
	require.ErrorContains(t, w.answerIsError("forbidden"), "x answered 404, want 403")

	under(w, []string{"n", "1"}, []string{"header X-Total", "3"})
	require.NoError(t, w.answerHas())
	under(w, []string{"header X-Total", "4"})
	require.EqualError(t, w.answerHas(), `header X-Total: want "4", got "3"`)
	under(w)
	require.EqualError(t, w.answerHas(), "the step needs a table of paths and values")
}

func TestStepsThatComeTooEarly(t *testing.T) {
	w := world(t)
	ctx := t.Context()
	require.Equal(t, errNoBusiness, w.passes(ctx, "1s"))
	require.Equal(t, errNoBusiness, w.noWebhook(ctx))
	require.Equal(t, errNoBusiness, w.has(ctx, "Ana", "WhatsApp", "491700000001"))
	require.ErrorContains(t, w.sendsText(ctx, "Ana", "hello"), "Ana: nobody said where")
	require.ErrorContains(t, w.repeats(ctx), "there is no call to repeat")
	require.ErrorContains(t, w.messageIs(ctx, "read"), "the business has sent no message")
	require.ErrorContains(t, w.webhookSigned(), "no webhook was looked at")
	require.ErrorContains(t, w.business(ctx, "acme"), "the run is for tyntec, the scenario for acme")
	w.client = client.New(client.Config{})
	require.Equal(t, errNoBench, w.passes(ctx, "1s"))
	require.ErrorContains(t, w.business(ctx, "tyntec"), "there is a business already")
	require.NoError(t, w.Close(ctx))
}
