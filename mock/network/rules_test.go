package network

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// forbidden are the calls that would make a world depend on anything but its seed and its commands.
var forbidden = map[string]string{
	"time.Now": "the network has its own clock", "time.Sleep": "nothing waits in the network",
	"time.After": "no timers", "time.NewTimer": "no timers", "time.NewTicker": "no timers", "time.AfterFunc": "no timers",
	"time.Since": "the network has its own clock", "time.Until": "the network has its own clock",
	"rand.": "chance is drawn from the seed, by entity",
}

// sources are the parsed files of the package, without tests.
func sources(t *testing.T) (*token.FileSet, []*ast.File) {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	entries, err := fs.Glob(os.DirFS("."), "*.go")
	require.NoError(t, err)
	for _, name := range entries {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		require.NoError(t, err)
		files = append(files, f)
	}
	require.NotEmpty(t, files)
	return set, files
}

func TestNetworkReadsNoWallClockAndNoGlobalChance(t *testing.T) {
	set, files := sources(t)
	for _, f := range files {
		ast.Inspect(f, func(node ast.Node) bool {
			switch v := node.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a goroutine: the network is a single writer", set.Position(v.Pos()))
			case *ast.SelectorExpr:
				pkg, ok := v.X.(*ast.Ident)
				if !ok {
					return true
				}
				for name, why := range forbidden {
					if called := pkg.Name + "." + v.Sel.Name; called == name || strings.HasSuffix(name, ".") && strings.HasPrefix(called, name) {
						t.Errorf("%s: %s: %s", set.Position(v.Pos()), called, why)
					}
				}
			}
			return true
		})
	}
}

func TestNetworkImportsTheStandardLibraryAlone(t *testing.T) {
	set, files := sources(t)
	for _, f := range files {
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			require.NoError(t, err)
			first, _, _ := strings.Cut(path, "/")
			if strings.Contains(first, ".") {
				t.Errorf("%s imports %s: the network knows the standard library alone", set.Position(i.Pos()), path)
			}
			for _, no := range []string{"net/http", "encoding/json", "os", "math/rand", "math/rand/v2"} {
				document := path == "encoding/json" && strings.HasSuffix(set.Position(i.Pos()).Filename, "flow_document.go")
				if path == no && !document { // a flow document is content, which the network judges (network 3.15)
					t.Errorf("%s imports %s: the network knows no wire, no machine and no global chance", set.Position(i.Pos()), path)
				}
			}
		}
	}
}

func TestNetworkNamesNoProvider(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		ast.Inspect(f, func(node ast.Node) bool {
			if id, ok := node.(*ast.Ident); ok {
				for _, word := range []string{"tyntec", "wabbit", "onemsg", "twoway"} {
					if strings.Contains(strings.ToLower(id.Name), word) {
						t.Errorf("%s: a provider's name", id.Name)
					}
				}
			}
			return true
		})
	}
}
