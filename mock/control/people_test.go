package control

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

const (
	ben  = "491700000002"
	team = "49300"
)

// with adds a second person and a linked sender with its phone.
func (b *bench) with() *bench {
	b.t.Helper()
	b.do("PUT", b.inside("/handsets/"+ben), `{"name":"Ben Kruse"}`).want(201)
	require.NoError(b.t, b.net().AddAccount(network.Account{ID: "team", Label: "twoway"}))
	require.NoError(b.t, b.net().AddSender(network.Sender{ID: team, Channel: network.WhatsApp, Account: "team", Kind: "linked", Name: "Team"}))
	return b
}

func (b *bench) of(number, path string) string { return b.inside("/handsets/" + number + path) }

func TestGroupLivesOnPhones(t *testing.T) {
	b := newBench(t).with()
	made := b.do("POST", b.of(ana, "/groups"), `{"act":"create","name":"Trip","text":"To Rome","numbers":["`+ben+`","`+nobody+`"]}`).want(200)
	id, invite := made.at("id").(string), made.at("invite").(string)
	require.Equal(t, []any{map[string]any{"number": ana, "rank": "owner"}, map[string]any{"number": ben, "rank": "member"}}, made.at("members"))
	require.Equal(t, "To Rome", made.at("description"))

	b.do("POST", b.of(ben, "/groups"), `{"act":"announce","group":"`+id+`"}`).want(409)
	b.do("POST", b.of(ana, "/groups"), `{"act":"promote","group":"`+id+`","numbers":["`+ben+`"]}`).want(200)
	require.Equal(t, true, b.do("POST", b.of(ben, "/groups"), `{"act":"announce","group":"`+id+`"}`).want(200).at("announce"))
	require.Equal(t, false, b.do("POST", b.of(ben, "/groups"), `{"act":"announce","group":"`+id+`","on":false}`).want(200).at("announce"))
	require.Equal(t, "Rome", b.do("POST", b.of(ben, "/groups"), `{"act":"rename","group":"`+id+`","name":"Rome"}`).want(200).at("name"))
	b.do("POST", b.of(lena, "/groups"), `{"act":"join","invite":"`+invite+`"}`).want(409) // switched off
	b.do("PUT", b.of(lena, ""), `{"online":true}`).want(200)
	b.do("POST", b.of(lena, "/groups"), `{"act":"join","invite":"https://chat.example/`+invite+`"}`).want(200)
	require.NotEqual(t, invite, b.do("POST", b.of(ana, "/groups"), `{"act":"resetInvite","group":"`+id+`"}`).want(200).at("invite"))
	b.do("POST", b.of(lena, "/groups"), `{"act":"leave","group":"`+id+`"}`).want(200)

	b.do("POST", b.of(ana, "/messages"), `{"to":"`+id+`","channel":"whatsapp","kind":"text","text":"hello"}`).want(201)
	screen := b.do("GET", b.of(ben, "/screen"), "").want(200)
	require.Equal(t, []any{id, true, "hello", ana}, []any{
		screen.at("chats.0.sender"), screen.at("chats.0.group"), screen.at("chats.0.messages.0.text"), screen.at("chats.0.messages.0.author"),
	})
}

func TestGroupActsWithoutWhatTheyNeedAreRefused(t *testing.T) {
	b := newBench(t).with()
	for body, pointer := range map[string]string{
		`{"act":"create"}`:                      "/name",
		`{"act":"join"}`:                        "/invite",
		`{"act":"leave"}`:                       "/group",
		`{"act":"add"}`:                         "/numbers",
		`{"act":"rename","name":"x"}`:           "/group",
		`{"act":"describe","text":"x"}`:         "/group",
		`{"act":"remove","numbers":["491700"]}`: "/numbers/0",
	} {
		require.Equal(t, pointer, b.do("POST", b.of(ana, "/groups"), body).want(400).at("violations.0.pointer"), body)
	}
	b.do("POST", b.of(ana, "/groups"), `{"act":"leave","group":"120363000000000009"}`).want(404)
	b.do("POST", b.of(ana, "/groups"), `{"act":"join","invite":"nowhere"}`).want(404)
	b.do("POST", b.of(ana, "/groups"), `{"act":"create","name":"x","numbers":["`+nobody+`"]}`).want(409)
	b.do("POST", b.of(nobody, "/groups"), `{"act":"create","name":"x"}`).want(404)
}

func (b *bench) takesCalls() {
	b.t.Helper()
	require.NoError(b.t, b.net().ChangeSender(network.WhatsApp, shopWA, func(s network.Sender) network.Sender {
		s.Calling.On = true
		return s
	}))
}

func TestPersonCallsAndHangsUp(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.of(ana, "/calls"), `{"sender":"`+shopWA+`"}`).want(409)
	b.takesCalls()
	r := b.do("POST", b.of(ana, "/calls"), `{"sender":"`+shopWA+`","payload":"p1"}`).want(http.StatusCreated)
	require.Equal(t, []any{"out", "ringing", ana}, []any{r.at("direction"), r.at("state"), r.at("number")})
	id, ok := network.ParseID(r.at("callId").(string))
	require.True(t, ok)
	b.do("POST", b.of(ana, "/calls/current"), `{"act":"answer"}`).want(409)
	require.NoError(t, b.net().ActOnCall("shop", id, network.CallAccept, "sdp"))
	b.advance(9 * time.Second)
	r = b.do("POST", b.of(ana, "/calls/"+id.String()), `{"act":"hangUp"}`).want(200)
	require.Equal(t, []any{"ended", "completed", float64(9)}, []any{r.at("state"), r.at("outcome"), r.at("seconds")})
	b.do("POST", b.of(ana, "/calls/current"), `{"act":"hangUp"}`).want(404)
	b.do("POST", b.of(ana, "/calls/"+nobody), `{"act":"hangUp"}`).want(404)
}

func TestPersonAnswersABusinessThatMayCall(t *testing.T) {
	b := newBench(t)
	b.takesCalls()
	b.write(to + `"kind":"text","text":"call me"}`)
	asked := b.do("POST", b.of(ana, "/call-permission"), `{"sender":"`+shopWA+`","act":"request","text":"May we?"}`).want(201).at("messageId").(string)
	b.advance(time.Second)
	require.Equal(t, "May we?", b.do("GET", b.handset("/screen"), "").want(200).at("chats.0.messages.1.text"))
	answer := b.do("POST", b.of(ana, "/call-permission"), `{"sender":"`+shopWA+`","act":"accept","message":"`+asked+`"}`).want(201)
	require.Equal(t, network.CallAnswer{Accepted: true, Until: b.net().Now().Add(7 * 24 * time.Hour)}, b.message(answer.at("messageId").(string)).Content)
	_, err := b.net().CallPerson("shop", shopWA, ana, "sdp", "")
	require.NoError(t, err)
	require.Equal(t, "connected", b.do("POST", b.of(ana, "/calls/current"), `{"act":"answer"}`).want(200).at("state"))
	require.Equal(t, "ended", b.do("POST", b.of(ana, "/calls/current"), `{"act":"hangUp"}`).want(200).at("state"))

	_, err = b.net().CallPerson("shop", shopWA, ana, "sdp", "")
	require.NoError(t, err)
	require.Equal(t, "failed", b.do("POST", b.of(ana, "/calls/current"), `{"act":"decline"}`).want(200).at("outcome"))
	b.do("POST", b.of(ana, "/call-permission"), `{"sender":"`+shopWA+`","act":"reject"}`).want(201)
	_, err = b.net().CallPerson("shop", shopWA, ana, "sdp", "")
	require.ErrorIs(t, err, network.ErrCallPermission)
	b.do("POST", b.of(ana, "/call-permission"), `{"sender":"49","act":"request"}`).want(404)
}

func TestPhoneScansACodeAndUnlinks(t *testing.T) {
	b := newBench(t).with()
	require.NoError(t, b.net().OfferLink("team", "2@abc"))
	b.do("POST", b.of(ben, "/scan"), `{"code":"2@old"}`).want(404)
	b.do("POST", b.of(ben, "/unlink"), `{}`).want(404)
	b.do("POST", b.of(ben, "/scan"), `{"code":"2@abc"}`).want(200).equal(`{"accountId":"team","sender":"` + ben + `"}`)
	b.do("PUT", b.of(ben, ""), `{"online":true}`).want(200) // the phone is still a person's

	echo := b.do("POST", b.of(ben, "/messages"), `{"to":"`+ana+`","channel":"whatsapp","kind":"text","text":"from the phone"}`).want(201)
	b.advance(time.Second)
	m := b.message(echo.at("messageId").(string))
	require.Equal(t, []any{true, network.Outbound, network.Delivered}, []any{m.Echo, m.Direction, m.State})
	b.do("POST", b.of(ben, "/unlink"), `{}`).want(204)
	b.do("POST", b.of(ben, "/unlink"), `{}`).want(409)
}

func TestPersonEditsAndTheTimeForItEnds(t *testing.T) {
	b := newBench(t)
	m := b.write(to + `"kind":"text","text":"first"}`)
	b.do("PATCH", b.handset("/messages/"+m.ID.String()), `{"text":"second"}`).want(204)
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, []any{"second", true}, []any{r.at("chats.0.messages.0.text"), r.at("chats.0.messages.0.edited")})
	b.advance(15 * time.Minute)
	b.do("PATCH", b.handset("/messages/"+m.ID.String()), `{"text":"third"}`).want(409)
	b.do("PATCH", b.of(lena, "/messages/"+m.ID.String()), `{"text":"mine"}`).want(404)
	place := b.write(to + `"kind":"location","latitude":1,"longitude":2}`)
	b.do("PATCH", b.handset("/messages/"+place.ID.String()), `{"text":"x"}`).want(404)
}

func TestPersonPlaysAVoiceNoteOnce(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	id := b.send(network.WhatsApp, shopWA, ana, network.Media{As: network.Voice, Link: "https://shop.example/n.ogg", MIME: "audio/ogg"})
	b.do("POST", b.handset("/play"), `{"message":"`+id+`"}`).want(204)
	b.do("POST", b.handset("/play"), `{"message":"`+id+`"}`).want(204)
	require.Equal(t, network.Played, b.message(id).State)
	text := b.send(network.WhatsApp, shopWA, ana, network.Text{Body: "x"})
	b.do("POST", b.handset("/play"), `{"message":"`+text+`"}`).want(404)
}

func TestPersonChangesNumberPhoneAndOperator(t *testing.T) {
	b := newBench(t)
	b.write(to + `"kind":"text","text":"hi"}`)
	before := b.do("GET", b.handset(""), "").want(200).at("whatsapp.identity")
	b.do("POST", b.handset("/change"), `{"act":"newPhone"}`).want(204)
	require.NotEqual(t, before, b.do("GET", b.handset(""), "").want(200).at("whatsapp.identity"))
	b.do("POST", b.handset("/change"), `{"act":"port","mccmnc":"26203"}`).want(204)
	require.Equal(t, "26203", b.do("GET", b.handset(""), "").want(200).at("mccmnc"))
	b.do("POST", b.handset("/change"), `{"act":"uninstall","channel":"viber"}`).want(204)
	require.Equal(t, []any{"whatsapp", "sms"}, b.do("GET", b.handset(""), "").want(200).at("apps"))

	b.do("POST", b.handset("/change"), `{"act":"newNumber","number":"`+lena+`"}`).want(409)
	b.do("POST", b.handset("/change"), `{"act":"newNumber","number":"`+shopWA+`"}`).want(409)
	b.do("POST", b.handset("/change"), `{"act":"newNumber","number":"`+nobody+`"}`).want(204)
	b.do("GET", b.handset(""), "").want(404)
	require.Equal(t, "Ana Lopes", b.do("GET", b.of(nobody, ""), "").want(200).at("name"))
	b.do("POST", b.handset("/change"), `{"act":"newPhone"}`).want(404)
}

func TestBlockCanReportToo(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.handset("/block"), `{"sender":"`+shopWA+`","channel":"whatsapp","block":false,"report":true,"reason":"spam"}`).want(204)
	require.Empty(t, b.do("GET", b.handset(""), "").want(200).at("blocked"))
	b.do("POST", b.handset("/block"), `{"sender":"`+shopWA+`","channel":"whatsapp","report":true}`).want(204)
	require.Len(t, b.do("GET", b.handset(""), "").want(200).at("blocked"), 1)
	b.do("POST", b.handset("/block"), `{"sender":"49","channel":"whatsapp","report":true}`).want(404)
}

func TestPersonStopsMarketing(t *testing.T) {
	b := newBench(t)
	for _, word := range []string{"stop", "resume"} {
		b.do("POST", b.handset("/opt-out"), `{"sender":"`+shopWA+`","marketing":"`+word+`"}`).want(200).equal(fmt.Sprintf(`{"stopped":%v}`, word == "stop"))
	}
	b.do("POST", b.handset("/opt-out"), `{"sender":"49","marketing":"stop"}`).want(404)
}

func TestPollIsVotedOn(t *testing.T) {
	b := newBench(t).with()
	a, err := b.net().Send(network.Draft{Account: "team", Channel: network.WhatsApp, From: team, To: ana, Content: network.Poll{
		Question: "When?", Options: []string{"Mon", "Tue"},
	}})
	require.NoError(t, err)
	b.advance(time.Second)
	body := func(options string) string { return `{"message":"` + a.ID.String() + `","options":` + options + `}` }
	require.Equal(t, "vote", b.do("POST", b.handset("/tap"), body(`["Tue"]`)).want(200).at("effect"))
	r := b.do("GET", b.handset("/screen"), "").want(200)
	require.Equal(t, []any{map[string]any{"number": ana, "options": []any{"Tue"}}}, r.at("chats.0.messages.0.votes"))
	require.Equal(t, []any{"Mon", "Tue"}, r.at("chats.0.messages.0.options"))
	b.do("POST", b.handset("/tap"), body(`["Mon","Tue"]`)).want(404)
	b.do("POST", b.handset("/tap"), body(`[]`)).want(200)
	require.Empty(t, b.message(a.ID.String()).Votes)
}

func TestReferralAndConditionsAreTakenOver(t *testing.T) {
	b := newBench(t)
	m := b.write(to + `"kind":"text","text":"hi","referral":{"sourceType":"ad","sourceId":"120","clickId":"c","headline":"Lamps"}}`)
	require.Equal(t, &network.Referral{SourceType: "ad", SourceID: "120", ClickID: "c", Headline: "Lamps"}, m.Referral)
	photo := b.media(`{"type":"image/png","size":500}`)
	r := b.do("PUT", b.handset(""), `{"coverage":"roaming","roamingBarred":true,"data":"slow","about":"Busy","photo":"`+photo+`",
		"whatsapp":{"numberHidden":true},"sms":{"memoryFull":true},"viber":{"noBusiness":true}}`).want(200)
	require.Equal(t, []any{"roaming", true, "slow", "Busy", photo, true, true, true}, []any{
		r.at("coverage"), r.at("roamingBarred"), r.at("data"), r.at("about"), r.at("photo"), r.at("whatsapp.numberHidden"),
		r.at("sms.memoryFull"), r.at("viber.noBusiness"),
	})
	b.do("PUT", b.handset(""), `{"photo":"`+nobody+`"}`).want(404)
	r = b.do("PUT", b.handset(""), `{"coverage":"home","data":"good","photo":""}`).want(200)
	require.NotContains(t, r.json(), "coverage")
	require.NotContains(t, r.json(), "photo")
}
