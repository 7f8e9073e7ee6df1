package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// handset is a person with a phone as answers show it. Members of an app that is not installed are missing.
type handset struct {
	Number       string           `json:"number"`
	Name         string           `json:"name"`
	Apps         []string         `json:"apps"`
	Online       bool             `json:"online"`
	Persona      string           `json:"persona"`
	ReadReceipts bool             `json:"readReceipts"`
	Line         string           `json:"line"`
	MCCMNC       string           `json:"mccmnc,omitempty"`
	Coverage     string           `json:"coverage,omitempty"` // missing: home
	Roaming      bool             `json:"roamingBarred,omitempty"`
	Data         string           `json:"data,omitempty"` // missing: good
	About        string           `json:"about,omitempty"`
	Photo        string           `json:"photo,omitempty"`
	Blocked      []chatRef        `json:"blocked"`
	Troubles     []string         `json:"troubles,omitempty"`
	WhatsApp     *whatsAppHandset `json:"whatsapp,omitempty"`
	SMS          *smsHandset      `json:"sms,omitempty"`
	Viber        *viberHandset    `json:"viber,omitempty"`
}

// chatRef names a chat of a person by the other side.
type chatRef struct {
	Channel string `json:"channel"`
	Sender  string `json:"sender"`
}

type whatsAppHandset struct {
	TosAccepted      bool   `json:"tosAccepted"`
	Business         bool   `json:"business"`
	Experiment       bool   `json:"experiment"`
	MarketingLimited bool   `json:"marketingLimited"`
	UserID           string `json:"userId,omitempty"`
	Username         string `json:"username,omitempty"`
	NumberHidden     bool   `json:"numberHidden,omitempty"`
	Identity         string `json:"identity,omitempty"`
	Devices          int    `json:"devices,omitempty"`
	BrokenDevices    int    `json:"brokenDevices,omitempty"`
}

type smsHandset struct {
	Barred     bool `json:"barred"`
	MemoryFull bool `json:"memoryFull,omitempty"`
}

type viberHandset struct {
	Outdated   bool `json:"outdated"`
	NoBusiness bool `json:"noBusiness,omitempty"`
}

// allChannels in the order in which answers name them.
var allChannels = []network.Channel{network.WhatsApp, network.SMS, network.Viber}

func toHandset(n *network.Network, h network.Handset) handset {
	out := handset{
		Number: h.Number, Name: cmp.Or(h.Name, h.Number), Apps: []string{}, Online: !h.Off, Persona: cmp.Or(h.Persona, "manual"),
		ReadReceipts: !h.NoReceipts, Line: h.Line, MCCMNC: h.MCCMNC, Blocked: blockedBy(h, n.Senders()),
		Coverage: string(h.Coverage), Roaming: h.RoamingBarred, Data: string(h.Data), About: h.About,
	}
	for _, why := range h.Troubles {
		out.Troubles = append(out.Troubles, why.String())
	}
	if !h.Photo.IsZero() {
		out.Photo = h.Photo.String()
	}
	for _, c := range h.Apps {
		out.Apps = append(out.Apps, c.String())
		switch c {
		case network.WhatsApp:
			out.WhatsApp = &whatsAppHandset{
				!h.NoTerms, h.BusinessApp, h.Experiment, h.MarketingLimited, h.UserID, h.Username, h.NumberHidden, "", h.Devices, h.BrokenDevices,
			}
			out.WhatsApp.Identity, _ = n.Identity(h.Number) // there is such a person
		case network.SMS:
			out.SMS = &smsHandset{h.SMSBarred, h.MemoryFull}
		case network.Viber:
			out.Viber = &viberHandset{h.OldViber, h.NoBusinessViber}
		}
	}
	return out
}

// blockedBy lists the senders that a person has blocked. SMS knows no blocking.
func blockedBy(h network.Handset, senders []network.Sender) []chatRef {
	refs := []chatRef{}
	for _, s := range senders {
		if s.Channel != network.SMS && (h.BlocksAll || slices.Contains(h.Blocks, network.BlockKey(s.Channel, s.ID))) {
			refs = append(refs, chatRef{s.Channel.String(), s.ID})
		}
	}
	return refs
}

func (b *Bench) listHandsets(ctx context.Context, in pageIn) (page[handset], error) {
	if strings.Trim(in.After, "0123456789") != "" {
		return page[handset]{}, in.strange()
	}
	n := netOf(ctx)
	some := cutAfter(n.Handsets(in.After, in.limit()+1), in, func(h network.Handset) string { return h.Number })
	out := page[handset]{Items: []handset{}, Next: some.Next}
	for _, h := range some.Items {
		out.Items = append(out.Items, toHandset(n, h))
	}
	return out, nil
}

type numberIn struct {
	Number string `path:"number"`
}

func (b *Bench) getHandset(ctx context.Context, in numberIn) (handset, error) {
	n := netOf(ctx)
	h, err := n.Handset(in.Number)
	if err != nil {
		return handset{}, fmt.Errorf("number %q: %w", in.Number, err)
	}
	return toHandset(n, h), nil
}

func (b *Bench) deleteHandset(ctx context.Context, in numberIn) (wire.Empty, error) {
	if err := netOf(ctx).DeleteHandset(in.Number); err != nil {
		return wire.Empty{}, fmt.Errorf("number %q: %w", in.Number, err)
	}
	return wire.Empty{}, nil
}

type putHandsetIn struct {
	Number string `path:"number"`
	Body   handsetPatch
}

// handsetPatch is what a put names; nil members stay as they are, or have their default.
type handsetPatch struct {
	Name         *string
	Apps         *[]string
	Online       *bool
	Persona      *string
	ReadReceipts *bool
	Line         *string
	MCCMNC       *string
	Troubles     *[]string
	handsetConditions
	WhatsApp struct {
		TosAccepted, Business, Experiment, MarketingLimited *bool
		UserID, Username                                    *string
		NumberHidden                                        *bool
		Devices, BrokenDevices                              *int
	}
	SMS   struct{ Barred, MemoryFull *bool }
	Viber struct{ Outdated, NoBusiness *bool }
}

// putHandsetOut is 201 for a new person.
type putHandsetOut struct {
	handset
	made bool
}

// Status implements wire's choice among several successes.
func (o putHandsetOut) Status() int {
	if o.made {
		return http.StatusCreated
	}
	return http.StatusOK
}

func (b *Bench) putHandset(ctx context.Context, in putHandsetIn) (putHandsetOut, error) {
	n := netOf(ctx)
	if err := b.findPhoto(ctx, &in.Body); err != nil {
		return putHandsetOut{}, err
	}
	if err := in.Body.checkTroubles(); err != nil {
		return putHandsetOut{}, err
	}
	if taken(n, in.Number) {
		return putHandsetOut{}, fmt.Errorf("number %q is a business sender: %w", in.Number, errNumberTaken)
	}
	made := false
	err := n.ChangeHandset(in.Number, func(h network.Handset) network.Handset {
		if h.Line == "unassigned" && len(h.Apps) == 0 { // a business has written to a number of nobody
			made, h = true, newHandset(in.Number, in.Body)
		}
		return in.Body.apply(h)
	})
	if errors.Is(err, network.ErrHandsetUnknown) {
		made = n.PutHandset(in.Body.apply(newHandset(in.Number, in.Body)))
	}
	h, err := b.getHandset(ctx, numberIn{in.Number})
	return putHandsetOut{h, made}, err
}

// taken tells whether a number is a business sender that no phone uses: of a linked one the phone is the person's.
func taken(n *network.Network, number string) bool {
	return slices.ContainsFunc(n.Senders(), func(s network.Sender) bool {
		return s.ID == number && s.Channel != network.Viber && s.Kind != "linked"
	})
}

// newHandset is a person of whom nothing is said yet.
func newHandset(number string, p handsetPatch) network.Handset {
	h := network.Handset{Number: number, Name: number, Line: "mobile"}
	if p.Line == nil || *p.Line == "mobile" {
		h.Apps = allChannels
	}
	return h
}

// apply changes what the patch names.
func (p handsetPatch) apply(h network.Handset) network.Handset {
	if p.Apps != nil {
		h.Apps = nil
		for _, name := range *p.Apps {
			h.Apps = append(h.Apps, channel(name))
		}
	}
	set(&h.Name, p.Name)
	set(&h.Persona, p.Persona)
	set(&h.Line, p.Line)
	set(&h.MCCMNC, p.MCCMNC)
	set(&h.UserID, p.WhatsApp.UserID)
	set(&h.Username, p.WhatsApp.Username)
	set(&h.BusinessApp, p.WhatsApp.Business)
	set(&h.Experiment, p.WhatsApp.Experiment)
	set(&h.MarketingLimited, p.WhatsApp.MarketingLimited)
	p.applyConditions(&h)
	set(&h.SMSBarred, p.SMS.Barred)
	set(&h.OldViber, p.Viber.Outdated)
	setNot(&h.Off, p.Online)
	setNot(&h.NoReceipts, p.ReadReceipts)
	setNot(&h.NoTerms, p.WhatsApp.TosAccepted)
	return h
}

// set changes a value where a new one is given.
func set[T any](value *T, to *T) {
	if to != nil {
		*value = *to
	}
}

// setNot does the same for a flag that the network keeps the other way round.
func setNot(value, to *bool) {
	if to != nil {
		*value = !*to
	}
}
