package contract

import (
	"encoding/base64"
	"errors"
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// formats are the string formats that documents use, each really checked. kin-openapi knows only a few, and keeps
// them in a global map; these are handed over with every call instead.
var formats = map[string]openapi3.StringFormatValidator{
	"uuid":          format(isUUID),
	"date-time":     format(isDateTime),
	"date":          format(isDate),
	"email":         format(isEmail),
	"uri":           format(isURI),
	"uri-reference": format(isReference),
	"ipv4":          format(isIPv4),
	"ipv6":          format(isIPv6),
	"byte":          format(isBase64),
	"binary":        format(func(string) bool { return true }),
	"password":      format(func(string) bool { return true }),
}

var errFormat = errors.New("wrong format")

func format(valid func(string) bool) openapi3.StringFormatValidator {
	return openapi3.NewCallbackValidator(func(s string) error {
		if valid(s) {
			return nil
		}
		return errFormat
	})
}

// formatFits also accepts formats that are not in the table, as kin-openapi does.
func formatFits(name, s string) bool {
	f, ok := formats[name]
	return !ok || f.Validate(s) == nil
}

// isUUID takes any version and variant (RFC 9562, section 4).
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
				return false
			}
		}
	}
	return true
}

// isDateTime adds to time.Parse what RFC 3339 asks for beyond it: two digits for the hour, a point before the fraction.
func isDateTime(s string) bool {
	if len(s) < len("2006-01-02T15:04:05Z") || s[13] != ':' || strings.Contains(s, ",") {
		return false
	}
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func isEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

func isURI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != ""
}

func isReference(s string) bool {
	_, err := url.Parse(s)
	return err == nil
}

func isIPv4(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Is4()
}

func isIPv6(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Is6() && !a.Is4In6()
}

func isBase64(s string) bool {
	_, err := base64.StdEncoding.DecodeString(s)
	return err == nil
}
