package control

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
)

// dot is a small picture of one colour.
func dot(d *dust) image.Image {
	c := d.bytes(3)
	picture := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.RGBA{c[0], c[1], c[2], 255}})
	return picture
}

// jpeg fills comment segments behind the start of the image, and fill bytes before the next marker (ITU-T T.81, B.1.1.2).
func jpeg(size int, d *dust) []byte {
	var plain bytes.Buffer
	_ = stdjpeg.Encode(&plain, dot(d), nil) // a buffer takes everything
	const longest = 65537                   // marker, length and what 16 bits can count
	out := bytes.NewBuffer(append(make([]byte, 0, max(size, plain.Len())), plain.Bytes()[:2]...))
	left := size - plain.Len()
	for ; left >= 4; left -= min(left, longest) {
		segment := min(left, longest)
		out.Write([]byte{0xff, 0xfe})
		out.Write(binary.BigEndian.AppendUint16(nil, uint16(segment-2)))
		out.Write(d.bytes(segment - 4))
	}
	for ; left > 0; left-- {
		out.WriteByte(0xff)
	}
	out.Write(plain.Bytes()[2:])
	return out.Bytes()
}

// png fills a private ancillary chunk before the end.
func png(size int, d *dust) []byte {
	var plain bytes.Buffer
	_ = stdpng.Encode(&plain, dot(d)) // a buffer takes everything
	const frame, end = 12, 12         // of a chunk; of IEND
	if size <= plain.Len() {
		return plain.Bytes()
	}
	data := d.bytes(max(size-plain.Len()-frame, 0))
	body, tail := plain.Bytes()[:plain.Len()-end], plain.Bytes()[plain.Len()-end:]
	out := binary.BigEndian.AppendUint32(append(make([]byte, 0, size+frame), body...), uint32(len(data)))
	start := len(out)
	out = append(append(out, "fiLl"...), data...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
	return append(out, tail...)
}

// gif has what fills it behind the trailer, where readers stop.
func gif(size int, d *dust) []byte {
	var plain bytes.Buffer
	_ = stdgif.Encode(&plain, dot(d), nil) // a buffer takes everything
	return append(plain.Bytes(), d.bytes(size-plain.Len())...)
}

// pixel is a lossless WebP picture of one pixel: the chunk VP8L.
var pixel = chunk("VP8L", []byte{0x2f, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07})

// The head of an extended WebP file, and the place and value of the flag that says that it moves.
const (
	webpHead      = "RIFF\x00\x00\x00\x00WEBPVP8X"
	webpFlags     = 20
	webpAnimation = 0x02
)

// webp is an extended WebP file, as stickers are, with what fills it in a chunk of its own at the end.
func webp(size int, animated bool, d *dust) []byte {
	head := make([]byte, 10) // flags, and width and height less one
	body := pixel
	if animated {
		head[0] = webpAnimation
		frame := append(make([]byte, 12), 100, 0, 0, 0) // at the origin, one pixel, 100 ms
		body = append(chunk("ANIM", make([]byte, 6)), chunk("ANMF", append(bytes.Clone(frame), pixel...))...)
		body = append(body, chunk("ANMF", append(bytes.Clone(frame), pixel...))...)
	}
	out := append([]byte(webpHead[:12]), chunk("VP8X", head)...)
	out = append(out, body...)
	if left := size - len(out); left > 0 {
		out = append(out, chunk("FILL", d.bytes(left-8))...)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// chunk is a chunk of RIFF: name, length, data, and a byte more when the length is odd.
func chunk(name string, data []byte) []byte {
	out := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data))), data...)
	if len(data)%2 != 0 {
		out = append(out, 0)
	}
	return out
}

// isAnimated reads the flag of a WebP file.
func isAnimated(data []byte) bool {
	return len(data) > webpFlags && string(data[:4]) == webpHead[:4] && string(data[8:16]) == webpHead[8:] &&
		data[webpFlags]&webpAnimation != 0
}
