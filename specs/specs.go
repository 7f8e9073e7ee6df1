// Package specs holds the OpenAPI documents: one for each provider, with the payloads of its webhooks, and one for the
// control API. They are the contract that every request, answer and webhook body is judged against.
package specs

import "embed"

// FS holds the documents, one YAML file each at the root.
//
//go:embed *.yaml
var FS embed.FS
