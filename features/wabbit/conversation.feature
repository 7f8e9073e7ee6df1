@wabbit @bench
Feature: Wabbit conversation
  A shared store of messages and chats over one number. Each user has received marks of their own, which webhooks move and
  websockets do not (wabbit 2.6, 2.7, 5.4, 5.5).

  Background:
    Given a business on wabbit
    And Ana Lopes has WhatsApp on 491700000001

  @wabbit-6.4
  Scenario: A message of a person makes a chat that is new to everybody
    When Ana Lopes writes "Is the blue one in stock?"
    And the business calls listChats
    Then the answer has:
      | count                                      | number 1                  |
      | results.0.wa_id                            | 491700000001              |
      | results.0.new_messages                     | number 1                  |
      | results.0.contact.waba_payload.profile.name | Ana Lopes                |
      | results.0.contact.initials                 | AL                        |
      | results.0.contact.last_message_timestamp   | not null                  |
      | results.0.contact.resolved                 | false                     |
      | results.0.last_message.waba_payload.text.body | Is the blue one in stock? |
      | results.0.assigned_to_user                 | null                      |
      | results.0.tags                             | []                        |
    When the business calls listMessages with:
      | wa_id | +49 170 0000001 |
    Then the answer has:
      | count                          | number 1                                       |
      | results.0.received             | false                                          |
      | results.0.from_us              | false                                          |
      | results.0.sender               | null                                           |
      | results.0.context              | null                                           |
      | results.0.waba_payload.id      | like ^ABGG[A-Za-z0-9_-]{23}$                   |
      | results.0.waba_payload.from    | 491700000001                                   |
      | results.0.waba_payload.type    | text                                           |
      | results.0.waba_statuses        | {"sent":0,"delivered":0,"read":0}              |
      | results.0.resend_payload       | absent                                         |

  @wabbit-6.5
  Scenario: An answer is accepted under two ids
    Given Ana Lopes wrote 1h ago
    When the business calls createMessage with:
      | wa_id     | +49 (170) 000-0001 |
      | text.body | Yes, it is         |
    Then the answer is 201
    And the answer has:
      | id                                | any uuid                     |
      | waba_response.messages.0.id       | like ^gBGG[A-Za-z0-9_-]{23}$ |
      | waba_response.meta.api_status     | stable                       |

  @wabbit-6.5
  Scenario: An answer is told by its ticks
    Given Ana Lopes wrote 1h ago
    When the business calls createMessage with:
      | wa_id     | +49 (170) 000-0001 |
      | text.body | Yes, it is         |
    Then I keep waba_response.messages.0.id as sent
    When 1s passes
    And Ana Lopes reads the chat
    And the business calls listMessagesOfContact with:
      | wa_id | 491700000001 |
      | limit | 1            |
    Then the answer has:
      | count                                | number 2      |
      | next                                 | like /messages/491700000001/\?limit=1&offset=1$ |
      | results.0.waba_payload.id            | $sent         |
      | results.0.waba_payload.to            | 491700000001  |
      | results.0.waba_payload.wa_id         | 491700000001  |
      | results.0.waba_payload.type          | text          |
      | results.0.waba_payload.recipient_type | individual   |
      | results.0.waba_payload.preview_url   | false         |
      | results.0.waba_statuses.sent         | not number 0  |
      | results.0.waba_statuses.delivered    | not number 0  |
      | results.0.waba_statuses.read         | not number 0  |
      | results.0.sender.username            | $username     |
      | results.0.received                   | true          |

  @wabbit-2.6
  Scenario: A number that cannot be
    When the business calls listMessagesOfContact with:
      | wa_id | abc |
    Then the answer is the error "not found"
    When the business calls createMessage with:
      | wa_id     | abc |
      | text.body | Hi  |
    Then the answer is 400
    And the answer has:
      | wa_id | ["Enter a valid value."] |

  @wabbit-6.6
  Scenario: After 24 hours only templates pass, and they open nothing
    Given Ana Lopes wrote 24h ago
    When the business sends Ana Lopes the text "Still interested?"
    Then the answer is the error "window closed"
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    Then the answer is 201
    When the business sends Ana Lopes the text "Still interested?"
    Then the answer is the error "window closed"

  @wabbit-2.6
  Scenario Outline: A message without its content: <raw>
    Given Ana Lopes wrote 1h ago
    When the business calls createMessage with:
      | raw | <raw> |
    Then the answer is 400
    And the answer has:
      | <path> | ["<message>"] |

    Examples:
      | raw                                                                     | path             | message                                            |
      | {"text":{"body":"x"}}                                                   | wa_id            | This field is required.                            |
      | {"wa_id":"491700000001"}                                                | type             | This field is required.                            |
      | {"wa_id":"491700000001","text":{"body":"x"},"image":{"link":"https://a.b"}} | type          | This field is required.                            |
      | {"wa_id":"491700000001","type":"image"}                                 | image            | This field is required.                            |
      | {"wa_id":"491700000001","type":"text","text":{}}                        | text.body        | This field is required.                            |
      | {"wa_id":"491700000001","type":"text","text":{"body":""}}               | text.body        | This field may not be blank.                       |
      | {"wa_id":"491700000001","type":"telex","text":{"body":"x"}}             | type             | \"telex\" is not a valid choice.                   |
      | {"wa_id":"491700000001","type":"image","image":{}}                      | image.link       | This field is required.                            |
      | {"wa_id":"491700000001","type":"reaction","reaction":{"emoji":"x"}}     | reaction.message_id | This field is required.                         |
      | {"wa_id":"491700000001","type":"contacts","contacts":{}}                | contacts         | Expected a list of items but got type \"dict\".    |
      | {"wa_id":"491700000001","interactive":{"type":"button","body":{"text":"x"}}} | interactive.action | This field is required.                      |

  @wabbit-2.6
  Scenario: A message to nobody on WhatsApp fails later
    When the business calls createMessage with:
      | wa_id    | 491700000006 |
      | template | {"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"hello_world","language":{"code":"en_US"}} |
    Then the answer is 201
    When 5s passes
    Then the message is failed
    When the business calls listMessages with:
      | wa_id | 491700000006 |
    Then the answer has:
      | results.0.is_failed                     | true               |
      | results.0.waba_payload.errors.0.code    | number 1026        |
      | results.0.waba_payload.errors.0.title   | Receiver incapable |
      | results.0.resend_payload.wa_id          | 491700000006       |

  @wabbit-2.6
  Scenario: A message to nobody on WhatsApp is refused where it is to be checked
    When the business calls createMessage with:
      | wa_id          | 491700000006 |
      | verify_contact | true         |
      | template       | {"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"hello_world","language":{"code":"en_US"}} |
    Then the answer is the error "user not valid"

  @wabbit-2.6 @network-F42
  Scenario: While the number is not connected a message is kept as failed
    Given Ana Lopes wrote 1h ago
    And the bench calls patchSender with:
      | id    | 4930555000   |
      | state | disconnected |
    When the business sends Ana Lopes the text "Anybody there?"
    Then the answer is the error "not connected"
    When the business calls listMessages with:
      | from_us | true |
    Then the answer has:
      | count                                | number 1       |
      | results.0.is_failed                  | true           |
      | results.0.waba_payload.id            | absent         |
      | results.0.waba_payload.errors.0.code | number 1016    |

  @wabbit-2.6
  Scenario: In send mode async a message waits
    Given Ana Lopes wrote 1h ago
    And the bench calls patchProvider with:
      | provider | wabbit |
      | sendMode | async  |
    When the business sends Ana Lopes the text "Soon"
    Then the answer has:
      | reason | Message is queued. |
    And I keep id as queued
    When the business calls listMessages with:
      | from_us | true |
    Then the answer has:
      | results.0.id              | $queued                           |
      | results.0.waba_payload.id | absent                            |
      | results.0.waba_statuses   | {"sent":0,"delivered":0,"read":0} |

  @wabbit-2.6
  Scenario: In send mode async the rest comes later
    Given Ana Lopes wrote 1h ago
    And a webhook for everything
    And the bench calls patchProvider with:
      | provider | wabbit |
      | sendMode | async  |
    When the business sends Ana Lopes the text "Soon"
    Then I keep id as queued
    When 2s passes
    Then the webhook outgoing arrives:
      | outgoing_messages.0.id              | $queued                      |
      | outgoing_messages.0.waba_payload.id | like ^gBGG[A-Za-z0-9_-]{23}$ |

  @wabbit-2.6
  Scenario: In send mode async a message is delivered like others
    Given Ana Lopes wrote 1h ago
    And a webhook for everything
    And the bench calls patchProvider with:
      | provider | wabbit |
      | sendMode | async  |
    When the business sends Ana Lopes the text "Soon"
    Then I keep id as queued
    When 2s passes
    Then the webhook delivered arrives:
      | statuses.0.getchat_id | $queued |

  @wabbit-2.6
  Scenario: In send mode async a refusal is told as a failed message
    Given a webhook for everything
    And the bench calls patchProvider with:
      | provider | wabbit |
      | sendMode | async  |
    When the business sends Ana Lopes the template no_such_thing:
      | language | en |
    Then the answer is 202
    When 1s passes
    Then the webhook outgoing arrives:
      | outgoing_messages.0.is_failed                  | true        |
      | outgoing_messages.0.waba_payload.id            | absent      |
      | outgoing_messages.0.waba_payload.errors.0.code | number 2001 |
    And no webhook arrives

  @wabbit-6.7
  Scenario: Paging backwards misses nothing while messages arrive
    Given Ana Lopes wrote 1h ago
    When Ana Lopes writes "two"
    And the business calls listMessages with:
      | limit | 1 |
    Then I keep results.0.waba_payload.timestamp as before
    When Ana Lopes writes "three"
    And the business calls listMessages with:
      | before_time | $before |
      | limit       | 1       |
    Then the answer has:
      | count                            | number 1 |
      | results.0.waba_payload.text.body | hello    |

  @wabbit-2.6
  Scenario: Messages can be searched
    Given Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "Blue lamps"
    And the business calls listMessages with:
      | search | BLUE |
    Then the answer has:
      | count | number 1 |
    When the business calls listMessages with:
      | search | rosa |
    Then the answer has:
      | count | number 0 |

  @wabbit-2.6
  Scenario: Chats and persons can be searched
    Given Ana Lopes wrote 1h ago
    And Ben Kruse has WhatsApp on 491700000002
    And Ben Kruse wrote 1h ago
    When the business calls listChats with:
      | search | ben |
    Then the answer has:
      | count           | number 1     |
      | results.0.wa_id | 491700000002 |
    When the business calls listPersons with:
      | search | +4917 |
    Then the answer has:
      | count | number 2 |

  @wabbit-2.6
  Scenario: Filters that cannot be
    When the business calls listMessages with:
      | assigned_group | 99 |
    Then the answer is 400
    When the business calls listMessages with:
      | before_time | soon |
    Then the answer has:
      | before_time | ["A valid integer is required."] |
    When the business calls listChats with:
      | unread | maybe |
    Then the answer has:
      | unread | ["Must be a valid boolean."] |

  @wabbit-2.6
  Scenario: Seconds are a number
    When the business calls listMessagesOfContact with:
      | wa_id      | 491700000001 |
      | since_time | soon         |
    Then the answer is 400

  @wabbit-2.7
  Scenario: Chats can be chosen by who has blocked the business
    Given Ana Lopes wrote 1h ago
    And Ben Kruse has WhatsApp on 491700000002
    And Ben Kruse wrote 1h ago
    When Ben Kruse blocks the business
    And the business calls listChats with:
      | blocked | true |
    Then the answer has:
      | count           | number 1     |
      | results.0.wa_id | 491700000002 |

  @wabbit-2.7
  Scenario: Chats can be chosen by flags and by what is new
    Given Ana Lopes wrote 1h ago
    And the bench calls patchProvider with:
      | provider     | wabbit                                                   |
      | contactFlags | {"491700000001":{"blocked":false,"reported":true}} |
    When the business calls listChats with:
      | reported | True |
    Then the answer has:
      | count           | number 1     |
      | results.0.wa_id | 491700000001 |
    When the business calls listChats with:
      | unread | 0 |
    Then the answer has:
      | count | number 0 |

  @wabbit-6.8
  Scenario: A mark moves with what is listed
    Given Ana Lopes wrote 1h ago
    When the business calls listMessages with:
      | wa_id            | 491700000001 |
      | mark_as_received | 1            |
    Then the answer has:
      | results.0.received | false |
    When the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | new_messages | number 0 |
    When the business calls retrieveChat with:
      | wa_id                | 491700000001    |
      | header Authorization | none            |
      | header D360-Api-Key  | $d360ApiKey     |
    Then the answer has:
      | new_messages | number 0 |

  @wabbit-6.8
  Scenario: A mark never moves back
    Given Ana Lopes wrote 1h ago
    When the business calls listMessages with:
      | wa_id            | 491700000001 |
      | mark_as_received | 1            |
    And the business calls markAsReceived with:
      | customer_wa_id | 491700000001 |
      | timestamp      | number -1    |
    Then the answer is 201
    When the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | new_messages | number 0 |

  @wabbit-6.8
  Scenario: A user's mark is moved by the user
    Given Ana Lopes wrote 1h ago
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls markAsReceived with:
      | customer_wa_id       | 491700000001      |
      | timestamp            | number 4000000000 |
      | header Authorization | Token $nora       |
    Then the answer is 201
    When the business calls retrieveChat with:
      | wa_id                | 491700000001 |
      | header Authorization | Token $nora  |
    Then the answer has:
      | new_messages | number 0 |

  @wabbit-6.8
  Scenario: The mark of one user leaves the others' alone
    Given Ana Lopes wrote 1h ago
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls markAsReceived with:
      | customer_wa_id       | 491700000001      |
      | timestamp            | number 4000000000 |
      | header Authorization | Token $nora       |
    And the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | new_messages | number 1 |

  @wabbit-2.6
  Scenario: A mark needs a chat that is there
    When the business calls markAsReceived with:
      | customer_wa_id | 123      |
      | timestamp      | number 1 |
    Then the answer is 400
    And the answer has:
      | customer_wa_id | ["Invalid pk \"123\" - object does not exist."] |

  @wabbit-4.5
  Scenario: A reply carries the whole message that it answers
    When Ana Lopes writes "Is it blue?"
    And the business calls listMessages
    Then I keep results.0.waba_payload.id as question
    When the business calls createMessage with:
      | wa_id      | 491700000001          |
      | text       | {"body":"It is"}      |
      | context.id | $question             |
    And the business calls listMessages with:
      | limit | 1 |
    Then the answer has:
      | results.0.waba_payload.context.id        | $question   |
      | results.0.context.waba_payload.text.body | Is it blue? |
      | results.0.context.context                | null        |

  @wabbit-4.5
  Scenario: A reaction is a message like others
    Given a webhook for messages
    When Ana Lopes writes "Thank you"
    And the business reacts with "👍"
    Then the answer is 201
    When the business calls listMessages with:
      | limit | 1 |
    Then the answer has:
      | results.0.waba_payload.type           | reaction |
      | results.0.waba_payload.reaction.emoji | 👍       |

  @wabbit-4.5
  Scenario: A reaction to nothing is refused
    Given Ana Lopes wrote 1h ago
    When the business calls createMessage with:
      | wa_id    | 491700000001                                    |
      | reaction | {"message_id":"ABGGnothing","emoji":"👍"} |
    Then the answer is the error "value not valid"

  @wabbit-2.7
  Scenario: A resolved chat stays resolved
    Given Ana Lopes wrote 1h ago
    When the business calls resolveChat with:
      | wa_id    | 491700000001 |
      | resolved | true         |
    Then the answer is 200
    And the answer has:
      | resolved | true |
    When Ana Lopes writes "One more thing"
    And the business calls retrievePerson with:
      | wa_id | 491700000001 |
    Then the answer has:
      | resolved | true |

  @wabbit-2.7
  Scenario: A chat is resolved or it is not
    Given Ana Lopes wrote 1h ago
    When the business calls resolveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | resolved | ["This field is required."] |

  @wabbit-2.3
  Scenario Outline: What is not there is not found: <operation>
    When the business calls <operation> with:
      | wa_id | 491799999999 |
      | raw   | {"resolved":true,"wa_id":"1"} |
    Then the answer is the error "not found"

    Examples:
      | operation                   |
      | retrievePerson              |
      | retrieveChat                |
      | resolveChat                 |
      | retrieveChatAssignment      |
      | updateChatAssignment        |
      | partialUpdateChatAssignment |

  @wabbit-5.6
  Scenario: A person's picture is told with its type
    Given the media photo from "media/photo.png"
    When Ana Lopes sends an image:
      | mediaId | $photo   |
      | caption | see here |
    And the business calls listMessages
    Then the answer has:
      | results.0.waba_payload.image.caption   | see here                            |
      | results.0.waba_payload.image.mime_type | image/png                           |
      | results.0.waba_payload.image.sha256    | like ^[0-9a-f]{64}$                 |
      | results.0.waba_payload.image.link      | like /api/v1/media/[0-9a-f-]{36}/$  |

  @wabbit-5.6
  Scenario: A person's picture can be fetched by everybody
    Given the media photo from "media/photo.png"
    When Ana Lopes sends an image:
      | mediaId | $photo   |
      | caption | see here |
    And the business calls listMessages
    Then I keep results.0.waba_payload.image.id as received
    When the business calls retrieveMedia with:
      | id                   | $received |
      | header Authorization |           |
    Then the answer is 200
    And the answer equals "media/photo.png"
