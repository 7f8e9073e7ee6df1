package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// applyFile lays a YAML file over the settings.
func (r *Register) applyFile(path string, read func(string) ([]byte, error)) Problems {
	data, err := read(path)
	if err != nil {
		return Problems{err.Error()}
	}
	root, err := document(data)
	if err != nil {
		return Problems{fmt.Sprintf("%s: %v", path, err)}
	}
	if root == nil {
		return nil
	}
	found, problems := r.keys(path, root)
	return append(problems, r.apply(found)...)
}

// document decodes the one mapping in a file; nil when the file is empty.
func document(data []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var node, second yaml.Node
	if err := decoder.Decode(&node); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, errors.New("holds more than one document")
	}
	root := node.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, errors.New("is not a mapping of settings to values")
	}
	return root, nil
}

// keys turns the members of the mapping into assignments; an unknown, repeated or nested key is a problem.
func (r *Register) keys(path string, root *yaml.Node) ([]assignment, Problems) {
	var found []assignment
	var problems Problems
	seen := map[string]bool{}
	for i := 0; i < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		where := fmt.Sprintf("%s:%d: %s", path, key.Line, key.Value)
		flag := r.flags.Lookup(key.Value)
		switch {
		case seen[key.Value]:
			problems = append(problems, where+": stands twice")
		case flag == nil && value.Kind == yaml.MappingNode:
			problems = append(problems, where+": keys are flat and dotted, such as webhook.timeout: 10s")
		case flag == nil || flag.Name == "config":
			problems = append(problems, where+": unknown key"+DidYouMean(key.Value, r.names()))
		case value.Kind != yaml.ScalarNode || value.Tag == "!!null":
			problems = append(problems, where+": needs one plain value")
		default:
			found = append(found, assignment{flag, value.Value, path, where})
		}
		seen[key.Value] = true
	}
	return found, problems
}

// names are the keys that a file may hold.
func (r *Register) names() []string {
	var names []string
	r.flags.VisitAll(func(f *pflag.Flag) {
		if f.Name != "config" {
			names = append(names, f.Name)
		}
	})
	return names
}
