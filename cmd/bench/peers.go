package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/mynah-sim/mynah/specs"
)

// The peers, pinned. They are given the same document and the text message, and keep no state.
const (
	prism   = "@stoplight/prism-cli@5.14.2"
	mockoon = "@mockoon/cli@9.3.0"
	backend = "openapi-backend@5.15.0"
)

// backendServer is a server around openapi-backend, as its own documentation shows one.
//
//go:embed backend.mjs
var backendServer []byte

// peers are the other mocks that npm can install here. One that it cannot is left out, and said so.
func peers(ctx context.Context, dir string, progress io.Writer) (found []*variant) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		fmt.Fprintln(progress, "npm is not here: no peers")
		return nil
	}
	document, err := specs.Read("tyntec")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "tyntec.yaml"), document, 0o600)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "backend.mjs"), backendServer, 0o600)
	}
	if err != nil {
		fmt.Fprintln(progress, "no peers:", err)
		return nil
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	bin := func(name string) string { return filepath.Join(dir, "node_modules", ".bin", name) }
	for _, p := range []struct {
		name, install, path string
		command             func(port string) []string
	}{
		{"Prism", prism, "/messages", func(port string) []string {
			return []string{bin("prism"), "mock", "--port", port, "--host", "127.0.0.1", "--errors", "--verboseLevel", "error", at("tyntec.yaml")}
		}},
		{"Mockoon", mockoon, messages, func(port string) []string {
			return []string{bin("mockoon-cli"), "start", "--data", at("tyntec.yaml"), "--port", port, "--hostname", "127.0.0.1", "--disable-log-to-file"}
		}},
		{"openapi-backend", backend, "/messages", func(port string) []string {
			return []string{"node", at("backend.mjs"), at("tyntec.yaml"), port}
		}},
	} {
		fmt.Fprintln(progress, "installing", p.install)
		install := exec.CommandContext(ctx, npm, "install", "--prefix", dir, "--no-audit", "--no-fund", p.install)
		if out, err := install.CombinedOutput(); err != nil {
			fmt.Fprintf(progress, "%s is left out: %v\n%s\n", p.name, err, out)
			continue
		}
		found = append(found, &variant{
			name: p.name, path: p.path, want: http.StatusAccepted, only: "text",
			command: func(ctx context.Context, port string) *exec.Cmd {
				line := p.command(port)
				c := exec.CommandContext(ctx, line[0], line[1:]...)
				c.Dir = dir
				return c
			},
		})
	}
	return found
}
