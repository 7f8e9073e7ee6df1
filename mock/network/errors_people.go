package network

import "errors"

// What groups, calls, linked phones and lists of blocked people can refuse.
var (
	ErrGroupUnknown   = errors.New("group unknown") // never there, or deleted
	ErrNotMember      = errors.New("not a member of the group")
	ErrNotAdmin       = errors.New("not an admin of the group")
	ErrInviteUnknown  = errors.New("invite unknown")
	ErrInviteOnly     = errors.New("people join this group by its invite only")     // network 1.6
	ErrGroupFull      = errors.New("the group, or the number of groups, is full")   // network 1.6
	ErrNobody         = errors.New("none of the numbers is on the network")         // network 1.6
	ErrCallUnknown    = errors.New("call unknown")                                  // network 3.21
	ErrCallingOff     = errors.New("calling is switched off")                       // network 3.21
	ErrCallPermission = errors.New("the person has given no permission to call")    // network 3.21
	ErrLinkUnknown    = errors.New("the code links nothing")                        // network 1.3
	ErrNotLinked      = errors.New("only a sender that shares a phone can do this") // network 1.3, 2.2 W17
	ErrSyncedAlready  = errors.New("the app was synchronised already")              // network 3.16, 2593107
	ErrSyncLate       = errors.New("the time for synchronising the app is over")    // network 3.16, 2593108
	ErrBlockListFull  = errors.New("the list of blocked people is full")            // network 3.11
)

// peopleErrors lists them.
func peopleErrors() []error {
	return []error{
		ErrGroupUnknown, ErrNotMember, ErrNotAdmin, ErrInviteUnknown, ErrInviteOnly, ErrGroupFull, ErrNobody, ErrCallUnknown,
		ErrCallingOff, ErrCallPermission, ErrLinkUnknown, ErrNotLinked, ErrBlockListFull,
		ErrSyncedAlready, ErrSyncLate,
	}
}
