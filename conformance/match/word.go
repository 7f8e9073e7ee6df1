package match

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Kept are the values that a scenario keeps under a name and uses again as $name.
type Kept map[string]any

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// Row is one line of a table: a path and the cell beside it.
type Row struct{ Path, Cell string }

// JSON says whether the value at the path is what the cell says.
//
// The words of a cell, beside plain text:
//
//	any             there is a value, whatever it is
//	any uuid        a UUID in lower case
//	any text        a text that is not empty
//	a time          a time in RFC 3339
//	absent          there is no value
//	empty           an empty text, list or object
//	number 19.9     a JSON number; bare 19.9 takes the text "19.9" too
//	"19.9"          a text, and nothing else; also for texts that would be a word of this list
//	true, null      the JSON values
//	{...}, [...]    JSON, compared deeply; its texts may be words again
//	not <cell>      there is a value, and the rest of the cell does not fit it
//	like <regexp>   a text in which the expression matches
//	$name           the value kept as name; within a text, $name is replaced
func JSON(value any, path, cell string, kept Kept) error {
	found, there := At(value, path)
	if err := word(found, there, cell, kept); err != nil {
		if path == "" {
			return err
		}
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Table says whether every row holds, and names all that do not, followed by the value itself.
func Table(value any, rows []Row, kept Kept) error {
	var broken []string
	for _, row := range rows {
		if err := JSON(value, row.Path, row.Cell, kept); err != nil {
			broken = append(broken, err.Error())
		}
	}
	if len(broken) == 0 {
		return nil
	}
	return fmt.Errorf("%s\nin %s", strings.Join(broken, "\n"), Show(value))
}

func word(found any, there bool, cell string, kept Kept) error {
	if cell == "absent" {
		if there {
			return fmt.Errorf("want it absent, got %s", Show(found))
		}
		return nil
	}
	if !there {
		return fmt.Errorf("want %s, got nothing", cell)
	}
	ok, err := says(found, cell, kept)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("want %s, got %s", cell, Show(found))
	}
	return nil
}

// says compares a found value with a cell. A bare cell takes the text, and the number or truth value of the same text.
func says(found any, cell string, kept Kept) (bool, error) {
	if ok, known, err := special(found, cell); known {
		return ok, err
	}
	if rest, negated := strings.CutPrefix(cell, "not "); negated {
		if _, err := Expand(rest, kept); err != nil {
			return false, err
		}
		ok, err := says(found, rest, kept)
		return !ok || err != nil, nil
	}
	want, err := Value(cell, kept)
	if err != nil {
		return false, err
	}
	if text, is := want.(string); is && !quoted(cell) && sameScalar(text, found) {
		return true, nil
	}
	return true, Equal(want, found, kept)
}

// special judges the words that no value is equal to.
func special(found any, cell string) (ok, known bool, err error) {
	text, isText := found.(string)
	switch {
	case cell == "any":
		return true, true, nil
	case cell == "any uuid":
		return uuid.MatchString(text), true, nil
	case cell == "any text":
		return text != "", true, nil
	case cell == "a time":
		_, err := time.Parse(time.RFC3339, text)
		return err == nil, true, nil
	case cell == "empty":
		return isEmpty(found), true, nil
	case strings.HasPrefix(cell, "like "):
		pattern, err := regexp.Compile(strings.TrimPrefix(cell, "like "))
		return err == nil && isText && pattern.MatchString(text), true, err
	}
	return false, false, nil
}

// Value reads a cell as a JSON value: what a request is built from.
func Value(cell string, kept Kept) (any, error) {
	switch {
	case cell == "true", cell == "false", cell == "null", quoted(cell),
		strings.HasPrefix(cell, "{"), strings.HasPrefix(cell, "["):
		value, err := Decode([]byte(cell))
		if err != nil {
			return nil, err
		}
		return expandAll(value, kept)
	case strings.HasPrefix(cell, "number "):
		return Decode([]byte(strings.TrimPrefix(cell, "number ")))
	}
	return expand(cell, kept)
}

var reference = regexp.MustCompile(`\$[a-zA-Z_][a-zA-Z0-9_]*`)

// Expand puts the kept values into a text. A name that was not kept is an error: a misspelled one would match nothing.
func Expand(text string, kept Kept) (string, error) {
	var missing error
	out := reference.ReplaceAllStringFunc(text, func(ref string) string {
		switch v := kept[ref[1:]].(type) {
		case nil:
			missing = fmt.Errorf("%s: nothing was kept under this name, only %q", ref, slices.Sorted(maps.Keys(kept)))
		case string:
			return v
		default:
			return Show(v)
		}
		return ref
	})
	return out, missing
}

// expand is Expand, but a text that is one reference alone gives the kept value with its type.
func expand(text string, kept Kept) (any, error) {
	if name, is := strings.CutPrefix(text, "$"); is && kept[name] != nil {
		return kept[name], nil
	}
	return Expand(text, kept)
}

func expandAll(value any, kept Kept) (any, error) {
	var err error
	switch v := value.(type) {
	case string:
		return expand(v, kept)
	case []any:
		for i := range v {
			if v[i], err = expandAll(v[i], kept); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for name := range v {
			if v[name], err = expandAll(v[name], kept); err != nil {
				return nil, err
			}
		}
	}
	return value, nil
}

func quoted(cell string) bool {
	return len(cell) > 1 && strings.HasPrefix(cell, `"`) && strings.HasSuffix(cell, `"`)
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// sameScalar compares a bare cell with a number or a truth value.
func sameScalar(cell string, value any) bool {
	switch v := value.(type) {
	case json.Number:
		return sameNumber(cell, v.String())
	case bool:
		return cell == fmt.Sprint(v)
	}
	return false
}

func sameNumber(a, b string) bool {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) == 0
}
