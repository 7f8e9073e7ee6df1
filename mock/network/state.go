package network

// Channel is what carries a message.
type Channel uint8

// The channels of the simulated network.
const (
	WhatsApp Channel = iota + 1
	SMS
	Viber
)

var channelNames = [...]string{WhatsApp: "whatsapp", SMS: "sms", Viber: "viber"}

func (c Channel) String() string {
	if int(c) < len(channelNames) {
		return channelNames[c]
	}
	return ""
}

// ParseChannel reads a channel's name.
func ParseChannel(name string) (Channel, bool) {
	for c, known := range channelNames {
		if known == name && known != "" {
			return Channel(c), true
		}
	}
	return 0, false
}

// Direction tells who wrote a message.
type Direction uint8

// Outbound is from a business to a person, Inbound the other way.
const (
	Outbound Direction = iota + 1
	Inbound
)

func (d Direction) String() string {
	if d == Inbound {
		return "in"
	}
	return "out"
}

// State is where a message stands (network 2.1). Outbound: accepted, dispatched, sent, delivered, read, played, failed, expired,
// deleted, cancelled. Inbound: arrived, then read when the business marked it, or deleted when its writer took it back.
type State uint8

// The canonical states.
const (
	Accepted State = iota + 1
	Dispatched
	Sent
	Delivered
	Read
	Played
	Failed
	ExpiredState
	Deleted
	Arrived
	Held // waits for the verdict of template pacing (network 2.2 W3)
	Cancelled
)

var stateNames = [...]string{
	Accepted: "accepted", Dispatched: "dispatched", Sent: "sent", Delivered: "delivered", Read: "read", Played: "played",
	Failed: "failed", ExpiredState: "expired", Deleted: "deleted", Arrived: "arrived", Held: "held",
	Cancelled: "cancelled",
}

func (s State) String() string { return stateNames[s] }

// transitions are the legal steps of a message: network 2.2 (W2 to W13), 2.3 (I1, I2, I4), 2.4 and 2.5. What is missing here is
// a *TransitionError.
var transitions = map[State][]State{
	Accepted:   {Dispatched, Failed, Held, Cancelled},      // W6, W7 stage S, W3, W2a
	Held:       {Accepted, Failed, Cancelled},              // W4, W5, W2a
	Dispatched: {Sent, Failed},                             // W6a, W7 stage D
	Sent:       {Delivered, Failed, ExpiredState, Deleted}, // W8, W12, W13, W17
	Delivered:  {Read, Played, Deleted},                    // W10, W11, W17
	Read:       {Played, Deleted},                          // W11, W17, I4
	Played:     {Deleted},                                  // W17
	Arrived:    {Read, Deleted},                            // I2, I4
}

// May tells whether a message may go from one state to another.
func May(from, to State) bool {
	for _, s := range transitions[from] {
		if s == to {
			return true
		}
	}
	return false
}

// on tells whether an outbound message is on the phone.
func (s State) on() bool { return s == Delivered || s == Read || s == Played }

// ended tells whether nothing more will happen to an outbound message by itself.
func (s State) ended() bool {
	return s == Delivered || s == Read || s == Played || s == Failed || s == ExpiredState || s == Deleted || s == Cancelled
}
