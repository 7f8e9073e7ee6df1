@bench
Feature: Template
  A business hands templates in and the platform reviews them. What is approved can be sent, with values in place of its
  variables; what is deleted cannot, and its name stays taken for 30 days (network 3.4).

  @network-3.4
  Scenario Outline: A template is reviewed and approved
    Given a business on <provider>
    When the business submits the template order_ready:
      | body     | Hello {{1}}, your order {{2}} is ready. |
      | examples | ["Ines","4711"]                         |
    And 3s passes
    Then the template order_ready is pending
    When 1m passes
    Then the template order_ready is approved

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: A template that the reviewer refuses is rejected
    Given a business on <provider>
    When the business submits the template order_ready:
      | body | __reject:SCAM__ You have won. |
    And 1m passes
    Then the template order_ready is rejected

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: A person sees the values of a template
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And an approved template order_ready:
      | body     | Hello {{1}}, your order {{2}} is ready. |
      | examples | ["Ines","4711"]                         |
    When the business sends Ana the template order_ready:
      | values | ["Ana","20311"] |
    And 1s passes
    Then Ana sees "Hello Ana, your order 20311 is ready."

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: A template that waits for its review does not reach anybody
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    When the business submits the template order_ready:
      | body | Hello, your order is ready. |
    And the business sends Ana the template order_ready
    And 1s passes
    Then Ana has 0 messages

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: A template in another language is another template to the reviewer
    Given a business on <provider>
    And an approved template order_ready:
      | body | Hello, your order is ready. |
    When the business submits the template order_waits:
      | language | de                                 |
      | body     | __reject:SCAM__ Sie haben gewonnen |
    And 1m passes
    Then the template order_ready is approved
    And the template order_waits is rejected:
      | language | de |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: A deleted template does not reach anybody
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And an approved template order_ready:
      | body | Hello, your order is ready. |
    When the business deletes the template order_ready
    And the business sends Ana the template order_ready
    And 1s passes
    Then Ana has 0 messages

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: The name of a deleted template is taken for 30 days
    Given a business on <provider>
    And an approved template order_ready:
      | body | Hello, your order is ready. |
    When the business deletes the template order_ready
    And 29d passes
    And the business submits the template order_ready:
      | body | Hello again, your order is ready. |
    Then the answer is the error "template name taken"

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-3.4
  Scenario Outline: After 30 days the name of a deleted template is free
    Given a business on <provider>
    And an approved template order_ready:
      | body | Hello, your order is ready. |
    When the business deletes the template order_ready
    And 31d passes
    Given an approved template order_ready:
      | body | Hello again, your order is ready. |
    Then the template order_ready is approved

    @tyntec
    Examples:
      | provider |
      | tyntec   |
