package wabbit

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// How far a right reaches (wabbit 5.1): a row is whose chat it is, and what each reach makes of it.
func TestHowFarRightsReach(t *testing.T) {
	const token = "00112233445566778899aabbccddeeff00112233"
	b := newBench(t)
	box := b.p.inboxes[0]
	nora := box.enlist(UserConfig{Username: "nora", Role: roleUser, Token: token})
	zoe := box.enlist(UserConfig{Username: "zoe", Role: roleUser})
	b.ok("POST", "/tags/", `{"name":"vip"}`)
	first := b.writes(network.Text{Body: "hi"}).at("waba_payload").text("id")
	c := box.chats[ana]
	as := func(method, path, body string) int {
		return b.call(method, path, body, "Authorization", "Token "+token).Code
	}
	reaches := []string{reachAll, reachGroup, reachUser, reachNone}
	for name, row := range map[string]struct {
		to   assignment
		want [4]bool // by reach
	}{
		"nobody's chat":               {assignment{}, [4]bool{true, false, false, false}},
		"the own chat":                {assignment{user: nora}, [4]bool{true, true, true, false}},
		"another's chat":              {assignment{user: zoe}, [4]bool{true, false, false, false}},
		"the chat of the own group":   {assignment{group: box.group(groupRegular)}, [4]bool{true, true, false, false}},
		"the chat of another group":   {assignment{group: box.group(groupAdmin)}, [4]bool{true, false, false, false}},
		"another's chat in the group": {assignment{zoe, box.group(groupRegular)}, [4]bool{true, true, false, false}},
	} {
		for i, reach := range reaches {
			t.Run(fmt.Sprint(name, ", reach ", reach), func(t *testing.T) {
				c.user, c.group = row.to.user, row.to.group
				nora.rights = Permissions{UseTags: true, Read: reach, Write: reach}
				count, status, written := 0, 403, 403
				if row.want[i] {
					count, status, written = 1, 200, 201
				}
				for _, list := range []string{"/chats/", "/messages/?search=hi", "/messages/?wa_id=" + ana + "&search=hi"} {
					w := b.call("GET", list, "", "Authorization", "Token "+token)
					require.Contains(t, w.Body.String(), fmt.Sprintf(`"count":%d,`, count), list)
				}
				require.Equal(t, status, as("GET", "/chats/"+ana+"/", ""))
				require.Equal(t, status, as("GET", "/chat_assignment/"+ana+"/", ""))
				require.Equal(t, status, as("PATCH", "/chats/"+ana+"/resolve", `{"resolved":false}`))
				require.Equal(t, written, as("POST", "/mark_as_received/", `{"customer_wa_id":"`+ana+`","timestamp":-1}`))
				require.Equal(t, written, as("POST", "/messages/", `{"wa_id":"`+ana+`","text":{"body":"yes"}}`))
				require.Equal(t, 200, as("GET", "/persons/"+ana+"/", ""), "persons are open to all")
				tagging := as("POST", "/message_tagging/", `{"tag":1,"message":"`+first+`"}`)
				if row.want[i] {
					require.Contains(t, []int{201, 400}, tagging, "made, or there already")
				} else {
					require.Equal(t, 403, tagging)
				}
			})
		}
	}
	nora.rights = Permissions{Read: reachAll, Write: reachUser}
	const template = `"template":{"namespace":"` + namespace + `","name":"named","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"1"},{"type":"text","text":"2"}]}]}}`
	require.Equal(t, 201, as("POST", "/messages/", `{"wa_id":"4915550009999",`+template), "nobody's chat yet: whoever may write at all")
	require.Nil(t, box.chats["4915550009999"].user, "it stays nobody's")
	require.Equal(t, 403, as("POST", "/messages/", `{"wa_id":"4915550009999",`+template), "now it is there")
	nora.rights.Write = reachNone
	require.Equal(t, 403, as("POST", "/messages/", `{"wa_id":"4915550008888",`+template))
}

// Who may hand a chat to whom (wabbit 2.7): a change that breaks a rule changes nothing, not even its permitted half.
func TestWhoMayAssign(t *testing.T) {
	const token = "00112233445566778899aabbccddeeff00112233"
	b := newBench(t)
	box := b.p.inboxes[0]
	nora := box.enlist(UserConfig{Username: "nora", Role: roleUser, Token: token})
	zoe := box.enlist(UserConfig{Username: "zoe", Role: roleUser})
	b.writes(network.Text{Body: "hi"})
	c := box.chats[ana]
	regular, admins := box.group(groupRegular), box.group(groupAdmin)
	for name, row := range map[string]struct {
		from   assignment
		change string
		status int
		to     assignment
	}{
		"a free chat to oneself":          {assignment{}, `"assigned_to_user":2`, 200, assignment{user: nora}},
		"a free chat to somebody else":    {assignment{}, `"assigned_to_user":3`, 200, assignment{user: zoe}},
		"the own chat to somebody else":   {assignment{user: nora}, `"assigned_to_user":3`, 403, assignment{user: nora}},
		"the own chat back":               {assignment{user: nora}, `"assigned_to_user":null`, 200, assignment{}},
		"another's chat away":             {assignment{user: zoe}, `"assigned_to_user":null`, 403, assignment{user: zoe}},
		"the same again":                  {assignment{user: zoe}, `"assigned_to_user":3`, 200, assignment{user: zoe}},
		"a chat without a group to one":   {assignment{user: zoe}, `"assigned_group":2`, 200, assignment{zoe, regular}},
		"a group's chat to another group": {assignment{group: regular}, `"assigned_group":1`, 403, assignment{group: regular}},
		"a group's chat away":             {assignment{group: admins}, `"assigned_group":null`, 403, assignment{group: admins}},
		"one half allowed, one not":       {assignment{group: admins}, `"assigned_to_user":2,"assigned_group":null`, 403, assignment{group: admins}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, method := range []string{"PATCH", "PUT"} {
				c.user, c.group = row.from.user, row.from.group
				before := b.ok("GET", "/chat_assignment_events/", "").number("count")
				w := b.call(method, "/chat_assignment/"+ana+"/", `{"wa_id":"`+ana+`",`+row.change+`}`, "Authorization", "Token "+token)
				require.Equal(t, row.status, w.Code, w.Body.String())
				require.Equal(t, row.to, assignment{c.user, c.group})
				made := 0.0
				if row.from != row.to {
					made = 1
				}
				require.InDelta(t, made, b.ok("GET", "/chat_assignment_events/", "").number("count")-before, 0, "one event for a change, none for nothing")
			}
		})
	}
}
