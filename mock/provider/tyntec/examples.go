package tyntec

import (
	"fmt"
	"net/http"
)

// Credential is the API key that a request carries: by it the server finds the world of a call (tyntec 1.3).
func Credential(r *http.Request) string { return r.Header.Get(keyHeader) }

// keyHeader is the header with the API key (tyntec 1.3), as net/http writes names.
const keyHeader = "Apikey"

// Examples are three calls for a newcomer, as curl lines that work: a template to a person, a list, and a webhook for what people
// write.
func Examples(base, key, whatsapp, person string) []string {
	send := fmt.Sprintf(`{"from":"%s","to":"%s","channel":"whatsapp","content":{"contentType":"template","template":`+
		`{"templateId":"hello_world","templateLanguage":"en_US"}}}`, whatsapp, person)
	return []string{
		fmt.Sprintf(`curl -X POST %s/messages -H 'apikey: %s' -H 'Content-Type: application/json' -d '%s'`, base, key, send),
		fmt.Sprintf(`curl %s/configurations/channels -H 'apikey: %s'`, base, key),
		fmt.Sprintf(`curl -X PUT %s/configurations/channels/whatsapp/phone-numbers/%s/callbacks -H 'apikey: %s' `+
			`-H 'Content-Type: application/json' -d '{"inboundMessageUrl":"http://127.0.0.1:9000/"}'`, base, whatsapp, key),
	}
}
