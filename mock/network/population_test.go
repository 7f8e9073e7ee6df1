package network

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAMillionPeopleTakeNoTimeAndNoRoom(t *testing.T) {
	n := town(t)
	before := heapBytes()
	require.NoError(t, n.Populate(PopulationFor(1_000_000)))
	require.Less(t, heapBytes()-min(before, heapBytes()), uint64(megabyte)) // the first event makes a block of the log
	all := n.Handsets("9990000000", 3)
	require.Equal(t, []string{"9990000001", "9990000002", "9990000003"}, []string{all[0].Number, all[1].Number, all[2].Number})
	require.Len(t, n.Handsets("9990999998", 10), 1)
	_, err := n.Handset("9991000000")
	require.ErrorIs(t, err, ErrHandsetUnknown)
	runtime.KeepAlive(n)
}

func TestPeopleOfAPopulationAreOfTheSeedAndTheNumber(t *testing.T) {
	one, other := town(t), town(t)
	require.NoError(t, one.Populate(PopulationFor(1_000_000)))
	require.NoError(t, other.Populate(PopulationFor(1_000_000)))
	late, err := one.Handset("9990012345")
	require.NoError(t, err)
	for i := range 1000 { // who is touched before changes nobody
		number := "999" + padded(uint64(i), freeDigits)
		require.NoError(t, ignoreNobody(other.ChangeHandset(number, func(h Handset) Handset { h.Off = true; return h })))
	}
	same, err := other.Handset("9990012345")
	require.NoError(t, err)
	require.Equal(t, late, same)
	touched, err := other.Handset("9990000000")
	require.NoError(t, err)
	untouched, err := one.Handset("9990000000")
	require.NoError(t, err)
	untouched.Off = true
	require.Equal(t, untouched, touched)
}

// ignoreNobody lets numbers of nobody pass: a population has some.
func ignoreNobody(err error) error {
	if err == ErrHandsetUnknown {
		return nil
	}
	return err
}

func TestPopulationKeepsItsShares(t *testing.T) {
	n := town(t)
	p := PopulationFor(1_000_000)
	require.NoError(t, n.Populate(p))
	const sample = 50_000
	var nobody, landline, whatsapp, viber, sms, receiptsOff float64
	personas := map[string]float64{}
	for i := range sample {
		h, err := n.Handset(p.Number(i))
		if err != nil {
			nobody++
			continue
		}
		if h.Line == "landline" {
			landline++
			continue
		}
		personas[h.Persona]++
		on := map[Channel]bool{}
		for _, c := range h.Apps {
			on[c] = true
		}
		if on[WhatsApp] {
			whatsapp++
		}
		if on[Viber] {
			viber++
		}
		if !on[WhatsApp] && !on[Viber] {
			sms++
		}
		if h.NoReceipts {
			receiptsOff++
		}
		require.Len(t, h.MCCMNC, len(h.MCCMNC))
	}
	mobile := sample - nobody - landline
	require.InDelta(t, p.NotMobile, (nobody+landline)/sample, 0.005)
	require.InDelta(t, p.WhatsApp, whatsapp/mobile, 0.01)
	require.InDelta(t, p.Viber, viber/mobile, 0.01)
	require.InDelta(t, p.OnlySMS, sms/mobile, 0.01)
	for _, s := range p.Mix {
		require.InDelta(t, s.Weight, personas[s.Persona]/mobile, 0.01, s.Persona)
	}
	require.InDelta(t, 0.45*0.15+0.2*0.2+0.15*0.3+0.08*0.05+0.05*0.1+0.02*0.1, receiptsOff/mobile, 0.01)
}

func TestPopulationStartsWithWindowsAndStops(t *testing.T) {
	n := town(t)
	p := PopulationFor(20_000)
	p.Mix, p.Online = []Share{{"manual", 1}}, 1
	p.WindowOpen, p.OptedOut, p.NotMobile, p.WhatsApp, p.OnlySMS = 0.5, 0.25, 0, 1, 0
	require.NoError(t, n.Populate(p))
	open, stopped := 0, 0
	for i := range 2000 {
		id := send(t, n, WhatsApp, "49100", p.Number(i), Text{Body: "hi"})
		sms := send(t, n, SMS, "49200", p.Number(i), Text{Body: "hi"})
		advance(t, n, time.Second)
		m, err := n.Message(id)
		require.NoError(t, err)
		if m.State == Delivered {
			open++
		}
		m, err = n.Message(sms)
		require.NoError(t, err)
		if m.State == Failed {
			require.Equal(t, SMSOptedOut, m.History[len(m.History)-1].Reason)
			stopped++
		}
	}
	require.InDelta(t, 1000, open, 80)
	require.InDelta(t, 500, stopped, 60)
}

func TestWrongRecipesAreRefused(t *testing.T) {
	n := town(t)
	for member, change := range map[string]func(*Population){
		"count":     func(p *Population) { p.Count = 0 },
		"prefix":    func(p *Population) { p.Prefix = "99x" },
		"countries": func(p *Population) { p.Countries = 21 },
		"personas":  func(p *Population) { p.Mix = []Share{{"nobody", 1}} },
		"shares":    func(p *Population) { p.Viber = 1.5 },
	} {
		p := PopulationFor(1000)
		change(&p)
		var wrong *HabitError
		require.ErrorAs(t, n.Populate(p), &wrong, member)
		require.Equal(t, member, wrong.Member)
	}
	require.Empty(t, n.Populations())
}

// busy lets 10,000 people of a population live for two days with a business that writes to all and answers nobody.
func busy(t testing.TB, people int, preset Latency) *Network {
	t.Helper()
	n := town(t)
	n.SetLatency(preset)
	require.NoError(t, n.Populate(PopulationFor(people)))
	tpl := TemplateMessage{Name: "promo", Language: "en", Body: []Param{{Text: "you"}}}
	for i := range people {
		_, err := n.Send(Draft{Account: "shop", Channel: WhatsApp, From: "49100", To: PopulationFor(people).Number(i), Content: tpl})
		require.NoError(t, err)
		if i%1000 == 0 {
			advance(t, n, time.Second)
		}
	}
	advance(t, n, 48*time.Hour)
	return n
}

func TestTenThousandActivePeopleAreTheSameOnOneProcessorAndOnTwo(t *testing.T) {
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	at, one := busy(t, 10_000, Typical).Log()
	require.Greater(t, at, uint64(40_000))
	runtime.GOMAXPROCS(2)
	_, two := busy(t, 10_000, Typical).Log()
	require.Equal(t, one, two)
}

func TestForkOfALivingPopulationGoesOnTheSame(t *testing.T) {
	n := town(t)
	require.NoError(t, n.Populate(PopulationFor(1000)))
	for i := range 200 {
		send(t, n, SMS, "49200", PopulationFor(1000).Number(i), Text{Body: "hi"})
	}
	advance(t, n, time.Hour)
	f := n.Fork()
	for _, world := range []*Network{n, f} {
		advance(t, world, 30*time.Hour)
	}
	_, here := n.Log()
	_, there := f.Log()
	require.Equal(t, here, there)
}

// touched is the heap of so many people of a population who were touched and do nothing, a person; the log is full before.
func touched(t testing.TB, people int) float64 {
	t.Helper()
	n := town(t)
	require.NoError(t, n.Populate(PopulationFor(1_000_000)))
	for range 2 * 64 * logBlock {
		n.SetLatency(Steady)
	}
	before := heapBytes()
	for i := range people {
		_ = n.ChangeHandset("999"+padded(uint64(i), freeDigits), func(h Handset) Handset { h.NoReceipts = true; return h })
	}
	after := heapBytes()
	runtime.KeepAlive(n)
	return float64(after-before) / float64(people)
}

func TestTouchedIdlePersonTakesAtMost200Bytes(t *testing.T) {
	require.LessOrEqual(t, touched(t, 100_000), 200.0)
}

// BenchmarkTouchedPerson reports the heap of a person of a population that was touched and does nothing.
func BenchmarkTouchedPerson(b *testing.B) {
	for b.Loop() {
		b.ReportMetric(touched(b, 200_000), "B/person")
	}
}

// BenchmarkPopulate makes a million people.
func BenchmarkPopulate(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		n := town(b)
		p := PopulationFor(1_000_000)
		p.Prefix = strconv.Itoa(100 + i%800)
		require.NoError(b, n.Populate(p))
	}
}
