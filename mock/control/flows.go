package control

import (
	"context"

	"github.com/mynah-sim/mynah/mock/network"
)

// flow is a form that people fill in.
type flow struct {
	ID         string    `json:"id"`
	WabaIDs    []string  `json:"wabaIds"`
	Name       string    `json:"name"`
	Categories []string  `json:"categories"`
	Status     string    `json:"status"`
	Document   string    `json:"document,omitempty"`
	Endpoint   string    `json:"endpoint,omitempty"`
	Findings   []finding `json:"findings"`
	CreatedAt  string    `json:"createdAt"`
	UpdatedAt  string    `json:"updatedAt"`
}

type finding struct {
	Code        string `json:"code"`
	Type        string `json:"type"`
	Message     string `json:"message"`
	LineStart   int    `json:"lineStart"`
	LineEnd     int    `json:"lineEnd"`
	ColumnStart int    `json:"columnStart"`
	ColumnEnd   int    `json:"columnEnd"`
}

func toFlow(f network.Flow) flow {
	out := flow{
		ID: f.ID, WabaIDs: append([]string{f.WABA}, f.Also...), Name: f.Name, Categories: append([]string{}, f.Categories...),
		Status: string(f.Status), Document: f.Document, Endpoint: f.Endpoint, Findings: []finding{}, CreatedAt: stamp(f.Made),
		UpdatedAt: stamp(f.Changed),
	}
	for _, one := range f.Findings {
		out.Findings = append(out.Findings, finding(one))
	}
	return out
}

func (b *Bench) listFlows(ctx context.Context, in pageIn) (page[flow], error) {
	all := []flow{}
	for _, f := range netOf(ctx).Flows("") {
		all = append(all, toFlow(f))
	}
	return cut(all, in)
}

type patchFlowIn struct {
	ID   string `path:"id"`
	Body struct{ Health string }
}

func (b *Bench) patchFlow(ctx context.Context, in patchFlowIn) (flow, error) {
	n := netOf(ctx)
	if err := n.ChangeFlowHealth(in.ID, network.FlowHealth(in.Body.Health)); err != nil {
		return flow{}, err
	}
	for _, f := range n.Flows("") {
		if f.ID == in.ID {
			return toFlow(f), nil
		}
	}
	return flow{}, network.ErrFlowUnknown
}
