package onemsg

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/webhook"
)

// maxAddresses is how many webhook addresses a channel may have (onemsg 2.2).
const maxAddresses = 5

// failuresAllowed is how often in a row an address may fail before it is switched off (onemsg 3.1).
const failuresAllowed = 20

// address is a webhook address with what is known of it (onemsg 4.3 WebhookAddressStatus).
type address struct {
	url      string
	failed   int // since the last success
	status   int // of the last answer; 0: none
	disabled time.Time
}

// sameAddress: one slash at the end makes no difference (onemsg 2.2).
func sameAddress(a, b string) bool { return strings.TrimSuffix(a, "/") == strings.TrimSuffix(b, "/") }

// reported enters what came of an attempt to post to an address.
func (ch *channel) reported(url string, r network.Report, at time.Time) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	i := slices.IndexFunc(ch.addresses, func(a address) bool { return a.url == url })
	if i < 0 || r.Held || r.Failure == webhook.Dropped {
		return // the address is gone, or nothing was sent to it
	}
	a := &ch.addresses[i]
	a.status = r.Status
	if r.Done && !r.GivenUp {
		a.failed = 0
		return
	}
	a.failed++
	if r.GivenUp && a.failed >= failuresAllowed && a.disabled.IsZero() {
		a.disabled = at
	}
}

// active lists the addresses that get events.
func (ch *channel) active() (urls []string) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	for _, a := range ch.addresses {
		if a.disabled.IsZero() {
			urls = append(urls, a.url)
		}
	}
	return urls
}

// dropped tells whether an address gets nothing more.
func (ch *channel) dropped(url string) bool { return !slices.Contains(ch.active(), url) }

// setAddresses replaces the list. Known addresses keep what is known of them, unless they are made new; it reports whether the list
// is another one than before.
func (ch *channel) setAddresses(urls []string, renew bool) (changed bool) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	changed = !slices.EqualFunc(ch.addresses, urls, func(a address, url string) bool { return sameAddress(a.url, url) })
	next := make([]address, len(urls))
	for i, url := range urls {
		next[i] = address{url: url}
		for _, known := range ch.addresses {
			if !sameAddress(known.url, url) {
				continue
			}
			next[i].url = known.url
			if !renew {
				next[i] = known
			}
		}
	}
	ch.addresses = next
	return changed
}

// joined is the list as answers tell it: one text, nil for none (onemsg 4.2).
func (ch *channel) joined() *string {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if len(ch.addresses) == 0 {
		return nil
	}
	urls := make([]string, len(ch.addresses))
	for i, a := range ch.addresses {
		urls[i] = a.url
	}
	text := strings.Join(urls, ",")
	return &text
}

// addressList reads webhookUrl: one address, several joined by commas, or a list; in a form a list may be JSON text, which the
// document has turned into one already (onemsg 1.3, 2.1). Addresses that are there twice count once.
func addressList(given []string) (urls []string, err error) {
	for _, text := range given {
		for part := range strings.SplitSeq(text, ",") {
			part = strings.TrimSpace(part)
			if u, err := url.Parse(part); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
				return nil, invalid("webhookUrl")
			}
			if !slices.ContainsFunc(urls, func(known string) bool { return sameAddress(known, part) }) {
				urls = append(urls, part)
			}
		}
	}
	if len(urls) > maxAddresses {
		return nil, exceeds("webhookUrl", maxAddresses)
	}
	return urls, nil
}

// clearing tells whether a list of addresses says none.
func clearing(given []string) bool {
	return !slices.ContainsFunc(given, func(text string) bool { return strings.TrimSpace(text) != "" })
}
