@wabbit @bench
Feature: Wabbit templates, files and bulk messages
  Templates are reviewed by the network, files are kept for good, and one payload can go to many (wabbit 2.6, 2.9, 2.10, 5.6,
  5.8).

  Background:
    Given a business on wabbit
    And Ana Lopes has WhatsApp on 491700000001

  @wabbit-6.10
  Scenario: A template is submitted once
    When the business calls createTemplate with:
      | name       | visit_reminder |
      | category   | ALERT_UPDATE   |
      | language   | en             |
      | components | [{"type":"BODY","text":"Your visit is on {{1}}.","example":{"body_text":[["Monday"]]}}] |
    Then the answer is 201
    And the answer has:
      | status                             | submitted                            |
      | rejected_reason                    | NONE                                 |
      | category                           | ALERT_UPDATE                         |
      | namespace                          | 5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f |
      | components.0.example.body_text.0.0 | Monday                               |
    When the business repeats the call
    Then the answer is 400
    And the answer has:
      | reason | A template with this name and language already exists. |

  @wabbit-6.10
  Scenario: A template is approved and sent with the right number of values
    When the business calls createTemplate with:
      | name       | visit_reminder |
      | category   | ALERT_UPDATE   |
      | language   | en             |
      | components | [{"type":"BODY","text":"Your visit is on {{1}}.","example":{"body_text":[["Monday"]]}}] |
    And 1d passes
    Then the template visit_reminder is approved
    When the business sends Ana Lopes the template visit_reminder:
      | values | ["Monday"] |
    Then the answer is 201
    When the business sends Ana Lopes the template visit_reminder:
      | values | ["Monday","noon"] |
    Then the answer is the error "param count"

  @wabbit-6.10
  Scenario: A value has no long gaps
    When the business calls createTemplate with:
      | name       | visit_reminder |
      | category   | ALERT_UPDATE   |
      | language   | en             |
      | components | [{"type":"BODY","text":"Your visit is on {{1}}.","example":{"body_text":[["Monday"]]}}] |
    And 1d passes
    And the business sends Ana Lopes the template visit_reminder:
      | values | ["a     b"] |
    Then the answer is the error "template format"

  @wabbit-2.9
  Scenario: Templates are listed by name and language, those without a form here are not
    When the business calls listTemplates
    Then the answer has:
      | count                          | number 5        |
      | results.0.name                 | delivery_choice |
      | results.0.components.1.buttons.0.type | QUICK_REPLY |
      | results.1.name                 | hello_world     |

  @wabbit-2.9
  Scenario Outline: A template that cannot be: <path>
    When the business calls createTemplate with:
      | raw | <raw> |
    Then the answer is 400
    And the answer has:
      | <path> | ["<message>"] |

    Examples:
      | raw | path | message |
      | {"name":"A b","category":"UTILITY","language":"en","components":[{"type":"BODY","text":"x"}]} | name | Enter a valid value. |
      | {"name":"a","category":"SPAM","language":"en","components":[{"type":"BODY","text":"x"}]} | category | \"SPAM\" is not a valid choice. |
      | {"name":"a","category":"UTILITY","language":"en","components":[{"type":"FOOTER","text":"x"}]} | components | Exactly one BODY and at most one of each other component is allowed. |
      | {"name":"a","category":"UTILITY","language":"en","components":[{"type":"BODY"}]} | components.0.text | This field is required. |

  @wabbit-5.8
  Scenario: An older form of a template message fills the body
    When the business calls createMessage with:
      | wa_id | 491700000001 |
      | hsm   | {"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","element_name":"order_update","language":{"policy":"deterministic","code":"en"},"localizable_params":[{"default":"4711"},{"default":"packed"}]} |
    Then the answer is 201
    When 1s passes
    Then Ana Lopes sees "Order 4711 is packed"
    When the business calls createMessage with:
      | wa_id | 491700000001 |
      | hsm   | {"namespace":"other","element_name":"order_update","language":{"code":"en"}} |
    Then the answer is the error "template missing"

  @wabbit-6.9
  Scenario: An upload is kept under its type
    When the business calls createMedia with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    Then the answer is 201
    And the answer has:
      | id   | any uuid                                                                              |
      | file | like /api/v1/media/[0-9a-f-]{36}\?mime_type_type=image&mime_type_subtype=png$         |
    And I keep id as upload
    When the business calls retrieveMedia with:
      | id                | $upload |
      | mime_type_type    | image   |
      | mime_type_subtype | gif     |
    Then the answer is 200
    And the answer has:
      | header Content-Type | image/gif |

  @wabbit-6.9
  Scenario: An upload is sent by its address
    Given Ana Lopes wrote 1h ago
    When the business calls createMedia with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    Then I keep file as link
    When the business calls createMessage with:
      | wa_id      | 491700000001 |
      | type       | image        |
      | image.link | $link        |
    Then the answer is 201
    When 1s passes
    Then Ana Lopes sees an image

  @wabbit-6.9
  Scenario: A part of a file can be fetched
    When the business calls createMedia with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    Then I keep id as upload
    When the business calls retrieveMedia with:
      | id           | $upload   |
      | header Range | bytes=0-3 |
    Then the answer is 206
    When the business calls retrieveMedia with:
      | id           | $upload         |
      | header Range | bytes=9999-9999 |
    Then the answer is 416

  @wabbit-6.9
  Scenario: A file of another kind or of nobody is refused
    Given Ana Lopes wrote 1h ago
    When the business calls createMedia with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    Then I keep id as upload
    When the business calls createMessage with:
      | wa_id    | 491700000001 |
      | type     | video        |
      | video.id | $upload      |
    Then the answer is the error "value not valid"
    When the business calls createMessage with:
      | wa_id    | 491700000001                         |
      | type     | image                                |
      | image.id | 7c9a2f0e-6f0b-4a55-8a0f-2f4c1f7d9e10 |
    Then the answer is the error "value not valid"

  @wabbit-2.10
  Scenario Outline: An upload that is none: <raw>
    When the business calls createMedia with:
      | raw | <raw> |
    Then the answer is 400
    And the answer has:
      | file_encoded | ["<message>"] |

    Examples:
      | raw                                          | message                      |
      | {}                                           | No file was submitted.       |
      | {"file_encoded":"data:image/png;base64,"}    | The submitted file is empty. |
      | {"file_encoded":"%%%"}                       | Invalid base64 data.         |

  @wabbit-2.10
  Scenario: A file that nobody has
    When the business calls retrieveMedia with:
      | id | 7c9a2f0e-6f0b-4a55-8a0f-2f4c1f7d9e10 |
    Then the answer is the error "media not found"

  @wabbit-2.6
  Scenario: A bulk message tells how many it goes to
    Given Ana Lopes wrote 1h ago
    And Ben Kruse has WhatsApp on 491700000002
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    And the business calls createBulkMessage with:
      | recipients | [{"recipient":"491700000002"}] |
      | tags       | [{"tag_id":1}]                 |
      | payload    | {"type":"text","text":{"body":"News"}} |
    Then the answer is 201
    And the answer has:
      | total | number 2 |
      | done  | number 0 |

  @wabbit-2.6
  Scenario: One payload goes to many, each with an answer of its own
    Given Ana Lopes wrote 1h ago
    When the business calls createChatTagging with:
      | tag  | number 1     |
      | chat | 491700000001 |
    And the business calls createBulkMessage with:
      | recipients | [{"recipient":"491700000002"}] |
      | tags       | [{"tag_id":1}]                 |
      | payload    | {"type":"text","text":{"body":"News"}} |
    And 2s passes
    And the business calls listBulkMessageElements
    Then the answer has:
      | count                     | number 2         |
      | results.0.wa_id           | 491700000001     |
      | results.0.status_code     | number 201       |
      | results.0.task.done       | number 2         |
      | results.1.wa_id           | 491700000002     |
      | results.1.status_code     | number 453       |
      | results.1.response        | like "code":470  |
    And Ana Lopes sees "News"

  @wabbit-2.6
  Scenario: Values of a bulk message are those of its target
    When the business calls createBulkMessage with:
      | recipients | [{"recipient":"491700000001"}] |
      | payload    | {"type":"template","template":{"namespace":"5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f","name":"order_update","language":{"code":"en"},"components":[{"type":"body","parameters":[{"type":"text","text":"{{no}}"},{"type":"text","text":"packed"}]}]},"format":[{"wa_id":"491700000001","params":{"no":"4711"}}]} |
    Then the answer is 201
    When 2s passes
    Then Ana Lopes sees "Order 4711 is packed"

  @wabbit-2.6
  Scenario Outline: A bulk message that cannot be: <raw>
    When the business calls createBulkMessage with:
      | raw | <raw> |
    Then the answer is 400
    And the answer has:
      | <path> | ["<message>"] |

    Examples:
      | raw                                        | path             | message                                   |
      | {"payload":{}}                             | non_field_errors | Recipients or tags are required.          |
      | {"recipients":[{"recipient":"1"}]}         | payload          | This field is required.                   |
      | {"tags":[{"tag_id":9}],"payload":{}}       | tags             | Invalid pk \"9\" - object does not exist. |
