package tyntec

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
	mockworld "github.com/mynah-sim/mynah/mock/world"
)

func TestSettingsOfAFreshAccount(t *testing.T) {
	w := newWorld(t)
	s, err := w.p.Settings(shop)
	require.NoError(t, err)
	require.Equal(t, AccountScopes(), s.AccountScopes)
	require.Equal(t, map[string][]string{
		waNumber: ChannelScopes(network.WhatsApp), smsNumber: ChannelScopes(network.SMS), "DemoShop": ChannelScopes(network.SMS),
		service: ChannelScopes(network.Viber),
	}, s.ChannelScopes)
	require.Equal(t, []string{"receiver"}, s.AllowHTTPHosts)
	_, err = w.p.Settings("nobody")
	require.ErrorIs(t, err, network.ErrAccountUnknown)
	require.ErrorIs(t, w.p.ChangeSettings("nobody", func(*Settings) error { return nil }), network.ErrAccountUnknown)
}

func TestSettingsAreCopies(t *testing.T) {
	w := newWorld(t)
	w.set(func(s *Settings) {
		s.Callback.Signature, s.Callback.Header = &Signature{"HS256", "12345678"}, &Header{"x-key", "12345678"}
	})
	s, err := w.p.Settings(shop)
	require.NoError(t, err)
	s.AccountScopes[0], s.ChannelScopes[waNumber][0], s.AllowHTTPHosts[0], s.Callback.Signature.Secret, s.Callback.Header.Value = "", "", "", "", ""
	again, err := w.p.Settings(shop)
	require.NoError(t, err)
	require.Equal(t, AccountScopes(), again.AccountScopes)
	require.Equal(t, ChannelScopes(network.WhatsApp), again.ChannelScopes[waNumber])
	require.Equal(t, "12345678", again.Callback.Signature.Secret+again.Callback.Header.Value[8:])
}

func TestChangesAreAllOrNothing(t *testing.T) {
	w := newWorld(t)
	var setting *SettingError
	for name, f := range map[string]func(*Settings) error{
		"an unknown account scope": func(s *Settings) error { s.AccountScopes = []string{"media:eat"}; return nil },
		"an unknown channel scope": func(s *Settings) error { s.ChannelScopes[waNumber] = []string{"media:eat"}; return nil },
		"an unknown sender":        func(s *Settings) error { s.ChannelScopes[foreign] = nil; return nil },
	} {
		t.Run(name, func(t *testing.T) {
			err := w.p.ChangeSettings(shop, func(s *Settings) error {
				s.AllowHTTPHosts = []string{"changed"}
				return f(s)
			})
			require.ErrorAs(t, err, &setting)
		})
	}
	own := errors.New("own")
	require.ErrorIs(t, w.p.ChangeSettings(shop, func(s *Settings) error { s.AllowHTTPHosts = nil; return own }), own)
	s, err := w.p.Settings(shop)
	require.NoError(t, err)
	require.Equal(t, []string{"receiver"}, s.AllowHTTPHosts)
	w.set(func(s *Settings) { s.AccountScopes = nil })
	s, err = w.p.Settings(shop)
	require.NoError(t, err)
	require.Empty(t, s.AccountScopes, "no scopes are none, not all")
}

func TestAccountsComeAndGo(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.net.AddAccount(network.Account{ID: "new", Options: mockworld.TyntecOptions()}))
	w.p.AddAccount(AccountConfig{ID: "new", Name: "New", Key: "new-key", Scopes: []string{"channels:read"}})
	w.do(request{op: "listAllChannels", key: "new-key"}).is(200, `[]`)
	w.do(request{op: "listUploadedMedia", key: "new-key"}).is(403, forbidden("media:read"))
	w.p.AddAccount(AccountConfig{ID: "new", Name: "Newer", Key: "newer-key"})
	w.do(request{op: "listUploadedMedia", key: "new-key"}).status(401)
	w.do(request{op: "listUploadedMedia", key: "newer-key"}).status(200)
	require.Equal(t, "Newer", w.p.Accounts()[2].Name)
	require.Equal(t, shop, w.p.Accounts()[0].ID)
	w.p.RemoveAccount("new")
	require.Len(t, w.p.Accounts(), 2)
	w.do(request{op: "listAllChannels", key: "new-key"}).status(401)
	w.p.Restore("new")
	w.do(request{op: "listAllChannels", key: "new-key"}).status(401)
}

// Calls, changes of settings and translations at the same time: for the race detector.
func TestManyAtOnce(t *testing.T) {
	w := newWorld(t)
	w.opens(ana)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 20 {
				w.serve(request{op: "sendMessage", body: waText(ana)})
				w.serve(request{op: "updateWhatsAppChannelCallback", params: []string{waNumber}, body: `{"callbackVersion":"2.13"}`})
				_ = w.p.ChangeSettings(shop, func(s *Settings) error { s.Callback.CallbackVersion = "2.12"; return nil })
				events, _ := w.net.Events(0, 10)
				for _, e := range events {
					w.p.Translate(e)
				}
			}
		})
	}
	all.Wait()
	w.advance(1e9)
	require.Len(t, w.callbacks(), 1+4*20*3)
}
