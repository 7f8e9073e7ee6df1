@wabbit @bench
Feature: Wabbit teamwork
  Chats and messages carry tags, chats belong to a user and a group, and what a user may read, write and tag decides what
  the user sees (wabbit 2.4, 2.7, 5.1 to 5.3).

  Background:
    Given a business on wabbit
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago

  @wabbit-6.15
  Scenario: A tag on a message is a tag on its chat
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag         | number 2 |
      | message     | $asked |
      | extra.score | number 3 |
    Then the answer is 201
    And the answer has:
      | message | $asked    |
      | extra   | {"score":3} |
    When the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | tags.0.name                      | Human needed |
      | tags.0.extra                     | {"score":3}  |
      | last_message.tags.0.tagging_id   | number 1     |
      | last_message.chat_tags.0.id      | number 2     |

  @wabbit-6.15
  Scenario: A message has a tag once
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag         | number 2 |
      | message     | $asked |
      | extra.score | number 3 |
    And the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    Then the answer is 400
    And the answer has:
      | non_field_errors | ["The fields tag, message must make a unique set."] |

  @wabbit-6.15
  Scenario: A tag on a message stands in both histories
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag         | number 2 |
      | message     | $asked |
      | extra.score | number 3 |
    And the business calls listMessageTaggingEvents with:
      | message_id | $asked |
    Then the answer has:
      | count                      | number 1  |
      | results.0.action           | added     |
      | results.0.done_by.username | $username |
    When the business calls listChatTaggingEvents with:
      | wa_id | 491700000001 |
    Then the answer has:
      | count            | number 1     |
      | results.0.chat   | 491700000001 |
      | results.0.action | added        |

  @wabbit-6.15
  Scenario: A tag can be taken off a message
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    And the business calls destroyMessageTagging with:
      | id | 1 |
    Then the answer is 204
    When the business calls listMessageTaggingEvents
    Then the answer has:
      | results.0.action | removed |

  @wabbit-6.15
  Scenario: A tag that was taken off can be put on again, with a new id
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    And the business calls destroyMessageTagging with:
      | id | 1 |
    And the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    Then the answer has:
      | id | number 2 |

  @wabbit-6.15
  Scenario: A tagging can be looked at while it is there
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    And the business calls destroyMessageTagging with:
      | id | 1 |
    And the business calls retrieveMessageTagging with:
      | id | 1 |
    Then the answer is the error "not found"

  @wabbit-6.15
  Scenario: A tagging tells its message
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    And the business calls retrieveMessageTagging with:
      | id | 1 |
    Then the answer has:
      | message | $asked |

  @wabbit-5.3
  Scenario: A chat tag can be looked at
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    Then the answer is 201
    And I keep id as tagging
    When the business calls retrieveChatTagging with:
      | id | $tagging |
    Then the answer has:
      | chat  | 491700000001 |
      | extra | null         |

  @wabbit-5.3
  Scenario: Lists can be of a tag
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    And the business calls listChats with:
      | chat_tag_id | 1 |
    Then the answer has:
      | count | number 1 |
    When the business calls listMessages with:
      | chat_tag_id | 2 |
    Then the answer has:
      | count | number 0 |

  @wabbit-5.3
  Scenario: A chat has a tag once
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    And the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    Then the answer has:
      | non_field_errors | ["The fields tag, chat must make a unique set."] |

  @wabbit-5.3
  Scenario: A chat tag can be taken off
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    Then I keep id as tagging
    When the business calls destroyChatTagging with:
      | id | $tagging |
    Then the answer is 204
    When the business calls listChatTaggingEvents
    Then the answer has:
      | count            | number 2 |
      | results.0.action | removed  |

  @wabbit-5.3
  Scenario: A chat tag that is gone is gone
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    Then I keep id as tagging
    When the business calls destroyChatTagging with:
      | id | $tagging |
    And the business calls destroyChatTagging with:
      | id | $tagging |
    Then the answer is the error "not found"

  @wabbit-2.4
  Scenario: Tags, chats and messages that are not there
    When the business calls createChatTagging with:
      | tag  | number 77    |
      | chat | 491799999999 |
    Then the answer is 400
    And the answer has:
      | tag  | ["Invalid pk \"77\" - object does not exist."]           |
      | chat | ["Invalid pk \"491799999999\" - object does not exist."] |
    When the business calls createMessageTagging with:
      | tag | number 1 |
    Then the answer has:
      | message | ["This field is required."] |

  @wabbit-2.4
  Scenario: Taggings that are not there
    When the business calls retrieveChatTagging with:
      | id | abc |
    Then the answer is the error "not found"
    When the business calls destroyMessageTagging with:
      | id | 9 |
    Then the answer is the error "not found"

  @wabbit-2.4
  Scenario: A new tag is listed, and names may repeat
    When the business calls createTag with:
      | name            | vip     |
      | web_inbox_color | #112233 |
    Then the answer is 201
    When the business calls listTags
    Then the answer has:
      | count          | number 3 |
      | results.2.name | vip      |
    When the business calls createTag with:
      | raw | {"name":""} |
    Then the answer has:
      | name | ["This field may not be blank."] |

  @wabbit-2.4
  Scenario Outline: Histories want seconds: <operation>
    When the business calls <operation> with:
      | since_time | yesterday |
    Then the answer is 400
    And the answer has:
      | since_time | ["A valid integer is required."] |

    Examples:
      | operation                |
      | listMessageTaggingEvents |
      | listChatTaggingEvents    |
      | listChatAssignmentEvents |

  @wabbit-6.17
  Scenario: A regular user takes a free chat
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora  |
      | wa_id                | 491700000001 |
      | raw                  | {"assigned_to_user":2} |
    Then the answer is 200
    And the answer has:
      | assigned_to_user | number 2 |
      | assigned_group   | null     |

  @wabbit-6.17
  Scenario: A regular user does not pass a chat on
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora  |
      | wa_id                | 491700000001 |
      | raw                  | {"assigned_to_user":2} |
    And the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora            |
      | wa_id                | 491700000001           |
      | raw                  | {"assigned_to_user":1} |
    Then the answer is the error "forbidden"

  @wabbit-6.17
  Scenario: A regular user gives the own chat back
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora  |
      | wa_id                | 491700000001 |
      | raw                  | {"assigned_to_user":2} |
    And the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora               |
      | wa_id                | 491700000001              |
      | raw                  | {"assigned_to_user":null} |
    Then the answer is 200

  @wabbit-6.17
  Scenario: An admin moves a chat
    When the business calls updateChatAssignment with:
      | wa_id | 491700000001 |
      | raw   | {"wa_id":"491700000001","assigned_to_user":3,"assigned_group":4} |
    Then the answer is 200
    When the business calls retrieveChatAssignment with:
      | wa_id | 491700000001 |
    Then the answer has:
      | assigned_to_user | number 3 |
      | assigned_group   | number 4 |
    When the business calls listChats with:
      | assigned_group | 4 |
    Then the answer has:
      | count | number 1 |

  @wabbit-6.17
  Scenario: Every change of an assignment stands in the history
    When the business calls createAuthToken with:
      | username | $regularUsername |
      | password | $regularPassword |
    Then I keep token as nora
    When the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora  |
      | wa_id                | 491700000001 |
      | raw                  | {"assigned_to_user":2} |
    And the business calls partialUpdateChatAssignment with:
      | header Authorization | Token $nora               |
      | wa_id                | 491700000001              |
      | raw                  | {"assigned_to_user":null} |
    And the business calls updateChatAssignment with:
      | wa_id | 491700000001 |
      | raw   | {"wa_id":"491700000001","assigned_to_user":3,"assigned_group":4} |
    And the business calls listChatAssignmentEvents with:
      | wa_id | 491700000001 |
    Then the answer has:
      | count                                   | number 3     |
      | results.0.assigned_to_user_set.username | $appUsername |
      | results.0.assigned_group_set.name       | Support      |
      | results.1.assigned_to_user_was_cleared  | true         |
      | results.2.done_by.username              | $regularUsername |

  @wabbit-6.17
  Scenario: Lists can be of the own chats
    When the business calls updateChatAssignment with:
      | wa_id | 491700000001 |
      | raw   | {"wa_id":"491700000001","assigned_to_user":3,"assigned_group":4} |
    And the business calls listChats with:
      | assigned_to_me | true |
    Then the answer has:
      | count | number 0 |

  @wabbit-2.7
  Scenario: An assignment that cannot be
    When the business calls updateChatAssignment with:
      | wa_id | 491700000001 |
      | raw   | {}           |
    Then the answer is 400
    And the answer has:
      | wa_id | ["This field is required."] |
    When the business calls partialUpdateChatAssignment with:
      | wa_id | 491700000001 |
      | raw   | {"assigned_to_user":99,"assigned_group":88} |
    Then the answer is 400
    And the answer has:
      | assigned_to_user | ["Invalid pk \"99\" - object does not exist."] |
      | assigned_group   | ["Invalid pk \"88\" - object does not exist."] |

  @wabbit-6.18
  Scenario: Who reads assigned chats alone sees no other
    When the business calls listChats with:
      | header Authorization | Token $appToken |
    Then the answer has:
      | count | number 0 |
    When the business calls retrieveChat with:
      | header Authorization | Token $appToken |
      | wa_id                | 491700000001    |
    Then the answer is the error "forbidden"

  @wabbit-6.18
  Scenario: Who reads assigned chats alone sees them, and writes to them
    When the business calls partialUpdateChatAssignment with:
      | wa_id | 491700000001           |
      | raw   | {"assigned_to_user":3} |
    And the business calls listChats with:
      | header Authorization | Token $appToken |
    Then the answer has:
      | count | number 1 |
    When the business calls createMessage with:
      | header Authorization | Token $appToken |
      | wa_id                | 491700000001    |
      | text.body            | Hello from me   |
    Then the answer is 201

  @wabbit-5.1
  Scenario Outline: A chat that may not be read cannot be worked with: <operation>
    When the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    And the business calls createMessageTagging with:
      | tag     | number 2 |
      | message | $asked |
    And the business calls <operation> with:
      | header Authorization | Token $appToken |
      | <row>                | <value>         |
      | raw                  | <raw>           |
    Then the answer is the error "forbidden"

    Examples:
      | operation                   | row   | value        | raw                                          |
      | createMessage               | header X-Row | x | {"wa_id":"491700000001","text":{"body":"x"}} |
      | markAsReceived              | header X-Row | x | {"customer_wa_id":"491700000001","timestamp":1} |
      | retrieveChatAssignment      | wa_id | 491700000001 | {}                                           |
      | updateChatAssignment        | wa_id | 491700000001 | {"wa_id":"491700000001"}                     |
      | partialUpdateChatAssignment | wa_id | 491700000001 | {}                                           |
      | resolveChat                 | wa_id | 491700000001 | {"resolved":true}                            |
      | createChatTagging           | header X-Row | x | {"tag":2,"chat":"491700000001"}              |
      | createMessageTagging        | header X-Row | x | {"tag":1,"message":"$asked"}               |
      | retrieveChatTagging         | id    | 1            | {}                                           |
      | destroyChatTagging          | id    | 1            | {}                                           |
      | retrieveMessageTagging      | id    | 1            | {}                                           |
      | destroyMessageTagging       | id    | 1            | {}                                           |

  @wabbit-6.16
  Scenario: Without the tag right nothing is tagged
    When the business calls partialUpdateUser with:
      | id  | 3                                       |
      | raw | {"permissions":{"can_use_tags":false,"can_read_chats":"all","can_write_to_chats":"none"}} |
    And the business calls createChatTagging with:
      | header Authorization | Token $appToken |
      | tag                  | number 1        |
      | chat                 | 491700000001    |
    Then the answer is the error "forbidden"
    When the business calls createTag with:
      | header Authorization | Token $appToken |
      | name                 | mine            |
    Then the answer is the error "forbidden"

  @wabbit-6.16
  Scenario: Without the right to write nobody new is written to
    When the business calls partialUpdateUser with:
      | id  | 3                                       |
      | raw | {"permissions":{"can_use_tags":false,"can_read_chats":"all","can_write_to_chats":"none"}} |
    Then the answer is 200
    When the business calls createMessage with:
      | header Authorization | Token $appToken |
      | wa_id                | 491700000002    |
      | template             | {"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"hello_world","language":{"code":"en_US"}} |
    Then the answer is the error "forbidden"

  @wabbit-2.8
  Scenario: A saved response is found
    When the business calls createSavedResponse with:
      | text | We are on it. |
    Then the answer is 201
    And the answer has:
      | id         | number 1  |
      | created_by | $username |
    When the business calls listSavedResponses with:
      | text | ON IT |
    Then the answer has:
      | count | number 1 |

  @wabbit-2.8
  Scenario: Everybody may remove a saved response
    When the business calls createSavedResponse with:
      | text | We are on it. |
    And the business calls destroySavedResponse with:
      | header Authorization | Token $appToken |
      | id                   | 1               |
    Then the answer is 204
    When the business calls listSavedResponses
    Then the answer has:
      | count | number 0 |

  @wabbit-2.8
  Scenario: A saved response has a text, and is removed once
    When the business calls destroySavedResponse with:
      | id | 1 |
    Then the answer is the error "not found"
    When the business calls createSavedResponse with:
      | raw | {} |
    Then the answer has:
      | text | ["This field is required."] |
