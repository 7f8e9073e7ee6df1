package tyntec

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	flowJSON = `{"version":"3.1","screens":[{"id":"START","title":"Booking","terminal":true,"layout":{"type":"SingleColumnLayout","children":[]}}]}`
	flowGone = `{"status":404,"title":"WhatsApp flow unknown"}`
)

// flow makes a draft and answers its id.
func (w *world) flow(name string) string {
	w.t.Helper()
	id := w.do(request{op: "createFlowMetadata", params: []string{accountID}, body: `{"name":"` + name + `","categories":["APPOINTMENT_BOOKING"]}`}).
		status(http.StatusCreated).text("flowId")
	require.Regexp(w.t, `^[0-9]{16}$`, id)
	return id
}

// on calls an operation on a flow.
func (w *world) on(op, flow, body string) call {
	w.t.Helper()
	return w.do(request{op: op, params: []string{accountID, flow}, body: body})
}

func TestTheLifeOfAFlow(t *testing.T) {
	w := newWorld(t)
	id := w.flow("Booking")
	detail := w.on("flowDetails", id, "").status(http.StatusOK)
	preview := strings.Replace(string(detail.ResponseBody), `"name"`, `"name"`, 1)
	require.Contains(t, preview, `"previewUrl":"https://mock.example/flow-previews/`+id+`?token=`)
	require.Contains(t, preview, `"expiresAt":"2026-04-01T09:10:00+0000"`)
	require.NotContains(t, preview, "jsonVersion")
	w.on("getFlowAssetList", id, "").is(http.StatusOK, `[]`)
	w.open("/tyntec/flow-assets/"+id+"/flow.json", http.StatusNotFound)
	w.on("publishFlow", id, "").violates("status: must have an asset without findings")

	faulty := "{\n\"version\":\"3.1\",\n\"colour\":1,\n\"screens\":[]}"
	var uploaded uploadedAsset
	require.NoError(t, json.Unmarshal(w.on("addFlowAsset", id, faulty).status(http.StatusOK).ResponseBody, &uploaded))
	require.True(t, uploaded.Success)
	require.Equal(t, "INVALID_PROPERTY JSON_SCHEMA_ERROR 3 3 1 8", strings.Join([]string{
		uploaded.Findings[0].Code, uploaded.Findings[0].Type, uploaded.Findings[0].LineStart, uploaded.Findings[0].LineEnd,
		uploaded.Findings[0].ColumnStart, uploaded.Findings[0].ColumnEnd,
	}, " "))
	w.on("publishFlow", id, "").violates("status: must have an asset without findings")
	require.Contains(t, string(w.do(request{op: "listFlowsOfWhatsAppAccount", params: []string{accountID}}).ResponseBody), `"error":"MISSING_REQUIRED_PROPERTY"`)

	w.on("addFlowAsset", id, flowJSON).is(http.StatusOK, `{"success":true,"validationErrors":[]}`)
	w.on("getFlowAssetList", id, "").is(http.StatusOK, `[{"name":"flow.json","assetType":"FLOW_JSON","downloadUrl":"https://mock.example/flow-assets/`+id+`/flow.json"}]`)
	require.Equal(t, flowJSON, w.open("/tyntec/flow-assets/"+id+"/flow.json", http.StatusOK))
	require.Contains(t, string(w.on("flowDetails", id, "").ResponseBody), `"jsonVersion":"3.1"`)
	w.on("updateFlowMetadata", id, `{"name":"Visits","categories":["OTHER","SURVEY"]}`).is(http.StatusOK, `{"success":true}`)
	require.Contains(t, string(w.on("flowDetails", id, "").ResponseBody), `"name":"Visits","status":"DRAFT","categories":["OTHER","SURVEY"]`)
	w.on("deprecateFlow", id, "").violates("status: must not be DRAFT")

	w.on("publishFlow", id, "").is(http.StatusOK, `{"success":true}`)
	for op, body := range map[string]string{"publishFlow": "", "deleteFlow": "", "updateFlowMetadata": `{"name":"x"}`, "addFlowAsset": flowJSON} {
		w.on(op, id, body).violates("status: must not be PUBLISHED")
	}
	w.on("deprecateFlow", id, "").is(http.StatusOK, `{"success":true}`)
	w.on("deprecateFlow", id, "").violates("status: must not be DEPRECATED")
	require.Contains(t, string(w.on("flowDetails", id, "").ResponseBody), `"status":"DEPRECATED"`)
}

func TestDraftsAreDeleted(t *testing.T) {
	w := newWorld(t)
	id := w.flow("Booking")
	w.on("deleteFlow", id, "").is(http.StatusOK, `{"success":true}`)
	for op, body := range map[string]string{
		"flowDetails": "", "updateFlowMetadata": `{"name":"x"}`, "deleteFlow": "", "getFlowAssetList": "", "addFlowAsset": flowJSON,
		"getFlowPreview": "", "publishFlow": "", "deprecateFlow": "",
	} {
		w.on(op, id, body).is(http.StatusNotFound, flowGone)
		w.on(op, "1", body).is(http.StatusNotFound, flowGone)
		w.on(op, "booking", body).violates(`whatsapp-flow-id: must match "^[0-9]+$"`) // tyntec OP-7
		w.do(request{op: op, params: []string{"x", id}, body: body}).is(http.StatusNotFound, accountGone)
	}
	w.flow("Booking")
}

func TestRulesOfFlows(t *testing.T) {
	w := newWorld(t)
	create := func(body string) call {
		return w.do(request{op: "createFlowMetadata", params: []string{accountID}, body: body})
	}
	id := w.flow("Booking")
	w.flow("Other")
	create(`{"name":"Booking","categories":["OTHER"]}`).violates("validate.request.name: must not be the name of another flow")
	w.on("updateFlowMetadata", id, `{"name":"Other"}`).violates("validate.request.name: must not be the name of another flow")
	w.on("updateFlowMetadata", id, `{"name":"Booking"}`).status(http.StatusOK)
	create(`{"name":"","categories":[]}`).violates("validate.request.categories: must not be empty", "validate.request.name: must not be empty")
	create(`{"name":"x","categories":["LAMPS"]}`).violates(
		"validate.request.categories[0]: must be one of [SIGN_UP, SIGN_IN, APPOINTMENT_BOOKING, LEAD_GENERATION, CONTACT_US, CUSTOMER_SUPPORT, SURVEY, OTHER]")
	create(`{"name":"x","categories":["OTHER","OTHER"]}`).violates("validate.request.categories[1]: must be unique")
	w.on("updateFlowMetadata", id, `{}`).violates("validate.request: must have name or categories")
	w.on("updateFlowMetadata", id, `{"categories":[]}`).violates("validate.request.categories: must not be empty")
	for _, body := range []string{"", "x", "[]"} {
		require.Equal(t, "Data given was not parseable", w.on("addFlowAsset", id, body).status(http.StatusBadRequest).text("title"))
	}
	w.do(request{op: "addFlowAsset", params: []string{accountID, id}, media: "multipart/form-data; boundary=x", body: "--x--"}).status(http.StatusUnsupportedMediaType)
	w.do(request{op: "createFlowMetadata", params: []string{"x"}, body: `{"name":"x","categories":["OTHER"]}`}).is(http.StatusNotFound, accountGone)
	w.do(request{op: "listFlowsOfWhatsAppAccount", params: []string{"x"}}).is(http.StatusNotFound, accountGone)
}

func TestFormsOfAFlowUpload(t *testing.T) {
	text, err := json.Marshal(flowJSON)
	require.NoError(t, err)
	for name, tc := range map[string]struct{ body, want string }{
		"the document":          {flowJSON, flowJSON},
		"text in file":          {`{"file":` + string(text) + `}`, flowJSON},
		"Base64 in file":        {`{"file":"` + base64.StdEncoding.EncodeToString([]byte(flowJSON)) + `"}`, flowJSON},
		"file among others":     {`{"file":"x","version":"3.1"}`, `{"file":"x","version":"3.1"}`},
		"no object in the file": {`{"file":"[1]"}`, `[1]`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.flow("Booking")
			w.on("addFlowAsset", id, tc.body).status(http.StatusOK)
			require.Equal(t, tc.want, w.open("/tyntec/flow-assets/"+id+"/flow.json", http.StatusOK))
		})
	}
}

func TestPreviewsOfFlows(t *testing.T) {
	w := newWorld(t)
	id := w.flow("<Booking>")
	link := func(query string) string {
		return w.do(request{op: "getFlowPreview", params: []string{accountID, id}, query: query}).status(http.StatusOK).text("previewUrl")
	}
	path := func(link string) string {
		u, err := url.Parse(link)
		require.NoError(t, err)
		return "/tyntec" + u.RequestURI()
	}
	first := link("")
	require.Equal(t, first, link("invalidate=false"))
	require.Contains(t, w.open(path(first), http.StatusOK), "<h1>&lt;Booking&gt;</h1>")
	second := link("invalidate=true")
	require.NotEqual(t, first, second)
	w.open(path(first), http.StatusNotFound)
	w.open(path(second), http.StatusOK)
	w.open("/tyntec/flow-previews/7001002003004001?"+strings.SplitN(second, "?", 2)[1], http.StatusNotFound)
	w.advance(30*24*time.Hour - time.Second)
	require.Equal(t, second, link(""))
	w.advance(time.Second)
	w.open(path(second), http.StatusNotFound)
	require.NotEqual(t, second, link(""))
}

func TestScopesOfFlows(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) { s.ChannelScopes[waNumber] = []string{} })
	for op, body := range map[string]string{"flowDetails": "", "getFlowAssetList": "", "getFlowPreview": ""} {
		w.on(op, "1", body).is(http.StatusForbidden, forbidden("templates:read"))
	}
	for op, body := range map[string]string{"updateFlowMetadata": `{"name":"x"}`, "deleteFlow": "", "addFlowAsset": flowJSON, "publishFlow": "", "deprecateFlow": ""} {
		w.on(op, "1", body).is(http.StatusForbidden, forbidden("templates:write"))
	}
	w.do(request{op: "listFlowsOfWhatsAppAccount", params: []string{accountID}}).is(http.StatusForbidden, forbidden("templates:read"))
	w.do(request{op: "createFlowMetadata", params: []string{accountID}, body: `{"name":"x","categories":["OTHER"]}`}).is(http.StatusForbidden, forbidden("templates:write"))
}

func TestFlowsWithAnEndpointAndBadHealth(t *testing.T) {
	require.Equal(t, "PUBLISHED", flowStatus(network.StatusThrottled))
	require.Equal(t, "PUBLISHED", flowStatus(network.StatusBlocked))
	w := newWorld(t, func(c *network.Config) {
		c.Flows = append(c.Flows, network.Flow{ID: "7001002003004009", WABA: waba, Name: "endpoint", Categories: []string{"OTHER"}, Status: network.StatusDraft,
			Endpoint: "https://shop.example/flows", Document: strings.Replace(flowJSON, `"3.1"`, `"3.1","data_api_version":"3.0"`, 1)})
	})
	body := string(w.on("flowDetails", "7001002003004009", "").ResponseBody)
	require.Contains(t, body, `"jsonVersion":"3.1","dataApiVersion":"3.0","endpointUri":"https://shop.example/flows"`)
	w.on("publishFlow", "7001002003004009", "").violates("status: must have a public key on a number")
}
