package control

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

func TestTemplatesOfAllProvidersAreListed(t *testing.T) {
	b := newBench(t)
	r := b.do("GET", b.inside("/templates?limit=1"), "").want(200)
	require.Equal(t, map[string]any{
		"id": "4657932300347898", "provider": "tyntec", "wabaId": "w1", "name": "order_update", "language": "en", "category": "UTILITY",
		"status": "APPROVED", "components": []any{map[string]any{"type": "BODY", "text": "Order {{1}} is {{2}}"}}, "quality": "UNKNOWN",
		"createdAt": "2026-01-01T00:00:00.000Z", "updatedAt": "2026-01-01T00:00:00.000Z",
	}, r.at("items.0"))
	r = b.do("GET", b.inside("/templates?name=promo&provider=tyntec&after="), "")
	r.want(400)
	r = b.do("GET", b.inside("/templates?name=promo&provider=tyntec"), "").want(200)
	require.Equal(t, []any{
		map[string]any{"type": "HEADER", "format": "TEXT", "text": "News for {{1}}"}, map[string]any{"type": "BODY", "text": "Hello {{1}}"},
		map[string]any{"type": "FOOTER", "text": "Demo Shop"},
		map[string]any{"type": "BUTTONS", "buttons": []any{
			map[string]any{"type": "QUICK_REPLY", "text": "Yes"}, map[string]any{"type": "URL", "text": "Open", "url": "https://shop.example/{{1}}"},
			map[string]any{"type": "PHONE_NUMBER", "text": "Ring", "phoneNumber": "+4930555"},
		}},
	}, r.at("items.0.components"))
	r = b.do("GET", b.inside("/templates?status=PAUSED"), "").want(200)
	require.Equal(t, "CAROUSEL", r.at("items.0.components.1.type"))
	require.Empty(t, b.do("GET", b.inside("/templates?provider=wabbit"), "").want(200).at("items"))
}

func TestCatalogsHaveTheirProducts(t *testing.T) {
	b := newBench(t)
	b.do("GET", b.inside("/catalogs"), "").want(200).equal(`{"items": [{
		"id": "c1", "name": "Demo Shop", "currency": "EUR", "wabaIds": ["w1"], "products": [
			{"productId": "SKU-1", "name": "Desk lamp", "price": "19.90", "currency": "EUR", "availability": "in stock", "review": "APPROVED", "hidden": false},
			{"productId": "SKU-5", "name": "Lamp shade", "price": "12.00", "currency": "EUR", "availability": "out of stock", "review": "APPROVED", "hidden": false}
		]}]}`)
	b.do("GET", b.inside("/catalogs?after=x"), "").want(400)
}

func TestFileIsTakenAsItIs(t *testing.T) {
	b := newBench(t)
	for name, tc := range map[string]struct{ body, contentType, query, want string }{
		"a picture":              {"\x89PNG", "image/png", "?filename=a.png", "image/png"},
		"sound with a parameter": {"OggS", "audio/ogg; codecs=opus", "", "audio/ogg; codecs=opus"},
		"a file that is JSON":    {`{"x":1}`, "application/octet-stream", "?type=application/json", "application/json"},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.do("POST", b.inside("/media"+tc.query), tc.body, "Content-Type", tc.contentType).want(201)
			require.Equal(t, tc.want, r.at("type"))
			got := b.do("GET", b.inside("/media/"+r.at("mediaId").(string)), "").want(200)
			require.Equal(t, tc.body, string(got.body))
			require.Equal(t, tc.want, got.header.Get("Content-Type"))
			require.Equal(t, "nosniff", got.header.Get("X-Content-Type-Options"))
		})
	}
}

func TestFileThatIsRefused(t *testing.T) {
	b := newBench(t)
	b.do("POST", b.inside("/media"), "", "Content-Type", "image/png").want(400)
	b.do("POST", b.inside("/media"), `{"type":"image/png"}`).want(400)
	b.do("GET", b.inside("/media/m-1"), "").want(404)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, b.inside("/media"), strings.NewReader("x"))
	r.ContentLength = putMediaLimit + 1
	r.Header.Set("Content-Type", "image/png")
	b.serve(r).want(413)
}

func TestOrderedFileIsAlwaysTheSame(t *testing.T) {
	b := newBench(t)
	order := `{"type":"image/webp","size":20480,"animated":true,"filename":"s.webp"}`
	first := b.do("POST", b.inside("/media"), order).want(201)
	second := b.do("POST", b.inside("/media"), order).want(201)
	require.NotEqual(t, first.at("mediaId"), second.at("mediaId"))
	require.Equal(t, first.at("sha256"), second.at("sha256"))
	require.InDelta(t, 20480, first.at("size"), 0)
	require.Equal(t, true, first.at("animated"))
	require.Equal(t, "s.webp", first.at("filename"))
	require.NotEqual(t, makeFile(1, mediaOrder{Type: "image/png", Size: 99}), makeFile(2, mediaOrder{Type: "image/png", Size: 99}))
}

// magic is how files of a type begin.
var magic = map[string]string{
	"image/jpeg": "\xff\xd8\xff", "image/png": "\x89PNG\r\n\x1a\n", "image/gif": "GIF8", "image/webp": "RIFF", "audio/ogg; codecs=opus": "OggS\x00\x02",
	"audio/mpeg": "ID3\x03", "audio/aac": "\xff\xf1", "audio/amr": "#!AMR\n", "application/pdf": "%PDF-1.4\n", "application/zip": "PK\x03\x04",
	"video/mp4": "\x00\x00\x00\x18ftypisom", "video/3gpp": "\x00\x00\x00\x18ftyp3gp5", "audio/mp4": "\x00\x00\x00\x18ftypM4A ",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "PK\x03\x04", "text/plain": "", "application/x-other": "",
}

func TestMadeFilesHaveTheirSize(t *testing.T) {
	for kind, start := range magic {
		t.Run(strings.ReplaceAll(kind, "/", " "), func(t *testing.T) {
			smallest := len(makeFile(1, mediaOrder{Type: kind, Size: 1}))
			for _, size := range []int{1, 100, 1000, 1001, 1002, 1003, 4096, 70_000, 140_001, 1 << 20} {
				data := makeFile(1, mediaOrder{Type: kind, Size: size})
				require.True(t, bytes.HasPrefix(data, []byte(start)), "%q", data[:min(20, len(data))])
				require.GreaterOrEqual(t, len(data), size)
				require.LessOrEqual(t, len(data), max(size, smallest)+12, "of %d", size)
			}
		})
	}
}

func TestMadePicturesCanBeRead(t *testing.T) {
	for _, kind := range []string{"image/jpeg", "image/png", "image/gif"} {
		for _, size := range []int{1, 1000, 1001, 1003, 200_000} {
			_, format, err := image.Decode(bytes.NewReader(makeFile(1, mediaOrder{Type: kind, Size: size})))
			require.NoError(t, err, "%s of %d", kind, size)
			require.Equal(t, kind, "image/"+format)
		}
	}
}

func TestMadeStickersAreWholeAndSayWhetherTheyMove(t *testing.T) {
	for _, animated := range []bool{true, false} {
		for _, size := range []int{1, 999, 1000} {
			data := makeFile(1, mediaOrder{Type: "image/webp", Size: size, Animated: animated})
			require.Equal(t, animated, isAnimated(data))
			require.Equal(t, uint32(len(data)-8), binary.LittleEndian.Uint32(data[4:]))
			names := ""
			for rest := data[12:]; len(rest) > 0; {
				length := int(binary.LittleEndian.Uint32(rest[4:]))
				names += string(rest[:4])
				rest = rest[8+length+length%2:]
			}
			require.Contains(t, names, "VP8X")
		}
	}
	m, err := newBench(t).net().AddMedia(network.NewMedia{MIME: "image/webp", Data: makeFile(1, mediaOrder{Type: "image/webp", Size: 50})})
	require.NoError(t, err)
	require.False(t, *toMedia(m).Animated)
}

func TestMadePDFHasItsTableWhereItSays(t *testing.T) {
	for _, size := range []int{1, 500, 900, 10_000, 123_456} {
		data := makeFile(1, mediaOrder{Type: "application/pdf", Size: size})
		_, tail, ok := bytes.Cut(data, []byte("startxref\n"))
		require.True(t, ok)
		start, err := strconv.Atoi(string(bytes.TrimSuffix(tail, []byte("\n%%EOF\n"))))
		require.NoError(t, err)
		require.True(t, bytes.HasPrefix(data[start:], []byte("xref\n")))
		for i := range 3 {
			line := data[start+len("xref\n0 4\n")+20*(i+1):]
			at, err := strconv.Atoi(string(line[:10]))
			require.NoError(t, err)
			require.True(t, bytes.HasPrefix(data[at:], fmt.Appendf(nil, "%d 0 obj", i+1)))
		}
	}
}

func TestMadeSoundIsMadeOfWholeFrames(t *testing.T) {
	for _, size := range []int{8, 500, 8191, 8192, 70_001} {
		data := makeFile(1, mediaOrder{Type: "audio/aac", Size: size})
		require.Len(t, data, size)
		for len(data) > 0 {
			length := int(data[3]&3)<<11 | int(data[4])<<3 | int(data[5]>>5)
			require.Equal(t, byte(0xff), data[0])
			data = data[length:]
		}
		for page := makeFile(1, mediaOrder{Type: "audio/ogg", Size: size}); len(page) > 0; {
			length := 27 + int(page[26])
			for _, part := range page[27 : 27+int(page[26])] {
				length += int(part)
			}
			sum := binary.LittleEndian.Uint32(page[22:])
			one := bytes.Clone(page[:length])
			copy(one[22:26], []byte{0, 0, 0, 0})
			require.Equal(t, oggSum(one), sum)
			page = page[length:]
		}
	}
}

func TestMadeArchiveCanBeOpened(t *testing.T) {
	data := makeFile(1, mediaOrder{Type: "application/zip", Size: 5000})
	require.Len(t, data, 5000)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	require.Len(t, r.File, 1)
}
