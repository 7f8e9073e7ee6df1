package world

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one thing that is wrong with a world file.
type Problem struct {
	File   string
	Line   int    // from 1; 0: the file as a whole
	Member string // path, such as people[2].number; empty: none
	Text   string
}

// String is the form "file:line: member: text".
func (p Problem) String() string {
	parts := []string{p.File}
	if p.Line > 0 {
		parts[0] += ":" + strconv.Itoa(p.Line)
	}
	if p.Member != "" {
		parts = append(parts, p.Member)
	}
	return strings.Join(append(parts, p.Text), ": ")
}

// Problems is everything that is wrong with a file, by line.
type Problems []Problem

// Error gives one problem a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// fail reports a problem of a member. A line that could not be read is not judged.
func (f *file) fail(member, format string, args ...any) {
	line := f.line(member)
	if unread := func(p Problem) bool { return line > 0 && p.Line == line }; slices.ContainsFunc(f.unread, unread) {
		return
	}
	f.problems = append(f.problems, Problem{File: f.name, Line: line, Member: member, Text: fmt.Sprintf(format, args...)})
}

// place is where a member, or an entry of a list, stands in the file.
type place struct {
	path, tag, value string
	key, line        int // line of the name and of the value
}

// placesIn lists a node's members and all below them.
func placesIn(n *yaml.Node, path string, found []place) []place {
	for i, child := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode:
			at := member(path, i)
			found = placesIn(child, at, append(found, place{at, child.ShortTag(), child.Value, child.Line, child.Line}))
		case n.Kind == yaml.MappingNode && i%2 == 1:
			key := n.Content[i-1]
			at := strings.TrimPrefix(path+"."+key.Value, ".")
			found = placesIn(child, at, append(found, place{at, child.ShortTag(), child.Value, key.Line, child.Line}))
		}
	}
	return found
}

// line is where a member stands, or, when it is missing, what it should be in.
func (f *file) line(member string) int {
	for member != "" {
		if line, ok := f.lines[member]; ok {
			return line
		}
		if line, ok := f.lines[strings.ReplaceAll(member, "[0]", "")]; ok {
			return line // a list written as its only entry
		}
		member = member[:max(0, strings.LastIndexAny(member, ".["))]
	}
	return 0
}

// find is the path of the first place that fits.
func (f *file) find(fits func(place) bool) string {
	for _, p := range f.places {
		if fits(p) {
			return p.path
		}
	}
	return ""
}

// What yaml says when it refuses a file.
var (
	withLine = regexp.MustCompile(`(?s)^line (\d+): (.*)$`)
	grammar  = regexp.MustCompile(`^did not find expected (node content|key|'-' indicator|',' or .*)$`)
	unknown  = regexp.MustCompile(`^field (\S+) not found in type`)
	twice    = regexp.MustCompile(`^mapping key "(.*)" already defined at line (\d+)$`)
	mismatch = regexp.MustCompile("^cannot unmarshal (\\S+)(?: `(.*?)(?:\\.\\.\\.)?`)? into (\\S+)$")
)

// refused turns yaml's error into problems that name the member.
func (f *file) refused(err error) {
	texts := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	if types := (*yaml.TypeError)(nil); errors.As(err, &types) {
		texts = types.Errors
	}
	for _, text := range texts {
		p := Problem{File: f.name, Text: text}
		if m := withLine.FindStringSubmatch(text); m != nil {
			p.Line, _ = strconv.Atoi(m[1])
			p.Text = m[2]
			if grammar.MatchString(p.Text) {
				p.Line++ // yaml counts these lines from 0
			}
		}
		f.unread = append(f.unread, f.explain(p))
	}
}

// explain finds the member of a problem that yaml told, and says it in the words of a world file.
func (f *file) explain(p Problem) Problem {
	named := func(name string) string {
		return f.find(func(q place) bool { return q.key == p.Line && (q.path == name || strings.HasSuffix(q.path, "."+name)) })
	}
	if m := unknown.FindStringSubmatch(p.Text); m != nil {
		p.Member, p.Text = cmp.Or(named(m[1]), m[1]), "is not known here"
	} else if m := twice.FindStringSubmatch(p.Text); m != nil {
		p.Member, p.Text = cmp.Or(named(m[1]), m[1]), "is there already, in line "+m[2]
	} else if m := mismatch.FindStringSubmatch(p.Text); m != nil {
		p.Member = f.find(func(q place) bool { return q.line == p.Line && q.tag == m[1] && strings.HasPrefix(q.value, m[2]) })
		p.Text = "wants " + shape(m[3])
	}
	return p
}

// shape says what a member of a Go type takes.
func shape(goType string) string {
	switch {
	case goType == "string":
		return "one text"
	case goType == "bool":
		return "true or false"
	case goType == "int":
		return "a whole number"
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	}
	return "members of its own"
}
