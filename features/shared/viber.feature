@bench
Feature: Viber rate types
  Every Viber message has a rate type. A session is opened by the person and holds ten messages in a row; errors of the
  platform have codes of their own (network 5, 7.2).

  @network-5
  Scenario Outline: A text of rate type <rate> is <status> without a session
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    When the business sends Ana Lopes a text:
      | rateType | <rate>    |
      | text     | New lamps |
    And 1s passes
    Then the message is <status>

    @tyntec
    Examples:
      | provider | rate        | status    |
      | tyntec   | transaction | delivered |
      | tyntec   | promotion   | delivered |
      | tyntec   | session     | failed    |

  @network-5
  Scenario Outline: A session begins when the person writes
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    When Ana Lopes writes "hello"
    And the business sends Ana Lopes a text:
      | rateType | session   |
      | text     | New lamps |
    And 1s passes
    Then the message is delivered

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-5
  Scenario Outline: A session is over after 24 hours
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    And Ana Lopes wrote 24h ago
    When the business sends Ana Lopes a text:
      | rateType | session   |
      | text     | New lamps |
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-7.2 @F55
  Scenario Outline: The error <code> of the platform fails the message
    Given a business on <provider>
    And Ana Lopes has Viber on 491700000001
    And the bench calls addFault with:
      | fault       | F55    |
      | params.code | <code> |
    When the business sends Ana Lopes the text "New lamps"
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider | code |
      | tyntec   | 1    |
      | tyntec   | 5    |
      | tyntec   | 7    |
      | tyntec   | 8    |
      | tyntec   | 9    |
      | tyntec   | 13   |
