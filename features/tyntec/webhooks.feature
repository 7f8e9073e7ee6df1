@tyntec @bench
Feature: tyntec webhooks
  Each event is one request. Status events go to the URL of the message, else to that of the channel, and pass the
  filter; what people send goes to the inbound URL. The events of a message come one after the other, each only when the
  one before was taken or given up (tyntec 3.1, 3.3, 3.4).

  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001

  @OP-61
  Scenario: The events of a message come in order, with the caller's context
    Given a webhook for statuses
    When the business sends Ana Lopes a template:
      | name     | hello_world |
      | language | en_US       |
      | context  | order-4711  |
    And 1s passes
    And Ana Lopes reads the chat
    Then the webhooks arrive in order:
      | event      | messageId | channel  | userContext | from         | to            |
      | accepted   | $message  | whatsapp | order-4711  | absent       | absent        |
      | dispatched | $message  | whatsapp | order-4711  | absent       | absent        |
      | delivered  | $message  | whatsapp | order-4711  | 491700000001 | 4915735990001 |
      | read       | $message  | whatsapp | order-4711  | 491700000001 | 4915735990001 |

  @OP-64
  Scenario: A failure comes as two events with the same details
    Given a webhook for channelFailed and failed
    When the business sends Ana Lopes the text "Good morning"
    And 1s passes
    Then the webhooks arrive in order:
      | event         | messageId | details.code         | details.message |
      | channelFailed | $message  | whatsapp::error::470 | any text        |
      | failed        | $message  | whatsapp::error::470 | any text        |

  @tyntec-3.5
  Scenario: A message of a person comes with name and times
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    Then the webhook message arrives:
      | event               | MoMessage                                                  |
      | channel             | whatsapp                                                   |
      | messageId           | like ^wamid\.                                              |
      | from                | 491700000001                                               |
      | to                  | 4915735990001                                              |
      | timestamp           | like ^2026-01-01T00:00:0\dZ$                               |
      | receivedAt          | like ^2026-01-01T00:00:0\dZ$                               |
      | content             | {"contentType":"text","text":"Is the blue one in stock?"}  |
      | context             | absent                                                     |
      | whatsapp.senderName | Ana Lopes                                                  |

  @OP-48
  Scenario: A filter suppresses every status that it does not name
    Given a webhook for delivered
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes reads the chat
    Then the webhooks arrive in order:
      | event     |
      | delivered |

  @OP-48
  Scenario: A filter does not touch what people send
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp                 |
      | inboundMessageUrl | $webhook/in               |
      | messageStatusUrl  | $webhook/st               |
      | eventFilter       | ["MessageStatus::failed"] |
    And Ana Lopes writes "hello"
    Then the webhooks arrive in order:
      | event   | endpoint |
      | message | in       |

  @OP-62
  Scenario: Without a URL the events are recorded and nothing is posted
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And the business calls getMessageEvents with:
      | messageId | $message |
    Then the answer has:
      | events.# | 3 |
    And no webhook arrives

  @OP-17
  Scenario Outline: The events of a message with its own <member> go there
    Given a webhook for statuses
    When the business sends Ana Lopes a template:
      | name               | hello_world  |
      | language           | en_US        |
      | overrides.<member> | $webhook/own |
    And 1s passes
    Then the webhooks arrive in order:
      | event      | endpoint |
      | accepted   | own      |
      | dispatched | own      |
      | delivered  | own      |

    Examples:
      | member                  |
      | notificationCallbackUrl |
      | messageStatusUrl        |

  @tyntec-5.9
  Scenario: Each channel has its own URLs
    Given Ben Kruse has SMS on 491700000002
    When the business calls updateSMSChannelCallback with:
      | phone-number      | $sms             |
      | inboundMessageUrl | $webhook/by-sms  |
    And the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp       |
      | inboundMessageUrl | $webhook/by-wa  |
    And Ana Lopes writes "over WhatsApp"
    And 1s passes
    And Ben Kruse writes "over SMS"
    Then the webhooks arrive in order:
      | endpoint | channel  | content.text  |
      | by-wa    | whatsapp | over WhatsApp |
      | by-sms   | sms      | over SMS      |

  @OP-59a
  Scenario Outline: A reaction in version <version> is <outcome>
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp   |
      | inboundMessageUrl | $webhook/in |
      | callbackVersion   | <version>   |
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes sends a reaction:
      | message | $message |
      | emoji   | 👍       |
    Then <what>

    Examples:
      | version | outcome    | what                        |
      | 2.11    | not posted | no webhook arrives          |
      | 2.12    | not posted | no webhook arrives          |
      | 2.13    | posted     | the webhook message arrives |

  @OP-59b
  Scenario: A reaction names the message of the business
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp   |
      | inboundMessageUrl | $webhook/in |
      | callbackVersion   | 2.13        |
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes sends a reaction:
      | message | $message |
      | emoji   | 👍       |
    Then the webhook message arrives:
      | content | {"contentType":"reaction","reaction":{"messageId":"$message","emoji":"👍"}} |

  @OP-66
  Scenario Outline: Prices in version <version> are <outcome>
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number     | $whatsapp                    |
      | messageStatusUrl | $webhook/st                  |
      | callbackVersion  | <version>                    |
      | eventFilter      | ["MessageStatus::delivered"] |
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the webhook delivered arrives:
      | whatsapp.pricing.category | <category> |
      | whatsapp.pricing.type     | <type>     |

    Examples:
      | version | outcome | category | type    |
      | 2.11    | absent  | absent   | absent  |
      | 2.12    | there   | utility  | regular |
      | 2.13    | there   | utility  | regular |

  @OP-49
  Scenario: A message that is taken back comes as a status with its id
    Given a webhook for everything
    When Ana Lopes writes "Wrong chat"
    Then the webhook message arrives
    And I keep messageId as theirs
    When Ana Lopes takes the message back
    Then the webhook deleted arrives:
      | messageId | $theirs       |
      | status    | deleted       |
      | from      | 491700000001  |
      | to        | 4915735990001 |

  @OP-51
  Scenario: A status that is never taken is posted three times, 10 seconds apart
    Given a webhook for delivered
    And the webhook answers 500 99 times
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1h passes
    Then the webhooks arrive in order:
      | event     | messageId |
      | delivered | $message  |
      | delivered | $message  |
      | delivered | $message  |

  @OP-51
  Scenario: A status that is taken at the second attempt is posted twice, 10 seconds apart
    Given a webhook for delivered
    And the webhook answers 500 1 times
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 10s400ms passes
    Then the webhooks arrive in order:
      | event     |
      | delivered |
    When 1h passes
    Then the webhooks arrive in order:
      | event     |
      | delivered |

  @OP-55
  Scenario: The next event of a message waits until the one before is taken
    Given a webhook for statuses
    And the webhook answers 503 1 times
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 9s passes
    Then the webhooks arrive in order:
      | event    |
      | accepted |
    When 1s passes
    Then the webhooks arrive in order:
      | event      |
      | accepted   |
      | dispatched |
      | delivered  |

  @OP-52
  Scenario: A WhatsApp message of a person that is not taken is posted again after 30, 60 and 120 seconds
    Given a webhook for messages
    And the webhook answers 500 3 times
    When Ana Lopes writes "hello"
    And 209s passes
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |
      | message |
    When 1s passes
    Then the webhook message arrives

  @OP-52
  Scenario: A WhatsApp message of a person is given up after 25 attempts within 14 days
    Given a webhook for messages
    And the webhook answers 500 99 times
    When Ana Lopes writes "hello"
    And 60d passes
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |
      | message |

  @OP-54
  Scenario: An SMS of a person that is not taken is posted again every 10 seconds
    Given a webhook for messages
    And Ben Kruse has SMS on 491700000002
    And the webhook answers 500 99 times
    When Ben Kruse writes "hello"
    And 29s passes
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |
      | message |
