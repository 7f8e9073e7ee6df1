@tyntec
Feature: tyntec Viber
  Every Viber message has a rate type, which limits what it may carry. There is no service window; a session allows ten
  messages after the last one of the person (tyntec 4.12, 5.4, 5.7).

  Background:
    Given a business on tyntec
    And Ana Lopes has Viber on 491700000001

  @tyntec-5.1 @bench
  Scenario: A Viber message is delivered and seen
    When the business sends Ana Lopes the text "New lamps"
    And 1s passes
    Then Ana Lopes sees "New lamps"
    And the message is delivered
    When Ana Lopes reads the chat
    Then the message is seen

  @tyntec-5.7
  Scenario Outline: <kind> with rate type <rate> is answered with <status>
    When the business sends Ana Lopes a <kind>:
      | rateType | <rate> |
      | <a>      | <b>    |
      | <c>      | <d>    |
    Then the answer is <status>

    Examples:
      | kind     | rate        | status | a    | b                                  | c        | d          |
      | text     | transaction | 202    | text | hello                              | unused   | x          |
      | text     | promotion   | 202    | text | hello                              | unused   | x          |
      | text     | session     | 202    | text | hello                              | unused   | x          |
      | image    | transaction | 400    | url  | https://files.example.com/lamp.jpg | unused   | x          |
      | image    | promotion   | 202    | url  | https://files.example.com/lamp.jpg | unused   | x          |
      | image    | session     | 202    | url  | https://files.example.com/lamp.jpg | unused   | x          |
      | file     | transaction | 400    | url  | https://files.example.com/t.pdf    | filename | ticket.pdf |
      | file     | promotion   | 202    | url  | https://files.example.com/t.pdf    | filename | ticket.pdf |
      | list     | transaction | 202    | text | Which one?                         | options  | ["A","B"]  |
      | list     | session     | 202    | text | Which one?                         | options  | ["A","B"]  |

  @OP-67
  Scenario Outline: A picture is refused for its <member>
    When the business calls sendMessage with:
      | to                  | 491700000001 |
      | from                | $viber       |
      | channel             | viber        |
      | <member>            | transaction  |
      | content.contentType | image        |
      | content.image.url   | https://files.example.com/lamp.jpg |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1                         |
      | violations.0.field | validate.request.<member> |

    Examples:
      | member         |
      | rateType       |
      | messagePurpose |

  @OP-67
  Scenario: A Viber message without a rate type is refused
    When the business calls sendMessage with:
      | to           | 491700000001 |
      | from         | $viber       |
      | channel      | viber        |
      | content.text | hello        |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1                         |
      | violations.0.field | validate.request.rateType |

  @OP-67
  Scenario: Rate type and message purpose may not contradict each other
    When the business calls sendMessage with:
      | to             | 491700000001 |
      | from           | $viber       |
      | channel        | viber        |
      | rateType       | promotion    |
      | messagePurpose | session      |
      | content.text   | hello        |
    Then the answer is the error "invalid"

  @OP-95
  Scenario Outline: A Viber text is known by <what>
    When the business calls sendMessage with:
      | to       | 491700000001 |
      | from     | $viber       |
      | channel  | viber        |
      | rateType | promotion    |
      | content  | <content>    |
    Then the answer is 202

    Examples:
      | what             | content                               |
      | its content type | {"contentType":"text","text":"hello"} |
      | its type         | {"type":"text","text":"hello"}        |
      | its only member  | {"text":"hello"}                      |

  @tyntec-5.7
  Scenario Outline: The combination of <parts> is answered with <status>
    When the business calls sendMessage with:
      | to                      | 491700000001 |
      | from                    | $viber       |
      | channel                 | viber        |
      | rateType                | promotion    |
      | content.contentType     | components   |
      | content.components.body | <body>       |
    Then the answer is <status>

    Examples:
      | parts                  | status | body |
      | text, picture, button  | 202    | [{"type":"text","text":"New"},{"type":"image","image":{"url":"https://files.example.com/lamp.jpg"}},{"type":"button","button":{"caption":"Look","url":"https://shop.example.com"}}] |
      | text, button           | 202    | [{"type":"text","text":"New"},{"type":"button","button":{"caption":"Look","url":"https://shop.example.com"}}] |
      | picture, button        | 400    | [{"type":"image","image":{"url":"https://files.example.com/lamp.jpg"}},{"type":"button","button":{"caption":"Look","url":"https://shop.example.com"}}] |

  @tyntec-5.4 @bench
  Scenario Outline: A Viber message to <whom> fails with <code>
    When the business calls sendMessage with:
      | to           | <number>  |
      | from         | $viber    |
      | channel      | viber     |
      | rateType     | promotion |
      | content.text | hello     |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.1.event        | MessageStatus::dispatched |
      | events.3.details.code | viber::error::<code>      |

    Examples:
      | whom                       | number       | code |
      | a person without Viber     | 491700000006 | 9    |
      | a person who blocks it     | 491700000007 | 8    |

  @tyntec-5.7 @bench
  Scenario: A session message to a person who has not written fails
    When the business sends Ana Lopes a text:
      | text     | hello   |
      | rateType | session |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.3.details.code | viber::error::21 |

  @tyntec-5.7 @bench
  Scenario: The eleventh session message after the last one of the person fails
    Given Ana Lopes wrote 1h ago
    When the business calls sendABulkMessage with:
      | to       | 491700000001 |
      | from     | $viber       |
      | channel  | viber        |
      | rateType | session      |
      | messages | [{"text":"1"},{"text":"2"},{"text":"3"},{"text":"4"},{"text":"5"},{"text":"6"},{"text":"7"},{"text":"8"},{"text":"9"},{"text":"10"},{"text":"11"}] |
    Then I keep messageIds.10 as last
    When 30s passes
    And the business calls getMessageEvents with:
      | messageId | $last |
    Then the answer has:
      | events.3.details.code | viber::error::21 |
    And Ana Lopes has 10 messages

  @tyntec-3.5 @bench
  Scenario: A Viber text of a person comes without a WhatsApp part
    Given a webhook for messages
    When Ana Lopes writes "Tomorrow, please"
    Then the webhook message arrives:
      | channel      | viber            |
      | messageId    | any uuid         |
      | to           | 71045            |
      | content.text | Tomorrow, please |
      | whatsapp     | absent           |
