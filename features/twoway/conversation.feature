@twoway @bench
Feature: twoway conversations
  The inbox keeps contacts, chats and messages of each account: what is pending, scheduled, cancelled or failed, notes that nobody
  outside sees, and how much is unread (twoway 2.2, 2.5, 5.2, 5.6).

  Background:
    Given a business on twoway
    When the business calls accountsGet
    Then I keep accounts.1.accountId as accountId
    And I keep accounts.1.user.phoneNumber as whatsapp
    Given Ana Lopes has WhatsApp on 491700000001

  @twoway-3.3 @journey
  Scenario: A text to a new number makes contact and chat and is told step by step
    Given a webhook for contact-insert, contact-update, chat-insert, chat-update, message-insert sent, message-update, message-update sent, message-update delivered, message-update read
    And Ben Kruse has WhatsApp on 491700000008
    When the business sends Ben Kruse the text "Hello"
    Then the answer has:
      | #        | 1       |
      | 0.status | pending |
    When 1s passes
    And Ben Kruse reads the chat
    Then the message is read
    And the webhooks arrive in order:
      | event                    | data.0.hasPendingMessage | data.0.messagesSent |
      | contact-insert           |                          | number 0            |
      | chat-insert              | false                    |                     |
      | accepted                 |                          |                     |
      | chat-update              | true                     |                     |
      | sent                     |                          |                     |
      | chat-update              | false                    |                     |
      | contact-update           |                          | number 1            |
      | delivered                |                          |                     |
      | read                     |                          |                     |

  @twoway-3.3 @journey
  Scenario: What a new person writes makes contact and chat, and counts as unread
    Given a webhook for messages
    When Ana Lopes writes "Is the blue one in stock?"
    Then the webhook message arrives:
      | data.0.fromMe          | false                       |
      | data.0.senderContactId | 491700000001@s.whatsapp.net |
      | data.0.status          | delivered                   |
      | data.0.revision        | number 0                    |
    When the business calls chatsGet with:
      | unread                | true |
      | returnUnreadChatCount | true |
    Then the answer has:
      | chats.#                          | 1         |
      | chats.0.unread                   | number 1  |
      | chats.0.contact.platformNames.0  | Ana Lopes |
      | chats.0.contact.messagesReceived | number 1  |
      | unreadChatCount                  | number 1  |
      | hasMoreUnread                    | false     |
    When the business reads the chat with Ana Lopes
    Then the answer has:
      | unread | number 0 |
    And Ana Lopes sees a text:
      | direction | out  |
      | status    | read |

  @twoway-5.2
  Scenario: The same id is sent once
    When the business sends Ana Lopes a text:
      | id   | order-1 |
      | text | once    |
    And the business repeats the call
    Then the answer is 200
    And the answer has:
      | #    | 1       |
      | 0.id | order-1 |
    When 1s passes
    Then Ana Lopes has 1 messages

  @twoway-5.3
  Scenario: A text is filled from the contact, its custom fields and the parameters
    When the business calls contactsPost with:
      | accountId               | $accountId       |
      | contacts.0.name         | Ana              |
      | contacts.0.phoneNumber  | +49 170 0000001  |
      | contacts.0.tags.0.name  | pet name         |
      | contacts.0.tags.0.value | Momo             |
    Then the answer is 200
    When the business sends Ana Lopes a text:
      | text            | To {{name}} {{phoneNumber}} {{petName}} {{item}} [{{unknown}}] {{#vip}}no{{/vip}}{{^vip}}yes{{/vip}} |
      | parameters.item | size 9                                                                                        |
    Then the answer has:
      | 0.text | To Ana 491700000001 Momo size 9 [] yes |
    When 1s passes
    Then Ana Lopes sees "To Ana 491700000001 Momo size 9 [] yes"

  @twoway-5.2 @journey
  Scenario: A scheduled message is cancelled when a reply comes, and sent when none does
    When the business sends Ana Lopes a text:
      | text                              | still there?         |
      | timestamp                         | 2026-01-01T02:00:00Z |
      | miscOptions.cancelIfReplyReceived | true                 |
    Then the message is pending
    When Ana Lopes writes "yes"
    And 3h passes
    Then the message is cancelled
    And Ana Lopes has 0 messages
    When the business sends Ana Lopes a text:
      | text                              | and now?             |
      | timestamp                         | 2026-01-01T05:00:00Z |
      | miscOptions.cancelIfReplyReceived | true                 |
    And 3h passes
    Then Ana Lopes sees "and now?"

  @twoway-2.5 @journey
  Scenario: A pending message is moved, and all pending ones are cleared
    Given a webhook for message-delete
    When the business sends Ana Lopes a text:
      | text      | later                |
      | timestamp | 2026-01-01T01:00:00Z |
    Then I keep 0.id as scheduled
    When the business calls messagesPatch with:
      | accountId | $accountId           |
      | chatId    | 491700000001         |
      | id        | $scheduled           |
      | timestamp | 2026-01-01T05:00:00Z |
    Then the answer has:
      | timestamp | 2026-01-01T05:00:00.000Z |
      | revision  | number 1                 |
    When 2h passes
    Then Ana Lopes has 0 messages
    When the business calls messagesDeletePending with:
      | status    | pending    |
      | accountId | $accountId |
    Then the answer is 200
    And the webhook message-delete arrives:
      | data.0.id | $scheduled |
    When 5h passes
    Then Ana Lopes has 0 messages

  @twoway-2.5
  Scenario: The statuses that can be cleared
    When the business calls messagesDeletePending with:
      | status | sent |
    Then the answer is the error "Invalid request"

  @twoway-5.2 @journey
  Scenario: A number outside the network fails, and is retried when it has joined
    Given Otto Brandt has WhatsApp on 491700000099
    And the bench calls deleteHandset with:
      | number | 491700000099 |
    When the business sends Otto Brandt the text "Are you there?"
    And 1s passes
    Then the message is failed
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000099 |
      | status    | error        |
    Then the answer has:
      | messages.0.error.message    | Recipient is not on WhatsApp |
      | messages.0.error.statusCode | number 404                   |
      | messages.0.error.retries    | number 0                     |
    When the business calls chatsGet with:
      | hasFailedMessage | true |
    Then the answer has:
      | chats.# | 1 |
    Given Otto Brandt has WhatsApp on 491700000099
    When the business calls messagesPatchPending with:
      | status | error |
    Then the answer is 200
    When 1s passes
    Then the message is delivered
    When the business calls chatsGet with:
      | hasFailedMessage | true |
    Then the answer has:
      | chats.# | 0 |

  @twoway-2.5 @journey
  Scenario: A note is for the team alone, and is resolved and opened again
    Given Ana Lopes wrote 1h ago
    When the business calls usersGet
    Then I keep users.0.id as me
    When the business sends Ana Lopes a note:
      | text       | please look  |
      | mentions.0 | $me          |
    Then the answer has:
      | 0.status | note |
    And I keep 0.id as note
    When the business calls chatsGet with:
      | mentioned       | $me  |
      | hasUnsolvedNote | true |
    Then the answer has:
      | chats.# | 1 |
    When the business calls messagesPatch with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $note        |
      | resolved  | true         |
    Then the answer has:
      | resolvedBy | $me    |
      | resolvedAt | a time |
    When the business calls chatsGet with:
      | hasUnsolvedNote | true |
    Then the answer has:
      | chats.# | 0 |
    When the business calls messagesPatch with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $note        |
      | resolved  | false        |
    Then the answer has:
      | resolvedAt | absent |
    When 1s passes
    Then Ana Lopes has 0 messages

  @twoway-5.2 @journey
  Scenario: Buttons go out as a poll, and a vote is the click on a button
    Given a webhook for messages
    When the business calls accountsPatch with:
      | accountId                  | $accountId |
      | settings.sendButtonsAsPoll | true       |
    And the business sends Ana Lopes a button message:
      | text            | Coming? |
      | buttons.0.id    | yes     |
      | buttons.0.title | Sure    |
      | buttons.1.id    | no      |
      | buttons.1.title | Sorry   |
    And 1s passes
    Then Ana Lopes sees a poll:
      | options.0 | Sure |
    Given the bench calls handsetTap with:
      | number    | 491700000001 |
      | message   | $message     |
      | options.0 | Sure         |
    Then the webhook message arrives:
      | data.0.miscOptions.buttonReplyId      | yes  |
      | data.0.miscOptions.pollReplyOptions.0 | Sure |
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | fromMe    | true         |
    Then the answer has:
      | messages.0.poll.options.0.voters.0 | 491700000001@s.whatsapp.net |
      | messages.0.poll.options.1.voters   | absent                      |

  @twoway-2.5
  Scenario: Two attachments are two messages, and inline data has an end
    When the business calls messagesPost with:
      | accountId              | $accountId                      |
      | chatId                 | 491700000001                    |
      | id                     | pics                            |
      | text                   | look                            |
      | attachments.0.type     | image                           |
      | attachments.0.mimetype | image/jpeg                      |
      | attachments.0.url      | https://files.example.com/1.jpg |
      | attachments.1.type     | image                           |
      | attachments.1.mimetype | image/jpeg                      |
      | attachments.1.url      | https://files.example.com/2.jpg |
    Then the answer has:
      | #      | 2      |
      | 0.id   | pics   |
      | 0.text | look   |
      | 1.id   | pics_1 |
      | 1.text | null   |
    When 1s passes
    Then Ana Lopes has 2 messages

  @twoway-2.5
  Scenario Outline: A message that cannot be: <error>
    When the business calls messagesPost with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | raw       | <body>       |
    Then the answer is the error "<error>"

    Examples:
      | body                                                                                               | error                                   |
      | {"text":""}                                                                                        | Message has no content                  |
      | {"text":"{{#open}}"}                                                                               | Invalid template                        |
      | {"text":null,"attachments":[{"type":"contact","mimetype":"text/vcard","url":"https://x.example"}]} | Contact attachments must be base64 data |

  @twoway-2.5
  Scenario: Neither a group that is unknown nor a word is a recipient
    When the business calls messagesPost with:
      | accountId | $accountId              |
      | chatId    | 120363000000000009@g.us |
      | text      | hi                      |
    Then the answer is the error "Chat not found"

  @twoway-2.5 @journey
  Scenario: A sent message is taken back on both sides
    When the business sends Ana Lopes the text "oops"
    And 1s passes
    And the business calls messagesDelete with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $message     |
    Then the answer is 200
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.0.deleted | true      |
      | messages.0.text    | null      |
      | messages.0.status  | delivered |
    When the business repeats the call
    Then the answer is 200

  @twoway-3.3 @journey
  Scenario: A person edits and withdraws, and the inbox follows
    Given a webhook for messages
    When Ana Lopes writes "helo"
    Then the webhook message arrives
    And I keep data.0.id as theirs
    Given the bench calls handsetEdit with:
      | number | 491700000001 |
      | id     | $theirs      |
      | text   | hello        |
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.0.text     | hello    |
      | messages.0.editedAt | a time   |
      | messages.0.revision | number 1 |
    When Ana Lopes takes the message back
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.0.deleted | true |

  @twoway-2.5
  Scenario: A message is forwarded to two chats
    Given Ben Kruse has WhatsApp on 491700000002
    When the business sends Ana Lopes the text "spread this"
    Then I keep 0.id as source
    When the business calls messagesForward with:
      | accountId | $accountId                 |
      | chatId    | 491700000001               |
      | id        | $source                    |
      | toChatId  | 491700000002, 6591112222   |
    Then the answer has:
      | #                          | 2                         |
      | 0.miscOptions.forwardCount | number 1                  |
      | 0.miscOptions.forwarded.id | $source                   |
      | 1.chatId                   | 6591112222@s.whatsapp.net |
    When 1s passes
    Then Ben Kruse sees "spread this"

  @twoway-2.5 @journey
  Scenario: A note cannot be forwarded, and a sent message not be changed
    When the business sends Ana Lopes a note:
      | text | inside |
    Then I keep 0.id as note
    When the business calls messagesForward with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $note        |
      | toChatId  | 491700000002 |
    Then the answer is the error "Message cannot be forwarded"
    When the business sends Ana Lopes the text "sent"
    And 1s passes
    And the business calls messagesPatch with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $message     |
      | text      | changed      |
    Then the answer is the error "Message cannot be modified"

  @twoway-2.5 @journey
  Scenario: The file of a person ends after 30 days and is fetched anew
    Given a webhook for messages
    And the media own from "media/photo.png"
    When Ana Lopes sends a image:
      | mediaId | $own |
    Then the webhook message arrives
    And I keep data.0.id as picture
    And I keep data.0.attachments.0.url as address
    When the business calls messagesRefresh with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | $picture     |
    Then the answer has:
      | attachments.0.url | not $address |

  @twoway-2.1 @twoway-2.5 @journey
  Scenario: A closed account keeps what is to be sent, unless an open one is asked for
    When the business calls accountsClose with:
      | accountId | $accountId |
    And the business calls messagesPost with:
      | accountId          | $accountId   |
      | chatId             | 491700000001 |
      | requireOpenAccount | true         |
      | text               | now          |
    Then the answer is the error "Account not open"
    When the business sends Ana Lopes the text "when you open"
    And 1h passes
    Then the message is pending
    When the business calls accountsOpen with:
      | accountId | $accountId |
    And 3s passes
    Then the message is delivered

  @twoway-2.5
  Scenario: Another account sends when the named one is closed, or any of them
    When the business calls accountsClose with:
      | accountId | $accountId |
    And the business calls messagesPost with:
      | accountId                       | $accountId   |
      | chatId                          | 491700000001 |
      | useRandomAccountIfAccountClosed | true         |
      | text                            | now          |
    Then the answer has:
      | 0.accountId | not $accountId |
    When the business calls messagesPost with:
      | accountId | random       |
      | chatId    | 491700000001 |
      | text      | now          |
    Then the answer has:
      | 0.accountId | not $accountId |

  @twoway-2.5
  Scenario Outline: <operation> needs an open account
    Given Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "hello"
    And 1s passes
    And the business calls accountsClose with:
      | accountId | $accountId |
    And the business calls <operation> with:
      | accountId   | $accountId   |
      | chatId      | 491700000001 |
      | id          | <id>         |
      | forceReload | true         |
      | presence    | typing       |
    Then the answer is the error "Account not open"

    Examples:
      | operation         | id           |
      | messagesDelete    | $message     |
      | messagesRefresh   | $message     |
      | messagesGet       | $message     |
      | chatsPresencePost | 491700000001 |

  @twoway-5.4 @journey
  Scenario: The presence of the account is shown, and that of the person told
    Given a webhook for presence-update
    And Ana Lopes wrote 1h ago
    When the business calls chatsPresencePost with:
      | accountId | $accountId   |
      | id        | 491700000001 |
      | presence  | available    |
    Then the answer is 200
    And the webhook presence-update arrives:
      | data.0.type   | available |
      | data.0.userId | any uuid  |
    Given the bench calls handsetTyping with:
      | number  | 491700000001 |
      | to      | $whatsapp    |
      | channel | whatsapp     |
    Then the webhook presence-update arrives:
      | data.0.type      | typing                      |
      | data.0.contactId | 491700000001@s.whatsapp.net |
    When 25s passes
    Then the webhook presence-update arrives:
      | data.0.type | stoppedTyping |

  @twoway-5.2 @journey
  Scenario: Typing is shown before a message, longer for a longer one
    Given a webhook for presence-update
    When the business sends Ana Lopes a text:
      | text                   | a text of forty characters, or about so |
      | miscOptions.withTyping | true                                    |
    And 1900ms passes
    Then the message is pending
    And the webhook presence-update arrives:
      | data.0.type | typing |
    When 1s passes
    Then the message is delivered
    And the webhook presence-update arrives:
      | data.0.type | stoppedTyping |

  @twoway-2.2 @journey
  Scenario: Chats are pinned, muted, archived and deleted
    Given Ana Lopes wrote 1h ago
    And Ben Kruse has WhatsApp on 491700000002
    When Ben Kruse writes "newer"
    And the business calls chatsPatch with:
      | accountId | $accountId   |
      | id        | 491700000001 |
      | action    | pin          |
      | value     | true         |
    Then the answer has:
      | pin    | number 1767229200000 |
      | cursor | like ^11   |
    When the business calls chatsGet with:
      | type | individual |
    Then the answer has:
      | chats.0.id | 491700000001@s.whatsapp.net |
    When the business calls chatsPatch with:
      | accountId | $accountId   |
      | id        | 491700000002 |
      | action    | archive      |
      | value     | true         |
    And the business calls chatsGet with:
      | archive | true |
    Then the answer has:
      | chats.#    | 1                           |
      | chats.0.id | 491700000002@s.whatsapp.net |
    When Ben Kruse writes "again"
    And the business calls chatsGet with:
      | archive | true |
    Then the answer has:
      | chats.# | 0 |
    When the business calls chatsPatch with:
      | accountId | $accountId   |
      | id        | 491700000002 |
      | action    | delete       |
      | value     | true         |
    Then the answer is 200
    When the business calls chatsGet with:
      | type | individual |
    Then the answer has:
      | chats.# | 1 |

  @twoway-2.2 @journey
  Scenario: The list of chats is paged by a cursor
    Given Ben Kruse has WhatsApp on 491700000002
    And Mei Tan has WhatsApp on 6591112222
    And Ana Lopes wrote 1h ago
    When Ben Kruse writes "hello"
    And 1m passes
    And Mei Tan writes "hello"
    And the business calls chatsGet with:
      | count | 2          |
      | type  | individual |
    Then the answer has:
      | chats.#    | 2                         |
      | chats.0.id | 6591112222@s.whatsapp.net |
    And I keep nextPage as next
    When the business calls chatsGet with:
      | count | 2          |
      | type  | individual |
      | page  | $next      |
    Then the answer has:
      | chats.#    | 1                           |
      | chats.0.id | 491700000001@s.whatsapp.net |
      | nextPage   | absent                      |

  @twoway-2.2
  Scenario: A cursor that is none
    When the business calls chatsGet with:
      | page | nonsense |
    Then the answer is the error "Invalid page cursor"

  @twoway-2.5 @journey
  Scenario: The list of messages goes back by the id of the oldest one
    When Ana Lopes writes "one"
    And 1s passes
    And Ana Lopes writes "two"
    And 1s passes
    And Ana Lopes writes "three"
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | count     | 2            |
    Then the answer has:
      | messages.#      | 2     |
      | messages.0.text | three |
    And I keep nextPage as next
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | beforeId  | $next        |
    Then the answer has:
      | messages.#      | 1      |
      | messages.0.text | one    |
      | nextPage        | absent |
    When the business calls messagesGet with:
      | accountId            | $accountId   |
      | chatId               | 491700000001 |
      | beforeId             | $next        |
      | includeCursorMessage | true         |
    Then the answer has:
      | messages.# | 2 |
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | beforeId  | nothing      |
    Then the answer is the error "Invalid message cursor"

  @twoway-2.5
  Scenario: A reload brings what the platform has and keeps notes
    Given Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a note:
      | text | inside |
    And the business calls messagesGet with:
      | accountId   | $accountId   |
      | chatId      | 491700000001 |
      | forceReload | true         |
    Then the answer has:
      | messages.#        | 2      |
      | messages.0.status | note   |
      | messages.1.text   | hello  |

  @twoway-2.5
  Scenario: Messages are found by their text
    Given Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "The BLUE lamp"
    And the business calls messagesSearch with:
      | q           | blue |
      | returnChats | true |
    Then the answer has:
      | messages.#      | 1             |
      | messages.0.text | The BLUE lamp |
      | chats.#         | 1             |
      | nextPage        | absent        |
    When the business calls messagesSearch with:
      | q         | blue       |
      | accountId | acc_other  |
    Then the answer has:
      | messages.# | 0 |

  @twoway-5.6
  Scenario: New chats are assigned in turn, with a note
    When the business calls accountsPatch with:
      | accountId                                     | $accountId |
      | settings.newChatsAssignee.incoming.enabled     | true       |
      | settings.newChatsAssignee.incoming.assignees.0 | anna       |
      | settings.newChatsAssignee.incoming.assignees.1 | bert       |
    And Ana Lopes writes "hello"
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | status    | note         |
    Then the answer has:
      | messages.0.action | {"type":"ASSIGNEE_CHANGED","parameters":["anna",""]} |
    When the business calls contactsGet with:
      | assignee | anna |
    Then the answer has:
      | contacts.# | 1 |
