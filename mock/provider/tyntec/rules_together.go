package tyntec

import (
	"fmt"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// togetherMembers are the names that members have in a request.
var togetherMembers = map[string]string{"id": "payload", "title": "title"}

// together tells what the network refuses of members that belong together: ids that are equal, rows and products over all sections,
// sections without a title (network 3.5, tyntec 2.1, OP-78). How many sections there may be is the document's.
func (j *judgement) together(content network.Content, list part) {
	for _, b := range network.JudgeContent(content, false) {
		if b.Rule == network.RuleMaxItems && b.Member == "" {
			continue
		}
		at, message := togetherAt(list, b), breachMessage(b)
		if b.Rule == network.RuleMaxItems {
			message = fmt.Sprintf("must not hold more than %d %s", b.Limit, b.Member)
		}
		j.broken(at, message)
	}
}

// togetherAt is the place of a breach in a list of buttons or of sections.
func togetherAt(list part, b network.Breach) part {
	switch {
	case b.Item == 0:
		return list
	case b.Component == network.PartButtons:
		return list.items()[b.Item-1].at("reply").at(togetherMembers[b.Member])
	}
	section := sections(list)[b.Item-1]
	if b.Row > 0 {
		section = section.at("rows").items()[b.Row-1]
	}
	return section.at(togetherMembers[b.Member])
}

// sections are those of a list or of products, as the network counts them: a section of a list without rows is none.
func sections(list part) []part {
	all := list.at("sections").items()
	rowed := slices.DeleteFunc(slices.Clone(all), func(s part) bool { return len(s.at("rows").items()) == 0 })
	if len(rowed) > 0 {
		return rowed
	}
	return all
}

// products judges what a multi product button shows (network 3.4).
func (j *judgement) products(buttons part) {
	for _, b := range buttons.each() {
		if action := b.at("action"); b.at("type").text() == "mpm" {
			j.together(network.Interactive{Form: network.ProductList, Groups: products(action)}, action)
		}
	}
}
