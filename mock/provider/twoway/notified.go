package twoway

import (
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// usualMessagesLeft is what few messages are where the bench does not say (twoway 3.2).
const usualMessagesLeft = 10

type messagesLeft struct {
	Left int `json:"messagesLeft"`
}

type unreadChats struct {
	User  string `json:"userId"`
	Count int    `json:"unreadChatsCount"`
}

// notified tells a team what only the bench brings about: that few messages are left, or each user how many chats are unread (twoway 3.2).
func (t *tx) notified(e network.Event) {
	figure, err := strconv.Atoi(e.Altered.New)
	for _, team := range t.p.teams {
		if team.owner != e.Account {
			continue
		}
		switch e.Text {
		case "few-messages-left":
			if err != nil {
				figure = usualMessagesLeft
			}
			t.tell(e.Text, team, "", messagesLeft{figure})
		case "unread-chats-notification":
			if err != nil {
				figure = t.unreadChats(team)
			}
			for _, m := range team.members {
				t.tell(e.Text, team, "", unreadChats{m.user.id, figure})
			}
		}
	}
}

// unreadChats counts the chats of a team in which something is unread.
func (t *tx) unreadChats(team *team) (count int) {
	for _, c := range t.allContacts(team) {
		if c.chat != nil && c.chat.unread > 0 {
			count++
		}
	}
	return count
}
