package control

import (
	"context"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// handsetConditions are what a put names of the conditions of network 1.4; nil members stay as they are.
type handsetConditions struct {
	Coverage, Data, About, Photo *string
	RoamingBarred                *bool
	photo                        network.ID
}

// The words of the document for conditions.
var (
	coverageWords = map[string]network.Coverage{"home": network.Home, "roaming": network.Roaming, "none": network.NoCoverage}
	dataWords     = map[string]network.Data{"good": network.GoodData, "slow": network.SlowData, "none": network.NoData}
)

// applyConditions changes what the patch names.
func (p handsetPatch) applyConditions(h *network.Handset) {
	if p.Coverage != nil {
		h.Coverage = coverageWords[*p.Coverage]
	}
	if p.Data != nil {
		h.Data = dataWords[*p.Data]
	}
	if p.Photo != nil {
		h.Photo = p.photo
	}
	if p.Troubles != nil {
		h.Troubles = reasonsNamed(*p.Troubles)
	}
	set(&h.About, p.About)
	set(&h.RoamingBarred, p.RoamingBarred)
	set(&h.NumberHidden, p.WhatsApp.NumberHidden)
	set(&h.Devices, p.WhatsApp.Devices)
	set(&h.BrokenDevices, p.WhatsApp.BrokenDevices)
	set(&h.MemoryFull, p.SMS.MemoryFull)
	set(&h.NoBusinessViber, p.Viber.NoBusiness)
}

// checkTroubles refuses names that are no reasons.
func (p handsetPatch) checkTroubles() error {
	if p.Troubles == nil {
		return nil
	}
	for i, name := range *p.Troubles {
		if _, ok := network.ParseReason(name); !ok {
			return refuse("/troubles/"+strconv.Itoa(i), "reason", "%q is no reason why a message fails", name)
		}
	}
	return nil
}

// reasonsNamed are reasons by their names.
func reasonsNamed(names []string) (all []network.Reason) {
	for _, name := range names {
		if why, ok := network.ParseReason(name); ok {
			all = append(all, why)
		}
	}
	return all
}

// findPhoto reads the file that is named as the picture of the profile.
func (b *Bench) findPhoto(ctx context.Context, p *handsetPatch) error {
	if p.Photo == nil || *p.Photo == "" {
		return nil
	}
	m, err := b.media(ctx, *p.Photo)
	p.photo = m.ID
	return err
}
