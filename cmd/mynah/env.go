package main

import (
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/mynah-sim/mynah/features"
)

// env is everything of the process that a command may touch, so that tests run commands in memory (style 8).
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	variables      []string // "NAME=value" each
	readFile       func(name string) ([]byte, error)
	listen         func(network, address string) (net.Listener, error)
	client         *http.Client // for calls of the control API and of targets
	features       fs.FS        // what conform runs
}

// processEnv is the env of the running process.
func processEnv() env {
	return env{os.Stdin, os.Stdout, os.Stderr, os.Environ(), os.ReadFile, net.Listen, http.DefaultClient, features.FS}
}

// variable returns the value of an environment variable, "" when it is not set.
func (e env) variable(name string) string {
	for _, entry := range e.variables {
		if value, ok := strings.CutPrefix(entry, name+"="); ok {
			return value
		}
	}
	return ""
}
