package tyntec

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// pageIn is how a page of a list is asked for (tyntec OP-9).
type pageIn struct {
	Page *int64 `query:"page"` // 1-based; nil: 1
	Size *int   `query:"size"` // nil: 100
}

// pageSize is how many items a page holds where nothing else is asked for (tyntec OP-9).
const pageSize = 100

// page is a part of a list with the headers that tell about the whole (tyntec 1.7).
type page[T any] []T

// paged is a page that knows its headers.
type paged[T any] struct {
	page[T]
	header http.Header
}

// Headers implements what wire asks for.
func (p paged[T]) Headers() http.Header { return p.header }

// MarshalJSON writes the items.
func (p paged[T]) MarshalJSON() ([]byte, error) { return encode([]T(p.page)), nil }

// turn cuts the page out of a list. Whoever asks for a page beyond the last gets an empty one (tyntec OP-9).
func turn[T any](ctx context.Context, p *Provider, in pageIn, all []T) paged[T] {
	number, size := int64(1), pageSize
	if in.Page != nil {
		number = *in.Page
	}
	if in.Size != nil {
		size = *in.Size
	}
	pages := int64((len(all) + size - 1) / size)
	out := paged[T]{page: page[T]{}, header: http.Header{}}
	if number <= pages {
		from := int(number-1) * size
		out.page = append(out.page, all[from:min(from+size, len(all))]...)
	}
	for name, n := range map[string]int64{
		"x-total-pages": pages, "x-total-items": int64(len(all)), "x-page-size": int64(size), "x-current-page": number,
	} {
		out.header.Set(name, strconv.FormatInt(n, 10))
	}
	out.header.Set("Link", links(p.here(ctx), number, pages, size))
	return out
}

// here is the address of the request, with its query (tyntec 1.8).
func (p *Provider) here(ctx context.Context) *url.URL {
	who := callerOf(ctx)
	path := strings.TrimPrefix(who.gin.Request.URL.Path, p.base)
	here, err := url.Parse(p.address(who.origin) + path)
	if err != nil {
		here = &url.URL{Path: path}
	}
	here.RawQuery = who.gin.Request.URL.RawQuery
	return here
}

// links is the header Link: absolute URLs that keep the other query parameters; an empty list has a page 1 all the same.
func links(here *url.URL, number, pages int64, size int) string {
	last := max(pages, 1)
	var all []string
	add := func(rel string, page int64) {
		query := here.Query()
		query.Set("page", strconv.FormatInt(page, 10))
		query.Set("size", strconv.Itoa(size))
		to := *here
		to.RawQuery = query.Encode()
		all = append(all, fmt.Sprintf("<%s>; rel=%q", to.String(), rel))
	}
	add("first", 1)
	add("current", number)
	if number > 1 {
		add("previous", min(number-1, last))
	}
	if number < last {
		add("next", number+1)
	}
	add("last", last)
	return strings.Join(all, ", ")
}
