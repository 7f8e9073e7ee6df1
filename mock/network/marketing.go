package network

import (
	"slices"
	"strings"
)

// marketingFree are the calling codes of people to whom the per-user limit is not applied: EEA, United Kingdom, Japan, South Korea
// (network 3.3).
var marketingFree = strings.Fields("30 31 32 33 34 351 352 353 354 356 357 358 359 36 370 371 372 385 386 39 40 420 421 423 43 44 45 46 47 48 49 81 82")

// elsewhere are the area codes behind +1 that are not of the United States: Canada and the Caribbean.
var elsewhere = strings.Fields("204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 " +
	"474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 " +
	"942 242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876")

// american tells whether a number is of the United States (network 1.5).
func american(number string) bool {
	return len(number) == 11 && number[0] == '1' && !slices.Contains(elsewhere, number[1:4])
}

// marketing tells whether a template message is one of marketing.
func (t *tx) marketing(s *sender, m TemplateMessage) bool {
	tpl, _ := t.n.template(s.WABA, m.Name, m.Language)
	return tpl != nil && tpl.Rules() == CategoryMarketing
}

// marketingFull tells whether a person takes no more marketing: none in the United States, elsewhere so many in 24 h over all
// businesses, without limit in the regions that have none (network 3.3, D26).
func (t *tx) marketingFull(number string) bool {
	n := t.n
	switch {
	case !n.limits.Marketing:
		return false
	case american(number):
		return true
	case slices.ContainsFunc(marketingFree, func(code string) bool { return strings.HasPrefix(number, code) }):
		return false
	}
	return !made(&n.counts.marketing, number).room(t.now(), marketingPeriod, n.limits.MarketingPerUser)
}

// checkMarketing judges marketing templates: the stop of the person, and while no window is open limit and experiment (network 3.3, 3.19 step 14).
func checkMarketing(t *tx, s *sender, d *Draft, h *handset, c *chat) Reason {
	m, ok := d.Content.(TemplateMessage)
	switch {
	case !ok || !t.marketing(s, m):
		return NoReason
	case h.is(flagStopped), h.more != nil && h.more.stopped[s.ID]:
		return MarketingStop // also while the window is open (network 1.5)
	case t.n.windowOpen(c):
		return NoReason
	case h.is(flagMarketingLimited) || t.marketingFull(h.number):
		return MarketingLimit
	case h.is(flagExperiment):
		return Experiment
	}
	return NoReason
}
