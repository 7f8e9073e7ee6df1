@bench
Feature: Conversation
  A person and a business write to each other. What one sends the other sees, a read message is told to the business, and
  the business can tell the person that it has read (network 2.2, 2.3, 3.6).

  @network-2.2
  Scenario Outline: A person sees the answer of the business
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "Yes, it is in stock"
    And 1s passes
    Then Ana Lopes sees "Yes, it is in stock"
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

  @network-2.2
  Scenario Outline: The business learns that the person has read
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes the text "Yes, it is in stock"
    And 1s passes
    And Ana Lopes reads the chat
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

  @network-2.3
  Scenario Outline: The business learns what the person writes
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has WhatsApp on 491700000001
    When Ana Lopes writes "Is the blue one in stock?"
    Then the webhook message arrives
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

  @network-3.6
  Scenario Outline: The person learns that the business has read
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has WhatsApp on 491700000001
    When Ana Lopes writes "Is the blue one in stock?"
    And the business reads the chat with Ana Lopes
    Then Ana Lopes sees a text:
      | direction | out  |
      | status    | read |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-3.6
  Scenario Outline: The person sees the reaction of the business
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has WhatsApp on 491700000001
    When Ana Lopes writes "Is the blue one in stock?"
    And the business reacts with "👍"
    And 1s passes
    Then Ana Lopes sees a text:
      | direction         | out |
      | reactions.0.emoji | 👍  |

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

  @network-2.2
  Scenario Outline: A template reaches a person who never wrote
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template order_update:
      | values.0 | 4711    |
      | values.1 | shipped |
    And 1s passes
    Then Ana Lopes sees "Order 4711 is shipped"

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
