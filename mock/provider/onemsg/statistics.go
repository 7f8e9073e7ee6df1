package onemsg

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
)

type statisticsIn struct {
	Date string `query:"date"`
}

// statisticsOut is what templates cost in a month (onemsg 4.2).
type statisticsOut struct {
	Date          string  `json:"date"`
	TemplatesCost float64 `json:"templates_cost"`
}

// getStatistics sums the prices of the templates that were delivered in a month (onemsg 2.1, 5.11).
func (p *Provider) getStatistics(ctx context.Context, in statisticsIn) (statisticsOut, error) {
	m := monthOf(p.net.Now())
	if in.Date != "" {
		number, _ := strconv.Atoi(in.Date[:2]) // the document wants mm.YYYY
		m.month = time.Month(number)
		m.year, _ = strconv.Atoi(in.Date[3:])
	}
	out := statisticsOut{Date: fmt.Sprintf("%02d.%04d", m.month, m.year)}
	p.book.with(channelOf(ctx).config.Account, func(b *book) { out.TemplatesCost = money(b.costs[m]) })
	return out, nil
}

// money is an amount that is kept in units of 0.0001.
func money(units int) float64 { return float64(units) / 10_000 }

// monthOut are the conversations of a month (onemsg 4.2 ExtendedStatisticsItem).
type monthOut struct {
	BusinessPaid  int     `json:"business_initiated_paid_quantity"`
	BusinessPrice float64 `json:"business_initiated_price"`
	Business      int     `json:"business_initiated_quantity"`
	EntryPoint    int     `json:"free_entry_point"`
	Free          int     `json:"free_quantity"`
	FreeTier      int     `json:"free_tier"`
	Paid          int     `json:"paid_quantity"`
	PeriodDate    string  `json:"period_date"`
	Quantity      int     `json:"quantity"`
	TotalPrice    float64 `json:"total_price"`
	UserPaid      int     `json:"user_initiated_paid_quantity"`
	UserPrice     float64 `json:"user_initiated_price"`
	User          int     `json:"user_initiated_quantity"`
}

// getExtendedStatistics tells the conversations by month, oldest first (onemsg 2.1, 5.11).
func (p *Provider) getExtendedStatistics(ctx context.Context, _ struct{}) ([]monthOut, error) {
	sums := map[month]*monthSum{}
	p.book.with(channelOf(ctx).config.Account, func(b *book) {
		for _, t := range b.all {
			m := monthOf(t.opened)
			if sums[m] == nil {
				sums[m] = &monthSum{month: m}
			}
			sums[m].add(t)
		}
	})
	out := []monthOut{}
	for _, s := range sums {
		out = append(out, s.out())
	}
	slices.SortFunc(out, func(a, b monthOut) int { return cmp.Compare(a.PeriodDate, b.PeriodDate) })
	return out, nil
}

// monthSum adds up the conversations of a month.
type monthSum struct {
	month                       month
	business, user              int
	businessPaid, userPaid      int
	businessPrice, userPriceSum int
	entry, tier                 int
}

func (s *monthSum) add(t *talk) {
	switch {
	case t.entry:
		s.entry++
	case t.free:
		s.tier++
	}
	if t.business {
		s.business++
		if !t.free {
			s.businessPaid++
			s.businessPrice += t.price
		}
		return
	}
	s.user++
	if !t.free {
		s.userPaid++
		s.userPriceSum += t.price
	}
}

func (s *monthSum) out() monthOut {
	return monthOut{
		BusinessPaid: s.businessPaid, BusinessPrice: money(s.businessPrice), Business: s.business, EntryPoint: s.entry,
		Free: s.tier + s.entry, FreeTier: s.tier, Paid: s.businessPaid + s.userPaid, PeriodDate: s.month.start().Format(time.RFC3339),
		Quantity: s.business + s.user, TotalPrice: money(s.businessPrice + s.userPriceSum), UserPaid: s.userPaid,
		UserPrice: money(s.userPriceSum), User: s.user,
	}
}
