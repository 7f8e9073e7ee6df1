@twoway
Feature: twoway contacts and tags
  Contacts are made by people who write, by sending, and by upsert; they carry tags, which with a value are custom fields, and are
  found, changed and deleted by filters (twoway 2.4, 2.7, 5.7).

  Background:
    Given a business on twoway

  @twoway-2.4 @bench
  Scenario: An upsert makes a contact with a chat, and changes it the second time
    Given a webhook for contact-insert, chat-insert, contact-update
    When the business calls contactsPost with:
      | contacts.0.name        | Mei Tan          |
      | contacts.0.phoneNumber | +65 8000 1111    |
      | contacts.0.email       | mei@example.test |
      | contacts.0.tags.0.name | vip              |
    Then the answer is 200
    When the business calls contactsPost with:
      | raw | {"contacts":[{"name":null,"phoneNumber":"6580001111","tags":[{"name":"pet name","value":"Momo"}]}]} |
    And the business calls contactsGet with:
      | q                 | 8000 11 |
      | returnTotalCount  | true    |
      | returnLastMessage | true    |
    Then the answer has:
      | totalCount                  | number 1                  |
      | contacts.0.id               | 6580001111@s.whatsapp.net |
      | contacts.0.name             | Mei Tan                   |
      | contacts.0.tags.#           | 2                         |
      | contacts.0.tags.1.value     | Momo                      |
      | contacts.0.chat.lastMessage | a time                    |
      | nextPage                    | null                      |
    And the webhooks arrive in order:
      | event          | data.0.isUserGenerated | data.0.tags.0.value |
      | contact-insert |                        | null                |
      | chat-insert    | true                   |                     |
      | contact-update |                        | Momo                |

  @twoway-2.4
  Scenario Outline: An upsert is refused as a whole: <error>
    When the business calls contactsPost with:
      | raw | {"contacts":[{"name":"A","phoneNumber":"6580001111"},{"name":"B","phoneNumber":"<number>"}]} |
    Then the answer is the error "<error>"
    When the business calls contactsGet with:
      | q | 6580001111 |
    Then the answer has:
      | contacts.# | 0 |

    Examples:
      | number | error                |
      | 12345  | Invalid phone number |

  @twoway-2.4
  Scenario: A team without accounts has nowhere to put a contact
    When the business calls accountsGet
    Then I keep accounts.1.accountId as phone
    When the business calls accountsDelete with:
      | accountId | $phone |
    And the business calls accountsDelete with:
      | accountId | $accountId |
    And the business calls contactsPost with:
      | contacts.0.name        | A          |
      | contacts.0.phoneNumber | 6580001111 |
    Then the answer is the error "No account available"

  @twoway-2.4 @bench @journey
  Scenario: Contacts are changed by filters, with a note for a new assignee
    Given Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    And a webhook for contact-update, message-insert sent, chat-update
    When the business calls contactsPatch with:
      | minMessagesRecv     | 1         |
      | messageContainsText | HELLO     |
      | messageFromMe       | false     |
      | patch.assignee      | somebody  |
      | patch.tags.0.name   | hot       |
    Then the answer has:
      | updated | number 1 |
    And the webhooks arrive in order:
      | event          | data.0.assignee | data.0.action.type |
      | contact-update | somebody        |                    |
      | accepted       |                 | ASSIGNEE_CHANGED   |
      | chat-update    |                 |                    |
    When the business calls contactsGet with:
      | tags     | hot      |
      | assignee | somebody |
    Then the answer has:
      | contacts.#             | 1  |
      | contacts.0.tags.0.name | hot |

  @twoway-2.4 @bench @journey
  Scenario: Contacts are deleted by filters, and made again by what they write
    Given Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    And a webhook for contact-delete, chat-delete
    When the business calls contactsDelete with:
      | accountId | $accountId   |
      | contacts  | 491700000001 |
    Then the answer is 200
    And the webhooks arrive in order:
      | event          |
      | contact-delete |
      | chat-delete    |
    When the business calls contactsGet with:
      | accountId | $accountId |
    Then the answer has:
      | contacts.# | 0 |
    When Ana Lopes writes "me again"
    And the business calls contactsGet with:
      | accountId | $accountId |
    Then the answer has:
      | contacts.# | 1 |

  @twoway-2.4 @journey
  Scenario: Contacts are paged by a cursor
    When the business calls contactsPost with:
      | raw | {"contacts":[{"name":"A","phoneNumber":"6580001111"},{"name":"B","phoneNumber":"6580001112"},{"name":"C","phoneNumber":"6580001113"}]} |
    And the business calls contactsGet with:
      | count     | 2          |
      | accountId | $accountId |
    Then the answer has:
      | contacts.#      | 2 |
      | contacts.0.name | C |
    And I keep nextPage as next
    When the business calls contactsGet with:
      | page      | $next      |
      | accountId | $accountId |
    Then the answer has:
      | contacts.#      | 1    |
      | contacts.0.name | A    |
      | nextPage        | null |
    When the business calls contactsGet with:
      | page | nonsense |
    Then the answer is the error "Invalid page cursor"
    When the business calls contactsGet with:
      | count     | all        |
      | accountId | $accountId |
    Then the answer has:
      | contacts.# | 3 |

  @twoway-2.4 @bench @journey
  Scenario: The network tells who is there and how they look
    Given Ana Lopes has WhatsApp on 491700000001
    And Otto Brandt has WhatsApp on 491700000099
    And the bench calls deleteHandset with:
      | number | 491700000099 |
    When the business calls contactsCheckExists with:
      | type        | whatsapp         |
      | phoneNumber | +49 170-000-0001 |
    Then the answer has:
      | exists | true                        |
      | id     | 491700000001@s.whatsapp.net |
    When the business calls contactsCheckExists with:
      | type        | whatsapp     |
      | phoneNumber | 491700000099 |
    Then the answer has:
      | exists | false |
    When the business calls contactsImageGet with:
      | accountId | $accountId   |
      | id        | 491700000001 |
      | type      | full         |
    Then the answer has:
      | url | null |

  @twoway-2.7 @journey
  Scenario: A tag has a name of its own, and values that it accepts
    When the business calls tagsPost with:
      | name | age |
    Then the answer has:
      | filters | null |
    When the business repeats the call
    Then the answer is the error "Tag already exists"
    When the business calls tagsPatch with:
      | name            | age     |
      | validation.type | integer |
    Then the answer has:
      | validation.type | integer |
    When the business calls contactsPost with:
      | raw | {"contacts":[{"name":"A","phoneNumber":"6580001111","tags":[{"name":"age","value":"old"}]}]} |
    Then the answer is 400
    And the answer has:
      | error | Invalid value for tag "age" |
    When the business calls contactsPost with:
      | raw | {"contacts":[{"name":"A","phoneNumber":"6580001111","tags":[{"name":"age","value":"41"}]}]} |
    Then the answer is 200
    When the business calls tagsDelete with:
      | name | age |
    Then the answer is 200
    When the business calls contactsGet with:
      | accountId | $accountId |
    Then the answer has:
      | contacts.0.tags.# | 0 |
    When the business calls tagsDelete with:
      | name | age |
    Then the answer is the error "Tag not found"
    When the business calls tagsPatch with:
      | name            | age     |
      | validation.type | integer |
    Then the answer is the error "Tag not found"

  @twoway-5.7 @bench @journey
  Scenario: A dynamic tag is on whoever matches its filters
    Given Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business calls tagsPost with:
      | name            | writers    |
      | minMessagesRecv | 1          |
      | type            | individual |
    Then the answer has:
      | filters | {"minMessagesRecv":1,"type":"individual"} |
    When the business calls contactsGet with:
      | tags | writers |
    Then the answer has:
      | contacts.#        | 1                           |
      | contacts.0.id     | 491700000001@s.whatsapp.net |
      | contacts.0.tags.# | 0                           |
    When the business calls contactsGet with:
      | accountId | $accountId |
      | notTags   | writers    |
    Then the answer has:
      | contacts.# | 0 |
    When the business calls tagsGet
    Then the answer has:
      | tags.#      | 1       |
      | tags.0.name | writers |
