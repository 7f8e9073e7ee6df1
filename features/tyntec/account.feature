@tyntec
Feature: tyntec account configuration
  The callback settings of the account hold for every channel that has none of its own: where events go, in which
  version, with which header, and whether they are signed. Setting them replaces all of them (tyntec 2.7, 3.2, 5.9).

  Background:
    Given a business on tyntec

  @tyntec-2.7 @bench
  Scenario: A fresh account has every scope and no callbacks
    When the business calls getAccountConfiguration
    Then the answer is 200
    And the answer has:
      | scopes.# | 7                                           |
      | callback | {"callbackVersion":"2.11","eventFilter":[]} |
      | config   | empty                                       |

  @tyntec-2.7
  Scenario: The callback settings are kept
    When the business calls updateAccountCallback with:
      | callbackVersion         | 2.12                    |
      | signature.secret        | k3y-k3y-k3y             |
      | signature.method        | HS512                   |
      | businessNotificationUrl | $webhook/biz            |
      | eventFilter             | ["MessageStatus::seen"] |
    Then the answer is 200
    And I keep callback as stored
    When the business calls getAccountConfiguration
    Then the answer has:
      | callback                         | $stored                 |
      | callback.callbackVersion         | 2.12                    |
      | callback.signature.secret        | k3y-k3y-k3y             |
      | callback.businessNotificationUrl | $webhook/biz            |
      | callback.eventFilter             | ["MessageStatus::seen"] |

  @tyntec-2.7
  Scenario: New settings replace all of the old ones
    When the business calls updateAccountCallback with:
      | callbackVersion   | 2.13         |
      | header.key        | X-Shop-Token |
      | header.value      | t0ken-t0ken  |
      | inboundMessageUrl | $webhook/in  |
    And the business calls updateAccountCallback with:
      | messageStatusUrl | $webhook/st |
    Then the answer is 200
    And the answer has:
      | callback | {"callbackVersion":"2.11","messageStatusUrl":"$webhook/st","eventFilter":[]} |

  @tyntec-2.7
  Scenario Outline: Signing is turned off by <what>
    When the business calls updateAccountCallback with:
      | signature.secret | k3y-k3y-k3y |
      | signature.method | HS256       |
    And the business calls updateAccountCallback with:
      """
      <body>
      """
    Then the answer is 200
    And the answer has:
      | callback.signature | absent |

    Examples:
      | what            | body               |
      | leaving it out  | {}                 |
      | null            | {"signature":null} |
      | an empty object | {"signature":{}}   |
      | an empty text   | {"signature":""}   |

  @tyntec-3.2 @bench
  Scenario Outline: Events are signed with <method>
    Given Ana has WhatsApp on 491700000001
    When the business calls updateAccountCallback with:
      | signature.secret  | k3y-k3y-k3y |
      | signature.method  | <method>    |
      | inboundMessageUrl | $webhook/in |
    Then I keep callback.signature.secret as secret
    And I keep callback.signature.method as method
    When Ana writes "Is the blue one in stock?"
    Then the webhook message arrives:
      | content.text | Is the blue one in stock? |
    And the webhook is signed

    Examples:
      | method |
      | HS256  |
      | HS512  |

  @tyntec-3.2 @bench
  Scenario: Events carry the header that the account has set
    When the business calls updateAccountCallback with:
      | header.key        | X-Shop-Token |
      | header.value      | t0ken-t0ken  |
      | inboundMessageUrl | $webhook/in  |
    And Ana Lopes writes "hello"
    Then the webhook message arrives:
      | header X-Shop-Token | t0ken-t0ken |

  @tyntec-5.9 @bench
  Scenario: A channel's own settings beat those of the account
    Given Ana has WhatsApp on 491700000001
    When the business calls updateAccountCallback with:
      | inboundMessageUrl | $webhook/account |
    And the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp        |
      | inboundMessageUrl | $webhook/channel |
    And Ana writes "hello"
    Then the webhooks arrive in order:
      | event   | endpoint |
      | message | channel  |

  @tyntec-1.6
  Scenario Outline: Settings with <mistake> are refused
    When the business calls updateAccountCallback with:
      """
      <body>
      """
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1       |
      | violations.0.field | <field> |

    Examples:
      | mistake            | body                                                   | field                                    |
      | a short secret     | {"signature":{"secret":"short","method":"HS256"}}      | validate.request.signature.secret        |
      | another method     | {"signature":{"secret":"k3y-k3y-k3y","method":"MD5"}}  | validate.request.signature.method        |
      | a short header     | {"header":{"key":"X-A","value":"t0ken-t0ken"}}         | validate.request.header.key              |
      | plain http         | {"businessNotificationUrl":"http://hooks.example.com"} | validate.request.businessNotificationUrl |
      | an unknown version | {"callbackVersion":"1.0"}                              | validate.request.callbackVersion         |

  @tyntec-2.7 @bench
  Scenario Outline: Credentials for media of the type <type> are kept until they are removed
    When the business calls updateAccountMediaCredentialsCallback with:
      | type   | <type> |
      | <type> | <data> |
    Then the answer is 200
    And the answer has:
      | config.mediaCredentials.<type> | <data> |
    When the business calls removeAccountMediaCredentials
    And the business calls getAccountConfiguration
    Then the answer has:
      | config | empty |

    Examples:
      | type   | data                                                                                 |
      | basic  | {"username":"fetch","password":"s3cret"}                                             |
      | oauth2 | {"clientId":"fetch","clientSecret":"s3cret","url":"https://login.example.com/token"} |

  @OP-95
  Scenario: Credentials of no known type are refused
    When the business calls updateAccountMediaCredentialsCallback with:
      | type   | digest |
      | digest | {}     |
    Then the answer is the error "invalid"

  @OP-3 @bench
  Scenario Outline: <operation> needs the scope <scope>
    Given the bench calls patchProvider with:
      | provider      | tyntec         |
      | accountScopes | ["media:read"] |
    When the business calls <operation>
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope <scope> |

    Examples:
      | operation                             | scope             |
      | updateAccountCallback                 | callbacks:write   |
      | updateAccountMediaCredentialsCallback | credentials:write |
      | removeAccountMediaCredentials         | credentials:write |

  @OP-3 @bench
  Scenario: What the account may not read is left out
    Given the bench calls patchProvider with:
      | provider      | tyntec         |
      | accountScopes | ["media:read"] |
    When the business calls getAccountConfiguration
    Then the answer has:
      | scopes   | ["media:read"] |
      | callback | absent         |
      | config   | absent         |

  @OP-50 @bench
  Scenario: Version 3 of the events is taken where it was switched on
    Given Ana has WhatsApp on 491700000001
    And the bench calls patchProvider with:
      | provider | tyntec |
      | preview  | true   |
    When the business calls updateAccountCallback with:
      | callbackVersion   | 3.0         |
      | inboundMessageUrl | $webhook/in |
    And Ana writes "hello"
    Then the webhook InboundMessage arrives:
      | content.text | hello  |
      | receivedAt   | absent |
