@bench
Feature: Flow
  A business sends a form, and the person fills it in. A form that is not published, or no longer, reaches nobody
  (network 3.15).

  @network-3.15
  Scenario Outline: A person sees the form
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a flow message:
      | text   | Book online      |
      | flow   | 7001002003004001 |
      | token  | run-88           |
      | button | Book now         |
      | screen | START            |
    And 1s passes
    Then Ana sees a flow:
      | text            | Book online |
      | buttons.0.title | Book now    |

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

  @network-3.15
  Scenario Outline: The business learns what the person fills in
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And a webhook for messages
    And Ana wrote 1h ago
    When the business sends Ana a flow message:
      | text   | Book online      |
      | flow   | 7001002003004001 |
      | token  | run-88           |
      | button | Book now         |
      | screen | START            |
    And Ana sends a flow reply:
      | values.day | Monday   |
      | replyTo    | $message |
    Then the webhook <event> arrives

    @tyntec
    Examples:
      | provider | event    |
      | tyntec   | postback |

    @wabbit
    Examples:
      | provider | event    |
      | wabbit   | postback |

    @onemsg
    Examples:
      | provider | event    |
      | onemsg   | postback |

  @network-3.15
  Scenario Outline: A form that is <what> does not reach anybody
    Given a business on <provider>
    And Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a flow message:
      | text   | Book online |
      | flow   | <flow>      |
      | token  | run-88      |
      | button | Book now    |
      | screen | START       |
    And 1s passes
    Then Ana has 0 messages

    @tyntec
    Examples:
      | provider | what      | flow             |
      | tyntec   | a draft   | 7001002003004002 |
      | tyntec   | not there | 1                |

    @wabbit
    Examples:
      | provider | what      | flow             |
      | wabbit   | a draft   | 7001002003004002 |
      | wabbit   | not there | 1                |

    @onemsg
    Examples:
      | provider | what      | flow             |
      | onemsg   | a draft   | 7001002003004002 |
      | onemsg   | not there | 1                |
