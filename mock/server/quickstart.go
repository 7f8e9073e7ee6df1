package server

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/provider/tyntec"
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
	for _, p := range w.Providers() {
		for _, a := range p.Accounts(origin)[:1] {
			fmt.Fprintf(&b, "%s\n  base URL  %s\n  apikey    %s\n", p.Name(), a.BaseURL, a.Credentials["apikey"])
			for _, sender := range w.net.Senders() {
				if sender.Account == a.ID {
					fmt.Fprintf(&b, "  %-9s %s\n", sender.Channel, sender.ID)
				}
			}
			for _, line := range tyntec.Examples(a.BaseURL, a.Credentials["apikey"], firstWhatsApp(w.net, a.ID), everybody)[:examples] {
				fmt.Fprintf(&b, "\n  %s\n", line)
			}
		}
	}
	fmt.Fprintf(&b, "\nbench\n  %s/_mynah   (people, clock, journal; see %s/_mynah/quickstart)\n\n", origin, origin)
	fmt.Fprintf(&b, "  curl -X POST %s/_mynah/worlds/default/handsets/%s/messages -H 'Content-Type: application/json' "+
		`-d '{"to":"%s","channel":"whatsapp","kind":"text","text":"hello"}'`+"\n", origin, everybody, firstWhatsApp(w.net, ""))
	return b.String()
}

// firstWhatsApp is the first WhatsApp number of an account, or of all.
func firstWhatsApp(net *network.Network, account string) string {
	for _, s := range net.Senders() {
		if s.Channel == network.WhatsApp && (account == "" || s.Account == account) {
			return s.ID
		}
	}
	return ""
}
