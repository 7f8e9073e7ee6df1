@tyntec
Feature: tyntec messages
  One operation sends every kind of content over every channel. An accepted message is a new message each time; what a
  person answers comes back as MoMessage, Postback or Order with the id of the message that it answers
  (tyntec 2.1, 3.5, 3.6).

  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001

  @tyntec-2.1
  Scenario: An accepted message has an id and the moment of acceptance
    When the business sends Ana Lopes the text "Parcel 20311 arrives today."
    Then the answer is 202
    And the answer has:
      | messageId | any uuid                                        |
      | timestamp | like ^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$ |

  @OP-84
  Scenario: Sending the same twice makes two messages
    When the business sends Ana Lopes the text "Parcel 20311 arrives today."
    Then I keep messageId as first
    When the business repeats the call
    Then the answer is 202
    And the answer has:
      | messageId | not $first |

  @OP-86 @bench
  Scenario: A number may be written with a plus, blanks and dashes
    Given Ana Lopes wrote 1h ago
    When the business calls sendMessage with:
      | to                  | +49 170 000-0001 |
      | from                | +$whatsapp       |
      | channel             | whatsapp         |
      | content.contentType | text             |
      | content.text        | Found you        |
    Then the answer is 202
    When 1s passes
    Then Ana Lopes sees "Found you"

  @OP-98
  Scenario: A member that is null counts as absent
    When the business calls sendMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "context": null, "overrides": null,
       "content": {"contentType": "text", "text": "hello", "replyTo": null}}
      """
    Then the answer is 202

  @OP-12
  Scenario: Members that nobody documents are ignored
    When the business calls sendMessage with:
      """
      {"to": "491700000001", "from": "$whatsapp", "channel": "whatsapp", "priority": "high",
       "content": {"contentType": "text", "text": "hello", "color": "red"}}
      """
    Then the answer is 202

  @OP-85
  Scenario Outline: <channel> is not a channel of this API
    When the business calls sendMessage with:
      | to                  | 491700000001 |
      | from                | $whatsapp    |
      | channel             | <channel>    |
      | content.contentType | text         |
      | content.text        | hello        |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.# | 1                                          |
      | violations.0 | {"field":"validate.request.channel","message":"any text"} |

    Examples:
      | channel  |
      | mms      |
      | telegram |

  @tyntec-5.5 @bench
  Scenario: A template with a picture and a link is filled in
    When the business sends Ana Lopes the template promo_image:
      | image    | https://files.example.com/lamp.jpg |
      | values.0 | Ana                                |
      | link     | lamps                              |
    And 1s passes
    Then the message is delivered
    And Ana Lopes sees "Hello Ana"

  @tyntec-3.5 @bench
  Scenario: The tap on a reply button comes back with payload and title
    Given a webhook for messages
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a button message:
      | text            | Was this helpful? |
      | buttons.0.id    | s:1               |
      | buttons.0.title | Yes               |
      | buttons.1.id    | s:0               |
      | buttons.1.title | No                |
    And 1s passes
    And Ana Lopes taps "Yes"
    Then the webhook postback arrives:
      | from              | 491700000001 |
      | to                | $whatsapp    |
      | postback.data     | s:1          |
      | whatsapp.title    | Yes          |
      | context.messageId | $message     |

  @tyntec-3.5 @bench
  Scenario: The choice from a list comes back with payload, title and description
    Given a webhook for messages
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a list message:
      | text               | Pick a slot |
      | title              | Slots       |
      | rows.0.id          | slot:10     |
      | rows.0.title       | 10:00       |
      | rows.0.description | Room 2      |
      | rows.1.id          | slot:11     |
      | rows.1.title       | 11:00       |
    And 1s passes
    And Ana Lopes taps "10:00"
    Then the webhook postback arrives:
      | postback.data        | slot:10  |
      | whatsapp.title       | 10:00    |
      | whatsapp.description | Room 2   |
      | context.messageId    | $message |

  @tyntec-3.5 @bench
  Scenario: The tap on a quick reply of a template comes back with its payload and caption
    Given a webhook for messages
    When the business sends Ana Lopes the template delivery_choice:
      | values.0   | 4711       |
      | payloads.0 | today:4711 |
    And 1s passes
    And Ana Lopes taps "Today"
    Then the webhook postback arrives:
      | postback.data     | today:4711 |
      | whatsapp.text     | Today      |
      | context.messageId | $message   |

  @OP-99 @bench
  Scenario: A quick reply without a payload comes back with its caption
    Given a webhook for messages
    When the business sends Ana Lopes the template delivery_choice:
      | values.0 | 4711 |
    And 1s passes
    And Ana Lopes taps "Tomorrow"
    Then the webhook postback arrives:
      | postback.data | Tomorrow |

  @OP-59c @bench
  Scenario: The answer to a location request is a location with the id of the request
    Given a webhook for messages
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a location request:
      | text | Where shall we come? |
    And 1s passes
    And Ana Lopes sends a location:
      | latitude  | number 48.1 |
      | longitude | number 11.5 |
      | name      | Depot       |
      | replyTo   | $message    |
    Then the webhook message arrives:
      | content           | {"contentType":"location","location":{"latitude":48.1,"longitude":11.5,"name":"Depot"}} |
      | context.messageId | $message |

  @OP-59c @bench
  Scenario: A completed flow comes back as JSON text with its token
    Given a webhook for messages
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a flow message:
      | text   | Book online      |
      | flow   | 7001002003004001 |
      | token  | run-88           |
      | button | Book now         |
      | screen | START            |
    And 1s passes
    And Ana Lopes sends a flow reply:
      | values.day | Friday   |
      | replyTo    | $message |
    Then the webhook postback arrives:
      | postback.data     | like "flow_token":"run-88" |
      | context.messageId | $message                   |

  @OP-60 @bench
  Scenario: An order comes with amounts as texts
    Given a webhook for messages
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a product list:
      | text       | Our choice for you |
      | title      | Lamps              |
      | catalog    | 900100200300400    |
      | products.0 | SKU-1              |
      | products.1 | SKU-2              |
    And 1s passes
    And Ana Lopes orders:
      | catalogId         | 900100200300400 |
      | items.0.productId | SKU-1           |
      | items.0.quantity  | number 2        |
      | text              | Gift wrap       |
      | message           | $message        |
    Then the webhook order arrives:
      | order.catalogId         | 900100200300400 |
      | order.text              | Gift wrap       |
      | order.items.#           | 1               |
      | order.items.0.productId | SKU-1           |
      | order.items.0.quantity  | "2"             |
      | order.items.0.itemPrice | "19.90"         |
      | order.items.0.currency  | EUR             |
      | context.messageId       | $message        |

  @tyntec-3.5 @bench
  Scenario: A question about a product names the product
    Given a webhook for messages
    When Ana Lopes sends a text:
      | text              | Is it in stock? |
      | product.catalogId | 900100200300400 |
      | product.productId | SKU-1           |
    Then the webhook message arrives:
      | content.text              | Is it in stock? |
      | context.product.catalogId | 900100200300400 |
      | context.product.productId | SKU-1           |

  @OP-59b @bench
  Scenario: An answer quotes a message of the business by its id
    Given a webhook for messages
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes sends a text:
      | text    | Hello  |
      | replyTo | $message |
    Then the webhook message arrives:
      | context | {"messageId":"$message"} |

  @OP-59b @bench
  Scenario: The business quotes a message of the person by its id
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    Then the webhook message arrives
    And I keep messageId as question
    When the business sends Ana Lopes a text:
      | text    | Yes, it is |
      | replyTo | $question  |
    And 1s passes
    Then Ana Lopes sees a text:
      | text    | Yes, it is |
      | replyTo | any uuid   |

  @tyntec-3.5 @bench
  Scenario Outline: A message forwarded <hops> times says so
    Given a webhook for messages
    When Ana Lopes sends a text:
      | text      | Look at this  |
      | forwarded | number <hops> |
    Then the webhook message arrives:
      | context.isForwarded           | true    |
      | context.isFrequentlyForwarded | <often> |

    Examples:
      | hops | often  |
      | 1    | absent |
      | 5    | absent |
      | 6    | true   |

  @tyntec-2.1 @bench
  Scenario: A message of a person is marked as read
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    And the business reads the chat with Ana Lopes
    Then the answer is 200
    And Ana Lopes sees a text:
      | direction | out  |
      | status    | read |

  @OP-41 @bench
  Scenario: A message may be marked as read twice
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    And the business reads the chat with Ana Lopes
    And the business repeats the call
    Then the answer is 200

  @tyntec-2.1
  Scenario: A message that nobody sent cannot be marked as read
    When the business calls markWhatsAppMessageAsRead with:
      | message-id | wamid.TU9DSy0wMDAwMDAwMDE= |
      | status     | read                       |
    Then the answer is the error "user message not found"

  @OP-41
  Scenario: Marking needs the word read
    When the business calls markWhatsAppMessageAsRead with:
      | message-id | wamid.TU9DSy0wMDAwMDAwMDE= |
      | isTyping   | true                       |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | validate.request.status |
