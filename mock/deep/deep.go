// Package deep copies the state of a provider, so that a world can be forked.
package deep

import (
	"reflect"
	"sync"

	"github.com/huandu/go-clone"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/network"
)

// copier shares what belongs to the world or to the program and copies everything else. A library does it, since a copy that follows
// cycles and unexported members takes unsafe code that nobody should write twice.
var copier = sync.OnceValue(func() *clone.Allocator {
	a := clone.NewAllocator(nil, nil)
	for _, shared := range []any{(*network.Network)(nil), (*network.Follower)(nil), (*contract.Document)(nil), (*contract.Operation)(nil)} {
		a.MarkAsOpaquePointer(reflect.TypeOf(shared))
	}
	a.SetCustomFunc(reflect.TypeFor[sync.Mutex](), func(*clone.Allocator, reflect.Value, reflect.Value) {})
	a.SetCustomFunc(reflect.TypeFor[sync.RWMutex](), func(*clone.Allocator, reflect.Value, reflect.Value) {})
	return a
})

// Copy answers a value that shares nothing with v but networks, documents and functions. Locks in it are open. Nobody may change v
// meanwhile.
func Copy[T any](v T) T { return copier().CloneSlowly(reflect.ValueOf(v)).Interface().(T) }
