@tyntec
Feature: tyntec catalog
  Products are sent one by one or as a list of at most 30; the icons of catalog and cart decide whether people can order
  (tyntec 2.6, 4.6, 5.3).

  Background:
    Given a business on tyntec

  @tyntec-2.6 @bench
  Scenario Outline: The icons are <state> when catalog and cart are
    Given the bench calls patchSender with:
      | id             | $whatsapp |
      | catalogVisible | <on>      |
      | cartEnabled    | <on>      |
    When the business calls getWACommerceSetting with:
      | phone-number | $whatsapp |
    Then the answer has:
      | enabled | <on> |

    Examples:
      | state | on    |
      | on    | true  |
      | off   | false |

  @tyntec-5.3
  Scenario Outline: A list of <count> products is <status>
    When the business calls sendMessage with:
      | to                                                          | 491700000001                        |
      | from                                                        | $whatsapp                           |
      | channel                                                     | whatsapp                            |
      | content.contentType                                         | interactive                         |
      | content.interactive.subType                                 | productList                         |
      | content.interactive.components.header                       | {"type":"text","text":"Lamps"}      |
      | content.interactive.components.body                         | {"type":"text","text":"Our choice"} |
      | content.interactive.components.productList.catalogId        | "900100200300400"                   |
      | content.interactive.components.productList.sections.0.title | Desk                                |
      | content.interactive.components.productList.sections.0.items | <items>                             |
    Then the answer is <status>

    Examples:
      | count | status | items                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                               |
      | 30    | 202    | [{"productId":"p0"},{"productId":"p1"},{"productId":"p2"},{"productId":"p3"},{"productId":"p4"},{"productId":"p5"},{"productId":"p6"},{"productId":"p7"},{"productId":"p8"},{"productId":"p9"},{"productId":"p10"},{"productId":"p11"},{"productId":"p12"},{"productId":"p13"},{"productId":"p14"},{"productId":"p15"},{"productId":"p16"},{"productId":"p17"},{"productId":"p18"},{"productId":"p19"},{"productId":"p20"},{"productId":"p21"},{"productId":"p22"},{"productId":"p23"},{"productId":"p24"},{"productId":"p25"},{"productId":"p26"},{"productId":"p27"},{"productId":"p28"},{"productId":"p29"}]                     |
      | 31    | 400    | [{"productId":"p0"},{"productId":"p1"},{"productId":"p2"},{"productId":"p3"},{"productId":"p4"},{"productId":"p5"},{"productId":"p6"},{"productId":"p7"},{"productId":"p8"},{"productId":"p9"},{"productId":"p10"},{"productId":"p11"},{"productId":"p12"},{"productId":"p13"},{"productId":"p14"},{"productId":"p15"},{"productId":"p16"},{"productId":"p17"},{"productId":"p18"},{"productId":"p19"},{"productId":"p20"},{"productId":"p21"},{"productId":"p22"},{"productId":"p23"},{"productId":"p24"},{"productId":"p25"},{"productId":"p26"},{"productId":"p27"},{"productId":"p28"},{"productId":"p29"},{"productId":"p30"}] |

  @OP-77 @bench
  Scenario: A product of an unknown catalog fails
    Given Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a product:
      | text    | Our lamp of the month |
      | catalog | 77001                 |
      | product | SKU-1                 |
    And 1s passes
    Then the message is failed
