@tyntec
Feature: tyntec flows
  A flow is a draft until it is published, with content whose check finds nothing; then it cannot be changed, only
  deprecated. A public link shows it (tyntec 2.9, 5.6).

  Background:
    Given a business on tyntec

  @tyntec-5.6
  Scenario: A new flow is a draft without content
    When the business calls createFlowMetadata with:
      | whatsapp-account-id | $account                |
      | name                | Booking                 |
      | categories          | ["APPOINTMENT_BOOKING"] |
    Then the answer is 201
    And I keep flowId as flow
    When the business calls flowDetails with:
      | whatsapp-account-id | $account |
      | whatsapp-flow-id    | $flow    |
    Then the answer has:
      | id                 | $flow    |
      | name               | Booking  |
      | status             | DRAFT    |
      | validationErrors   | empty    |
      | jsonVersion        | absent   |
      | preview.previewUrl | any text |

  @tyntec-2.9 @bench
  Scenario: The flows of an account are listed in every state
    When the business calls listFlowsOfWhatsAppAccount with:
      | whatsapp-account-id | $account |
    Then the answer is 200
    And the answer has:
      | #        | 2          |
      | 0.name   | visit_form |
      | 0.status | PUBLISHED  |
      | 1.status | DRAFT      |

  @OP-36
  Scenario: What is wrong with a Flow JSON is told with its place
    When the business calls createFlowMetadata with:
      | whatsapp-account-id | $account  |
      | name                | Booking   |
      | categories          | ["OTHER"] |
    Then I keep flowId as flow
    When the business calls addFlowAsset with:
      | whatsapp-account-id | $account                                     |
      | whatsapp-flow-id    | $flow                                        |
      | raw                 | {"version":"3.1","color":"red","screens":[]} |
    Then the answer is 200
    And the answer has:
      | success                        | true             |
      | validationErrors.0.error       | INVALID_PROPERTY |
      | validationErrors.0.lineStart   | "1"              |
      | validationErrors.0.columnStart | "18"             |

  @OP-36 @bench
  Scenario: A flow with findings cannot be published, a clean one can
    When the business calls addFlowAsset with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
      | version             | "3.1"            |
    And the business calls publishFlow with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
    Then the answer is the error "invalid"
    When the business calls addFlowAsset with:
      | whatsapp-account-id | $account                                                                |
      | whatsapp-flow-id    | 7001002003004002                                                        |
      | version             | "3.1"                                                                   |
      | screens             | [{"id":"START","terminal":true,"layout":{"type":"SingleColumnLayout"}}] |
    And the business calls publishFlow with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
    Then the answer is 200
    And the answer has:
      | success | true |

  @tyntec-2.9 @bench
  Scenario: The content of a flow is listed
    When the business calls getFlowAssetList with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
    Then the answer is 200
    And the answer has:
      | #             | 1                                |
      | 0.name        | flow.json                        |
      | 0.assetType   | FLOW_JSON                        |
      | 0.downloadUrl | like 7001002003004001/flow.json$ |

  @tyntec-5.6 @bench
  Scenario: A draft gets another name
    When the business calls updateFlowMetadata with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
      | name                | Visits           |
    Then the answer is 200
    When the business calls flowDetails with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
    Then the answer has:
      | name | Visits |

  @tyntec-5.6 @bench
  Scenario Outline: <operation> of a published flow is refused
    When the business calls <operation> with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
      | name                | Visits           |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | status |

    Examples:
      | operation          |
      | updateFlowMetadata |
      | addFlowAsset       |
      | publishFlow        |
      | deleteFlow         |

  @tyntec-5.6 @bench
  Scenario: A flow is deprecated once, and can then not be sent
    Given Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business calls deprecateFlow with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
    Then the answer is 200
    When the business sends Ana a flow message:
      | text   | Book online      |
      | flow   | 7001002003004001 |
      | token  | run-88           |
      | button | Book now         |
      | screen | START            |
    And 1s passes
    Then the message is failed

  @tyntec-5.6 @bench
  Scenario: A draft cannot be deprecated
    When the business calls deprecateFlow with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | status |

  @tyntec-2.9 @bench
  Scenario: A deleted draft is unknown
    When the business calls deleteFlow with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
    Then the answer is 200
    When the business repeats the call
    Then the answer is the error "flow not found"

  @tyntec-2.9 @bench
  Scenario Outline: After <time> the link that shows a flow is <what>
    When the business calls getFlowPreview with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
    Then I keep previewUrl as link
    When <time> passes
    And the business repeats the call
    Then the answer has:
      | previewUrl | <link> |

    Examples:
      | time | what      | link      |
      | 29d  | the same  | $link     |
      | 30d  | a new one | not $link |

  @tyntec-2.9 @bench
  Scenario: Another link is made on demand
    When the business calls getFlowPreview with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
    Then I keep previewUrl as link
    When the business calls getFlowPreview with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004001 |
      | invalidate          | true             |
    Then the answer has:
      | previewUrl | not $link                |
      | expiresAt  | 2026-01-31T00:00:00+0000 |

  @OP-36
  Scenario Outline: A flow with <mistake> is refused
    When the business calls createFlowMetadata with:
      | whatsapp-account-id | $account     |
      | name                | <name>       |
      | categories          | <categories> |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | <field> |

    Examples:
      | mistake             | name       | categories        | field                          |
      | a name that is used | visit_form | ["OTHER"]         | validate.request.name          |
      | an unknown category | Booking    | ["LAMPS"]         | validate.request.categories[0] |
      | a category twice    | Booking    | ["OTHER","OTHER"] | validate.request.categories[1] |

  @OP-8
  Scenario Outline: <operation> of a flow that is not there is an error
    When the business calls <operation> with:
      | whatsapp-account-id | $account |
      | whatsapp-flow-id    | 1        |
      | name                | x        |
    Then the answer is the error "flow not found"

    Examples:
      | operation          |
      | flowDetails        |
      | updateFlowMetadata |
      | deleteFlow         |
      | getFlowAssetList   |
      | addFlowAsset       |
      | getFlowPreview     |
      | publishFlow        |
      | deprecateFlow      |

  @OP-8
  Scenario Outline: <operation> of an account that is not there is an error
    When the business calls <operation> with:
      | whatsapp-account-id | 1         |
      | name                | x         |
      | categories          | ["OTHER"] |
    Then the answer is the error "account not found"

    Examples:
      | operation                  |
      | listFlowsOfWhatsAppAccount |
      | createFlowMetadata         |

  @OP-7
  Scenario: A flow id that is no number is a broken rule
    When the business calls flowDetails with:
      | whatsapp-account-id | $account |
      | whatsapp-flow-id    | booking  |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | whatsapp-flow-id |

  @OP-3 @bench
  Scenario Outline: <operation> needs the scope templates:write
    Given the bench calls patchProvider with:
      | provider      | tyntec                               |
      | channelScopes | {"4915735990001":["templates:read"]} |
    When the business calls <operation> with:
      | whatsapp-account-id | $account         |
      | whatsapp-flow-id    | 7001002003004002 |
      | name                | x                |
      | categories          | ["OTHER"]        |
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope templates:write |

    Examples:
      | operation          |
      | createFlowMetadata |
      | updateFlowMetadata |
      | addFlowAsset       |
      | publishFlow        |
      | deprecateFlow      |
