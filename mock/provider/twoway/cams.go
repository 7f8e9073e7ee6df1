package twoway

import (
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// termsReview is how long the review of the terms takes (twoway 5.11).
const termsReview = 60 * time.Second

type camsMetadata struct {
	AppID            string `json:"appId"`
	ISVTermsTemplate string `json:"isvTermsTemplate"`
}

// alibabaCamsMetadata gives what a client needs for the sign-up (twoway 2.11).
func alibabaCamsMetadata(*tx, *caller, wire.Empty) (camsMetadata, error) {
	return camsMetadata{"438712055194620", "https://files.example.test/isv-terms.pdf"}, nil
}

type registerIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Token               string `json:"token"`
		SelectedPhoneNumber string `json:"selectedPhoneNumber"`
	}
}

type registered struct {
	UserID string `json:"userId"`
}

// alibabaCamsRegister connects an account with the token of the sign-up; again replaces the credentials (twoway 2.11).
func alibabaCamsRegister(t *tx, who *caller, in registerIn) (registered, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return registered{}, err
	}
	s := &t.p.settings
	good := in.Body.Token != "" && !strings.HasPrefix(in.Body.Token, "invalid")
	if len(s.signUpTokens) > 0 {
		good = slices.Contains(s.signUpTokens, in.Body.Token)
	}
	if !good {
		return registered{}, errSignUp
	}
	number := s.signUpNumbers[0]
	if in.Body.SelectedPhoneNumber != "" {
		number = digitsOf(in.Body.SelectedPhoneNumber)
		if !slices.Contains(s.signUpNumbers, number) {
			return registered{}, errNumber
		}
	}
	t.disconnect(a)
	a.kind = typeBusiness
	a.credentials = map[string]any{
		"type": "alibaba-cams-v2", "initialAccessToken": in.Body.Token, "wabaId": number + personSuffix,
		"templateNamespace": t.p.chance.hexOf("namespaces", 32), "custSpaceId": "cams-" + t.p.chance.hexOf("spaces", 8),
		"secret": t.p.chance.hexOf("secrets", 32),
	}
	a.info = map[string]any{"status": "pending-approval", "nameStatus": "PENDING", "isBlocked": false}
	t.takeNumber(a, number)
	t.changed(a, "type", "credentials", "stateInfo", "userId", "canLogin", "state")
	return registered{a.userID()}, nil
}

// isRegistered tells whether an account has credentials of CAMS.
func (a *account) isRegistered() bool { return a.kind == typeBusiness && a.credentials != nil }

type termsIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Name          string `json:"name"`
		OfficeAddress string `json:"officeAddress"`
		EmailAddress  string `json:"emailAddress"`
		CountryCode   string `json:"countryCode"`
		Description   string `json:"description"`
		ISVTerms      string `json:"isvTerms"`
	}
}

// alibabaCamsIsvTerms takes the terms of the company; the verdict comes 60 s later (twoway 2.11).
func alibabaCamsIsvTerms(t *tx, who *caller, in termsIn) (wire.Empty, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return wire.Empty{}, err
	}
	if !a.isRegistered() {
		return wire.Empty{}, errNotRegistered
	}
	a.know(map[string]any{"isvTerms": in.Body})
	t.changed(a, "stateInfo")
	t.after(termsReview, "terms "+a.id, "terms", a, "")
	return wire.Empty{}, nil
}

// termsJudged is the verdict: the scenario may have asked for a rejection.
func (t *tx) termsJudged(a *account) {
	status, name := "approved", "APPROVED"
	if t.p.settings.rejectTerms {
		status, name = "rejected", "DECLINED"
	}
	a.know(map[string]any{"status": status, "nameStatus": name})
	t.changed(a, "stateInfo")
}

type profileIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		ProfilePictureURL *string `json:"profilePictureUrl"`
		Description       *string `json:"description"`
	}
}

// alibabaCamsProfileUpdate changes the public profile of the number (twoway 2.11).
func alibabaCamsProfileUpdate(t *tx, who *caller, in profileIn) (wire.Empty, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return wire.Empty{}, err
	}
	if !a.isRegistered() {
		return wire.Empty{}, errNotRegistered
	}
	if in.Body.Description != nil {
		a.know(map[string]any{"profileDescription": *in.Body.Description})
	}
	if err := t.p.net.ChangeProfile(a.number, func(p network.Profile) network.Profile {
		if in.Body.Description != nil {
			p.Description = *in.Body.Description
		}
		if in.Body.ProfilePictureURL != nil {
			p.Photo = network.Picture{Link: *in.Body.ProfilePictureURL}
		}
		return p
	}); err != nil {
		return wire.Empty{}, errInvalid // over the limits of the platform
	}
	if in.Body.Description != nil || in.Body.ProfilePictureURL != nil {
		t.changed(a, "stateInfo")
	}
	return wire.Empty{}, nil
}
