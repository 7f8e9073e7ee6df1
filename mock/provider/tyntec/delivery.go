package tyntec

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"hash"
	"net/http"
	"time"
)

// The numbers of retries (tyntec 3.3).
const (
	statusAttempts = 3
	statusGap      = 10 * time.Second // tyntec OP-51
	whatsAppFirst  = 30 * time.Second // doubles with each attempt (tyntec OP-52)
	whatsAppMost   = 24 * time.Hour
	whatsAppEnd    = 14 * 24 * time.Hour
	phoneGap       = 10 * time.Second // tyntec OP-54
	phoneRun       = 100              // attempts before a pause
	phonePause     = 10 * time.Minute
	phoneEnd       = 48 * time.Hour
)

// retryStatus tries status events 3 times in all.
func retryStatus(attempt int, _, _ time.Time) (time.Duration, bool) {
	return statusGap, attempt < statusAttempts
}

// retryWhatsApp tries user messages of WhatsApp more and more rarely, for 14 days after the first attempt.
func retryWhatsApp(attempt int, first, now time.Time) (time.Duration, bool) {
	wait := whatsAppMost
	if doublings := attempt - 1; doublings < 16 {
		wait = min(whatsAppFirst<<doublings, whatsAppMost)
	}
	return wait, now.Add(wait).Sub(first) <= whatsAppEnd
}

// retryPhone tries user messages of SMS, and those of Viber (tyntec OP-53), in runs with pauses, for 48 hours, the last moment
// included.
func retryPhone(attempt int, first, now time.Time) (time.Duration, bool) {
	wait := phoneGap
	if attempt%phoneRun == 0 {
		wait = phonePause
	}
	return wait, now.Add(wait).Sub(first) <= phoneEnd
}

// signer signs an attempt: Base64url, with padding, of an HMAC over time, line feed and body (tyntec 3.2, OP-56). nil without a
// signature.
func (c Callback) signer() func(time.Time, []byte) http.Header {
	if c.Signature == nil {
		return nil
	}
	method, secret := sha256.New, []byte(c.Signature.Secret)
	if c.Signature.Method == "HS512" {
		method = sha512.New
	}
	return func(at time.Time, body []byte) http.Header { return sign(method, secret, at, body) }
}

func sign(method func() hash.Hash, secret []byte, at time.Time, body []byte) http.Header {
	stamp := millis(at)
	mac := hmac.New(method, secret)
	mac.Write([]byte(stamp + "\n"))
	mac.Write(body)
	h := http.Header{}
	h.Set("x-request-timestamp", stamp)
	h.Set("x-signature-version", "V1.0")
	h.Set("x-signature", base64.URLEncoding.EncodeToString(mac.Sum(nil)))
	return h
}
