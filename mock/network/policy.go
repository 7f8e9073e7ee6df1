package network

import "time"

// The numbers of the network's rules, each with its source.
const (
	serviceWindow     = 24 * time.Hour      // network 3.1: the end is exclusive
	revokeWindow      = 48 * time.Hour      // network 2.3 I4
	editWindow        = 15 * time.Minute    // network 2.3 I3
	heldInbound       = 30 * 24 * time.Hour // network 1.2: what a sender that is not connected has not taken
	reactionWindow    = 30 * 24 * time.Hour // network 3.6: older targets cannot be reacted to
	quoteWindow       = 30 * 24 * time.Hour // network 3.6: older messages are not quoted
	typingShown       = 25 * time.Second    // network 2.3 I7
	ttlWhatsApp       = 30 * 24 * time.Hour // network 2.8
	ttlAuthentication = 10 * time.Minute    // network 2.8
	ttlSMS            = 48 * time.Hour      // network 2.8
	ttlViber          = 14 * 24 * time.Hour // network 2.8, D15
	uploadLife        = 30 * 24 * time.Hour // network 2.8: media.life of uploads
	inboundLife       = 7 * 24 * time.Hour  // network 2.8: media.life of received files
	freeEntryAnswer   = 24 * time.Hour      // network 3.2: in this time the business has to answer
	freeEntry         = 72 * time.Hour      // network 3.2: from that answer
	blockListSize     = 64_000              // network 3.11
	callRings         = time.Minute         // network 3.21
	callConsent       = 7 * 24 * time.Hour  // network 3.21: a temporary permission
	staleRouting      = time.Hour           // network 1.5: "for a while" after a number was ported
	contactCache      = 7 * 24 * time.Hour  // network 3.9
	viberSession      = 24 * time.Hour      // network 5
	viberPerSession   = 60                  // network 5
	viberBurst        = 10                  // network 5, D14
	viberText         = 1000                // network 5, characters
	viberFileName     = 25                  // network 5, characters
	viberVideoSeconds = 600                 // network 5
	viberFileMB       = 200                 // network 5
	whatsAppText      = 4096                // network 3.5, characters
	templateBody      = 1024                // network 3.4, characters after replacement
	frequentForward   = 5                   // network 3.6: more hops are "frequently forwarded"
	kilobyte          = 1 << 10             // network 0.3
	megabyte          = 1 << 20             // network 0.3
)

// retrySteps are the gaps between the tries of an SMS while the phone is away; the last one repeats (network 2.6 L24).
var retrySteps = [...]time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour,
}

// mediaRules are the types and sizes of WhatsApp by kind (network 3.7). No types: any.
var mediaRules = map[MediaKind]struct {
	types []string
	limit int64 // bytes
}{
	Image:    {[]string{"image/jpeg", "image/png"}, 5 * megabyte},
	Video:    {[]string{"video/mp4", "video/3gpp"}, 16 * megabyte},
	Audio:    {[]string{"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"}, 16 * megabyte},
	Voice:    {[]string{"audio/ogg"}, 16 * megabyte},
	Document: {nil, 100 * megabyte},
	Sticker:  {[]string{"image/webp"}, 100 * kilobyte},
}

// animatedSticker is the limit of a moving sticker in bytes (network 3.7).
const animatedSticker = 500 * kilobyte
