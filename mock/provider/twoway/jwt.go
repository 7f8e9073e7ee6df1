package twoway

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// claims are the payload of an access token (twoway 4.11 JWT).
type claims struct {
	Scope string     `json:"scope"`
	Exp   int64      `json:"exp"`
	Iat   int64      `json:"iat"`
	Iss   string     `json:"iss"` // the world
	User  claimsUser `json:"user"`
}

type claimsUser struct {
	ID           string `json:"id"`
	TeamID       string `json:"teamId"`
	FullName     string `json:"fullName,omitempty"`
	PhoneNumber  int64  `json:"phoneNumber,omitempty"`
	EmailAddress string `json:"emailAddress,omitempty"`
}

// signer makes and checks tokens: JWT with ES256. The key is made from the world's name and seed, and signing draws nothing (RFC 6979),
// so a world gives out the same tokens in every run.
type signer struct{ key *ecdsa.PrivateKey }

var jwtHead = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"ES256","typ":"JWT"}`))

func newSigner(world string, seed uint64) signer {
	curve := elliptic.P256()
	for n := 0; ; n++ {
		d := sha256.Sum256(fmt.Appendf(nil, "twoway token key %q %d %d", world, seed, n))
		key, err := ecdsa.ParseRawPrivateKey(curve, d[:])
		if err == nil {
			return signer{key}
		}
	}
}

// publicKey is the key with which receivers check tokens, as PEM (control: settings).
func (s signer) publicKey() string {
	der, err := x509.MarshalPKIXPublicKey(&s.key.PublicKey)
	if err != nil {
		panic(err) // a key of a named curve can always be written
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// sign makes a token.
func (s signer) sign(c claims) string {
	payload, _ := json.Marshal(c) // plain data: it cannot fail
	text := jwtHead + "." + base64.RawURLEncoding.EncodeToString(payload)
	digest := sha256.Sum256([]byte(text))
	der, err := s.key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		panic(err) // the digest has the right length
	}
	var parts struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &parts); err != nil {
		panic(err) // the library wrote it
	}
	signature := append(parts.R.FillBytes(make([]byte, 32)), parts.S.FillBytes(make([]byte, 32))...)
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// read checks a token at a time of the world's clock (twoway 1.5).
func (s signer) read(token string, now time.Time) (c claims, err error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c, errMalformed
	}
	c, ok := payloadOf(token)
	if !ok {
		return c, errMalformed
	}
	var head struct{ Alg string }
	if text, err := base64.RawURLEncoding.DecodeString(parts[0]); err != nil || json.Unmarshal(text, &head) != nil {
		return c, errMalformed
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err != nil || head.Alg != "ES256" || len(signature) != 64 ||
		!ecdsa.Verify(&s.key.PublicKey, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return c, errSignature
	}
	if now.Unix() >= c.Exp {
		return c, errExpired
	}
	return c, nil
}

// payloadOf reads what a token says, whoever signed it.
func payloadOf(token string) (c claims, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c, false
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return c, false
	}
	return c, json.Unmarshal(text, &c) == nil
}
