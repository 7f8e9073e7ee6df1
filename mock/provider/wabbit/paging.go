package wabbit

import (
	"net/url"
	"strconv"
)

// page is the envelope of lists (wabbit 1.7).
type page[T any] struct {
	Count    int     `json:"count"`
	Next     *string `json:"next"`
	Previous *string `json:"previous"`
	Results  []T     `json:"results"`
}

const (
	pageSize = 100  // wabbit 1.7
	pageMost = 5000 // wabbit 1.7
)

// pageIn are the parameters of paging. What is no number counts as absent (wabbit 1.7).
type pageIn struct {
	Limit  string `query:"limit"`
	Offset string `query:"offset"`
}

func (in pageIn) limit() int {
	if n, err := strconv.Atoi(in.Limit); err == nil && n > 0 {
		return min(n, pageMost)
	}
	return pageSize
}

func (in pageIn) offset() int {
	if n, err := strconv.Atoi(in.Offset); err == nil && n > 0 {
		return n
	}
	return 0
}

// paged cuts the page out of all that matches, and only then writes its rows.
func paged[R, T any](c *call, in pageIn, all []R, write func(R) T) page[T] {
	limit, offset := in.limit(), in.offset()
	out := page[T]{Count: len(all), Results: []T{}}
	for i := offset; i < min(offset+limit, len(all)); i++ {
		out.Results = append(out.Results, write(all[i]))
	}
	if offset+limit < len(all) {
		out.Next = c.link(limit, offset+limit)
	}
	if offset > 0 {
		out.Previous = c.link(limit, max(offset-limit, 0))
	}
	return out
}

// link is the request's own address with another place in the list; names stand in order, an offset of 0 is left out.
func (c *call) link(limit, offset int) *string {
	q := c.gin.Request.URL.Query()
	q.Set("limit", strconv.Itoa(limit))
	q.Set("offset", strconv.Itoa(offset))
	if offset == 0 {
		q.Del("offset")
	}
	return c.address(q)
}

// address is the request's own address with another query.
func (c *call) address(q url.Values) *string {
	path := c.gin.Request.RequestURI
	if u, err := url.ParseRequestURI(path); err == nil {
		path = u.EscapedPath()
	}
	text := originOf(c.gin.Request) + path + "?" + q.Encode()
	return &text
}
