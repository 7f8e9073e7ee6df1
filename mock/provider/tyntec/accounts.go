package tyntec

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
)

var errAccountUnknown = errors.New("WhatsApp account unknown")

// WhatsAppAccount is this API's name of a WABA, and the state of the request to send in its name (tyntec 4.7).
type WhatsAppAccount struct {
	ID              string // UUID in lower case
	WABA            string
	MessageOnBehalf string // PENDING, APPROVED, DENIED; empty: APPROVED
}

// whatsAppAccount is a WABA in answers (tyntec 4.7).
type whatsAppAccount struct {
	ID        string        `json:"whatsAppAccountId"`
	Name      string        `json:"whatsAppAccountName"`
	Business  string        `json:"businessName"`
	Namespace string        `json:"templateNamespace"`
	Manager   json.Number   `json:"facebookBusinessManagerId"`
	WABA      string        `json:"whatsAppBusinessAccountId"`
	Status    accountStatus `json:"accountStatus"`
	ManagedBy apiAccount    `json:"managedBy"`
}

type accountStatus struct {
	MessageOnBehalf string `json:"messageOnBehalf"`
}

type apiAccount struct {
	Name string `json:"accountName"`
}

// wabaID is the UUID that this API gives a WABA; one that was made while the world ran gets it from its own id.
func (p *Provider) wabaID(waba string) string {
	for _, known := range p.wabas {
		if known.WABA == waba {
			return known.ID
		}
	}
	sum := sha256.Sum256([]byte("WABA " + waba))
	id := network.ID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80 // version 4
	return id.String()
}

// onBehalf is the state of the request to send in a WABA's name; informative (tyntec 5.8).
func (p *Provider) onBehalf(waba string) string {
	for _, known := range p.wabas {
		if known.WABA == waba {
			return cmp.Or(known.MessageOnBehalf, "APPROVED")
		}
	}
	return "APPROVED"
}

// visible are the WABAs that own a number of the account, oldest first (tyntec 2.3, OP-10).
func (p *Provider) visible(account string) (all []network.WABA) {
	for _, s := range p.net.SendersOf(account, network.WhatsApp) {
		if slices.ContainsFunc(all, func(w network.WABA) bool { return w.ID == s.WABA }) {
			continue
		}
		if w, err := p.net.WABA(s.WABA); err == nil {
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b network.WABA) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.ID, b.ID)) })
	return all
}

// account finds a visible WABA by this API's id (tyntec OP-8).
func (p *Provider) whatsAppAccount(account, id string) (network.WABA, error) {
	for _, w := range p.visible(account) {
		if p.wabaID(w.ID) == id {
			return w, nil
		}
	}
	return network.WABA{}, fmt.Errorf("%q: %w", id, errAccountUnknown)
}

func (p *Provider) showAccount(w network.WABA) whatsAppAccount {
	company, _ := p.net.Portfolio(w.Portfolio)
	return whatsAppAccount{
		ID: p.wabaID(w.ID), Name: w.Name, Business: company.Name, Namespace: w.Namespace, Manager: json.Number(cmp.Or(company.ID, "0")),
		WABA: w.ID, Status: accountStatus{p.onBehalf(w.ID)}, ManagedBy: apiAccount{p.manager(w)},
	}
}

// manager is the name of the API account that may edit a WABA: its own, or that of its first number.
func (p *Provider) manager(w network.WABA) string {
	if w.Account != "" {
		return p.nameOf(w.Account)
	}
	for _, s := range p.numbersOf(w.ID) {
		return p.nameOf(s.Account)
	}
	return ""
}

// nameOf is the name of an API account, or of an account of another provider.
func (p *Provider) nameOf(account string) string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[account]; a != nil {
		return a.made.Name
	}
	return account
}

// numbersOf are the WhatsApp numbers of a WABA, oldest first.
func (p *Provider) numbersOf(waba string) []network.Sender {
	return slices.DeleteFunc(p.net.Senders(), func(s network.Sender) bool { return s.Channel != network.WhatsApp || s.WABA != waba })
}

type listAccountsIn struct {
	pageIn
	Number *int64 `query:"phone-number"`
	Newer  *int64 `query:"phoneNumber"` // another name of the same (tyntec OP-21)
}

// listAccounts lists the visible WhatsApp accounts (tyntec 2.3).
func (p *Provider) listAccounts(ctx context.Context, in listAccountsIn) (paged[whatsAppAccount], error) {
	who := callerOf(ctx)
	filter := cmp.Or(in.Number, in.Newer)
	if in.Number != nil && in.Newer != nil && *in.Number != *in.Newer {
		return paged[whatsAppAccount]{}, violating("query", "phoneNumber", "must be equal to phone-number") // tyntec OP-21
	}
	all := []whatsAppAccount{}
	for _, w := range p.visible(who.account) {
		if filter == nil || p.owns(w, strconv.FormatInt(*filter, 10)) {
			all = append(all, p.showAccount(w))
		}
	}
	return turn(ctx, p, in.pageIn, all), nil
}

func (p *Provider) owns(w network.WABA, number string) bool {
	s, err := p.net.Sender(network.WhatsApp, number)
	return err == nil && s.WABA == w.ID
}

// violating is a violation on a parameter, or on the body's member at a pointer.
func violating(in, name, message string) error {
	f := contract.Finding{In: in, Name: name, Rule: ownRule, Message: message}
	if in == "body" {
		f.Name, f.Pointer = "", name
	}
	return &contract.Breach{Kind: contract.Invalid, Detail: message, Findings: []contract.Finding{f}}
}

type accountIn struct {
	Account string `path:"whatsapp-account-id"`
}

// getAccount answers one WhatsApp account (tyntec 2.3).
func (p *Provider) getAccount(ctx context.Context, in accountIn) (whatsAppAccount, error) {
	w, err := p.whatsAppAccount(callerOf(ctx).account, in.Account)
	if err != nil {
		return whatsAppAccount{}, err
	}
	return p.showAccount(w), nil
}

type accountPageIn struct {
	accountIn
	pageIn
}

// listNumbersOfAccount lists all numbers of a WhatsApp account, also those of other API accounts (tyntec 2.3).
func (p *Provider) listNumbersOfAccount(ctx context.Context, in accountPageIn) (paged[phoneNumber], error) {
	w, err := p.whatsAppAccount(callerOf(ctx).account, in.Account)
	if err != nil {
		return paged[phoneNumber]{}, err
	}
	return turn(ctx, p, in.pageIn, p.showNumbers(p.numbersOf(w.ID))), nil
}
