@onemsg @bench
Feature: 1msg commerce
  The products live in a catalog of the platform. The channel shows it, takes orders from it, and sends products out of it
  (onemsg 2.5, 5.7).

  Background:
    Given a business on onemsg from demo
    And Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago

  @onemsg-2.5
  Scenario: The switches of the catalog change together
    When the business calls getCommerce
    Then the answer has:
      | #                    | 1    |
      | 0.is_cart_enabled    | true |
      | 0.is_catalog_visible | true |
    When the business calls setCommerce with:
      | params | {"is_cart_enabled":false,"is_catalog_visible":true} |
    Then the answer has:
      | success | true |
    When the business calls getCommerce
    Then the answer has:
      | 0.is_cart_enabled    | false |
      | 0.is_catalog_visible | true  |

  @onemsg-2.5
  Scenario Outline: A switch that cannot be is refused: <params>
    When the business calls setCommerce with:
      | params | <params> |
    Then the answer is 400
    And the answer has:
      | error | <error> |

    Examples:
      | params                                             | error                                 |
      | {"is_cart_enabled":true}                           | params.is_catalog_visible is required |
      | {"is_cart_enabled":"so","is_catalog_visible":true} | params.is_cart_enabled is invalid     |

  @onemsg-2.5
  Scenario: An order comes from the cart
    Given a webhook for messages
    When the business calls sendProduct with:
      | phone  | 12025550143                                                    |
      | body   | The mug                                                        |
      | action | {"catalog_id":"900100200300400","product_retailer_id":"SKU-1"} |
    Then the answer has:
      | sent | true |
    When 10s passes
    And Dana orders:
      | catalogId | 900100200300400                      |
      | items     | [{"productId":"SKU-1","quantity":2}] |
      | text      | Please wrap it                       |
    Then the webhook message arrives:
      | messages.0.type                                           | order           |
      | messages.0.body                                           | Please wrap it  |
      | messages.0.meta.order.catalog_id                          | 900100200300400 |
      | messages.0.meta.order.product_items.0.product_retailer_id | SKU-1           |
      | messages.0.meta.order.product_items.0.quantity            | number 2        |

  @onemsg-2.5
  Scenario Outline: A product message with <what> is refused
    When the business calls sendProduct with:
      | phone  | 12025550143 |
      | body   | <body>      |
      | header | <header>    |
      | action | <action>    |
    Then the answer is <status>
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | what                 | body | header | action                                                                                            | status | error                                  |
      | an unknown product   | x    | x      | {"catalog_id":"900100200300400","product_retailer_id":"SKU-99"}                                   | 200    | Product not found: SKU-99              |
      | an unknown catalog   | x    | x      | {"catalog_id":"1","product_retailer_id":"SKU-1"}                                                  | 200    | Catalog not found: 1                   |
      | no product           | x    | x      | {"catalog_id":"900100200300400"}                                                                  | 400    | action.product_retailer_id is required |
      | a list and no header | x    | ""     | {"catalog_id":"900100200300400","sections":[{"product_items":[{"product_retailer_id":"SKU-1"}]}]} | 400    | header is required                     |
      | a list and no text   | ""   | x      | {"catalog_id":"900100200300400","sections":[{"product_items":[{"product_retailer_id":"SKU-1"}]}]} | 200    | empty body                             |

  @onemsg-2.5
  Scenario: Businesses get no products
    Given the bench calls putHandset with:
      | number   | 12025550143       |
      | whatsapp | {"business":true} |
    When the business calls sendProduct with:
      | phone             | 12025550143     |
      | catalogId         | 900100200300400 |
      | productRetailerId | SKU-1           |
    Then the answer is 200
    And the answer has:
      | sent    | false                                         |
      | message | Products can not be sent to business accounts |
