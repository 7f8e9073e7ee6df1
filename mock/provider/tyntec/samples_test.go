package tyntec

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/specs"
)

// sampleDocument is what the tests here read of the document: the examples of requests and of callbacks.
type sampleDocument struct {
	Paths    map[string]map[string]yaml.Node `yaml:"paths"`
	Webhooks map[string]struct {
		Post struct {
			RequestBody sampleBody `yaml:"requestBody"`
		} `yaml:"post"`
	} `yaml:"x-webhooks"`
}

type sampleBody struct {
	Content map[string]struct {
		Examples map[string]struct {
			Value any `yaml:"value"`
		} `yaml:"examples"`
	} `yaml:"content"`
}

func samples(t *testing.T) sampleDocument {
	t.Helper()
	text, err := specs.Read(Name)
	require.NoError(t, err)
	var doc sampleDocument
	require.NoError(t, yaml.Unmarshal(text, &doc))
	return doc
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// What the published samples speak of.
const (
	ines       = "4917099990001"
	sampleFlow = "2034567890123456"
	sampleFile = "0d6f2c1e-90ab-4d7e-8f10-2b3c4d5e6f70"
)

// sampleWorld is a world in which the published samples make sense.
func sampleWorld(t *testing.T, op string) *world {
	w := newWorld(t, func(c *network.Config) {
		c.Handsets = append(c.Handsets, network.Handset{Number: ines, Name: "Ines", Apps: []network.Channel{network.WhatsApp, network.Viber, network.SMS}})
		c.Flows = append(c.Flows, network.Flow{ID: sampleFlow, WABA: waba, Name: "Draft", Categories: []string{"OTHER"}, Status: network.StatusDraft})
		c.Senders[0].Calling.On = true
		if strings.Contains(op, "Localization") || op == "waEditTemplate" {
			c.Templates = append(c.Templates, network.Template{WABA: waba, Name: "order_ready", Language: "en", Category: "UTILITY", Body: "Hi", Status: network.StatusApproved})
		}
	})
	_, err := w.net.PermitCalls(ines, waNumber, true, true, network.ID{})
	require.NoError(t, err)
	return w
}

// Every published request is taken, with every rule of this API in force.
func TestPublishedRequestsAreTaken(t *testing.T) {
	params := map[string]string{
		"whatsapp-account-id": accountID, "template-id": "order_ready", "template-language": "en", "whatsapp-flow-id": sampleFlow,
		"phone-number": waNumber, "service-id": service,
	}
	taken := 0
	for path, item := range samples(t).Paths {
		for method, node := range item {
			if !slices.Contains([]string{"get", "put", "post", "patch", "delete"}, method) {
				continue
			}
			var op struct {
				ID   string     `yaml:"operationId"`
				Body sampleBody `yaml:"requestBody"`
			}
			require.NoError(t, node.Decode(&op))
			for name, sample := range op.Body.Content["application/json"].Examples {
				t.Run(op.ID+" "+name, func(t *testing.T) {
					w := sampleWorld(t, op.ID)
					body := asJSON(t, sample.Value)
					if strings.Contains(body, sampleFile) { // a file that was uploaded
						body = strings.ReplaceAll(body, sampleFile, w.do(request{op: "uploadMedia", media: "image/jpeg", body: "bytes"}).text("mediaId"))
					}
					message := w.opens(ines)
					if strings.HasPrefix(path, "/configurations/channels/sms") {
						params["phone-number"] = smsNumber
					} else {
						params["phone-number"] = waNumber
					}
					params["message-id"] = message
					address := regexp.MustCompile(`\{([a-zA-Z-]+)\}`).ReplaceAllStringFunc(path, func(p string) string { return params[strings.Trim(p, "{}")] })
					answer := w.do(request{method: strings.ToUpper(method), path: w.doc.Base() + address, body: body})
					require.Less(t, answer.Status, http.StatusMultipleChoices, "%s", answer.ResponseBody)
				})
				taken++
			}
		}
	}
	require.Greater(t, taken, 40)
}

// Every published callback keeps to the document.
func TestPublishedCallbacksKeepToTheDocument(t *testing.T) {
	w := newWorld(t)
	hooks := samples(t).Webhooks
	require.Len(t, hooks, len(w.doc.Webhooks()))
	for event, hook := range hooks {
		require.NotEmpty(t, hook.Post.RequestBody.Content["application/json"].Examples, event)
		for name, sample := range hook.Post.RequestBody.Content["application/json"].Examples {
			body := asJSON(t, sample.Value)
			require.Nil(t, w.doc.JudgeWebhook(event, []byte(body)), "%s %s: %s", event, name, body)
		}
	}
}
