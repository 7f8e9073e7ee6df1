package network

import "time"

// Contact is what a business sees of a number on WhatsApp (network 1.6, 3.9).
type Contact struct {
	Number   string // empty: the person hides it
	Exists   bool   // on WhatsApp
	Name     string // of the profile
	About    string
	Photo    ID // a file; zero: none
	Business bool
	UserID   string
	Username string
	Identity string // hash of the keys
	Online   bool   // as linked senders see it that subscribed
}

// Contact asks the platform for a number now: people, and WhatsApp senders too. A number of nobody does not exist.
func (n *Network) Contact(number string) (c Contact) {
	n.ask(func() { c = n.contact(number) })
	return c
}

// contact is what the platform knows of a number: a person, or a business.
func (n *Network) contact(number string) Contact {
	if h := n.person(number); h != nil {
		return n.contactOf(h)
	}
	c := Contact{Number: number}
	if s := n.sendersBy[senderKey{WhatsApp, number}]; s != nil && s.State != UnregisteredSender {
		c.Exists, c.Name, c.Business = true, s.Name, true
	}
	return c
}

func (n *Network) contactOf(h *handset) Contact {
	c := Contact{Number: h.number, Exists: h.has(WhatsApp) && !h.is(flagNoTerms), Business: h.is(flagBusinessApp)}
	if !c.Exists {
		return c
	}
	c.Name, c.Identity, c.Online = h.name, n.identity(h), !(&tx{n}).away(h) && h.online(WhatsApp)
	if h.more != nil {
		c.About, c.Photo, c.UserID, c.Username = h.more.about, h.more.photo, h.more.userID, h.more.username
	}
	if h.is(flagHidden) {
		c.Number = ""
	}
	return c
}

// CheckStatus is what a contact check says of a number (network 3.9).
type CheckStatus string

// The answers of a contact check.
const (
	CheckProcessing CheckStatus = "processing" // not known yet, ask again
	CheckValid      CheckStatus = "valid"
	CheckInvalid    CheckStatus = "invalid"
	CheckFailed     CheckStatus = "failed"
)

type contactKey struct{ account, number string }

// contactAsked is one entry of an account's cache: known from a time on.
type contactAsked struct {
	known  int64
	status CheckStatus
}

// CheckContact asks whether a number is on WhatsApp, through the account's cache of 7 days; force passes the cache over. Without wait
// the first answer is processing, until hop L13 is over. The text must be digits already (network 3.9).
func (n *Network) CheckContact(account, number string, wait, force bool) (status CheckStatus, err error) {
	err = n.do(func(t *tx) error {
		if n.accounts[account] == nil {
			return ErrAccountUnknown
		}
		status = t.checkContact(contactKey{account, number}, wait, force)
		return nil
	})
	return status, err
}

func (t *tx) checkContact(key contactKey, wait, force bool) CheckStatus {
	n := t.n
	wrong := t.contactFault(key)
	switch {
	case wrong == "processing":
		return CheckProcessing
	case wrong == "" && n.options(key.account).AlwaysValid:
		return CheckValid
	}
	asked, ok := n.checks[key]
	fresh := ok && (wrong == "stale" || t.now() < asked.known+int64(contactCache))
	open := fresh && t.now() < asked.known
	if !fresh || force && !open && wrong != "stale" {
		asked = contactAsked{t.now() + int64(t.checkTakes(key)), t.judgeContact(key)}
	}
	if wait {
		asked.known = min(asked.known, t.now())
	}
	t.keepCheck(key, asked)
	switch {
	case t.now() < asked.known:
		return CheckProcessing
	case wrong == "wrong":
		return asked.status.opposite()
	}
	return asked.status
}

func (t *tx) keepCheck(key contactKey, asked contactAsked) {
	if t.n.checks == nil {
		t.n.checks = map[contactKey]contactAsked{}
	}
	t.n.checks[key] = asked
}

func (s CheckStatus) opposite() CheckStatus {
	if s == CheckValid {
		return CheckInvalid
	}
	return CheckValid
}

// contactFault is what is wrong with a contact check (F44): stale, wrong, processing; empty for nothing. Of a share of the numbers always
// the same ones.
func (t *tx) contactFault(key contactKey) string {
	if len(t.rulesFor(44, key.number)) == 0 {
		return ""
	}
	r := t.strike(44, &subject{
		Event:    Event{Account: key.account, Channel: WhatsApp, Number: key.number},
		provider: t.n.labelOf(key.account), entity: entityOf("contact check", key.account, key.number), n: 1,
	})
	if r == nil {
		return ""
	}
	return r.text("how")
}

// OnWhatsApp asks for an account whether a number is on WhatsApp now, without its cache: what a surface answers that has no other check
// (network 3.9). A check that is still open knows nothing of it.
func (n *Network) OnWhatsApp(account, number string) (yes bool) {
	_ = n.do(func(t *tx) error {
		key := contactKey{account, number}
		status := t.judgeContact(key)
		switch t.contactFault(key) {
		case "wrong":
			status = status.opposite()
		case "processing":
			status = CheckInvalid
		case "stale": // what was found first is true for as long as the rule holds
			asked := t.n.checks[key]
			if asked.status == "" {
				asked = contactAsked{t.now(), status}
				t.keepCheck(key, asked)
			}
			status = asked.status
		}
		yes = status == CheckValid
		return nil
	})
	return yes
}

// checkTakes is hop L13 for a number that is not in the cache.
func (t *tx) checkTakes(key contactKey) time.Duration {
	return t.n.latency.of(t.n.seed, HopCheck, entityOf(key.account, key.number), uint64(t.now()))
}

// judgeContact is the truth, as the account's contact_check tells it.
func (t *tx) judgeContact(key contactKey) CheckStatus {
	if t.n.options(key.account).AlwaysValid || t.n.contact(key.number).Exists {
		return CheckValid
	}
	return CheckInvalid
}

// ShowProfile changes what a person shows of themselves; nil members stay as they are. Businesses that ask see it; the event tells
// those with a chat.
func (n *Network) ShowProfile(number string, name, about *string, photo *ID) error {
	return n.do(func(t *tx) error {
		h := t.person(number)
		if h == nil {
			return ErrHandsetUnknown
		}
		if name != nil {
			h.name = *name
		}
		if about != nil {
			h.rest().about = *about
		}
		if photo != nil {
			h.rest().photo = *photo
		}
		t.profileChanged(h)
		return nil
	})
}

// profileChanged tells every WhatsApp sender that has a chat with a person.
func (t *tx) profileChanged(h *handset) {
	for at := h.first; at != 0; at = t.n.chats.at(at).next {
		if s := t.n.senders[t.n.chats.at(at).sender-1]; s.Channel == WhatsApp {
			t.append(Event{Kind: ProfileChanged, Account: s.Account, Channel: WhatsApp, Sender: s.ID, Number: h.number})
		}
	}
}
