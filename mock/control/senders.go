package control

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// sender is a business sender as answers show it. What its channel does not have is missing.
type sender struct {
	Provider      string  `json:"provider"`
	AccountID     string  `json:"accountId"`
	Channel       string  `json:"channel"`
	ID            string  `json:"id"`
	Kind          string  `json:"kind"`
	Name          string  `json:"name,omitempty"`
	State         string  `json:"state"`
	Quality       string  `json:"quality,omitempty"`
	Tier          string  `json:"tier,omitempty"`
	MessagingTier string  `json:"messagingTier,omitempty"`
	App           bool    `json:"app,omitempty"`
	WabaID        string  `json:"wabaId,omitempty"`
	CatalogID     *string `json:"catalogId,omitempty"`
	Restricted    *bool   `json:"restricted,omitempty"`
	Retired       *bool   `json:"retired,omitempty"`

	Troubles []string `json:"troubles,omitempty"`
	*numberOut
}

// senderKinds are the network's words for kinds of SMS senders, by those of the document.
var senderKinds = map[string]string{"longCode": "long", "shortCode": "short", "tollFree": "tollfree"}

func toSender(n *network.Network, s network.Sender) sender {
	out := sender{
		Provider: labels(n)[s.Account], AccountID: s.Account, Channel: s.Channel.String(), ID: s.ID, Kind: s.Kind, Name: s.Name,
		State: string(s.State), App: s.App,
	}
	switch s.Channel {
	case network.WhatsApp:
		out.Quality, out.Tier, out.MessagingTier, out.WabaID, out.Restricted = s.Quality, s.Limit, s.Tier, s.WABA, &s.Restricted
		w, _ := n.WABA(s.WABA) // one that is not known has nothing
		if w.Catalog != "" {
			out.CatalogID = &w.Catalog
		}
		out.numberOut = toNumber(s, w)
	case network.SMS:
		for word, kind := range senderKinds {
			if kind == s.Kind {
				out.Kind = word
			}
		}
	case network.Viber:
		out.Retired = &s.Retired
	}
	for _, why := range s.Troubles {
		out.Troubles = append(out.Troubles, why.String())
	}
	return out
}

// labels are the providers of the accounts.
func labels(n *network.Network) map[string]string {
	names := map[string]string{}
	for _, a := range n.Accounts() {
		names[a.ID] = a.Label
	}
	return names
}

type listSendersIn struct {
	pageIn
	Provider string `query:"provider"`
	Channel  string `query:"channel"`
}

func (b *Bench) listSenders(ctx context.Context, in listSendersIn) (page[sender], error) {
	n := netOf(ctx)
	all := []sender{}
	for _, s := range n.Bindings() {
		one := toSender(n, s)
		if (in.Provider == "" || in.Provider == one.Provider) && (in.Channel == "" || in.Channel == one.Channel) {
			all = append(all, one)
		}
	}
	return cut(all, in.pageIn)
}

type createSenderIn struct {
	Body struct {
		Provider, AccountID, Channel, ID, Kind, Name string
		App                                          bool // a phone shares the number (network 3.16)
	}
}

func (b *Bench) createSender(ctx context.Context, in createSenderIn) (sender, error) {
	n := netOf(ctx)
	v := network.Sender{ID: in.Body.ID, Channel: channel(in.Body.Channel), Kind: in.Body.Kind, Name: in.Body.Name, App: in.Body.App}
	if err := kindOf(&v); err != nil {
		return sender{}, err
	}
	if v.App && v.Channel != network.WhatsApp {
		return sender{}, refuse("/app", "channel", "only WhatsApp numbers are shared with a phone")
	}
	account, err := b.account(ctx, in.Body.Provider, in.Body.AccountID)
	if err != nil {
		return sender{}, err
	}
	v.Account = account.ID
	if v.Channel == network.WhatsApp {
		v.WABA = wabaOf(n, account.ID)
	}
	if _, err := n.Handset(v.ID); err == nil && v.Channel != network.Viber && v.Kind != "linked" && !v.App {
		return sender{}, fmt.Errorf("number %q has a person: %w", v.ID, errNumberTaken)
	}
	if err := n.AddSender(v); err != nil {
		return sender{}, fmt.Errorf("%s sender: %w", in.Body.Channel, err)
	}
	made, err := n.SenderOf(v.Account, v.Channel, v.ID)
	return toSender(n, made), err
}

// kindsOf are the kinds of senders on each channel; the first one is taken where none is named (control: SenderIn).
var kindsOf = map[network.Channel][]string{
	network.WhatsApp: {"api", "linked"},
	network.Viber:    {"two-way", "one-way", "session"},
	network.SMS:      {"", "longCode", "shortCode", "tollFree", "alphanumeric"},
}

var (
	digits  = regexp.MustCompile(`^[0-9]+$`)
	numbers = regexp.MustCompile(`^[0-9]{7,15}$`)
)

// longestShortCode is the most digits that a short code has (network 4.4).
const longestShortCode = 6

// kindOf settles what kind of sender it is, in the network's words, and whether it takes messages (network 1.3).
func kindOf(v *network.Sender) error {
	known := kindsOf[v.Channel]
	v.Kind = orWord(v.Kind, known[0])
	switch {
	case v.Kind != "" && !slices.Contains(known, v.Kind):
		return refuse("/kind", "channel", "%s has no senders of kind %q", v.Channel, v.Kind)
	case v.Channel == network.WhatsApp && !numbers.MatchString(v.ID):
		return refuse("/id", "pattern", "a WhatsApp sender is a number of 7 to 15 digits, not %q", v.ID)
	case v.Kind != "" || v.Channel != network.SMS:
	case !digits.MatchString(v.ID):
		v.Kind = "alphanumeric"
	case len(v.ID) <= longestShortCode:
		v.Kind = "shortCode"
	default:
		v.Kind = "longCode"
	}
	v.OneWay = v.Kind == "alphanumeric" || v.Kind == "one-way"
	v.Kind = orWord(senderKinds[v.Kind], v.Kind)
	return nil
}

// wabaOf is the WhatsApp account that an account's numbers are in; empty when it has none yet.
func wabaOf(n *network.Network, account string) string {
	for _, s := range n.SendersOf(account, network.WhatsApp) {
		return s.WABA
	}
	return ""
}

type senderIn struct {
	ID      string `path:"id"`
	Channel string `query:"channel"`
}

// sender finds the one that a path means.
func (in senderIn) sender(n *network.Network) (v network.Sender, err error) {
	found := 0
	for _, s := range n.Senders() {
		if s.ID == in.ID && (in.Channel == "" || in.Channel == s.Channel.String()) {
			v, found = s, found+1
		}
	}
	switch {
	case found == 0:
		return v, fmt.Errorf("sender %q: %w", in.ID, network.ErrSenderUnknown)
	case found > 1:
		return v, fmt.Errorf("sender %q: %w", in.ID, errSenderAmbiguous)
	}
	return v, nil
}

type patchSenderIn struct {
	senderIn
	Body senderPatch
}

// senderPatch is what a patch names.
type senderPatch struct {
	Name, State, Quality, Tier, MessagingTier *string
	Restricted, Retired                       *bool
	Troubles                                  []string
	numberPatch
}

func (b *Bench) patchSender(ctx context.Context, in patchSenderIn) (sender, error) {
	n := netOf(ctx)
	v, err := in.sender(n)
	if err != nil {
		return sender{}, err
	}
	if err := in.Body.fits(v.Channel); err != nil {
		return sender{}, err
	}
	if err := in.Body.changeBusiness(n, v); err != nil {
		return sender{}, fmt.Errorf("sender %q: %w", in.ID, err)
	}
	if err := n.ChangeSender(v.Channel, v.ID, in.Body.apply); err != nil {
		return sender{}, fmt.Errorf("sender %q: %w", in.ID, err)
	}
	v, err = n.Sender(v.Channel, v.ID)
	return toSender(n, v), err
}

// fits checks that the channel has what the patch names.
func (p senderPatch) fits(c network.Channel) error {
	for _, m := range []struct {
		name  string
		given bool
		on    network.Channel
	}{
		{"state", p.State != nil, network.WhatsApp},
		{"quality", p.Quality != nil, network.WhatsApp},
		{"tier", p.Tier != nil, network.WhatsApp},
		{"messagingTier", p.MessagingTier != nil, network.WhatsApp},
		{"restricted", p.Restricted != nil, network.WhatsApp},
		{"retired", p.Retired != nil, network.Viber},
	} {
		if m.given && m.on != c {
			return refuse("/"+m.name, "channel", "senders on %s have no %s", c, m.name)
		}
	}
	if name := p.given(); name != "" && c != network.WhatsApp {
		return refuse("/"+name, "channel", "senders on %s have no %s", c, name)
	}
	for i, name := range p.Troubles {
		if why, ok := network.ParseReason(name); !ok || why.Channel() != c {
			return refuse("/troubles/"+strconv.Itoa(i), "reason", "%q is no reason why a message on %s fails", name, c)
		}
	}
	return nil
}

func (p senderPatch) apply(v network.Sender) network.Sender {
	set(&v.Name, p.Name)
	set((*string)(&v.State), p.State)
	set(&v.Quality, p.Quality)
	set(&v.Limit, p.Tier)
	set(&v.Tier, p.MessagingTier)
	set(&v.Restricted, p.Restricted)
	set(&v.Retired, p.Retired)
	if p.Troubles != nil {
		v.Troubles = reasonsNamed(p.Troubles)
	}
	p.numberPatch.apply(&v)
	return v
}

type deleteSenderIn struct {
	senderIn
	Account string `query:"accountId"`
}

// deleteSender takes a sender from one account, or from all that have it.
func (b *Bench) deleteSender(ctx context.Context, in deleteSenderIn) (wire.Empty, error) {
	n := netOf(ctx)
	v, err := in.sender(n)
	switch {
	case err != nil:
	case in.Account != "":
		err = n.UnbindSender(in.Account, v.Channel, v.ID)
	default:
		err = n.DeleteSender(v.Channel, v.ID)
	}
	return wire.Empty{}, err
}
