package world

import (
	"mime"
	"path"

	"github.com/mynah-sim/mynah/fixtures"
	"github.com/mynah-sim/mynah/mock/network"
)

// settings are what a WhatsApp number has beside its connection, as far as files say it; the members are those of
// network.NumberSettings.
type settings struct {
	CatalogShown bool   `yaml:"catalogShown"`
	PhoneID      string `yaml:"phoneId"`
	Catalog      string `yaml:"catalog"`  // of a linked sender, which has no WABA
	Vertical     string `yaml:"vertical"` // line of business, in the profile
	Photo        string `yaml:"photo"`    // of the profile: a picture of fixtures/media
}

func (s settings) network() network.NumberSettings {
	return network.NumberSettings{
		CatalogShown: s.CatalogShown, PhoneID: s.PhoneID, Catalog: s.Catalog,
		Profile: network.Profile{Vertical: s.Vertical, Photo: picture(s.Photo)},
	}
}

// picture is a file of fixtures/media; none for an empty name.
func picture(name string) network.Picture {
	data, err := fixtures.FS.ReadFile("media/" + name)
	if err != nil {
		return network.Picture{}
	}
	return network.Picture{MIME: mime.TypeByExtension(path.Ext(name)), Data: data}
}
