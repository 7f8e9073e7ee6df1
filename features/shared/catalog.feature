@bench
Feature: Catalog
  A business shows products of its catalog, one or a list, and a person orders from it. What is hidden or refused counts as
  not found, what is sold out can be shown but leaves the cart (network 6.1 to 6.5).

  @network-6.2
  Scenario Outline: A person sees a single product
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a product:
      | text    | Our lamp of the month |
      | catalog | 900100200300400       |
      | product | SKU-1                 |
    And 1s passes
    Then Ana sees a product:
      | text                 | Our lamp of the month |
      | products.0.productId | SKU-1                 |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.2
  Scenario Outline: A person sees a list of products
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a product list:
      | text     | Our choice for you |
      | title    | Lamps              |
      | catalog  | 900100200300400    |
      | products | ["SKU-1","SKU-2"]  |
    And 1s passes
    Then Ana sees a product list:
      | text       | Our choice for you |
      | products.# | 2                  |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.2
  Scenario Outline: A list leaves out what is hidden
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    And the product SKU-2:
      | hidden | true |
    When the business sends Ana a product list:
      | text     | Our choice for you |
      | title    | Lamps              |
      | catalog  | 900100200300400    |
      | products | ["SKU-1","SKU-2"]  |
    And 1s passes
    Then Ana sees a product list:
      | products.# | 1 |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.2
  Scenario Outline: A product that is <what> does not reach anybody
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    And the product <product>:
      | <member> | <value> |
    When the business sends Ana a product:
      | text    | Our lamp of the month |
      | catalog | 900100200300400       |
      | product | SKU-1                 |
    And 1s passes
    Then Ana has 0 messages

    @tyntec
    Examples:
      | provider | what    | product | member | value    |
      | tyntec   | hidden  | SKU-1   | hidden | true     |
      | tyntec   | refused | SKU-1   | review | REJECTED |

    @wabbit
    Examples:
      | provider | what    | product | member | value    |
      | wabbit   | hidden  | SKU-1   | hidden | true     |
      | wabbit   | refused | SKU-1   | review | REJECTED |

    @onemsg
    Examples:
      | provider | what    | product | member | value    |
      | onemsg   | hidden  | SKU-1   | hidden | true     |
      | onemsg   | refused | SKU-1   | review | REJECTED |

    @twoway
    Examples:
      | provider | what    | product | member | value    |
      | twoway   | hidden  | SKU-1   | hidden | true     |
      | twoway   | refused | SKU-1   | review | REJECTED |

  @network-6.1
  Scenario Outline: What is sold out can still be shown
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a product:
      | text    | Back soon       |
      | catalog | 900100200300400 |
      | product | SKU-5           |
    And 1s passes
    Then Ana sees a product:
      | text | Back soon |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.4
  Scenario Outline: The business learns what a person orders
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And a webhook for messages
    When Ana orders:
      | catalogId         | 900100200300400 |
      | items.0.productId | SKU-1           |
      | items.0.quantity  | number 2        |
      | items.1.productId | SKU-4           |
      | items.1.quantity  | number 1        |
    Then the webhook order arrives
    And Ana sees an order:
      | direction | out |
      | items.#   | 2   |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.3
  Scenario Outline: What is sold out leaves the cart
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And a webhook for messages
    When Ana orders:
      | catalogId         | 900100200300400 |
      | items.0.productId | SKU-1           |
      | items.0.quantity  | number 1        |
      | items.1.productId | SKU-5           |
      | items.1.quantity  | number 1        |
    Then the webhook order arrives
    And Ana sees an order:
      | direction         | out   |
      | items.#           | 1     |
      | items.0.productId | SKU-1 |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.5
  Scenario Outline: A number whose cart is off takes no order
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And a webhook for messages
    And the bench calls patchSender with:
      | id          | $whatsapp |
      | cartEnabled | false     |
    And the bench calls handsetOrder with:
      | number            | 491700000001    |
      | to                | $whatsapp       |
      | catalogId         | 900100200300400 |
      | items.0.productId | SKU-1           |
      | items.0.quantity  | number 2        |
      | refused           | 409             |
    Then no webhook arrives

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-6.1
  Scenario Outline: What the review has refused leaves the cart
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And a webhook for messages
    And the product SKU-2:
      | review | REJECTED |
    When Ana orders:
      | catalogId         | 900100200300400 |
      | items.0.productId | SKU-1           |
      | items.0.quantity  | number 1        |
      | items.1.productId | SKU-2           |
      | items.1.quantity  | number 1        |
    Then the webhook order arrives
    And Ana sees an order:
      | direction         | out   |
      | items.#           | 1     |
      | items.0.productId | SKU-1 |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |
