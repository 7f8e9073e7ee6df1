@bench
Feature: Limits and quality
  The platform limits how much a business may send, and takes its numbers away when people complain. A world shows these
  figures and enforces those that it is told to (network 3.3, 3.10 to 3.12, 10.2).

  @network-3.11 @F10
  Scenario Outline: A second message to the same person has to wait
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault         | F10 |
      | params.size   | 1   |
      | params.refill | 1m  |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

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

  @network-3.10 @F40
  Scenario Outline: A restricted number sends no templates
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault       | F40      |
      | params.tier | TIER_250 |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

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

  @network-3.10 @F40
  Scenario Outline: A restricted number may still answer
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault       | F40      |
      | params.tier | TIER_250 |
    When Ana Lopes writes "hello"
    And the business sends Ana Lopes the text "Good morning"
    And 1s passes
    Then the message is delivered

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

  @network-3.12
  Scenario Outline: A quality that is red stops nothing by itself
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls trigger with:
      | event | number.quality |
      | value | RED            |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is delivered

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

  @network-3.12 @F39
  Scenario Outline: Of a red number a share of the templates fails
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault       | F39 |
      | params.spam | 1   |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

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

  @network-3.19 @F43
  Scenario Outline: A business that does not pay reaches nobody
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault | F43 |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

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

  @network-3.11 @F09
  Scenario Outline: A number above its throughput fails what is too much
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault      | F09 |
      | params.mps | 1   |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

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

  @network-3.17
  Scenario Outline: The number <number> makes a message fail
    Given a business on <provider>
    And Max Magic has WhatsApp on <number>
    When the business sends Max Magic the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider | number       |
      | tyntec   | 999900340000 |
      | tyntec   | 999900190000 |
      | tyntec   | 999900120000 |

    @wabbit
    Examples:
      | provider | number       |
      | wabbit   | 999900340000 |
      | wabbit   | 999900190000 |
      | wabbit   | 999900120000 |

    @onemsg
    Examples:
      | provider | number       |
      | onemsg   | 999900340000 |
      | onemsg   | 999900190000 |
      | onemsg   | 999900120000 |

    @twoway
    Examples:
      | provider | number       |
      | twoway   | 999900340000 |
      | twoway   | 999900190000 |
      | twoway   | 999900120000 |
