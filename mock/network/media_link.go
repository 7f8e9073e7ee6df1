package network

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// urlLife is how long an address of a file works (network 2.8, media.url_life).
const urlLife = 5 * time.Minute

// MediaLink is a public address of a file: what a surface puts into it, and until when it works.
type MediaLink struct {
	Token string
	Until time.Time // zero: as long as the file
}

// LinkMedia makes a new address of a file of an account, received ones too; each asking makes another one. It works for the account's
// URLLife, and never longer than the file. Nothing is kept: the token says what it is for and until when, sealed by the seed.
func (n *Network) LinkMedia(account string, id ID) (link MediaLink, err error) {
	err = ErrMediaUnknown
	n.ask(func() {
		f := n.file(account, id)
		if f == nil {
			return
		}
		err = nil
		until := int64(0)
		if life := orElse(n.options(account).URLLife, urlLife); life > 0 {
			until = n.now + int64(life)
			link.Until = instant(until)
		}
		if f.gone != 0 && (until == 0 || f.gone < until) {
			link.Until = instant(f.gone)
		}
		link.Token = n.seal(id, until)
	})
	return link, err
}

// LinkedMedia answers the file of an address; ErrMediaUnknown when it works no longer.
func (n *Network) LinkedMedia(token string) (m MediaObject, err error) {
	err = ErrMediaUnknown
	n.ask(func() {
		id, until, ok := n.unseal(token)
		if !ok || until != 0 && n.now >= until {
			return
		}
		if place, known := n.filesBy[id]; known {
			if f := n.file(n.files.at(place).account, id); f != nil {
				m, err = n.mediaCopy(f), nil
			}
		}
	})
	return m, err
}

// seal writes the token of a file and an end: id, end in milliseconds, and a check that only the seed gives.
func (n *Network) seal(id ID, until int64) string {
	end := strconv.FormatInt(until/int64(time.Millisecond), 36)
	check := draw(n.seed, forMediaLinks, entityOf(id.String()), uint64(until))
	return hex.EncodeToString(id[:]) + "-" + end + "-" + strconv.FormatUint(check, 36)
}

// unseal reads a token. It reports false for one that this world did not make.
func (n *Network) unseal(token string) (id ID, until int64, ok bool) {
	parts := strings.Split(token, "-")
	if len(parts) != 3 || len(parts[0]) != 2*len(id) {
		return id, 0, false
	}
	if _, err := hex.Decode(id[:], []byte(parts[0])); err != nil {
		return id, 0, false
	}
	end, err := strconv.ParseInt(parts[1], 36, 64)
	if err != nil || end > 1<<43 {
		return id, 0, false
	}
	until = end * int64(time.Millisecond)
	return id, until, n.seal(id, until) == token
}
