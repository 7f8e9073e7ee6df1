package wabbit

import (
	"fmt"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

// refreshTime is how long reading settings or templates again takes (wabbit 5.10).
const refreshTime = 2 * time.Second

// maxPhoto is the largest profile photo, in bytes (wabbit 2.13).
const maxPhoto = 5 << 20

// What can be read again.
const (
	refreshTemplates = "templates"
	refreshSettings  = "settings"
)

// refreshJobs are the jobs of network 7.2 F64 that read something again.
var refreshJobs = map[string]string{refreshTemplates: "template_refresh", refreshSettings: "profile_refresh"}

// refresh begins to read something again, unless it is being read. A job that fails is over at once, and nothing is read: false.
func (b *inbox) refresh(what string) bool {
	if b.reading(what) {
		return true
	}
	if failed := b.p.net.CarriageFault(network.WorkCall{Work: network.Job, Job: refreshJobs[what], Provider: Name, Account: b.account}); len(failed) > 0 {
		return false
	}
	b.refreshing[what] = b.p.net.Now().Add(refreshTime)
	return true
}

func (b *inbox) reading(what string) bool { return b.p.net.Now().Before(b.refreshing[what]) }

type refreshStatus struct {
	Refreshing bool `json:"currently_refreshing"`
}

func (c *call) issueTemplateRefresh(wire.Empty) (empty, error) {
	c.refresh(refreshTemplates)
	return empty{}, nil
}

func (c *call) templateRefreshStatus(wire.Empty) (refreshStatus, error) {
	return refreshStatus{c.reading(refreshTemplates)}, nil
}

func (c *call) issueSettingsRefresh(wire.Empty) (empty, error) {
	c.refresh(refreshSettings)
	return empty{}, nil
}

func (c *call) settingsRefreshStatus(wire.Empty) (refreshStatus, error) {
	return refreshStatus{c.reading(refreshSettings)}, nil
}

// businessProfile is what people see of the number (wabbit 4.9).
type businessProfile struct {
	Address     string   `json:"address"`
	Description string   `json:"description"`
	Email       string   `json:"email"`
	Vertical    string   `json:"vertical"`
	Websites    []string `json:"websites"`
	About       string   `json:"about"`
}

func (b *inbox) businessProfile() businessProfile {
	p := b.sender().Profile
	return businessProfile{p.Address, p.Description, p.Email, p.Vertical, append([]string{}, p.Websites...), p.About}
}

func (c *call) retrieveBusinessProfile(wire.Empty) (businessProfile, error) {
	return c.businessProfile(), nil
}

type profileIn struct {
	Body struct {
		Address     *string   `json:"address"`
		Description *string   `json:"description"`
		Email       *string   `json:"email"`
		Vertical    *string   `json:"vertical"`
		Websites    *[]string `json:"websites"`
		About       *string   `json:"about"`
	}
}

// updateBusinessProfile changes what the body names (wabbit 2.13).
func (c *call) updateBusinessProfile(in profileIn) (businessProfile, error) {
	if !c.user.admin() {
		return businessProfile{}, errForbidden
	}
	err := c.changeProfile(func(p network.Profile) network.Profile {
		set(&p.Address, in.Body.Address)
		set(&p.Description, in.Body.Description)
		set(&p.Email, in.Body.Email)
		set(&p.Vertical, in.Body.Vertical)
		set(&p.Websites, in.Body.Websites)
		set(&p.About, in.Body.About)
		return p
	})
	return c.businessProfile(), err
}

// changeProfile changes what people see of the number.
func (b *inbox) changeProfile(f func(network.Profile) network.Profile) error {
	if err := b.p.net.ChangeProfile(b.sender().ID, f); err != nil {
		return fmt.Errorf("profile of %q: %w", b.number, err)
	}
	return nil
}

// profileAbout is the about text in the form of the WhatsApp Business API (wabbit 4.9).
type profileAbout struct {
	Settings struct {
		Profile struct {
			About struct {
				Text *string `json:"text"`
			} `json:"about"`
		} `json:"profile"`
	} `json:"settings"`
}

func (c *call) retrieveProfileAbout(wire.Empty) (out profileAbout, err error) {
	out.Settings.Profile.About.Text = optional(c.sender().Profile.About)
	return out, nil
}

type aboutIn struct {
	Body struct {
		Text string `json:"text"`
	}
}

type aboutOut struct {
	Text string `json:"text"`
}

func (c *call) updateProfileAbout(in aboutIn) (aboutOut, error) {
	if !c.user.admin() {
		return aboutOut{}, errForbidden
	}
	return aboutOut(in.Body), c.changeProfile(func(p network.Profile) network.Profile {
		p.About = in.Body.Text
		return p
	})
}

// photo is a profile photo on its way: it is shown when the refresh that it started is over (wabbit 2.13).
type photo struct {
	kind string
	data []byte
	at   time.Time
}

// settle shows a photo whose time has come.
func (b *inbox) settlePhoto() error {
	next := b.coming
	if next == nil || b.p.net.Now().Before(next.at) {
		return nil
	}
	b.coming = nil
	return b.changeProfile(func(p network.Profile) network.Profile {
		p.Photo = network.Picture{MIME: next.kind, Data: next.data}
		return p
	})
}

func (c *call) retrieveProfilePhoto(wire.Empty) (wire.Content, error) {
	if err := c.settlePhoto(); err != nil {
		return wire.Content{}, err
	}
	now := c.sender().Profile.Photo
	if len(now.Data) == 0 {
		return wire.Content{}, errUnknown
	}
	return wire.Content{Type: now.MIME, Body: now.Data}, nil
}

func (c *call) updateProfilePhoto(in uploadIn) (empty, error) {
	_, _, data, err := uploaded(in.Body.File)
	kind, picture := isPicture(data)
	switch {
	case err != nil:
		return empty{}, err
	case len(data) > maxPhoto:
		return empty{}, errTooLarge
	case !picture:
		return empty{}, field("file_encoded", "Upload a valid image. The file you uploaded was either not an image or a corrupted image.")
	case !c.user.admin():
		return empty{}, errForbidden
	}
	if !c.refresh(refreshSettings) {
		return empty{}, nil // taken, and never shown
	}
	c.coming = &photo{kind, data, c.refreshing[refreshSettings]}
	c.remind("photo", c.coming.at.Sub(c.p.net.Now()), due{photo: true})
	return empty{}, nil
}

// destroyProfilePhoto takes the photo away at once (wabbit 2.13).
func (c *call) destroyProfilePhoto(wire.Empty) (wire.Empty, error) {
	if !c.user.admin() {
		return wire.Empty{}, errForbidden
	}
	c.coming = nil
	return wire.Empty{}, c.changeProfile(func(p network.Profile) network.Profile {
		p.Photo = network.Picture{}
		return p
	})
}

// whatsAppAccount is a number that the inbox knows (wabbit 4.9).
type whatsAppAccount struct {
	Number string `json:"phone_number"`
	This   bool   `json:"this_instance"`
}

type accountsIn struct {
	pageIn
	This string `query:"this_instance"`
}

// listWhatsAppAccounts tells the number of this inbox, and those of the business's other ones (wabbit 2.14).
func (c *call) listWhatsAppAccounts(in accountsIn) (page[whatsAppAccount], error) {
	all := []whatsAppAccount{{c.sender().ID, true}}
	for _, b := range c.p.inboxes {
		if number := b.sender().ID; b != c.inbox && number != "" && !yes(in.This) {
			all = append(all, whatsAppAccount{number, false})
		}
	}
	return paged(c, in.pageIn, all, func(a whatsAppAccount) whatsAppAccount { return a }), nil
}

// Plugin is a plugin with the data that it answers (wabbit 2.15).
type Plugin struct {
	Type     string
	Data     map[string]any
	Variants []PluginVariant // the first whose values all match answers
}

// PluginVariant is what a plugin answers to certain query values.
type PluginVariant struct {
	When map[string]string
	Data map[string]any
}

type pluginIn struct {
	Type string `query:"type"`
}

type pluginData struct {
	Response map[string]any `json:"response"`
}

func (c *call) retrievePluginData(in pluginIn) (pluginData, error) {
	for _, p := range c.plugins {
		if p.Type == in.Type {
			return pluginData{p.answer(c.gin.Query)}, nil
		}
	}
	return pluginData{}, errUnknown
}

func (p Plugin) answer(query func(string) string) map[string]any {
	for _, v := range p.Variants {
		fits := true
		for name, want := range v.When {
			fits = fits && query(name) == want
		}
		if fits {
			return v.Data
		}
	}
	if p.Data == nil {
		return map[string]any{}
	}
	return p.Data
}
