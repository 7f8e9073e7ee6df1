package network

import "time"

// Poll is a question with options to choose. Linked senders and people write it; to an api sender it arrives as unsupported
// (network 1.3, 3.8).
type Poll struct {
	Question string
	Options  []string
	Multiple bool // several options may be chosen
}

// Vote is what a person chose of a poll: all options that hold now, none when the vote was taken back.
type Vote struct {
	Poll    ID
	Options []string
}

// CallAnswer is the answer to a call permission request (network 3.21).
type CallAnswer struct {
	Accepted  bool
	Permanent bool
	ByCall    bool      // given by a call of the person, not by an answer
	Until     time.Time // zero: for good, or refused
}

// Moved says that a person has another number now (network 3.14): type user_changed_number.
type Moved struct{ From, To string }

// Welcome says that a person opened an empty chat for the first time (network 3.8 request_welcome).
type Welcome struct{}

// CallEntry is what a chat shows after a call (network 3.21).
type CallEntry struct {
	Call     ID
	FromUser bool // the person called
	Answered bool
	Seconds  int
}

// Referral says from where a person came into the chat (network 3.2).
type Referral struct {
	SourceType string // ad or page
	SourceID   string
	SourceURL  string
	Headline   string
	Body       string
	ClickID    string
	Desktop    bool // came on desktop or web: no free entry point
}

// Kind implements Content.
func (Poll) Kind() string { return "poll" }

// Words implements Content.
func (p Poll) Words() string { return p.Question }

// Kind implements Content.
func (Vote) Kind() string { return "vote" }

// Words implements Content: the first option that was chosen.
func (v Vote) Words() string {
	if len(v.Options) == 0 {
		return ""
	}
	return v.Options[0]
}

// Kind implements Content.
func (CallAnswer) Kind() string { return "call_permission_reply" }

// Words implements Content: accept or reject.
func (a CallAnswer) Words() string {
	if a.Accepted {
		return "accept"
	}
	return "reject"
}

// Kind implements Content.
func (Moved) Kind() string { return "system" }

// Words implements Content: the new number.
func (m Moved) Words() string { return m.To }

// Kind implements Content.
func (Welcome) Kind() string { return "request_welcome" }

// Words implements Content.
func (Welcome) Words() string { return "" }

// Kind implements Content.
func (CallEntry) Kind() string { return "call_log" }

// Words implements Content.
func (c CallEntry) Words() string {
	if c.Answered {
		return "answered"
	}
	return "missed"
}
