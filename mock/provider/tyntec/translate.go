package tyntec

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// millis is a time as answers write it (tyntec 1.8).
func millis(t time.Time) string {
	b := t.UTC().AppendFormat(make([]byte, 0, 24), time.RFC3339) // this layout is by far the quickest
	ms := t.Nanosecond() / int(time.Millisecond)
	b = append(b[:len(b)-1], '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), 'Z')
	return string(b)
}

// seconds is a time as events write it (tyntec 1.8).
func seconds(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// channelOf reads a channel's name.
func channelOf(name string) network.Channel {
	c, _ := network.ParseChannel(name)
	return c
}

// The least and most digits of a phone number or service id (tyntec 1.8).
const minDigits, maxDigits = 4, 15

// number cleans a phone number: one + in front, blanks and ( ) . / - between the digits are dropped (tyntec OP-86). It reports false
// when something other than 4 to 15 digits remains.
func number(text string) (digits string, ok bool) {
	rest := strings.TrimPrefix(text, "+")
	digits = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ().-/", r) {
			return -1
		}
		return r
	}, rest)
	ok = len(digits) >= minDigits && len(digits) <= maxDigits && onlyDigits(digits) && rest[0] >= '0' && rest[0] <= '9'
	return digits, ok
}

func onlyDigits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// maxSMSSender is how many characters an alphanumeric SMS sender has (tyntec 5.11).
const maxSMSSender = 11

// sender cleans the sender of a message: a number, or on SMS 1 to 11 printable ASCII characters (tyntec OP-86).
func sender(c network.Channel, text string) (id string, ok bool) {
	if digits, ok := number(text); ok {
		return digits, true
	}
	printable := strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0
	return text, c == network.SMS && printable && text != "" && len(text) <= maxSMSSender
}

// wamid begins the ids of WhatsApp user messages (tyntec 1.8).
const wamid = "wamid."

// outsideID is the id that this API gives a message: a UUID for messages of the business and for SMS and Viber user messages, an
// opaque wamid for WhatsApp user messages (tyntec 1.8).
func outsideID(d network.Direction, c network.Channel, id network.ID) string {
	if d == network.Inbound && c == network.WhatsApp {
		return wamid + base64.URLEncoding.EncodeToString(id[:])
	}
	return id.String()
}

// insideID reads an id of either form.
func insideID(text string) (id network.ID, ok bool) {
	code, isWamid := strings.CutPrefix(text, wamid)
	if !isWamid {
		return network.ParseID(text)
	}
	raw, err := base64.URLEncoding.DecodeString(code)
	if err != nil || len(raw) != len(id) {
		return id, false
	}
	return network.ID(raw), true
}

// MessageID reads an id that this provider gave out: for the bench.
func (p *Provider) MessageID(text string) (network.ID, bool) {
	if id := insideCallID(text); !id.IsZero() {
		_, err := p.net.Call(id)
		return id, err == nil
	}
	id, ok := insideID(text)
	if !ok {
		return id, false
	}
	m, err := p.net.Message(id)
	return id, err == nil && strings.EqualFold(p.outside(m), text)
}

// outside is the id that this API gives a message.
func (p *Provider) outside(m network.Message) string { return outsideID(m.Direction, m.Channel, m.ID) }

// target finds the message that a request names by its outside id (tyntec OP-59b). What is unknown is the zero id.
func (p *Provider) target(text string) network.ID {
	if text == "" {
		return network.ID{}
	}
	id, ok := p.MessageID(text)
	if !ok {
		return network.ID{}
	}
	return id
}

// outsideOf is the outside id of a message that the network names; empty when it names none.
func (p *Provider) outsideOf(id network.ID) string {
	if id.IsZero() {
		return ""
	}
	m, err := p.net.Message(id)
	if err != nil {
		return ""
	}
	return p.outside(m)
}

// partID is the id of one part of a user's SMS (network 1.7): a function of the message's id and the part's number.
func partID(id network.ID, sequence int) string {
	sum := sha256.Sum256(append(id[:], byte(sequence)))
	part := network.ID(sum[:16])
	part[6] = part[6]&0x0f | 0x40 // version 4
	part[8] = part[8]&0x3f | 0x80 // variant
	return part.String()
}

// amount writes hundredths of a currency's unit.
func amount(hundredths int64) string {
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}

// signs of currencies; another currency stands for itself.
var signs = map[string]string{"EUR": "€", "USD": "$", "GBP": "£", "INR": "₹", "SGD": "S$"}

// priced is an amount with its currency sign (tyntec 4.13 Product).
func priced(hundredths int64, currency string) string {
	if sign := signs[currency]; sign != "" {
		return sign + amount(hundredths)
	}
	return currency + " " + amount(hundredths)
}
