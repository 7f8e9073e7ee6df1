package network

import (
	"slices"
	"time"
)

const (
	opinionReach   = 7 * 24 * time.Hour // network 3.4: a block or report is held against the templates of so long before
	utilityPacing  = 7 * 24 * time.Hour // network 3.4: after a pause of a utility template those of the business are paced
	throttledReach = time.Hour          // network 3.15: in which a throttled flow has its messages
)

// ratedTemplate is the template of a message, where its quality is watched: with the limits quality or pacing (network 3.4).
func (t *tx) ratedTemplate(m *message) *template {
	content, ok := m.content.(TemplateMessage)
	if !ok || !t.n.limits.Quality && !t.n.limits.Pacing {
		return nil
	}
	s := t.n.senders[t.n.chats.at(m.chat).sender-1]
	tpl, _ := t.n.template(s.WABA, content.Name, content.Language)
	return tpl
}

func (n *Network) ratingOfTemplate(tpl *template) *rating {
	return made(&n.counts.templates, tpl.place)
}

// templateSent counts a message that was handed to its channel.
func (t *tx) templateSent(m *message) {
	if tpl := t.ratedTemplate(m); tpl != nil {
		t.n.ratingOfTemplate(tpl).at(t.now()).sent++
		tpl.sent++
	}
}

// templateRead counts a message that was read.
func (t *tx) templateRead(m *message) {
	if tpl := t.ratedTemplate(m); tpl != nil {
		t.n.ratingOfTemplate(tpl).at(t.now()).read++
		t.reckonTemplate(tpl)
	}
}

// templateComplained counts a block or report of a chat against the newest template message of its last days.
func (t *tx) templateComplained(c *chat) {
	var newest *template
	for at := c.first; at != 0; at = t.n.messages.at(at).next {
		if m := t.n.messages.at(at); m.dir == Outbound && m.state.ended() && t.n.younger(m, opinionReach) {
			if tpl := t.ratedTemplate(m); tpl != nil {
				newest = tpl
			}
		}
	}
	if newest != nil {
		t.n.ratingOfTemplate(newest).at(t.now()).complaints++
		t.reckonTemplate(newest)
	}
}

// reckonTemplate plans a new calculation of a template's quality (network 2.6 L17), unless one is on its way.
func (t *tx) reckonTemplate(tpl *template) {
	r := t.n.ratingOfTemplate(tpl)
	if !t.n.limits.Quality || r.pending {
		return
	}
	r.pending = true
	wait := t.n.latency.of(t.n.seed, HopQuality, entityOf(tpl.ID), uint64(t.now()))
	t.plan(wait, step{what: stepGrade, a: tpl.place})
}

// rateTemplate gives a template the quality that its messages have earned. The lowest one pauses it: 3 h, 6 h, then it is disabled.
func (t *tx) rateTemplate(place uint32) {
	tpl := t.n.templates.at(place)
	r := t.n.ratingOfTemplate(tpl)
	r.pending = false
	r.at(t.now())
	if !t.n.limits.Quality || !tpl.Status.approved() {
		return
	}
	was := tpl.Quality
	t.grade(tpl, colour(r.score()), nil)
	if tpl.Quality == "RED" && was != "RED" {
		_ = t.pause(tpl, "") // legal: an approved one may be paused or disabled
		*r = rating{}        // what was said before the rest is forgotten
	}
}

// paced tells whether pacing applies to a template: to new ones for marketing, and to those for utility for a while after one of the
// business was paused.
func (t *tx) paced(tpl *template) bool {
	if !t.n.limits.Pacing || tpl.proven {
		return false
	}
	if tpl.Rules() == CategoryMarketing {
		return true
	}
	return tpl.Rules() == CategoryUtility && slices.ContainsFunc(t.n.templatesOf[tpl.WABA], func(place uint32) bool {
		o := t.n.templates.at(place)
		return o.Rules() == CategoryUtility && o.pausedAt != 0 && t.now() < o.pausedAt+int64(utilityPacing)
	})
}

// holdForPacing holds a message whose template has used up its first sends, until the verdict (network 2.2 W3, 3.19 step 19). It
// tells whether it did.
func (t *tx) holdForPacing(place uint32) bool {
	tpl := t.ratedTemplate(t.n.messages.at(place))
	if tpl == nil || !t.paced(tpl) || tpl.sent < t.n.limits.PacingThreshold {
		return false
	}
	_ = t.enter(place, Held, NoReason) // legal: Accepted -> Held
	tpl.held = append(tpl.held, place)
	if len(tpl.held) == 1 {
		wait := t.n.latency.of(t.n.seed, HopPacing, entityOf(tpl.ID), 0)
		t.plan(wait, step{what: stepPacing, a: tpl.place})
	}
	return true
}

// pacingVerdict releases what is held, in its order, or pauses the template and drops each (network 2.2 W4, W5).
func (t *tx) pacingVerdict(place uint32) {
	tpl := t.n.templates.at(place)
	held := tpl.held
	tpl.held = nil
	r := t.n.ratingOfTemplate(tpl)
	r.at(t.now())
	bad := colour(r.score()) == "RED"
	if bad && tpl.Status.approved() {
		_ = t.pause(tpl, TitleRatePause) // legal: an approved one may be paused
	}
	tpl.proven = !bad
	for _, m := range held {
		if t.n.messages.at(m).state == Held {
			t.verdict(m, bad)
		}
	}
}
