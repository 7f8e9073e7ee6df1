package onemsg

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// The directions in a message id (onemsg 1.8).
const (
	outgoing = 0x11
	incoming = 0x12
)

const (
	messagePrefix = "wamid."
	callPrefix    = "wacid."
)

// idKey is the part of the network's id that stands in a message id: 9 bytes, written as 18 upper-case hexadecimal digits.
type idKey [9]byte

func keyOf(id network.ID) idKey { return idKey(id[:9]) }

// messageID is the id of a message: with is the person, the group, or the user id of a person whose number is hidden (onemsg 1.8).
func messageID(with string, direction network.Direction, id network.ID) string {
	return messagePrefix + encodeID(with, direction, id)
}

func encodeID(with string, direction network.Direction, id network.ID) string {
	way := byte(outgoing)
	if direction == network.Inbound {
		way = incoming
	}
	b := []byte{0x1c, 0x18, byte(len(with))}
	b = append(b, with...)
	b = append(b, 0x15, 0x02, 0x00, way, 0x18, 0x12)
	b = append(b, strings.ToUpper(hex.EncodeToString(id[:9]))...)
	b = append(b, 0x00)
	return base64.StdEncoding.EncodeToString(b)
}

// readMessageID reads the key out of a message id; false when the text is none of ours.
func readMessageID(text string) (key idKey, ok bool) { return decodeID(text, messagePrefix) }

func decodeID(text, prefix string) (key idKey, ok bool) {
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok {
		return key, false
	}
	b, err := base64.StdEncoding.DecodeString(rest)
	if err != nil || len(b) < 3+6+18+1 || !bytes.HasPrefix(b, []byte{0x1c, 0x18}) || len(b) != 3+int(b[2])+6+18+1 {
		return key, false
	}
	digits := b[len(b)-19 : len(b)-1]
	n, err := hex.Decode(key[:], digits)
	return key, err == nil && n == len(key)
}

// The range of media ids: 15 to 17 digits (onemsg 1.8).
const (
	mediaLeast = 100_000_000_000_000
	mediaSpan  = 100_000_000_000_000_000 - mediaLeast
)

// mediaID is the id of a stored file: digits.
func mediaID(id network.ID) string {
	return strconv.FormatUint(mediaLeast+binary.BigEndian.Uint64(id[:8])%mediaSpan, 10)
}
