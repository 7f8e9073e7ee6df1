package steps

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheVocabularyFileListsWhatIsRegistered(t *testing.T) {
	listed, err := os.ReadFile("vocabulary.txt")
	require.NoError(t, err)
	var registered []string
	for _, word := range NewWorld(&Env{}).Words() {
		registered = append(registered, word.String())
	}
	require.Equal(t, strings.Split(strings.TrimSpace(string(listed)), "\n"), registered)
}

func TestEverySentenceIsUnderstoodOnce(t *testing.T) {
	for sentence, want := range map[string][]string{
		`Given a business on tyntec`:                              {"tyntec"},
		`Given a business on tyntec from empty`:                   {"tyntec", "empty"},
		`Given the seed 42`:                                       {"42"},
		`Given Ana Lopes has WhatsApp on 491700000001`:            {"Ana Lopes", "WhatsApp", "491700000001"},
		`Given Ana is offline`:                                    {"Ana", "offline"},
		`Given Ana wrote 23h59m ago`:                              {"Ana", "23h59m"},
		`Given the media photo from "media/lamp.png"`:             {"photo", "media/lamp.png"},
		`Given a webhook for messages and delivered`:              {"messages and delivered"},
		`Given the webhook answers 500 3 times`:                   {"500", "3"},
		`Given an approved template order_ready:`:                 {"order_ready"},
		`Given the product SKU-1:`:                                {"SKU-1"},
		`When the template order_ready is paused`:                 {"order_ready", "paused"},
		`Given the bench calls patchProvider with:`:               {"patchProvider"},
		`When the business calls sendMessage`:                     {"sendMessage"},
		`When the business calls sendMessage with:`:               {"sendMessage"},
		`When the business calls sendMessage without credentials`: {"sendMessage"},
		`When the business repeats the call`:                      {},
		`When the business submits the template order_ready:`:     {"order_ready"},
		`When the business deletes the template order_ready`:      {"order_ready"},
		`Then the template order_ready is approved`:               {"order_ready", "approved"},
		`When the business sends Ana the text "hello, you"`:       {"Ana", "hello, you"},
		`When the business sends Ana the template hello_world`:    {"Ana", "hello_world"},
		`When the business sends Ana the template order_update:`:  {"Ana", "order_update"},
		`When the business sends Ana an image:`:                   {"Ana", "image"},
		`When the business sends Ana Lopes a location request:`:   {"Ana Lopes", "location request"},
		`When the business reacts with "👍"`:                       {"👍"},
		`When the business reads the chat with Ana`:               {"Ana"},
		`When Ana writes ""`:                                      {"Ana", ""},
		`When Ana sends a button reply:`:                          {"Ana", "button reply"},
		`When Ana taps "Yes, please"`:                             {"Ana", "Yes, please"},
		`When Ana reads the chat`:                                 {"Ana"},
		`When Ana takes the message back`:                         {"Ana"},
		`When Ana orders:`:                                        {"Ana"},
		`When Ana unblocks the business`:                          {"Ana", "unblocks"},
		`When 30d passes`:                                         {"30d"},
		`When 1h30m500ms passes`:                                  {"1h30m500ms"},
		`Then the answer is 202`:                                  {"202"},
		`Then the answer is the error "not found"`:                {"not found"},
		`Then the answer has:`:                                    {},
		`Then the answer equals "golden/one.json"`:                {"golden/one.json"},
		`Then I keep messages.0.id as first`:                      {"messages.0.id", "first"},
		`Then the message is channelFailed`:                       {"channelFailed"},
		`Then Ana sees "hello"`:                                   {"Ana", "hello"},
		`Then Ana sees an image:`:                                 {"Ana", "image"},
		`Then Ana has 3 messages`:                                 {"Ana", "3"},
		`Then the webhook delivered arrives`:                      {"delivered"},
		`Then the webhook MessageStatus::delivered arrives:`:      {"MessageStatus::delivered"},
		`Then the webhooks arrive in order:`:                      {},
		`Then no webhook arrives`:                                 {},
		`Then the webhook is signed`:                              {},
	} {
		keyword, text, _ := strings.Cut(sentence, " ")
		var found []string
		for _, word := range NewWorld(&Env{}).Words() {
			if m := regexp.MustCompile(word.Expression()).FindStringSubmatch(text); m != nil && word.Keyword == keyword {
				found = append(found, word.String())
				require.Equal(t, want, m[1:], sentence)
			}
		}
		require.Len(t, found, 1, sentence)
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]string{"500ms": "500ms", "24h1s": "24h0m1s", "30d": "720h0m0s", "1d1h": "25h0m0s"} {
		got, err := duration(text)
		require.NoError(t, err)
		require.Equal(t, want, got.String())
	}
	_, err := duration("1h2d")
	require.EqualError(t, err, `duration "1h2d": days come first`)
}
