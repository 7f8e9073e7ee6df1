@wabbit @bench
Feature: Wabbit webhooks and rules
  Each user has one webhook, whose switches say what it gets. A rule engine, of the inbox or of one's own, says whose a
  chat is (wabbit 2.5, 3.1 to 3.3, 5.9).

  Background:
    Given a business on wabbit
    And Ana Lopes has WhatsApp on 491700000001

  @wabbit-2.5
  Scenario: A user has one webhook
    When the business calls createWabaWebhook with:
      | url | $webhook/a |
    Then the answer is 201
    And the answer has:
      | id                  | number 1  |
      | user.username       | $username |
      | on_incoming_message | true      |
      | on_outgoing_message | false     |
      | on_assigned         | false     |
    When the business repeats the call
    Then the answer is 400
    And the answer has:
      | non_field_errors | ["This user already has a WABA Webhook."] |

  @wabbit-2.5
  Scenario: A webhook is changed in part or as a whole
    When the business calls createWabaWebhook with:
      | url | $webhook/a |
    And the business calls partialUpdateWabaWebhook with:
      | id          | 1    |
      | on_assigned | true |
    Then the answer has:
      | on_assigned | true       |
      | url         | $webhook/a |
    When the business calls updateWabaWebhook with:
      | id  | 1          |
      | url | $webhook/b |
    Then the answer has:
      | on_assigned | true |
    When the business calls retrieveWabaWebhook with:
      | id | 1 |
    Then the answer has:
      | url | $webhook/b |

  @wabbit-2.5
  Scenario: A webhook is listed until it is removed
    When the business calls createWabaWebhook with:
      | url | $webhook/a |
    And the business calls listWabaWebhooks
    Then the answer has:
      | count | number 1 |
    When the business calls destroyWabaWebhook with:
      | id | 1 |
    Then the answer is 204
    When the business calls listWabaWebhooks
    Then the answer has:
      | count | number 0 |

  @wabbit-2.5
  Scenario Outline: Somebody else's webhook is not there: <operation>
    When the business calls createWabaWebhook with:
      | url | $webhook/a |
    And the business calls <operation> with:
      | header Authorization | Token $appToken |
      | id                   | 1               |
      | raw                  | {"url":"https://a.b"} |
    Then the answer is the error "not found"

    Examples:
      | operation                |
      | retrieveWabaWebhook      |
      | updateWabaWebhook        |
      | partialUpdateWabaWebhook |
      | destroyWabaWebhook       |

  @wabbit-2.5
  Scenario Outline: A webhook needs an address: <operation> <raw>
    When the business calls createWabaWebhook with:
      | url | $webhook/a |
    And the business calls <operation> with:
      | <row> | 1     |
      | raw   | <raw> |
    Then the answer is 400
    And the answer has:
      | url | ["<message>"] |

    Examples:
      | operation                | row          | raw            | message                 |
      | createWabaWebhook        | header X-Row | {}             | This field is required. |
      | createWabaWebhook        | header X-Row | {"url":"mail"} | Enter a valid URL.      |
      | updateWabaWebhook        | id           | {}             | This field is required. |
      | partialUpdateWabaWebhook | id           | {"url":"a:b"}  | Enter a valid URL.      |

  @wabbit-6.11
  Scenario: A webhook that fails is called again
    Given a webhook for messages
    And the webhook answers 500 2 times
    When Ana Lopes writes "Anybody there?"
    And 10s passes
    Then the webhooks arrive in order:
      | event   | messages.0.text.body | incoming_messages.0.received | contacts.0.profile.name |
      | message | Anybody there?       | false                        | Ana Lopes               |
      | message | Anybody there?       | false                        | Ana Lopes               |
      | message | Anybody there?       | false                        | Ana Lopes               |

  @wabbit-6.11
  Scenario: A message that a webhook did not take is not received
    Given a webhook for messages
    And the webhook answers 500 2 times
    When Ana Lopes writes "Anybody there?"
    And 1s passes
    And the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | new_messages | number 1 |

  @wabbit-6.11
  Scenario: A message that a webhook took at last is received
    Given a webhook for messages
    And the webhook answers 500 2 times
    When Ana Lopes writes "Anybody there?"
    And 10s passes
    And the business calls retrieveChat with:
      | wa_id | 491700000001 |
    Then the answer has:
      | new_messages | number 0 |

  @wabbit-3.2
  Scenario: A webhook that never answers 200 is given up after five calls
    Given a webhook for messages
    And the webhook answers 500 9 times
    When Ana Lopes writes "Anybody there?"
    And 1h passes
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |
      | message |
      | message |
      | message |

  @wabbit-2.5
  Scenario: What waits for a webhook is dropped with it
    Given a webhook for messages
    And the webhook answers 500 9 times
    When Ana Lopes writes "Anybody there?"
    And 1s passes
    And the business calls destroyWabaWebhook with:
      | id | 1 |
    And 1h passes
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |

  @wabbit-3.2
  Scenario: Outgoing messages and what becomes of them are told
    Given a webhook for everything
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "Hello"
    Then I keep id as sent
    And the webhook outgoing arrives:
      | outgoing_messages.0.id                     | $sent |
      | outgoing_messages.0.waba_payload.text.body | Hello |
    When 1s passes
    Then the webhook sent arrives:
      | statuses.0.recipient_id | 491700000001 |
      | statuses.0.errors       | absent       |

  @wabbit-3.2
  Scenario: Errors outside of messages are told
    Given a webhook for everything
    And the bench calls trigger with:
      | event   | error.outside |
      | channel | whatsapp      |
      | sender  | 4930555000    |
      | code    | 1014          |
      | title   | Internal      |
    Then the webhook errors arrives:
      | errors.0.code  | number 1014 |
      | errors.0.title | Internal    |

  @wabbit-6.12
  Scenario: A fresh chat goes to a bot
    Given the bench calls patchProvider with:
      | provider     | wabbit |
      | defaultRules | [{"assignToUser":3},{"taggedWith":2,"assignToGroup":2,"groupAssignMethod":"let_group_decide"}] |
    When the business calls createWabaWebhook with:
      | header Authorization | Token $appToken |
      | url                  | $webhook/bot    |
      | on_incoming_message  | false           |
      | on_assigned          | true            |
    Then the answer is 201
    When Ana Lopes writes "I want to talk to somebody"
    Then the webhook assignment arrives:
      | chat_assignment.assigned_to_user_set.id | number 3 |
      | chat_assignment.done_by                 | null     |
    And the webhook assigned arrives:
      | assigned_messages.0.waba_payload.text.body | I want to talk to somebody |
      | messages                                   | absent                     |
      | incoming_messages                          | absent                     |

  @wabbit-6.12
  Scenario: A bot asks for a human
    Given the bench calls patchProvider with:
      | provider     | wabbit |
      | defaultRules | [{"assignToUser":3},{"taggedWith":2,"assignToGroup":2,"groupAssignMethod":"let_group_decide"}] |
    When the business calls createWabaWebhook with:
      | header Authorization | Token $appToken |
      | url                  | $webhook/bot    |
      | on_incoming_message  | false           |
      | on_assigned          | true            |
    And Ana Lopes writes "I want to talk to somebody"
    Then the webhook assigned arrives:
      | assigned_messages.0.waba_payload.text.body | I want to talk to somebody |
      | messages                                   | absent                     |
      | incoming_messages                          | absent                     |
    And I keep assigned_messages.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | header Authorization | Token $appToken |
      | tag                  | number 2        |
      | message              | $asked        |
    Then the webhooks arrive in order:
      | event          | chat_assignment.assigned_group_set.id | chat_assignment.assigned_to_user_was_cleared | chat_assignment.done_by |
      | assignment     | absent                                | false                                        | null                    |
      | messageTagging |                                       |                                              |                         |
      | chatTagging    |                                       |                                              |                         |
      | assignment     | number 2                              | true                                         | null                    |

  @wabbit-6.13
  Scenario: A rule engine of one's own deals out chats in turn
    Given the bench calls patchProvider with:
      | provider   | wabbit                                                           |
      | ruleEngine | {"url":"$webhook/rules","headers":{"Authorization":"Key seven"}} |
      | groups     | [{"id":1,"name":"Admin","members":[1]},{"id":2,"name":"Regular user","members":[2]},{"id":3,"name":"App integration","members":[3]},{"id":4,"name":"Support","members":[2,3]}] |
    And the webhook answers with:
      """
      {"assignment":[{"chat_id":"491700000001","group":4,"group_assign_method":"round_robin"},{"chat_id":"491700000001","group":4,"group_assign_method":"round_robin"},{"chat_id":"491700000001","group":4,"group_assign_method":"round_robin"}]}
      """
    When Ana Lopes writes "one"
    And 1s passes
    And the business calls listChatAssignmentEvents
    Then the answer has:
      | count                             | number 3 |
      | results.2.assigned_to_user_set.id | number 2 |
      | results.1.assigned_to_user_set.id | number 3 |
      | results.0.assigned_to_user_set.id | number 2 |
      | results.0.done_by                 | null     |

  @wabbit-6.13
  Scenario: A rule engine of one's own is told of messages
    Given the bench calls patchProvider with:
      | provider   | wabbit                                                     |
      | ruleEngine | {"url":"$webhook/rules","headers":{"X-Engine":"seven"}} |
    When Ana Lopes writes "one"
    Then the webhook message arrives:
      | endpoint                            | rules |
      | messages.0.text.body                | one   |
      | incoming_messages.0.received        | false |

  @wabbit-6.13
  Scenario: A rule engine of one's own is told of tags on chats
    Given the bench calls patchProvider with:
      | provider   | wabbit                                                     |
      | ruleEngine | {"url":"$webhook/rules","headers":{"X-Engine":"seven"}} |
    When Ana Lopes writes "one"
    And the business calls createChatTagging with:
      | tag  | number 2     |
      | chat | 491700000001 |
    Then the webhook chatTagging arrives:
      | endpoint                     | rules        |
      | tagged_chats.0.new_tag.id    | number 2     |
      | tagged_chats.0.chat.wa_id    | 491700000001 |

  @wabbit-6.13
  Scenario: A rule engine of one's own is told of tags on messages
    Given the bench calls patchProvider with:
      | provider   | wabbit                                                     |
      | ruleEngine | {"url":"$webhook/rules","headers":{"X-Engine":"seven"}} |
    When Ana Lopes writes "one"
    And the business calls listMessages
    Then I keep results.0.waba_payload.id as asked
    When the business calls createMessageTagging with:
      | tag     | number 1 |
      | message | $asked |
    Then the webhook messageTagging arrives:
      | tagged_messages.0.message.waba_payload.id | $asked |

  @wabbit-6.14
  Scenario Outline: A rule engine that answers <answer> changes nothing
    Given a webhook for messages
    And the bench calls patchProvider with:
      | provider   | wabbit                        |
      | ruleEngine | {"url":"$webhook/rules"} |
    And the webhook answers with:
      """
      <answer>
      """
    When Ana Lopes writes "Hello"
    And 1s passes
    And the business calls retrieveChatAssignment with:
      | wa_id | 491700000001 |
    Then the answer has:
      | assigned_to_user | null |
      | assigned_group   | null |

    Examples:
      | answer                                                                     |
      | no JSON                                                                    |
      | {}                                                                         |
      | {"assignment":[{"chat_id":"491700000001","user":99}]}                      |
      | {"assignment":[{"chat_id":"491700000001","group":4}]}                      |
      | {"assignment":[{"chat_id":"1","user":1},{"user":1},"x",{"chat_id":"491700000001"}]} |

  @wabbit-6.14
  Scenario: A rule engine that fails holds nothing up
    Given a webhook for messages
    And the bench calls patchProvider with:
      | provider   | wabbit                   |
      | ruleEngine | {"url":"http://127.0.0.1:1/"} |
    When Ana Lopes writes "Hello"
    And 1s passes
    Then the webhook message arrives
    When the business calls listMessages
    Then the answer has:
      | count | number 1 |
