@bench
Feature: Opt-out and block
  A person can stop what a business sends. On WhatsApp a block is silent, and the messages wait in vain; on Viber it is told;
  an SMS sender is stopped by a keyword where the operator acts on it (network 1.5, 3.3, 3.13, 4.6).

  @network-3.13
  Scenario Outline: A block on WhatsApp is never told
    Given a business on <provider>
    And a webhook for delivered and failed
    When Ana Lopes blocks the business
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 23h passes
    Then no webhook arrives
    And Ana Lopes has 0 messages

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

  @network-3.13
  Scenario Outline: Messages sent during a block arrive when it is lifted in time, or never
    Given a business on <provider>
    When Ana Lopes blocks the business
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And Ana Lopes unblocks the business
    And the business sends Ana Lopes the template hello_world:
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

  @network-3.3
  Scenario Outline: Who takes no more marketing still gets everything else
    Given a business on <provider>
    And Tom Berg has WhatsApp on 12025550123
    And the bench calls patchWorld with:
      | limits.0 | marketing |
    When the business sends Tom Berg the template hello_world:
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

  @network-1.5
  Scenario Outline: A block on Viber fails the message
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    When Ana Lopes blocks the business
    And the business sends Ana Lopes the text "New lamps"
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-1.5
  Scenario Outline: A lifted block on Viber lets messages through again
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    When Ana Lopes blocks the business
    And Ana Lopes unblocks the business
    And the business sends Ana Lopes the text "New lamps"
    And 1s passes
    Then the message is delivered

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-4.6
  Scenario Outline: The keyword <word> stops an SMS sender
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    And the bench calls patchWorld with:
      | sms\\.keywords | true |
    When Ana Lopes writes "<word>"
    And the business sends Ana Lopes the text "Code 5519"
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider | word        |
      | tyntec   | STOP        |
      | tyntec   | unsubscribe |
      | tyntec   |  Quit       |

  @network-4.6
  Scenario Outline: Without the operator keywords are plain words
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    When Ana Lopes writes "STOP"
    And the business sends Ana Lopes the text "Code 5519"
    And 1s passes
    Then the message is delivered

    @tyntec
    Examples:
      | provider |
      | tyntec   |
