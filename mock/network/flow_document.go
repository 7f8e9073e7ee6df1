package network

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Finding is something that is wrong in a flow document, and where: lines and columns count from 1.
type Finding struct {
	Code        string // INVALID_JSON, MISSING_REQUIRED_PROPERTY, ...
	Type        string // JSON_PARSE_ERROR, JSON_SCHEMA_ERROR, FLOW_JSON_ERROR
	Message     string
	LineStart   int
	LineEnd     int
	ColumnStart int
	ColumnEnd   int
}

// The codes and types of findings (tyntec 5.6).
const (
	findInvalidJSON = "INVALID_JSON"
	findMissing     = "MISSING_REQUIRED_PROPERTY"
	findDuplicate   = "DUPLICATE_SCREEN_ID"
	findProperty    = "INVALID_PROPERTY"
	findTerminal    = "MISSING_TERMINAL_SCREEN"
	parseError      = "JSON_PARSE_ERROR"
	schemaError     = "JSON_SCHEMA_ERROR"
	flowError       = "FLOW_JSON_ERROR"
)

// The members that a document and a screen may have (network 3.15).
var (
	documentMembers = []string{"version", "screens", "data_api_version", "routing_model", "data_channel_uri"}
	screenMembers   = []string{"id", "title", "layout", "data", "terminal", "success", "refresh_on_back", "sensitive"}
)

// JudgeFlowDocument lists all that is wrong with a flow document, in its order (network 3.15); nil when it is clean.
func JudgeFlowDocument(document string) []Finding {
	d := &flowJudge{text: document}
	root, err := parseValue(document)
	if err != nil {
		at := len(document)
		if e := (*json.SyntaxError)(nil); errors.As(err, &e) {
			at = max(int(e.Offset)-1, 0)
		}
		d.add(findInvalidJSON, parseError, span{at, at + 1}, "The document is no JSON: %v", err)
		return d.found
	}
	if root.members == nil {
		d.add(findInvalidJSON, parseError, root.span, "The document is no JSON object.")
		return d.found
	}
	d.root(root)
	return d.found
}

// FlowDocumentMember reads a text member of the document, such as version; empty when it has none.
func FlowDocumentMember(document, name string) string {
	var members map[string]json.RawMessage
	var text string
	if json.Unmarshal([]byte(document), &members) == nil && json.Unmarshal(members[name], &text) == nil {
		return text
	}
	return ""
}

type flowJudge struct {
	text  string
	found []Finding
}

func (d *flowJudge) root(root *node) {
	d.known(root, documentMembers, "the document")
	if v := root.member("version"); v == nil || v.kind != '"' {
		d.add(findMissing, schemaError, root.span, "Required property 'version' (a string) is missing.")
	}
	screens := root.member("screens")
	if screens == nil || screens.kind != '[' || len(screens.items) == 0 {
		d.add(findMissing, schemaError, root.span, "Required property 'screens' (an array with at least one screen) is missing.")
		return
	}
	terminal := false
	ids := map[string]bool{}
	for i, screen := range screens.items {
		d.screen(i, screen, ids)
		if v := screen.member("terminal"); v != nil && v.word == "true" {
			terminal = true
		}
	}
	if !terminal {
		d.add(findTerminal, flowError, screens.span, "At least one screen must have 'terminal' set to true.")
	}
}

func (d *flowJudge) screen(i int, screen *node, ids map[string]bool) {
	d.known(screen, screenMembers, fmt.Sprintf("screen %d", i+1))
	id := screen.member("id")
	if id == nil || id.kind != '"' || id.word == "" {
		d.add(findMissing, schemaError, screen.span, "Required property 'id' is missing in screen %d.", i+1)
	} else if ids[id.word] {
		d.add(findDuplicate, schemaError, id.span, "The screen id '%s' is used twice.", id.word)
	} else {
		ids[id.word] = true
	}
	if screen.member("layout") == nil {
		d.add(findMissing, schemaError, screen.span, "Required property 'layout' is missing in screen %d.", i+1)
	}
}

// known reports members that no document has.
func (d *flowJudge) known(n *node, members []string, where string) {
	for _, m := range n.members {
		if !slices.Contains(members, m.name) {
			d.add(findProperty, schemaError, m.at, "Property '%s' is not known in %s.", m.name, where)
		}
	}
}

func (d *flowJudge) add(code, class string, at span, format string, args ...any) {
	f := Finding{Code: code, Type: class, Message: fmt.Sprintf(format, args...)}
	f.LineStart, f.ColumnStart = d.place(at.from)
	f.LineEnd, f.ColumnEnd = d.place(max(at.to-1, at.from))
	d.found = append(d.found, f)
}

// place is the line and column of an offset, in characters.
func (d *flowJudge) place(offset int) (line, column int) {
	before := d.text[:min(offset, len(d.text))]
	line = strings.Count(before, "\n") + 1
	return line, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
}

// span is a piece of the text: offsets of its first byte and behind its last.
type span struct{ from, to int }

// node is one value of a JSON text, with its place.
type node struct {
	span
	kind    byte // { [ " or 0 for numbers and words
	word    string
	members []member
	items   []*node
}

type member struct {
	name  string
	at    span
	value *node
}

func (n *node) member(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// parseValue reads a JSON text of one value.
func parseValue(text string) (*node, error) {
	p := &treeParser{text: text, d: json.NewDecoder(bytes.NewReader([]byte(text)))}
	p.d.UseNumber()
	n, err := p.value()
	if err != nil {
		return nil, err
	}
	if _, _, err := p.token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return n, nil
}

// treeParser makes nodes of the tokens of encoding/json.
type treeParser struct {
	text string
	d    *json.Decoder
}

// token is the next one with its place.
func (p *treeParser) token() (json.Token, span, error) {
	from := int(p.d.InputOffset())
	t, err := p.d.Token()
	for from < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[from]) >= 0 {
		from++
	}
	if errors.Is(err, io.EOF) && int(p.d.InputOffset()) == 0 {
		err = errors.New("the document is empty")
	}
	return t, span{from, int(p.d.InputOffset())}, err
}

func (p *treeParser) value() (*node, error) {
	t, at, err := p.token()
	if err != nil {
		return nil, err
	}
	n := &node{span: at}
	switch v := t.(type) {
	case json.Delim:
		n.kind = byte(v)
		return n, p.inside(n)
	case string:
		n.kind, n.word = '"', v
	case bool:
		n.word = fmt.Sprint(v)
	}
	return n, nil
}

// inside reads the members or items of a value up to its end.
func (p *treeParser) inside(n *node) error {
	if n.kind == '{' {
		n.members = []member{}
	}
	for p.d.More() {
		var m member
		if n.kind == '{' {
			t, at, err := p.token()
			if err != nil {
				return err
			}
			m.name, m.at = fmt.Sprint(t), at
		}
		value, err := p.value()
		if err != nil {
			return err
		}
		if n.kind == '{' {
			m.value = value
			n.members = append(n.members, m)
		} else {
			n.items = append(n.items, value)
		}
	}
	_, at, err := p.token()
	n.to = at.to
	return err
}
