package world

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Derive makes the start of one world: what the file left open is made up from the seed, and in every world but Default each
// secret and each account id that callers see is made from the world's name and seed, so that no two worlds share one (fixtures,
// "Credentials"). What the network knows depends on the seed alone: two worlds of one seed have the same log. The given World
// stays as it was.
func Derive(w World, name string, seed uint64) World {
	w.Network.Seed = seed
	w.Network.Handsets = named(w.Network.Handsets, seed)
	w.Network.Catalogs = stocked(w.Network.Catalogs, seed)
	if name != Default {
		m := mint{name, seed}
		w.Tyntec, w.Wabbit, w.Twoway, w.OneMsg = w.Tyntec.of(m), w.Wabbit.of(m), w.Twoway.of(m), w.OneMsg.of(m)
	}
	return w
}

// of is the part with the credentials of one world.
func (p TyntecPart) of(m mint) TyntecPart {
	p.Accounts = slices.Clone(p.Accounts)
	for i, a := range p.Accounts {
		a.Key = m.secret("tyntec", a.Key)
		a.WhatsAppAccounts = slices.Clone(a.WhatsAppAccounts)
		for j, w := range a.WhatsAppAccounts {
			a.WhatsAppAccounts[j].ID = m.uuid("tyntec", w.ID)
		}
		p.Accounts[i] = a
	}
	return p
}

// mint makes the credentials of one world.
type mint struct {
	world string
	seed  uint64
}

// bytes are those of a credential, by what the file writes.
func (m mint) bytes(provider, written string) [16]byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %d %q %q", m.world, m.seed, provider, written))
	return [16]byte(sum[:16])
}

// secret is a key or token: the provider's name and 32 hexadecimal digits.
func (m mint) secret(provider, written string) string {
	b := m.bytes(provider, written)
	return provider + "-" + hex.EncodeToString(b[:])
}

// uuid is a version 4 UUID.
func (m mint) uuid(provider, written string) string {
	b := m.bytes(provider, written)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// Secret is a credential for something that the bench makes in a world, by a text that names it there.
func Secret(worldName string, seed uint64, provider, text string) string {
	return mint{worldName, seed}.secret(provider, text)
}
