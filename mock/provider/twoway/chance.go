package twoway

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// chance makes the ids of one world: each purpose has a stream of its own, and the n-th draw of a stream depends on the seed and on
// nothing else.
type chance struct {
	world string // of credentials: they differ from world to world
	seed  uint64
	drawn map[string]uint64 // draws by purpose
}

// draw is the next 32 bytes of a stream.
func (c *chance) draw(purpose string) [32]byte {
	c.drawn[purpose]++
	return sha256.Sum256(fmt.Appendf(nil, "%q %d %d", purpose, c.seed, c.drawn[purpose]))
}

// secretly is like draw for what must differ between worlds of one seed.
func (c *chance) secretly(purpose string) [32]byte {
	c.drawn[purpose]++
	return sha256.Sum256(fmt.Appendf(nil, "%q %q %d %d", c.world, purpose, c.seed, c.drawn[purpose]))
}

// uuidOf writes 16 bytes as a version 4 UUID.
func uuidOf(b [32]byte) string {
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// hexOf is n lower-case hexadecimal digits.
func (c *chance) hexOf(purpose string, n int) string {
	b := c.draw(purpose)
	return hex.EncodeToString(b[:])[:n]
}

// digits is a number of n digits that does not start with 0.
func (c *chance) digits(purpose string, n int) string {
	b := c.draw(purpose)
	text := []byte(fmt.Sprintf("%020d", binary.BigEndian.Uint64(b[:])))
	text = text[len(text)-n:]
	if text[0] == '0' {
		text[0] = '1' + b[8]%9
	}
	return string(text)
}

// below is a number under n.
func (c *chance) below(purpose string, n int) int {
	b := c.draw(purpose)
	return int(binary.BigEndian.Uint64(b[:]) % uint64(n))
}

// messageID is the id of a message that the caller has not named (twoway 1.2).
func (c *chance) messageID() string { return "3EB0" + strings.ToUpper(c.hexOf("messages", 16)) }
