package network

import (
	"fmt"
	"slices"
	"strconv"
)

// Magic numbers are twelve digits of the unassigned country code 999: 9999, a digit for what follows, three digits that name it, and
// four that are free. 99990 names a reason by its number, 99991 a fault by its number. Nobody of a fixture has such a number.
const (
	magicPrefix  = "9999"
	magicReasons = '0'
	magicFaults  = '1'
	magicLength  = 12
)

// MagicNumber is a range of recipients at which one thing happens.
type MagicNumber struct {
	From, To string
	Reason   Reason  // NoReason: see Fault
	Fault    string  // its name; empty: see Reason
	Channel  Channel // zero: any
	Effect   string
}

// faultsByNumber are the faults that a number alone can ask for, with their defaults.
var faultsByNumber = []int{1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 23, 24, 25, 28, 29, 30, 32, 33, 38, 51, 52, 54, 55, 58, 60, 62}

// Magic lists the magic numbers: one range for each reason, and one for each fault that a number can ask for.
func Magic() (all []MagicNumber) {
	for _, r := range Reasons() {
		from, to := magicRange(magicReasons, int(r))
		all = append(all, MagicNumber{From: from, To: to, Reason: r, Channel: r.Channel(), Effect: magicEffect(r)})
	}
	for _, no := range faultsByNumber {
		from, to := magicRange(magicFaults, no)
		info := catalogOfFaults[no-1]
		all = append(all, MagicNumber{From: from, To: to, Fault: info.Name, Effect: info.Effect})
	}
	return all
}

func magicRange(what rune, index int) (from, to string) {
	prefix := fmt.Sprintf("%s%c%03d", magicPrefix, what, index)
	return prefix + "0000", prefix + "9999"
}

// magicEffect says what a reason's number does.
func magicEffect(r Reason) string {
	channel := r.Channel().String()
	switch at := r.foundAt(); {
	case r == Expired:
		return "A " + channel + " message to it is sent and never delivered: its life time ends, and that is told as " + r.String() + "."
	case r == PendingTooLong:
		return "A " + channel + " message to it is sent and fails a day later with " + r.String() + "."
	case at.stage == stageAir:
		return "An SMS to it is buffered with " + r.String() + " and tried again until it expires."
	case at.stage == stageSubmission:
		return "A " + channel + " message to it fails with " + r.String() + ": in the call when the account checks " + at.key + " there, else without being dispatched."
	case at.key == "":
		return "A " + channel + " message to it is dispatched and fails with " + r.String() + "."
	default:
		return "A " + channel + " message to it fails with " + r.String() + ": in the call when the account checks " + at.key + " there, else after it is dispatched."
	}
}

// isMagic tells whether a number is a magic one.
func isMagic(number string) bool { return len(number) == magicLength && number[:4] == magicPrefix }

// magicIndex is what a magic number names; 0: nothing.
func magicIndex(number string, what byte) int {
	if !isMagic(number) || number[4] != what {
		return 0
	}
	index, err := strconv.Atoi(number[5:8])
	if err != nil {
		return 0
	}
	return index
}

// magicReason is the reason that a number asks for on a channel; NoReason: none.
func magicReason(number string, c Channel) Reason {
	if index := magicIndex(number, magicReasons); index > 0 && index < int(reasonEnd) && Reason(index).Channel() == c {
		return Reason(index)
	}
	return NoReason
}

// magicFault is the fault that a number asks for; 0: none.
func magicFault(number string) int {
	if index := magicIndex(number, magicFaults); slices.Contains(faultsByNumber, index) {
		return index
	}
	return 0
}

// magicRule is the rule behind the numbers of a fault.
func (n *Network) magicRule(no int) *rule {
	if n.faults.magic[no] == nil {
		info := &catalogOfFaults[no-1]
		params, _ := info.fill(nil) // the catalog's own defaults are good
		n.faults.magic[no] = &rule{Fault: Fault{ID: "magic", Name: info.Name, Place: info.Place, Params: params}, no: no}
	}
	return n.faults.magic[no]
}

// onAir is the reason why the channel cannot bring a message to a person now; NoReason: it can.
func onAir(h *handset, c Channel) Reason {
	if why := magicReason(h.number, c); why != NoReason && why.foundAt().stage == stageAir {
		return why
	}
	return troubleAt("", stageAir, &sender{Sender: Sender{Channel: c}}, h)
}
