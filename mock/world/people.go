package world

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// person is a person in a file, or, with count, as many alike whose numbers begin with the prefix; the other members are those of
// network.Handset.
type person struct {
	series           `yaml:",inline"`
	Number           string   `yaml:"number"`
	Name             string   `yaml:"name"` // empty: made up from the seed
	Apps             []string `yaml:"apps"` // nil: all three
	Off              bool     `yaml:"off"`
	NoReceipts       bool     `yaml:"noReceipts"`
	Line             string   `yaml:"line"`
	Persona          string   `yaml:"persona"`
	BlocksAll        bool     `yaml:"blocksAll"`
	Blocks           []block  `yaml:"blocks"`
	UserID           string   `yaml:"userId"`
	Username         string   `yaml:"username"`
	BusinessApp      bool     `yaml:"businessApp"`
	MarketingLimited bool     `yaml:"marketingLimited"`
	Experiment       bool     `yaml:"experiment"`
	NoTerms          bool     `yaml:"noTerms"`
	SMSBarred        bool     `yaml:"smsBarred"`
	OldViber         bool     `yaml:"oldViber"`
	MCCMNC           string   `yaml:"mccmnc"`
}

// block names a sender that a person has blocked.
type block struct {
	Channel string `yaml:"channel"`
	Sender  string `yaml:"sender"`
}

// series is the part of an entry that stands for many.
type series struct {
	Count  int    `yaml:"count"`
	Prefix string `yaml:"prefix"`
}

// longest is the most that one entry of a file may stand for. Bigger crowds are the bench's (control, "populate").
const longest = 100_000

var mccmnc = regexp.MustCompile(`^([0-9]{5,6})?$`)

// ids are the series' ids: the prefix and a number from 0, of three digits or as many as the last one needs.
func (s series) ids() []string {
	width := max(3, len(strconv.Itoa(s.Count-1)))
	ids := make([]string, s.Count)
	for i := range ids {
		ids[i] = fmt.Sprintf("%s%0*d", s.Prefix, width, i)
	}
	return ids
}

// each lists the ids that an entry stands for: its own, or those of its series.
func (f *file) each(at, name, id string, s series) []string {
	switch {
	case s == series{}:
		return []string{id}
	case s.Count < 1 || s.Count > longest:
		f.fail(at+".count", "%d is not within 1 and %d", s.Count, longest)
		return nil
	}
	f.want(s.Prefix != "", at+".prefix", "is missing")
	f.want(id == "", at+"."+name, "cannot stand beside count")
	return s.ids()
}

func (f *file) people() (all []network.Handset) {
	for i, p := range f.content.People {
		at := member("people", i)
		h := f.person(at, p)
		where := at + ".number"
		if p.Count > 0 {
			where = at + ".prefix"
		}
		before := len(f.problems)
		for _, n := range f.each(at, "number", p.Number, p.series) {
			f.define(where, "person", n)
			f.want(n == "" || number.MatchString(n), where, notANumber, n)
			f.want(!f.ownNumber(n), where, "%q is a sender", n)
			h.Number = n
			all = append(all, h)
			if len(f.problems) > before {
				break // one problem of a series stands for all
			}
		}
	}
	return all
}

// person judges all but the number.
func (f *file) person(at string, p person) network.Handset {
	f.oneOf(at+".line", p.Line, "", "mobile", "landline", "voip", "unassigned")
	f.persona(at+".persona", p.Persona)
	f.want(mccmnc.MatchString(p.MCCMNC), at+".mccmnc", "%q is not of 5 or 6 digits", p.MCCMNC)
	return network.Handset{
		Name: p.Name, Apps: f.apps(at, p.Apps), Off: p.Off, NoReceipts: p.NoReceipts, Line: p.Line, Persona: p.Persona,
		BlocksAll: p.BlocksAll, Blocks: f.blocks(at, p.Blocks), UserID: p.UserID, Username: p.Username,
		BusinessApp: p.BusinessApp, MarketingLimited: p.MarketingLimited, Experiment: p.Experiment, NoTerms: p.NoTerms,
		SMSBarred: p.SMSBarred, OldViber: p.OldViber, MCCMNC: p.MCCMNC,
	}
}

// apps of a person; whoever names none has all.
func (f *file) apps(at string, names []string) []network.Channel {
	if names == nil {
		return []network.Channel{network.WhatsApp, network.SMS, network.Viber}
	}
	var apps []network.Channel
	for i, name := range names {
		at := member(at+".apps", i)
		f.oneOf(at, name, "whatsapp", "sms", "viber")
		f.want(!slices.Contains(names[:i], name), at, "%s is there already", name)
		c, _ := network.ParseChannel(name)
		apps = append(apps, c)
	}
	return apps
}

func (f *file) blocks(at string, blocks []block) (keys []string) {
	for i, b := range blocks {
		at := member(at+".blocks", i)
		f.oneOf(at+".channel", b.Channel, "whatsapp", "sms", "viber")
		f.refer(at+".sender", b.Channel+" sender", b.Sender)
		c, _ := network.ParseChannel(b.Channel)
		keys = append(keys, network.BlockKey(c, b.Sender))
	}
	return keys
}

// persona wants one of network 8.2.
func (f *file) persona(member, name string) {
	f.oneOf(member, name, "", "manual", "instant", "eager", "normal", "slow", "silent", "annoyed", "buyer", "ghost")
}
