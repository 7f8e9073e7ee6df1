@tyntec
Feature: tyntec pricing analytics
  Delivered messages are counted in spans of time, by the dimensions asked for; prices come from the mock's own table
  (tyntec 2.10, 4.10).

  Background:
    Given a business on tyntec

  @OP-75 @bench
  Scenario: Delivered messages are counted by country, at the prices of the table
    Given Ana has WhatsApp on 491700000001
    And the bench calls patchProvider with:
      | provider | tyntec              |
      | prices   | {"DE UTILITY":0.25} |
    When the business sends Ana the template hello_world:
      | language | en_US |
    And 1s passes
    And the business calls getPricingAnalytics with:
      | whatsapp-account-id | $account                       |
      | start               | 2026-01-01T00:00:00Z           |
      | end                 | 2026-01-02T00:00:00Z           |
      | granularity         | DAILY                          |
      | dimensions          | ["COUNTRY","PRICING_CATEGORY"] |
    Then the answer is 200
    And the answer has:
      | #                 | 1                        |
      | 0.start           | 2026-01-01T00:00:00.000Z |
      | 0.country         | DE                       |
      | 0.pricingCategory | UTILITY                  |
      | 0.volume          | number 1                 |
      | 0.cost            | number 0.25              |

  @tyntec-2.10
  Scenario: A span that ends before it starts is refused
    When the business calls getPricingAnalytics with:
      | whatsapp-account-id | $account             |
      | start               | 2026-01-02T00:00:00Z |
      | end                 | 2026-01-01T00:00:00Z |
      | granularity         | DAILY                |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | validate.request.end |

  @OP-8
  Scenario: Counts of an account that is not there are an error
    When the business calls getPricingAnalytics with:
      | whatsapp-account-id | 1                    |
      | start               | 2026-01-01T00:00:00Z |
      | end                 | 2026-01-02T00:00:00Z |
      | granularity         | DAILY                |
    Then the answer is the error "account not found"
