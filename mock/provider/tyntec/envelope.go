package tyntec

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// What an event says of itself beside what it tells: its id, and its times (tyntec 3.3 to 3.10). What users
// write is escaped and looks otherwise.
var (
	ownTime = regexp.MustCompile(`"(?:timestamp|receivedAt)":"([^"]+)"`)
	ownID   = regexp.MustCompile(`"eventId":"([^"]+)"`)
)

// again is the n-th repetition of an event in an envelope of its own (network 7.2 F13): n seconds later, under another id where it has one.
// What it tells is the same.
func again(body []byte) func(n int) []byte {
	return func(n int) []byte {
		out := ownTime.ReplaceAllFunc(body, func(member []byte) []byte {
			value := ownTime.FindSubmatch(member)[1]
			at, err := time.Parse(time.RFC3339, string(value))
			if err != nil {
				return member
			}
			return bytes.Replace(member, value, []byte(seconds(at.Add(time.Duration(n)*time.Second))), 1)
		})
		return ownID.ReplaceAllFunc(out, func(member []byte) []byte {
			return fmt.Appendf(nil, `"eventId":"%s"`, uuidOf(fmt.Sprintf("%s %d", member, n)))
		})
	}
}

// uuidOf is a UUID of version 4 that belongs to a text.
func uuidOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	id := network.ID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id.String()
}
