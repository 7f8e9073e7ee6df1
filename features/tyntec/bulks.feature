@tyntec
Feature: tyntec bulks
  A bulk is 2 to 20 messages for one person, taken or refused as a whole. They leave in the order of the request, and one
  that fails does not stop the next (tyntec 2.1).

  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001

  @tyntec-2.1
  Scenario: Each entry becomes a message with its own id
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "messages": [
        {"contentType": "text", "text": "Your ticket:"},
        {"contentType": "document", "document": {"url": "https://files.example.com/t.pdf", "filename": "ticket.pdf"}}]}
      """
    Then the answer is 202
    And the answer has:
      | bulkId       | any uuid |
      | messageIds.# | 2        |
      | messageIds.0 | any uuid |
      | messageIds.1 | any uuid |

  @tyntec-2.1 @bench
  Scenario: The entries are delivered in the order of the request
    Given a webhook for delivered
    And Ana Lopes wrote 1h ago
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "messages": [
        {"contentType": "text", "text": "one"}, {"contentType": "text", "text": "two"}]}
      """
    Then I keep messageIds.0 as first
    And I keep messageIds.1 as second
    When 5s passes
    Then the webhooks arrive in order:
      | event     | messageId |
      | delivered | $first    |
      | delivered | $second   |

  @tyntec-2.1 @bench
  Scenario: An entry that fails does not stop the next
    Given Ana Lopes wrote 1h ago
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "messages": [
        {"contentType": "text", "text": "one"},
        {"contentType": "location", "location": {"latitude": 48.1, "longitude": 11.5}},
        {"contentType": "template", "template": {"templateId": "no_such_template", "templateLanguage": "en", "components": {}}},
        {"contentType": "image", "image": {"url": "https://files.example.com/lamp.jpg"}},
        {"contentType": "text", "text": "five"}]}
      """
    Then I keep messageIds.2 as third
    When 5s passes
    Then Ana Lopes has 4 messages
    When the business calls getMessageStatus with:
      | messageId | $third |
    Then the answer has:
      | status | failed |

  @tyntec-5.2 @bench
  Scenario: Outside the window every entry fails
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "messages": [
        {"contentType": "text", "text": "one"}, {"contentType": "text", "text": "two"}]}
      """
    Then I keep messageIds.1 as second
    When 5s passes
    And the business calls getMessageStatus with:
      | messageId | $second |
    Then the answer has:
      | status | failed |
    And Ana Lopes has 0 messages

  @OP-45 @bench
  Scenario: One invalid entry refuses the whole bulk
    Given Ana Lopes wrote 1h ago
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "messages": [
        {"contentType": "text", "text": "one"}, {"contentType": "text"}]}
      """
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validate.request.messages[1].text","message":"must not be empty"}] |
    When 5s passes
    Then Ana Lopes has 0 messages

  @tyntec-2.1
  Scenario Outline: A bulk of <count> is refused
    When the business calls sendABulkMessage with:
      | to       | 491700000001 |
      | from     | $whatsapp    |
      | channel  | whatsapp     |
      | messages | <messages>   |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validate.request.messages","message":"size must be between 2 and 20"}] |

    Examples:
      | count | messages |
      | one   | [{"contentType":"text","text":"1"}] |
      | 21    | [{"contentType":"text","text":"1"},{"contentType":"text","text":"2"},{"contentType":"text","text":"3"},{"contentType":"text","text":"4"},{"contentType":"text","text":"5"},{"contentType":"text","text":"6"},{"contentType":"text","text":"7"},{"contentType":"text","text":"8"},{"contentType":"text","text":"9"},{"contentType":"text","text":"10"},{"contentType":"text","text":"11"},{"contentType":"text","text":"12"},{"contentType":"text","text":"13"},{"contentType":"text","text":"14"},{"contentType":"text","text":"15"},{"contentType":"text","text":"16"},{"contentType":"text","text":"17"},{"contentType":"text","text":"18"},{"contentType":"text","text":"19"},{"contentType":"text","text":"20"},{"contentType":"text","text":"21"}] |

  @tyntec-2.1
  Scenario Outline: A bulk carries no <contentType>
    When the business calls sendABulkMessage with:
      | to         | 491700000001 |
      | from       | $whatsapp    |
      | channel    | whatsapp     |
      | messages.0 | {"contentType":"text","text":"one"} |
      | messages.1 | <entry>      |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1                                        |
      | violations.0.field | validate.request.messages[1].contentType |

    Examples:
      | contentType | entry |
      | reaction    | {"contentType":"reaction","reaction":{"messageId":"wamid.TU9DSy0wMDAwMDAwMDE=","emoji":"👍"}} |
      | interactive | {"contentType":"interactive","interactive":{"subType":"locationRequest","components":{"body":{"type":"text","text":"Where?"}}}} |

  @OP-12 @bench
  Scenario: Context and overrides of a bulk are ignored
    Given a webhook for accepted
    When the business calls sendABulkMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "context": "order-4711",
       "overrides": {"notificationCallbackUrl": "$webhook/own"}, "messages": [
        {"contentType": "text", "text": "one"}, {"contentType": "text", "text": "two"}]}
      """
    Then the webhooks arrive in order:
      | event    | endpoint | userContext |
      | accepted | status   | absent      |
      | accepted | status   | absent      |
