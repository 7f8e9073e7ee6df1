package wabbit

import (
	"strconv"

	"github.com/mynah-sim/mynah/mock/wire"
)

// hook is the webhook of a user (wabbit 4.4).
type hook struct {
	id                           int
	user                         *user
	url                          string
	incoming, outgoing, assigned bool
}

type hookOut struct {
	ID       int         `json:"id"`
	User     webhookUser `json:"user"`
	URL      string      `json:"url"`
	Incoming bool        `json:"on_incoming_message"`
	Outgoing bool        `json:"on_outgoing_message"`
	Assigned bool        `json:"on_assigned"`
}

type webhookUser struct {
	ID       int    `json:"id"`
	Username string `json:"username"`
	URL      string `json:"url"`
}

func (c *call) hookOut(h *hook) hookOut {
	return hookOut{h.id, webhookUser{h.user.id, h.user.username, userURL(c.base, h.user.id)}, h.url, h.incoming, h.outgoing, h.assigned}
}

// hooks are the webhooks that the caller may know of, by id (wabbit 2.5).
func (c *call) hooks() (all []*hook) {
	for id := 1; id <= c.hookIDs; id++ {
		for _, u := range c.users {
			if u.hook != nil && u.hook.id == id && (c.user.admin() || c.user == u) {
				all = append(all, u.hook)
			}
		}
	}
	return all
}

func (c *call) listWebhooks(in pageIn) (page[hookOut], error) {
	return paged(c, in, c.hooks(), c.hookOut), nil
}

// hookChange is the body of webhooks; absent members stay.
type hookChange struct {
	URL      *string `json:"url"`
	Incoming *bool   `json:"on_incoming_message"`
	Outgoing *bool   `json:"on_outgoing_message"`
	Assigned *bool   `json:"on_assigned"`
}

func (h *hook) apply(change hookChange) {
	set(&h.url, change.URL)
	set(&h.incoming, change.Incoming)
	set(&h.outgoing, change.Outgoing)
	set(&h.assigned, change.Assigned)
}

type createHookIn struct{ Body hookChange }

// createWebhook makes the caller's only webhook; it gets what happens from now on (wabbit 2.5).
func (c *call) createWebhook(in createHookIn) (hookOut, error) {
	if c.user.hook != nil {
		return hookOut{}, general("This user already has a WABA Webhook.")
	}
	c.hookIDs++
	c.user.hook = &hook{id: c.hookIDs, user: c.user, incoming: true}
	c.user.hook.apply(in.Body)
	return c.hookOut(c.user.hook), nil
}

// hookAt finds the webhook that a path names; another user's is unknown.
func (c *call) hookAt(text string) (*hook, error) {
	id, err := strconv.Atoi(text)
	for _, h := range c.hooks() {
		if err == nil && h.id == id {
			return h, nil
		}
	}
	return nil, errUnknown
}

func (c *call) retrieveWebhook(in idIn) (hookOut, error) {
	h, err := c.hookAt(in.ID)
	if err != nil {
		return hookOut{}, err
	}
	return c.hookOut(h), nil
}

type changeHookIn struct {
	ID   string `path:"id"`
	Body hookChange
}

// changeWebhook serves both updates: the document says what each must carry.
func (c *call) changeWebhook(in changeHookIn) (hookOut, error) {
	h, err := c.hookAt(in.ID)
	if err != nil {
		return hookOut{}, err
	}
	h.apply(in.Body)
	return c.hookOut(h), nil
}

// destroyWebhook drops what waits for the webhook (wabbit 2.5).
func (c *call) destroyWebhook(in idIn) (wire.Empty, error) {
	h, err := c.hookAt(in.ID)
	if err != nil {
		return wire.Empty{}, err
	}
	h.user.hook = nil
	return wire.Empty{}, nil
}
