package wire

import (
	"encoding"
	"reflect"
	"strconv"

	"github.com/mynah-sim/mynah/mock/contract"
)

var textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()

// holds says whether a Go type can take every value of a parameter.
func holds(t reflect.Type, p contract.Param) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Slice && !isText(t) {
		return p.Type == "array" && holdsOne(t.Elem(), p.Items)
	}
	return holdsOne(t, p.Type)
}

// holdsOne takes a schema's type. A string takes any single text as it was sent.
func holdsOne(t reflect.Type, schema string) bool {
	switch {
	case isText(t) || t.Kind() == reflect.String:
		return schema != "array"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return schema == "integer"
	case t.Kind() == reflect.Float64:
		return schema == "integer" || schema == "number"
	}
	return t.Kind() == reflect.Bool && schema == "boolean"
}

func isText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(textUnmarshaler) }

// setter returns how texts become a value of a type that holds them. Pointers and slices wrap what one text sets.
func setter(t reflect.Type) func(reflect.Value, []string) error {
	switch {
	case t.Kind() == reflect.Pointer:
		inner := setter(t.Elem())
		return func(v reflect.Value, texts []string) error {
			v.Set(reflect.New(t.Elem()))
			return inner(v.Elem(), texts)
		}
	case t.Kind() == reflect.Slice && !isText(t):
		inner := setter(t.Elem())
		return func(v reflect.Value, texts []string) error {
			v.Set(reflect.MakeSlice(t, len(texts), len(texts)))
			for i := range texts {
				if err := inner(v.Index(i), texts[i:i+1]); err != nil {
					return err
				}
			}
			return nil
		}
	}
	one := parser(t)
	return func(v reflect.Value, texts []string) error { return one(v, texts[0]) }
}

func parser(t reflect.Type) func(reflect.Value, string) error {
	if isText(t) {
		return func(v reflect.Value, text string) error {
			return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
		}
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int64:
		return setInt
	case reflect.Float64:
		return setFloat
	case reflect.Bool:
		return func(v reflect.Value, text string) error { v.SetBool(text == "true"); return nil }
	}
	return func(v reflect.Value, text string) error { v.SetString(text); return nil }
}

func setInt(v reflect.Value, text string) error {
	n, err := strconv.ParseInt(text, 10, v.Type().Bits())
	v.SetInt(n)
	return err
}

func setFloat(v reflect.Value, text string) error {
	n, err := strconv.ParseFloat(text, 64)
	v.SetFloat(n)
	return err
}

// jsonType names a Go type in the words of a schema.
func jsonType(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "integer"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		return "string"
	case reflect.Slice, reflect.Array:
		return "array"
	}
	return "object"
}
