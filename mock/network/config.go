package network

import "time"

// Config describes how a world starts. World files are read into it; Network runs it.
type Config struct {
	Seed      uint64
	Start     time.Time                // zero: 2026-01-01T00:00:00Z
	Latency   Latency                  // empty: Steady
	Follow    bool                     // true: the clock follows the wall; false: it moves by hand
	Persona   string                   // of a handset that names none; empty: manual
	Named     func(luck uint64) string // names of people of populations; nil: none
	Says      func(luck uint64) string // what people say by themselves; nil: a few phrases
	SMS       SMSRules
	Opens     []string // window.opens; nil: all of Openers
	Profile   string   // of faults (network 7.2); empty: ideal
	Limits    Limits   // zero: nothing is enforced (network 10.2)
	Accounts  []Account
	WABAs     []WABA
	Senders   []Sender
	Handsets  []Handset
	Templates []Template
	Catalogs  []Catalog
	Flows     []Flow
	Groups    []Group // the first member is the owner; an invite that is missing is drawn
	LogSize   int     // events kept for readers that come late; 0: 65,536
	Files     []StoredFile

	Portfolios []Portfolio
	Review     ReviewMode // of templates; empty: ReviewAuto
	Fetch      bool       // links are fetched, by whoever follows the log for it (media.fetch)
	Shared     bool       // several accounts may have one number (bind.exclusive false, network D29)
}

// Account is what a provider's credential belongs to, with the options of network 10.1.
type Account struct {
	ID      string
	Label   string // the provider's name: opaque to the network
	Name    string
	Options AccountOptions
}

// AccountOptions are the rows of network 10.1; zero values are the platform's way.
type AccountOptions struct {
	SyncChecks    []string      // keys of network 3.19 that are judged in the call
	DispatchDelay bool          // hop L3 between accepted and dispatched
	BlockError    bool          // block.mode error: a blocked message fails with blocked_by_user
	TTL           time.Duration // WhatsApp; 0: 30 days
	TTLAuth       time.Duration // authentication templates; 0: 10 minutes
	ReportExpiry  bool          // ttl.report failed
	UploadLife    time.Duration // 0: 30 days; negative: for ever
	InboundLife   time.Duration // 0: 7 days; negative: for ever
	PassRevoke    bool          // inbound.revoke pass
	PassEdit      bool          // inbound.edit pass
	AlwaysValid   bool          // contact_check always_valid (network 3.9)

	StateDown  map[SenderState]DownMode // state.down, by the state that the sender is in; nil: fail
	ViberBurst int                      // viber.burst: messages of rate type session in a row; 0: 10

	URLLife time.Duration // media.url_life: of an address of a file; 0: 5 minutes; negative: as long as the file

	TemplateRequest time.Duration // templates.request: time in REQUESTED
	TemplateSubmit  time.Duration // templates.submit: time in SUBMITTED
	ReviewDelay     time.Duration // templates.delay: time in PENDING; 0: hop L15; negative: none
	CheckAtReview   bool          // templates.check review: a template that breaks a rule is taken and rejected by the reviewer
	RegionSender    bool          // region.sender: address and payment messages need the country of the sender too
}

// SenderState is the connection of a sender (network 1.2).
type SenderState string

// The connection states.
const (
	Connected          SenderState = "connected"
	Connecting         SenderState = "connecting"
	Disconnected       SenderState = "disconnected"
	NotReady           SenderState = "not_ready"
	UnregisteredSender SenderState = "unregistered"
)

// Sender is a business's address on one channel: a WhatsApp number, an SMS sender or a Viber service (network 1.2, 1.3).
type Sender struct {
	ID         string // E.164 digits, short code, letters, or service id
	Channel    Channel
	Account    string
	Also       []string // further accounts that the number is bound to, in order of binding (network D29)
	WABA       string   // WhatsApp
	Name       string
	Kind       string      // SMS: long, short, tollfree, alphanumeric; WhatsApp: api, linked; Viber: session, two-way, one-way
	OneWay     bool        // takes no messages
	State      SenderState // empty: connected
	Quality    string      // GREEN, YELLOW, RED; empty: GREEN
	Tier       string      // messagingTier; empty: TIER_1K
	Limit      string      // portfolio limit; empty: TIER_2K
	Restricted bool        // templates fail (network 3.10)
	Retired    bool        // Viber: unused or too new (network 1.3)
	Country    string      // two letters, for what only some countries have; empty: that of the number
	PerSecond  int         // throughput (network 3.11); 0: 80
	Flagged    bool        // red for a day (network 3.12)
	Troubles   []Reason    // what stands against it: locked, payment, display_name, ...; each fails its sends where it is found
	Allowed    []string    // a test number: the only people that it reaches; nil: everybody (network 3.11)
	Barred     []string    // calling codes of countries to which its line of business is not let (network 1.5)

	App bool // a phone with the business app shares the number (network 3.16)

	NumberSettings
}

// Handset is a person's phone (network 1.4). Flags are named so that false is the usual case.
type Handset struct {
	Number           string
	Name             string
	Apps             []Channel
	Off              bool     // switched off or without network
	NoReceipts       bool     // read receipts off
	Line             string   // mobile, landline, voip, unassigned; empty: mobile
	Persona          string   // empty: the world's
	BlocksAll        bool     // has blocked every sender
	Blocks           []string // entries of BlockKey
	UserID           string   // business-scoped user id
	Username         string
	BusinessApp      bool // is a business account itself
	MarketingLimited bool
	Experiment       bool
	NoTerms          bool // terms not accepted or client too old
	SMSBarred        bool
	OldViber         bool     // client below 5.3
	MCCMNC           string   // 5 or 6 digits; empty: from the country
	Troubles         []Reason // what the operator or the platform answers for this number (network 4.7, 5); first hit wins
	Coverage         Coverage
	RoamingBarred    bool // roaming is not allowed: as without data, and no SMS
	Data             Data
	MemoryFull       bool // for SMS
	NumberHidden     bool // businesses see the user id alone
	NoBusinessViber  bool // business messages are turned off on Viber
	About            string
	Photo            ID  // a file
	Devices          int // on which WhatsApp runs, 2 to 5; 0: one
	BrokenDevices    int // of them those that can take no messages; never all
}
