// Package features holds the feature files: the specification that a target is held against, one file a capability.
// shared speaks of what holds for several providers, the folders of the providers of what is theirs.
package features

import "embed"

// FS holds the feature files, shared and by provider.
//
//go:embed shared/*.feature tyntec/*.feature wabbit/*.feature onemsg/*.feature twoway/*.feature
var FS embed.FS
