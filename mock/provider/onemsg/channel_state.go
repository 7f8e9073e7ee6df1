package onemsg

import (
	"slices"
	"sync"
	"time"
)

// Options are the switches of a channel that only the bench turns (onemsg 5.14). Status and country belong to the number, the moment
// at which a closed window is told to the network's options.
type Options struct {
	History             bool   // messagesList returns data
	AckReadWord         string // read or viewed
	SubscriptionBlocked bool
	Groups              bool
	Flows501            bool
	MMLite              bool
	BSUIDRouting        bool
	UsernameRouting     bool
	LenientForms        bool
	RateLimit           int // requests a second; 0: no limit
	Queued              bool
	OutputIP            string

	GuaranteedHooks, AckNotificationsOn, RawHooks bool // those of the API itself (onemsg 4.2)
}

// defaultOptions are those of a new channel.
func defaultOptions() Options {
	return Options{
		History: true, AckReadWord: "read", Groups: true, BSUIDRouting: true, UsernameRouting: true, LenientForms: true,
		OutputIP: "203.0.113.10", GuaranteedHooks: true, AckNotificationsOn: true,
	}
}

// channel is one channel as it runs: what 1msg itself keeps of it. What a person with a handset could see is the network's.
type channel struct {
	config ChannelConfig

	mu         sync.Mutex // guards what follows; never held over a call of the network
	bench      Options
	analytics  bool // template_analytics_enabled: no effect here
	optedOut   bool // cta_url_link_tracking_opted_out: no effect here
	addresses  []address
	automation automation
	calling    calling
	second     int64 // for the rate: the second that is counted
	calls      int   // in it
	jobs       int   // queued sends so far (onemsg 5.14)
	traces     int   // errors of the platform so far
}

func newChannel(c ChannelConfig) *channel {
	return &channel{
		config: c, bench: defaultOptions(),
		automation: automation{Prompts: []string{}, Commands: []command{}}, calling: defaultCalling(),
	}
}

// fork is the channel as another world goes on with it.
func (ch *channel) fork() *channel {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return &channel{
		config: ch.config, bench: ch.bench, analytics: ch.analytics, optedOut: ch.optedOut, addresses: slices.Clone(ch.addresses),
		automation: ch.automation, calling: ch.calling.clone(), second: ch.second, calls: ch.calls, jobs: ch.jobs, traces: ch.traces,
	}
}

func (ch *channel) options() Options {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return ch.bench
}

// mayCall counts a request against the channel's rate (onemsg 1.6 E429).
func (ch *channel) mayCall(now time.Time, limit int) bool {
	if limit == 0 {
		return true
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if second := now.Unix(); second != ch.second {
		ch.second, ch.calls = second, 0
	}
	ch.calls++
	return ch.calls <= limit
}
