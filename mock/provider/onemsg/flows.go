package onemsg

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mynah-sim/mynah/mock/network"
)

// flowOut is a flow (onemsg 4.8 Flow).
type flowOut struct {
	ID               string       `json:"id"`
	Name             string       `json:"name"`
	Status           string       `json:"status"`
	Categories       []string     `json:"categories"`
	ValidationErrors []findingOut `json:"validation_errors"`
	EndpointURI      string       `json:"endpoint_uri,omitempty"`
	JSONVersion      string       `json:"json_version,omitempty"`
	Preview          *previewOut  `json:"preview,omitempty"`
	UpdatedAt        string       `json:"updated_at"`
}

type findingOut struct {
	Error       string `json:"error"`
	ErrorType   string `json:"error_type"`
	Message     string `json:"message"`
	LineStart   int    `json:"line_start"`
	LineEnd     int    `json:"line_end"`
	ColumnStart int    `json:"column_start"`
	ColumnEnd   int    `json:"column_end"`
}

type previewOut struct {
	PreviewURL string `json:"preview_url"`
	ExpiresAt  string `json:"expires_at"`
}

func findingsOut(found []network.Finding) []findingOut {
	out := []findingOut{}
	for _, f := range found {
		out = append(out, findingOut{f.Code, f.Type, f.Message, f.LineStart, f.LineEnd, f.ColumnStart, f.ColumnEnd})
	}
	return out
}

func (p *Provider) showFlow(f network.Flow) flowOut {
	out := flowOut{
		ID: f.ID, Name: f.Name, Status: string(f.Status), Categories: append([]string{}, f.Categories...),
		ValidationErrors: findingsOut(f.Findings), EndpointURI: f.Endpoint, UpdatedAt: f.Changed.UTC().Format(time.RFC3339),
	}
	var document struct{ Version string }
	if json.Unmarshal([]byte(f.Document), &document) == nil {
		out.JSONVersion = document.Version
	}
	if f.Preview.Token != "" && p.net.Now().Before(f.Preview.Until) {
		out.Preview = p.preview(f.Preview)
	}
	return out
}

func (p *Provider) preview(is network.FlowPreview) *previewOut {
	return &previewOut{p.public() + flowsPath + is.Token, is.Until.UTC().Format(time.RFC3339)}
}

// flowFault puts what the network refuses of a flow into the words of this API (onemsg 2.13).
func flowFault(err error) error {
	if e, ok := errors.AsType[*network.StatusError](err); ok {
		return &fault{"Flow is " + e.Status}
	}
	if e, ok := errors.AsType[*network.BreachError](err); ok {
		b := e.Breaches[0]
		if b.Rule == network.RuleRequired || b.Rule == network.RuleMinItems {
			return &fault{b.Member + " is required"}
		}
		return &fault{b.Member + " is invalid"}
	}
	for _, row := range []struct {
		err  error
		text string
	}{
		{network.ErrFlowUnknown, "Flow not found"}, {network.ErrFlowTaken, "Flow name already exists"},
		{network.ErrFlowFindings, "Flow has validation errors"}, {network.ErrFlowKey, "Business public key is not signed"},
	} {
		if errors.Is(err, row.err) {
			return &fault{row.text}
		}
	}
	return err
}

type flowsOut struct {
	Items  []flowOut `json:"items"`
	Paging object    `json:"paging"`
	Count  int       `json:"count"`
	Total  int       `json:"total"`
}

// waba is the WhatsApp business account of the channel that calls.
func (p *Provider) waba(ctx context.Context) (string, error) {
	number, err := p.number(channelOf(ctx))
	return number.WABA, err
}

// listFlows lists the flows of the account (onemsg 2.13).
func (p *Provider) listFlows(ctx context.Context, _ struct{}) (flowsOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return flowsOut{}, err
	}
	out := flowsOut{Items: []flowOut{}, Paging: object{}}
	for _, f := range p.net.Flows(waba) {
		out.Items = append(out.Items, p.showFlow(f))
	}
	out.Count, out.Total = len(out.Items), len(out.Items)
	return out, nil
}

// flowChange are the members of a flow in a request; the platform judges them, so they may be anything.
type flowChange struct {
	Name       any `json:"name"`
	Categories any `json:"categories"`
	Endpoint   any `json:"endpointUri"`
	Publish    any `json:"publish"`
	Document   any `json:"flowJson"`
}

// fill puts the members that are there into a flow.
func (c flowChange) fill(f *network.Flow) error {
	if c.Name != nil {
		name, ok := c.Name.(string)
		if !ok {
			return &fault{"name is invalid"}
		}
		f.Name = strings.TrimSpace(name)
	}
	if c.Categories != nil {
		list, ok := c.Categories.([]any)
		if !ok {
			return &fault{"categories is invalid"}
		}
		f.Categories = nil
		for _, entry := range list {
			word, _ := entry.(string)
			if !slices.Contains(network.FlowCategories(), word) {
				return &fault{"categories is invalid"}
			}
			f.Categories = append(f.Categories, word)
		}
	}
	if c.Endpoint != nil {
		address, _ := c.Endpoint.(string)
		if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
			return &fault{"endpointUri is invalid"}
		}
		f.Endpoint = address
	}
	return nil
}

// document is the text of a flow document; false when the request has none.
func (c flowChange) document() (text string, ok bool) {
	switch d := c.Document.(type) {
	case nil:
		return "", false
	case string: // a form carries it as text
		return d, d != ""
	}
	data, err := json.MarshalIndent(c.Document, "", "  ")
	return string(data), err == nil
}

type createFlowOut struct {
	ID               string       `json:"id"`
	ValidationErrors []findingOut `json:"validation_errors,omitempty"`
}

// createFlows creates a flow (onemsg 2.13).
func (p *Provider) createFlows(ctx context.Context, in struct{ Body flowChange }) (createFlowOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return createFlowOut{}, err
	}
	f := network.Flow{WABA: waba}
	if err := in.Body.fill(&f); err != nil {
		return createFlowOut{}, err
	}
	f.Document, _ = in.Body.document()
	publish, _ := in.Body.Publish.(bool)
	made, err := p.net.CreateFlow(f, publish)
	if err != nil {
		return createFlowOut{}, flowFault(err)
	}
	return createFlowOut{made.ID, findingsOut(made.Findings)}, nil
}

type flowIn struct {
	FlowID string `path:"flowId"`
}

// getFlow reads a flow (onemsg 2.13).
func (p *Provider) getFlow(ctx context.Context, in flowIn) (flowOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return flowOut{}, err
	}
	f, err := p.net.Flow(waba, in.FlowID)
	if err != nil {
		return flowOut{}, flowFault(err)
	}
	return p.showFlow(f), nil
}

type deleteFlowOut struct {
	Success bool   `json:"success"`
	Error   string `json:"error,omitempty"`
}

// deleteFlow deletes a draft; its failures have a form of their own (onemsg 2.13).
func (p *Provider) deleteFlow(ctx context.Context, in flowIn) (deleteFlowOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return deleteFlowOut{}, err
	}
	switch err := p.net.DeleteFlow(waba, in.FlowID); {
	case errors.Is(err, network.ErrFlowUnknown):
		return deleteFlowOut{Error: "Flow not found"}, nil
	case errors.Is(err, network.ErrFlowStatus):
		return deleteFlowOut{Error: "Only draft flows can be deleted"}, nil
	case err != nil:
		return deleteFlowOut{}, err
	}
	return deleteFlowOut{Success: true}, nil
}

type changeFlowIn struct {
	FlowID string `path:"flowId"`
	Body   flowChange
}

// patchFlowMetadata changes name, categories or endpoint of a draft (onemsg 2.13).
func (p *Provider) patchFlowMetadata(ctx context.Context, in changeFlowIn) (doneOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return doneOut{}, err
	}
	var wrong error
	err = p.net.ChangeFlow(waba, in.FlowID, func(f network.Flow) network.Flow {
		next := f
		if wrong = in.Body.fill(&next); wrong != nil {
			return f
		}
		return next
	})
	if err == nil {
		err = wrong
	}
	if err != nil {
		return doneOut{}, flowFault(err)
	}
	return doneOut{true}, nil
}

type flowAssetsOut struct {
	Success          bool         `json:"success"`
	ValidationErrors []findingOut `json:"validationErrors"`
	Error            string       `json:"error,omitempty"`
}

// patchFlowAssets replaces the document of a draft. One with findings is kept and cannot be published (onemsg 2.13).
func (p *Provider) patchFlowAssets(ctx context.Context, in changeFlowIn) (flowAssetsOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return flowAssetsOut{}, err
	}
	failed := func(text string) (flowAssetsOut, error) {
		return flowAssetsOut{ValidationErrors: []findingOut{}, Error: text}, nil
	}
	f, err := p.net.Flow(waba, in.FlowID)
	document, given := in.Body.document()
	switch {
	case err != nil:
		return failed("Flow not found")
	case !given:
		return failed("flowJson is required")
	case f.Status != network.StatusDraft:
		return failed("Flow is " + string(f.Status))
	}
	found, err := p.net.PutFlowDocument(waba, in.FlowID, document)
	switch {
	case err != nil:
		return flowAssetsOut{}, flowFault(err)
	case len(found) > 0:
		return flowAssetsOut{ValidationErrors: findingsOut(found), Error: "Flow JSON is invalid"}, nil
	}
	return flowAssetsOut{Success: true, ValidationErrors: []findingOut{}}, nil
}

type flowPreviewOut struct {
	ID      string      `json:"id"`
	Preview *previewOut `json:"preview"`
}

// getFlowPreview gives the address of a preview (onemsg 2.13).
func (p *Provider) getFlowPreview(ctx context.Context, in flowIn) (flowPreviewOut, error) {
	waba, err := p.waba(ctx)
	if err != nil {
		return flowPreviewOut{}, err
	}
	is, err := p.net.PreviewFlow(waba, in.FlowID, false)
	if err != nil {
		return flowPreviewOut{}, flowFault(err)
	}
	return flowPreviewOut{in.FlowID, p.preview(is)}, nil
}

// publishFlow publishes a draft (onemsg 2.13).
func (p *Provider) publishFlow(ctx context.Context, in flowIn) (doneOut, error) {
	return p.moveFlow(ctx, in, p.net.PublishFlow)
}

// deprecateFlow retires a published flow (onemsg 2.13).
func (p *Provider) deprecateFlow(ctx context.Context, in flowIn) (doneOut, error) {
	return p.moveFlow(ctx, in, p.net.DeprecateFlow)
}

func (p *Provider) moveFlow(ctx context.Context, in flowIn, move func(waba, id string) error) (doneOut, error) {
	waba, err := p.waba(ctx)
	if err == nil {
		err = move(waba, in.FlowID)
	}
	if err != nil {
		return doneOut{}, flowFault(err)
	}
	return doneOut{true}, nil
}
