package deep

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mynah-sim/mynah/mock/network"
)

type shelf struct {
	mu    sync.RWMutex
	net   *network.Network
	named map[string]*shelf
	list  []string
	next  *shelf
	name  func() string
}

func TestCopySharesNothingButTheWorld(t *testing.T) {
	net, err := network.New(network.Config{})
	require.NoError(t, err)
	v := &shelf{net: net, named: map[string]*shelf{"a": {list: []string{"x"}}}, list: []string{"1"}, name: func() string { return "n" }}
	v.next = v
	v.mu.RLock()
	w := Copy(v)
	v.mu.RUnlock()
	w.mu.Lock() // it is open
	defer w.mu.Unlock()
	w.named["a"].list[0], w.list[0] = "y", "2"
	w.named["b"] = nil
	require.Equal(t, "x", v.named["a"].list[0])
	require.Equal(t, []string{"1"}, v.list)
	require.Len(t, v.named, 1)
	require.Same(t, net, w.net)
	require.Same(t, w, w.next)
	require.Equal(t, "n", w.name())
}
