package config

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// check finds everything wrong with values that are well-formed each on their own.
func (r *Register) check() Problems {
	c := r.config
	var problems Problems
	want := func(ok bool, name, format string, args ...any) {
		if !ok {
			problems = append(problems, r.where(name)+": "+fmt.Sprintf(format, args...))
		}
	}
	want(validAddress(c.Listen), "listen", "%q is no address, such as 127.0.0.1:8080", c.Listen)
	for _, p := range Providers() {
		own := c.Listeners[p]
		want(own == "" || validAddress(own), "listen."+p, "%q is no address, such as 127.0.0.1:8443", own)
		want(own != c.Listen || freePort(c.Listen), "listen."+p, "%s is the address of listen already", own)
	}
	want(!c.TLS || len(c.Listeners) > 0, "tls", "serves only the listeners of the providers; set listen.tyntec too")
	want(c.ControlToken != "" || !validAddress(c.Listen) || loopback(c.Listen), "control.token",
		"is needed, since listen %s can be reached from outside this machine", c.Listen)
	want(c.PublicURL == "" || validBase(c.PublicURL), "public.url", "%q is no base URL, such as https://mynah.example", c.PublicURL)
	want(c.ClockSpeed >= 0.001 && c.ClockSpeed <= 1e6, "clock.speed", "%v is not within 0.001 and 1000000", c.ClockSpeed)
	want(c.WebhookTimeout > 0, "webhook.timeout", "%s is not above zero", c.WebhookTimeout)
	want(c.MediaTimeout > 0, "media.timeout", "%s is not above zero", c.MediaTimeout)
	want(c.WebhookConcurrency > 0, "webhook.concurrency", "%d is not above zero", c.WebhookConcurrency)
	want(c.JournalSize > 0, "journal.size", "%d is not above zero", c.JournalSize)
	want(c.BodyLimit > 0, "body.limit", "%d is not above zero", c.BodyLimit)
	return problems
}

// where names a setting and, unless it is the default, where its value came from.
func (r *Register) where(name string) string {
	if source, set := r.sources[name]; set {
		return fmt.Sprintf("%s (from %s)", name, source)
	}
	return name
}

// validAddress tells whether text is host:port with a port in numbers.
func validAddress(text string) bool {
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

// freePort tells whether the port of an address is left to the system, so that two listeners may name it.
func freePort(address string) bool {
	return address == "" || strings.HasSuffix(address, ":0")
}

// loopback tells whether an address is reached from this machine only; an empty host is every interface.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// validBase tells whether text is an absolute http or https URL to which a path can be added.
func validBase(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}
