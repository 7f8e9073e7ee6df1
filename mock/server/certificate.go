package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/mynah-sim/mynah/mock/provider/wabbit"
)

// localNames are those that the certificate of a run covers at once, so that whoever trusts it asks no more.
var localNames = []string{"localhost", "*.localhost", "inbox.localhost", wabbit.SocketHost + "inbox.localhost"}

// mostHosts is for how many hosts a certificate is kept.
const mostHosts = 1000

// issuer signs the certificates of one run with one key. A host has one certificate for the whole run, so that it can be trusted.
type issuer struct {
	key   *ecdsa.PrivateKey
	local *tls.Certificate

	mu    sync.Mutex
	hosts map[string]*tls.Certificate
}

// selfSigned makes a certificate for this run, for clients that refuse plain HTTP. Whoever uses it must be told not to verify, or to
// trust it before. A client that asks for a name of another kind gets one for that name and for the name of its websocket, both of which
// a browser wants to see (wabbit 3.4).
func selfSigned() (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	i := &issuer{key: key, hosts: map[string]*tls.Certificate{}}
	if i.local, err = i.issue(localNames, net.IPv4(127, 0, 0, 1), net.IPv6loopback); err != nil {
		return nil, err
	}
	return &tls.Config{GetCertificate: i.certificate, MinVersion: tls.VersionTLS12}, nil
}

// certificate is the one for the name that a client asks for; a client that names none gets the local one.
func (i *issuer) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if hello.ServerName == "" || i.local.Leaf.VerifyHostname(hello.ServerName) == nil {
		return i.local, nil
	}
	host := strings.TrimPrefix(strings.ToLower(hello.ServerName), wabbit.SocketHost)
	i.mu.Lock()
	defer i.mu.Unlock()
	if c := i.hosts[host]; c != nil {
		return c, nil
	}
	c, err := i.issue([]string{host, wabbit.SocketHost + host})
	if err == nil && len(i.hosts) < mostHosts {
		i.hosts[host] = c
	}
	return c, err
}

// issue signs a certificate for names and addresses.
func (i *issuer) issue(names []string, addresses ...net.IP) (*tls.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "mynah"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		// Browsers trust what they were given as an authority or as a server's own certificate: it is both.
		IsCA: true, BasicConstraintsValid: true,
		DNSNames: names, IPAddresses: addresses,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, i.key.Public(), i.key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: i.key, Leaf: leaf}, err
}
