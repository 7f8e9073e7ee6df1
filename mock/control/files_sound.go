package control

import (
	"bytes"
	"encoding/binary"
)

// boxes is an ISO media file: type, an empty film, and data (ISO/IEC 14496-12).
func boxes(brand string, size int, d *dust) []byte {
	header := make([]byte, 100) // version 0, as it is when nothing has been recorded
	binary.BigEndian.PutUint32(header[12:], 1000)
	binary.BigEndian.PutUint32(header[20:], 0x00010000) // rate 1
	header[24] = 1                                      // volume 1
	for place, value := range map[int]uint32{36: 0x00010000, 52: 0x00010000, 68: 0x40000000, 96: 1} {
		binary.BigEndian.PutUint32(header[place:], value)
	}
	out := box("ftyp", []byte(brand+"\x00\x00\x02\x00"+brand+"isom"))
	out = append(out, box("moov", box("mvhd", header))...)
	return append(out, box("mdat", d.bytes(size-len(out)-8))...)
}

func box(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 8+len(data)), uint32(8+len(data)))
	return append(append(out, name...), data...)
}

// ogg is Opus in Ogg: the two headers, then pages of one packet each (RFC 3533, 7845).
func ogg(size int, d *dust) []byte {
	head := append([]byte("OpusHead\x01\x01\x00\x00"), 0x80, 0xbb, 0, 0, 0, 0, 0) // one channel, 48 kHz
	out := oggPage(0, 2, 0, head)
	out = append(out, oggPage(1, 0, 0, []byte("OpusTags\x05\x00\x00\x00mynah\x00\x00\x00\x00"))...)
	const most = 255*254 + 27 + 255 // a page of 254 full segments and an empty one
	for number := uint32(2); number == 2 || len(out) < size; number++ {
		page := min(size-len(out), most)
		packet := max(page-27-1-(page-28)/256, 1)
		data := d.bytes(packet)
		data[0] = 0x0b << 3 // a frame of 20 ms
		flags := byte(0)
		if len(out)+page >= size {
			flags = 4 // the last one
		}
		out = append(out, oggPage(number, flags, uint64(number-1)*960, data)...)
	}
	return out
}

func oggPage(number uint32, flags byte, granule uint64, packet []byte) []byte {
	out := append([]byte("OggS\x00"), flags)
	out = binary.LittleEndian.AppendUint64(out, granule)
	out = binary.LittleEndian.AppendUint32(out, 1) // the stream
	out = binary.LittleEndian.AppendUint32(out, number)
	out = append(out, 0, 0, 0, 0, byte(len(packet)/255+1)) // check sum, segments
	out = append(out, bytes.Repeat([]byte{255}, len(packet)/255)...)
	out = append(append(out, byte(len(packet)%255)), packet...)
	binary.LittleEndian.PutUint32(out[22:], oggSum(out))
	return out
}

// oggSum is the check sum of a page: CRC-32 with the polynomial 04c11db7, not reflected (RFC 3533).
func oggSum(page []byte) (sum uint32) {
	for _, b := range page {
		sum = sum<<8 ^ oggTable[byte(sum>>24)^b]
	}
	return sum
}

var oggTable = func() (table [256]uint32) {
	for i := range table {
		r := uint32(i) << 24
		for range 8 {
			if r&0x80000000 != 0 {
				r = r<<1 ^ 0x04c11db7
			} else {
				r <<= 1
			}
		}
		table[i] = r
	}
	return table
}()

// mp3 is an ID3 tag with room in it, and frames of silence (ISO/IEC 11172-3, ID3 2.3).
func mp3(size int, _ *dust) []byte {
	const frame, tag = 417, 10 // 128 kbit/s at 44.1 kHz; head of the tag
	frames := max(1, min(8, (size-tag)/frame))
	room := max(size-tag-frames*frame, 0)
	out := append(make([]byte, 0, tag+room+frames*frame), "ID3\x03\x00\x00"...)
	out = append(out, byte(room>>21&0x7f), byte(room>>14&0x7f), byte(room>>7&0x7f), byte(room&0x7f))
	out = append(out, make([]byte, room)...)
	for range frames {
		out = append(append(out, 0xff, 0xfb, 0x90, 0xc4), make([]byte, frame-4)...)
	}
	return out
}

// adts is AAC in frames of about the same length (ISO/IEC 13818-7).
func adts(size int, d *dust) []byte {
	const head, longest = 7, 8191
	size = max(size, head+1)
	frames := (size + longest - 1) / longest
	var out []byte
	for i := range frames {
		n := size/frames + min(1, size%frames/(i+1)) // the rest goes to the first ones
		out = append(out, 0xff, 0xf1, 0x50, 0x80|byte(n>>11&3), byte(n>>3), byte(n&7)<<5|0x1f, 0xfc)
		out = append(out, d.bytes(n-head)...)
	}
	return out
}

// amr is speech of 12.2 kbit/s, and frames without speech up to the size (RFC 4867).
func amr(size int, d *dust) []byte {
	const frame = 32
	out := []byte("#!AMR\n")
	for len(out)+frame <= size || len(out) == 6 {
		out = append(append(out, 0x3c), d.bytes(frame-1)...)
	}
	return append(out, bytes.Repeat([]byte{0x7c}, max(size-len(out), 0))...)
}
