@onemsg @bench
Feature: 1msg templates
  A template is reviewed before it can be sent, and needs no open dialog session. What the platform refuses of it is told
  with its code in a good answer (onemsg 2.4, 5.3).

  Background:
    Given a business on onemsg from demo
    And Dana has WhatsApp on 12025550143

  @onemsg-5.3 @journey
  Scenario: A template lives from its submission to its removal
    When the business calls addTemplate with:
      | name       | visit_tomorrow                                                                  |
      | category   | UTILITY                                                                         |
      | language   | en                                                                              |
      | components | [{"type":"BODY","text":"See you at {{1}}","example":{"body_text":[["10:30"]]}}] |
    Then the answer has:
      | status | submitted      |
      | name   | visit_tomorrow |
    When the business sends Dana the template visit_tomorrow:
      | values | ["10:30"] |
    Then the answer has:
      | sent       | false         |
      | error.code | number 132001 |
    When 1m passes
    And the business sends Dana the template visit_tomorrow:
      | values | ["10:30"] |
    Then the answer has:
      | sent | true |
    When 10s passes
    Then Dana sees "See you at 10:30"

  @onemsg-2.4
  Scenario: A removed template is gone in all languages, and its name is taken for a month
    When the business calls removeTemplate with:
      | name | order_update |
    Then the answer has:
      | result | success |
    When the business sends Dana the template order_update:
      | values | ["7","here"] |
    Then the answer has:
      | sent    | false                                      |
      | message | Template does not exist: order_update (en) |
    When the business calls addTemplate with:
      | name       | order_update                      |
      | category   | UTILITY                           |
      | language   | en                                |
      | components | [{"type":"BODY","text":"Thanks"}] |
    Then the answer has:
      | error.error_subcode | number 2388023 |

  @onemsg-2.4
  Scenario: There is nothing to remove under an unknown name
    When the business calls removeTemplate with:
      | name | nothing_at_all |
    Then the answer is 200
    And the answer has:
      | error.code    | number 100              |
      | error.message | Template does not exist |

  @onemsg-2.4
  Scenario: Templates are listed in pages
    When the business calls templatesList with:
      | limit  | 2    |
      | offset | 1    |
      | sort   | name |
    Then the answer has:
      | total                 | number 8                             |
      | templates.#           | 2                                    |
      | templates.0.name      | delivery_choice                      |
      | templates.1.name      | hello_world                          |
      | templates.1.status    | approved                             |
      | templates.1.namespace | 5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f |

  @onemsg-2.4
  Scenario Outline: A template with <what> is not taken
    When the business calls addTemplate with:
      | name       | <name>       |
      | category   | <category>   |
      | language   | <language>   |
      | components | <components> |
    Then the answer is <status>
    And the answer has:
      | <path> | <error> |

    Examples:
      | what                | name         | category | language | components                     | status | path                | error                  |
      | a wrong name        | Order Update | UTILITY  | en       | [{"type":"BODY","text":"x"}]   | 400    | error               | name is invalid        |
      | an unknown category | order_new    | NEWS     | en       | [{"type":"BODY","text":"x"}]   | 400    | error               | category is invalid    |
      | an unknown language | order_new    | UTILITY  | xx       | [{"type":"BODY","text":"x"}]   | 400    | error               | language is invalid    |
      | no content          | order_new    | UTILITY  | en       | []                             | 400    | error               | components is required |
      | no body             | order_new    | UTILITY  | en       | [{"type":"FOOTER","text":"x"}] | 200    | error.code          | number 100             |
      | a taken name        | order_update | UTILITY  | en       | [{"type":"BODY","text":"x"}]   | 200    | error.error_subcode | number 2388024         |

  @onemsg-5.3
  Scenario Outline: Values must fit the template: <what>
    When the business calls sendTemplate with:
      | phone     | 12025550143                                |
      | namespace | ""                                         |
      | template  | <name>                                     |
      | language  | {"policy":"deterministic","code":"<code>"} |
      | params    | <params>                                   |
    Then the answer is 200
    And the answer has:
      | sent    | <sent>  |
      | message | <error> |

    Examples:
      | what              | name           | code  | params                                                                                                                                                                                                                                                           | sent  | error                                                   |
      | too few           | order_update   | en    | [{"type":"body","parameters":[{"type":"text","text":"7"}]}]                                                                                                                                                                                                      | false | Template parameters do not match: body expects 2, got 1 |
      | none              | order_update   | en    | [{}]                                                                                                                                                                                                                                                             | false | Template parameters do not match: body expects 2, got 0 |
      | the old form      | order_update   | en    | [{"default":"7"},{"default":"here"}]                                                                                                                                                                                                                             | true  | Sent to 12025550143@c.us                                |
      | a picture as text | promo_image    | en    | [{"type":"header","parameters":[{"type":"text","text":"x"}]},{"type":"body","parameters":[{"type":"text","text":"Dana"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"spring"}]}]                                         | false | Template parameter format mismatch: header              |
      | a picture by link | promo_image    | en    | [{"type":"header","parameters":[{"type":"image","image":{"link":"https://cdn.example/spring.jpg"}}]},{"type":"body","parameters":[{"type":"text","text":"Dana"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"spring"}]}] | true  | Sent to 12025550143@c.us                                |
      | a lost picture    | promo_image    | en    | [{"type":"header","parameters":[{"type":"image","image":{"id":"1"}}]},{"type":"body","parameters":[{"type":"text","text":"Dana"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"spring"}]}]                                | false | wrong file                                              |
      | a line break      | order_update   | en    | [{"type":"body","parameters":[{"type":"text","text":"a\\nb"},{"type":"text","text":"x"}]}]                                                                                                                                                                       | false | Template parameter format mismatch: body                |
      | another language  | order_update   | de    | []                                                                                                                                                                                                                                                               | false | Template does not exist: order_update (de)              |
      | a catalog         | catalog        | en_US | [{"type":"button","sub_type":"CATALOG","index":0,"parameters":[{"type":"action","action":{"thumbnail_product_retailer_id":"SKU-1"}}]},{"type":"body","parameters":[{"type":"text","text":"Everything we have"}]}]                                                | true  | Sent to 12025550143@c.us                                |
      | a missing card    | promo_carousel | en_US | [{"type":"body","parameters":[{"type":"text","text":"Dana"}]},{"type":"CAROUSEL","cards":[]}]                                                                                                                                                                    | false | like ^Template parameters do not match: carousel        |

  @onemsg-5.3
  Scenario: A template has a namespace, a name and a language
    When the business calls sendTemplate with:
      | phone    | 12025550143 |
      | template | hello_world |
    Then the answer is 400
    And the answer has:
      | sent    | false                   |
      | message | template is not defined |

  @onemsg-2.9
  Scenario: An order is paid through a template
    Given Ravi has WhatsApp on 919800000004
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | country | IN        |
    When the business calls sendOrderDetails with:
      | phone     | 919800000004                                                                                                         |
      | namespace | 5f0c1d7e_3a4b_4c5d_8e6f_0a1b2c3d4e5f                                                                                 |
      | template  | order_details_utility                                                                                                |
      | language  | {"code":"en"}                                                                                                        |
      | order     | {"status":"pending","items":[{"retailer_id":"SKU-1","name":"Mug","quantity":1,"amount":{"value":990,"offset":100}}]} |
    Then the answer has:
      | sent    | true                      |
      | message | Sent to 919800000004@c.us |
    When 10s passes
    Then Ravi sees "Your order"

  @onemsg-2.9
  Scenario Outline: An order <what> is not sent
    Given Ravi has WhatsApp on 919800000004
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | country | <home>    |
    When the business calls sendOrderDetails with:
      | phone     | 919800000004                            |
      | namespace | ""                                      |
      | template  | <template>                              |
      | language  | {"code":"<code>"}                       |
      | order     | {"items":[{"name":"Mug","quantity":1}]} |
    Then the answer is 200
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | what                   | home | template              | code  | error                                        |
      | from another country   | US   | order_details_utility | en    | Unsupported Interactive Message type         |
      | without a button       | IN   | hello_world           | en_US | Template has no ORDER_DETAILS button         |
      | of an unknown template | IN   | nothing_at_all        | en    | Template does not exist: nothing_at_all (en) |

  @onemsg-5.11
  Scenario: Statistics count what has been delivered
    When the business sends Dana the template hello_world:
      | language | en_US |
    And the business sends Dana the template hello_world:
      | language | en_US |
    And 10s passes
    And the business calls getStatistics with:
      | date | 01.2026 |
    Then the answer has:
      | date           | 01.2026     |
      | templates_cost | number 0.04 |
    When the business calls getStatistics with:
      | date | 12.2025 |
    Then the answer has:
      | templates_cost | number 0 |

  @onemsg-5.11
  Scenario: Conversations are counted by month
    When the business calls getExtendedStatistics
    Then the answer has:
      | # | 0 |
    When the business sends Dana the template hello_world:
      | language | en_US |
    And 10s passes
    And the business calls getExtendedStatistics
    Then the answer has:
      | 0.period_date                 | 2026-01-01T00:00:00Z |
      | 0.business_initiated_quantity | number 1             |
      | 0.user_initiated_quantity     | number 0             |
