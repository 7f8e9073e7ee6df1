package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"github.com/mynah-sim/mynah/mock/config"
	"github.com/mynah-sim/mynah/specs"
)

func specsCommand() command {
	return command{
		name: "specs", args: "[provider]",
		does:    "list the OpenAPI documents, or print one",
		example: "mynah specs tyntec > tyntec.yaml",
		setup: func(flags *pflag.FlagSet) action {
			asJSON := jsonFlag(flags)
			return func(ctx context.Context, e env, args []string) error {
				if len(args) == 1 {
					return printSpec(e, args[0])
				}
				documents, err := documents()
				if err != nil {
					return err
				}
				if *asJSON {
					return writeJSON(e.stdout, documents)
				}
				return listSpecs(e, documents)
			}
		},
	}
}

// specDocument is one OpenAPI document as it introduces itself.
type specDocument struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Version string `json:"version"`
}

// documents reads the heads of all documents, in the order of their names.
func documents() ([]specDocument, error) {
	var documents []specDocument
	for _, name := range specNames() {
		data, err := specs.FS.ReadFile(name + ".yaml")
		if err != nil {
			return nil, err
		}
		var head struct {
			Info struct{ Title, Version string }
		}
		if err := yaml.Unmarshal(data, &head); err != nil {
			return nil, fmt.Errorf("document %s: %w", name, err)
		}
		documents = append(documents, specDocument{name, head.Info.Title, head.Info.Version})
	}
	return documents, nil
}

// specNames are the names of the documents: the providers and control.
func specNames() []string {
	files, err := fs.Glob(specs.FS, "*.yaml")
	if err != nil {
		panic(err) // only a malformed pattern makes one
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(file, ".yaml")
	}
	return files
}

func printSpec(e env, name string) error {
	data, err := specs.FS.ReadFile(name + ".yaml")
	if err != nil {
		return &usageError{text: fmt.Sprintf("no document %q%s", name, config.DidYouMean(name, specNames()))}
	}
	_, err = e.stdout.Write(data)
	return err
}

func listSpecs(e env, documents []specDocument) error {
	var text strings.Builder
	for _, d := range documents {
		fmt.Fprintf(&text, "%s\t%s\t%s\n", d.Name, d.Version, d.Title)
	}
	_, err := io.WriteString(e.stdout, columns(text.String()))
	return err
}
