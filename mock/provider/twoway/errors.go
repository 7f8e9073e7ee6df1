package twoway

import (
	"errors"
	"net/http"
	"strings"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// refusal is an error of this API: its status and its text, which stands in error and in message (twoway 1.5).
type refusal struct {
	status  int
	text    string
	message string // empty: as text
}

func (r *refusal) Error() string { return r.text }

func refuse(status int, text string) *refusal { return &refusal{status: status, text: text} }

// What this API refuses, in the order of twoway 1.5 and 2.
var (
	errNoToken      = refuse(http.StatusUnauthorized, "Missing auth token")
	errMalformed    = refuse(http.StatusUnauthorized, "jwt malformed")
	errSignature    = refuse(http.StatusUnauthorized, "invalid signature")
	errExpired      = refuse(http.StatusUnauthorized, "jwt expired")
	errStaticToken  = refuse(http.StatusUnauthorized, "Invalid API token")
	errScope        = refuse(http.StatusForbidden, "Insufficient Access")
	errInvalid      = refuse(http.StatusBadRequest, "Invalid request")
	errNoPath       = refuse(http.StatusNotFound, "Not Found")
	errTooLarge     = refuse(http.StatusRequestEntityTooLarge, "Payload Too Large")
	errSlow         = refuse(http.StatusRequestTimeout, "Request Timeout")
	errInternal     = &refusal{http.StatusInternalServerError, "Internal Server Error", ""}
	errAccount      = refuse(http.StatusNotFound, "Account not found")
	errNotOpen      = refuse(http.StatusPreconditionRequired, "Account not open")
	errNoCredential = refuse(http.StatusBadRequest, "Account has no credentials")

	errChat       = refuse(http.StatusNotFound, "Chat not found")
	errCursor     = refuse(http.StatusBadRequest, "Invalid page cursor")
	errTimeZone   = refuse(http.StatusBadRequest, "Invalid time zone")
	errRequest    = refuse(http.StatusNotFound, "Request not found")
	errPhone      = refuse(http.StatusBadRequest, "Invalid phone number")
	errNoAccount  = refuse(http.StatusBadRequest, "No account available")
	errMessage    = refuse(http.StatusNotFound, "Message not found")
	errBefore     = refuse(http.StatusBadRequest, "Invalid message cursor")
	errNoContent  = refuse(http.StatusBadRequest, "Message has no content")
	errTemplate   = refuse(http.StatusBadRequest, "Invalid template")
	errAttachment = refuse(http.StatusBadRequest, "Attachment data too large")
	errCard       = refuse(http.StatusBadRequest, "Contact attachments must be base64 data")
	errTextLength = refuse(http.StatusBadRequest, "Text too long")
	errModified   = refuse(http.StatusBadRequest, "Message cannot be modified")
	errForward    = refuse(http.StatusBadRequest, "Message cannot be forwarded")

	errGroup        = refuse(http.StatusNotFound, "Group not found")
	errNotAdmin     = refuse(http.StatusForbidden, "Not a group admin")
	errParticipants = refuse(http.StatusBadRequest, "No valid participants")
	errInvite       = refuse(http.StatusNotFound, "Invalid invite code")

	errTag       = refuse(http.StatusNotFound, "Tag not found")
	errTagExists = refuse(http.StatusConflict, "Tag already exists")

	errNoTemplates    = refuse(http.StatusBadRequest, "Account does not support templates")
	errTemplateExists = refuse(http.StatusConflict, "Template already exists")
	errNoTemplate     = refuse(http.StatusNotFound, "Template not found")

	errOrder          = refuse(http.StatusNotFound, "Order not found")
	errTeam           = refuse(http.StatusNotFound, "Team not found")
	errNotBusiness    = refuse(http.StatusBadRequest, "Account is not a business account")
	errCategory       = refuse(http.StatusNotFound, "Product category not found")
	errCategoryExists = refuse(http.StatusConflict, "Product category already exists")
	errProduct        = refuse(http.StatusNotFound, "Product not found")

	errSignUp        = refuse(http.StatusBadRequest, "Invalid sign up token")
	errNumber        = refuse(http.StatusBadRequest, "Phone number not available")
	errNotRegistered = refuse(http.StatusBadRequest, "Account is not registered")
	errSecret        = refuse(http.StatusUnauthorized, "Invalid webhook secret")

	errLogin        = refuse(http.StatusUnauthorized, "Incorrect phone number or password")
	errRefresh      = refuse(http.StatusUnauthorized, "Invalid refresh token")
	errActiveLogin  = refuse(http.StatusConflict, "Another login is active")
	errExternal     = refuse(http.StatusUnauthorized, "Invalid external credential")
	errOTP          = refuse(http.StatusUnauthorized, "Incorrect OTP")
	errResends      = refuse(http.StatusForbidden, "No resends left")
	errInviteLink   = refuse(http.StatusNotFound, "Invite link not found")
	errSelf         = refuse(http.StatusBadRequest, "You cannot modify yourself")
	errUser         = refuse(http.StatusNotFound, "User not found")
	errUserExists   = refuse(http.StatusConflict, "User already exists")
	errSubscription = refuse(http.StatusNotFound, "Subscription not found")
)

// The OAuth codes of /oauth2/token: there message is a sentence (twoway 1.3).
var (
	errGrantRequest = &refusal{http.StatusBadRequest, "invalid_request", "A required parameter is missing or malformed."}
	errGrantType    = &refusal{http.StatusBadRequest, "unsupported_grant_type", "The grant type is not supported."}
	errGrantUnknown = &refusal{http.StatusBadRequest, "invalid_scope", "A requested scope does not exist."}
	errGrant        = &refusal{http.StatusUnauthorized, "invalid_grant", "The credentials are wrong."}
	errGrantScope   = &refusal{http.StatusForbidden, "invalid_scope", "The user does not hold a requested scope."}
)

// tagValueError: a value breaks the validation of its tag (twoway 2.4).
type tagValueError struct{ tag string }

func (e *tagValueError) Error() string { return `Invalid value for tag "` + e.tag + `"` }

// refusals is the table from errors of the network and of wire to those of this API. The first row that fits answers.
var refusals = []struct {
	err error
	to  *refusal
}{
	{network.ErrAccountUnknown, errAccount},
	{network.ErrSenderUnknown, errAccount},
	{network.ErrMessageUnknown, errMessage},
	{network.ErrMediaUnknown, errNoPath},
	{network.ErrTemplateUnknown, errNoTemplate},
	{network.ErrTemplateInvalid, errInvalid},
	{network.ErrTemplateQuota, errInvalid},
	{network.ErrGroupFull, errParticipants},
	{network.ErrInviteOnly, errParticipants},
	{wire.ErrNoPath, errNoPath},
	{wire.ErrTooLarge, errTooLarge},
	{wire.ErrSlow, errSlow},
}

// envelope is the body of every refusal (twoway 4.1 Error).
type envelope struct {
	StatusCode int            `json:"statusCode"`
	Error      string         `json:"error"`
	Message    string         `json:"message"`
	Data       map[string]any `json:"data,omitempty"`
}

// answer finds what an error is answered with. It reports false for an error that this API does not know: that is ours.
func answer(err error) (wire.Problem, bool) {
	r, data, known := refusalOf(err)
	body := envelope{StatusCode: r.status, Error: r.text, Message: r.message, Data: data}
	if body.Message == "" {
		body.Message = r.text
	}
	return wire.Problem{Status: r.status, Body: body}, known
}

func refusalOf(err error) (r *refusal, data map[string]any, known bool) {
	if breach, ok := errors.AsType[*contract.Breach](err); ok {
		return errInvalid, map[string]any{"errors": findings(breach)}, true
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		return r, nil, true
	}
	if fault, ok := errors.AsType[*wire.Injected](err); ok {
		return refuse(fault.Status, http.StatusText(fault.Status)), nil, true
	}
	if e, ok := errors.AsType[*tagValueError](err); ok {
		return refuse(http.StatusBadRequest, e.Error()), nil, true
	}
	if _, ok := errors.AsType[*wire.MethodError](err); ok { // a method that the path lacks is no route (twoway 1.5)
		return errNoPath, nil, true
	}
	for _, row := range refusals {
		if errors.Is(err, row.err) {
			return row.to, nil, true
		}
	}
	return errInternal, nil, false
}

// finding is one broken rule (twoway 1.5, 400).
type finding struct {
	InstancePath string `json:"instancePath"`
	Keyword      string `json:"keyword"`
	Message      string `json:"message"`
}

func findings(b *contract.Breach) []finding {
	all := []finding{}
	for _, f := range b.Findings {
		at := "/" + f.In
		if f.In == "body" {
			at += f.Pointer
		} else {
			at += "/" + f.Name
		}
		all = append(all, finding{strings.TrimSuffix(at, "/"), f.Rule, f.Message})
	}
	if len(all) == 0 {
		keyword := "parse"
		if b.Kind == contract.MediaType {
			keyword = "contentType"
		}
		all = append(all, finding{"/body", keyword, b.Detail})
	}
	return all
}
