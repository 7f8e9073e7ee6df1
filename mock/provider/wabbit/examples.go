package wabbit

import "fmt"

// Examples are curl lines that work as they stand, the most telling first.
func Examples(base, token, namespace, to string) []string {
	auth := "-H 'Authorization: Token " + token + "'"
	return []string{
		fmt.Sprintf(`curl %s/messages/ %s -H 'Content-Type: application/json' -d '{"wa_id":"%s","type":"template","template":{"namespace":"%s",`+
			`"name":"hello_world","language":{"code":"en_US","policy":"deterministic"}}}'`, base, auth, to, namespace),
		fmt.Sprintf("curl %s/chats/ %s", base, auth),
		fmt.Sprintf(`curl %s/webhooks/waba/ %s -H 'Content-Type: application/json' -d '{"url":"http://localhost:9090/wabbit"}'`, base, auth),
	}
}

// Namespace is that of the templates of an inbox; empty for an unknown one.
func (p *Provider) Namespace(account string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.inbox(account); b != nil {
		return b.namespace()
	}
	return ""
}
