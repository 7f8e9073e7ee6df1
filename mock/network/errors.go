package network

import (
	"errors"
	"fmt"
)

// What a command can refuse. A provider has one table from these to its own status, code and words.
var (
	ErrAccountUnknown   = errors.New("account unknown")
	ErrSenderUnknown    = errors.New("sender unknown")        // no business sender of this id, or of another account
	ErrSenderTaken      = errors.New("sender exists already") // bind.exclusive, network 10.2
	ErrHandsetUnknown   = errors.New("no handset has this number")
	ErrMessageUnknown   = errors.New("message unknown")
	ErrMediaUnknown     = errors.New("media unknown") // never there, gone, or of another account (network 2.8)
	ErrTemplateUnknown  = errors.New("template unknown")
	ErrTemplateExists   = errors.New("template exists already")                        // this name in this language (network 3.4, 2388024)
	ErrTemplateBarred   = errors.New("a template of this name is being deleted")       // for 30 days (network 3.4, 2388023)
	ErrTemplateQuota    = errors.New("too many templates")                             // network 3.4, 2388019
	ErrTemplateInvalid  = errors.New("template breaks a rule")                         // in a *BreachError
	ErrTemplateState    = errors.New("the status of the template does not allow this") // in a *StatusError
	ErrEditTooSoon      = errors.New("an approved template is edited once in 24 hours")
	ErrEditsUsed        = errors.New("an approved template is edited ten times in 30 days")
	ErrCategoryUnknown  = errors.New("template category unknown")
	ErrPortfolioUnknown = errors.New("portfolio unknown")
	ErrWABAUnknown      = errors.New("WhatsApp business account unknown")
	ErrWABATaken        = errors.New("WhatsApp business account exists already")
	ErrContentInvalid   = errors.New("content breaks a rule") // in a *BreachError (network 3.5)
	ErrProfileInvalid   = errors.New("profile refused")       // in a *BreachError
	ErrCatalogUnknown   = errors.New("catalog unknown")
	ErrCatalogTaken     = errors.New("catalog exists already")
	ErrCartOff          = errors.New("the number takes no orders")          // network 6.5, is_cart_enabled
	ErrCatalogHidden    = errors.New("the catalog of the number is hidden") // network 6.5, is_catalog_visible
	ErrProductUnknown   = errors.New("product unknown")
	ErrFlowUnknown      = errors.New("flow unknown")                               // never there, deleted, or not of this WABA
	ErrFlowTaken        = errors.New("a flow of this name exists already")         // names are unique in a WABA (network 3.15)
	ErrFlowInvalid      = errors.New("flow description refused")                   // in a *BreachError
	ErrFlowStatus       = errors.New("the status of the flow does not allow this") // in a *StatusError
	ErrFlowFindings     = errors.New("the flow document is missing or has findings")
	ErrFlowKey          = errors.New("the number has no public key")    // a flow with an endpoint (network 3.15)
	ErrNotReachable     = errors.New("the handset has no such channel") // a person writes on an app that is not installed
	ErrNotOffered       = errors.New("the message offers no such choice")
	ErrOneWay           = errors.New("the sender takes no messages") // alphanumeric SMS senders (network 1.3)
	ErrTooLate          = errors.New("the time for this is over")    // revoke after two days (network 2.3)
	ErrClockBackwards   = errors.New("time does not go backwards")
	ErrClockFollowed    = errors.New("the clock follows the wall") // advance by hand in wall mode
	ErrFollowerBehind   = errors.New("a follower did not finish")
	ErrFaultUnknown     = errors.New("no fault rule has this id")
)

// Errors lists every sentinel above: a provider's table wants a row for each that its operations can meet.
func Errors() []error {
	return append(peopleErrors(), []error{
		ErrAccountUnknown, ErrSenderUnknown, ErrSenderTaken, ErrHandsetUnknown, ErrMessageUnknown, ErrMediaUnknown,
		ErrTemplateUnknown, ErrTemplateExists, ErrTemplateBarred, ErrTemplateQuota, ErrTemplateInvalid, ErrTemplateState,
		ErrEditTooSoon, ErrEditsUsed, ErrCategoryUnknown, ErrPortfolioUnknown, ErrWABAUnknown, ErrWABATaken, ErrContentInvalid, ErrProfileInvalid,
		ErrCatalogUnknown, ErrCatalogTaken, ErrCartOff, ErrCatalogHidden, ErrProductUnknown, ErrFlowUnknown, ErrFlowTaken, ErrFlowInvalid, ErrFlowStatus,
		ErrFlowFindings, ErrFlowKey, ErrNotReachable, ErrNotOffered, ErrOneWay, ErrTooLate, ErrClockBackwards,
		ErrClockFollowed, ErrFollowerBehind, ErrFaultUnknown,
	}...)
}

// TransitionError is a step that the table of states lacks.
type TransitionError struct{ From, To State }

func (e *TransitionError) Error() string {
	return fmt.Sprintf("illegal transition from %s to %s", e.From, e.To)
}
