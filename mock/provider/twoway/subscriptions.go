package twoway

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/mynah-sim/mynah/mock/webhook"
	"github.com/mynah-sim/mynah/mock/wire"
)

// subscription says where events go: by webhook, or over a live connection.
type subscription struct {
	team    *team
	id      string
	user    string
	created time.Time
	terms
	live bool
}

// terms are what callers choose.
type terms struct {
	enabled  bool
	events   []string // empty: all
	accounts []string // empty: all
	schema   map[string]any
	compiled *jsonschema.Schema
	url      string
}

// subscriptionView is a subscription as answers show it (twoway 4.12 Subscription).
type subscriptionView struct {
	ID        string         `json:"id"`
	Enabled   bool           `json:"enabled"`
	OwnerID   string         `json:"ownerId"`
	UserID    string         `json:"userId"`
	CreatedAt string         `json:"createdAt"`
	Events    []string       `json:"events"`
	Accounts  []string       `json:"accounts,omitempty"`
	Schema    map[string]any `json:"schema,omitempty"`
	Type      string         `json:"type"`
	URL       string         `json:"url,omitempty"`
}

func (s *subscription) view() subscriptionView {
	v := subscriptionView{
		ID: s.id, Enabled: s.enabled, OwnerID: s.team.id, UserID: s.user, CreatedAt: stamp(s.created), Events: s.events,
		Accounts: s.accounts, Schema: s.schema, Type: "webhook", URL: s.url,
	}
	if len(v.Events) == 0 {
		v.Events = EventNames()
	}
	if s.live {
		v.Type = "websocket"
	}
	return v
}

// wants tells whether an event passes the filters of names and accounts (twoway 3.1).
func (s *subscription) wants(e told) bool {
	return s.enabled && s.team == e.team && (len(s.events) == 0 || slices.Contains(s.events, e.event)) &&
		(e.account == "" || len(s.accounts) == 0 || slices.Contains(s.accounts, e.account))
}

// accepts tells whether a whole body satisfies the schema of the subscription.
func (s *subscription) accepts(body []byte) bool {
	if s.compiled == nil {
		return true
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	return err == nil && s.compiled.Validate(v) == nil
}

// subscriptionBody is what callers give (twoway 4.12 PostSubscription, UpdateSubscription).
type subscriptionBody struct {
	Enabled  *bool            `json:"enabled"`
	Events   *[]string        `json:"events"`
	Accounts *[]string        `json:"accounts"`
	Schema   *json.RawMessage `json:"schema"`
	URL      *string          `json:"url"`
}

// apply changes what the body names, all or nothing.
func (s *subscription) apply(b subscriptionBody) error {
	next := s.terms
	if b.Enabled != nil {
		next.enabled = *b.Enabled
	}
	if b.Events != nil {
		next.events = *b.Events
	}
	if b.Accounts != nil {
		next.accounts = *b.Accounts
	}
	if b.URL != nil {
		next.url = *b.URL
		if u, err := url.Parse(next.url); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return errInvalid
		}
	}
	if b.Schema != nil {
		if err := next.setSchema(*b.Schema); err != nil {
			return err
		}
	}
	s.terms = next
	return nil
}

func (s *terms) setSchema(text json.RawMessage) error {
	s.schema, s.compiled = nil, nil
	if string(text) == "null" {
		return nil
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return errInvalid
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(jsonschema.SchemeURLLoader{}) // nothing is fetched
	if err := compiler.AddResource("mem:schema", document); err != nil {
		return errInvalid
	}
	if s.compiled, err = compiler.Compile("mem:schema"); err != nil {
		return errInvalid
	}
	return json.Unmarshal(text, &s.schema)
}

type subscriptionsList struct {
	Subscriptions []subscriptionView `json:"subscriptions"`
}

// subscriptionsGet lists the subscriptions of the team, open live connections among them (twoway 2.15).
func subscriptionsGet(t *tx, who *caller, _ wire.Empty) (subscriptionsList, error) {
	out := subscriptionsList{Subscriptions: []subscriptionView{}}
	for _, s := range t.p.subs {
		if s.team == who.team {
			out.Subscriptions = append(out.Subscriptions, s.view())
		}
	}
	return out, nil
}

type subscriptionsPostIn struct{ Body subscriptionBody }

// subscriptionsPost makes a webhook subscription (twoway 2.15).
func subscriptionsPost(t *tx, who *caller, in subscriptionsPostIn) (subscriptionView, error) {
	s := &subscription{team: who.team, user: who.user.id, created: t.now}
	if err := s.apply(in.Body); err != nil {
		return subscriptionView{}, err
	}
	s.id = uuidOf(t.p.chance.draw("subscriptions"))
	t.p.subs = append(t.p.subs, s)
	return s.view(), nil
}

func (t *tx) subscription(team *team, id string) (*subscription, error) {
	for _, s := range t.p.subs {
		if s.team == team && s.id == id {
			return s, nil
		}
	}
	return nil, errSubscription
}

type subscriptionsPatchIn struct {
	ID   string `path:"id"`
	Body subscriptionBody
}

// subscriptionsPatch changes a subscription; deliveries under way keep their URL (twoway 2.15).
func subscriptionsPatch(t *tx, who *caller, in subscriptionsPatchIn) (subscriptionView, error) {
	s, err := t.subscription(who.team, in.ID)
	if err != nil {
		return subscriptionView{}, err
	}
	if err := s.apply(in.Body); err != nil {
		return subscriptionView{}, err
	}
	return s.view(), nil
}

type idIn struct {
	ID string `path:"id"`
}

// subscriptionsDelete ends a subscription: what still waits to be repeated is dropped, a live connection is closed (twoway 2.15).
func subscriptionsDelete(t *tx, who *caller, in idIn) (success, error) {
	s, err := t.subscription(who.team, in.ID)
	if err != nil {
		return success{}, err
	}
	t.endSubscription(s)
	return success{true}, nil
}

func (t *tx) endSubscription(s *subscription) {
	t.p.subs = slices.DeleteFunc(t.p.subs, func(o *subscription) bool { return o == s })
	for _, c := range t.p.live {
		if c.sub == s {
			c.end()
		}
	}
}

// retries are the waits after a failed attempt (twoway 3.1).
var retries = []time.Duration{5 * time.Second, 30 * time.Second, 120 * time.Second}

// retry gives up after the third repetition.
func retry(attempt int, _, _ time.Time) (time.Duration, bool) {
	if attempt > len(retries) {
		return 0, false
	}
	return retries[attempt-1], true
}

// callbacks are the deliveries of a batch to the webhooks of its team: one queue for each subscription (twoway 3.1).
func (t *tx) callbacks(batch []told) (all []webhook.Callback) {
	for _, s := range t.p.subs {
		if s.live {
			continue
		}
		body := bodyFor(batch, s.wants)
		if body == nil || !s.accepts(body) {
			continue
		}
		all = append(all, webhook.Callback{
			Provider: Name, Event: batch[0].event, Account: batch[0].owner, Order: "twoway " + s.id, URL: s.url, Body: body,
			Sign: t.p.pass(s), Retry: retry, Tag: addressed(s.id),
		})
	}
	return all
}

// addressed is the subscription for which a callback is: a fork knows it by its id.
type addressed string

// Dropped tells whether a callback is for a subscription that is gone (twoway 2.15).
func (p *Provider) Dropped(c webhook.Callback) bool {
	id, ok := c.Tag.(addressed)
	if !ok {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return !slices.ContainsFunc(p.subs, func(s *subscription) bool { return s.id == string(id) })
}

// pass is the header by which receivers know us: a fresh token without scopes for each attempt (twoway 3.1).
func (p *Provider) pass(s *subscription) func(time.Time, []byte) http.Header {
	team, user := s.team.id, s.user
	return func(at time.Time, _ []byte) http.Header {
		token := p.signer.sign(claims{
			Exp: at.Add(accessLife).Unix(), Iat: at.Unix(), Iss: p.world, User: claimsUser{ID: user, TeamID: team},
		})
		return http.Header{"Authorization": {"Bearer " + token}}
	}
}

// success is the plain confirmation (twoway 4.1 SuccessResponse).
type success struct {
	Success bool `json:"success"`
}
