package wabbit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// fieldErrors are messages by field, nested as the body is (wabbit 1.6).
type fieldErrors map[string]any

func (e fieldErrors) Error() string {
	text, _ := json.Marshal(map[string]any(e)) // plain data
	return string(text)
}

// The messages that rules of this package use too (wabbit 1.6).
const (
	isRequired   = "This field is required."
	isNull       = "This field may not be null."
	isBlank      = "This field may not be blank."
	invalidValue = "Enter a valid value."
	emptyList    = "This list may not be empty."
	noBoolean    = "Must be a valid boolean."
	noInteger    = "A valid integer is required."
)

func tooLong(n int) string {
	return fmt.Sprintf("Ensure this field has no more than %d characters.", n)
}

// noSuch is the message for a related object that does not exist.
func noSuch(pk any) string { return fmt.Sprintf("Invalid pk \"%v\" - object does not exist.", pk) }

// field is an error of one field.
func field(name, message string) fieldErrors { return fieldErrors{name: []string{message}} }

// general is an error of the whole.
func general(message string) fieldErrors { return field("non_field_errors", message) }

// orNil is the errors as an error, nil when there are none.
func (e fieldErrors) orNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// add puts a message at a path of names and places.
func (e fieldErrors) add(message string, path ...string) {
	if len(path) == 0 || path[0] == "" {
		path = []string{"non_field_errors"}
	}
	put(map[string]any(e), path, message)
}

// put walks down a path; lists become lists of objects where an entry is an object itself.
func put(at map[string]any, path []string, message string) {
	name := path[0]
	switch {
	case len(path) == 1:
		if all, ok := at[name].([]string); ok {
			at[name] = append(all, message)
		} else if at[name] == nil {
			at[name] = []string{message}
		}
	case len(path) > 2 && place(path[1]) >= 0:
		list, _ := at[name].([]map[string]any)
		for len(list) <= place(path[1]) {
			list = append(list, map[string]any{})
		}
		put(list[place(path[1])], path[2:], message)
		at[name] = list
	default:
		below, ok := at[name].(map[string]any)
		if !ok {
			below = map[string]any{}
			at[name] = below
		}
		put(below, path[1:], message)
	}
}

// place is the place in a list that a part of a path names; -1 when it is a name.
func place(token string) int {
	if n, err := strconv.Atoi(token); err == nil && n >= 0 {
		return n
	}
	return -1
}

// find puts a finding of the contract in the words of this API.
func (e fieldErrors) find(f contract.Finding) {
	if f.In != "body" {
		e.add(wording(f), f.Name)
		return
	}
	var path []string
	for token := range strings.SplitSeq(strings.TrimPrefix(f.Pointer, "/"), "/") {
		path = append(path, strings.NewReplacer("~1", "/", "~0", "~").Replace(token))
	}
	e.add(wording(f), path...)
}

// wording is the fixed text for a broken rule (wabbit 1.6).
func wording(f contract.Finding) string {
	switch {
	case f.Missing && f.Pointer == "/file_encoded":
		return noFile
	case f.Missing:
		return isRequired
	case f.Rule == "nullable", f.Seen == "null" && f.Rule == "type":
		return isNull
	case f.Rule == "type" && slices.Contains(related, f.Pointer):
		return "Incorrect type. Expected pk value, received " + pythonType(f) + "."
	case f.Value == "" && f.Type == "string" && (f.Rule == "minLength" || f.Rule == "pattern" && f.Min != nil):
		return isBlank
	case len(f.Enum) > 0 && f.Enum[0] == "true":
		return noBoolean
	}
	switch f.Rule {
	case "minLength":
		return isBlank
	case "maxLength":
		return tooLong(int(*f.Max))
	case "minItems":
		return emptyList
	case "maxItems":
		return fmt.Sprintf("Ensure this field has no more than %d elements.", int(*f.Max))
	case "enum", "discriminator":
		return fmt.Sprintf("%q is not a valid choice.", f.Value)
	case "minimum":
		return fmt.Sprintf("Ensure this value is greater than or equal to %v.", *f.Min)
	case "maximum":
		return fmt.Sprintf("Ensure this value is less than or equal to %v.", *f.Max)
	case "pattern":
		return wrongForm(f.Pattern)
	case "format":
		return formats[f.Format]
	case "type", "anyOf", "oneOf":
		return wrongType(f)
	}
	return invalidValue
}

var formats = map[string]string{
	"uri": "Enter a valid URL.", "email": "Enter a valid email address.", "uuid": "Must be a valid UUID.",
}

// wrongForm is the text for a pattern of the document.
func wrongForm(pattern string) string {
	switch {
	case strings.Contains(pattern, "@"):
		return formats["email"]
	case strings.Contains(pattern, "://"):
		return formats["uri"]
	case pattern == `^[A-Za-z0-9]+$`:
		return badUsername
	}
	return invalidValue
}

// pythonNames are the names that the types of JSON have in messages.
var pythonNames = map[string]string{
	"string": "str", "array": "list", "object": "dict", "boolean": "bool", "integer": "int", "number": "float", "null": "NoneType",
}

// wrongType is the text for a value of another type than the one that is wanted.
func wrongType(f contract.Finding) string {
	switch f.Type {
	case "string":
		return "Not a valid string."
	case "integer":
		return noInteger
	case "number":
		return "A valid number is required."
	case "boolean":
		return noBoolean
	case "array":
		return fmt.Sprintf("Expected a list of items but got type %q.", pythonType(f))
	case "object":
		return "Invalid data. Expected a dictionary, but got " + pythonType(f) + "."
	}
	return invalidValue
}

// pythonType names the type of the value that a finding is about.
func pythonType(f contract.Finding) string {
	if f.Seen == "number" && !strings.ContainsAny(f.Value, ".eE") {
		return pythonNames["integer"]
	}
	return pythonNames[f.Seen]
}

// related are the members of bodies that name an object of another kind (wabbit 2.4, 2.6, 2.7).
var related = []string{"/tag", "/message", "/chat", "/customer_wa_id", "/assigned_to_user", "/assigned_group"}
