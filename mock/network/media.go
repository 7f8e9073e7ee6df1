package network

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// file is a stored file as it runs.
type file struct {
	id      ID
	account string
	mime    string
	name    string
	data    []byte
	made    int64
	gone    int64 // when the id is unknown; 0: never
	once    bool  // gone when a message that uses it is dispatched
	inbound bool
	deleted bool
}

// MediaObject is a stored file as others see it. Data is shared and must not be changed.
type MediaObject struct {
	ID      ID
	Account string // empty: the bench's own, for people to send
	MIME    string
	Name    string
	Data    []byte
	Made    time.Time
	Gone    time.Time // zero: never
	Inbound bool      // received from a person
}

// NewMedia is a file to store. Life: 0 takes the account's option, negative is for ever. Once: gone after one use.
type NewMedia struct {
	Account string
	MIME    string
	Name    string
	Data    []byte
	Life    time.Duration
	Once    bool
}

// AddMedia stores a file of an account (network 3.7); an empty account makes one of the bench's.
func (n *Network) AddMedia(m NewMedia) (out MediaObject, err error) {
	err = n.do(func(t *tx) error {
		a := n.accounts[m.Account]
		if a == nil && m.Account != "" {
			return ErrAccountUnknown
		}
		life := m.Life
		if a == nil {
			life = -1
		} else if life == 0 && !m.Once {
			life = orElse(a.Options.UploadLife, uploadLife)
		}
		out = n.mediaCopy(t.store(file{account: m.Account, mime: m.MIME, name: m.Name, data: m.Data, once: m.Once}, life))
		return nil
	})
	return out, err
}

// store keeps a file and plans its end.
func (t *tx) store(f file, life time.Duration) *file {
	n := t.n
	counter := uint64(n.files.n)
	if a := n.accounts[f.account]; a != nil {
		a.files++
		counter = a.files
	}
	f.id = drawID(n.seed, forMediaIDs, entityOf(f.account), counter)
	f.made = t.now()
	if life > 0 {
		f.gone = f.made + int64(life)
	}
	place := n.files.add(f)
	n.filesBy[f.id] = place
	t.append(Event{Kind: MediaAdded, Account: f.account, Message: f.id, Text: f.mime})
	if f.gone != 0 {
		t.plan(life, step{what: stepMediaGone, a: place})
	}
	t.lostFile(place)
	return n.files.at(place)
}

// file is a stored file of an account that is still there; nil otherwise.
func (n *Network) file(account string, id ID) *file {
	place, ok := n.filesBy[id]
	if !ok {
		return nil
	}
	f := n.files.at(place)
	if f.account != account && !n.together(f.account, account) || f.deleted || f.gone != 0 && n.now >= f.gone {
		return nil
	}
	return f
}

func (n *Network) mediaCopy(f *file) MediaObject {
	m := MediaObject{ID: f.id, Account: f.account, MIME: f.mime, Name: f.name, Data: f.data, Made: instant(f.made), Inbound: f.inbound}
	if f.gone != 0 {
		m.Gone = instant(f.gone)
	}
	return m
}

// Media answers a file of an account; what is unknown, gone or another's is ErrMediaUnknown.
func (n *Network) Media(account string, id ID) (m MediaObject, err error) {
	err = ErrMediaUnknown
	n.ask(func() {
		if f := n.file(account, id); f != nil {
			m, err = n.mediaCopy(f), nil
		}
	})
	return m, err
}

// AnyMedia answers a file whoever owns it, gone ones left out: the bench's view.
func (n *Network) AnyMedia(id ID) (m MediaObject, err error) {
	err = ErrMediaUnknown
	n.ask(func() {
		if place, ok := n.filesBy[id]; ok {
			if f := n.file(n.files.at(place).account, id); f != nil {
				m, err = n.mediaCopy(f), nil
			}
		}
	})
	return m, err
}

// MediaOf lists the files that an account has uploaded and that are still there, oldest first.
func (n *Network) MediaOf(account string) (all []MediaObject) {
	n.ask(func() {
		for place := range n.files.n {
			f := n.files.at(place + 1)
			if f.account == account && !f.inbound && n.file(account, f.id) != nil {
				all = append(all, n.mediaCopy(f))
			}
		}
	})
	return all
}

// DeleteMedia takes an uploaded file away. Received files cannot be deleted by the business.
func (n *Network) DeleteMedia(account string, id ID) error {
	return n.do(func(t *tx) error {
		f := n.file(account, id)
		if f == nil || f.inbound {
			return ErrMediaUnknown
		}
		t.remove(f)
		return nil
	})
}

// remove forgets a file's bytes.
func (t *tx) remove(f *file) {
	f.deleted, f.data = true, nil
	t.append(Event{Kind: MediaGone, Account: f.account, Message: f.id})
}

// baseType is a media type without its parameters, in lower case (network 3.7).
func baseType(mime string) string {
	base, _, _ := strings.Cut(mime, ";")
	return strings.ToLower(strings.TrimSpace(base))
}

// JudgeFile checks type and size of a file that is to be sent as a kind of WhatsApp message (network 3.7): NoReason, MediaType or
// MediaSize.
func JudgeFile(as MediaKind, mime string, data []byte) Reason {
	rule := mediaRules[as]
	if rule.types != nil && !slices.Contains(rule.types, baseType(mime)) {
		return MediaType
	}
	limit := rule.limit
	if as == Sticker && animated(data) {
		limit = animatedSticker
	}
	if limit > 0 && int64(len(data)) > limit {
		return MediaSize
	}
	return NoReason
}

// animated reads the animation flag in the head of a WebP file.
func animated(data []byte) bool {
	const flags = 20 // RIFF....WEBPVP8X....: the byte of flags
	return len(data) > flags && bytes.HasPrefix(data, []byte("RIFF")) && bytes.Equal(data[8:16], []byte("WEBPVP8X")) &&
		data[flags]&0x02 != 0
}

// orElse is a duration or, when it is zero, the other one.
func orElse(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}
