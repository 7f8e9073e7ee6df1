package network

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Addresses of files (network 2.8, media.url_life, 3.7): five minutes, the account's time, or as long as the file.
func TestAddressesOfFiles(t *testing.T) {
	for name, tc := range map[string]struct {
		life, file time.Duration // of the address and of the file; 0: the platform's
		works      time.Duration
		until      time.Duration // what the answer says
	}{
		"the platform's":               {0, 0, 5*time.Minute - time.Millisecond, 5 * time.Minute},
		"the account's":                {time.Hour, 0, time.Hour - time.Millisecond, time.Hour},
		"as long as the file":          {-1, 2 * time.Hour, 2*time.Hour - time.Millisecond, 2 * time.Hour},
		"the file goes first":          {time.Hour, time.Minute, time.Minute - time.Millisecond, time.Minute},
		"of a file that never is gone": {-1, -1, 1000 * time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			n := shop(t)
			n.accounts["shop"].Options.URLLife = tc.life
			m, err := n.AddMedia(NewMedia{Account: "shop", MIME: "image/png", Data: []byte("x"), Life: tc.file})
			require.NoError(t, err)
			link, err := n.LinkMedia("shop", m.ID)
			require.NoError(t, err)
			if tc.until == 0 {
				require.Zero(t, link.Until)
			} else {
				require.Equal(t, tc.until, link.Until.Sub(n.Now()))
			}
			advance(t, n, tc.works)
			got, err := n.LinkedMedia(link.Token)
			require.NoError(t, err)
			require.Equal(t, m.ID, got.ID)
			if tc.until > 0 {
				advance(t, n, time.Millisecond)
				_, err = n.LinkedMedia(link.Token)
				require.ErrorIs(t, err, ErrMediaUnknown)
			}
		})
	}
	n := shop(t)
	m, err := n.AddMedia(NewMedia{Account: "shop", MIME: "image/png", Data: []byte("x")})
	require.NoError(t, err)
	link, err := n.LinkMedia("shop", m.ID)
	require.NoError(t, err)
	for _, token := range []string{"", "x", link.Token + "0", "00" + link.Token[2:], link.Token[:33] + "zzzzzzzz" + link.Token[41:]} {
		_, err := n.LinkedMedia(token)
		require.ErrorIs(t, err, ErrMediaUnknown, token)
	}
	_, err = n.LinkMedia("other", m.ID)
	require.ErrorIs(t, err, ErrMediaUnknown)
	require.NoError(t, n.DeleteMedia("shop", m.ID))
	_, err = n.LinkedMedia(link.Token)
	require.ErrorIs(t, err, ErrMediaUnknown)
}

// Types and sizes of files by kind of message (network 3.7), each at its edge and one beyond.
func TestTypesAndSizesOfFiles(t *testing.T) {
	animated := func(size int) []byte {
		data := make([]byte, size)
		copy(data, "RIFF....WEBPVP8X")
		data[20] = 0x02
		return data
	}
	for name, tc := range map[string]struct {
		as   MediaKind
		mime string
		data []byte
		want Reason
	}{
		"a picture of 5 MB":             {Image, "image/jpeg", make([]byte, 5<<20), NoReason},
		"a picture that is larger":      {Image, "image/png", make([]byte, 5<<20+1), MediaSize},
		"a picture of another type":     {Image, "image/gif", nil, MediaType},
		"a film of 16 MB":               {Video, "video/mp4", make([]byte, 16<<20), NoReason},
		"a film that is larger":         {Video, "video/3gpp", make([]byte, 16<<20+1), MediaSize},
		"a film of another type":        {Video, "video/webm", nil, MediaType},
		"sound with parameters":         {Audio, "Audio/OGG; codecs=opus", nil, NoReason},
		"sound of another type":         {Audio, "audio/wav", nil, MediaType},
		"a voice note":                  {Voice, "audio/ogg; codecs=opus", nil, NoReason},
		"a voice note that is no Opus":  {Voice, "audio/mpeg", nil, MediaType},
		"a document of any type":        {Document, "application/x-anything", nil, NoReason},
		"a sticker of 100 KB":           {Sticker, "image/webp", make([]byte, 100<<10), NoReason},
		"a sticker that is larger":      {Sticker, "image/webp", make([]byte, 100<<10+1), MediaSize},
		"a moving sticker of 500 KB":    {Sticker, "image/webp", animated(500 << 10), NoReason},
		"a moving sticker that is more": {Sticker, "image/webp", animated(500<<10 + 1), MediaSize},
		"a sticker of another type":     {Sticker, "image/png", nil, MediaType},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tc.want, JudgeFile(tc.as, tc.mime, tc.data)) })
	}
}
