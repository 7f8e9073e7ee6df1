package tyntec

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// errCallingUnknown: the number does not exist; the documentation of the calling settings has a title of its own for that (tyntec 2.10).
var errCallingUnknown = errors.New("number unknown to the calling settings")

// callingSettings are the calling settings of a number; what is not set is absent (tyntec 4.10).
type callingSettings struct {
	Status     string     `json:"status,omitempty"`
	Icon       string     `json:"callIconVisibility,omitempty"`
	Icons      *callIcons `json:"callIcons,omitempty"`
	Hours      *callHours `json:"callHours,omitempty"`
	Permission string     `json:"callbackPermissionStatus,omitempty"`
	Audio      *callAudio `json:"audio,omitempty"`
}

type callIcons struct {
	Countries []string `json:"restrictToUserCountries,omitzero"`
}

type callAudio struct {
	Codecs []string `json:"additionalCodecs,omitzero"`
}

type callHours struct {
	Status   string        `json:"status,omitempty"`
	Zone     string        `json:"timezoneId,omitempty"`
	Weekly   []callDay     `json:"weeklyOperatingHours,omitzero"`
	Holidays []callHoliday `json:"holidaySchedule,omitzero"`
}

type callDay struct {
	Day   string `json:"dayOfWeek,omitempty"`
	Open  string `json:"openTime,omitempty"`
	Close string `json:"closeTime,omitempty"`
}

type callHoliday struct {
	Date  string `json:"date,omitempty"`
	Open  string `json:"startTime,omitempty"`
	Close string `json:"endTime,omitempty"`
}

// merge is what a change leaves: members of the body replace stored ones, objects and lists as a whole (tyntec 2.10).
func (s callingSettings) merge(in callingSettings) callingSettings {
	return callingSettings{
		Status: cmp.Or(in.Status, s.Status), Icon: cmp.Or(in.Icon, s.Icon), Icons: cmp.Or(in.Icons, s.Icons), Hours: cmp.Or(in.Hours, s.Hours),
		Permission: cmp.Or(in.Permission, s.Permission), Audio: cmp.Or(in.Audio, s.Audio),
	}
}

// network is what the settings mean to people (network 3.21).
func (s callingSettings) network() network.CallSettings {
	out := network.CallSettings{On: s.Status == "ENABLED", IconHidden: s.Icon == "DISABLE_ALL", CallBack: s.Permission == "ENABLED"}
	if s.Icons != nil {
		out.Countries = s.Icons.Countries
	}
	if h := s.Hours; h != nil && h.Status == "ENABLED" {
		out.Hours = &network.CallHours{Zone: h.Zone}
		for _, d := range h.Weekly {
			out.Hours.Weekly = append(out.Hours.Weekly, network.CallDay(d))
		}
		for _, d := range h.Holidays {
			out.Hours.Holidays = append(out.Hours.Holidays, network.CallHoliday(d))
		}
	}
	return out
}

// shown are the stored settings with the switches as they are now: others may turn them too.
func (s callingSettings) shown(now network.CallSettings) callingSettings {
	s.Status, s.Icon, s.Permission = switchWord(now.On), "DEFAULT", switchWord(now.CallBack)
	if now.IconHidden {
		s.Icon = "DISABLE_ALL"
	}
	return s
}

func switchWord(on bool) string {
	if on {
		return "ENABLED"
	}
	return "DISABLED"
}

// callable finds a number whose calling settings are asked for.
func (p *Provider) callable(ctx context.Context, in numberIn) (network.Sender, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:read")
	if errors.Is(err, errNumberUnknown) {
		return s, fmt.Errorf("%q: %w", in.PhoneNumber, errCallingUnknown)
	}
	return s, err
}

// getCalling answers the calling settings (tyntec 2.10).
func (p *Provider) getCalling(ctx context.Context, in numberIn) (callingSettings, error) {
	s, err := p.callable(ctx, in)
	if err != nil {
		return callingSettings{}, err
	}
	return p.kept(s).calling.shown(s.Calling), nil
}

type callingIn struct {
	numberIn
	Body callingSettings
}

// updateCalling changes the calling settings (tyntec 2.10).
func (p *Provider) updateCalling(ctx context.Context, in callingIn) (wire.Empty, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:write")
	if err != nil {
		return wire.Empty{}, err
	}
	return wire.Empty{}, p.net.ChangeSender(network.WhatsApp, s.ID, func(s network.Sender) network.Sender {
		next := p.kept(s).calling.shown(s.Calling).merge(in.Body)
		p.keep(s, func(k *numberSettings) { k.calling = next })
		s.Calling = next.network()
		return s
	})
}

// callingSettings judges the calling settings: zones exist.
func (j *judgement) callingSettings(body part) {
	zone := body.at("callHours").at("timezoneId")
	if _, err := time.LoadLocation(zone.text()); err != nil || zone.text() == "Local" {
		j.broken(zone, "must be a time zone")
	}
}

// sipSettings are the SIP settings of a number (tyntec 4.10).
type sipSettings struct {
	Status   string `json:"status"`
	Hostname string `json:"hostname,omitempty"`
	Port     *int   `json:"port,omitempty"`
	Password string `json:"password,omitempty"` // made by the platform
}

// getSIP answers the SIP settings; without any, that SIP is off (tyntec 2.10).
func (p *Provider) getSIP(ctx context.Context, in numberIn) (sipSettings, error) {
	s, err := p.callable(ctx, in)
	if err != nil {
		return sipSettings{}, err
	}
	out := p.kept(s).sip
	out.Status = cmp.Or(out.Status, "DISABLED")
	return out, nil
}

type sipIn struct {
	numberIn
	Body sipSettings
}

// updateSIP replaces the SIP settings as a whole; being ENABLED makes a new password (tyntec 2.10).
func (p *Provider) updateSIP(ctx context.Context, in sipIn) (sipSettings, error) {
	s, err := p.settable(callerOf(ctx).account, in.PhoneNumber, "profile:write")
	if err != nil {
		return sipSettings{}, err
	}
	out := in.Body
	out.Password = ""
	p.keep(s, func(k *numberSettings) {
		if out.Status == "ENABLED" {
			k.passwords++
			sum := sha256.Sum256(fmt.Appendf(nil, "SIP %s %s %d", s.Account, s.ID, k.passwords))
			out.Password = hex.EncodeToString(sum[:12])
		}
		k.sip = out
	})
	return out, nil
}

// sip judges the SIP settings: a server is needed to be ENABLED.
func (j *judgement) sip(body part) {
	if body.at("status").text() == "ENABLED" && strings.TrimSpace(body.at("hostname").text()) == "" {
		j.broken(body.at("hostname"), mustNotBeEmpty)
	}
}

// numberSettings are what this API alone keeps of a WhatsApp number.
type numberSettings struct {
	calling   callingSettings
	sip       sipSettings
	passwords int // made so far
}

// kept are the settings of a number of an account.
func (p *Provider) kept(s network.Sender) numberSettings {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if a := p.accounts[s.Account]; a != nil {
		return a.numbers[s.ID]
	}
	return numberSettings{}
}

// keep changes them. What it holds is replaced, never changed.
func (p *Provider) keep(s network.Sender, f func(*numberSettings)) {
	p.change(s.Account, func(a *account) {
		k := a.numbers[s.ID]
		f(&k)
		a.numbers[s.ID] = k
	})
}
