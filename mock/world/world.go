// Package world reads world files: what a world starts with. A file describes a business, its accounts at the providers, its
// senders, people, templates, catalogs and flows (fixtures); what it leaves open is filled with made-up names and products that
// depend on the world's seed and on nothing else.
//
// Load and Parse read a file and judge it; Derive makes of it the start of one particular world.
package world

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/mock/network"
)

// Default is the world whose credentials stay as its file writes them (fixtures, "Credentials").
const Default = "default"

// ErrNoFixture says that no embedded world file has the name.
var ErrNoFixture = errors.New("no such fixture")

// World is what a world starts with: what happens in the network, and what only one provider knows.
type World struct {
	Name     string // of the file, without folder and ending
	Business Business
	Network  network.Config
	Tyntec   TyntecPart
	Wabbit   WabbitPart
	Twoway   TwowayPart
	OneMsg   OneMsgPart
}

// Business is the portfolio, which all WhatsApp business accounts of the file belong to (network 1.2, fixtures 1).
type Business struct {
	ID        string `yaml:"id"` // digits
	Name      string `yaml:"name"`
	LegalName string `yaml:"legalName"`
	Verified  bool   `yaml:"verified"`
	Limit     string `yaml:"limit"` // portfolio limit, which every WhatsApp sender gets; empty: TIER_2K
}

// portfolios is the business in the network's words; none when it has no id.
func (b Business) portfolios() []network.Portfolio {
	if b.ID == "" {
		return nil
	}
	state := "not_verified"
	if b.Verified {
		state = "verified"
	}
	return []network.Portfolio{{ID: b.ID, Name: b.Name, LegalName: b.LegalName, Verification: state}}
}

const (
	folder = "worlds"
	ending = ".yaml"
)

// Names lists the embedded world files, sorted.
func Names() []string {
	entries, err := fixtures.FS.ReadDir(folder)
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ending)
	}
	return names
}

// Load reads an embedded world file by its name. The error of an unknown name is ErrNoFixture.
func Load(name string) (World, error) {
	if names := Names(); !slices.Contains(names, name) {
		return World{}, fmt.Errorf("%w: %q is not one of %s", ErrNoFixture, name, strings.Join(names, ", "))
	}
	file := path.Join(folder, name+ending)
	f, err := fixtures.FS.Open(file)
	if err != nil {
		return World{}, err
	}
	defer f.Close()
	return Parse(path.Join("fixtures", file), f)
}

// Parse reads a world file. The name stands in errors, and its last part names the World. An error about the content is of type
// Problems and lists all that is wrong.
func Parse(name string, r io.Reader) (World, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return World{}, fmt.Errorf("%s: %w", name, err)
	}
	f := &file{name: name, lines: map[string]int{}, known: map[string]int{}}
	f.decode(data)
	w := f.world()
	if problems := slices.Concat(f.unread, f.problems); len(problems) > 0 {
		slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return World{}, problems
	}
	w.Name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	return w, nil
}
