package onemsg

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/mynah-sim/mynah/mock/network"
)

type orderBody struct {
	templateBody
	Order           object `json:"order"`
	ReferenceID     string `json:"referenceId"`
	Currency        string `json:"currency"`
	PaymentSettings object `json:"paymentSettings"`
}

// indianCode is where orders can be paid (onemsg 2.9).
const indianCode = "91"

// sendOrderDetails sends an order to pay by a template with an ORDER_DETAILS button (onemsg 2.9). A button that the params have is used
// as it is.
func (p *Provider) sendOrderDetails(ctx context.Context, in struct{ Body orderBody }) (any, error) {
	b := in.Body
	if err := b.defined(); err != nil {
		return nil, err
	}
	if b.details() == nil {
		button, _ := json.Marshal(b.button(p.reference(channelOf(ctx)))) // plain values
		b.Params = append(b.Params, button)
	}
	values, err := readValues(b.Params)
	if err != nil {
		return nil, err
	}
	d, err := p.open(ctx, b.to, nil)
	if err != nil {
		return nil, err
	}
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return nil, err
	}
	o, tpl, err := p.templateMessage(ctx, &b.templateBody, values)
	if err != nil {
		return nil, err
	}
	o.to = d
	if tpl != nil {
		payable(&o, number, tpl)
	}
	return p.send(ctx, o)
}

// payable finds what keeps an order from being paid: another country, no commerce, a template without the button (onemsg 1.6 EREGION,
// EORDER).
func payable(o *outgoingMessage, number network.Sender, tpl *network.Template) {
	indian := number.Country == "IN" || number.Country == "" && strings.HasPrefix(number.ID, indianCode)
	pays := slices.ContainsFunc(tpl.Buttons, func(b network.TemplateButton) bool { return b.Type == "ORDER_DETAILS" })
	switch {
	case o.found != network.NoReason && pays:
	case !indian || !strings.HasPrefix(o.to.number, indianCode):
		o.found, o.why = network.Region, &refusal{text: "Unsupported Interactive Message type"}
	case number.CartOff && !number.CatalogShown:
		o.found, o.why = network.CatalogUnlinked, &refusal{text: "Commerce is not enabled"}
	case !pays:
		o.found, o.why = network.ParamFormat, &refusal{text: "Template has no ORDER_DETAILS button"}
	}
}

// details is the order_details button of the params; nil when there is none.
func (b *orderBody) details() json.RawMessage {
	for _, raw := range b.Params {
		var e element
		if json.Unmarshal(raw, &e) == nil && strings.EqualFold(e.SubType, "order_details") {
			return raw
		}
	}
	return nil
}

func (b *orderBody) button(reference string) object {
	details := object{"reference_id": b.ReferenceID, "currency": b.Currency, "order": maps.Clone(b.Order)}
	if b.ReferenceID == "" {
		details["reference_id"] = reference
	}
	if b.Currency == "" {
		details["currency"] = "INR"
	}
	if b.PaymentSettings != nil {
		details["payment_settings"] = b.PaymentSettings
	}
	return object{"type": "button", "sub_type": "order_details", "index": 0, "parameters": []any{
		object{"type": "action", "action": object{"order_details": details}},
	}}
}

// reference is a reference for an order that has none.
func (p *Provider) reference(ch *channel) string { return "order-" + strings.ToLower(p.trace(ch)) }
