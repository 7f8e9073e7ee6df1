package control

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestPersonIsShownWithEveryCondition(t *testing.T) {
	b := newBench(t)
	b.do("GET", b.handset(""), "").want(200).equal(`{
		"number": "491700000001", "name": "Ana Lopes", "apps": ["whatsapp", "sms", "viber"], "online": true, "persona": "manual",
		"readReceipts": true, "line": "mobile", "blocked": [],
		"whatsapp": {"tosAccepted": true, "business": false, "experiment": false, "marketingLimited": false, "identity": "BJI7JztPZA1"},
		"sms": {"barred": false}, "viber": {"outdated": false}}`)
}

func TestNewPersonHasDefaults(t *testing.T) {
	b := newBench(t)
	path := b.inside("/handsets/" + nobody)
	r := b.do("PUT", path, `{}`).want(201)
	require.Equal(t, nobody, r.at("name"))
	require.Equal(t, []any{"whatsapp", "sms", "viber"}, r.at("apps"))
	require.Equal(t, true, r.at("online"))
	require.Equal(t, []any{}, b.do("PUT", b.inside("/handsets/4930120000"), `{"line":"landline","name":"Front desk"}`).want(201).at("apps"))
	b.do("PUT", path, `{}`).want(200)
}

func TestSecondPutChangesWhatItNames(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.handset(""), `{"online":false,"persona":"instant","readReceipts":false,"mccmnc":"26201",
		"whatsapp":{"tosAccepted":false,"userId":"DE.1","username":"ana","business":true},"sms":{"barred":true},"viber":{"outdated":true}}`).want(200)
	b.do("PUT", b.handset(""), `{"whatsapp":{"experiment":true,"marketingLimited":true}}`).want(200).equal(`{
		"number": "491700000001", "name": "Ana Lopes", "apps": ["whatsapp", "sms", "viber"], "online": false, "persona": "instant",
		"readReceipts": false, "line": "mobile", "mccmnc": "26201", "blocked": [],
		"whatsapp": {"tosAccepted": false, "business": true, "experiment": true, "marketingLimited": true, "userId": "DE.1", "username": "ana", "identity": "BJI7JztPZA1"},
		"sms": {"barred": true}, "viber": {"outdated": true}}`)
	require.NotContains(t, b.do("PUT", b.handset(""), `{"apps":["sms"]}`).want(200).json(), "whatsapp")
}

func TestComingOnlineTakesWhatHasWaited(t *testing.T) {
	b := newBench(t)
	b.send(network.SMS, smsNo, lena, network.Text{Body: "hi"})
	screen := b.inside("/handsets/" + lena + "/screen")
	require.Equal(t, []any{}, b.do("GET", screen, "").want(200).at("chats.0.messages"))
	b.do("PUT", b.inside("/handsets/"+lena), `{"online":true}`).want(200)
	b.do("POST", b.inside("/clock/advance"), `{"by":"1m"}`).want(200)
	require.Equal(t, "hi", b.do("GET", screen, "").want(200).at("chats.0.messages.0.text"))
}

func TestNumberOfASenderIsNoPerson(t *testing.T) {
	b := newBench(t)
	b.do("PUT", b.inside("/handsets/"+shopWA), `{}`).want(409)
}

func TestNumberThatABusinessWroteToBecomesAPerson(t *testing.T) {
	b := newBench(t)
	b.send(network.SMS, smsNo, nobody, network.Text{Body: "hi"})
	b.do("GET", b.inside("/handsets/"+nobody), "").want(404)
	r := b.do("PUT", b.inside("/handsets/"+nobody), `{"name":"Mei Tan"}`).want(201)
	require.Equal(t, "mobile", r.at("line"))
}

func TestPersonIsRemoved(t *testing.T) {
	b := newBench(t)
	b.do("DELETE", b.handset(""), "").want(204)
	b.do("DELETE", b.handset(""), "").want(404)
	b.do("GET", b.handset(""), "").want(404)
	b.do("DELETE", b.inside("/handsets/12"), "").want(400)
}

func TestPeopleAreListedByNumberInPages(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", b.inside("/handsets?limit=1"), "").want(200)
	require.Equal(t, ana, r.at("items.0.number"))
	require.Equal(t, ana, r.at("next"))
	r = b.do("GET", b.inside("/handsets?limit=1&after="+ana), "").want(200)
	require.Equal(t, lena, r.at("items.0.number"))
	require.Len(t, r.at("items.0.blocked"), 2) // all that can be blocked
	require.NotContains(t, r.json(), "next")
	b.do("GET", b.inside("/handsets?after=x"), "").want(400)
}

func TestScreenShowsChatsWithTheNewestLast(t *testing.T) {
	b := newBench(t)
	first := b.write(`{"to":"` + viber + `","channel":"viber","kind":"text","text":"hi"}`)
	b.write(`{"to":"` + shopWA + `","channel":"whatsapp","kind":"text","text":"hello","forwarded":2}`)
	second := b.send(network.Viber, viber, ana, network.Text{Body: "hello back"})
	b.do("GET", b.handset("/screen?channel=viber&sender="+viber), "").want(200).equal(`{"chats": [{
		"sender": "71045", "channel": "viber", "name": "Demo Shop", "unread": 1, "messages": [
			{"messageId": "` + first.ID.String() + `", "direction": "out", "kind": "text", "text": "hi", "status": "delivered", "at": "2026-01-01T00:00:00.000Z"},
			{"messageId": "` + second + `", "direction": "in", "kind": "text", "text": "hello back", "status": "delivered", "at": "2026-01-01T00:00:02.000Z"}
		]}]}`)
	r := b.do("GET", b.handset("/screen?limit=1"), "").want(200)
	require.Equal(t, "whatsapp", r.at("chats.0.channel"))
	require.InDelta(t, 2, r.at("chats.0.messages.0.forwarded"), 0)
	require.Equal(t, second, r.at("chats.1.messages.0.messageId"))
	require.Len(t, r.at("chats.1.messages"), 1)
	b.do("GET", b.inside("/handsets/"+nobody+"/screen"), "").want(404)
	b.do("GET", b.handset("/screen?channel=mail"), "").want(400)
}

func TestReadingTellsWhichMessagesBecameRead(t *testing.T) {
	b := newBench(t)
	b.write(`{"to":"` + shopWA + `","channel":"whatsapp","kind":"text","text":"hello"}`)
	id := b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "hello back"})
	chat := `{"sender":"` + shopWA + `","channel":"whatsapp"}`
	b.do("POST", b.handset("/read"), chat).want(200).equal(`{"messageIds":["` + id + `"]}`)
	b.do("POST", b.handset("/read"), chat).want(200).equal(`{"messageIds":[]}`)
	require.Equal(t, "read", b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1.status"))
	b.do("POST", b.handset("/read"), `{"sender":"1","channel":"whatsapp"}`).want(404)
	b.do("POST", b.handset("/read"), `{"sender":"1"}`).want(400)
	b.do("PUT", b.handset(""), `{"apps":["sms"]}`).want(200)
	b.do("POST", b.handset("/read"), chat).want(409)
}

func TestOpenChatIsReadAtOnce(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.handset("/open"), `{"sender":"`+viber+`","channel":"viber","open":true}`).want(204)
	b.write(`{"to":"` + viber + `","channel":"viber","kind":"text","text":"hi"}`)
	b.send(network.Viber, viber, ana, network.Text{Body: "hello"})
	require.Equal(t, "read", b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1.status"))
	b.do("POST", b.handset("/open"), `{"sender":"`+viber+`","channel":"viber","open":false}`).want(204)
	b.send(network.Viber, viber, ana, network.Text{Body: "more"})
	require.InDelta(t, 1, b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.unread"), 0)
	b.do("POST", b.handset("/open"), `{"sender":"1","channel":"viber","open":true}`).want(404)
}

func TestTypingIsTold(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.handset("/typing"), `{"to":"`+shopWA+`","channel":"whatsapp"}`).want(204)
	events, _ := b.net().Events(0, 10)
	require.Equal(t, network.TypingShown, events[0].Kind)
	b.do("POST", b.handset("/typing"), `{"to":"1","channel":"whatsapp"}`).want(404)
	b.do("POST", b.handset("/typing"), `{"to":"1"}`).want(400)
}

func TestBlockingIsPerSender(t *testing.T) {
	b := newBench(t)
	chat := `{"sender":"` + shopWA + `","channel":"whatsapp"}`
	b.do("POST", b.handset("/block"), chat).want(204)
	b.do("POST", b.handset("/block"), chat).want(204)
	require.Equal(t, []any{map[string]any{"channel": "whatsapp", "sender": shopWA}}, b.do("GET", b.handset(""), "").want(200).at("blocked"))
	b.do("POST", b.handset("/unblock"), chat).want(204)
	require.Equal(t, []any{}, b.do("GET", b.handset(""), "").want(200).at("blocked"))
	b.do("POST", b.handset("/block"), `{"sender":"1","channel":"viber"}`).want(404)
	b.do("POST", b.handset("/block"), `{"sender":"1","channel":"sms"}`).want(400)
	b.do("POST", b.handset("/unblock"), `{"sender":"1","channel":"viber"}`).want(404)
	b.do("POST", b.inside("/handsets/"+nobody+"/unblock"), chat).want(404)
}

func TestKeywordIsAMessageAndTheOperatorsNoteStopsTheSender(t *testing.T) {
	b := newBench(t)
	id := b.do("POST", b.handset("/opt-out"), `{"sender":"`+smsNo+`","keyword":"STOP"}`).want(200).at("messageId")
	b.advance(0)
	require.Equal(t, id, b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.0.messageId"))
	b.do("POST", b.handset("/opt-out"), `{"sender":"`+smsNo+`","sms":"stop"}`).want(200).equal(`{"stopped":true}`)
	refused := b.send(network.SMS, smsNo, ana, network.Text{Body: "hi"})
	require.Equal(t, network.Failed, b.message(refused).State)
	b.do("POST", b.handset("/opt-out"), `{"sender":"`+smsNo+`","sms":"resume"}`).want(200).equal(`{"stopped":false}`)
	b.do("POST", b.handset("/opt-out"), `{"sender":"1","sms":"stop"}`).want(404)
	b.do("POST", b.handset("/opt-out"), `{"sender":"DemoShop","keyword":"STOP"}`).want(409)
	b.do("POST", b.handset("/opt-out"), `{"sender":"`+smsNo+`"}`).want(400)
}

func TestDevicesOfAPerson(t *testing.T) {
	b := newBench(t)
	r := b.do("PUT", b.handset(""), `{"whatsapp":{"devices":3,"brokenDevices":4}}`).want(200)
	require.Equal(t, 3.0, r.at("whatsapp.devices"))
	require.Equal(t, 2.0, r.at("whatsapp.brokenDevices"), "never all")
	require.NotContains(t, b.do("PUT", b.handset(""), `{"whatsapp":{"devices":1}}`).want(200).at("whatsapp"), "devices")
	b.do("PUT", b.handset(""), `{"whatsapp":{"devices":6}}`).want(400)
}
