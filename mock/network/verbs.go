package network

// verb is one entry of network 8.1: how it is done, and whether it is an answer that counts.
type verb struct {
	writes bool
	do     func(*tx, scene)
}

// verbs are all of them by name. It is filled at start, since verbs make occasions that look here again.
var verbs map[string]*verb

func init() {
	verbs = map[string]*verb{
		"reply":          {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, nil) }},
		"reply_keyword":  {true, (*tx).replyKeyword},
		"echo":           {true, (*tx).echoBack},
		"reply_to":       {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, quoting(sc)) }},
		"forward":        {true, func(t *tx, sc scene) { t.say(sc, Text{Body: t.words(sc)}, func(w *Note) { w.Hops = max(1, sc.Hops) }) }},
		"tap_button":     {true, (*tx).tapSomething},
		"pick_row":       {true, (*tx).tapSomething},
		"fill_flow":      {true, func(t *tx, sc scene) { t.say(sc, FormReply{"flow", orText(sc.Values, "{}")}, quoting(sc)) }},
		"share_location": {true, (*tx).shareLocation},
		"share_contact":  {true, (*tx).shareContact},
		"vote":           {true, (*tx).voteSomething},
		"react":          {true, func(t *tx, sc scene) { t.reactTo(sc, orText(sc.Emoji, "👍")) }},
		"unreact":        {true, func(t *tx, sc scene) { t.reactTo(sc, "") }},
		"order":          {true, (*tx).orderSomething},
		"ask_product":    {true, (*tx).askProduct},
		"enter_from_ad":  {true, (*tx).enterFromAd},
		"wrong_input":    {true, func(t *tx, sc scene) { t.say(sc, Text{Body: wrongInputs[orText(sc.Kind, "emoji")]}, nil) }},
		"text_burst":     {true, (*tx).textBurst},
		"media_burst":    {true, (*tx).mediaBurst},
		"edit":           {true, (*tx).editLast},
		"revoke":         {true, (*tx).revokeLast},
		"opt_out":        {true, (*tx).optOut},
		"opt_in":         {true, (*tx).optIn},
		"permit_calls":   {true, func(t *tx, sc scene) { _, _ = t.permitCalls(sc.h.number, sc.sender, true, sc.ForGood, ID{}) }},
		"call":           {true, func(t *tx, sc scene) { _, _ = t.callBusiness(sc.h.number, sc.sender, "", "") }},
		"answer":         {false, func(t *tx, sc scene) { t.actByPhone(sc, CallAccept) }},
		"decline":        {false, func(t *tx, sc scene) { t.actByPhone(sc, CallReject) }},
		"hang_up":        {false, func(t *tx, sc scene) { t.actByPhone(sc, CallTerminate) }},
		"read_after":     {false, (*tx).readChat},
		"open_chat":      {false, func(t *tx, sc scene) { t.openChat(sc, true) }},
		"close_chat":     {false, func(t *tx, sc scene) { t.openChat(sc, false) }},
		"play_voice":     {false, (*tx).playVoice},
		"typing":         {false, (*tx).typeAWhile},
		"offline":        {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = true }) }},
		"online":         {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = false }) }},
		"power":          {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Off = !v.Off }) }},
		"data":           {false, func(t *tx, sc scene) { t.switchPhone(sc, func(v *Handset) { v.Data = sc.Deed.Data }) }},
		"roam": {false, func(t *tx, sc scene) {
			t.switchPhone(sc, func(v *Handset) { v.Coverage, v.RoamingBarred = sc.Away, sc.Barred })
		}},
		"block":      {false, func(t *tx, sc scene) { _ = t.setBlocked(sc.h.number, sc.channel, sc.sender, true) }},
		"unblock":    {false, func(t *tx, sc scene) { _ = t.setBlocked(sc.h.number, sc.channel, sc.sender, false) }},
		"report":     {false, func(t *tx, sc scene) { _ = t.report(sc.h.number, sc.channel, sc.sender, sc.Reason) }},
		"join_link":  {false, (*tx).joinBy},
		"join_group": {false, (*tx).joinBy},
		"leave_group": {false, func(t *tx, sc scene) {
			_, _ = t.actOnGroup(GroupAct{Act: GroupLeave, By: sc.h.number, Group: orText(sc.Group, sc.sender)})
		}},
		"scan":          {false, func(t *tx, sc scene) { _, _ = t.scan(sc.h.number, sc.Code) }},
		"unlink":        {false, func(t *tx, sc scene) { _ = t.unlink("", sc.h.number) }},
		"change_number": {false, func(t *tx, sc scene) { _ = t.changeNumber(sc.h.number, sc.Number) }},
		"reregister":    {false, func(t *tx, sc scene) { t.reregister(sc.h) }},
		"port":          {false, func(t *tx, sc scene) { _ = t.alter(sc.h.number, "ported", func(v *Handset) { v.MCCMNC = sc.MCCMNC }) }},
		"uninstall":     {false, func(t *tx, sc scene) { _ = t.uninstall(sc.h.number, sc.App) }},
	}
}

// Verbs lists what a rule can make a person do, in order (network 8.1).
func Verbs() []string { return sortedKeys(verbs) }
