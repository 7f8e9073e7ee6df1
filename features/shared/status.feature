@bench
Feature: Message status
  A message goes from accepted to delivered to read and never back. An offline phone takes it later, a message that nobody
  takes within its life time fails, and who has switched read receipts off is never told to have read
  (network 1.4, 2.2, 2.8, 3.13).

  @network-2.2
  Scenario Outline: A message is accepted before it is delivered
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    Then the message is accepted
    When 1s passes
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

  @network-1.4
  Scenario Outline: A phone that is switched off shows nothing
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes is offline
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1h passes
    Then Ana Lopes has 0 messages

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

  @network-1.4
  Scenario Outline: A phone that comes back takes what has waited
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes is offline
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    Given Ana Lopes is online
    When 1s passes
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

  @network-2.8
  Scenario Outline: A message that waits longer than its life time fails
    Given a business on <provider>
    And Lena Vogt has WhatsApp on 491700000005
    When the business sends Lena Vogt the template hello_world:
      | language | en_US |
    And <life> passes
    Then the message is failed

    @tyntec
    Examples:
      | provider | life  |
      | tyntec   | 24h1s |

    @wabbit
    Examples:
      | provider | life  |
      | wabbit   | 30d1s |

  @network-2.8
  Scenario Outline: The end of a life time is not told everywhere
    Given a business on <provider>
    And Lena Vogt has WhatsApp on 491700000005
    And Lena Vogt is offline
    When the business sends Lena Vogt the template hello_world:
      | language | en_US |
    And 31d passes
    Given Lena Vogt is online
    Then the message is sent

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |


  @network-1.4
  Scenario Outline: A person without read receipts is never told to have read
    Given a business on <provider>
    And Ben Kruse has WhatsApp on 491700000002
    When the business sends Ben Kruse the template hello_world:
      | language | en_US |
    And 1s passes
    And Ben Kruse reads the chat
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

  @network-3.13
  Scenario Outline: A blocked business reaches nobody
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    When Ana Lopes blocks the business
    And the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1h passes
    Then Ana Lopes has 0 messages

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
  Scenario Outline: An unblocked business reaches the person again
    Given a business on <provider>
    And Pia Sommer has WhatsApp on 491700000007
    When Pia Sommer unblocks the business
    And the business sends Pia Sommer the template hello_world:
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

  @network-2.2
  Scenario Outline: A message that one of several devices cannot take is delivered all the same
    Given a business on <provider>
    And Ana Lopes wrote 1h ago
    And the bench calls putHandset with:
      | number                 | 491700000001 |
      | whatsapp.devices       | number 2     |
      | whatsapp.brokenDevices | number 1     |
    And a webhook for delivered and failed
    When the business sends Ana Lopes the text "Your table is ready"
    And 1s passes
    Then the webhooks arrive in order:
      | event     |
      | delivered |
      | failed    |

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
