package onemsg

import "github.com/mynah-sim/mynah/mock/network"

// together is the first breach of the rules that tie several members of a content together (network 3.5), in this API's words: at is the
// member that a breach names, whole the list over which a sum is taken.
func together(content network.Interactive, at func(network.Breach) string, whole string) error {
	found := network.JudgeContent(content, false)
	if len(found) == 0 {
		return nil
	}
	b := found[0]
	switch {
	case b.Rule == network.RuleMaxItems:
		return exceeds(whole, b.Limit)
	case b.Rule == network.RuleRequired:
		return required(at(b))
	}
	return invalid(at(b))
}
