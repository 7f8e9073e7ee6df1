package control

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHealth(t *testing.T) {
	newBench(t).do("GET", "/_mynah/health", "").want(200).equal(`{"status":"ok","version":"0.1.0","startedAt":"2026-03-02T09:15:04.000Z"}`)
}

func TestQuickstartIsPlainText(t *testing.T) {
	r := newBench(t).do("GET", "/_mynah/quickstart", "").want(200)
	require.Equal(t, "tyntec http://mynah.test/tyntec 100%\n", string(r.body))
	require.Equal(t, "text/plain; charset=utf-8", r.header.Get("Content-Type"))
}

func TestDocumentIsAnsweredAsItIsWritten(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", "/_mynah/specs/tyntec.yaml", "").want(200)
	require.Equal(t, "openapi: 3.0.3\n", string(r.body))
	require.Equal(t, "application/yaml", r.header.Get("Content-Type"))
	b.do("GET", "/_mynah/specs/other.yaml", "").want(404)
	b.do("GET", "/_mynah/specs/tyntec.json", "").want(404)
}

func TestOperationsAreListed(t *testing.T) {
	b := newBench(t)
	b.do("GET", "/_mynah/operations?provider=tyntec", "").want(200).equal(`{"items": [{
		"provider": "tyntec", "method": "POST", "path": "/messages", "operationId": "sendMessage", "origin": "seed", "implemented": true,
		"calls": 3, "violations": 0}]}`)
	require.Len(t, b.do("GET", "/_mynah/operations", "").want(200).at("items"), 2)
	b.do("GET", "/_mynah/operations?provider=other", "").want(200).equal(`{"items":[]}`)
	b.do("GET", "/_mynah/operations?provider=", "").want(400)
}

func TestOperationsAreATableForWhoeverAsksForOne(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", "/_mynah/operations", "", "Accept", "text/tab-separated-values").want(200)
	require.Equal(t, "provider\tmethod\tpath\toperationId\torigin\timplemented\tcalls\tviolations\n"+
		"tyntec\tPOST\t/messages\tsendMessage\tseed\ttrue\t3\t0\ncontrol\tGET\t/health\thealth\t\ttrue\t1\t0\n", string(r.body))
	for accept, want := range map[string]string{
		"*/*": "application/json", "": "application/json", "text/tab-separated-values;q=0": "application/json",
		"text/html, text/tab-separated-values": "text/tab-separated-values; charset=utf-8",
	} {
		require.Equal(t, want, b.do("GET", "/_mynah/operations", "", "Accept", accept).header.Get("Content-Type"), accept)
	}
}
