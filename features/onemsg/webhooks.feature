@onemsg
Feature: 1msg webhooks
  A channel tells up to five addresses what happens: each gets every event, in order, again until it takes it
  (onemsg 2.2, 3.1).

  Background:
    Given a business on onemsg

  @onemsg-2.2
  Scenario: Setting an address says whether that changed anything
    When the business calls setWebhook with:
      | webhookUrl | $webhook/a |
    Then the answer has:
      | set        | true       |
      | webhookUrl | absent     |
      | message    | $webhook/a |
    When the business calls setWebhook with:
      | webhookUrl | $webhook/a/ |
    Then the answer has:
      | set | false |

  @onemsg-2.8
  Scenario: The addresses and their states can be read
    When the business calls getWebhook
    Then the answer has:
      | webhookUrl | null |
    When the business calls setWebhook with:
      | webhookUrl | ["$webhook/a","$webhook/b"] |
    Then the answer has:
      | message | $webhook/a,$webhook/b |
    When the business calls getWebhook
    Then the answer has:
      | webhookUrl               | $webhook/a,$webhook/b |
      | webhookStatuses.#        | 2                     |
      | webhookStatuses.1.url    | $webhook/b            |
      | webhookStatuses.1.status | active                |

  @onemsg-2.2
  Scenario: An empty address clears nothing here, but in the settings it does
    When the business calls setWebhook with:
      | webhookUrl | $webhook/a |
    And the business calls setWebhook with:
      | webhookUrl | "" |
    Then the answer is 400
    And the answer has:
      | error | webhookUrl is required |
    When the business calls setSettings with:
      | webhookUrl | null |
    Then the answer has:
      | webhookUrl | null |

  @onemsg-2.2
  Scenario: Six addresses are too many
    When the business calls setWebhook with:
      | webhookUrl | ["https://a.example","https://b.example","https://c.example","https://d.example","https://e.example","https://f.example"] |
    Then the answer is 400
    And the answer has:
      | error | webhookUrl exceeds 5 |

  @onemsg-3.4 @bench
  Scenario: An echo and the states of a message come in order, and can be read
    Given Dana has WhatsApp on 12025550143
    And a webhook for echo and sent and delivered and read
    And Dana wrote 1m ago
    When the business sends Dana the text "Yes, three left."
    And 10s passes
    And Dana reads the chat
    Then the webhooks arrive in order:
      | event     | messages.0.fromMe | ack.0.phone |
      | echo      | true              |             |
      | sent      |                   | 12025550143 |
      | delivered |                   | 12025550143 |
      | read      |                   | 12025550143 |

  @onemsg-2.2 @bench @journey
  Scenario: The states of a message are kept
    Given Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago
    When the business sends Dana the text "Yes, three left."
    Then I keep id as sent
    When 10s passes
    And Dana reads the chat
    And the business calls ackHookInfo with:
      | messageId | $sent |
    Then the answer has:
      | hooks.#           | 3             |
      | hooks.0.status    | sent          |
      | hooks.1.status    | delivered     |
      | hooks.2.status    | read          |
      | hooks.0.timestamp | like ^[0-9]+$ |

  @onemsg-2.2
  Scenario: An unknown message has no states
    When the business calls ackHookInfo with:
      | messageId | wamid.nothing |
    Then the answer is 200
    And the answer has:
      | hooks | [] |

  @onemsg-3.1 @bench
  Scenario: Without notifications only the echo is told
    Given Dana has WhatsApp on 12025550143
    And a webhook for echo and sent and delivered
    And Dana wrote 1m ago
    When the business calls setSettings with:
      | ackNotificationsOn | false |
    And the business sends Dana the text "Yes, three left."
    Then the webhook echo arrives:
      | messages.0.body | Yes, three left. |
    And no webhook arrives

  @onemsg-3.1 @bench
  Scenario: An address that fails gets the same event again
    Given Dana has WhatsApp on 12025550143
    And a webhook for messages
    And the webhook answers 500 3 times
    When Dana writes "hello"
    And 7s passes
    Then the webhooks arrive in order:
      | event   | messages.0.body |
      | message | hello           |
      | message | hello           |
      | message | hello           |
      | message | hello           |

  @onemsg-3.1 @bench
  Scenario: Without the guarantee an event is told once
    Given Dana has WhatsApp on 12025550143
    And a webhook for messages
    And the webhook answers 500 3 times
    When the business calls setSettings with:
      | guaranteedHooks | false |
    And Dana writes "hello"
    And 10m passes
    Then the webhooks arrive in order:
      | event   | messages.0.body |
      | message | hello           |

  @onemsg-3.1 @bench
  Scenario: Of two receivers one is down, and the other gets every event once and in order
    Given Dana has WhatsApp on 12025550143
    When the business calls setWebhook with:
      | webhookUrl | ["http://127.0.0.1:9/dead","$webhook/b"] |
    And Dana writes "one"
    And Dana writes "two"
    And 1h passes
    Then the webhooks arrive in order:
      | event   | endpoint | messages.0.body |
      | message | b        | one             |
      | message | b        | two             |

  @onemsg-2.8 @onemsg-3.1 @bench @journey
  Scenario: An address that never takes anything is switched off, and on again
    Given Dana has WhatsApp on 12025550143
    When the business calls setWebhook with:
      | webhookUrl | http://127.0.0.1:9/dead |
    And Dana writes "hello"
    And 2h passes
    And the business calls getWebhook
    Then the answer has:
      | webhookStatuses.0.status | disabled |
    When the business calls setWebhook with:
      | webhookUrl | http://127.0.0.1:9/dead |
    And the business calls getWebhook
    Then the answer has:
      | webhookStatuses.0.status | active |

  @onemsg-3.8 @bench
  Scenario: In the raw format the platform speaks
    Given Dana has WhatsApp on 12025550143
    And a webhook for raw
    When the business calls setSettings with:
      | rawHooks | true |
    And Dana writes "Is the blue one in stock?"
    Then the webhook raw arrives:
      | object                                       | whatsapp_business_account |
      | instanceId                                   | any text                  |
      | entry.0.changes.0.field                      | messages                  |
      | entry.0.changes.0.value.messages.0.from      | 12025550143               |
      | entry.0.changes.0.value.messages.0.text.body | Is the blue one in stock? |
      | messages                                     | absent                    |
