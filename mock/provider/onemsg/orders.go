package onemsg

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
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

// orderOf reads what is to be paid out of the member order_details of a button (onemsg 4.4, OrderPayload). The mock keeps hundredths.
func orderOf(of any) *network.OrderDetails {
	type amount struct {
		Value  json.Number `json:"value"`
		Offset json.Number `json:"offset"`
	}
	hundredths := func(a amount) int64 {
		value, _ := a.Value.Float64() // what is no number is nothing
		offset, _ := a.Offset.Float64()
		if offset <= 0 {
			offset = 100
		}
		return int64(math.Round(value * 100 / offset))
	}
	var in struct {
		Reference string `json:"reference_id"`
		Currency  string `json:"currency"`
		Total     amount `json:"total_amount"`
		Order     struct {
			Status string `json:"status"`
			Items  []struct {
				Product  string      `json:"retailer_id"`
				Name     string      `json:"name"`
				Quantity json.Number `json:"quantity"`
				Amount   amount      `json:"amount"`
			} `json:"items"`
			Subtotal, Tax, Shipping, Discount amount
		} `json:"order"`
	}
	text, err := json.Marshal(of)
	if err != nil || json.Unmarshal(text, &in) != nil {
		return &network.OrderDetails{} // the platform shows it as it can
	}
	out := &network.OrderDetails{
		Reference: in.Reference, Currency: in.Currency, Status: in.Order.Status, Subtotal: hundredths(in.Order.Subtotal),
		Tax: hundredths(in.Order.Tax), Shipping: hundredths(in.Order.Shipping), Discount: hundredths(in.Order.Discount),
	}
	var sum int64
	for _, item := range in.Order.Items {
		quantity, _ := strconv.Atoi(item.Quantity.String())
		price := hundredths(item.Amount)
		sum += price * int64(quantity)
		out.Items = append(out.Items, network.OrderItem{
			Product: item.Product, Name: item.Name, Quantity: quantity, Price: price, Currency: in.Currency,
		})
	}
	if out.Total = hundredths(in.Total); out.Total == 0 {
		out.Total = cmp.Or(out.Subtotal, sum) + out.Tax + out.Shipping - out.Discount
	}
	return out
}
