package onemsg

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// profileOut is the business profile (onemsg 2.1). Members that are not set are left out, but the first four.
type profileOut struct {
	About       string   `json:"about"`
	Address     string   `json:"address"`
	Description string   `json:"description"`
	Email       string   `json:"email"`
	Phone       string   `json:"phone"`
	Vertical    string   `json:"vertical,omitempty"`
	Photo       string   `json:"photo,omitempty"`
	Websites    []string `json:"websites,omitempty"`
}

// getMe reads the profile (onemsg 2.1).
func (p *Provider) getMe(ctx context.Context, _ struct{}) (profileOut, error) {
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return profileOut{}, err
	}
	is := number.Profile
	return profileOut{
		is.About, is.Address, is.Description, is.Email, number.ID, is.Vertical, p.picture(number, is.Photo), is.Websites,
	}, nil
}

// picture is the address of a profile's photo; empty for none. The bytes are served like those of any other file.
func (p *Provider) picture(number network.Sender, is network.Picture) string {
	switch {
	case is.Link != "":
		return is.Link
	case len(is.Data) > 0:
		return p.public() + photosPath + number.ID
	}
	return ""
}

type profileIn struct {
	Body struct {
		About       *string    `json:"about"`
		Address     *string    `json:"address"`
		Description *string    `json:"description"`
		Email       *string    `json:"email"`
		Vertical    *string    `json:"vertical"`
		Photo       *wire.File `json:"photo"`
		Websites    *[]string  `json:"websites"`
	}
}

// maxPhoto is the largest photo in bytes (onemsg 2.1).
const maxPhoto = 5 << 20

// setMe changes what the request names; an empty text, or an empty list of web sites, clears it (onemsg 2.1).
func (p *Provider) setMe(ctx context.Context, in profileIn) (resultOut, error) {
	b := in.Body
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return resultOut{}, err
	}
	if b.About == nil && b.Address == nil && b.Description == nil && b.Email == nil && b.Vertical == nil && b.Photo == nil && b.Websites == nil {
		return resultOut{}, errNothing
	}
	photo, err := photoOf(b.Photo)
	if err != nil {
		return resultOut{}, err
	}
	err = p.net.ChangeProfile(number.ID, func(is network.Profile) network.Profile {
		for _, one := range []struct{ want, have *string }{
			{b.About, &is.About}, {b.Address, &is.Address}, {b.Description, &is.Description}, {b.Email, &is.Email}, {b.Vertical, &is.Vertical},
		} {
			if one.want != nil {
				*one.have = *one.want
			}
		}
		if b.Photo != nil {
			is.Photo = photo
		}
		if b.Websites != nil {
			is.Websites = *b.Websites
		}
		return is
	})
	if err != nil {
		return resultOut{}, invalid("about") // blanks alone: the only thing that the platform itself refuses
	}
	return success, nil
}

// photoOf reads a photo: a JPEG or PNG by link, data URI or upload; nothing for an empty text.
func photoOf(f *wire.File) (network.Picture, error) {
	if f == nil || !f.Sent && f.Text == "" {
		return network.Picture{}, nil
	}
	s, ok := readSource(*f)
	image := slices.Contains([]string{"image/jpeg", "image/png"}, s.mime) || s.link != "" && s.mime == ""
	if !ok || !image || len(s.data) > maxPhoto {
		return network.Picture{}, invalid("photo")
	}
	return network.Picture{MIME: s.mime, Data: s.data, Link: s.link}, nil
}

// statusOut is the state of the connection (onemsg 5.10).
type statusOut struct {
	Status          string `json:"status"`
	AccountStatus   string `json:"accountStatus"`
	MMLiteAvailable bool   `json:"mm_lite_available"`
}

// statusWord is the word for a state of a number (network 1.2).
func statusWord(s network.SenderState) string {
	switch s {
	case network.Connecting:
		return "connecting"
	case network.Disconnected:
		return "disconnected"
	case network.NotReady:
		return "uninitialized"
	case network.UnregisteredSender:
		return "unregistered"
	}
	return "connected"
}

// getStatus reads the state of the connection (onemsg 2.1).
func (p *Provider) getStatus(ctx context.Context, _ struct{}) (statusOut, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return statusOut{}, err
	}
	out := statusOut{Status: statusWord(number.State), AccountStatus: "standby", MMLiteAvailable: ch.options().MMLite}
	if out.Status == "connected" || out.Status == "connecting" {
		out.AccountStatus = "authenticated"
	}
	return out, nil
}

// outputIP is the address that the channel calls from (onemsg 2.1).
func (p *Provider) outputIP(ctx context.Context, _ struct{}) (resultOut, error) {
	return resultOut{channelOf(ctx).options().OutputIP}, nil
}

// mmLiteOut is the availability of the Marketing Messages path (onemsg 2.7).
type mmLiteOut struct {
	Available bool   `json:"available"`
	Status    string `json:"status"`
	Message   string `json:"message"`
}

func (p *Provider) getMmLiteStatus(ctx context.Context, _ struct{}) (mmLiteOut, error) {
	if channelOf(ctx).options().MMLite {
		return mmLiteOut{true, "ONBOARDED", "MM Lite is enabled"}, nil
	}
	return mmLiteOut{false, "NOT_ELIGIBLE", "MM Lite is not available for this channel"}, nil
}

// automation is what the channel says by itself; the welcome message is a switch of the number (onemsg 2.7).
type automation struct {
	Welcome  bool      `json:"enable_welcome_message"`
	Prompts  []string  `json:"prompts"`
	Commands []command `json:"commands"`
}

type command struct {
	Name        string `json:"command_name"`
	Description string `json:"command_description"`
}

func (p *Provider) getConversationalAutomation(ctx context.Context, _ struct{}) (automation, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return automation{}, err
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	out := ch.automation
	out.Welcome = number.Welcome
	return out, nil
}

// setConversationalAutomation changes what the request names. The platform judges, not the service: its refusals are wrapped (onemsg
// 2.7).
func (p *Provider) setConversationalAutomation(ctx context.Context, in struct{ Body map[string]any }) (automation, error) {
	ch := channelOf(ctx)
	number, err := p.number(ch)
	if err != nil {
		return automation{}, err
	}
	change, err := readAutomation(in.Body)
	if err != nil {
		return automation{}, err
	}
	if change.welcome != nil {
		err := p.net.ChangeSender(network.WhatsApp, number.ID, func(s network.Sender) network.Sender {
			s.Welcome = *change.welcome
			return s
		})
		if err != nil {
			return automation{}, err
		}
	}
	ch.mu.Lock()
	if change.prompts != nil {
		ch.automation.Prompts = change.prompts
	}
	if change.commands != nil {
		ch.automation.Commands = change.commands
	}
	ch.mu.Unlock()
	return p.getConversationalAutomation(ctx, struct{}{})
}

// automationChange is what a request changes; nil members stay.
type automationChange struct {
	welcome  *bool
	prompts  []string
	commands []command
}

// The limits of the automation (onemsg 2.7).
const (
	maxPrompts     = 4
	maxPrompt      = 80
	maxCommands    = 30
	maxCommand     = 32
	maxDescription = 256
)

func readAutomation(body map[string]any) (c automationChange, err error) {
	if given, ok := body["enable_welcome_message"]; ok {
		on, ok := given.(bool)
		if !ok {
			return c, &wrapped{"enable_welcome_message is invalid"}
		}
		c.welcome = &on
	}
	if given, ok := body["prompts"]; ok {
		if c.prompts, err = readPrompts(given); err != nil {
			return c, err
		}
	}
	if given, ok := body["commands"]; ok {
		c.commands, err = readCommands(given)
	}
	return c, err
}

func readPrompts(given any) ([]string, error) {
	list, ok := given.([]any)
	switch {
	case !ok:
		return nil, &wrapped{"prompts is invalid"}
	case len(list) > maxPrompts:
		return nil, &wrapped{fmt.Sprintf("prompts exceeds %d", maxPrompts)}
	}
	prompts := []string{}
	for i, entry := range list {
		text, ok := entry.(string)
		switch {
		case !ok || text == "":
			return nil, &wrapped{fmt.Sprintf("prompts[%d] is invalid", i)}
		case utf8.RuneCountInString(text) > maxPrompt:
			return nil, &wrapped{fmt.Sprintf("prompts[%d] exceeds %d", i, maxPrompt)}
		}
		prompts = append(prompts, text)
	}
	return prompts, nil
}

func readCommands(given any) ([]command, error) {
	list, ok := given.([]any)
	switch {
	case !ok:
		return nil, &wrapped{"commands is invalid"}
	case len(list) > maxCommands:
		return nil, &wrapped{fmt.Sprintf("commands exceeds %d", maxCommands)}
	}
	commands := []command{}
	for i, entry := range list {
		members, _ := entry.(map[string]any)
		c := command{}
		for _, one := range []struct {
			name string
			to   *string
			most int
		}{{"command_name", &c.Name, maxCommand}, {"command_description", &c.Description, maxDescription}} {
			text, _ := members[one.name].(string)
			switch {
			case text == "":
				return nil, &wrapped{fmt.Sprintf("commands[%d].%s is required", i, one.name)}
			case utf8.RuneCountInString(text) > one.most:
				return nil, &wrapped{fmt.Sprintf("commands[%d].%s exceeds %d", i, one.name, one.most)}
			}
			*one.to = text
		}
		commands = append(commands, c)
	}
	return commands, nil
}
