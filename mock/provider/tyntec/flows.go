package tyntec

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
	"github.com/mynah-sim/mynah/mock/wire"
)

type flowIn struct {
	accountIn
	Flow string `path:"whatsapp-flow-id"`
}

// flowFinding is what the check of a Flow JSON found; positions are texts (tyntec OP-14).
type flowFinding struct {
	Code        string `json:"error"`
	Type        string `json:"errorType"`
	Message     string `json:"message"`
	LineStart   string `json:"lineStart"`
	LineEnd     string `json:"lineEnd"`
	ColumnStart string `json:"columnStart"`
	ColumnEnd   string `json:"columnEnd"`
}

func flowFindings(found []network.Finding) []flowFinding {
	all := []flowFinding{}
	for _, f := range found {
		all = append(all, flowFinding{
			f.Code, f.Type, f.Message, strconv.Itoa(f.LineStart), strconv.Itoa(f.LineEnd), strconv.Itoa(f.ColumnStart), strconv.Itoa(f.ColumnEnd),
		})
	}
	return all
}

// basicFlow is a flow in the list (tyntec 4.9).
type basicFlow struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Status     string        `json:"status"`
	Categories []string      `json:"categories"`
	Findings   []flowFinding `json:"validationErrors"`
}

// flowDetail is a flow with all data.
type flowDetail struct {
	basicFlow
	Version  string      `json:"jsonVersion,omitempty"`
	DataAPI  string      `json:"dataApiVersion,omitempty"` // of flows with an endpoint
	Endpoint string      `json:"endpointUri,omitempty"`
	Preview  flowPreview `json:"preview"`
}

type flowPreview struct {
	URL     string `json:"previewUrl"`
	Expires string `json:"expiresAt"` // with +0000 (tyntec 1.8)
}

// success is the answer to changes of a flow.
type success struct {
	Success bool `json:"success"`
}

// flowStatus is the state of a flow: what is throttled or blocked is shown as published (tyntec 5.6).
func flowStatus(status network.FlowStatus) string {
	if status == network.StatusDraft || status == network.StatusDeprecated {
		return string(status)
	}
	return string(network.StatusPublished)
}

func showFlow(f network.Flow) basicFlow {
	return basicFlow{f.ID, f.Name, flowStatus(f.Status), append([]string{}, f.Categories...), flowFindings(f.Findings)}
}

// listFlows lists the flows of a WABA in every state (tyntec 2.9).
func (p *Provider) listFlows(ctx context.Context, in accountIn) ([]basicFlow, error) {
	w, err := p.wabaFor(ctx, in, "templates:read")
	if err != nil {
		return nil, err
	}
	all := []basicFlow{}
	for _, f := range p.net.Flows(w.ID) {
		all = append(all, showFlow(f))
	}
	return all, nil
}

type newFlowIn struct {
	accountIn
	Body flowPatch
}

// flowPatch is what can be said of a flow beside its content.
type flowPatch struct {
	Name       *string   `json:"name"`
	Categories *[]string `json:"categories"`
}

type createdFlow struct {
	ID string `json:"flowId"`
}

// createFlow makes a draft without content (tyntec 2.9).
func (p *Provider) createFlow(ctx context.Context, in newFlowIn) (createdFlow, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err != nil {
		return createdFlow{}, err
	}
	f, err := p.net.CreateFlow(in.Body.on(network.Flow{WABA: w.ID}), false)
	return createdFlow{f.ID}, flowRefused(err)
}

// on is a flow with the changes.
func (f flowPatch) on(to network.Flow) network.Flow {
	if f.Name != nil {
		to.Name = *f.Name
	}
	if f.Categories != nil {
		to.Categories = *f.Categories
	}
	return to
}

// flowDetails answers a flow; its preview link is made when none is good (tyntec 2.9).
func (p *Provider) flowDetails(ctx context.Context, in flowIn) (flowDetail, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:read")
	if err != nil {
		return flowDetail{}, err
	}
	preview, err := p.preview(ctx, w.ID, in.Flow, false)
	if err != nil {
		return flowDetail{}, err
	}
	f, err := p.net.Flow(w.ID, in.Flow)
	out := flowDetail{basicFlow: showFlow(f), Endpoint: f.Endpoint, Preview: preview}
	out.Version = network.FlowDocumentMember(f.Document, "version")
	out.DataAPI = network.FlowDocumentMember(f.Document, "data_api_version")
	return out, err
}

type changeFlowIn struct {
	flowIn
	Body flowPatch
}

// updateFlow changes name or categories of a draft (tyntec 2.9).
func (p *Provider) updateFlow(ctx context.Context, in changeFlowIn) (success, error) {
	return p.changeFlow(ctx, in.flowIn, func(waba, id string) error { return p.net.ChangeFlow(waba, id, in.Body.on) })
}

// deleteFlow deletes a draft (tyntec 2.9).
func (p *Provider) deleteFlow(ctx context.Context, in flowIn) (success, error) {
	return p.changeFlow(ctx, in, p.net.DeleteFlow)
}

// publishFlow publishes a clean draft (tyntec 2.9).
func (p *Provider) publishFlow(ctx context.Context, in flowIn) (success, error) {
	return p.changeFlow(ctx, in, p.net.PublishFlow)
}

// deprecateFlow ends a published flow (tyntec 2.9).
func (p *Provider) deprecateFlow(ctx context.Context, in flowIn) (success, error) {
	return p.changeFlow(ctx, in, p.net.DeprecateFlow)
}

// changeFlow makes one change of a flow, all or nothing.
func (p *Provider) changeFlow(ctx context.Context, in flowIn, change func(waba, id string) error) (success, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:write")
	if err == nil {
		err = flowRefused(change(w.ID, in.Flow))
	}
	return success{err == nil}, err
}

// flowAsset is the Flow JSON of a flow (tyntec 4.9).
type flowAsset struct {
	Name string `json:"name"`
	Type string `json:"assetType"`
	URL  string `json:"downloadUrl"`
}

// listAssets lists the Flow JSON, once it was uploaded (tyntec 2.9).
func (p *Provider) listAssets(ctx context.Context, in flowIn) ([]flowAsset, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:read")
	if err != nil {
		return nil, err
	}
	f, err := p.net.Flow(w.ID, in.Flow)
	if err != nil || f.Document == "" {
		return []flowAsset{}, err
	}
	return []flowAsset{{"flow.json", "FLOW_JSON", p.open(callerOf(ctx).origin) + "/flow-assets/" + f.ID + "/flow.json"}}, nil
}

type assetIn struct {
	flowIn
	Body json.RawMessage
}

type uploadedAsset struct {
	success
	Findings []flowFinding `json:"validationErrors"`
}

// addAsset replaces the Flow JSON of a draft; what its check finds does not prevent storing (tyntec 2.9, OP-36).
func (p *Provider) addAsset(ctx context.Context, in assetIn) (uploadedAsset, error) {
	var found []network.Finding
	done, err := p.changeFlow(ctx, in.flowIn, func(waba, id string) (err error) {
		found, err = p.net.PutFlowDocument(waba, id, flowDocument(wire.CallOf(ctx).RequestBody))
		return err
	})
	return uploadedAsset{done, flowFindings(found)}, err
}

// flowDocument is the Flow JSON of an upload: the body itself, or the only member file, as text or in Base64 (tyntec 5.6).
func flowDocument(body []byte) string {
	var members map[string]json.RawMessage
	var file string
	if json.Unmarshal(body, &members) != nil || len(members) != 1 || json.Unmarshal(members["file"], &file) != nil {
		return string(body)
	}
	if plain, err := base64.StdEncoding.DecodeString(file); err == nil && len(plain) > 0 {
		return string(plain)
	}
	return file
}

type previewIn struct {
	flowIn
	Invalidate bool `query:"invalidate"`
}

// flowPreview answers the link that shows a flow (tyntec 2.9).
func (p *Provider) getPreview(ctx context.Context, in previewIn) (flowPreview, error) {
	w, err := p.wabaFor(ctx, in.accountIn, "templates:read")
	if err != nil {
		return flowPreview{}, err
	}
	return p.preview(ctx, w.ID, in.Flow, in.Invalidate)
}

func (p *Provider) preview(ctx context.Context, waba, id string, renew bool) (flowPreview, error) {
	link, err := p.net.PreviewFlow(waba, id, renew)
	return flowPreview{
		URL:     p.open(callerOf(ctx).origin) + "/flow-previews/" + id + "?token=" + url.QueryEscape(link.Token),
		Expires: link.Until.UTC().Format("2006-01-02T15:04:05+0000"),
	}, err
}

// flowRefused words what the network says against a change of a flow (tyntec OP-36).
func flowRefused(err error) error {
	if breach, ok := errors.AsType[*network.BreachError](err); ok {
		var found []contract.Finding
		for _, b := range breach.Breaches {
			found = append(found, contract.Finding{In: "body", Pointer: flowPointer(b), Rule: ownRule, Message: breachMessage(b)})
		}
		return &contract.Breach{Kind: contract.Invalid, Detail: err.Error(), Findings: found}
	}
	if state, ok := errors.AsType[*network.StatusError](err); ok {
		return refusedBy(flowStatus(network.FlowStatus(state.Status)))
	}
	switch {
	case errors.Is(err, network.ErrFlowTaken):
		return violating("body", "/name", "must not be the name of another flow")
	case errors.Is(err, network.ErrFlowFindings):
		return violating("state", "status", "must have an asset without findings")
	case errors.Is(err, network.ErrFlowKey):
		return violating("state", "status", "must have a public key on a number")
	}
	return err
}

func flowPointer(b network.Breach) string {
	if b.Item > 0 {
		return "/" + b.Member + "/" + strconv.Itoa(b.Item-1)
	}
	return "/" + b.Member
}
