package control

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSnapshotsAreTakenAndRestored(t *testing.T) {
	b := newBench(t)
	position, digest := b.net().Log()
	taken := b.do("POST", b.inside("/snapshots"), "").want(201)
	require.Equal(t, digest, taken.at("digest"))
	require.EqualValues(t, position, taken.at("logPosition"))
	require.Equal(t, "2026-01-01T00:00:00.000Z", taken.at("at"))
	b.do("POST", b.inside("/snapshots/1/restore"), "").want(200)
	b.do("POST", b.inside("/snapshots/2/restore"), "").want(404)
	b.do("POST", "/_mynah/worlds/nowhere/snapshots", "").want(404)
}

func TestForkIsANewWorld(t *testing.T) {
	b := newBench(t)
	require.Equal(t, "what-if", b.do("POST", b.inside("/fork"), `{"name":"what-if"}`).want(201).at("name"))
	require.Equal(t, "w1", b.do("POST", b.inside("/fork"), "").want(201).at("name"))
	b.do("POST", b.inside("/fork"), `{"name":"what-if"}`).want(409)
	b.do("POST", b.inside("/fork"), `{"name":"?"}`).want(400)
	b.do("POST", b.inside("/fork"), `{"nam":"x"}`).want(400)
}
