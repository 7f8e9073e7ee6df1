@tyntec
Feature: tyntec message status
  The status of a message is its latest event, the history lists them all, oldest first: accepted, dispatched, delivered
  and seen, or channelFailed followed by failed with the channel's code. What the channel refuses on submission is never
  dispatched (tyntec 2.1, 5.1, 5.4).

  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001

  @OP-42 @bench
  Scenario: The status is the latest event without its prefix
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes reads the chat
    And the business calls getMessageStatus with:
      | messageId | $message |
    Then the answer has:
      | messageId | $message |
      | status    | seen     |
      | timestamp | a time   |

  @tyntec-5.12 @bench
  Scenario Outline: <elapsed> after acceptance a message is <status>
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And <elapsed> passes
    Then the message is <status>

    Examples:
      | elapsed | status     |
      | 99ms    | accepted   |
      | 100ms   | dispatched |
      | 499ms   | dispatched |
      | 500ms   | delivered  |

  @OP-10 @bench
  Scenario: The history lists every event, oldest first
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes reads the chat
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | messageId        | $message                  |
      | events.#         | 4                         |
      | events.0.event   | MessageStatus::accepted   |
      | events.1.event   | MessageStatus::dispatched |
      | events.2.event   | MessageStatus::delivered  |
      | events.3.event   | MessageStatus::seen       |
      | events.3.channel | whatsapp                  |
      | events.3.details | absent                    |

  @OP-64 @bench
  Scenario: A failure is two events with the same details
    When the business sends Ana Lopes the text "Good morning"
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then I keep events.2.details as details
    And the answer has:
      | events.#              | 4                            |
      | events.1.event        | MessageStatus::dispatched    |
      | events.2.event        | MessageStatus::channelFailed |
      | events.3.event        | MessageStatus::failed        |
      | events.3.details.code | whatsapp::error::470         |
      | events.3.details      | $details                     |

  @OP-99 @bench
  Scenario Outline: A template message with <mistake> fails with <code> and is never dispatched
    When the business calls sendMessage with:
      | to                  | 491700000001 |
      | from                | $whatsapp    |
      | channel             | whatsapp     |
      | content.contentType | template     |
      | content.template    | {"templateId":"<template>","templateLanguage":"<language>","components":<components>} |
    Then the answer is 202
    When 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.#              | 3                            |
      | events.1.event        | MessageStatus::channelFailed |
      | events.2.details.code | whatsapp::external::<code>   |

    Examples:
      | mistake             | template     | language | components                                       | code |
      | an unknown name     | no_such_one  | en       | {}                                               | 2001 |
      | an unknown language | order_update | de       | {}                                               | 2001 |
      | another region      | hello_world  | en       | {}                                               | 2003 |
      | too few values      | order_update | en       | {"body":[{"type":"text","text":"4711"}]}         | 2000 |
      | no picture          | promo_image  | en       | {"body":[{"type":"text","text":"Ana"}]}          | 2012 |

  @tyntec-5.4 @bench
  Scenario: A number without WhatsApp fails after dispatch
    When the business calls sendMessage with:
      | to                  | 491700000006 |
      | from                | $whatsapp    |
      | channel             | whatsapp     |
      | content.contentType | template     |
      | content.template    | {"templateId":"hello_world","templateLanguage":"en_US","components":{}} |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.1.event        | MessageStatus::dispatched |
      | events.3.details.code | whatsapp::error::131026   |

  @tyntec-5.1 @bench
  Scenario Outline: A <template> to a phone that is off is <status> after <elapsed>
    Given Lena Vogt has WhatsApp on 491700000005
    When the business sends Lena Vogt the template <template>:
      | language | <language> |
      | values   | <values>   |
    And <elapsed> passes
    Then the message is <status>

    Examples:
      | template    | language | values     | elapsed | status     |
      | login_code  | en       | ["551900"] | 10m     | dispatched |
      | login_code  | en       | ["551900"] | 10m2s   | failed     |
      | hello_world | en_US    | []         | 24h     | dispatched |
      | hello_world | en_US    | []         | 24h2s   | failed     |

  @OP-59b @bench
  Scenario: A reaction of the business ends in dispatched
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    And the business reacts with "👍"
    And 1h passes
    Then the message is dispatched

  @OP-59b @bench
  Scenario: A reaction to a message that nobody sent fails
    Given Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a reaction:
      | messageId | wamid.TU9DSy0wMDAwMDAwMDE= |
      | emoji     | 👍                         |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.3.details.code | whatsapp::error::131009 |

  @OP-7
  Scenario Outline: <operation> of an id that is no UUID is a broken rule
    When the business calls <operation> with:
      | messageId | 4711 |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"messageId","message":"must be a valid uuid"}] |

    Examples:
      | operation        |
      | getMessageStatus |
      | getMessageEvents |

  @OP-7
  Scenario Outline: <operation> of a message that nobody sent finds nothing
    When the business calls <operation> with:
      | messageId | 1b2c7d0e-5c1f-4a5b-9f0e-3d0c1a7e4f21 |
    Then the answer is the error "not found"

    Examples:
      | operation        |
      | getMessageStatus |
      | getMessageEvents |

  @OP-44 @bench
  Scenario: The id of a WhatsApp message of a person is no UUID
    Given a webhook for messages
    When Ana Lopes writes "hello"
    Then the webhook message arrives:
      | messageId | like ^wamid\. |
    And I keep messageId as theirs
    When the business calls getMessageStatus with:
      | messageId | $theirs |
    Then the answer is the error "invalid"

  @OP-43 @bench
  Scenario: A message is forgotten 90 days after its acceptance
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 89d passes
    Then the message is delivered
    When 2d passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer is the error "not found"

  @network-2.2 @F38 @bench
  Scenario: A message that was held for its template's quality is accepted once
    Given a webhook for accepted and delivered
    And the bench calls addFault with:
      | fault          | F38  |
      | params.hold    | 10m  |
      | params.verdict | good |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1h passes
    Then the webhooks arrive in order:
      | event     |
      | accepted  |
      | delivered |
