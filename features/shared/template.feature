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

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @onemsg
    Examples:
      | provider |
      | onemsg   |

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

    @onemsg
    Examples:
      | provider |
      | onemsg   |

  @network-3.4
  Scenario Outline: A rejected template does not reach anybody
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    When the business submits the template order_ready:
      | body | __reject:SCAM__ You have won. |
    And 1m passes
    And the business sends Ana the template order_ready
    And 1s passes
    Then Ana has 0 messages

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

  @network-3.4
  Scenario Outline: A paused template is free again after <rest>: <n> messages arrive
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    When the template hello_world is paused
    And <rest> passes
    And the business sends Ana the template hello_world:
      | language | en_US |
    And 1s passes
    Then Ana has <n> messages

    @tyntec
    Examples:
      | provider | rest  | n |
      | tyntec   | 2h59m | 0 |
      | tyntec   | 3h    | 1 |

    @wabbit
    Examples:
      | provider | rest  | n |
      | wabbit   | 2h59m | 0 |
      | wabbit   | 3h    | 1 |

    @onemsg
    Examples:
      | provider | rest  | n |
      | onemsg   | 2h59m | 0 |
      | onemsg   | 3h    | 1 |

    @twoway
    Examples:
      | provider | rest  | n |
      | twoway   | 2h59m | 0 |
      | twoway   | 3h    | 1 |

  @network-3.4 @journey
  Scenario Outline: A template that was sent before it was deleted is delivered
    Given a business on <provider>
    And Lena Vogt has WhatsApp on 491700000005
    And Lena Vogt is offline
    When the business sends Lena Vogt the template hello_world:
      | language | en_US |
    And the business deletes the template hello_world
    Given Lena Vogt is online
    When 1s passes
    Then Lena Vogt has 1 messages

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |
