package tyntec

import (
	"cmp"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// templateResponse is a template in answers (tyntec 4.8). Its id is its name.
type templateResponse struct {
	Account       string                 `json:"whatsAppAccountId"`
	Name          string                 `json:"templateName"`
	ID            string                 `json:"templateId"`
	Category      string                 `json:"category"`
	Localizations []localizationResponse `json:"localizations"` // tyntec OP-31
}

// localizationResponse is a template in one language.
type localizationResponse struct {
	Status     string       `json:"status"`
	Reason     string       `json:"rejectionReason,omitempty"` // with REJECTED
	Language   string       `json:"language"`
	Context    string       `json:"userContext,omitempty"`
	Components []any        `json:"components"`
	Made       string       `json:"createdAt"`
	Changed    string       `json:"lastUpdated"`
	Gone       string       `json:"expiresAt,omitempty"` // after the deletion
	Quality    qualityScore `json:"qualityScore"`
	TTL        int          `json:"messageSendTimeToLiveSeconds,omitempty"` // of AUTHENTICATION
}

// showTemplate is a template of which these are the localizations, at least one.
func (p *Provider) showTemplate(waba string, all []network.Template) templateResponse {
	out := templateResponse{Account: p.wabaID(waba), Name: all[0].Name, ID: all[0].Name, Category: templateCategory(all[0].Category)}
	for _, t := range all {
		out.Localizations = append(out.Localizations, localized(t))
	}
	return out
}

// templateCategory is a category as this API knows it: an old word counts as UTILITY (network 3.4).
func templateCategory(word string) string {
	switch word {
	case network.CategoryMarketing, network.CategoryAuthentication:
		return word
	}
	return network.CategoryUtility
}

// templateStatus is the state of a localization, and the reason where it is REJECTED (network 3.4, tyntec OP-100).
func templateStatus(status network.TemplateStatus, why string) (word, reason string) {
	switch status {
	case network.StatusInAppeal:
		return "PENDING", ""
	case network.StatusFlagged, network.StatusReinstated, network.StatusLocked, network.StatusUnarchived:
		return "APPROVED", ""
	case network.StatusPaused:
		return "REJECTED", "PAUSED"
	case network.StatusDisabled, network.StatusArchived:
		return "REJECTED", "DISABLED"
	case network.StatusRejected, network.StatusLimitExceeded:
		return "REJECTED", cmp.Or(why, "INVALID_FORMAT")
	case network.StatusPendingDeletion:
		return "DELETION_PENDING", ""
	}
	return string(status), ""
}

func localized(t network.Template) localizationResponse {
	out := localizationResponse{
		Language: t.Language, Context: extrasOf(t).context, Components: components(t), Made: millis(t.Made), Changed: millis(t.Changed),
		Quality: score(t.Quality, t.QualityReasons),
	}
	out.Status, out.Reason = templateStatus(t.Status, t.Reason)
	if !t.Gone.IsZero() {
		out.Gone = millis(t.Gone)
	}
	if t.Rules() == network.CategoryAuthentication {
		out.TTL = secondsOf(t.TTL)
	}
	return out
}

// secondsOf is the deadline of an AUTHENTICATION template (tyntec 5.1).
func secondsOf(ttl time.Duration) int {
	switch {
	case ttl == network.TTLForever:
		return -1
	case ttl == 0:
		return 600
	}
	return int(ttl / time.Second)
}

type headerComponent struct {
	Type   string `json:"type"`
	Format string `json:"format"`
	Text   string `json:"text,omitempty"`
}

type bodyComponent struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Security bool   `json:"addSecurityRecommendation,omitempty"`
}

type footerComponent struct {
	Type    string `json:"type"`
	Text    string `json:"text,omitempty"`
	Minutes int    `json:"codeExpirationMinutes,omitempty"`
}

type listComponent struct {
	Type    string `json:"type"`
	Buttons []any  `json:"buttons,omitempty"`
	Cards   []any  `json:"cards,omitempty"`
}

// components is the definition: HEADER, BODY and FOOTER without examples, the others as submitted (tyntec OP-32).
func components(t network.Template) (all []any) {
	note := extrasOf(t)
	if h := t.Header; h != nil {
		all = append(all, headerComponent{"HEADER", headerFormat(h.Format), h.Text})
	}
	all = append(all, bodyComponent{"BODY", t.Body, t.Security})
	if t.Footer != "" {
		all = append(all, footerComponent{"FOOTER", t.Footer, t.CodeMinutes})
	}
	switch {
	case note.buttons != nil:
		all = append(all, note.buttons)
	case len(t.Buttons) > 0:
		all = append(all, listComponent{Type: "BUTTONS", Buttons: buttonsOf(t.Buttons)})
	}
	switch {
	case note.carousel != nil:
		all = append(all, note.carousel)
	case len(t.Cards) > 0:
		all = append(all, carouselOf(t.Cards))
	}
	if t.CallPermission {
		all = append(all, map[string]any{"type": "CALL_PERMISSION_REQUEST"})
	}
	return all
}

// headerFormat is a format that this API knows: a GIF is a film.
func headerFormat(format string) string {
	if format == "GIF" {
		return "VIDEO"
	}
	return format
}

// buttonComponent is a button of a template that was not made here (tyntec 4.8).
type buttonComponent struct {
	Type    string `json:"type"`
	Text    string `json:"text,omitempty"`
	URL     string `json:"url,omitempty"`
	Phone   string `json:"phoneNumber,omitempty"`
	OTP     string `json:"otpType,omitempty"`
	Fill    string `json:"autofillText,omitempty"`
	Flow    string `json:"flowId,omitempty"`
	Action  string `json:"flowAction,omitempty"`
	Screen  string `json:"navigateScreen,omitempty"`
	Minutes int    `json:"timeToLiveMinutes,omitempty"`
}

func buttonsOf(buttons []network.TemplateButton) (all []any) {
	for _, b := range buttons {
		all = append(all, buttonComponent{b.Type, b.Text, b.URL, b.Phone, b.OTP, b.Autofill, b.Flow, b.Action, b.Screen, b.Minutes})
	}
	return all
}

func carouselOf(cards []network.TemplateCard) listComponent {
	out := listComponent{Type: "CAROUSEL"}
	for _, c := range cards {
		parts := []any{headerComponent{"HEADER", headerFormat(c.Header.Format), ""}}
		if c.Body != "" {
			parts = append(parts, bodyComponent{Type: "BODY", Text: c.Body})
		}
		if len(c.Buttons) > 0 {
			parts = append(parts, listComponent{Type: "BUTTONS", Buttons: buttonsOf(c.Buttons)})
		}
		out.Cards = append(out.Cards, map[string]any{"components": parts})
	}
	return out
}
