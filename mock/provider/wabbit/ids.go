package wabbit

import (
	"encoding/base64"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// The beginnings of WABA ids (wabbit 1.8).
const (
	incomingID = "ABGG"
	outgoingID = "gBGG"
)

// alphabet of the check character behind a WABA id.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// wabaID is the id that the WhatsApp side gives a message: 4 characters that tell the direction, the network's id, and a check
// character.
func wabaID(id network.ID, own bool) string {
	prefix := incomingID
	if own {
		prefix = outgoingID
	}
	return prefix + base64.RawURLEncoding.EncodeToString(id[:]) + string(checkOf(id))
}

func checkOf(id network.ID) byte {
	var sum byte
	for _, b := range id {
		sum ^= b
	}
	return alphabet[sum&63]
}

// insideID reads a WABA id or a stored id.
func insideID(text string) (network.ID, bool) {
	code, incoming := strings.CutPrefix(text, incomingID)
	if !incoming {
		var outgoing bool
		if code, outgoing = strings.CutPrefix(text, outgoingID); !outgoing {
			return network.ParseID(text)
		}
	}
	if len(code) != 23 {
		return network.ID{}, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(code[:22])
	if err != nil || len(raw) != 16 || checkOf(network.ID(raw)) != code[22] {
		return network.ID{}, false
	}
	return network.ID(raw), true
}

// waba is the WABA id of a message.
func (r *row) waba() string { return wabaID(r.id, r.own) }
