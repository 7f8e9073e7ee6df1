package control

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"mime"
	"strings"
)

// makeFile makes a file of a type and size. The same order in a world of the same seed makes the same file. Where no valid file of
// the type has the size, it is the next larger one.
func makeFile(seed uint64, order mediaOrder) []byte {
	kind, _, err := mime.ParseMediaType(order.Type)
	if err != nil {
		kind = order.Type
	}
	dust := newDust(fmt.Sprintf("%d %s %d %t", seed, kind, order.Size, order.Animated))
	switch {
	case kind == "image/webp":
		return webp(order.Size, order.Animated, dust)
	case strings.HasPrefix(kind, "text/"):
		return dust.letters(order.Size)
	case strings.HasPrefix(kind, "application/vnd.openxmlformats-"), kind == "application/zip":
		return zipped(order.Size, dust)
	}
	if make, ok := makers[kind]; ok {
		return make(order.Size, dust)
	}
	return dust.bytes(order.Size)
}

// makers make the files that the channels carry (network 3.7, 5).
var makers = map[string]func(size int, d *dust) []byte{
	"image/jpeg":      jpeg,
	"image/png":       png,
	"image/gif":       gif,
	"video/mp4":       func(size int, d *dust) []byte { return boxes("isom", size, d) },
	"video/3gpp":      func(size int, d *dust) []byte { return boxes("3gp5", size, d) },
	"audio/mp4":       func(size int, d *dust) []byte { return boxes("M4A ", size, d) },
	"audio/ogg":       ogg,
	"audio/mpeg":      mp3,
	"audio/aac":       adts,
	"audio/amr":       amr,
	"application/pdf": pdf,
}

// dust fills files: bytes without meaning, always the same for the same words.
type dust struct{ source *rand.ChaCha8 }

func newDust(words string) *dust { return &dust{rand.NewChaCha8(sha256.Sum256([]byte(words)))} }

func (d *dust) bytes(n int) []byte {
	out := make([]byte, max(n, 0))
	_, _ = d.source.Read(out) // it never fails
	return out
}

// letters are lower case words in lines.
func (d *dust) letters(n int) []byte {
	out := d.bytes(n)
	for i, b := range out {
		switch {
		case i%64 == 63:
			out[i] = '\n'
		case b < 40:
			out[i] = ' '
		default:
			out[i] = 'a' + b%26
		}
	}
	return out
}
