package network

import "time"

// burst plans several messages in a few seconds: each is a deed of its own, without rules.
func (t *tx) burst(sc scene, one func(scene, int)) {
	count, gap := sc.Count, sc.Gap
	if count == 0 {
		count = 5
	}
	if gap == 0 {
		gap = 300 * time.Millisecond
	}
	one(sc, 0)
	for i := 1; i < count; i++ {
		t.n.bursts = append(t.n.bursts, burst{sc.deedOf, sc.Deed, i})
		t.plan(time.Duration(i)*gap, step{what: stepBurst, a: uint32(len(t.n.bursts))})
	}
}

// burst is one message of a burst that is still to come.
type burst struct {
	of  deedOf
	do  Deed
	nth int
}

func (t *tx) textBurst(sc scene) { t.burst(sc, t.burstText) }

func (t *tx) burstText(sc scene, nth int) {
	sc.luck += uint64(nth)
	t.say(sc, Text{Body: t.words(sc)}, nil)
}

func (t *tx) mediaBurst(sc scene) { t.burst(sc, t.burstPicture) }

// burstPicture sends a small picture.
func (t *tx) burstPicture(sc scene, _ int) {
	t.say(sc, Media{As: Image, MIME: "image/png"}, func(w *Note) { w.File = &NewMedia{MIME: "image/png", Name: "picture.png", Data: tinyPicture} })
}

// nextOfBurst sends one message of a burst.
func (t *tx) nextOfBurst(place uint32) {
	b := t.n.bursts[place-1]
	sc := t.scene(b.of, b.do)
	if !t.mayAnswer(sc) {
		return
	}
	if b.do.Verb == "media_burst" {
		t.burstPicture(sc, b.nth)
		return
	}
	t.burstText(sc, b.nth)
}

// tinyPicture is a PNG of one point.
var tinyPicture = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82")
