@bench
Feature: People live by themselves
  A person who was given rules answers, reads and taps without being told; a persona does it as people of its kind do. What a
  business sees of it are messages and statuses as of anybody (network 8).

  @network-8.1
  Scenario Outline: A person reads and answers by rule, and the answer opens the window
    Given a business on <provider>
    And the bench calls putHandsetRules with:
      | number               | 491700000001 |
      | rules.0.on           | "message"    |
      | rules.0.after        | "5s"         |
      | rules.0.do.verb      | "reply"      |
      | rules.0.do.text      | "Who is it?" |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 10s passes
    And the business sends Ana Lopes the text "The Demo Shop"
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

  @network-8.1
  Scenario Outline: A person reads by rule, after a while
    Given a business on <provider>
    And Ana Lopes wrote 1h ago
    And the bench calls putHandsetRules with:
      | number          | 491700000001 |
      | rules.0.on      | "message"    |
      | rules.0.after   | "1m"         |
      | rules.0.do.verb | "read_after" |
    When the business sends Ana Lopes the text "Good morning"
    And 2m passes
    Then the message is read

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

  @network-8.2
  Scenario Outline: A person of the persona instant reads as soon as it is delivered
    Given a business on <provider>
    And Ana Lopes wrote 1h ago
    And the bench calls putHandset with:
      | number  | 491700000001 |
      | persona | instant      |
    When the business sends Ana Lopes the text "Good morning"
    And 1s passes
    Then the message is read

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

  @network-8.1
  Scenario Outline: A phone that is away by rule takes the message when it is back
    Given a business on <provider>
    And Ana Lopes wrote 1h ago
    And the bench calls putHandsetRules with:
      | number            | 491700000001 |
      | rules.0.on        | "start"      |
      | rules.0.do.verb   | "offline"    |
      | rules.0.do.length | "2h"         |
    When the business sends Ana Lopes the text "Good morning"
    And 3h passes
    Then the message is delivered
    And Ana Lopes has 1 messages

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
