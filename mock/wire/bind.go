package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// binder fills an In. It is made once, at mounting, by reflection over the tags path, query and header; one field
// named Body takes the body.
type binder[In any] struct {
	fields []field
	body   []int            // index of Body, nil when there is none
	files  map[string][]int // members of Body that hold files, by name
}

type field struct {
	index []int
	param contract.Param
	set   func(v reflect.Value, texts []string) error
}

// newBinder panics when a tag names a parameter that the document lacks, or when the field's type cannot hold it.
func newBinder[In any](op *contract.Operation) *binder[In] {
	b := &binder[In]{}
	t := reflect.TypeFor[In]()
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		at := fmt.Sprintf("wire: operation %q: field %s.%s", op.ID, t, f.Name)
		in, name, tagged := place(f.Tag)
		switch {
		case !f.IsExported():
			panic(at + " is not exported")
		case tagged:
			b.fields = append(b.fields, newField(op, f, in, name, at))
		case f.Name != "Body":
			panic(at + " has none of the tags path, query and header")
		case !op.HasBody():
			panic(at + ": the document has no request body")
		default:
			b.body, b.files = f.Index, fileFields(f.Type)
		}
	}
	return b
}

func place(tag reflect.StructTag) (in, name string, ok bool) {
	for _, in := range []string{"path", "query", "header"} {
		if name, ok := tag.Lookup(in); ok {
			return in, name, true
		}
	}
	return "", "", false
}

func newField(op *contract.Operation, f reflect.StructField, in, name, at string) field {
	for _, p := range op.Params() {
		if p.In != in || p.Name != name && !(in == "header" && strings.EqualFold(p.Name, name)) {
			continue
		}
		if !holds(f.Type, p) {
			panic(fmt.Sprintf("%s of type %s cannot hold a parameter of type %q", at, f.Type, p.Type))
		}
		return field{index: f.Index, param: p, set: setter(f.Type)}
	}
	panic(fmt.Sprintf("%s: the document has no %s parameter %q", at, in, name))
}

// into binds a request that the contract has accepted. What Go cannot hold though the document allows it, such as
// 1.0 for an int, is a breach of the caller's.
func (b *binder[In]) into(in *In, req *contract.Request, files map[string]contract.File) error {
	v := reflect.ValueOf(in).Elem()
	for i := range b.fields {
		f := &b.fields[i]
		texts := f.param.Values(req)
		if texts == nil {
			continue
		}
		if err := f.set(v.FieldByIndex(f.index), texts); err != nil {
			return misfit(contract.Finding{In: f.param.In, Name: f.param.Name, Type: f.param.Type, Value: texts[0]})
		}
	}
	if b.body == nil || len(req.Body) == 0 {
		return nil
	}
	body := v.FieldByIndex(b.body)
	if err := bindBody(req.Body, body.Addr().Interface()); err != nil {
		return err
	}
	for name, file := range files {
		if index, ok := b.files[name]; ok {
			setFile(body.FieldByIndex(index), file)
		}
	}
	return nil
}

func bindBody(body []byte, to any) error {
	err := json.Unmarshal(body, to)
	if err == nil {
		return nil
	}
	f := contract.Finding{In: "body", Message: err.Error()}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		f.Type, f.Value = jsonType(e.Type), e.Value
		if e.Field != "" {
			f.Pointer = "/" + strings.ReplaceAll(e.Field, ".", "/")
		}
	}
	return misfit(f)
}

func misfit(f contract.Finding) error {
	f.Rule = "type"
	if f.Message == "" {
		f.Message = fmt.Sprintf("%s %s must be a valid %s, not %q", f.In, f.Name, f.Type, f.Value)
	}
	return &contract.Breach{Kind: contract.Invalid, Detail: f.Message, Findings: []contract.Finding{f}}
}
