package wabbit

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"strconv"

	"github.com/mynah-sim/mynah/mock/network"
)

// incoming is what a person wrote, in the form of the WhatsApp Business API (wabbit 4.5 WabaPayload).
func (b *inbox) incoming(r *row, m network.Message, base string) object {
	out := object{"from": cmp.Or(b.p.net.OutsideID(r.id), r.chat.waID), "id": r.waba(), "timestamp": strconv.FormatInt(r.at, 10)}
	kind, content := b.wrote(m, base)
	out["type"] = kind
	if content != nil {
		out[kind] = content
	} else {
		out["errors"] = []wabaError{{Code: 501, Title: "Unknown message type", Details: "Message type is currently not supported"}}
	}
	context := object{}
	if quoted := b.byID[r.quoted]; quoted != nil && !r.quoted.IsZero() {
		context["id"] = quoted.waba()
		context["from"] = quoted.chat.waID
		if quoted.own {
			context["from"] = b.sender().ID
		}
	}
	if m.Hops > 0 {
		context["forwarded"] = true
	}
	if m.OftenForwarded() {
		context["frequently_forwarded"] = true
	}
	if len(context) > 0 {
		out["context"] = context
	}
	if referral := referralOut(m); referral != nil {
		out["referral"] = referral
	}
	return out
}

// referralOut is the ad or post through which a message came; nil: none (wabbit 4.5 Referral).
func referralOut(m network.Message) object {
	r := m.Referral
	if r == nil {
		return nil
	}
	out := object{}
	some(out, "source_type", map[string]string{"ad": "ad", "page": "post", "post": "post"}[r.SourceType])
	some(out, "source_id", r.SourceID)
	some(out, "source_url", r.SourceURL)
	some(out, "headline", r.Headline)
	some(out, "body", r.Body)
	if len(out) == 0 {
		return nil
	}
	return out
}

// wrote is the kind and the content of what a person sent; no content stands for what this API has no form for.
func (b *inbox) wrote(m network.Message, base string) (kind string, content any) {
	switch v := m.Content.(type) {
	case network.Text:
		return "text", object{"body": v.Body}
	case network.Media:
		return b.file(v, base)
	case network.Location:
		out := object{"latitude": v.Latitude, "longitude": v.Longitude}
		some(out, "name", v.Name)
		some(out, "address", v.Address)
		return "location", out
	case network.Contacts:
		return "contacts", cardsOut(v.Cards)
	case network.Reaction:
		target := ""
		if r := b.byID[v.Target]; r != nil {
			target = r.waba()
		}
		return "reaction", object{"message_id": target, "emoji": v.Emoji}
	case network.Order:
		return "order", orderOut(v)
	case network.Moved:
		return "system", object{"body": m.Name + " changed from " + v.From + " to " + v.To}
	case network.Reply:
		return reply(v)
	case network.FormReply:
		name := map[string]string{"flow": "flow", "address": "address_message"}[v.Form]
		if name == "" {
			name = v.Form
		}
		return "interactive", object{"type": "nfm_reply", "nfm_reply": object{"name": name, "body": "Sent", "response_json": v.JSON}}
	}
	return "unknown", nil
}

// reply is what a tap sends back (wabbit 4.5).
func reply(v network.Reply) (string, any) {
	switch v.Form {
	case "quick_reply":
		return "button", object{"text": v.Title, "payload": v.ID}
	case "row":
		out := object{"id": v.ID, "title": v.Title}
		some(out, "description", v.Description)
		return "interactive", object{"type": "list_reply", "list_reply": out}
	}
	return "interactive", object{"type": "button_reply", "button_reply": object{"id": v.ID, "title": v.Title}}
}

// some adds a text that is not empty.
func some(to object, name, text string) {
	if text != "" {
		to[name] = text
	}
}

// file is a picture, a recording, a document or a sticker.
func (b *inbox) file(v network.Media, base string) (string, any) {
	kind := string(v.As)
	if v.As == network.File {
		kind = "document"
	}
	file, err := b.p.net.AnyMedia(v.ID)
	if err != nil {
		return "unknown", nil
	}
	sum := sha256.Sum256(file.Data)
	out := object{
		"id": v.ID.String(), "link": base + "/media/" + v.ID.String() + "/", "mime_type": file.MIME, "sha256": hexOf(sum[:]),
	}
	some(out, "caption", v.Caption)
	switch kind {
	case "document":
		name := v.Filename
		if name == "" {
			name = file.Name
		}
		some(out, "filename", name)
	case "sticker":
		out["animated"] = bytes.Contains(file.Data, []byte("ANIM"))
	}
	return kind, out
}

func cardsOut(all []network.Card) (out []object) {
	for _, c := range all {
		name := object{"formatted_name": c.Name.Formatted}
		some(name, "first_name", c.Name.First)
		some(name, "last_name", c.Name.Last)
		card := object{"name": name}
		some(card, "birthday", c.Birthday)
		if phones := entriesOut(c.Phones, "phone"); phones != nil {
			card["phones"] = phones
		}
		if emails := entriesOut(c.Emails, "email"); emails != nil {
			card["emails"] = emails
		}
		if urls := entriesOut(c.URLs, "url"); urls != nil {
			card["urls"] = urls
		}
		if org := orgOut(c); len(org) > 0 {
			card["org"] = org
		}
		var addresses []object
		for _, a := range c.Addresses {
			address := object{}
			for name, text := range map[string]string{
				"street": a.Street, "city": a.City, "state": a.State, "zip": a.Zip, "country": a.Country, "country_code": a.CountryCode, "type": a.Type,
			} {
				some(address, name, text)
			}
			addresses = append(addresses, address)
		}
		if addresses != nil {
			card["addresses"] = addresses
		}
		out = append(out, card)
	}
	return out
}

func orgOut(c network.Card) object {
	org := object{}
	some(org, "company", c.Company)
	some(org, "department", c.Team)
	some(org, "title", c.Title)
	return org
}

func entriesOut(all []network.CardEntry, name string) (out []object) {
	for _, e := range all {
		entry := object{name: e.Value}
		some(entry, "type", e.Type)
		if name == "phone" {
			some(entry, "wa_id", e.WhatsAppID)
		}
		out = append(out, entry)
	}
	return out
}

func orderOut(o network.Order) object {
	items := []object{}
	for _, item := range o.Items {
		price := json.Number(strconv.FormatFloat(float64(item.Price)/100, 'f', -1, 64)) // hundredths
		items = append(items, object{
			"product_retailer_id": item.Product, "quantity": item.Quantity, "item_price": price, "currency": item.Currency,
		})
	}
	return object{"catalog_id": o.Catalog, "text": o.Note, "product_items": items}
}
