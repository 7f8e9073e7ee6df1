@twoway
Feature: twoway tokens
  A user logs in with a phone number and a password, or with a refresh token, and gets a JWT that lives for an hour; static tokens
  never end. A token carries scopes, and each operation wants one of its own (twoway 1.3, 1.4, 2.13).

  Background:
    Given a business on twoway

  @twoway-1.3 @bench @journey
  Scenario: An access token ends after an hour, and a refresh token gives another one
    When the business calls oauthTokenPost with:
      | grant_type | password  |
      | username   | $username |
      | password   | $password |
    Then the answer is 200
    And the answer has:
      | token_type | Bearer      |
      | expires_in | number 3600 |
    Then I keep access_token as token
    And I keep refresh_token as refresh
    When the business calls accountsGet with:
      | header Authorization | bearer $token |
    Then the answer is 200
    When 3601s passes
    And the business calls accountsGet with:
      | header Authorization | Bearer $token |
    Then the answer is the error "jwt expired"
    When the business calls oauthTokenPost with:
      | grant_type    | refresh_token |
      | refresh_token | $refresh      |
    Then I keep access_token as token
    When the business calls accountsGet with:
      | header Authorization | Bearer $token |
    Then the answer is 200

  @twoway-1.3
  Scenario: The token endpoint takes a form
    When the business calls oauthTokenPost with:
      | Content-Type | application/x-www-form-urlencoded                                                         |
      | raw          | grant_type=password&username=$username&password=$password&scope=ACCOUNT_READ%20TAGS_READ |
    Then the answer is 200
    And the answer has:
      | scope | TAGS_READ ACCOUNT_READ |

  @twoway-1.3
  Scenario Outline: The token endpoint answers <error>
    When the business calls oauthTokenPost with:
      | grant_type    | <grant>    |
      | username      | <username> |
      | password      | <password> |
      | scope         | <scope>    |
      | refresh_token | <refresh>  |
    Then the answer is <status>
    And the answer has:
      | error | <error> |

    Examples:
      | grant         | username  | password  | scope     | refresh | status | error                  |
      | password      | $username | wrong     |           |         | 401    | invalid_grant          |
      | password      | 1         | $password |           |         | 401    | invalid_grant          |
      | refresh_token |           |           |           | nothing | 401    | invalid_grant          |
      | magic         |           |           |           |         | 400    | unsupported_grant_type |
      | password      | $username | $password | NO_SCOPE  |         | 400    | invalid_scope          |
      | password      |           |           |           |         | 400    | invalid_request        |

  @twoway-1.3 @bench
  Scenario: Nobody gets a scope that he does not hold
    Given the bench calls patchAccount with:
      | provider | twoway                |
      | id       | twoway-demoshop       |
      | scopes   | ["ACCOUNT_READ"]      |
    When the business calls oauthTokenPost with:
      | username | $username  |
      | password | $password  |
      | scope    | TAGS_READ  |
    Then the answer is 403
    And the answer has:
      | error | invalid_scope |
    When the business calls tokenPost with:
      | raw | {"phoneNumber":$username,"password":"$password","passwordEncoding":"plaintext","scopes":["TAGS_READ"]} |
    Then the answer is the error "Insufficient Access"

  @twoway-1.5
  Scenario Outline: A credential that is wrong: <error>
    When the business calls accountsGet with:
      | header Authorization | <credential> |
    Then the answer is the error "<error>"

    Examples:
      | credential        | error              |
      | Basic eDp5        | Missing auth token |
      | Bearer nonsense   | jwt malformed      |
      | Bearer apit_other | Invalid API token  |

  @twoway-1.5
  Scenario: A token that somebody else has signed
    When the business calls accountsGet with:
      | header Authorization | Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzY29wZSI6IjEiLCJleHAiOjQxMDAwMDAwMDAsImlhdCI6MSwidXNlciI6eyJpZCI6IngiLCJ0ZWFtSWQiOiJ5In19.c2ln |
    Then the answer is the error "invalid signature"

  @twoway-1.4
  Scenario: Three scopes share a bit, so one of them opens the account
    When the business calls oauthTokenPost with:
      | username | $username      |
      | password | $password      |
      | scope    | ACCOUNT_CREATE |
    Then I keep access_token as token
    When the business calls accountsOpen with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
    Then the answer is 200

  @twoway-1.4 @bench @journey
  Scenario: Who may read assigned chats only sees those
    Given Ana Lopes has WhatsApp on 491700000001
    And Ben Kruse has WhatsApp on 491700000002
    And Ana Lopes wrote 1h ago
    When Ben Kruse writes "hello"
    And the business calls oauthTokenPost with:
      | username | $username                                                          |
      | password | $password                                                          |
      | scope    | CHATS_ACCESS_ASSIGNED CONTACTS_READ_ASSIGNED MESSAGES_SEND_TO_ASSIGNED |
    Then I keep access_token as token
    When the business calls usersGet
    Then I keep users.0.id as me
    When the business calls contactsPatch with:
      | contacts       | 491700000001 |
      | patch.assignee | $me          |
    And the business calls chatsGet with:
      | header Authorization | Bearer $token |
    Then the answer has:
      | chats.#    | 1                           |
      | chats.0.id | 491700000001@s.whatsapp.net |
    When the business calls messagesGet with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000002  |
    Then the answer is the error "Insufficient Access"
    When the business calls messagesPost with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000002  |
      | text                 | hi            |
    Then the answer is the error "Insufficient Access"
    When the business calls contactsImageGet with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | id                   | 491700000002  |
    Then the answer is the error "Insufficient Access"
    When the business calls messagesSearch with:
      | header Authorization | Bearer $token |
      | q                    | hello         |
    Then the answer has:
      | messages.# | 1 |
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000002 |
    Then I keep messages.0.id as foreign
    When the business calls messagesPatch with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000002  |
      | id                   | $foreign      |
    Then the answer is the error "Insufficient Access"
    When the business calls messagesRefresh with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000002  |
      | id                   | $foreign      |
    Then the answer is the error "Insufficient Access"

  @twoway-2.13 @journey
  Scenario: The vendor's login gives a refresh token when it is asked for
    When the business calls tokenPost with:
      | raw | {"phoneNumber":$username,"password":"$password","passwordEncoding":"plaintext","returnRefreshToken":true} |
    Then the answer is 200
    And the answer has:
      | was_forced    | false    |
      | refresh_token | any uuid |
    Then I keep refresh_token as refresh
    When the business calls tokenGet
    Then the answer has:
      | #       | 1        |
      | 0.token | $refresh |
    When the business calls tokenPost with:
      | refreshToken | $refresh |
      | teamId       | $teamId  |
    Then the answer is 200
    When the business calls tokenDelete with:
      | token | $refresh |
    Then the answer is 200
    When the business calls tokenPost with:
      | refreshToken | $refresh |
      | teamId       | $teamId  |
    Then the answer is the error "Invalid refresh token"
    When the business calls tokenGet
    Then the answer has:
      | # | 0 |

  @twoway-2.13
  Scenario: A wrong password
    When the business calls tokenPost with:
      | raw | {"phoneNumber":$username,"password":"wrong"} |
    Then the answer is the error "Incorrect phone number or password"

  @twoway-2.13 @bench
  Scenario: With single logins a second one must be forced
    Given the bench calls patchProvider with:
      | provider    | twoway |
      | singleLogin | true   |
    When the business calls tokenPost with:
      | raw | {"phoneNumber":$username,"password":"$password","passwordEncoding":"plaintext"} |
    Then the answer is 200
    When the business repeats the call
    Then the answer is the error "Another login is active"
    When the business calls tokenPost with:
      | raw | {"phoneNumber":$username,"password":"$password","passwordEncoding":"plaintext","force":true} |
    Then the answer has:
      | was_forced | true |
