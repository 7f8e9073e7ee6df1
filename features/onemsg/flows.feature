@onemsg @bench
Feature: 1msg flows and calls
  A flow is a draft until it is published, and then nothing changes it any more. Calls are signalled, not carried
  (onemsg 2.13, 2.14, 5.8, 5.9).

  Background:
    Given a business on onemsg from demo
    And Dana has WhatsApp on 12025550143

  @onemsg-5.9 @journey
  Scenario: A flow goes from a draft to its end
    When the business calls createFlows with:
      | name       | Your wishes |
      | categories | ["OTHER"]   |
    Then I keep id as flow
    When the business calls patchFlowsFlowIdAssets with:
      | flowId   | $flow                                                                                                                                 |
      | flowJson | {"version":"3.1","screens":[{"id":"START","title":"Your wish","terminal":true,"layout":{"type":"SingleColumnLayout","children":[]}}]} |
    Then the answer has:
      | success          | true |
      | validationErrors | []   |
    When the business calls createFlowsFlowIdPublish with:
      | flowId | $flow |
    Then the answer has:
      | success | true |
    When the business calls createFlowsFlowIdDeprecate with:
      | flowId | $flow |
    Then the answer has:
      | success | true |
    When the business calls getFlowsFlowId with:
      | flowId | $flow |
    Then the answer has:
      | status       | DEPRECATED  |
      | name         | Your wishes |
      | json_version | "3.1"       |

  @onemsg-5.9 @journey
  Scenario: A draft is renamed, and deleted
    When the business calls patchFlowsFlowIdMetadata with:
      | flowId | 7001002003004002 |
      | name   | Next visit       |
    Then the answer has:
      | success | true |
    When the business calls listFlows
    Then the answer has:
      | total        | number 2   |
      | items.1.name | Next visit |
    When the business calls deleteFlowsFlowId with:
      | flowId | 7001002003004002 |
    Then the answer has:
      | success | true |
    When the business calls listFlows
    Then the answer has:
      | count | number 1 |

  @onemsg-5.9
  Scenario: A broken document is kept with its errors
    When the business calls patchFlowsFlowIdAssets with:
      | flowId   | 7001002003004002               |
      | flowJson | {"version":"3.1","screens":[]} |
    Then the answer is 200
    And the answer has:
      | success          | false                |
      | validationErrors | not empty            |
      | error            | Flow JSON is invalid |
    When the business calls createFlowsFlowIdPublish with:
      | flowId | 7001002003004002 |
    Then the answer has:
      | error | Flow has validation errors |

  @onemsg-5.9
  Scenario Outline: A published flow takes no <operation>
    When the business calls <operation> with:
      | flowId   | 7001002003004001  |
      | flowJson | {"version":"3.1"} |
      | name     | Other             |
    Then the answer is 200
    And the answer has:
      | error | <error> |

    Examples:
      | operation                | error                           |
      | createFlowsFlowIdPublish | Flow is PUBLISHED               |
      | patchFlowsFlowIdMetadata | Flow is PUBLISHED               |
      | patchFlowsFlowIdAssets   | Flow is PUBLISHED               |
      | deleteFlowsFlowId        | Only draft flows can be deleted |

  @onemsg-2.13
  Scenario Outline: There is no flow for <operation>
    When the business calls <operation> with:
      | flowId | 1 |
    Then the answer is 200
    And the answer has:
      | error | Flow not found |

    Examples:
      | operation                  |
      | getFlowsFlowId             |
      | getFlowsFlowIdPreview      |
      | createFlowsFlowIdDeprecate |
      | patchFlowsFlowIdMetadata   |
      | deleteFlowsFlowId          |

  @onemsg-2.13
  Scenario Outline: A flow is not made of <body>
    When the business calls createFlows with:
      | raw | <body> |
    Then the answer is 200
    And the answer has:
      | error | <error> |

    Examples:
      | body                                         | error                    |
      | {}                                           | name is required         |
      | {"name":"x"}                                 | categories is required   |
      | {"name":"x","categories":["NEWS"]}           | categories is invalid    |
      | {"name":"visit_form","categories":["OTHER"]} | Flow name already exists |

  @onemsg-2.13
  Scenario: A flow can be looked at for a month
    When the business calls getFlowsFlowIdPreview with:
      | flowId | 7001002003004001 |
    Then the answer has:
      | id                  | 7001002003004001  |
      | preview.preview_url | like ^http        |
      | preview.expires_at  | like ^2026-01-31T |

  @onemsg-2.13
  Scenario: A number has one key, which is signed
    When the business calls getWhatsappBusinessEncryption
    Then the answer has:
      | data                | []     |
      | business_public_key | absent |
    When the business calls setWhatsappBusinessEncryption with:
      | business_public_key | "-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1JG6yXCvLHLgQ7Gr/w6B\\nRm+BitMVAOVipISowkh37dANvMuGVUp5F6A+Qt3LTiipT0g9efm6Pw+wF9hQYS6r\\nY/c+mIyVbg8S3yaNA6Mv8/+TnQRS6Kpw1GzixPaJN7tfCSt5Q4YbPRJSK8vACt90\\n90+J3e2mYzoW6d5zdmgNpyRob7RRqAUiYPXinV3yBtloZz+Fvj8ww4hZTJY6Ax4q\\n/8pn0pAxjmw42RFDIAy/4jVMpK/NilfKOPvHs3iUeq5ckd4dv5/kWW55JjEj4vXo\\n3u870M0YMVy3WxgZN1lK6PHARoy71jSRhg6kQqst1zlqOKY3g8meP7MFt3xAPUuh\\nmQIDAQAB\\n-----END PUBLIC KEY-----\\n" |
    Then the answer has:
      | success | true |
    When the business calls getWhatsappBusinessEncryption
    Then the answer has:
      | business_public_key_signature_status | VALID                 |
      | data.#                               | 1                     |
      | business_public_key                  | like BEGIN PUBLIC KEY |

  @onemsg-2.13
  Scenario: What is no key is refused
    When the business calls setWhatsappBusinessEncryption with:
      | business_public_key | nothing |
    Then the answer is 400
    And the answer has:
      | error | business_public_key is invalid |

  @onemsg-2.14
  Scenario: The settings of calls are merged member by member
    When the business calls getCallingSettings
    Then the answer has:
      | calling | {"status":"DISABLED","call_icon_visibility":"DEFAULT","callback_permission_status":"DISABLED","srtp_key_exchange_protocol":"DTLS"} |
    When the business calls updateCallingSettings with:
      | calling.status | ENABLED |
    Then the answer has:
      | success | true |
    When the business calls getCallingSettings
    Then the answer has:
      | calling.status               | ENABLED |
      | calling.call_icon_visibility | DEFAULT |

  @onemsg-2.14
  Scenario: The platform refuses a setting that cannot be
    When the business calls updateCallingSettings with:
      | calling.srtp_key_exchange_protocol | SDES |
    Then the answer is 200
    And the answer has:
      | response.error | like ^\(#100\) Invalid parameter |

  @onemsg-5.8
  Scenario Outline: A call is refused: <what>
    When the business calls updateCallingSettings with:
      | calling.status | <status> |
    And the business calls initiateCall with:
      | messaging_product | whatsapp                          |
      | action            | <action>                          |
      | to                | 12025550143                       |
      | call_id           | wacid.none                        |
      | session           | {"sdp_type":"<type>","sdp":"v=0"} |
    Then the answer is 200
    And the answer has:
      | response.error | <error> |

    Examples:
      | what            | status   | action  | type   | error                                                    |
      | calling is off  | DISABLED | connect | offer  | (#138000) Calling is not enabled                         |
      | no permission   | ENABLED  | connect | offer  | (#138006) No approved call permission from the recipient |
      | an unknown call | ENABLED  | reject  | answer | (#131009) Call not found                                 |
      | an unknown act  | ENABLED  | hold    | answer | (#100) Invalid parameter: action                         |

  @onemsg-5.8 @journey
  Scenario: A call of a person is taken, and told when it ends
    Given a webhook for calls
    When the business calls updateCallingSettings with:
      | calling.status | ENABLED |
    Given the bench calls handsetCall with:
      | number | 12025550143 |
      | sender | $whatsapp   |
    Then the webhook calls arrives:
      | calls.0.event            | connect        |
      | calls.0.direction        | USER_INITIATED |
      | calls.0.session.sdp_type | offer          |
    And I keep calls.0.id as call
    When the business calls initiateCall with:
      | messaging_product | whatsapp                          |
      | action            | accept                            |
      | call_id           | $call                             |
      | session           | {"sdp_type":"answer","sdp":"v=0"} |
    Then the answer has:
      | success | true |
    When 1m passes
    And the business calls initiateCall with:
      | messaging_product | whatsapp  |
      | action            | terminate |
      | call_id           | $call     |
    Then the webhook calls arrives:
      | calls.0.event    | terminate |
      | calls.0.status   | COMPLETED |
      | calls.0.duration | number 60 |

  @onemsg-5.8 @journey
  Scenario: A permitted call rings, and is answered
    Given a webhook for calls
    When the business calls updateCallingSettings with:
      | calling.status                     | ENABLED |
      | calling.callback_permission_status | ENABLED |
    Given the bench calls handsetCall with:
      | number | 12025550143 |
      | sender | $whatsapp   |
    When 2m passes
    And the business calls initiateCall with:
      | messaging_product        | whatsapp                         |
      | action                   | connect                          |
      | to                       | 12025550143                      |
      | session                  | {"sdp_type":"offer","sdp":"v=0"} |
      | biz_opaque_callback_data | order 7                          |
    Then the answer has:
      | success    | true          |
      | calls.0.id | like ^wacid\. |
    And I keep calls.0.id as call
    When 1s passes
    Then the webhook calls arrives:
      | statuses.0.status       | RINGING     |
      | statuses.0.id           | $call       |
      | statuses.0.recipient_id | 12025550143 |
    Given the bench calls handsetCallAct with:
      | number | 12025550143 |
      | callId | current     |
      | act    | answer      |
    Then the webhook calls arrives:
      | statuses.0.status | ACCEPTED |
    When 30s passes
    Given the bench calls handsetCallAct with:
      | number | 12025550143 |
      | callId | current     |
      | act    | hangUp      |
    Then the webhook calls arrives:
      | calls.0.event  | terminate |
      | calls.0.status | COMPLETED |
