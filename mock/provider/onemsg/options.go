package onemsg

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/mynah-sim/mynah/mock/deep"
	"github.com/mynah-sim/mynah/mock/network"
)

// OptionError says which switch cannot be as asked.
type OptionError struct{ Option, Detail string }

func (e *OptionError) Error() string { return fmt.Sprintf("option %s: %s", e.Option, e.Detail) }

// Options answers the switches of a channel. Error: network.ErrAccountUnknown.
func (p *Provider) Options(account string) (Options, error) {
	ch := p.channelOfAccount(account)
	if ch == nil {
		return Options{}, fmt.Errorf("account %q: %w", account, network.ErrAccountUnknown)
	}
	return ch.options(), nil
}

// ChangeOptions lets f change the switches of a channel, all or nothing. Errors: network.ErrAccountUnknown, *OptionError.
func (p *Provider) ChangeOptions(account string, f func(*Options)) error {
	ch := p.channelOfAccount(account)
	if ch == nil {
		return fmt.Errorf("account %q: %w", account, network.ErrAccountUnknown)
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	next := ch.bench
	f(&next)
	if err := next.check(); err != nil {
		return err
	}
	ch.bench = next
	return nil
}

func (o Options) check() error {
	switch ip, err := netip.ParseAddr(o.OutputIP); {
	case !slices.Contains([]string{"read", "viewed"}, o.AckReadWord):
		return &OptionError{"ackReadWord", "is neither read nor viewed"}
	case o.RateLimit < 0:
		return &OptionError{"rateLimit", "is below 0"}
	case err != nil || !ip.Is4():
		return &OptionError{"outputIP", "is no IPv4 address"}
	}
	return nil
}

// Fork is the provider as it is now, for a world that goes on from here on another network. token answers what stands in the place of
// a channel's token.
func (p *Provider) Fork(c Config, token func(account, old string) string) *Provider {
	out := New(Config{Network: c.Network, PublicURL: c.PublicURL, Posted: c.Posted, Fetch: c.Fetch})
	p.book.mu.Lock()
	out.book.read, out.book.books = p.book.read, deep.Copy(p.book.books)
	p.book.mu.Unlock()
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, ch := range p.channels {
		next := ch.fork()
		next.config.Token = token(next.config.Account, next.config.Token)
		out.channels = append(out.channels, next)
		out.instances[next.config.Instance], out.accounts[next.config.Account] = next, next
	}
	return out
}

// Examples are calls for a newcomer, as curl lines that work: a template to a person, the profile, and a webhook.
func Examples(base, token, person string) []string {
	send := fmt.Sprintf(`{"phone":"%s","template":"hello_world","namespace":"","language":{"code":"en_US"}}`, person)
	call := func(path, body string) string {
		return fmt.Sprintf(`curl -X POST '%s/%s?token=%s' -H 'Content-Type: application/json' -d '%s'`, base, path, token, body)
	}
	return []string{
		call("sendTemplate", send),
		fmt.Sprintf(`curl '%s/me?token=%s'`, base, token),
		call("webhook", `{"webhookUrl":"http://127.0.0.1:9000/"}`),
	}
}
