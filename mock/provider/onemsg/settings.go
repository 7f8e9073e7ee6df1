package onemsg

import (
	"context"
)

// settings are the switches of a channel that its owner turns (onemsg 4.2).
type settings struct {
	GuaranteedHooks      bool `json:"guaranteedHooks"`
	AckNotificationsOn   bool `json:"ackNotificationsOn"`
	RawHooks             bool `json:"rawHooks"`
	TemplateAnalytics    bool `json:"template_analytics_enabled"`
	LinkTrackingOptedOut bool `json:"cta_url_link_tracking_opted_out"`
}

// settingsOut are all settings with the addresses.
type settingsOut struct {
	WebhookURL *string `json:"webhookUrl"`
	settings
}

// getSettings reads the settings (onemsg 2.1).
func (p *Provider) getSettings(ctx context.Context, _ struct{}) (settingsOut, error) {
	ch := channelOf(ctx)
	return settingsOut{ch.joined(), ch.present()}, nil
}

func (ch *channel) present() settings {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	o := ch.bench
	return settings{o.GuaranteedHooks, o.AckNotificationsOn, o.RawHooks, ch.analytics, ch.optedOut}
}

// settingsUpdate is a change; nil members stay as they are.
type settingsUpdate struct {
	WebhookURL           addressesIn `json:"webhookUrl"`
	GuaranteedHooks      *bool       `json:"guaranteedHooks"`
	AckNotificationsOn   *bool       `json:"ackNotificationsOn"`
	RawHooks             *bool       `json:"rawHooks"`
	TemplateAnalytics    *bool       `json:"template_analytics_enabled"`
	LinkTrackingOptedOut *bool       `json:"cta_url_link_tracking_opted_out"`
}

type settingsIn struct{ Body settingsUpdate }

// settingsChanged are all settings after a change, and what of them it has changed (onemsg 2.1).
type settingsChanged struct {
	settingsOut
	Update map[string]any `json:"update"`
}

// setSettings changes what the request names (onemsg 2.1).
func (p *Provider) setSettings(ctx context.Context, in settingsIn) (settingsChanged, error) {
	ch := channelOf(ctx)
	update := map[string]any{}
	if given := in.Body.WebhookURL; given.given {
		var urls []string
		if !clearing(given.urls) {
			var err error
			if urls, err = addressList(given.urls); err != nil {
				return settingsChanged{}, err
			}
		}
		if ch.setAddresses(urls, false) {
			update["webhookUrl"] = ch.joined()
		}
	}
	ch.turn(in.Body, update)
	return settingsChanged{settingsOut{ch.joined(), ch.present()}, update}, nil
}

// turn turns the switches that a change names, and notes which of them are other than before.
func (ch *channel) turn(u settingsUpdate, update map[string]any) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	s := &ch.bench
	for _, one := range []struct {
		name string
		want *bool
		have *bool
	}{
		{"guaranteedHooks", u.GuaranteedHooks, &s.GuaranteedHooks},
		{"ackNotificationsOn", u.AckNotificationsOn, &s.AckNotificationsOn},
		{"rawHooks", u.RawHooks, &s.RawHooks},
		{"template_analytics_enabled", u.TemplateAnalytics, &ch.analytics},
		{"cta_url_link_tracking_opted_out", u.LinkTrackingOptedOut, &ch.optedOut},
	} {
		if one.want != nil && *one.want != *one.have {
			*one.have = *one.want
			update[one.name] = *one.want
		}
	}
}
