package onemsg

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

// The ends of a chat id (onemsg 1.4).
const (
	personChat   = "@c.us"
	groupChat    = "@g.us"
	hiddenChat   = "@lid"
	usernameChat = "@username"
)

// anyText is a text that may also come as a number, which is how the clients write phones (onemsg 1.3).
type anyText string

// UnmarshalJSON takes text and numbers.
func (t *anyText) UnmarshalJSON(data []byte) error {
	var text string
	if len(data) > 0 && data[0] != '"' {
		*t = anyText(data)
		return nil
	}
	err := json.Unmarshal(data, &text)
	*t = anyText(text)
	return err
}

// to is the destination of a send (onemsg 1.4). Empty members are not set.
type to struct {
	ChatID   string  `json:"chatId"`
	Phone    anyText `json:"phone"`
	BSUID    string  `json:"bsuid"`
	Username string  `json:"username"`
}

// destination is where a send goes.
type destination struct {
	number string // of the person, or id of the group; a user id that nobody has stands for itself
	chatID string
	group  bool
}

var (
	phoneNoise = strings.NewReplacer(" ", "", "(", "", ")", "", "-", "", "+", "", ".", "")
	phoneForm  = regexp.MustCompile(`^[0-9]{6,15}$`)
	chatForm   = regexp.MustCompile(`^[0-9]{6,20}@[cg]\.us$`)
	hiddenForm = regexp.MustCompile(`^[A-Za-z0-9._:-]+@lid$`)
	nameForm   = regexp.MustCompile(`^[A-Za-z0-9._-]{1,128}@username$`)
	bsuidForm  = regexp.MustCompile(`^[A-Za-z0-9_-]{2,16}\.[A-Za-z0-9._:-]+$`)
)

// destination finds out where a send goes: chatId, else phone, else bsuid, else username (onemsg 1.4).
func (p *Provider) destination(ch *channel, t to) (destination, error) {
	phone := string(t.Phone)
	switch {
	case t.ChatID != "":
		return p.chat(ch, t.ChatID)
	case phone != "" && bsuidForm.MatchString(phone) && !phoneForm.MatchString(phoneNoise.Replace(phone)):
		return p.byUserID(ch, phone)
	case phone != "":
		number, err := phoneNumber(phone)
		if err != nil {
			return destination{}, err
		}
		return p.toNumber(number), nil
	case t.BSUID != "":
		return p.byUserID(ch, t.BSUID)
	case t.Username != "":
		return p.byUsername(ch, t.Username)
	}
	return destination{}, &requestError{"chatId or phone is required"}
}

// phoneNumber cleans a number up.
func phoneNumber(text string) (string, error) {
	number := phoneNoise.Replace(text)
	if !phoneForm.MatchString(number) {
		return "", &requestError{"Invalid phone"}
	}
	return number, nil
}

func (p *Provider) chat(ch *channel, id string) (destination, error) {
	switch {
	case hiddenForm.MatchString(id):
		return p.byUserID(ch, strings.TrimSuffix(id, hiddenChat))
	case nameForm.MatchString(id):
		return p.byUsername(ch, strings.TrimSuffix(id, usernameChat))
	case !chatForm.MatchString(id):
		return destination{}, &requestError{"Invalid chatId"}
	}
	if group, ok := strings.CutSuffix(id, groupChat); ok {
		return destination{number: group, chatID: id, group: true}, nil
	}
	return p.toNumber(strings.TrimSuffix(id, personChat)), nil
}

func (p *Provider) byUserID(ch *channel, id string) (destination, error) {
	switch {
	case !bsuidForm.MatchString(id):
		return destination{}, &requestError{"Invalid bsuid"}
	case !ch.options().BSUIDRouting:
		return destination{}, &requestError{"bsuid routing is disabled"}
	}
	if number, ok := p.net.WhoIs(network.Handset{UserID: id}); ok {
		return p.toNumber(number), nil
	}
	return destination{number: id, chatID: id + hiddenChat}, nil
}

func (p *Provider) byUsername(ch *channel, name string) (destination, error) {
	if !ch.options().UsernameRouting {
		return destination{}, &requestError{"username routing is disabled"}
	}
	number, ok := p.net.WhoIs(network.Handset{Username: name})
	if !ok {
		return destination{}, &requestError{"username is not found"}
	}
	return p.toNumber(number), nil
}

func (p *Provider) toNumber(number string) destination {
	return destination{number: number, chatID: p.chatID(number, false)}
}

// shown is what a business is shown of a number: the digits, or the user id of a person who hides them.
func (p *Provider) shown(number string) (text string, hidden bool) {
	if h, err := p.net.Handset(number); err == nil && hides(h) {
		return h.UserID, true
	}
	return number, strings.Contains(number, ".") // a user id that nobody has
}

// numberIn is the number of the person in a message, as the platform knows it: another one only where a fault says so (F60).
func (p *Provider) numberIn(m network.Message) string {
	if _, hidden := p.shown(m.Number); hidden {
		return m.Number
	}
	return m.WhatsAppID
}

// chatID is the chat that answers and events name.
func (p *Provider) chatID(number string, group bool) string {
	if group {
		return number + groupChat
	}
	text, hidden := p.shown(number)
	if hidden {
		return text + hiddenChat
	}
	return text + personChat
}
