package world

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const inboxWABA = "100200300400"

func TestDemoHasTheInbox(t *testing.T) {
	w := loaded(t, "demo")
	require.Equal(t, WabbitPart{Inboxes: []WabbitInbox{{
		ID: "demoinbox", Name: "Demo Shop", Number: "4930555000", ProviderKeys: []string{"d360-demo-key"},
		Users: []WabbitUser{
			{Username: "demoadmin", Password: "wabbit-sandbox", Role: "admin", Token: "5b2f0c8f3f7a4d0c9a1e6b7d2c4f8a9012de34bc", First: true},
			{Username: "nora", Password: "nora-sandbox", Role: "user"},
			{Username: "bot", Role: "app", Token: "0c9a1e6b7d2c4f8a9012de34bc5b2f0c8f3f7a4d"},
		},
		Groups: []WabbitGroup{{Name: "Support", Members: []string{"nora"}}},
		Tags:   []WabbitTag{{"vip", "#2266cc"}, {"Human needed", "#cc3300"}},
		ContactProviders: []WabbitDirectory{{
			ID: "3f0e9d2c-7b1a-4c55-9e60-1d2c3b4a5f60", Type: "google", Name: "Demo contacts", Contacts: []string{"491700000001", "6591112222"},
		}},
	}}}, w.Wabbit)
	numbers := of(w.Network.Senders, func(v network.Sender) bool { return v.Account == "demoinbox" })
	require.Len(t, numbers, 1)
	require.Equal(t, "4930555000", numbers[0].ID)
	require.Equal(t, "900800700", numbers[0].PhoneID)
	require.Equal(t, "image/png", numbers[0].Profile.Photo.MIME)
	var names []string
	for _, tpl := range of(w.Network.Templates, func(v network.Template) bool { return v.WABA == inboxWABA }) {
		require.Equal(t, network.StatusApproved, tpl.Status)
		names = append(names, tpl.Name)
	}
	require.Equal(t, []string{"hello_world", "order_update", "delivery_choice", "promo_image", "login_code"}, names)
}

func TestEveryWorldHasItsOwnUsers(t *testing.T) {
	demo := loaded(t, "demo")
	one, two := Derive(demo, "one", 1).Wabbit.Inboxes[0], Derive(demo, "two", 1).Wabbit.Inboxes[0]
	for i, u := range demo.Wabbit.Inboxes[0].Users {
		require.Regexp(t, "^"+u.Username+"[0-9a-f]{8}$", one.Users[i].Username)
		require.NotEqual(t, one.Users[i].Username, two.Users[i].Username)
		require.Equal(t, u.Role, one.Users[i].Role)
		require.Len(t, one.Users[i].Token, len(u.Token))
	}
	require.NotEqual(t, one.ProviderKeys, two.ProviderKeys)
	require.Equal(t, []string{one.Users[1].Username}, one.Groups[0].Members)
	require.Equal(t, demo.Wabbit, Derive(demo, Default, 7).Wabbit)
}

func TestAnInboxThatCannotBe(t *testing.T) {
	const head = "wabbit:\n  inboxes:\n    - id: i\n      name: I\n"
	for name, row := range map[string]struct{ text, want string }{
		"no admin":        {head + "      users: [{username: a, role: user}]\n", "has no admin"},
		"no such role":    {head + "      users: [{username: a, role: boss}]\n", "boss"},
		"a bad token":     {head + "      users: [{username: a, role: admin, token: x}]\n", "40 hexadecimal"},
		"a bad name":      {head + "      users: [{username: a b, role: admin}]\n", "letters and digits"},
		"unknown members": {head + "      users: [{username: a, role: admin}]\n      groups: [{name: g, members: [b]}]\n", "not described"},
		"a bad number":    {head + "      number: x\n      users: [{username: a, role: admin}]\n", "no number"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("mine.yaml", strings.NewReader(row.text))
			require.ErrorContains(t, err, row.want)
		})
	}
}
