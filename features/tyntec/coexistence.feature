@tyntec
Feature: tyntec coexistence
  A phone with the WhatsApp Business app may share a number. What is written there is told, and the contacts and messages of
  the app are told on demand (tyntec 2.10, 3.10, network 3.16).

  Background:
    Given a business on tyntec

  @OP-74 @bench
  Scenario: The contacts and messages of the app are told, oldest first
    Given the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
      | app      | true          |
    And the bench calls handsetWrite with:
      | number  | 491700000001  |
      | to      | 4915735990002 |
      | channel | whatsapp      |
      | kind    | text          |
      | text    | Thanks        |
    When the business calls updateAccountCallback with:
      | inboundMessageUrl | $webhook/in |
    And the business calls triggerCoexistenceSync with:
      | phone-number | 4915735990002 |
    Then the webhooks arrive in order:
      | event                       | from         | fullName  | status    | content.text |
      | Coexistence::Contact        | 491700000001 | Ana Lopes |           |              |
      | Coexistence::HistoryMessage | 491700000001 |           | delivered | Thanks       |

  @tyntec-3.10 @bench
  Scenario: What the business writes in the app is told
    Given the bench calls putHandset with:
      | number | 4915735990002 |
      | name   | Shop phone    |
      | apps   | ["whatsapp"]  |
    And the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
      | app      | true          |
    When the business calls updateAccountCallback with:
      | inboundMessageUrl | $webhook/in |
    Given the bench calls handsetWrite with:
      | number  | 4915735990002 |
      | to      | 491700000001  |
      | channel | whatsapp      |
      | kind    | text          |
      | text    | See you then  |
    Then the webhook Coexistence::MessageEcho arrives:
      | from         | 4915735990002 |
      | to           | 491700000001  |
      | content.text | See you then  |

  @tyntec-2.10 @bench
  Scenario: A number without the app has nothing to tell
    Given Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    And a webhook for messages
    When the business calls triggerCoexistenceSync with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And no webhook arrives

  @network-3.16 @bench
  Scenario Outline: The app is synchronised once, in the first 24 hours
    Given the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
      | app      | true          |
    When <time> passes
    And the business calls triggerCoexistenceSync with:
      | phone-number | 4915735990002 |
    Then the answer is <first>
    When the business repeats the call
    Then the answer is 400
    And the answer has:
      | detail | <detail> |

    Examples:
      | time   | first | detail                                                                        |
      | 23h59m | 200   | (#2593107) Synchronization request limit exceeded                             |
      | 24h    | 400   | (#2593108) Synchronization request made outside of the allowed time window    |

  @network-3.16 @bench
  Scenario: After the synchronisation new contacts of the app are told as they come
    Given the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
      | app      | true          |
    When the business calls updateAccountCallback with:
      | inboundMessageUrl | $webhook/in |
    And the business calls triggerCoexistenceSync with:
      | phone-number | 4915735990002 |
    Given the bench calls handsetWrite with:
      | number  | 491700000001  |
      | to      | 4915735990002 |
      | channel | whatsapp      |
      | kind    | text          |
      | text    | Hello         |
    Then the webhook Coexistence::Contact arrives:
      | from   | 491700000001 |
      | action | add          |
