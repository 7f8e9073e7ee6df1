package control

import (
	"context"

	"github.com/mynah-sim/mynah/mock/network"
)

// handsetConditions are what a put names of the conditions of network 1.4; nil members stay as they are.
type handsetConditions struct {
	Coverage, Data, About, Photo *string
	RoamingBarred                *bool
	photo                        network.ID
}

// applyConditions changes what the patch names.
func (p handsetPatch) applyConditions(h *network.Handset) {
	if p.Coverage != nil {
		h.Coverage = map[string]network.Coverage{"home": network.Home, "roaming": network.Roaming, "none": network.NoCoverage}[*p.Coverage]
	}
	if p.Data != nil {
		h.Data = map[string]network.Data{"good": network.GoodData, "slow": network.SlowData, "none": network.NoData}[*p.Data]
	}
	if p.Photo != nil {
		h.Photo = p.photo
	}
	set(&h.About, p.About)
	set(&h.RoamingBarred, p.RoamingBarred)
	set(&h.NumberHidden, p.WhatsApp.NumberHidden)
	set(&h.MemoryFull, p.SMS.MemoryFull)
	set(&h.NoBusinessViber, p.Viber.NoBusiness)
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
