@bench
Feature: Ordering and duplicates
  A platform tells most events once and in order, and receivers must live with the rest: events that come twice, late, in
  another order, or never. What is told wrongly changes nothing of what has happened (network 2.7, 7.2).

  @network-7.2 @F13
  Scenario Outline: A repeated event is told as often as it is repeated
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault          | F13        |
      | match.provider | <provider> |
      | params.copies  | 3          |
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    Then the webhooks arrive in order:
      | event     |
      | delivered |
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

  @network-7.2 @F14
  Scenario Outline: Events of one message may come in another order
    Given a business on <provider>
    And a webhook for delivered and read
    And the bench calls addFault with:
      | fault       | F14       |
      | match.event | delivered |
      | params.wait | 1h        |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes reads the chat
    Then the webhooks arrive in order:
      | event     |
      | read      |
      | delivered |

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

  @network-7.2 @F15
  Scenario Outline: A delayed event does not come before its time
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault      | F15 |
      | params.p50 | 5m  |
      | params.p95 | 5m  |
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 4m passes
    Then no webhook arrives

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

  @network-7.2 @F15
  Scenario Outline: A delayed event arrives when its time has come
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault      | F15 |
      | params.p50 | 5m  |
      | params.p95 | 5m  |
    And Ana Lopes has WhatsApp on 491700000001
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 11m passes
    Then the webhook delivered arrives

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

  @network-7.2 @F16
  Scenario Outline: A dropped event is never told, and the message is delivered all the same
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault         | F16       |
      | params.status | delivered |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1d passes
    Then no webhook arrives
    And the message is delivered

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

  @network-7.2 @F23
  Scenario Outline: A receiver whose answer counts as late gets the event again
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault       | F23       |
      | match.event | delivered |
      | match.count | number 1  |
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

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-7.2 @F28
  Scenario Outline: A message that is stuck is never delivered
    Given a business on <provider>
    And a webhook for delivered
    And the bench calls addFault with:
      | fault        | F28          |
      | match.number | 491700000001 |
    When the business sends Ana Lopes the template hello_world:
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

  @network-7.2 @F30
  Scenario Outline: A status that is left out is missing in the order
    Given a business on <provider>
    And a webhook for delivered and read
    And the bench calls addFault with:
      | fault         | F30       |
      | params.status | delivered |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And Ana Lopes reads the chat
    Then the webhooks arrive in order:
      | event |
      | read  |

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

  @network-7.2 @F32
  Scenario Outline: A message that was accepted may fail late
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault         | F32            |
      | params.delay  | 30s            |
      | params.reason | not_on_channel |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 31s passes
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

  @network-7.2 @F01 @F02
  Scenario Outline: A call that is answered <status> makes no message
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And the bench calls addFault with:
      | fault           | <fault> |
      | match.count     | number 1 |
      | params.<member> | <value> |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    Then the answer is <status>
    When 1s passes
    Then Ana Lopes has 0 messages

    @tyntec
    Examples:
      | provider | fault | member      | value | status |
      | tyntec   | F01   | retry_after | 1s    | 429    |
      | tyntec   | F02   | status      | 500   | 500    |
      | tyntec   | F02   | status      | 503   | 503    |

    @wabbit
    Examples:
      | provider | fault | member      | value | status |
      | wabbit   | F01   | retry_after | 1s    | 429    |
      | wabbit   | F02   | status      | 500   | 500    |
      | wabbit   | F02   | status      | 503   | 503    |

    @onemsg
    Examples:
      | provider | fault | member      | value | status |
      | onemsg   | F01   | retry_after | 1s    | 429    |
      | onemsg   | F02   | status      | 500   | 500    |

    @twoway
    Examples:
      | provider | fault | member      | value | status |
      | twoway   | F01   | retry_after | 1s    | 429    |
      | twoway   | F02   | status      | 500   | 500    |

  @network-7.2 @F03
  Scenario Outline: A call that fails after its work doubles the message when it is repeated
    Given a business on <provider>
    And the bench calls addFault with:
      | fault       | F03 |
      | match.count | number 1 |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    Then the answer is 500
    When the business repeats the call
    And 1s passes
    Then Ana Lopes has 2 messages

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
