package onemsg

import (
	"context"
	"encoding/json"
	"strings"
)

// addressesIn is webhookUrl in a request: a text, or a list of texts.
type addressesIn struct {
	given bool
	urls  []string
}

// UnmarshalJSON takes a text, a list of texts, and null.
func (a *addressesIn) UnmarshalJSON(data []byte) error {
	a.given = true
	if strings.HasPrefix(strings.TrimSpace(string(data)), "[") {
		return json.Unmarshal(data, &a.urls)
	}
	var text *string
	err := json.Unmarshal(data, &text)
	if text != nil {
		a.urls = []string{*text}
	}
	return err
}

type webhookIn struct {
	Body struct {
		WebhookURL addressesIn `json:"webhookUrl"`
	}
}

// setWebhookStatus is the answer of setWebhook (onemsg 4.3).
type setWebhookStatus struct {
	Set     bool   `json:"set"`
	Message string `json:"message"`
}

// setWebhook replaces the addresses and makes each active again (onemsg 2.2).
func (p *Provider) setWebhook(ctx context.Context, in webhookIn) (setWebhookStatus, error) {
	ch := channelOf(ctx)
	if clearing(in.Body.WebhookURL.urls) {
		return setWebhookStatus{}, required("webhookUrl")
	}
	urls, err := addressList(in.Body.WebhookURL.urls)
	if err != nil {
		return setWebhookStatus{}, err
	}
	p.settleReports(ch)
	changed := ch.setAddresses(urls, true)
	return setWebhookStatus{changed, *ch.joined()}, nil
}

// settleReports brings in what came of earlier attempts, so that it does not count against a list that is set anew.
func (p *Provider) settleReports(ch *channel) { p.book.with(ch.config.Account, func(*book) {}) }

// addressStatus is the state of one address (onemsg 4.3).
type addressStatus struct {
	URL            string `json:"url"`
	Status         string `json:"status"`
	FailedAttempts int    `json:"failedAttempts"`
	LastStatusCode *int   `json:"lastStatusCode"`
	DisabledAt     *int64 `json:"disabledAt"`
}

// webhookOut is the answer of getWebhook (onemsg 4.3).
type webhookOut struct {
	WebhookURL      *string         `json:"webhookUrl"`
	WebhookStatuses []addressStatus `json:"webhookStatuses"`
}

// getWebhook reads the addresses and their state (onemsg 2.8).
func (p *Provider) getWebhook(ctx context.Context, _ struct{}) (webhookOut, error) {
	ch := channelOf(ctx)
	p.settleReports(ch)
	out := webhookOut{WebhookURL: ch.joined(), WebhookStatuses: []addressStatus{}}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	for _, a := range ch.addresses {
		out.WebhookStatuses = append(out.WebhookStatuses, a.shown())
	}
	return out, nil
}

func (a address) shown() addressStatus {
	out := addressStatus{URL: a.url, Status: "active", FailedAttempts: a.failed}
	if a.status != 0 {
		out.LastStatusCode = &a.status
	}
	if !a.disabled.IsZero() {
		at := a.disabled.Unix()
		out.Status, out.DisabledAt = "disabled", &at
	}
	return out
}
