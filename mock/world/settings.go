package world

import (
	"cmp"
	"mime"
	"path"

	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/mock/network"
)

// settings are what a WhatsApp number has beside its connection; the members are those of network.NumberSettings.
type settings struct {
	PhoneID       string  `yaml:"phoneId"`
	NameStatus    string  `yaml:"nameStatus"`
	Official      bool    `yaml:"official"`
	CatalogShown  bool    `yaml:"catalogShown"`
	CartOff       bool    `yaml:"cartOff"`
	IdentityCheck bool    `yaml:"identityCheck"`
	Welcome       bool    `yaml:"welcome"`
	Calling       bool    `yaml:"calling"`
	Catalog       string  `yaml:"catalog"` // of a linked number, which has no WABA
	Photo         string  `yaml:"photo"`   // of the profile: a picture of fixtures/media
	Profile       profile `yaml:"profile"`
}

type profile struct {
	About       string   `yaml:"about"`
	Address     string   `yaml:"address"`
	Description string   `yaml:"description"`
	Email       string   `yaml:"email"`
	Vertical    string   `yaml:"vertical"`
	Websites    []string `yaml:"websites"`
}

// settings judges them.
func (f *file) settings(at string, s settings) {
	f.want(s.PhoneID == "" || digits.MatchString(s.PhoneID), at+".phoneId", "%q is not made of digits", s.PhoneID)
	f.oneOf(at+".nameStatus", s.NameStatus, "", "APPROVED", "AVAILABLE_WITHOUT_REVIEW", "DECLINED", "EXPIRED", "PENDING_REVIEW", "NONE")
	if s.Catalog != "" {
		f.refer(at+".catalog", "catalog", s.Catalog)
	}
	f.want(s.Photo == "" || !picture(s.Photo).IsZero(), at+".photo", "%q is no file of fixtures/media", s.Photo)
	f.want(len(s.Profile.Websites) <= 2, at+".profile.websites", "has more than two")
}

// numberSettings are those of a sender in the network's words.
func (f *file) numberSettings(s sender) network.NumberSettings {
	v := s.settings
	if s.Kind == "linked" {
		v.Catalog = cmp.Or(v.Catalog, f.linked())
	}
	return network.NumberSettings{
		PhoneID: v.PhoneID, NameStatus: v.NameStatus, Official: v.Official, CatalogShown: v.CatalogShown, CartOff: v.CartOff,
		IdentityCheck: v.IdentityCheck, Welcome: v.Welcome, Catalog: v.Catalog, Calling: network.CallSettings{On: v.Calling},
		Profile: network.Profile{
			About: v.Profile.About, Address: v.Profile.Address, Description: v.Profile.Description, Email: v.Profile.Email,
			Vertical: v.Profile.Vertical, Websites: v.Profile.Websites, Photo: picture(v.Photo),
		},
	}
}

// picture is a file of fixtures/media; none for an empty name.
func picture(name string) network.Picture {
	data, err := fixtures.FS.ReadFile(path.Join("media", name))
	if err != nil {
		return network.Picture{}
	}
	return network.Picture{MIME: mime.TypeByExtension(path.Ext(name)), Data: data}
}
