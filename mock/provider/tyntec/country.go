package tyntec

import "strings"

// callingCodes are the countries by calling code, for the countries in which messages are counted. Longer codes come first.
var callingCodes = []struct{ code, country string }{
	{"351", "PT"}, {"352", "LU"}, {"353", "IE"}, {"354", "IS"}, {"356", "MT"}, {"357", "CY"}, {"358", "FI"}, {"359", "BG"}, {"370", "LT"},
	{"371", "LV"}, {"372", "EE"}, {"380", "UA"}, {"381", "RS"}, {"385", "HR"}, {"386", "SI"}, {"420", "CZ"}, {"421", "SK"}, {"852", "HK"},
	{"886", "TW"}, {"961", "LB"}, {"962", "JO"}, {"965", "KW"}, {"966", "SA"}, {"971", "AE"}, {"972", "IL"}, {"973", "BH"}, {"974", "QA"},
	{"212", "MA"}, {"213", "DZ"}, {"216", "TN"}, {"233", "GH"}, {"234", "NG"}, {"254", "KE"}, {"593", "EC"}, {"595", "PY"}, {"598", "UY"},
	{"20", "EG"}, {"27", "ZA"}, {"30", "GR"}, {"31", "NL"}, {"32", "BE"}, {"33", "FR"}, {"34", "ES"}, {"36", "HU"}, {"39", "IT"}, {"40", "RO"},
	{"41", "CH"}, {"43", "AT"}, {"44", "GB"}, {"45", "DK"}, {"46", "SE"}, {"47", "NO"}, {"48", "PL"}, {"49", "DE"}, {"51", "PE"}, {"52", "MX"},
	{"54", "AR"}, {"55", "BR"}, {"56", "CL"}, {"57", "CO"}, {"58", "VE"}, {"60", "MY"}, {"61", "AU"}, {"62", "ID"}, {"63", "PH"}, {"64", "NZ"},
	{"65", "SG"}, {"66", "TH"}, {"81", "JP"}, {"82", "KR"}, {"84", "VN"}, {"86", "CN"}, {"90", "TR"}, {"91", "IN"}, {"92", "PK"}, {"94", "LK"},
	{"98", "IR"}, {"1", "US"}, {"7", "RU"},
}

// countryOf is the country of a number; ZZ where the table has none.
func countryOf(number string) string {
	for _, c := range callingCodes {
		if strings.HasPrefix(number, c.code) {
			return c.country
		}
	}
	return "ZZ"
}
