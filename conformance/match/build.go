package match

import (
	"fmt"
	"strconv"
	"strings"
)

// Build makes a JSON object from the rows of a table: path and cell. Positions make lists: "rows.0.title". A dot behind a backslash
// belongs to a name: "sms\.keywords".
func Build(rows []Row, kept Kept) (map[string]any, error) {
	var root any = map[string]any{}
	for _, row := range rows {
		value, err := Value(row.Cell, kept)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", row.Path, err)
		}
		if root, err = put(root, names(row.Path), value); err != nil {
			return nil, fmt.Errorf("%s: %w", row.Path, err)
		}
	}
	return root.(map[string]any), nil
}

// names are the parts of a path.
func names(path string) (all []string) {
	const dot = "\x00"
	for part := range strings.SplitSeq(strings.ReplaceAll(path, `\.`, dot), ".") {
		all = append(all, strings.ReplaceAll(part, dot, "."))
	}
	return all
}

// put sets a value at a path and returns the container, which a longer list replaces.
func put(into any, path []string, value any) (any, error) {
	if len(path) == 0 {
		return value, nil
	}
	position, err := strconv.Atoi(path[0])
	list, isList := into.([]any)
	if err == nil && (isList || into == nil) {
		return putEntry(list, position, path[1:], value)
	}
	if into == nil {
		into = map[string]any{}
	}
	object, isObject := into.(map[string]any)
	if !isObject {
		return nil, fmt.Errorf("%q stands in %s", path[0], Show(into))
	}
	object[path[0]], err = put(object[path[0]], path[1:], value)
	return object, err
}

func putEntry(list []any, position int, rest []string, value any) (any, error) {
	if position > len(list) {
		return nil, fmt.Errorf("position %d comes before %d", position, len(list))
	}
	if position == len(list) {
		list = append(list, nil)
	}
	entry, err := put(list[position], rest, value)
	list[position] = entry
	return list, err
}
