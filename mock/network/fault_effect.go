package network

import "time"

// Effect is what a struck fault asks of the edge, of a webhook, or of a provider's own work. What it does is a plain value.
type Effect struct {
	Fault string // its name: F01
	Rule  string // the id of the rule
	Act   Act
}

// Act is one of the types of this file.
type Act interface{ act() }

// BodyStyle is how the body of an injected answer looks.
type BodyStyle string

// The styles: as the surface writes its own errors, bare JSON, a page of HTML, or nothing.
const (
	SurfaceBody BodyStyle = "surface"
	JSONBody    BodyStyle = "json"
	HTMLBody    BodyStyle = "html"
	EmptyBody   BodyStyle = "empty"
)

// Answer replaces the answer of a call (F01, F02, F03, F07, F08, F11, F59). Made: the call does its work first, and its own answer is
// thrown away; else it does nothing.
type Answer struct {
	Status     int
	RetryAfter time.Duration // header Retry-After; 0: none
	Body       BodyStyle
	Denied     string // F08: expired, withdrawn, access, permission, api_permission; empty: no question of rights
	Made       bool
}

// Delay lets an answer or a callback wait: in real time at the edge (F04), on the world's clock at the webhook (F15, F22).
type Delay struct{ For time.Duration }

// Cut spoils the body of an answer or a download (F05): Keep bytes of it are sent, -1 all, at Rate bytes a second, 0 at once, in real
// time; the announced length stays that of the whole.
type Cut struct{ Keep, Rate int }

// Reset breaks the connection without an answer (F06): before the body of the call is read, or after it; Made: after the call has done
// its work.
type Reset struct{ BeforeBody, Made bool }

// AnswerLast lets the answer leave after the callbacks that the call caused, by Lead in real time (F21).
type AnswerLast struct{ Lead time.Duration }

// Repeat posts a callback Copies more times, Gap apart on the world's clock (F13). NewEnvelope: with ids and times of the envelope made
// anew.
type Repeat struct {
	Copies      int
	Gap         time.Duration
	NewEnvelope bool
}

// Reorder keeps a callback until Depth later ones have gone, or until Wait is over on the world's clock (F14). Across: of the same
// address; else of the same message.
type Reorder struct {
	Depth  int
	Across bool
	Wait   time.Duration
}

// Drop never posts a callback; it counts as done (F16).
type Drop struct{}

// Sign spoils the signature (F17). How is wrong_secret, wrong_body, missing or old_timestamp; Age belongs to the last.
type Sign struct {
	How string
	Age time.Duration
}

// Escape writes the body anew before it is signed (F18): unicode, raw, slash or html.
type Escape struct{ Style string }

// Batch posts up to Updates updates in one request of at most Size bytes (F19). Mix adds what is not plain (F20): unknown_ids,
// messages_and_statuses; empty: nothing.
type Batch struct {
	Updates int
	Size    int
	Mix     string
}

// TimeOut gives the receiver After in real time; at 0 whatever it answers counts as too late (F23).
type TimeOut struct{ After time.Duration }

// GiveUp makes this attempt the last one when it fails (F24).
type GiveUp struct{}

// Malform breaks the body in one place (F25): unknown_type, unknown_field, null, missing_contacts or empty_array.
type Malform struct{ How string }

// Misdirect puts another business number into the body (F26).
type Misdirect struct{ Number string }

// Unreachable lets the attempt fail before a byte is sent (F58): refused, dns or tls.
type Unreachable struct{ How string }

// Damage spoils a download (F47). Empty and -1 leave a member as it is.
type Damage struct {
	MIME  string
	Size  int // as told
	Bytes bool
	Rate  int // bytes a second, real time
	Keep  int // bytes after which it stops
}

// JobFails ends a provider's own job with an error (F64).
type JobFails struct{ Job, Text string }

func (Answer) act()      {}
func (Delay) act()       {}
func (Cut) act()         {}
func (Reset) act()       {}
func (AnswerLast) act()  {}
func (Repeat) act()      {}
func (Reorder) act()     {}
func (Drop) act()        {}
func (Sign) act()        {}
func (Escape) act()      {}
func (Batch) act()       {}
func (TimeOut) act()     {}
func (GiveUp) act()      {}
func (Malform) act()     {}
func (Misdirect) act()   {}
func (Unreachable) act() {}
func (Damage) act()      {}
func (JobFails) act()    {}
