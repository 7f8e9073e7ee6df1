@onemsg
Feature: 1msg errors
  Every operation needs the token of the channel; then come the block of the subscription, the rate, the content type, the
  parsing and the members. What the proxy sees is a 4xx; sends have an envelope of their own (onemsg 1.2, 1.6).

  Background:
    Given a business on onemsg

  @onemsg-1.2
  Scenario Outline: Nobody calls without the token: <operation>
    When the business calls <operation> without credentials
    Then the answer is the error "unauthorized"

    Examples:
      | operation                     |
      | getMe                         |
      | setMe                         |
      | getStatistics                 |
      | getExtendedStatistics         |
      | getStatus                     |
      | getSettings                   |
      | setSettings                   |
      | getCommerce                   |
      | setCommerce                   |
      | outputIP                      |
      | setWebhook                    |
      | getWebhook                    |
      | ackHookInfo                   |
      | sendList                      |
      | sendButton                    |
      | sendLocationRequest           |
      | sendReaction                  |
      | sendFile                      |
      | sendMessage                   |
      | sendLocation                  |
      | sendContact                   |
      | messagesList                  |
      | readMessage                   |
      | sendTemplate                  |
      | addTemplate                   |
      | removeTemplate                |
      | templatesList                 |
      | sendProduct                   |
      | uploadMedia                   |
      | getConversationalAutomation   |
      | setConversationalAutomation   |
      | getMmLiteStatus               |
      | sendSticker                   |
      | sendCtaUrl                    |
      | sendAddressMessage            |
      | sendCarousel                  |
      | sendFlow                      |
      | sendOrderDetails              |
      | sendPaymentRequest            |
      | retrieveMedia                 |
      | deleteMediaLegacy             |
      | blockUser                     |
      | unblockUser                   |
      | listBlockedUsers              |
      | listGroups                    |
      | createGroups                  |
      | listFlows                     |
      | createFlows                   |
      | getWhatsappBusinessEncryption |
      | setWhatsappBusinessEncryption |
      | getCallingSettings            |
      | updateCallingSettings         |
      | initiateCall                  |

  @onemsg-1.2
  Scenario Outline: Nobody calls without the token, with mediaId: <operation>
    When the business calls <operation> without credentials
      | mediaId | 800100200300400 |
    Then the answer is the error "unauthorized"

    Examples:
      | operation   |
      | deleteMedia |

  @onemsg-1.2
  Scenario Outline: Nobody calls without the token, with groupId: <operation>
    When the business calls <operation> without credentials
      | groupId | 120363000000000001 |
    Then the answer is the error "unauthorized"

    Examples:
      | operation                     |
      | getGroupsGroupId              |
      | createGroupsGroupId           |
      | deleteGroupsGroupId           |
      | getGroupsGroupIdInvitelink    |
      | createGroupsGroupIdInvitelink |

  @onemsg-1.2
  Scenario Outline: Nobody calls without the token, with flowId: <operation>
    When the business calls <operation> without credentials
      | flowId | 7001002003004001 |
    Then the answer is the error "unauthorized"

    Examples:
      | operation                  |
      | getFlowsFlowId             |
      | deleteFlowsFlowId          |
      | patchFlowsFlowIdMetadata   |
      | patchFlowsFlowIdAssets     |
      | getFlowsFlowIdPreview      |
      | createFlowsFlowIdPublish   |
      | createFlowsFlowIdDeprecate |

  @onemsg-1.6 @bench
  Scenario Outline: The rate of a channel holds: <operation>
    Given the bench calls patchProvider with:
      | provider  | onemsg   |
      | rateLimit | number 1 |
    When the business calls getStatus
    And the business calls <operation>
    Then the answer is the error "too many"
    And the answer has:
      | header Retry-After | 1 |

    Examples:
      | operation                     |
      | getMe                         |
      | setMe                         |
      | getStatistics                 |
      | getExtendedStatistics         |
      | getStatus                     |
      | getSettings                   |
      | setSettings                   |
      | getCommerce                   |
      | setCommerce                   |
      | outputIP                      |
      | setWebhook                    |
      | getWebhook                    |
      | ackHookInfo                   |
      | sendList                      |
      | sendButton                    |
      | sendLocationRequest           |
      | sendReaction                  |
      | sendFile                      |
      | sendMessage                   |
      | sendLocation                  |
      | sendContact                   |
      | messagesList                  |
      | readMessage                   |
      | sendTemplate                  |
      | addTemplate                   |
      | removeTemplate                |
      | templatesList                 |
      | sendProduct                   |
      | uploadMedia                   |
      | getConversationalAutomation   |
      | setConversationalAutomation   |
      | getMmLiteStatus               |
      | sendSticker                   |
      | sendCtaUrl                    |
      | sendAddressMessage            |
      | sendCarousel                  |
      | sendFlow                      |
      | sendOrderDetails              |
      | sendPaymentRequest            |
      | retrieveMedia                 |
      | deleteMediaLegacy             |
      | blockUser                     |
      | unblockUser                   |
      | listBlockedUsers              |
      | listGroups                    |
      | createGroups                  |
      | listFlows                     |
      | createFlows                   |
      | getWhatsappBusinessEncryption |
      | setWhatsappBusinessEncryption |
      | getCallingSettings            |
      | updateCallingSettings         |
      | initiateCall                  |

  @onemsg-1.6 @bench
  Scenario Outline: The rate of a channel holds, with mediaId: <operation>
    Given the bench calls patchProvider with:
      | provider  | onemsg   |
      | rateLimit | number 1 |
    When the business calls getStatus
    And the business calls <operation> with:
      | mediaId | 800100200300400 |
    Then the answer is the error "too many"
    And the answer has:
      | header Retry-After | 1 |

    Examples:
      | operation   |
      | deleteMedia |

  @onemsg-1.6 @bench
  Scenario Outline: The rate of a channel holds, with groupId: <operation>
    Given the bench calls patchProvider with:
      | provider  | onemsg   |
      | rateLimit | number 1 |
    When the business calls getStatus
    And the business calls <operation> with:
      | groupId | 120363000000000001 |
    Then the answer is the error "too many"
    And the answer has:
      | header Retry-After | 1 |

    Examples:
      | operation                     |
      | getGroupsGroupId              |
      | createGroupsGroupId           |
      | deleteGroupsGroupId           |
      | getGroupsGroupIdInvitelink    |
      | createGroupsGroupIdInvitelink |

  @onemsg-1.6 @bench
  Scenario Outline: The rate of a channel holds, with flowId: <operation>
    Given the bench calls patchProvider with:
      | provider  | onemsg   |
      | rateLimit | number 1 |
    When the business calls getStatus
    And the business calls <operation> with:
      | flowId | 7001002003004001 |
    Then the answer is the error "too many"
    And the answer has:
      | header Retry-After | 1 |

    Examples:
      | operation                  |
      | getFlowsFlowId             |
      | deleteFlowsFlowId          |
      | patchFlowsFlowIdMetadata   |
      | patchFlowsFlowIdAssets     |
      | getFlowsFlowIdPreview      |
      | createFlowsFlowIdPublish   |
      | createFlowsFlowIdDeprecate |

  @onemsg-1.6 @bench
  Scenario Outline: A broken server says so: <operation>
    Given the bench calls addFault with:
      | fault         | F02        |
      | params.status | number 500 |
    When the business calls <operation>
    Then the answer is the error "server"

    Examples:
      | operation                     |
      | getMe                         |
      | setMe                         |
      | getStatistics                 |
      | getExtendedStatistics         |
      | getStatus                     |
      | getSettings                   |
      | setSettings                   |
      | getCommerce                   |
      | setCommerce                   |
      | outputIP                      |
      | setWebhook                    |
      | getWebhook                    |
      | ackHookInfo                   |
      | sendList                      |
      | sendButton                    |
      | sendLocationRequest           |
      | sendReaction                  |
      | sendFile                      |
      | sendMessage                   |
      | sendLocation                  |
      | sendContact                   |
      | messagesList                  |
      | readMessage                   |
      | sendTemplate                  |
      | addTemplate                   |
      | removeTemplate                |
      | templatesList                 |
      | sendProduct                   |
      | uploadMedia                   |
      | getConversationalAutomation   |
      | setConversationalAutomation   |
      | getMmLiteStatus               |
      | sendSticker                   |
      | sendCtaUrl                    |
      | sendAddressMessage            |
      | sendCarousel                  |
      | sendFlow                      |
      | sendOrderDetails              |
      | sendPaymentRequest            |
      | retrieveMedia                 |
      | deleteMediaLegacy             |
      | blockUser                     |
      | unblockUser                   |
      | listBlockedUsers              |
      | listGroups                    |
      | createGroups                  |
      | listFlows                     |
      | createFlows                   |
      | getWhatsappBusinessEncryption |
      | setWhatsappBusinessEncryption |
      | getCallingSettings            |
      | updateCallingSettings         |
      | initiateCall                  |

  @onemsg-1.6 @bench
  Scenario Outline: A broken server says so, with mediaId: <operation>
    Given the bench calls addFault with:
      | fault         | F02        |
      | params.status | number 500 |
    When the business calls <operation> with:
      | mediaId | 800100200300400 |
    Then the answer is the error "server"

    Examples:
      | operation   |
      | deleteMedia |

  @onemsg-1.6 @bench
  Scenario Outline: A broken server says so, with groupId: <operation>
    Given the bench calls addFault with:
      | fault         | F02        |
      | params.status | number 500 |
    When the business calls <operation> with:
      | groupId | 120363000000000001 |
    Then the answer is the error "server"

    Examples:
      | operation                     |
      | getGroupsGroupId              |
      | createGroupsGroupId           |
      | deleteGroupsGroupId           |
      | getGroupsGroupIdInvitelink    |
      | createGroupsGroupIdInvitelink |

  @onemsg-1.6 @bench
  Scenario Outline: A broken server says so, with flowId: <operation>
    Given the bench calls addFault with:
      | fault         | F02        |
      | params.status | number 500 |
    When the business calls <operation> with:
      | flowId | 7001002003004001 |
    Then the answer is the error "server"

    Examples:
      | operation                  |
      | getFlowsFlowId             |
      | deleteFlowsFlowId          |
      | patchFlowsFlowIdMetadata   |
      | patchFlowsFlowIdAssets     |
      | getFlowsFlowIdPreview      |
      | createFlowsFlowIdPublish   |
      | createFlowsFlowIdDeprecate |

  @onemsg-1.6 @bench
  Scenario Outline: A blocked subscription answers in plain text: <operation>
    Given the bench calls patchProvider with:
      | provider            | onemsg |
      | subscriptionBlocked | true   |
    When the business calls <operation>
    Then the answer is 403
    And the answer has:
      | header Content-Type | text/plain; charset=utf-8 |

    Examples:
      | operation             |
      | setMe                 |
      | setCommerce           |
      | getCallingSettings    |
      | updateCallingSettings |
      | initiateCall          |

  @onemsg-5.9 @bench
  Scenario Outline: Flows may be not offered: <operation>
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | flows501 | true   |
    When the business calls <operation>
    Then the answer is the error "not implemented"

    Examples:
      | operation   |
      | listFlows   |
      | createFlows |

  @onemsg-5.9 @bench
  Scenario Outline: Flows may be not offered, with flowId: <operation>
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | flows501 | true   |
    When the business calls <operation> with:
      | flowId | 7001002003004001 |
    Then the answer is the error "not implemented"

    Examples:
      | operation                |
      | patchFlowsFlowIdMetadata |
      | patchFlowsFlowIdAssets   |

  @onemsg-1.6
  Scenario Outline: A body that breaks off is none: <operation>
    When the business calls <operation> with:
      | raw | {"phone": |
    Then the answer is the error "not parseable"

    Examples:
      | operation                     |
      | setMe                         |
      | setSettings                   |
      | setCommerce                   |
      | setWebhook                    |
      | readMessage                   |
      | addTemplate                   |
      | removeTemplate                |
      | setConversationalAutomation   |
      | deleteMediaLegacy             |
      | blockUser                     |
      | unblockUser                   |
      | createGroups                  |
      | createFlows                   |
      | setWhatsappBusinessEncryption |
      | updateCallingSettings         |
      | initiateCall                  |

  @onemsg-1.6
  Scenario Outline: A body that breaks off is none, a send: <operation>
    When the business calls <operation> with:
      | raw | {"phone": |
    Then the answer is 400
    And the answer has:
      | sent    | false                |
      | message | Invalid request body |
      | error   | Invalid request body |

    Examples:
      | operation           |
      | sendList            |
      | sendButton          |
      | sendLocationRequest |
      | sendReaction        |
      | sendFile            |
      | sendMessage         |
      | sendLocation        |
      | sendContact         |
      | sendTemplate        |
      | sendProduct         |
      | uploadMedia         |
      | sendSticker         |
      | sendCtaUrl          |
      | sendAddressMessage  |
      | sendCarousel        |
      | sendFlow            |
      | sendOrderDetails    |
      | sendPaymentRequest  |

  @onemsg-1.6
  Scenario Outline: A body that breaks off is none, with groupId: <operation>
    When the business calls <operation> with:
      | groupId | 120363000000000001 |
      | raw     | {"phone":          |
    Then the answer is the error "not parseable"

    Examples:
      | operation           |
      | createGroupsGroupId |

  @onemsg-1.6
  Scenario Outline: A body that breaks off is none, with flowId: <operation>
    When the business calls <operation> with:
      | flowId | 7001002003004001 |
      | raw    | {"phone":        |
    Then the answer is the error "not parseable"

    Examples:
      | operation                |
      | patchFlowsFlowIdMetadata |
      | patchFlowsFlowIdAssets   |

  @onemsg-1.6
  Scenario Outline: A content type that is not known is refused: <operation>
    When the business calls <operation> with:
      | Content-Type | text/xml |
      | raw          | <a/>     |
    Then the answer is the error "unsupported media type"

    Examples:
      | operation                     |
      | setMe                         |
      | setSettings                   |
      | setCommerce                   |
      | setWebhook                    |
      | readMessage                   |
      | addTemplate                   |
      | removeTemplate                |
      | setConversationalAutomation   |
      | deleteMediaLegacy             |
      | blockUser                     |
      | unblockUser                   |
      | createGroups                  |
      | createFlows                   |
      | setWhatsappBusinessEncryption |
      | updateCallingSettings         |
      | initiateCall                  |

  @onemsg-1.6
  Scenario Outline: A content type that is not known is refused, a send: <operation>
    When the business calls <operation> with:
      | Content-Type | text/xml |
      | raw          | <a/>     |
    Then the answer is 400
    And the answer has:
      | sent    | false                    |
      | message | Unsupported content type |
      | error   | Unsupported content type |

    Examples:
      | operation           |
      | sendList            |
      | sendButton          |
      | sendLocationRequest |
      | sendReaction        |
      | sendFile            |
      | sendMessage         |
      | sendLocation        |
      | sendContact         |
      | sendTemplate        |
      | sendProduct         |
      | uploadMedia         |
      | sendSticker         |
      | sendCtaUrl          |
      | sendAddressMessage  |
      | sendCarousel        |
      | sendFlow            |
      | sendOrderDetails    |
      | sendPaymentRequest  |

  @onemsg-1.6
  Scenario Outline: A content type that is not known is refused, with groupId: <operation>
    When the business calls <operation> with:
      | groupId      | 120363000000000001 |
      | Content-Type | text/xml           |
      | raw          | <a/>               |
    Then the answer is the error "unsupported media type"

    Examples:
      | operation           |
      | createGroupsGroupId |

  @onemsg-1.6
  Scenario Outline: A content type that is not known is refused, with flowId: <operation>
    When the business calls <operation> with:
      | flowId       | 7001002003004001 |
      | Content-Type | text/xml         |
      | raw          | <a/>             |
    Then the answer is the error "unsupported media type"

    Examples:
      | operation                |
      | patchFlowsFlowIdMetadata |
      | patchFlowsFlowIdAssets   |

  @onemsg-1.6
  Scenario Outline: A parameter of <operation> has its form: <name> <value>
    When the business calls <operation> with:
      | <name> | <value> |
    Then the answer is 400
    And the answer has:
      | error | <error> |

    Examples:
      | operation     | name              | value   | error                        |
      | getStatistics | date              | 13.2026 | date is invalid              |
      | getStatistics | date              | 3.2026  | date is invalid              |
      | ackHookInfo   | messageId         |         | messageId is required        |
      | messagesList  | limit             | -1      | limit is invalid             |
      | messagesList  | last              | maybe   | last is invalid              |
      | messagesList  | lastMessageNumber | one     | lastMessageNumber is invalid |
      | messagesList  | min_time          | x       | min_time is invalid          |
      | templatesList | limit             | 0       | limit is invalid             |
      | templatesList | sort              | age     | sort is invalid              |
      | retrieveMedia | mediaId           |         | mediaId is required          |
      | retrieveMedia | mediaId           | 1       | Media not found              |
      | deleteMedia   | mediaId           | 1       | Media not found              |
      | listGroups    | limit             | 0       | limit is invalid             |
      | listGroups    | limit             | 1025    | limit is invalid             |

  @onemsg-1.2
  Scenario Outline: The token may stand <where>
    When the business calls sendMessage without credentials
      """
      {"token":"<body>","phone":"12025550143"}
      """
    Then the answer is <status>

    Examples:
      | where              | body  | status |
      | nowhere            |       | 401    |
      | in the body, wrong | wrong | 401    |

  @onemsg-1.2
  Scenario: The token in the body is enough
    When the business calls setSettings without credentials
      """
      {"token":"$token","rawHooks":true}
      """
    Then the answer is 200
    And the answer has:
      | rawHooks     | true   |
      | update.token | absent |

  @onemsg-1.2
  Scenario: A wrong token in the body is not rescued by the header
    When the business calls setSettings with:
      | token    | wrong |
      | rawHooks | true  |
    Then the answer is the error "unauthorized"
    And the answer has:
      | error | like ^Wrong token "wrong" for channel |

  @onemsg-1.2
  Scenario Outline: The header may say <scheme>
    When the business calls getStatus with:
      | header <header> | <scheme> |
    Then the answer is <status>

    Examples:
      | header        | scheme         | status |
      | Authorization | Bearer $token  | 200    |
      | Authorization | Basic $token   | 200    |
      | Authorization | $token         | 200    |
      | Authorization | Bearer another | 401    |
      | Authorization | another        | 401    |

  @onemsg-1.3
  Scenario: A form is taken like JSON
    When the business calls setSettings with:
      | Content-Type | application/x-www-form-urlencoded               |
      | raw          | ackNotificationsOn=False&rawHooks=1&webhookUrl= |
    Then the answer is 200
    And the answer has:
      | update.ackNotificationsOn | false |
      | update.rawHooks           | true  |
      | webhookUrl                | null  |
