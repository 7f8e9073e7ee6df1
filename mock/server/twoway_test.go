package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheEncodingsOfTheGeneratedClient: what the vendor's client sends, beside JSON as everyone writes it (twoway 1.4).
func TestTheEncodingsOfTheGeneratedClient(t *testing.T) {
	s := manual(t)
	const account = "acc_7f3c2a10-55d1-4e0b-9a_0a01"
	for name, tt := range map[string]struct {
		method, path, body string
		header             map[string]string
		status             int
	}{
		"as everyone":            {method: "GET", path: "/contacts?accountId=" + account, status: http.StatusOK},
		"lower case":             {method: "GET", path: "/contacts?accountId=" + account, header: map[string]string{"Authorization": "bearer apit_demo"}, status: http.StatusOK},
		"type without a body":    {method: "GET", path: "/contacts", header: map[string]string{"Content-Type": "application/json"}, status: http.StatusOK},
		"lists are repeated":     {method: "GET", path: "/contacts?accountId=" + account + "&tag=vip&tag=new", status: http.StatusOK},
		"nobody's token":         {method: "GET", path: "/contacts", header: map[string]string{"Authorization": "Bearer apit_other"}, status: http.StatusUnauthorized},
		"no token":               {method: "GET", path: "/contacts", header: map[string]string{"Authorization": ""}, status: http.StatusUnauthorized},
		"broken JSON":            {method: "POST", path: "/tags", body: "{", status: http.StatusBadRequest},
		"a body of another type": {method: "POST", path: "/tags", body: "<a/>", header: map[string]string{"Content-Type": "text/xml"}, status: http.StatusBadRequest},
		"no such path":           {method: "GET", path: "/nothing", status: http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), tt.method, "/twoway"+tt.path, strings.NewReader(tt.body))
			r.Header.Set("Authorization", "Bearer apit_demo")
			if tt.body != "" {
				r.Header.Set("Content-Type", "application/json")
			}
			for k, v := range tt.header {
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			require.Equal(t, tt.status, w.Code, w.Body.String())
		})
	}
}
