package tyntec

import (
	"encoding/json"
	"slices"

	"github.com/mynah-sim/mynah/mock/network"
)

// Callback are the callback settings of an account (tyntec 4.2). Empty members are unset.
type Callback struct {
	CallbackVersion         string     `json:"callbackVersion"` // 2.11, 2.12, 2.13, 3.0; empty: 2.11 (tyntec OP-50)
	Signature               *Signature `json:"signature,omitempty"`
	Header                  *Header    `json:"header,omitempty"`
	InboundMessageURL       string     `json:"inboundMessageUrl,omitempty"`
	MessageStatusURL        string     `json:"messageStatusUrl,omitempty"`
	BusinessNotificationURL string     `json:"businessNotificationUrl,omitempty"`
	CallingNotificationURL  string     `json:"callingNotificationUrl,omitempty"`
	EventFilter             []string   `json:"eventFilter"` // empty: all status events (tyntec OP-48)
}

// Signature is the shared secret of signed callbacks (tyntec 3.2). Method is HS256 or HS512.
type Signature struct {
	Method string `json:"method"`
	Secret string `json:"secret"`
}

// UnmarshalJSON reads the signature of a request: an empty text stands for none (tyntec 4.2).
func (s *Signature) UnmarshalJSON(text []byte) error {
	if string(text) == `""` {
		return nil
	}
	type plain Signature
	return json.Unmarshal(text, (*plain)(s))
}

// Header is one more header of every callback (tyntec 4.2).
type Header struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// stored is what a request leaves: signing is off without a secret, and what has a default gets it (tyntec 2.7).
func (c Callback) stored() Callback {
	if c.Signature != nil && *c.Signature == (Signature{}) {
		c.Signature = nil
	}
	if c.CallbackVersion == "" {
		c.CallbackVersion = defaultVersion
	}
	if c.EventFilter == nil {
		c.EventFilter = []string{}
	}
	return c
}

// ChannelCallback are the callback settings of one identity: what is unset is inherited from the account (tyntec 5.9).
type ChannelCallback struct {
	CallbackVersion   string   `json:"callbackVersion,omitempty"`
	InboundMessageURL string   `json:"inboundMessageUrl,omitempty"`
	MessageStatusURL  string   `json:"messageStatusUrl,omitempty"`
	EventFilter       []string `json:"eventFilter,omitzero"` // nil: inherited; empty: all events (tyntec OP-71)
}

// defaultVersion is the form of events without any setting (tyntec OP-50).
const defaultVersion = "2.11"

func (c Callback) clone() Callback {
	if c.Signature != nil {
		c.Signature = &Signature{c.Signature.Method, c.Signature.Secret}
	}
	if c.Header != nil {
		c.Header = &Header{c.Header.Key, c.Header.Value}
	}
	c.EventFilter = slices.Clone(c.EventFilter)
	return c
}

// merge is the effective configuration: the local value if there is one, else the account's, member by member (tyntec 5.9).
func (c Callback) merge(local ChannelCallback) Callback {
	if local.CallbackVersion != "" {
		c.CallbackVersion = local.CallbackVersion
	}
	if local.InboundMessageURL != "" {
		c.InboundMessageURL = local.InboundMessageURL
	}
	if local.MessageStatusURL != "" {
		c.MessageStatusURL = local.MessageStatusURL
	}
	if local.EventFilter != nil {
		c.EventFilter = local.EventFilter
	}
	if c.CallbackVersion == "" {
		c.CallbackVersion = defaultVersion
	}
	return c
}

// wants tells whether the filter lets a status event through (tyntec 3.4).
func (c Callback) wants(event string) bool {
	return len(c.EventFilter) == 0 || slices.Contains(c.EventFilter, event)
}

// since tells whether events have at least the form of a version; versions have two digits behind the point.
func (c Callback) since(version string) bool { return c.CallbackVersion >= version }

// effective is the configuration that events of one identity follow. It reports false when the account is not this provider's.
func (p *Provider) effective(id string, c network.Channel, sender string) (Callback, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.accounts[id]
	if a == nil {
		return Callback{}, false
	}
	return a.callback.merge(a.channels[channelKey{c, sender}]), true
}
