@bench
Feature: Webhook
  What happens is told to the receiver that the business has named: each event once while the receiver takes it, again
  when it does not (network 7.1).

  @network-7.1
  Scenario Outline: An event that is taken is told once
    Given a business on <provider>
    And a webhook for delivered
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1d passes
    Then the webhook delivered arrives
    And no webhook arrives

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

  @network-7.1
  Scenario Outline: An event that is not taken is told again
    Given a business on <provider>
    And a webhook for delivered
    And the webhook answers 500 1 times
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1h passes
    Then the webhooks arrive in order:
      | event     |
      | delivered |
      | delivered |

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

  @network-7.1
  Scenario Outline: Each message of a person is told once
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has WhatsApp on 491700000001
    When Ana Lopes writes "first"
    And Ana Lopes writes "second"
    Then the webhooks arrive in order:
      | event   |
      | message |
      | message |

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

  @network-7.1
  Scenario Outline: A failed message is told to have failed
    Given a business on <provider>
    And a webhook for failed
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the text "Good morning"
    And 1s passes
    Then the webhook failed arrives
    And no webhook arrives

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-3.1
  Scenario Outline: Where nobody listens nothing is lost but the callback
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the message is delivered
    And no webhook arrives

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
