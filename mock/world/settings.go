package world

import "github.com/mynah-sim/mynah/mock/network"

// settings are what a WhatsApp number has beside its connection; the members are those of network.NumberSettings.
type settings struct {
	CatalogShown bool `yaml:"catalogShown"`
}

func (s settings) network() network.NumberSettings {
	return network.NumberSettings{CatalogShown: s.CatalogShown}
}
