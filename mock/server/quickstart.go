package server

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/world"
)

// everybody is the person of the demo world to whom the examples write (fixtures 3).
const everybody = "491700000001"

// Quickstart is what is told at the start: where everything is, with what credentials, and one call for each provider that works.
func (s *Server) Quickstart() string { return s.tour(s.origin(nil), 1) }

// quickstart is the same with all examples, resolved to the address of the caller.
func (s *Server) quickstart(origin string) string {
	return s.tour(cmp.Or(strings.TrimSuffix(s.config.PublicURL, "/"), origin), 3)
}

// tour describes the default world with so many examples for each provider.
func (s *Server) tour(origin string, examples int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "mynah %s at %s\n\n", Version, origin)
	w, ok := s.worlds.get(world.Default)
	if !ok {
		return b.String()
	}
	for _, f := range w.facades {
		if accounts := f.Accounts(origin); len(accounts) > 0 { // a world of one's own need not have all providers
			describe(&b, w.net, f, accounts[0], examples)
		}
	}
	fmt.Fprintf(&b, "bench\n  %s/_mynah   (people, clock, journal; see %s/_mynah/quickstart)\n\n", origin, origin)
	fmt.Fprintf(&b, "  curl -X POST %s/_mynah/worlds/default/handsets/%s/messages -H 'Content-Type: application/json' "+
		`-d '{"to":"%s","channel":"whatsapp","kind":"text","text":"hello"}'`+"\n", origin, everybody, firstWhatsApp(w.net, ""))
	return b.String()
}

// describe tells how to reach a provider: address, credentials, senders, and so many examples.
func describe(b *strings.Builder, net *network.Network, f facade, a control.Account, examples int) {
	fmt.Fprintf(b, "%s\n  %-15s %s\n", f.Name(), "base URL", a.BaseURL)
	for _, name := range slices.Sorted(maps.Keys(a.Credentials)) {
		fmt.Fprintf(b, "  %-15s %s\n", name, a.Credentials[name])
	}
	for _, sender := range net.Bindings() {
		if sender.Account == a.ID {
			fmt.Fprintf(b, "  %-15s %s\n", sender.Channel, sender.ID)
		}
	}
	lines := f.examples(a)
	for _, line := range lines[:min(examples, len(lines))] {
		fmt.Fprintf(b, "\n  %s\n", line)
	}
	b.WriteByte('\n')
}

// firstWhatsApp is the first WhatsApp number of an account, or of all.
func firstWhatsApp(net *network.Network, account string) string {
	for _, s := range net.Bindings() {
		if s.Channel == network.WhatsApp && (account == "" || s.Account == account) {
			return s.ID
		}
	}
	return ""
}
