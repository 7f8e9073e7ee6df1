package match

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Equal compares two JSON values deeply and lists every place where they differ. Texts of want may be words: "any uuid",
// "a time", "$name"; a member with the text "absent" must not be there. Members that want lacks are differences too.
func Equal(want, got any, kept Kept) error {
	d := differ{kept: kept}
	d.compare("", want, got)
	if len(d.lines) == 0 {
		return nil
	}
	return errors.New(strings.Join(d.lines, "\n"))
}

type differ struct {
	kept  Kept
	lines []string
}

func (d *differ) compare(path string, want, got any) {
	switch w := want.(type) {
	case map[string]any:
		if g, ok := got.(map[string]any); ok {
			d.members(path, w, g)
			return
		}
	case []any:
		if g, ok := got.([]any); ok {
			d.entries(path, w, g)
			return
		}
	case string:
		d.text(path, w, got)
		return
	case json.Number:
		if g, ok := got.(json.Number); ok && sameNumber(w.String(), g.String()) {
			return
		}
	default:
		if want == got {
			return
		}
	}
	d.differ(path, want, got)
}

func (d *differ) members(path string, want, got map[string]any) {
	names := maps.Clone(want)
	maps.Copy(names, got)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		w, wanted := want[name]
		g, there := got[name]
		switch {
		case w == "absent" && !there:
		case !there:
			d.say(path, name, "want %s, got nothing", Show(w))
		case !wanted || w == "absent":
			d.say(path, name, "not expected, got %s", Show(g))
		default:
			d.compare(join(path, name), w, g)
		}
	}
}

func (d *differ) entries(path string, want, got []any) {
	for i := range max(len(want), len(got)) {
		name := strconv.Itoa(i)
		switch {
		case i >= len(got):
			d.say(path, name, "want %s, got nothing", Show(want[i]))
		case i >= len(want):
			d.say(path, name, "not expected, got %s", Show(got[i]))
		default:
			d.compare(join(path, name), want[i], got[i])
		}
	}
}

func (d *differ) text(path, want string, got any) {
	if ok, known, err := special(got, want); known {
		if err != nil || !ok {
			d.say(path, "", "want %s, got %s", want, Show(got))
		}
		return
	}
	value, err := expand(want, d.kept)
	if err != nil {
		d.say(path, "", "%v", err)
		return
	}
	if _, still := value.(string); !still {
		d.compare(path, value, got)
		return
	}
	if value != got {
		d.differ(path, value, got)
	}
}

func (d *differ) differ(path string, want, got any) {
	d.say(path, "", "want %s, got %s", Show(want), Show(got))
}

func (d *differ) say(path, name, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if place := join(path, name); place != "" {
		line = place + ": " + line
	}
	d.lines = append(d.lines, line)
}

func join(path, name string) string {
	return strings.Trim(path+"."+name, ".")
}
