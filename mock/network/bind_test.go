package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// boundWorld is a world in which two accounts with options of their own have one number.
func boundWorld(t *testing.T) *Network {
	t.Helper()
	n, err := New(Config{
		Shared: true,
		Accounts: []Account{
			{ID: "one", Label: "first"},
			{ID: "two", Label: "second", Options: AccountOptions{SyncChecks: []string{"window"}, ReportExpiry: true, TTL: time.Hour}},
		},
		WABAs:    []WABA{{ID: "777"}},
		Senders:  []Sender{{ID: "49100", Channel: WhatsApp, Account: "one", WABA: "777"}, {ID: "49100", Channel: WhatsApp, Account: "two"}},
		Handsets: []Handset{{Number: "491700000001", Name: "Ana", Apps: []Channel{WhatsApp}}},
	})
	require.NoError(t, err)
	return n
}

// told is which accounts were told of which kind, in order, since an event.
func told(t *testing.T, n *Network, after uint64, k Kind) (accounts []string) {
	t.Helper()
	events, ok := n.Events(after, 1000)
	require.True(t, ok)
	for _, e := range events {
		if e.Kind == k {
			accounts = append(accounts, e.Account)
		}
	}
	return accounts
}

func by(t *testing.T, n *Network, d time.Duration) {
	t.Helper()
	_, err := n.Advance(t.Context(), Until{By: d})
	require.NoError(t, err)
}

func TestANumberBelongsToOneAccount(t *testing.T) {
	n := shop(t)
	require.True(t, n.Exclusive())
	require.NoError(t, n.AddAccount(Account{ID: "two"}))
	require.ErrorIs(t, n.AddSender(Sender{ID: "49100", Channel: WhatsApp, Account: "two"}), ErrSenderTaken)

	n.SetExclusive(false)
	require.NoError(t, n.AddSender(Sender{ID: "49100", Channel: WhatsApp, Account: "two", Name: "of no use"}))
	require.ErrorIs(t, n.AddSender(Sender{ID: "49100", Channel: WhatsApp, Account: "two"}), ErrSenderTaken, "it has it already")
	bound, err := n.SenderOf("two", WhatsApp, "49100")
	require.NoError(t, err)
	first, err := n.Sender(WhatsApp, "49100")
	require.NoError(t, err)
	require.Equal(t, "two", bound.Account)
	require.Equal(t, "shop", first.Account)
	bound.Account = first.Account
	require.Equal(t, first, bound, "the number stays what it is")
}

func TestAllAccountsOfANumberSeeItsEvents(t *testing.T) {
	n := boundWorld(t)
	all := []string{"one", "two"}

	at := n.Position()
	in, err := n.Write(Note{
		Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Media{As: Image}, File: &NewMedia{MIME: "image/png", Data: []byte("png")},
	})
	require.NoError(t, err)
	require.Equal(t, all, told(t, n, at, MessageInbound))
	require.Equal(t, all, told(t, n, at, MediaAdded))

	for _, account := range all {
		m, err := n.MessageOf(account, in)
		require.NoError(t, err)
		_, err = n.Media(account, m.Content.(Media).ID)
		require.NoError(t, err)
		at = n.Position()
		a, err := n.Send(Draft{Account: account, Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "hi"}})
		require.NoError(t, err)
		by(t, n, time.Second)
		for _, k := range []Kind{MessageAccepted, MessageDispatched, MessageSent, MessageDelivered} {
			require.Equal(t, all, told(t, n, at, k), k)
		}
		sent, err := n.MessageOf("one", a.ID)
		require.NoError(t, err)
		require.Equal(t, account, sent.Account, "who handed it in")
	}
	chats, err := n.Screen("491700000001")
	require.NoError(t, err)
	require.Len(t, chats, 1, "one number, one chat")
	require.Len(t, chats[0].Messages, 3)

	at = n.Position()
	require.NoError(t, n.ChangeSender(WhatsApp, "49100", func(s Sender) Sender { s.Quality = "RED"; return s }))
	require.Equal(t, all, told(t, n, at, SenderChanged))
	at = n.Position()
	_, err = n.CreateTemplates(Template{WABA: "777", Name: "news", Language: "en", Category: CategoryMarketing, Body: "New things"})
	require.NoError(t, err)
	require.Equal(t, all, told(t, n, at, TemplateChanged)[:2])
}

func TestEachAccountOfANumberHasItsOwnOptions(t *testing.T) {
	n := boundWorld(t)
	free := func(account string) error {
		_, err := n.Send(Draft{Account: account, Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "hi"}})
		return err
	}
	require.NoError(t, free("one"), "judged at dispatch")
	require.ErrorIs(t, free("two"), WindowClosed, "judged in the call")
	by(t, n, time.Second)

	_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hello"}})
	require.NoError(t, err)
	require.NoError(t, n.ChangeHandset("491700000001", func(h Handset) Handset { h.Off = true; return h }))
	require.NoError(t, free("one"))
	require.NoError(t, free("two"))
	at := n.Position()
	by(t, n, 2*time.Hour)
	require.Equal(t, []string{"one", "two"}, told(t, n, at, MessageExpired), "that of the second one, whose life time is an hour")

	_, err = n.AddFault(Fault{Name: "F32", Match: Match{Provider: "second"}})
	require.NoError(t, err)
	require.NoError(t, n.ChangeHandset("491700000001", func(h Handset) Handset { h.Off = false; return h }))
	at = n.Position()
	require.NoError(t, free("one"))
	by(t, n, time.Minute)
	require.Empty(t, told(t, n, at, MessageFailed))
	require.NoError(t, free("two"))
	by(t, n, time.Minute)
	require.Equal(t, []string{"one", "two"}, told(t, n, at, MessageFailed))
}

func TestANumberIsTakenFromOneAccount(t *testing.T) {
	n := boundWorld(t)
	other := n.Fork()
	require.NoError(t, n.UnbindSender("one", WhatsApp, "49100"))
	require.ErrorIs(t, n.UnbindSender("one", WhatsApp, "49100"), ErrSenderUnknown)
	s, err := n.Sender(WhatsApp, "49100")
	require.NoError(t, err)
	require.Equal(t, "two", s.Account)
	at := n.Position()
	_, err = n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hello"}})
	require.NoError(t, err)
	require.Equal(t, []string{"two"}, told(t, n, at, MessageInbound))
	require.NoError(t, n.UnbindSender("two", WhatsApp, "49100"))
	_, err = n.Sender(WhatsApp, "49100")
	require.ErrorIs(t, err, ErrSenderUnknown)

	require.Len(t, other.Bindings(), 2)
	require.NoError(t, other.DeleteAccount("one"))
	require.Len(t, other.Bindings(), 1)
	require.NoError(t, other.DeleteSender(WhatsApp, "49100"))
	require.Empty(t, other.Bindings())
}

func TestSharedNumbersKeepThePromisesOfTheNetwork(t *testing.T) {
	n := boundWorld(t)
	check := NewChecker(n)
	for _, account := range []string{"one", "two", "one"} {
		_, err := n.Write(Note{Number: "491700000001", Channel: WhatsApp, To: "49100", Content: Text{Body: "hello"}})
		require.NoError(t, err)
		_, err = n.Send(Draft{Account: account, Channel: WhatsApp, From: "49100", To: "491700000001", Content: Text{Body: "hi"}})
		require.NoError(t, err)
		by(t, n, time.Second)
		require.NoError(t, check.Catch())
	}
	require.NoError(t, n.ReadChat("491700000001", WhatsApp, "49100"))
	require.NoError(t, check.Finish())
}
