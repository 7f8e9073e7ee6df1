// Package control is the bench: the fifth façade, with its own document (specs/control.yaml) under /_mynah. Through it a test, the
// web page, the command line and a load run are the rest of the world: the people with phones, the clock, the reviewers.
//
// Like a provider it translates and nothing more. What it needs of the server it asks for in the small interfaces below, which
// the server implements.
package control

import (
	"context"
	"log/slog"
	"time"

	"github.com/mynah-sim/mynah/mock/journal"
	"github.com/mynah-sim/mynah/mock/network"
)

// Worlds is the register of worlds that the server keeps.
type Worlds interface {
	List() []World // by name
	Get(name string) (World, bool)
	// Create makes a world. Errors: ErrWorldExists, ErrFixtureUnknown.
	Create(NewWorld) (World, error)
	// Delete ends a world. Errors: ErrWorldUnknown, ErrWorldKept for the one that always is there.
	Delete(name string) error
	// Reset puts a world back to its start and answers it as it is from then on. Errors: ErrWorldUnknown.
	Reset(name string) (World, error)
	// Snapshot keeps a copy of a world under an id. Errors: ErrWorldUnknown.
	Snapshot(ctx context.Context, name string) (Snapshot, error)
	// Restore puts a world back to a snapshot of it. Errors: ErrWorldUnknown, ErrSnapshotUnknown.
	Restore(name, id string) (World, error)
	// Fork makes a new world that goes on from where one is; an empty name leaves it to the server. Errors: ErrWorldUnknown,
	// ErrWorldExists.
	Fork(ctx context.Context, name, as string) (World, error)
}

// Snapshot is a copy of a world that is kept.
type Snapshot struct {
	ID       string
	At       time.Time // on the world's clock
	Position uint64    // of the log
	Digest   string
}

// NewWorld says what world is wanted. Zero values leave the choice to the server (control: createWorld).
type NewWorld struct {
	Name    string                      // empty: a name of the server's choice
	Seed    *uint64                     // nil: 1
	Fixture string                      // empty: demo
	Wall    bool                        // the clock follows the wall clock; false: it moves by hand
	Start   time.Time                   // zero: by Wall the machine's time or 2026-01-01T00:00:00Z
	Speed   float64                     // of a clock that follows the wall; 0: 1
	Options func(*network.Config) error // sets the options of network 10.2 that were asked for; nil: none
}

// World is one world as the bench needs it.
type World interface {
	Name() string
	Fixture() string
	Network() *network.Network
	Journal() *journal.Journal
	Clock() Clock
	Providers() []Provider // in fixed order
	Deliveries() Deliveries
	Done() <-chan struct{} // closed when the world ends, by deletion, reset or the end of the server
}

// Clock drives the time of one world.
type Clock interface {
	Mode() string   // manual or wall
	Speed() float64 // of mode wall
	Set(mode string, speed float64)
	// Advance moves time forward and returns when all followers have acknowledged; on a clock that follows the wall it jumps.
	Advance(context.Context, network.Until) (network.Advanced, error)
}

// Provider is one provider in one world: what an integrator needs to reach it, and the settings that only the bench changes.
type Provider interface {
	Name() string
	// Accounts are those of the provider in order of making; the first came with the world. Addresses begin with origin, the
	// scheme and host of the caller's request.
	Accounts(origin string) []Account
	// AddAccount makes an account and answers its id. Errors: ErrNameTaken, *SettingError.
	AddAccount(name string, scopes *[]string) (id string, err error)
	// ChangeAccount changes what the patch names. Errors: network.ErrAccountUnknown, ErrNameTaken, *SettingError.
	ChangeAccount(id string, p AccountPatch) error
	// RemoveAccount ends an account with its senders. Errors: network.ErrAccountUnknown, ErrAccountKept for the first one.
	RemoveAccount(id string) error
	// Settings are those of patchProvider in the document's words. Errors: network.ErrAccountUnknown.
	Settings(account string) (map[string]any, error)
	// ChangeSettings changes what the patch names, all or nothing. Errors: network.ErrAccountUnknown, *SettingError.
	ChangeSettings(account string, patch map[string]any) error
}

// Account is what a credential belongs to. ID is the network's account.
type Account struct {
	ID, Name     string
	BaseURL      string
	WebsocketURL string // empty: the provider has none
	Credentials  map[string]string
	Scopes       []string
	Revoked      bool
	ExpiresAt    time.Time // on the world's clock; zero: never
}

// AccountPatch changes an account; nil members stay as they are.
type AccountPatch struct {
	Name      *string
	Scopes    *[]string
	Revoked   *bool
	ExpiresAt *time.Time // pointer to the zero time: never
}

// Deliveries are the callbacks of one world.
type Deliveries interface {
	List(DeliveryFilter) []Delivery // by number
	// Replay posts a callback once more, beside its plan, and answers the delivery when the receiver has answered. Errors:
	// ErrDeliveryUnknown, ErrCallbacksEnded.
	Replay(ctx context.Context, number uint64) (Delivery, error)
}

// DeliveryFilter chooses deliveries; empty members choose all.
type DeliveryFilter struct {
	Provider, State, Subscriber string
	After                       uint64 // only higher numbers
	Limit                       int
}

// Delivery is one callback with its attempts.
type Delivery struct {
	Number     uint64 // from 1
	Provider   string
	Event      string // name of the callback in the provider's words
	URL        string
	Subscriber string // empty: about nobody
	At         time.Time
	State      string // pending, delivered, dropped
	Attempts   []Attempt
	NextDue    time.Time // zero: no further attempt is planned
}

// Attempt is one try of a delivery.
type Attempt struct {
	Number  int // of the plan; a replay repeats the one before it
	Replay  bool
	At      time.Time
	Status  int    // 0: no answer came
	Failure string // why none came
	Took    time.Duration
	Entry   uint64 // its entry in the journal; 0: none
}

// Operation is a row of listOperations.
type Operation struct {
	Provider    string `json:"provider"`
	Method      string `json:"method"`
	Path        string `json:"path"`
	OperationID string `json:"operationId"`
	Origin      string `json:"origin"`
	Implemented bool   `json:"implemented"`
	Calls       uint64 `json:"calls"`
	Violations  uint64 `json:"violations"`
}

// Config is what the bench works on.
type Config struct {
	Worlds     Worlds
	Operations func() []Operation
	Specs      func(provider string) ([]byte, bool) // an OpenAPI document of this server in YAML
	Quickstart func(origin string) string
	// MessageID and MediaID read the ids that providers gave out. nil: the network's own ids only, which are tried first.
	MessageID func(world, text string) (network.ID, bool)
	MediaID   func(world, text string) (network.ID, bool)
	Token     string // empty: nobody needs one
	Version   string
	StartedAt time.Time // real time, for health
	Log       *slog.Logger
}

// Bench answers the operations of specs/control.yaml. Make it with New.
type Bench struct {
	config Config
}

// New makes a bench.
func New(c Config) *Bench {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Bench{config: c}
}
