package network

import (
	"encoding/hex"
	"strconv"
)

// ID is the network's own name of a message, a file or an order: 16 bytes drawn from the world's seed. What a provider
// shows outside is a pure function of these bytes (network 1.7).
type ID [16]byte

// IsZero tells whether the id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String is the id as a version 4 UUID in lower case: the form that the bench uses.
func (id ID) String() string {
	var out [36]byte
	hex.Encode(out[0:8], id[0:4])
	out[8] = '-'
	hex.Encode(out[9:13], id[4:6])
	out[13] = '-'
	hex.Encode(out[14:18], id[6:8])
	out[18] = '-'
	hex.Encode(out[19:23], id[8:10])
	out[23] = '-'
	hex.Encode(out[24:36], id[10:16])
	return string(out[:])
}

// ParseID reads the UUID form. It reports false for any other text.
func ParseID(text string) (ID, bool) {
	var id ID
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return id, false
	}
	digits := text[0:8] + text[9:13] + text[14:18] + text[19:23] + text[24:36]
	if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
		return ID{}, false
	}
	return id, true
}

// purpose separates the streams of chance, so that a new draw in one place leaves all others as they were.
type purpose uint64

const (
	forMessageIDs purpose = iota + 1
	forMediaIDs
	forLatency
	forReading
	forIdentity
	forBulks
	forFaults
	forFaultTimes
	forSpam
	forInvites
	forGroups
	forPosts
	forCalls
	forDeeds
	forDeedTimes
	forNights
	forChoices
	forAway
	forPeople
)

// The purposes of the business side.
const (
	forTemplateIDs purpose = iota + 100
	forFlowIDs
	forPreviews
	forMediaLinks
)

// mix is the finaliser of splitmix64: every bit of the input reaches every bit of the output.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb
	return x ^ (x >> 31)
}

// draw is the n-th number of the stream of one purpose and one entity. It depends on nothing else: not on how many others
// exist, nor on the order in which calls arrive (network 0.3).
func draw(seed uint64, p purpose, entity, n uint64) uint64 {
	return mix(mix(mix(seed^mix(uint64(p)))^entity) ^ n)
}

// drawID makes an id of the stream; the bits of version and variant are those of a version 4 UUID.
func drawID(seed uint64, p purpose, entity, n uint64) ID {
	var id ID
	hi, lo := draw(seed, p, entity, 2*n), draw(seed, p, entity, 2*n+1)
	for i := range 8 {
		id[i] = byte(hi >> (56 - 8*i))
		id[8+i] = byte(lo >> (56 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}

// entityOf names an entity of the streams by its texts (FNV-1a).
func entityOf(texts ...string) uint64 {
	h := uint64(14695981039346656037)
	for _, text := range texts {
		for i := range len(text) {
			h = (h ^ uint64(text[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return h
}

// digits16 is a draw as an id of 16 digits that does not begin with 0.
func digits16(bits uint64) string {
	const least = 1_000_000_000_000_000
	return strconv.FormatUint(least+bits%(9*least), 10)
}
