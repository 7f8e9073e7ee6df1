package control

import (
	"context"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// template is a message template in one language.
type template struct {
	ID             string      `json:"id"`
	Provider       string      `json:"provider"`
	WabaID         string      `json:"wabaId"`
	Name           string      `json:"name"`
	Language       string      `json:"language"`
	Category       string      `json:"category"`
	Status         string      `json:"status"`
	Components     []component `json:"components"`
	Reason         string      `json:"reason,omitempty"`
	Detail         string      `json:"detail,omitempty"`
	Quality        string      `json:"quality"`
	QualityReasons []string    `json:"qualityReasons,omitempty"`
	AllowCategory  bool        `json:"allowCategoryChange,omitempty"`
	TTLSeconds     int         `json:"ttlSeconds,omitempty"`
	CreatedAt      string      `json:"createdAt"`
	UpdatedAt      string      `json:"updatedAt"`
	GoneAt         string      `json:"goneAt,omitempty"`
	ResumesAt      string      `json:"resumesAt,omitempty"`
}

func toTemplate(provider string, t network.Template) template {
	out := template{
		ID: t.ID, Provider: provider, WabaID: t.WABA, Name: t.Name, Language: t.Language, Category: t.Category, Status: string(t.Status),
		Components: componentsOf(t), Reason: t.Reason, Detail: t.Detail, Quality: t.Quality, QualityReasons: t.QualityReasons,
		AllowCategory: t.AllowCategory, TTLSeconds: int(t.TTL / time.Second), CreatedAt: stamp(t.Made), UpdatedAt: stamp(t.Changed),
		GoneAt: stampOr(t.Gone), ResumesAt: stampOr(t.Resumes),
	}
	if t.TTL == network.TTLForever {
		out.TTLSeconds = -1
	}
	return out
}

type listTemplatesIn struct {
	pageIn
	Provider string `query:"provider"`
	Name     string `query:"name"`
	Status   string `query:"status"`
}

func (in listTemplatesIn) wants(t template) bool {
	return (in.Provider == "" || in.Provider == t.Provider) && (in.Name == "" || in.Name == t.Name) &&
		(in.Status == "" || in.Status == t.Status)
}

func (b *Bench) listTemplates(ctx context.Context, in listTemplatesIn) (page[template], error) {
	n := netOf(ctx)
	owners := wabaOwners(n)
	all := []template{}
	for _, w := range n.WABAs() {
		for _, t := range n.Templates(w.ID) {
			if one := toTemplate(owners[w.ID], t); in.wants(one) && one.Provider != "" {
				all = append(all, one)
			}
		}
	}
	return cut(all, in.pageIn)
}

// wabaOwners are the providers of the WhatsApp accounts: those of the numbers in them.
func wabaOwners(n *network.Network) map[string]string {
	owners, names := map[string]string{}, labels(n)
	for _, s := range n.Senders() {
		if s.WABA != "" && owners[s.WABA] == "" {
			owners[s.WABA] = names[s.Account]
		}
	}
	return owners
}
