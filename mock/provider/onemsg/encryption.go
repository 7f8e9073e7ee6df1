package onemsg

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"

	"github.com/mynah-sim/mynah/mock/network"
)

// keyOut is the public key of a number; both members stand in data again (onemsg 4.8 BusinessEncryption).
type keyOut struct {
	keyData
	Data []keyData `json:"data"`
}

type keyData struct {
	Key    string `json:"business_public_key,omitempty"`
	Status string `json:"business_public_key_signature_status,omitempty"`
}

// getEncryption reads the key (onemsg 2.13).
func (p *Provider) getEncryption(ctx context.Context, _ struct{}) (keyOut, error) {
	number, err := p.number(channelOf(ctx))
	if err != nil || number.PublicKey == "" {
		return keyOut{Data: []keyData{}}, err
	}
	one := keyData{number.PublicKey, "VALID"}
	return keyOut{one, []keyData{one}}, nil
}

type keyIn struct {
	Body struct {
		Key any `json:"business_public_key"`
	}
}

// setEncryption stores and signs the key: 2048 bits of RSA in PEM. Every fault of it has one text (onemsg 2.13).
func (p *Provider) setEncryption(ctx context.Context, in keyIn) (doneOut, error) {
	number, err := p.number(channelOf(ctx))
	if err != nil {
		return doneOut{}, err
	}
	text, _ := in.Body.Key.(string)
	if !isKey(text) {
		return doneOut{}, invalid("business_public_key")
	}
	err = p.net.ChangeSender(network.WhatsApp, number.ID, func(s network.Sender) network.Sender {
		s.PublicKey = text
		return s
	})
	return doneOut{true}, err
}

func isKey(text string) bool {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return false
	}
	if key, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
		k, ok := key.(*rsa.PublicKey)
		return ok && k.N.BitLen() == 2048
	}
	k, err := x509.ParsePKCS1PublicKey(block.Bytes)
	return err == nil && k.N.BitLen() == 2048
}
