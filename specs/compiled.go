package specs

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:generate go run ./compile

// compiled holds for each document what judging needs of it, as JSON: reading that takes a tenth of the time.
//
//go:embed compiled/*.json
var compiled embed.FS

// Read returns a document as written.
func Read(name string) ([]byte, error) { return FS.ReadFile(name + ".yaml") }

// Names lists the documents, sorted.
func Names() []string {
	entries, err := FS.ReadDir(".")
	if err != nil {
		panic(err) // the root of an embedded file system is always there
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// Compiled returns the compiled form of a document: the one that was made beforehand, or, when the document has changed
// since, one that is made now.
func Compiled(name string) ([]byte, error) {
	document, err := Read(name)
	if err != nil {
		return nil, err
	}
	ready, err := compiled.ReadFile("compiled/" + name + ".json")
	if err == nil && bytes.HasPrefix(ready, []byte(head(document))) {
		return ready, nil
	}
	return Compile(document)
}

// head begins a compiled form and tells which document it was made of.
func head(document []byte) string {
	sum := sha256.Sum256(document)
	return `{"x-compiled-from":"` + hex.EncodeToString(sum[:]) + `"`
}

// Compile takes out of a document in YAML or JSON what only people read, and adds in x-order the operations in the order
// of the text, which JSON objects do not keep.
func Compile(document []byte) ([]byte, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(document, &root); err != nil {
		return nil, err
	}
	if len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("the document is no object")
	}
	c := compiler{}
	tree, err := c.value(root.Content[0], "")
	if err != nil {
		return nil, err
	}
	members := tree.(map[string]any)
	members["x-order"] = c.order
	body, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	return append([]byte(head(document)+","), body[1:]...), nil
}

type compiler struct{ order []string }

// named are the members whose own members are names of the author's, and none of OpenAPI's.
var named = map[string]bool{
	"properties": true, "schemas": true, "parameters": true, "responses": true, "headers": true, "requestBodies": true, "paths": true,
	"content": true, "mapping": true, "x-webhooks": true, "securitySchemes": true,
}

// literal is a value of the author's, in which no name is OpenAPI's.
const literal = "default"

// prose are the members that only people read.
var prose = map[string]bool{
	"description": true, "example": true, "examples": true, "title": true, "externalDocs": true, "contact": true, "license": true, "xml": true,
}

func (c *compiler) value(n *yaml.Node, under string) (any, error) {
	switch n.Kind {
	case yaml.AliasNode:
		return c.value(n.Alias, under)
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			if under != literal {
				under = ""
			}
			v, err := c.value(item, under)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		return c.object(n, under)
	}
	return scalar(n)
}

func (c *compiler) object(n *yaml.Node, under string) (any, error) {
	members := map[string]any{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, child := n.Content[i].Value, n.Content[i+1]
		if _, twice := members[key]; twice {
			return nil, fmt.Errorf("line %d: %q stands twice", n.Content[i].Line, key)
		}
		if !named[under] && under != literal && prose[key] {
			continue
		}
		if key == "operationId" && child.Kind == yaml.ScalarNode {
			c.order = append(c.order, child.Value)
		}
		inside := key
		switch {
		case under == literal || !named[under] && (key == "default" || key == "enum"):
			inside = literal
		case named[under]:
			inside = ""
		}
		v, err := c.value(child, inside)
		if err != nil {
			return nil, err
		}
		members[key] = v
	}
	return members, nil
}

// scalar reads a value as JSON has it. A date is a text.
func scalar(n *yaml.Node) (any, error) {
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool":
		return strconv.ParseBool(strings.ToLower(n.Value))
	case "!!int", "!!float":
		var v float64
		err := n.Decode(&v)
		return v, err
	}
	return n.Value, nil
}
