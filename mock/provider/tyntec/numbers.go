package tyntec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

var errNumberUnknown = errors.New("phone number unknown")

// phoneNumber is a WhatsApp number in answers (tyntec 4.7).
type phoneNumber struct {
	Number       string       `json:"phoneNumber"`
	Display      string       `json:"displayPhoneNumber"`
	Name         string       `json:"verifiedName"`
	Quality      string       `json:"qualityRating"`
	Status       string       `json:"status"`
	Account      string       `json:"whatsAppAccountId"`
	ManagedBy    apiAccount   `json:"managedBy"`
	MessagingVia apiAccount   `json:"messagingVia"`
	Tier         string       `json:"messagingTier"`
	Limit        string       `json:"businessMessagingLimit"`
	Score        qualityScore `json:"qualityScore"`
	NameStatus   string       `json:"nameStatus"`
	Official     bool         `json:"isOfficialBusinessAccount"`
}

// qualityScore is what users think; reasons come with YELLOW and RED only (tyntec 4.7).
type qualityScore struct {
	Score   string   `json:"score"`
	Reasons []string `json:"reasons,omitempty"`
}

func score(quality string, reasons []string) qualityScore {
	switch quality {
	case "GREEN":
		return qualityScore{Score: quality}
	case "YELLOW", "RED":
		return qualityScore{quality, reasons}
	}
	return qualityScore{Score: "unknown"}
}

// numberStatus is the state of a number (tyntec 5.8, network 1.2).
func numberStatus(s network.Sender) string {
	switch s.State {
	case network.Connecting:
		return "OFFLINE"
	case network.Disconnected, network.UnregisteredSender:
		return "DISCONNECTED"
	case network.NotReady:
		return "PENDING"
	}
	switch {
	case s.Restricted:
		return "RESTRICTED"
	case s.Flagged:
		return "FLAGGED"
	}
	return "CONNECTED"
}

// nameStatuses are the network's words for the check of the display name that this API does not have.
var nameStatuses = map[string]string{"": "APPROVED", "AVAILABLE_WITHOUT_REVIEW": "APPROVED", "EXPIRED": "DECLINED"}

func nameStatus(s network.Sender) string {
	if word, other := nameStatuses[s.NameStatus]; other {
		return word
	}
	return s.NameStatus
}

// quality is the rating of a number; one without any is good.
func quality(s network.Sender) string {
	if s.Quality == "YELLOW" || s.Quality == "RED" {
		return s.Quality
	}
	return "GREEN"
}

func (p *Provider) showNumber(s network.Sender) phoneNumber {
	w, _ := p.net.WABA(s.WABA)
	return phoneNumber{
		Number: s.ID, Display: display(s.ID), Name: s.Name, Quality: quality(s), Status: numberStatus(s), Account: p.wabaID(s.WABA),
		ManagedBy: apiAccount{p.manager(w)}, MessagingVia: apiAccount{p.nameOf(s.Account)}, Tier: cmp.Or(s.Tier, "TIER_1K"),
		Limit: cmp.Or(s.Limit, "TIER_2K"), Score: score(quality(s), nil), NameStatus: nameStatus(s), Official: s.Official,
	}
}

func (p *Provider) showNumbers(senders []network.Sender) []phoneNumber {
	all := []phoneNumber{}
	for _, s := range senders {
		all = append(all, p.showNumber(s))
	}
	return all
}

// display writes a number as the app shows it: the country, then the rest in two groups.
func display(number string) string {
	for _, c := range countries {
		if rest, ok := strings.CutPrefix(number, c.code); ok && len(rest) > 4 {
			return "+" + c.code + " " + rest[:4] + " " + rest[4:]
		}
	}
	return "+" + number
}

// listNumbers lists the WhatsApp numbers of the account, oldest first (tyntec 2.5).
func (p *Provider) listNumbers(ctx context.Context, in pageIn) (paged[phoneNumber], error) {
	return turn(ctx, p, in, p.showNumbers(p.net.SendersOf(callerOf(ctx).account, network.WhatsApp))), nil
}

// ownNumber finds a number of the account; one of another account is unknown (tyntec 1.5).
func (p *Provider) ownNumber(account, text string) (network.Sender, error) {
	s, err := p.net.SenderOf(account, network.WhatsApp, strings.TrimPrefix(text, "+"))
	if err != nil {
		return s, fmt.Errorf("%q: %w", text, errNumberUnknown)
	}
	return s, nil
}

// has tells whether a WhatsApp number is the account's.
func (p *Provider) has(account, number string) bool {
	_, err := p.net.SenderOf(account, network.WhatsApp, number)
	return err == nil
}

// number finds a WhatsApp number whose settings the account may read or change: 404 for one that does not exist, 403 for one of another
// account (tyntec 1.5).
func (p *Provider) settable(account, text, scope string) (network.Sender, error) {
	id := strings.TrimPrefix(text, "+")
	if _, err := p.net.Sender(network.WhatsApp, id); err != nil {
		return network.Sender{}, fmt.Errorf("%q: %w", text, errNumberUnknown)
	}
	s, err := p.net.SenderOf(account, network.WhatsApp, id)
	if err != nil {
		return s, fmt.Errorf("%q: %w", text, errNotAssigned)
	}
	return s, p.channelMay(account, network.WhatsApp, s.ID, scope)
}

// anyMay wants a scope on any number of a WABA that the account has: scopes belong to numbers, templates and flows to WABAs
// (tyntec 1.4).
func (p *Provider) anyMay(account, waba, scope string) error {
	for _, s := range p.net.SendersOf(account, network.WhatsApp) {
		if s.WABA == waba && p.channelMay(account, network.WhatsApp, s.ID, scope) == nil {
			return nil
		}
	}
	return &scopeError{scope}
}

// getNumber answers one number of the account (tyntec 2.5).
func (p *Provider) getNumber(ctx context.Context, in numberIn) (phoneNumber, error) {
	s, err := p.ownNumber(callerOf(ctx).account, in.PhoneNumber)
	if err != nil {
		return phoneNumber{}, err
	}
	return p.showNumber(s), nil
}

type numberPageIn struct {
	numberIn
	pageIn
}

// listTemplatesOfNumber lists the templates of the WABA that owns a number, in every state (tyntec OP-96).
func (p *Provider) listTemplatesOfNumber(ctx context.Context, in numberPageIn) (paged[templateResponse], error) {
	account := callerOf(ctx).account
	s, err := p.ownNumber(account, in.PhoneNumber)
	if err != nil {
		return paged[templateResponse]{}, err
	}
	if err := p.channelMay(account, network.WhatsApp, s.ID, "templates:read"); err != nil {
		return paged[templateResponse]{}, err
	}
	return turn(ctx, p, in.pageIn, p.templatesOf(s.WABA)), nil
}

// templatesOf are the templates of a WABA by name, oldest first.
func (p *Provider) templatesOf(waba string) []templateResponse {
	all := []templateResponse{}
	for _, t := range p.net.Templates(waba) {
		i := slices.IndexFunc(all, func(r templateResponse) bool { return r.Name == t.Name })
		if i < 0 {
			i = len(all)
			all = append(all, templateResponse{Account: p.wabaID(waba), Name: t.Name, ID: t.Name, Category: templateCategory(t.Category)})
		}
		all[i].Localizations = append(all[i].Localizations, localized(t))
	}
	return all
}
