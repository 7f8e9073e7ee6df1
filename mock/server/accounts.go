package server

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/control"
	"github.com/mynah-sim/mynah/mock/network"
)

// account is what a credential of a provider belongs to, with what the bench set.
type account struct {
	id, name    string
	credentials map[string]string // in the provider's words
	revoked     bool
	expires     time.Time // on the world's clock; zero: never
	kept        bool      // it came with the world
}

// accounts are those of one provider in one world, in the order in which they were made.
type accounts struct {
	mu   sync.RWMutex
	list []account
}

// all answers a copy.
func (b *accounts) all() []account {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.list)
}

// errWithdrawn: the bench has withdrawn the credential, or its time is over.
var errWithdrawn = errors.New("the credential was withdrawn or has expired")

// admits tells whether the bench lets an account be used at a time of the world's clock. An unknown account is the provider's affair.
func (b *accounts) admits(id string, now time.Time) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for i := range b.list {
		if a := &b.list[i]; a.id == id && (a.revoked || !a.expires.IsZero() && !now.Before(a.expires)) {
			return errWithdrawn
		}
	}
	return nil
}

// add makes an account known; settle does the rest of its making before anybody sees it. Errors: control.ErrNameTaken, those of settle.
func (b *accounts) add(a account, settle func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if slices.ContainsFunc(b.list, func(o account) bool { return o.name == a.name || o.id == a.id }) {
		return control.ErrNameTaken
	}
	if err := settle(); err != nil {
		return err
	}
	b.list = append(b.list, a)
	return nil
}

// count is how many there are.
func (b *accounts) count() int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return len(b.list)
}

// change changes what the patch names, once settle has done the provider's part of it. Errors: network.ErrAccountUnknown,
// control.ErrNameTaken, those of settle.
func (b *accounts) change(id string, p control.AccountPatch, settle func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.list, func(a account) bool { return a.id == id })
	if i < 0 {
		return network.ErrAccountUnknown
	}
	a := b.list[i]
	if p.Name != nil {
		if slices.ContainsFunc(b.list, func(o account) bool { return o.name == *p.Name && o.id != id }) {
			return control.ErrNameTaken
		}
		a.name = *p.Name
	}
	if err := settle(); err != nil {
		return err
	}
	if p.Revoked != nil {
		a.revoked = *p.Revoked
	}
	if p.ExpiresAt != nil {
		a.expires = *p.ExpiresAt
	}
	b.list[i] = a
	return nil
}

// remove forgets an account and settles the rest. Errors: network.ErrAccountUnknown, control.ErrAccountKept, those of settle.
func (b *accounts) remove(id string, settle func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.list, func(a account) bool { return a.id == id })
	switch {
	case i < 0:
		return network.ErrAccountUnknown
	case b.list[i].kept:
		return control.ErrAccountKept
	}
	b.list = slices.Delete(b.list, i, i+1)
	return settle()
}

// fork copies the accounts; fresh answers the credentials of each in a world of its own.
func (b *accounts) fork(fresh func(account) map[string]string) []account {
	all := b.all()
	for i, a := range all {
		all[i].credentials = fresh(a)
	}
	return all
}
