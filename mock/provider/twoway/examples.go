package twoway

import "fmt"

// Examples are calls that work as they stand: a text, the list of chats, and a webhook.
func Examples(base, token, accountID, to string) []string {
	head := " -H 'Authorization: Bearer " + token + "'"
	body := head + " -H 'Content-Type: application/json'"
	return []string{
		fmt.Sprintf(`curl -X POST %s/messages/%s/%s%s -d '{"text":"Hello from the sandbox"}'`, base, accountID, to, body),
		fmt.Sprintf("curl %s/chats%s", base, head),
		fmt.Sprintf(`curl -X POST %s/subscriptions%s -d '{"enabled":true,"url":"http://localhost:9090/hook"}'`, base, body),
	}
}
