package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
)

// The media types of HTML forms, whose fields are judged and bound like members of a JSON object.
const (
	urlencoded = "application/x-www-form-urlencoded"
	multiform  = "multipart/form-data"
)

func isForm(media string) bool { return media == urlencoded || media == multiform }

// File is a file that came as a part of a multipart body.
type File struct {
	Name string // as the sender calls it, without its folders
	Type string // media type that the part states, "" when it states none
	Data []byte
}

// form is a form as sent: texts and files by field name.
type form struct {
	texts map[string][]string
	files map[string]File
}

// readForm takes a form apart. What stands before the first part of a multipart body and after the last is ignored
// (RFC 2046, section 5.1).
func readForm(media, contentType string, body []byte) (*form, *Breach) {
	switch {
	case len(body) == 0:
		return &form{}, nil
	case media == urlencoded:
		texts, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, notParseable(body, 0, err.Error())
		}
		return &form{texts: texts}, nil
	}
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil || params["boundary"] == "" {
		return nil, notParseable(body, 0, "the media type names no boundary")
	}
	f := &form{texts: map[string][]string{}, files: map[string]File{}}
	rest := bytes.NewReader(body)
	parts := multipart.NewReader(rest, params["boundary"])
	for {
		if err := f.readPart(parts); errors.Is(err, errLastPart) {
			return f, nil
		} else if err != nil {
			return nil, notParseable(body, len(body)-rest.Len(), strings.TrimPrefix(err.Error(), "multipart: "))
		}
	}
}

// errLastPart: a multipart body is complete.
var errLastPart = errors.New("no more parts")

func (f *form) readPart(parts *multipart.Reader) error {
	part, err := parts.NextPart()
	if err == io.EOF { // not wrapped: an end too early is
		return errLastPart
	}
	if err != nil {
		return err
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	name, kind := part.FormName(), part.Header.Get("Content-Type")
	switch {
	case name == "":
	case isFile(part, kind):
		if _, given := f.files[name]; !given {
			f.files[name] = File{Name: part.FileName(), Type: kind, Data: data}
		}
	default:
		f.texts[name] = append(f.texts[name], string(data))
	}
	return nil
}

// isFile tells a file from a text by its name, else by a media type that no text field has.
func isFile(part *multipart.Part, kind string) bool {
	if part.FileName() != "" {
		return true
	}
	media, _, _ := strings.Cut(strings.ToLower(kind), ";")
	media = strings.TrimSpace(media)
	return media != "" && !strings.HasPrefix(media, "text/") && !isJSON(media)
}

// Field is the text of a top-level member of a body, be it JSON or a form; "" when there is none, when it is no text,
// or when the body cannot be read. It is for those who look for a credential before anything is judged.
func Field(contentType string, body []byte, name string) string {
	media, _, _ := strings.Cut(contentType, ";")
	if media = strings.ToLower(strings.TrimSpace(media)); isForm(media) {
		f, b := readForm(media, contentType, body)
		if b != nil {
			return ""
		}
		for _, text := range f.texts[name] {
			if text != "" {
				return text
			}
		}
		return ""
	}
	var members map[string]json.RawMessage
	var text string
	if json.Unmarshal(body, &members) != nil || json.Unmarshal(members[name], &text) != nil {
		return ""
	}
	return text
}
