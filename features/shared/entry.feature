@bench
Feature: Free entry point
  A person who comes from an advertisement opens the service window with the first message, as everybody does. When the business
  answers in time, everything is free for 72 hours from that answer; free-form still needs the open window (network 3.2).

  @network-3.2
  Scenario Outline: The message of a person from an advertisement is answered with free-form
    Given a business on <provider>
    When Ana Lopes sends a text:
      | text                | I saw your lamps    |
      | referral.sourceType | ad                  |
      | referral.sourceId   | 120210000000000001  |
      | referral.headline   | Lamps for your desk |
    And the business sends Ana Lopes the text "Which one do you like?"
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

  @network-3.2
  Scenario Outline: In the free entry point free-form ends with the window
    Given a business on <provider>
    When Ana Lopes sends a text:
      | text                | I saw your lamps   |
      | referral.sourceType | ad                 |
      | referral.sourceId   | 120210000000000001 |
    And the business sends Ana Lopes the text "Which one do you like?"
    And 25h passes
    And the business sends Ana Lopes the text "Still there?"
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
