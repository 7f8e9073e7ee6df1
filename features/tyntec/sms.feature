@tyntec
Feature: tyntec SMS
  SMS carries text only. A message is delivered or fails, it is never seen; long texts of people come joined, with their
  parts (tyntec 3.5, 4.11, 5.11).

  Background:
    Given a business on tyntec
    And Ana Lopes has SMS on 491700000001

  @tyntec-5.11 @bench
  Scenario: An SMS is delivered and never seen
    When the business sends Ana Lopes the text "Code 5519"
    And 1h passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.#         | 3                         |
      | events.1.event   | MessageStatus::dispatched |
      | events.2.event   | MessageStatus::delivered  |
      | events.2.channel | sms                       |
    And Ana Lopes sees "Code 5519"

  @tyntec-4.11
  Scenario: The content type may be left out
    When the business calls sendMessage with:
      | to           | 491700000001 |
      | from         | $sms         |
      | channel      | sms          |
      | content.text | Code 5519    |
    Then the answer is 202

  @tyntec-4.11
  Scenario Outline: An SMS with <mistake> is refused
    When the business calls sendMessage with:
      | to      | 491700000001 |
      | from    | $sms         |
      | channel | sms          |
      | content | <content>    |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | <field> |

    Examples:
      | mistake      | content                                       | field                                |
      | a picture    | {"contentType":"image","text":"x"}            | validate.request.content.contentType |
      | no text      | {"contentType":"text"}                        | validate.request.content.text        |
      | an empty one | {"contentType":"text","text":""}              | validate.request.content.text        |

  @OP-86
  Scenario Outline: The alphanumeric sender <sender> is answered with <status>
    When the business calls sendMessage with:
      | to           | 491700000001 |
      | from         | <sender>     |
      | channel      | sms          |
      | content.text | Code 5519    |
    Then the answer is <status>

    Examples:
      | sender       | status |
      | DemoShop     | 202    |
      | OtherShop    | 403    |
      | MuchTooLong1 | 400    |

  @OP-69 @bench
  Scenario: An SMS that reaches no phone within 48 hours expires
    Given Lena Vogt has SMS on 491700000005
    When the business sends Lena Vogt the text "Code 5519"
    And 47h passes
    Then the message is dispatched
    When 2h passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.3.event        | MessageStatus::failed |
      | events.3.details.code | sms::error::EXPIRED   |

  @tyntec-5.4 @bench
  Scenario Outline: An SMS to <whom> is undeliverable
    When the business calls sendMessage with:
      | to           | <number>  |
      | from         | $sms      |
      | channel      | sms       |
      | content.text | Code 5519 |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.1.event        | MessageStatus::dispatched |
      | events.3.details.code | sms::error::UNDELIVERABLE |

    Examples:
      | whom       | number       |
      | a landline | 4930120000   |
      | nobody     | 491709999999 |

  @tyntec-3.5 @bench
  Scenario: An SMS of a person comes with its part
    Given a webhook for messages
    When Ana Lopes writes "STOP"
    Then the webhook message arrives:
      | channel                    | sms                                  |
      | messageId                  | any uuid                             |
      | from                       | 491700000001                         |
      | to                         | 4916099000017                        |
      | content                    | {"contentType":"text","text":"STOP"} |
      | sms.size                   | number 1                             |
      | sms.missingParts           | false                                |
      | sms.parts.#                | 1                                    |
      | sms.parts.0.sequenceNumber | number 1                             |
      | whatsapp                   | absent                               |

  @tyntec-3.5 @bench
  Scenario: A long SMS of a person comes as one message with its parts
    Given a webhook for messages
    When Ana Lopes sends a text:
      | text  | A text that the phone cuts in two |
      | parts | number 2                          |
    Then the webhooks arrive in order:
      | event   | content.text                      | sms.size | sms.parts.# | sms.missingParts |
      | message | A text that the phone cuts in two | number 2 | 2           | false            |

  @tyntec-3.5 @bench
  Scenario: A long SMS that lost a part says so
    Given a webhook for messages
    When Ana Lopes sends a text:
      | text  | A text that the phone cuts in two |
      | parts | number 2                          |
      | lost  | [2]                               |
    And 30d passes
    Then the webhook message arrives:
      | sms.missingParts | true                                  |
      | content.text     | not A text that the phone cuts in two |

  @OP-44 @bench
  Scenario: The id of an SMS of a person is well formed and unknown
    Given a webhook for messages
    When Ana Lopes writes "hello"
    Then the webhook message arrives
    And I keep messageId as theirs
    When the business calls getMessageStatus with:
      | messageId | $theirs |
    Then the answer is the error "not found"

  @OP-46
  Scenario: A bulk of SMS is accepted
    When the business calls sendABulkMessage with:
      | to              | 491700000001 |
      | from            | $sms         |
      | channel         | sms          |
      | messages.0.text | one          |
      | messages.1.text | two          |
    Then the answer is 202
    And the answer has:
      | messageIds.# | 2 |
