@tyntec
Feature: tyntec calls
  A business calls a user who has permitted it, and takes the calls of users while its number takes calls. Both sides learn
  what becomes of a call (tyntec 2.10, 3.9, 5.10, network 3.21).

  Background:
    Given a business on tyntec

  @tyntec-2.10
  Scenario: The calling settings that are given are changed
    When the business calls updateWACallingSettings with:
      | phone-number             | $whatsapp |
      | status                   | ENABLED   |
      | callbackPermissionStatus | ENABLED   |
    Then the answer is 204
    When the business calls updateWACallingSettings with:
      | phone-number       | $whatsapp   |
      | callIconVisibility | DISABLE_ALL |
    And the business calls getWACallingSettings with:
      | phone-number | $whatsapp |
    Then the answer has:
      | status                   | ENABLED     |
      | callbackPermissionStatus | ENABLED     |
      | callIconVisibility       | DISABLE_ALL |

  @tyntec-2.10
  Scenario: Calls go to a SIP server with a new password
    When the business calls updateWASipCallingSettings with:
      | phone-number | $whatsapp            |
      | status       | ENABLED              |
      | hostname     | sip.shop.example.com |
      | password     | mine                 |
    Then the answer is 200
    And the answer has:
      | password | not mine |
    And I keep password as password
    When the business calls getWASipCallingSettings with:
      | phone-number | $whatsapp |
    Then the answer has:
      | status   | ENABLED   |
      | password | $password |

  @tyntec-2.10
  Scenario Outline: <operation> with <mistake> is refused
    When the business calls <operation> with:
      | phone-number | $whatsapp |
      | status       | ENABLED   |
      | <member>     | <value>   |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | <field> |

    Examples:
      | operation                  | mistake         | member               | value     | field                                 |
      | updateWACallingSettings    | an unknown zone | callHours.timezoneId | Lamp/Shop | validate.request.callHours.timezoneId |
      | updateWASipCallingSettings | no server       | port                 | 1         | validate.request.hostname             |

  @tyntec-3.9 @bench
  Scenario: The phone of a user whom the business calls rings
    Given a webhook for calls
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | calling | true      |
    And the bench calls handsetPermitCalls with:
      | number | 491700000001 |
      | sender | $whatsapp    |
      | act    | accept       |
    When the business calls sendWACallingAction with:
      | action          | connect      |
      | from            | $whatsapp    |
      | to              | 491700000001 |
      | session.sdpType | offer        |
      | session.sdp     | "v=0"        |
    Then the answer is 200
    And the webhook CallStatus::ringing arrives:
      | to | 491700000001 |

  @tyntec-3.9 @bench
  Scenario: A user calls and the business takes the call
    Given a webhook for calls
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | calling | true      |
    And the bench calls handsetCall with:
      | number | 491700000001 |
      | sender | $whatsapp    |
    Then the webhook Call::Connect arrives:
      | direction | USER_INITIATED |
      | from      | 491700000001   |
    And I keep callId as call
    When the business calls sendWACallingAction with:
      | action          | accept |
      | callId          | $call  |
      | session.sdpType | answer |
      | session.sdp     | "v=0"  |
    Then the answer is 200

  @tyntec-3.9 @bench
  Scenario: The end of a call that nobody takes is told
    Given a webhook for calls
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | calling | true      |
    And the bench calls handsetCall with:
      | number | 491700000001 |
      | sender | $whatsapp    |
    When 60s passes
    Then the webhook Call::Terminate arrives:
      | status   | FAILED |
      | duration | absent |

  @tyntec-2.10 @bench
  Scenario: A call of the business needs the permission of the user
    When the business calls updateWACallingSettings with:
      | phone-number | $whatsapp |
      | status       | ENABLED   |
    And the business calls sendWACallingAction with:
      | action          | connect      |
      | from            | $whatsapp    |
      | to              | 491700000001 |
      | session.sdpType | offer        |
      | session.sdp     | "v=0"        |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | validate.request.to |

  @OP-73
  Scenario Outline: A call action <what> is refused
    When the business calls sendWACallingAction with:
      | action   | <action> |
      | <member> | <value>  |
    Then the answer is the error "invalid"

    Examples:
      | what                    | action    | member | value      |
      | for a call that is none | terminate | callId | wacid.QUJD |
      | that is none            | sing      | callId | wacid.QUJD |
      | without session         | accept    | callId | wacid.QUJD |

  @tyntec-5.10 @bench
  Scenario: A permission lasts for 7 days
    Given the bench calls handsetPermitCalls with:
      | number | 491700000001 |
      | sender | $whatsapp    |
      | act    | accept       |
    When the business calls getCallingPermissionStatus with:
      | from | $whatsapp    |
      | to   | 491700000001 |
    Then the answer is 200
    And the answer has:
      | permission.status          | temporary                |
      | permission.expiration      | 2026-01-08T00:00:00.000Z |
      | actions.1.actionName       | start_call               |
      | actions.1.canPerformAction | true                     |
    When 7d passes
    And the business repeats the call
    Then the answer has:
      | permission.status | no_permission |

  @tyntec-5.10 @bench
  Scenario: Asking for the permission counts
    Given Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business sends Ana a call permission request:
      | text | May we call you? |
    And 1s passes
    And the business calls getCallingPermissionStatus with:
      | from | $whatsapp    |
      | to   | 491700000001 |
    Then the answer has:
      | actions.0.actionName            | send_call_permission_request |
      | actions.0.canPerformAction      | false                        |
      | actions.0.limits.0.currentUsage | 1                            |

  @tyntec-2.10
  Scenario Outline: The permission of <what> is an error
    When the business calls getCallingPermissionStatus with:
      | from | <from>       |
      | to   | 491700000001 |
    Then the answer is the error "<error>"

    Examples:
      | what                   | from          | error     |
      | somebody else's number | 4915735999999 | forbidden |
      | something              | shop          | invalid   |

  @tyntec-2.10
  Scenario Outline: <operation> of a number that nobody has is an error
    When the business calls <operation> with:
      | phone-number | 4915735999999 |
      | status       | DISABLED      |
    Then the answer is the error "<error>"

    Examples:
      | operation                  | error             |
      | getWACallingSettings       | account not found |
      | getWASipCallingSettings    | account not found |
      | updateWACallingSettings    | number not found  |
      | updateWASipCallingSettings | number not found  |
      | triggerCoexistenceSync     | number not found  |

  @OP-3 @bench
  Scenario Outline: <operation> needs the scope <scope>
    Given the bench calls patchProvider with:
      | provider      | tyntec                               |
      | channelScopes | {"4915735990001":["templates:read"]} |
    When the business calls <operation> with:
      | phone-number    | $whatsapp    |
      | status          | DISABLED     |
      | action          | connect      |
      | from            | $whatsapp    |
      | to              | 491700000001 |
      | session.sdpType | offer        |
      | session.sdp     | "v=0"        |
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope <scope> |

    Examples:
      | operation                  | scope          |
      | getWACallingSettings       | profile:read   |
      | getWASipCallingSettings    | profile:read   |
      | updateWACallingSettings    | profile:write  |
      | updateWASipCallingSettings | profile:write  |
      | triggerCoexistenceSync     | profile:write  |
      | sendWACallingAction        | messages:write |
      | getCallingPermissionStatus | messages:read  |
