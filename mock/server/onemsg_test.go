package server

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	oneMsgAPI   = "/onemsg/MOCK0001"
	oneMsgToken = "onemsg-demo-token"
	formType    = "application/x-www-form-urlencoded"
	jsonType    = "application/json"
	lists       = "[" + `{"rows":[{"id":"1","title":"One"}]}` + "]"
)

// oneMsgCall calls the channel with the token in the query, as the vendor's clients do (onemsg 5.12).
func oneMsgCall(t testing.TB, s *Server, method, path, mediaType, body string) (int, string) {
	t.Helper()
	to, query, _ := strings.Cut(path, "?")
	r := httptest.NewRequestWithContext(t.Context(), method, oneMsgAPI+to+"?token="+oneMsgToken+"&"+query, strings.NewReader(body))
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// danaWrote is a server where the dialog session with Dana is open.
func danaWrote(t testing.TB) *Server {
	t.Helper()
	s := manual(t)
	code, text := call(t, s, "POST", "/_mynah/worlds/default/handsets/12025550143/messages", "",
		`{"to":"15550100200","channel":"whatsapp","kind":"text","text":"hello"}`)
	require.Equal(t, http.StatusCreated, code, text)
	return s
}

// TestTheVendorsClientsAreUnderstood sends what the vendor's clients send, form by form (onemsg 1.3, 5.12).
func TestTheVendorsClientsAreUnderstood(t *testing.T) {
	s := danaWrote(t)
	for _, one := range []struct {
		name, method, path, mediaType, body string
		status                              int
		want                                string // part of the answer
	}{
		{"JavaScript: two slashes", "GET", "//me", "", "", 200, `"phone":"15550100200"`},
		{"JavaScript: a time in the query", "GET", "/status?_=1767225600", "", "", 200, `"connected"`},
		{"JavaScript: phone as a number", "POST", "/sendMessage", jsonType, `{"phone":12025550143,"body":"hi"}`, 200, `"sent":true`},
		{"JavaScript: no body", "POST", "/readMessage", jsonType, "", 400, `{"error":"messageId is required"}`},
		{"no content type", "POST", "/sendMessage", "", `{"phone":"12025550143","body":"hi"}`, 200, `"sent":true`},
		{"TypeScript: form", "POST", "/sendMessage", formType, "phone=12025550143&body=hi", 200, `"sent":true`},
		{"TypeScript: objects in forms", "POST", "/sendCarousel", formType, "phone=12025550143&body=hi&params=%5Bobject+Object%5D", 200, `"sent":true`},
		{
			"TypeScript: flow", "POST", "/sendFlow", formType, "phone=12025550143&body=hi&flowId=7001002003004001&flowToken=t&flowCta=Go" +
				"&flowAction=navigate&flowActionPayload=%5Bobject+Object%5D", 200, `"sent":true`,
		},
		{"Python: sendMessage without a body", "POST", "/sendMessage", jsonType, "", 400, `"error":"body is required"`},
		{"Python: sendFile without a body", "POST", "/sendFile", jsonType, "", 400, `"error":"body is required"`},
		{"Python: sendFlow without a body", "POST", "/sendFlow", jsonType, "", 400, `"error":"body is required"`},
		{"Python: sendLocation without a body", "POST", "/sendLocation", jsonType, "", 400, `"error":"lat is required"`},
		{"Python: sendCarousel without a body", "POST", "/sendCarousel", jsonType, "", 400, `"error":"cards is required"`},
		{"Python: createGroups without a body", "POST", "/groups", "", "", 200, `{"error":"groupName is required"}`},
		{"Python: createFlows without a body", "POST", "/flows", "", "", 200, `{"error":"name is required"}`},
		{
			"Python: form with literals", "POST", "/sendFlow", formType, "phone=12025550143&body=hi&flowId=7001002003004001&flowToken=t" +
				"&flowCta=Go&flowActionPayload=%7B%27screen%27%3A+%27A%27%7D", 200, `"sent":true`,
		},
		{"Python: truth in forms", "POST", "/settings", formType, "guaranteedHooks=False&rawHooks=True", 200, `"update":{"guaranteedHooks":false,"rawHooks":true}`},
		{
			"Kotlin: empty fields", "POST", "/sendFile", formType,
			"chatId=&phone=12025550143&body=https%3A%2F%2Fcdn.example%2Fa.jpg&filename=a.jpg&caption=&voice=&mediaId=&mediaType=", 200, `"sent":true`,
		},
		{"Rust: token twice", "GET", "/status?token=" + oneMsgToken, "", "", 200, `"connected"`},
		{"list as a field of a form", "POST", "/sendList", formType, "phone=12025550143&body=hi&action=Go&sections=" + url.QueryEscape(lists), 200, `"sent":true`},
		{"list repeated", "POST", "/sendList", formType, "phone=12025550143&body=hi&action=Go&sections=" + url.QueryEscape(lists[1:len(lists)-1]), 200, `"sent":true`},
		{
			"objects joined by commas", "POST", "/sendTemplate", formType, "phone=12025550143&namespace=&template=order_update&language=" +
				url.QueryEscape(`{"policy":"deterministic","code":"en"}`) + "&params=" + url.QueryEscape(`{"default":"7"},{"default":"here"}`), 200, `"sent":true`,
		},
		{"members in the query of a POST", "POST", "/sendMessage?phone=12025550143&body=hi", jsonType, "{}", 400, "body is required"},
		{"null is absent", "POST", "/sendMessage", jsonType, `{"phone":"12025550143","chatId":null,"body":"hi","quotedMsgId":null}`, 200, `"sent":true`},
		{"a list is no body", "POST", "/sendMessage", jsonType, `[]`, 400, "Invalid request body"},
		{"a body of GET means nothing", "GET", "/status", jsonType, `{"token":"other"}`, 200, `"connected"`},
		{"unknown path", "GET", "/nothing", "", "", 404, `{"error":"Not found"}`},
		{"unknown method", "PUT", "/me", "", "", 404, `{"error":"Not found"}`},
	} {
		t.Run(one.name, func(t *testing.T) {
			code, text := oneMsgCall(t, s, one.method, one.path, one.mediaType, one.body)
			require.Equal(t, one.status, code, text)
			require.Contains(t, text, one.want)
			require.True(t, json.Valid([]byte(text)), text)
		})
	}
}

func TestBrokenValuesInFormsAreRefusedWhereTheChannelIsStrict(t *testing.T) {
	s := danaWrote(t)
	code, text := call(t, s, "PATCH", "/_mynah/worlds/default/providers/onemsg", "", `{"lenientForms":false}`)
	require.Equal(t, http.StatusOK, code, text)
	code, text = oneMsgCall(t, s, "POST", "/sendCarousel", formType, "phone=12025550143&body=hi&params=%5Bobject+Object%5D")
	require.Equal(t, http.StatusBadRequest, code, text)
	require.Contains(t, text, "params is invalid")
}

func TestTheFileOfASendIsAPartOfAForm(t *testing.T) {
	s := danaWrote(t)
	for path, want := range map[string]string{"/sendFile": `"sent":true`, "/uploadMedia": `"mediaId":"`} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		require.NoError(t, form.WriteField("phone", "12025550143"))
		part, err := form.CreateFormFile("body", "note.pdf")
		require.NoError(t, err)
		_, err = part.Write([]byte("%PDF-1"))
		require.NoError(t, err)
		require.NoError(t, form.Close())
		code, text := oneMsgCall(t, s, "POST", path, form.FormDataContentType(), body.String())
		require.Equal(t, http.StatusOK, code, text)
		require.Contains(t, text, want)
	}
}

// TestWhichTokenCounts keeps to the order query, body, header: the first one that is not empty decides (onemsg 1.2).
func TestWhichTokenCounts(t *testing.T) {
	s := manual(t)
	for _, one := range []struct {
		name, query, body, header, authorize string
		status                               int
	}{
		{name: "none", status: 401},
		{name: "query", query: "?token=" + oneMsgToken, status: 200},
		{name: "wrong query, right header", query: "?token=x", header: "Bearer " + oneMsgToken, status: 401},
		{name: "empty query, right header", query: "?token=", header: "Bearer " + oneMsgToken, status: 200},
		{name: "body", body: `{"token":"` + oneMsgToken + `"}`, status: 200},
		{name: "wrong body, right header", body: `{"token":"x"}`, header: oneMsgToken, status: 401},
		{name: "right query, wrong body", query: "?token=" + oneMsgToken, body: `{"token":"x"}`, status: 200},
		{name: "older header", authorize: oneMsgToken, status: 200},
		{name: "body that cannot be read", body: `{`, status: 401},
		{name: "unknown scheme word", header: "Digest " + oneMsgToken, status: 401},
	} {
		t.Run(one.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), "POST", oneMsgAPI+"/settings"+one.query, strings.NewReader(one.body))
			r.Header.Set("Content-Type", jsonType)
			if one.header != "" {
				r.Header.Set("Authorization", one.header)
			}
			if one.authorize != "" {
				r.Header.Set("Authorize", one.authorize)
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			require.Equal(t, one.status, w.Code, w.Body)
		})
	}
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/onemsg/NOSUCH/me?token=abc123", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	require.JSONEq(t, `{"error":"Wrong token \"abc123\" for channel \"NOSUCH\". Please provide token as a GET parameter."}`, w.Body.String())
}

func TestTheChannelIsTheSameUnderItsLongName(t *testing.T) {
	s := manual(t)
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/onemsg/instanceMOCK0001/status?token="+oneMsgToken, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
}

func TestAChannelWithoutACatalogHasNoCommerce(t *testing.T) {
	s := manual(t)
	code, text := call(t, s, "PATCH", "/_mynah/worlds/default/senders/15550100200", "", `{"catalogId":""}`)
	require.Equal(t, http.StatusOK, code, text)
	code, text = oneMsgCall(t, s, "GET", "/commerce", "", "")
	require.Equal(t, http.StatusInternalServerError, code)
	require.JSONEq(t, `{"error":"Internal server error"}`, text)
	code, _ = oneMsgCall(t, s, "POST", "/commerce", jsonType, `{"params":{"is_cart_enabled":true,"is_catalog_visible":true}}`)
	require.Equal(t, http.StatusInternalServerError, code)
}
