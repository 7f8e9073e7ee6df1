package world

import (
	"regexp"

	"github.com/mynah-sim/mynah/mock/network"
)

// groupFile is a group in a file; the first member is the owner.
type groupFile struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Members []string `yaml:"members"` // numbers of WhatsApp senders and of people
}

var groupID = regexp.MustCompile(`^120363[0-9]{12}$`) // network 1.6

// groups reads the groups; senders and people must be known already.
func (f *file) groups() (all []network.Group) {
	for i, g := range f.content.Groups {
		at := member("groups", i)
		f.define(at+".id", "group", g.ID)
		f.want(g.ID == "" || groupID.MatchString(g.ID), at+".id", "%q is not 18 digits that start with 120363", g.ID)
		f.want(len(g.Members) > 0, at+".members", "is missing: the first one owns the group")
		made := network.Group{ID: g.ID, Name: g.Name}
		for j, number := range g.Members {
			_, person := f.known["person "+number]
			_, sender := f.known["whatsapp sender "+number]
			f.want(person || sender, member(at+".members", j), "%q is neither a person nor a WhatsApp sender", number)
			made.Members = append(made.Members, network.GroupMember{Number: number})
		}
		all = append(all, made)
	}
	return all
}
