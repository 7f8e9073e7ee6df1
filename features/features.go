// Package features holds the feature files: the specification that a target is held against, one file a capability.
// shared speaks of what holds for several providers, the folders of the providers of what is theirs.
package features

import "embed"

// FS holds the feature files, shared and by provider.
//
<<<<<<< HEAD
//go:embed shared/*.feature tyntec/*.feature wabbit/*.feature
=======
//go:embed shared/*.feature tyntec/*.feature onemsg/*.feature
>>>>>>> 1c3bc53 (features: errors of 1msg)
var FS embed.FS
