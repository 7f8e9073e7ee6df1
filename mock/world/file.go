package world

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/mock/network"
)

// file is a world file while it is read.
type file struct {
	name     string
	content  content
	places   []place        // all members, in the order of the file
	lines    map[string]int // line by path: the same members
	known    map[string]int // line by kind and id: what is described so far
	unread   Problems       // what yaml could not read
	problems Problems       // what is wrong with the rest
}

// content is the form of a world file.
type content struct {
	From      string        `yaml:"from"` // an embedded world file whose members this one takes over where it has none of its own; empty: none
	Latency   string        `yaml:"latency"`
	Persona   string        `yaml:"persona"`
	Options   options       `yaml:"options"`
	Business  Business      `yaml:"business"`
	Tyntec    TyntecPart    `yaml:"tyntec"`
	Wabbit    WabbitPart    `yaml:"wabbit"`
	Twoway    TwowayPart    `yaml:"twoway"`
	OneMsg    OneMsgPart    `yaml:"onemsg"`
	WABAs     []waba        `yaml:"wabas"`
	Senders   []sender      `yaml:"senders"`
	People    list[person]  `yaml:"people"`
	Templates []template    `yaml:"templates"`
	Catalogs  []catalogFile `yaml:"catalogs"`
	Flows     []flow        `yaml:"flows"`
	Groups    []groupFile   `yaml:"groups"`
}

// list is a list that may be written as its only entry.
type list[T any] []T

// UnmarshalYAML has the older of yaml's two forms, because only that one goes on with the same decoder, which refuses unknown
// members.
func (l *list[T]) UnmarshalYAML(unmarshal func(any) error) error {
	if isList := unmarshal(&[]yaml.Node{}) == nil; isList {
		return unmarshal((*[]T)(l))
	}
	*l = make(list[T], 1)
	return unmarshal(&(*l)[0])
}

// decode reads the one document of a file.
func (f *file) decode(data []byte) {
	var root yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&root); errors.Is(err, io.EOF) {
		f.fail("", "is empty")
		return
	} else if err != nil {
		f.refused(err)
		return
	}
	f.places = placesIn(root.Content[0], "", nil)
	for _, p := range f.places {
		f.lines[p.path] = p.key
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		f.fail("", "holds more than one document")
	}
	f.base()
	strict := yaml.NewDecoder(bytes.NewReader(data))
	strict.KnownFields(true)
	if err := strict.Decode(&f.content); err != nil {
		f.refused(err)
	}
}

// base reads the embedded file that this one takes over from, before its own members replace what that one says.
func (f *file) base() {
	at := slices.IndexFunc(f.places, func(p place) bool { return p.path == "from" })
	if at < 0 {
		return
	}
	name := f.places[at].value
	if !slices.Contains(Names(), name) {
		f.fail("from", "%q is not one of %s", name, strings.Join(Names(), ", "))
		return
	}
	data, err := fixtures.FS.ReadFile(path.Join(folder, name+ending))
	if err == nil {
		err = yaml.Unmarshal(data, &f.content)
	}
	f.want(err == nil && f.content.From == "", "from", "%q cannot be taken over", name)
}

// world judges the content and makes a World of it. What others refer to comes first.
func (f *file) world() World {
	c := f.content
	latency, ok := network.ParseLatency(c.Latency)
	f.want(ok, "latency", "%q is no preset of latencies, such as steady", c.Latency)
	f.persona("persona", c.Persona)
	f.want(c.Business.ID == "" || digits.MatchString(c.Business.ID), "business.id", "%q is not made of digits", c.Business.ID)
	f.oneOf("business.limit", c.Business.Limit, "", "TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED")

	w := World{Business: c.Business, Network: network.Config{Latency: latency, Persona: c.Persona}}
	f.options(&w.Network)
	w.Network.Portfolios = c.Business.portfolios()
	w.Network.Catalogs = f.catalogs()
	w.Network.WABAs = f.wabas()
	w.Network.Accounts = slices.Concat(f.tyntec(), f.wabbit(), f.twoway(), f.onemsg())
	w.Network.Files = f.onemsgFiles()
	w.Network.Senders = f.senders()
	w.Network.Flows = f.flows()
	w.Network.Templates = f.templates()
	w.Network.Handsets = f.people()
	w.Network.Groups = f.groups()
	w.Tyntec, w.Wabbit, w.Twoway, w.OneMsg = c.Tyntec, c.Wabbit, c.Twoway, c.OneMsg
	return w
}

// define notes that a thing is described, under a name that nothing else of its kind may have.
func (f *file) define(member, kind, id string) {
	if id == "" {
		f.fail(member, "is missing")
		return
	}
	key := kind + " " + id
	if line, twice := f.known[key]; twice {
		f.fail(member, "%s %q is there already, in line %d", kind, id, line)
		return
	}
	f.known[key] = f.line(member)
}

// refer wants that a thing is described.
func (f *file) refer(member, kind, id string) {
	if id == "" {
		f.fail(member, "is missing")
		return
	}
	_, ok := f.known[kind+" "+id]
	f.want(ok, member, "%s %q is not described", kind, id)
}

// oneOf wants one of a few words. An empty one among them says that the member may be left out.
func (f *file) oneOf(member, value string, words ...string) {
	if slices.Contains(words, value) {
		return
	}
	if value == "" {
		f.fail(member, "is missing")
		return
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	f.fail(member, "%q is not one of %s", value, strings.Join(words, ", "))
}

// want reports a problem unless ok.
func (f *file) want(ok bool, member, format string, args ...any) {
	if !ok {
		f.fail(member, format, args...)
	}
}

// member is the path of an entry of a list.
func member(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
