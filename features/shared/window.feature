@bench
Feature: Service window
  For 24 hours after the last message of a person a business may send that person anything; before the first message and
  after the 24 hours only templates pass. The end is exclusive, and the window belongs to one number and one person
  (network 3.1).

  @network-3.1
  Scenario Outline: A text <ago> after the last message of the person is <status>
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote <ago> ago
    When the business sends Ana Lopes the text "Still interested?"
    And 1s passes
    Then the message is <status>

    @tyntec
    Examples:
      | provider | ago       | status    |
      | tyntec   | 23h59m58s | delivered |
      | tyntec   | 24h       | failed    |
      | tyntec   | 30d       | failed    |

    @wabbit
    Examples:
      | provider | ago       | status    |
      | wabbit   | 23h59m58s | delivered |
      | wabbit   | 24h       | failed    |
      | wabbit   | 30d       | failed    |

    @onemsg
    Examples:
      | provider | ago       | status    |
      | onemsg   | 23h59m58s | delivered |
      | onemsg   | 24h       | failed    |
      | onemsg   | 30d       | failed    |

    @twoway
    Examples:
      | provider | ago       | status    |
      | twoway   | 23h59m58s | delivered |
      | twoway   | 24h       | failed    |
      | twoway   | 30d       | failed    |

  @network-3.1
  Scenario Outline: A text fails to a person who never wrote
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the text "Good morning"
    And 1s passes
    Then the message is failed
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

  @network-3.1
  Scenario Outline: A template does not open the window
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And the business sends Ana Lopes the text "Any questions?"
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

  @network-3.1
  Scenario Outline: A message of one person opens no window to another
    Given a business on <provider>
    And Ben Kruse has WhatsApp on 491700000002
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business sends Ben Kruse the text "Hello Ben"
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

  @network-3.1
  Scenario Outline: A second message begins the 24 hours anew
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 23h ago
    And Ana Lopes wrote 23h ago
    When the business sends Ana Lopes the text "Still interested?"
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
