package server

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/mynah-sim/mynah/"

// arrows are the imports that would break the one direction of the house: from a package, to a package, and why not.
var arrows = []struct{ from, to, why string }{
	{"mock/network", "", "the network knows the standard library alone"},
	{"mock/contract", "mock/", "the contract knows documents, not networks or providers"},
	{"mock/wire", "mock/network", "wire knows operations, not what they do"},
	{"mock/wire", "mock/provider", "wire serves all providers alike"},
	{"mock/provider", "mock/server", "nothing below calls upward"},
	{"mock/provider", "mock/journal", "a provider translates; who records stands above it"},
	{"mock/provider", "mock/control", "the bench is another façade"},
	{"mock/webhook", "mock/provider", "webhooks carry what a translator handed in"},
	{"mock/webhook", "github.com/gin-gonic", "webhooks know callbacks, not routes"},
	{"mock/webhook", "mock/contract", "the judge is handed in"},
	{"mock/fetch", "mock/provider", "whose credentials are used is handed in"},
	{"mock/fetch", "github.com/gin-gonic", "it calls, and is not called"},
	{"mock/journal", "mock/provider", "the journal keeps what it is given"},
	{"mock/journal", "mock/webhook", "the journal keeps what it is given"},
	{"mock/stream", "mock/provider", "the stream carries the log"},
	{"mock/control", "mock/provider", "the bench asks through small interfaces"},
	{"mock/control", "mock/server", "nothing below calls upward"},
	{"mock/world", "mock/provider", "a world file is data"},
	{"mock/world", "net/http", "a world file is data"},
	{"mock/config", "mock/", "settings are values"},
	{"conformance", "mock/", "the suite knows HTTP and the documents, so that it runs against anything"},
	{"cmd/receiver", "mock/", "a user copies the receiver"},
}

// listed is what go list tells of a package.
type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestStairsGoOneWay(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Imports,Deps", module+"...").Output()
	require.NoError(t, err)
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		if !strings.HasPrefix(p.ImportPath, module) {
			continue
		}
		seen++
		judge(t, p)
	}
	require.Greater(t, seen, 10)
}

// judge finds the forbidden arrows of one package. Our own packages are judged with all that they pull in, others by direct import.
func judge(t *testing.T, p listed) {
	t.Helper()
	name := strings.TrimPrefix(p.ImportPath, module)
	for _, a := range arrows {
		if name != a.from && !strings.HasPrefix(name, a.from+"/") {
			continue
		}
		for _, dep := range p.Deps {
			short := strings.TrimPrefix(dep, module)
			switch {
			case a.to == "":
				if first, _, _ := strings.Cut(dep, "/"); strings.Contains(first, ".") {
					t.Errorf("%s imports %s: %s", name, dep, a.why)
				}
			case short != name && strings.HasPrefix(short, a.to):
				t.Errorf("%s imports %s: %s", name, short, a.why)
			}
		}
	}
}
