package onemsg

import (
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

// TestMessageIDs takes the example of onemsg 1.8.
func TestMessageIDs(t *testing.T) {
	var id network.ID
	_, err := hex.Decode(id[:], []byte("4A1B2C3D4E5F60718A"))
	require.NoError(t, err)
	const want = "wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI0QTFCMkMzRDRFNUY2MDcxOEEA"
	require.Equal(t, want, messageID("12025550143", network.Outbound, id))

	for _, with := range []string{"12025550143", "120363000000000001", "US.9080706050403020"} {
		for _, way := range []network.Direction{network.Inbound, network.Outbound} {
			key, ok := readMessageID(messageID(with, way, id))
			require.True(t, ok)
			require.Equal(t, keyOf(id), key)
		}
	}
	for _, text := range []string{"", "wamid.", "wamid.nothing", want[6:], want[:len(want)-4], "wamid.AAAA"} {
		_, ok := readMessageID(text)
		require.False(t, ok, text)
	}
}

func TestOneEmoji(t *testing.T) {
	for text, want := range map[string]bool{
		"👍": true, "👍🏽": true, "❤️": true, "❤": true, "👩‍👩‍👧": true, "🇩🇪": true, "1️⃣": true, "🏴󠁧󠁢󠁥󠁮󠁧󠁿": true,
		"": false, "a": false, "👍👍": false, "1": false, "👍 ": false, "🇩": false,
	} {
		require.Equal(t, want, oneEmoji(text), "%q", text)
	}
}

// TestPhoneNumbers cleans numbers up as onemsg 1.4 has it.
func TestPhoneNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"12025550143": "12025550143", "+1 (202) 555-0143": "12025550143", "1.202.555.0143": "12025550143", "123456": "123456",
		"12345": "", "1234567890123456": "", "12025550143x": "", "": "",
	} {
		got, err := phoneNumber(text)
		if want == "" {
			require.Error(t, err, text)
			continue
		}
		require.NoError(t, err, text)
		require.Equal(t, want, got)
	}
}

// TestDataURIs wants a type and base64 (onemsg 5.6).
func TestDataURIs(t *testing.T) {
	s, ok := readDataURI("data:image/png;base64,iVBORw0KGgo=")
	require.True(t, ok)
	require.Equal(t, "image/png", s.mime)
	for _, text := range []string{"data:,x", "data:image/png,x", "data:;base64,eA==", "data:image/png;base64,?"} {
		_, ok := readDataURI(text)
		require.False(t, ok, text)
	}
}
