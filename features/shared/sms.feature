@bench
Feature: SMS receipts
  An SMS is taken to the phone part by part and answered by one receipt. A phone that is away is tried again until the
  validity ends; receipts can be missing, late or wrong (network 2.4, 2.8, 4.5, 4.7, 7.2).

  @network-2.4
  Scenario Outline: A phone that comes back takes the SMS that was tried in vain
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    And Ana Lopes is offline
    When the business sends Ana Lopes the text "Code 5519"
    And 1h passes
    Given Ana Lopes is online
    Then the message is delivered

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-2.8
  Scenario Outline: An SMS that nobody takes in 48 hours fails
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    And Ana Lopes is offline
    When the business sends Ana Lopes the text "Code 5519"
    And 48h1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-4.7
  Scenario Outline: The operator error <trouble> ends in <status>
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    And the bench calls putHandset with:
      | number     | 491700000001 |
      | troubles.0 | <trouble>    |
    When the business sends Ana Lopes the text "Code 5519"
    And 1h passes
    Then the message is <status>

    @tyntec
    Examples:
      | provider | trouble                | status     |
      | tyntec   | sms_unknown_subscriber | failed     |
      | tyntec   | sms_illegal_subscriber | failed     |
      | tyntec   | sms_memory_full        | dispatched |

  @network-7.2 @F52
  Scenario Outline: A receipt that is missing is never told
    Given a business on <provider>
    And a webhook for delivered
    And Ana Lopes has SMS on 491700000001
    And the bench calls addFault with:
      | fault      | F52     |
      | params.how | missing |
    When the business sends Ana Lopes the text "Code 5519"
    And 1h passes
    Then no webhook arrives

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-7.2 @F52
  Scenario Outline: A receipt that is late does not come before
    Given a business on <provider>
    And a webhook for delivered
    And Ana Lopes has SMS on 491700000001
    And the bench calls addFault with:
      | fault        | F52  |
      | params.how   | late |
      | params.delay | 10m  |
    When the business sends Ana Lopes the text "Code 5519"
    And 9m passes
    Then no webhook arrives

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-7.2 @F52
  Scenario Outline: A receipt that is late arrives late
    Given a business on <provider>
    And a webhook for delivered
    And Ana Lopes has SMS on 491700000001
    And the bench calls addFault with:
      | fault        | F52  |
      | params.how   | late |
      | params.delay | 10m  |
    When the business sends Ana Lopes the text "Code 5519"
    And 11m passes
    Then the webhook delivered arrives

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-7.2 @F54
  Scenario Outline: An SMS that the operator filters fails
    Given a business on <provider>
    And Ana Lopes has SMS on 491700000001
    And the bench calls addFault with:
      | fault          | F54  |
      | params.pattern | Code |
    When the business sends Ana Lopes the text "Code 5519"
    And 1s passes
    Then the message is failed

    @tyntec
    Examples:
      | provider |
      | tyntec   |

  @network-7.2 @F53
  Scenario Outline: A long SMS of a person may lack a part
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has SMS on 491700000001
    And the bench calls addFault with:
      | fault       | F53 |
      | params.part | 2   |
    When Ana Lopes sends a text:
      | text  | abcdefghij |
      | parts | number 2   |
    Then the webhook message arrives:
      | content.text | abcde |

    @tyntec
    Examples:
      | provider |
      | tyntec   |
