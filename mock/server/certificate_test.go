package server

import (
	"crypto/tls"
	"crypto/x509"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryHostHasACertificateThatCoversItsWebsocket(t *testing.T) {
	settings, err := selfSigned()
	require.NoError(t, err)
	local, err := settings.GetCertificate(&tls.ClientHelloInfo{})
	require.NoError(t, err)
	for host, socket := range map[string]string{
		"inbox.localhost": "websockets-inbox.localhost", "inbox.example.test": "websockets-inbox.example.test",
		"websockets-inbox.example.test": "inbox.example.test", "shop.localhost": "localhost",
	} {
		c, err := settings.GetCertificate(&tls.ClientHelloInfo{ServerName: host})
		require.NoError(t, err)
		require.NoError(t, c.Leaf.VerifyHostname(host))
		require.NoError(t, c.Leaf.VerifyHostname(socket))
		again, err := settings.GetCertificate(&tls.ClientHelloInfo{ServerName: socket})
		require.NoError(t, err)
		require.Same(t, c, again, "one certificate for both names")
		require.Equal(t, local.Leaf.RawSubjectPublicKeyInfo, c.Leaf.RawSubjectPublicKeyInfo, "one key for a run, so that it can be pinned")
	}
	require.NoError(t, local.Leaf.VerifyHostname("127.0.0.1"))
	trusted := x509.NewCertPool()
	trusted.AddCert(local.Leaf)
	_, err = local.Leaf.Verify(x509.VerifyOptions{Roots: trusted, DNSName: "websockets-inbox.localhost"})
	require.NoError(t, err)
	require.True(t, local.Leaf.IsCA, "browsers may be given it as an authority")
}
