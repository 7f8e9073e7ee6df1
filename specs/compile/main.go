// Command compile renews the compiled forms of the documents. It runs in the folder of the documents: go generate ./specs
package main

import (
	"fmt"
	"os"

	"github.com/mynah-sim/mynah/specs"
)

func main() {
	for _, name := range specs.Names() {
		if err := compile(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func compile(name string) error {
	document, err := os.ReadFile(name + ".yaml")
	if err != nil {
		return err
	}
	body, err := specs.Compile(document)
	if err != nil {
		return err
	}
	return os.WriteFile("compiled/"+name+".json", body, 0o644)
}
