@onemsg @bench
Feature: 1msg messages
  Free messages need an open dialog session: a message of the person in the last 24 hours. All sends answer alike
  (onemsg 1.4, 1.5, 2.3, 2.9).

  Background:
    Given a business on onemsg
    And Dana has WhatsApp on 12025550143

  @onemsg-2.3 @journey
  Scenario: A text that quotes reaches the person
    Given a webhook for echo and messages
    When Dana writes "Is the blue one in stock?"
    Then the webhook message arrives:
      | messages.0.body   | Is the blue one in stock? |
      | messages.0.fromMe | false                     |
    And I keep messages.0.id as question
    When the business calls sendMessage with:
      | phone       | number 12025550143 |
      | body        | Yes, three left.   |
      | quotedMsgId | $question          |
    Then the answer has:
      | sent        | true                                  |
      | message     | Sent to 12025550143@c.us              |
      | description | Message has been sent to the provider |
    And the webhook echo arrives:
      | messages.0.body        | Yes, three left. |
      | messages.0.self        | number 1         |
      | messages.0.quotedMsgId | $question        |
      | messages.0.author      | 15550100200@c.us |
    When 10s passes
    Then Dana sees "Yes, three left."

  @onemsg-1.4
  Scenario Outline: A person is named by <name> <value>
    Given Dana wrote 1m ago
    When the business calls sendMessage with:
      | body   | Good morning |
      | <name> | <value>      |
    Then the answer has:
      | sent    | true           |
      | message | Sent to <chat> |

    Examples:
      | name   | value                   | chat             |
      | chatId | 12025550143@c.us        | 12025550143@c.us |
      | phone  | +1 (202) 555-0143       | 12025550143@c.us |
      | phone  | "12025550143"           | 12025550143@c.us |
      | phone  | US.9080706050403020     | 12025550143@c.us |
      | bsuid  | US.9080706050403020     | 12025550143@c.us |
      | chatId | US.9080706050403020@lid | 12025550143@c.us |

  @onemsg-1.4
  Scenario Outline: Nobody is reached by <name> <value>
    When the business calls sendMessage with:
      | body   | Good morning |
      | <name> | <value>      |
    Then the answer is 400
    And the answer has:
      | sent    | false   |
      | message | <error> |
      | error   | <error> |

    Examples:
      | name     | value         | error                       |
      | chatId   | ""            | chatId or phone is required |
      | chatId   | 1@c.us        | Invalid chatId              |
      | chatId   | all@broadcast | Invalid chatId              |
      | phone    | 12345         | Invalid phone               |
      | bsuid    | Dana          | Invalid bsuid               |
      | username | nobody        | username is not found       |

  @onemsg-5.14
  Scenario Outline: A channel may reach nobody by <name>
    Given the bench calls patchProvider with:
      | provider  | onemsg |
      | <routing> | false  |
    When the business calls sendMessage with:
      | body   | Good morning |
      | <name> | <value>      |
    Then the answer is 400
    And the answer has:
      | message | <name> routing is disabled |

    Examples:
      | name     | value               | routing         |
      | bsuid    | US.9080706050403020 | bsuidRouting    |
      | username | dana                | usernameRouting |

  @onemsg-5.1 @journey
  Scenario: A dialog session ends after a day
    Given Dana wrote 24h ago
    When the business sends Dana the text "Good morning"
    Then the answer is 400
    And the answer has:
      | sent    | false                   |
      | message | Dialog window is closed |
    And Dana has 0 messages
    When Dana writes "hello"
    And the business sends Dana the text "Good morning"
    Then the answer is 200

  @onemsg-1.6
  Scenario Outline: <operation> with <name> <value> is refused
    Given Dana wrote 1m ago
    When the business calls <operation> with:
      | phone  | 12025550143 |
      | <name> | <value>     |
    Then the answer is <status>
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | operation           | name     | value                               | status | error                       |
      | sendMessage         | nothing  | x                                   | 400    | body is required            |
      | sendMessage         | body     | ""                                  | 200    | empty body                  |
      | sendMessage         | body     | [1]                                 | 400    | body is invalid             |
      | sendLocation        | lng      | 1                                   | 400    | lat is required             |
      | sendLocation        | lat      | 1                                   | 400    | lng is required             |
      | sendContact         | contacts | []                                  | 400    | contacts is required        |
      | sendContact         | contacts | [{"name":{"formatted_name":"Ana"}}] | 400    | contacts[0].name is invalid |
      | sendReaction        | body     | 👍                                   | 400    | quotedMsgId is required     |
      | sendSticker         | nothing  | x                                   | 400    | mediaId is required         |
      | sendSticker         | mediaId  | 1                                   | 200    | wrong file                  |
      | sendFile            | nothing  | x                                   | 400    | body is required            |
      | sendFile            | body     | https://cdn.example/a.jpg           | 400    | filename is required        |
      | sendFile            | mediaId  | 1                                   | 400    | mediaType is required       |
      | sendLocationRequest | nothing  | x                                   | 400    | body is required            |
      | sendLocationRequest | body     | ""                                  | 200    | empty body                  |
      | uploadMedia         | nothing  | x                                   | 400    | body is required            |
      | uploadMedia         | body     | data:image/png;base64,??            | 200    | wrong file                  |

  @onemsg-2.3
  Scenario: A place reaches the person as it was sent
    Given a webhook for echo
    And Dana wrote 1m ago
    When the business calls sendLocation with:
      | phone | 12025550143 |
      | lat   | 40.741895   |
      | lng   | -73.989308  |
      | name  | Demo Shop   |
    Then the answer is 200
    And the webhook echo arrives:
      | messages.0.type               | location             |
      | messages.0.body               | 40.741895;-73.989308 |
      | messages.0.meta.location.name | Demo Shop            |
    When 10s passes
    Then Dana sees a location:
      | location.name | Demo Shop |

  @onemsg-2.3
  Scenario: Cards of people are shown by their names
    Given a webhook for echo
    And Dana wrote 1m ago
    When the business calls sendContact with:
      | chatId   | 12025550143@c.us                                                                                                                                                              |
      | contacts | [{"name":{"formatted_name":"Ana Lopes","first_name":"Ana","middle_name":""},"phones":[{"wa_id":"491700000001"}]},{"name":{"formatted_name":"Ben Kruse","last_name":"Kruse"}}] |
    Then the answer is 200
    And the webhook echo arrives:
      | messages.0.type                                | contact              |
      | messages.0.body                                | Ana Lopes, Ben Kruse |
      | messages.0.meta.contacts.0.name.formatted_name | Ana Lopes            |
    When 10s passes
    Then Dana sees a contacts:
      | contacts.# | 2 |

  @onemsg-2.3 @journey
  Scenario: A reaction is set, replaced and taken away
    Given a webhook for messages
    When Dana writes "Look at this"
    Then the webhook message arrives:
      | messages.0.body | Look at this |
    And I keep messages.0.id as look
    When the business calls sendReaction with:
      | phone       | 12025550143 |
      | quotedMsgId | $look       |
      | body        | 👍           |
    And the business calls sendReaction with:
      | phone       | 12025550143 |
      | quotedMsgId | $look       |
      | body        | ❤️          |
    And 10s passes
    Then Dana sees a text:
      | direction         | out |
      | reactions.#       | 1   |
      | reactions.0.emoji | ❤️  |
    When the business calls sendReaction with:
      | phone       | 12025550143 |
      | quotedMsgId | $look       |
      | body        | ""          |
    And 10s passes
    Then Dana sees a text:
      | direction | out    |
      | reactions | absent |

  @onemsg-2.3
  Scenario: A reaction on nothing fails later
    Given a webhook for failed
    And Dana wrote 1m ago
    When the business calls sendReaction with:
      | phone       | 12025550143   |
      | quotedMsgId | wamid.nothing |
      | body        | 👍             |
    Then the answer is 200
    When 10s passes
    Then the webhook failed arrives:
      | ack.0.error | Parameter value is not valid |

  @onemsg-2.3
  Scenario: A request for a place is answered with one
    Given a webhook for messages
    And Dana wrote 1m ago
    When the business calls sendLocationRequest with:
      | phone | 12025550143    |
      | body  | Where are you? |
    Then I keep id as asked
    When 10s passes
    And Dana sends a location:
      | latitude  | number 40.7  |
      | longitude | number -73.9 |
      | replyTo   | $asked       |
    Then the webhook message arrives:
      | messages.0.type        | location   |
      | messages.0.body        | 40.7;-73.9 |
      | messages.0.quotedMsgId | $asked     |

  @onemsg-2.3 @journey
  Scenario: Reading marks what the person wrote
    Given a webhook for messages
    When Dana writes "Are you there?"
    Then the webhook message arrives:
      | messages.0.body | Are you there? |
    And I keep messages.0.id as asked
    When the business calls readMessage with:
      | messageId | $asked |
    Then the answer has:
      | result | success |
    And Dana sees a text:
      | direction | out  |
      | status    | read |
    When the business repeats the call
    Then the answer is 200

  @onemsg-2.3
  Scenario Outline: Nothing is marked as read by <name> <value>
    When the business calls readMessage with:
      | <name> | <value> |
    Then the answer is 400
    And the answer has:
      | error | <error> |

    Examples:
      | name      | value         | error                 |
      | nothing   | x             | messageId is required |
      | messageId | wamid.nothing | Message not found     |
      | msgId     | wamid.nothing | Message not found     |

  @onemsg-5.2
  Scenario: Messages have numbers, and lists of them pages
    When Dana writes "one"
    And Dana writes "two"
    And the business sends Dana the text "three"
    And Dana writes "four"
    And Dana writes "five"
    And the business calls messagesList with:
      | limit             | 2 |
      | lastMessageNumber | 2 |
    Then the answer has:
      | messages.#               | 2        |
      | messages.0.messageNumber | number 3 |
      | messages.0.body          | three    |
      | messages.0.fromMe        | true     |
      | messages.1.messageNumber | number 4 |
      | messages.1.body          | four     |

  @onemsg-2.3
  Scenario Outline: A list of messages with <name> <value> has <bodies>
    Given Dana wrote 10s ago
    When Dana writes "two"
    And 10s passes
    And Dana writes "three"
    And the business calls messagesList with:
      | limit  | <limit> |
      | <name> | <value> |
    Then the answer has:
      | messages.#      | <n>     |
      | messages.0.body | <first> |

    Examples:
      | name               | value            | limit | n | first | bodies            |
      | last               | true             | 2     | 2 | three | the newest first  |
      | firstMessageNumber | 3                | 1     | 1 | two   | the one before    |
      | min_time           | 1767225600       | 0     | 2 | two   | what came later   |
      | max_time           | 1767225620       | 0     | 2 | hello | what came earlier |
      | chatId             | 12025550143@c.us | 0     | 3 | hello | one chat          |

  @onemsg-5.14
  Scenario: A channel may keep no history
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | history  | false  |
    When Dana writes "hello"
    And the business calls messagesList
    Then the answer has:
      | notice   | any text |
      | messages | []       |

  @onemsg-5.14
  Scenario: A channel may say viewed where others say read
    Given a webhook for viewed
    And the bench calls patchProvider with:
      | provider    | onemsg |
      | ackReadWord | viewed |
    And Dana wrote 1m ago
    When the business sends Dana the text "Good morning"
    And 10s passes
    And Dana reads the chat
    Then the webhook viewed arrives

  @onemsg-5.14
  Scenario: A channel may queue what it sends
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | queued   | true   |
    And Dana wrote 1m ago
    When the business sends Dana the text "Good morning"
    Then the answer has:
      | jobId | any text |
    When 10s passes
    Then Dana sees "Good morning"
