package world

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const oneMsgWABA = "102290129340398"

func TestDemoHasTheChannelOfOneMsg(t *testing.T) {
	w := loaded(t, "demo")
	require.Equal(t, OneMsgPart{Channels: []OneMsgChannel{{
		ID: "onemsg-demoshop", Name: "demoshop", Instance: "MOCK0001", Token: "onemsg-demo-token",
		Files: []OneMsgFile{{ID: "800100200300400", Type: "image/webp", From: "sticker.webp", Size: 1024}},
	}}}, w.OneMsg)
	var own []network.Sender
	for _, s := range w.Network.Senders {
		if s.Account == "onemsg-demoshop" {
			own = append(own, s)
		}
	}
	require.Equal(t, []network.Sender{{
		ID: "15550100200", Channel: network.WhatsApp, Account: "onemsg-demoshop", WABA: oneMsgWABA, Name: "Demo Shop", Kind: "api",
		Limit: "TIER_2K", NumberSettings: network.NumberSettings{
			PhoneID: "106540352242922", CatalogShown: true, Profile: network.Profile{Vertical: "Other", Photo: picture("photo.png")},
		},
	}}, own)
	require.Len(t, w.Network.Files, 1)
	require.Len(t, w.Network.Files[0].Data, 1024)
	require.Equal(t, MediaID(800100200300400), w.Network.Files[0].ID)
}

func TestDemoHasTheTemplatesOfOneMsg(t *testing.T) {
	var names []string
	for _, tpl := range loaded(t, "demo").Network.Templates {
		if tpl.WABA == oneMsgWABA {
			names = append(names, tpl.Name)
		}
	}
	require.Equal(t, []string{
		"hello_world", "order_update", "delivery_choice", "promo_image", "login_code", "promo_carousel", "catalog", "order_details_utility",
	}, names)
}

func TestEveryWorldHasAnInstanceOfItsOwn(t *testing.T) {
	w := loaded(t, "demo")
	one, other := Derive(w, "one", 1).OneMsg.Channels[0], Derive(w, "other", 1).OneMsg.Channels[0]
	require.Regexp(t, `^MOCK[0-9A-F]{8}$`, one.Instance)
	require.NotEqual(t, one.Instance, other.Instance)
	require.NotEqual(t, one.Token, other.Token)
	require.Equal(t, one.ID, other.ID, "what the network knows depends on the seed alone")
	require.Equal(t, "MOCK0001", Derive(w, Default, 1).OneMsg.Channels[0].Instance)
}
