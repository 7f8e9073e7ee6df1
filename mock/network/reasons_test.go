package network

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// condition is how a reason comes about in life: what is so, and what is sent then.
type condition struct {
	given   func(t *testing.T, n *Network)
	content Content // nil: a template that everybody may get, on SMS and Viber a text
	change  func(*Draft)
	first   int           // so many messages before it
	after   time.Duration // when it is told; 0: within a second
}

const anas = "491700000001"

// setAna and setShop change the person who gets the message, and the sender.
func setAna(f func(*Handset)) func(*testing.T, *Network) {
	return func(t *testing.T, n *Network) {
		require.NoError(t, n.ChangeHandset(anas, func(h Handset) Handset { f(&h); return h }))
	}
}

func setShop(c Channel, f func(*Sender)) func(*testing.T, *Network) {
	return func(t *testing.T, n *Network) {
		require.NoError(t, n.ChangeSender(c, shortSenders[c], func(s Sender) Sender { f(&s); return s }))
	}
}

// wrote opens the window before what else is so.
func wrote(more ...func(*testing.T, *Network)) func(*testing.T, *Network) {
	return func(t *testing.T, n *Network) {
		_, err := n.Write(Note{Number: anas, Channel: WhatsApp, To: "49100", Content: Text{Body: "hi"}})
		require.NoError(t, err)
		for _, f := range more {
			f(t, n)
		}
	}
}

// aMonth lets the account have the platform's own life time of messages.
func aMonth(t *testing.T, n *Network) {
	require.NoError(t, n.ChangeOptions("shop", func(o AccountOptions) AccountOptions { o.TTL = 0; return o }))
}

// stored keeps a file and sends it as a kind.
func stored(as MediaKind, mime string, size int) condition {
	var id ID
	return condition{
		given: wrote(func(t *testing.T, n *Network) {
			m, err := n.AddMedia(NewMedia{Account: "shop", MIME: mime, Data: make([]byte, size)})
			require.NoError(t, err)
			id = m.ID
		}),
		change: func(d *Draft) { d.Content = Media{As: as, ID: id} },
	}
}

// judgedTemplate brings the template into a status.
func judgedTemplate(v Verdict) func(*testing.T, *Network) {
	return func(t *testing.T, n *Network) {
		require.NoError(t, n.ReviewTemplate(TemplateRef{WABA: "w1", Name: "order_update", Language: "en"}, v))
	}
}

// withFlow makes a flow of a status and shows it.
func withFlow(status FlowStatus, first int) condition {
	return condition{
		given: wrote(func(t *testing.T, n *Network) {
			n.SetLimits(Limits{Flow: true})
			require.NoError(t, n.loadFlows([]Flow{{ID: "700", WABA: "w1", Name: "visit", Status: status}}))
		}),
		content: Interactive{Form: FlowMessage, Flow: &FlowRef{ID: "700", Mode: "published"}}, first: first,
	}
}

// inGroup makes a group of Ana's, with the shop or without.
func inGroup(content Content, members ...GroupMember) condition {
	return condition{
		given: func(t *testing.T, n *Network) {
			require.NoError(t, n.loadGroups([]Group{{ID: "120363000000000001", Members: append([]GroupMember{{Number: anas}}, members...)}}))
		},
		content: content, change: func(d *Draft) { d.To = "120363000000000001" },
	}
}

func marketing(given func(*testing.T, *Network)) condition {
	return condition{
		given: func(t *testing.T, n *Network) {
			_, err := n.PutTemplate(Template{WABA: "w1", Name: "sale", Language: "en", Category: CategoryMarketing, Body: "Sale"})
			require.NoError(t, err)
			given(t, n)
		},
		content: TemplateMessage{Name: "sale", Language: "en"},
	}
}

func updates(texts ...string) TemplateMessage {
	return TemplateMessage{Name: "order_update", Language: "en", Body: values(texts...)}
}

func products(form InteractiveKind, catalog string, ids ...string) Content {
	return Interactive{Form: form, Catalog: catalog, Groups: []ProductGroup{{Products: ids}}}
}

func viberFile(m Media) condition { return condition{content: m} }

// realConditions are those of network 3.19, 4.7 and 5 that a person, a sender, a content or a figure brings about.
var realConditions = map[Reason]condition{
	SenderDown:   {given: setShop(WhatsApp, func(s *Sender) { s.State = Disconnected })},
	Unregistered: {given: setShop(WhatsApp, func(s *Sender) { s.State = UnregisteredSender })},
	Locked: {given: func(t *testing.T, n *Network) {
		require.NoError(t, n.ChangeWABA("w1", func(w WABA) WABA { w.Ban = "DISABLE"; return w }))
	}},
	Payment: {given: func(t *testing.T, n *Network) {
		require.NoError(t, n.ChangeWABA("w1", func(w WABA) WABA { w.NoPayment = true; return w }))
	}},
	NotListed:           {given: setShop(WhatsApp, func(s *Sender) { s.Allowed = []string{"491700000005"} })},
	Throughput:          {given: func(_ *testing.T, n *Network) { n.SetLimits(Limits{Throughput: true}) }, first: throughput},
	PairRate:            {given: func(_ *testing.T, n *Network) { n.SetLimits(Limits{Pair: true}) }, first: pairBurst},
	GroupUnknown:        {content: Text{Body: "hi"}, change: func(d *Draft) { d.To = "120363999999999999" }},
	GroupRight:          inGroup(Text{Body: "hi"}, GroupMember{Number: "491700000005"}),
	GroupKind:           inGroup(Interactive{Form: LocationRequest, Body: "Where?"}, GroupMember{Number: "49100"}),
	BlockedByBusiness:   {given: wrote(func(t *testing.T, n *Network) { require.NoError(t, n.BlockPerson("shop", "49100", anas)) })},
	TemplateUnknown:     {content: TemplateMessage{Name: "nothing", Language: "en"}},
	TemplateRegion:      {content: TemplateMessage{Name: "order_update", Language: "en_GB"}},
	TemplateNotApproved: {given: judgedTemplate(Verdict{Decision: Reject})},
	TemplatePaused:      {given: judgedTemplate(Verdict{Decision: Pause})},
	TemplateDisabled:    {given: judgedTemplate(Verdict{Decision: Disable})},
	ParamCount:          {content: updates("1")},
	ParamFormat:         {content: updates("1", "a\nb")},
	ParamLength:         {content: updates("1", strings.Repeat("x", 1024))},
	TTLRange: {change: func(d *Draft) {
		m := updates("1", "ready")
		m.TTL = time.Second
		d.Content = m
	}},
	NotOnChannel:      {given: setAna(func(h *Handset) { h.NoTerms = true })},
	Country:           {given: setShop(WhatsApp, func(s *Sender) { s.Barred = []string{"49"} })},
	WindowClosed:      {content: Text{Body: "hi"}},
	ContactInvalid:    {change: func(d *Draft) { d.Verify, d.To = true, "491799999999" }},
	MediaUnknown:      {given: wrote(), content: Media{As: Image, ID: ID{1}}},
	MediaType:         stored(Image, "image/gif", 1),
	MediaSize:         stored(Image, "image/png", 5*megabyte+1),
	Restricted:        {given: setShop(WhatsApp, func(s *Sender) { s.Restricted = true })},
	MarketingStop:     marketing(func(t *testing.T, n *Network) { require.NoError(t, n.StopMarketing(anas, "49100", true)) }),
	MarketingLimit:    marketing(setAna(func(h *Handset) { h.MarketingLimited = true })),
	Experiment:        marketing(setAna(func(h *Handset) { h.Experiment = true })),
	Identity:          {given: setShop(WhatsApp, func(s *Sender) { s.IdentityCheck = true }), change: func(d *Draft) { d.Identity = "another" }},
	Region:            {given: wrote(), content: Interactive{Form: AddressRequest, Country: "IN", Body: "Where?"}},
	BusinessRecipient: {given: wrote(setAna(func(h *Handset) { h.BusinessApp = true })), content: products(SingleProduct, "c1", "lamp")},
	CatalogUnknown:    {given: wrote(), content: products(SingleProduct, "c9", "lamp")},
	CatalogUnlinked:   {given: wrote(func(t *testing.T, n *Network) { require.NoError(t, n.LinkCatalog("w1", "")) }), content: products(SingleProduct, "c1", "lamp")},
	ProductUnknown:    {given: wrote(), content: products(ProductList, "c1", "chair", "sofa")},
	FlowUnknown:       {given: wrote(), content: Interactive{Form: FlowMessage, Flow: &FlowRef{ID: "1"}}},
	FlowState:         withFlow(StatusDraft, 0),
	FlowBlocked:       withFlow(StatusBlocked, 0),
	FlowThrottled:     withFlow(StatusThrottled, throttledPerHour),
	KindUnsupported:   {given: wrote(), content: Poll{Question: "When?", Options: []string{"Mon", "Tue"}}},
	TextLength:        {given: wrote(), content: Text{Body: strings.Repeat("x", whatsAppText+1)}},
	TargetUnknown:     {given: wrote(), content: Reaction{Target: ID{1}, Emoji: "\U0001f44d"}},
	BlockedByUser: {given: func(t *testing.T, n *Network) {
		require.NoError(t, n.ChangeOptions("shop", func(o AccountOptions) AccountOptions { o.BlockError = true; return o }))
		require.NoError(t, n.SetBlocked(anas, WhatsApp, "49100", true))
	}},
	Expired: {given: setAna(func(h *Handset) { h.Off = true }), after: 25 * time.Hour},
	PendingTooLong: {given: func(t *testing.T, n *Network) {
		aMonth(t, n)
		setAna(func(h *Handset) { h.Off, h.Troubles = true, []Reason{PendingTooLong} })(t, n)
	}, after: 25 * time.Hour},
	DisplayName: {given: func(t *testing.T, n *Network) {
		require.NoError(t, n.AddSender(Sender{ID: "15550100", Channel: WhatsApp, Account: "shop", WABA: "w1", NumberSettings: NumberSettings{NameStatus: "DECLINED"}}))
	}, change: func(d *Draft) { d.From = "15550100" }},
	Maintenance: {given: func(_ *testing.T, n *Network) { n.sendersBy[senderKey{WhatsApp, "49100"}].upgrading = n.now + 1 }},

	SMSUnknownSubscriber: {given: setAna(func(h *Handset) { h.Line = "landline" })},
	SMSBarred:            {given: setAna(func(h *Handset) { h.SMSBarred = true })},
	SMSOptedOut:          {given: func(t *testing.T, n *Network) { require.NoError(t, n.SetOptedOut(anas, "49200", true)) }},
	SMSSwitchedOff:       {given: setAna(func(h *Handset) { h.Off = true })},
	SMSNoCoverage:        {given: setAna(func(h *Handset) { h.Coverage = NoCoverage })},
	SMSRoaming:           {given: setAna(func(h *Handset) { h.Coverage, h.RoamingBarred = Roaming, true })},
	SMSMemoryFull:        {given: setAna(func(h *Handset) { h.MemoryFull = true })},

	ViberBadService:  {given: setShop(Viber, func(s *Sender) { s.Retired = true })},
	ViberBadData:     {content: Text{Body: strings.Repeat("x", viberText+1)}},
	ViberBlocked:     {given: setAna(func(h *Handset) { h.NoBusinessViber = true })},
	ViberNoUser:      {given: setAna(func(h *Handset) { h.Apps = []Channel{WhatsApp, SMS} })},
	ViberNoDevice:    {given: setAna(func(h *Handset) { h.OldViber = true })},
	ViberWaitForUser: {change: func(d *Draft) { d.Session = true }},
	ViberFileType:    viberFile(Media{As: File, Link: "https://x.example/a", Filename: "a.exe"}),
	ViberFileName:    viberFile(Media{As: File, Link: "https://x.example/a", Filename: strings.Repeat("a", viberFileName-3) + ".pdf"}),
	ViberFileSize:    viberFile(Media{As: Video, Link: "https://x.example/a.mp4", SizeMB: viberFileMB + 1}),
	ViberDuration:    viberFile(Media{As: Video, Link: "https://x.example/a.mp4", Seconds: viberVideoSeconds + 1}),
}

// saidByOthers are the reasons behind which nothing stands that the simulated world knows: the platform, the operator or Viber says so,
// of a sender or of a person, as the bench wants (network 3.17, 4.7, 5).
var saidByOthers = []Reason{
	Certificate, ServiceUnavailable, AccessDenied, ParamPolicy, ParamValue, PaymentTerms, GenericUser, LimitCut, MediaFetch, UnknownFault,
	SMSUnknownBaseStation, SMSUnknownMSC, SMSUnidentified, SMSAbsentSM, SMSUnknownEquipment, SMSIllegalSubscriber, SMSBearer, SMSTeleservice,
	SMSIllegalEquipment, SMSForwarding, SMSClosedGroup, SMSSupplementary, SMSFacility, SMSTargetStation, SMSNoRadio, SMSNoHandover, SMSHandover,
	SMSAbsent, SMSBusy, SMSWaitingListFull, SMSSystemFailure, SMSDataMissing, SMSUnexpectedData, SMSPagingAbsent, SMSRoamingAbsent,
	SMSDeregistered, SMSPurged,
	ViberInternal, ViberBadType, ViberBadParameters, ViberTimeout, ViberUnauthorized, ViberNotPermitted, ViberBadLabel, ViberBadTTL, ViberThumbnail,
}

// met sends as a condition says, and answers the reason of the failure, or of the wait.
func met(t *testing.T, n *Network, r Reason, c condition) Reason {
	t.Helper()
	channel := r.Channel()
	d := Draft{Account: "shop", Channel: channel, From: shortSenders[channel], To: anas, Content: c.content}
	if d.Content == nil && channel == WhatsApp {
		d.Content = updates("1", "ready")
	} else if d.Content == nil {
		d.Content = Text{Body: "hello"}
	}
	if c.given != nil {
		c.given(t, n)
	}
	if c.change != nil {
		c.change(&d)
	}
	for range c.first {
		_, err := n.Send(d)
		require.NoError(t, err)
	}
	from := n.Position()
	a, err := n.Send(d)
	require.NoError(t, err)
	_, err = n.Advance(t.Context(), Until{By: max(time.Second, c.after)})
	require.NoError(t, err)
	events, _ := n.Events(from, 10_000)
	for _, e := range events {
		if e.Message == a.ID && e.Reason != NoReason {
			return e.Reason
		}
	}
	return NoReason
}

// Every reason is met through its real condition (network 3.17, 3.18, 4.7, 5), and through a word of the bench that needs none.
func TestEveryReasonIsMetThroughItsCondition(t *testing.T) {
	for _, r := range Reasons() {
		c, real := realConditions[r]
		said := slices.Contains(saidByOthers, r)
		require.True(t, real != said, "%s has a condition, or is said by others", r)
		if real {
			t.Run(r.String(), func(t *testing.T) { require.Equal(t, r.String(), met(t, shop(t), r, c).String()) })
			continue
		}
		t.Run(r.String()+" of a person", func(t *testing.T) {
			given := setAna(func(h *Handset) { h.Troubles = []Reason{r} })
			require.Equal(t, r.String(), met(t, shop(t), r, condition{given: given}).String())
		})
		t.Run(r.String()+" of a sender", func(t *testing.T) {
			if code, again := SMSCode(r); code != "" && again {
				return // it is found on the air: of a person alone
			}
			given := setShop(r.Channel(), func(s *Sender) { s.Troubles = []Reason{r} })
			require.Equal(t, r.String(), met(t, shop(t), r, condition{given: given}).String())
		})
	}
}

// Each reason has a range of numbers that makes it happen without any condition (network 3.17: on demand by a magic number).
func TestEveryReasonHasItsMagicNumber(t *testing.T) {
	listed := map[Reason]MagicNumber{}
	for _, m := range Magic() {
		if m.Reason != NoReason {
			listed[m.Reason] = m
		}
	}
	for _, r := range Reasons() {
		m, ok := listed[r]
		require.True(t, ok, r)
		c := condition{change: func(d *Draft) { d.To = m.From }}
		switch r {
		case Expired:
			c.after = 25 * time.Hour
		case PendingTooLong:
			c.given, c.after = aMonth, 25*time.Hour
		}
		got := met(t, shop(t), r, c)
		require.Equal(t, r.String(), got.String())
		require.Contains(t, m.Effect, r.String())
	}
}
