package wire

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
)

// File is a member of a Body that a multipart form carries as a file. Elsewhere, in JSON for example, it is a text: a
// link, base64, a name.
type File struct {
	Sent bool   // it came as a file; else Text is all there is
	Name string // as the sender calls the file, without its folders
	Type string // media type that its part states, "" when it states none
	Data []byte
	Text string
}

// UnmarshalJSON takes the text.
func (f *File) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &f.Text) }

var fileType = reflect.TypeFor[File]()

// fileFields finds the members of a Body that may hold a file, by their names in JSON.
func fileFields(t reflect.Type) map[string][]int {
	if t.Kind() != reflect.Struct {
		return nil
	}
	fields := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Type != fileType && f.Type != reflect.PointerTo(fileType) {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			name = f.Name
		}
		fields[name] = f.Index
	}
	return fields
}

// setFile puts a file into its member.
func setFile(member reflect.Value, sent contract.File) {
	f := File{Sent: true, Name: sent.Name, Type: sent.Type, Data: sent.Data}
	if member.Kind() == reflect.Pointer {
		member.Set(reflect.ValueOf(&f))
		return
	}
	member.Set(reflect.ValueOf(f))
}

// Content is an Out that leaves as it is: bytes of a media type of their own.
type Content struct {
	Type   string
	Body   []byte
	Header http.Header
}
