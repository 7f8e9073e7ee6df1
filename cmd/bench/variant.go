package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// variant is a server that is measured.
type variant struct {
	name    string
	tags    string // build tags of ours
	path    string // of the operation that sends
	want    int    // status of its answer
	command func(ctx context.Context, port string) *exec.Cmd
	only    string // the one case that it is measured with; "": all
	mynah   bool

	process *exec.Cmd
	ended   chan error // the process has ended
	address string
	keys    []string // of the worlds, the default one first
	paths   []string
}

// ours are the variants of mynah: judging compiled out, kin-openapi alone, and the product.
func ours() []*variant {
	all := []*variant{
		{name: "unjudged", tags: "unjudged"}, {name: "kin-openapi", tags: "library"}, {name: "plan"},
	}
	for _, v := range all {
		v.path, v.want, v.mynah = messages, http.StatusAccepted, true
	}
	return all
}

// build compiles the variant.
func (v *variant) build(ctx context.Context, dir string) error {
	binary := filepath.Join(dir, "mynah-"+v.name)
	build := exec.CommandContext(ctx, "go", "build", "-tags", v.tags, "-o", binary, "github.com/mynah-sim/mynah/cmd/mynah")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", v.name, err, out)
	}
	file := filepath.Join(dir, "world.yaml")
	if err := os.WriteFile(file, world, 0o600); err != nil {
		return err
	}
	v.command = func(ctx context.Context, port string) *exec.Cmd {
		return exec.CommandContext(ctx, binary, "serve", "--listen", "127.0.0.1:"+port, "--world.file", file, "--log.level", "error")
	}
	return nil
}

// start runs the variant until it answers.
func (v *variant) start(ctx context.Context) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	v.address = net.JoinHostPort("127.0.0.1", port)
	v.process = v.command(ctx, port)
	var said bytes.Buffer
	v.process.Stdout, v.process.Stderr = &said, &said
	if err := v.process.Start(); err != nil {
		return fmt.Errorf("%s: %w", v.name, err)
	}
	ended := make(chan error, 1)
	go func(process *exec.Cmd) { ended <- process.Wait() }(v.process)
	v.ended = ended
	for deadline := time.Now().Add(time.Minute); ; {
		conn, err := net.Dial("tcp", v.address)
		if err == nil {
			return conn.Close()
		}
		select {
		case err := <-ended:
			v.process = nil
			return fmt.Errorf("%s ended: %v\n%s", v.name, err, said.String())
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) || ctx.Err() != nil {
			v.stop()
			return fmt.Errorf("%s does not answer: %w\n%s", v.name, err, said.String())
		}
	}
}

func (v *variant) stop() {
	if v.process != nil && v.process.Process != nil {
		_ = v.process.Process.Kill()
		<-v.ended
		v.process = nil
	}
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// prepare makes the worlds anew, in each of which the customer has written.
func (v *variant) prepare(ctx context.Context, worlds int) error {
	if !v.mynah {
		v.keys, v.paths = []string{key}, []string{v.path}
		return nil
	}
	v.keys, v.paths = nil, nil
	for i := range worlds {
		name := "default"
		if i == 0 {
			if err := v.bench(ctx, "POST", "/worlds/default/reset", "", nil); err != nil {
				return err
			}
			v.keys, v.paths = append(v.keys, key), append(v.paths, v.path)
		} else {
			name = fmt.Sprintf("bench%d", i)
			_ = v.bench(ctx, "DELETE", "/worlds/"+name, "", nil)
			var made struct {
				Providers map[string]struct{ Credentials map[string]string }
			}
			if err := v.bench(ctx, "POST", "/worlds", fmt.Sprintf(`{"name":%q}`, name), &made); err != nil {
				return err
			}
			v.keys = append(v.keys, made.Providers["tyntec"].Credentials["apikey"])
			v.paths = append(v.paths, "/w/"+name+v.path)
		}
		write := fmt.Sprintf(`{"to":%q,"channel":"whatsapp","kind":"text","text":"hello"}`, shop)
		if err := v.bench(ctx, "POST", "/worlds/"+name+"/handsets/"+customer+"/messages", write, nil); err != nil {
			return err
		}
	}
	return nil
}

// bench calls the control API.
func (v *variant) bench(ctx context.Context, method, path, body string, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+v.address+"/_mynah"+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %s", method, path, res.Status, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
