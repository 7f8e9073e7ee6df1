@wabbit
Feature: Wabbit access
  A caller is recognised by a token, by a session with its CSRF token, or by the key of the WhatsApp provider, which
  stands for an admin. Whoever is not recognised gets 403, never 401 (wabbit 1.2 to 1.4).

  Background:
    Given a business on wabbit

  @wabbit-2.1 @wabbit-6.1
  Scenario: A good login gets the same token every time
    When the business calls createAuthToken with:
      | username | $username |
      | password | $password |
    Then the answer is 200
    And the answer has:
      | token | $token |
    When the business repeats the call
    Then the answer has:
      | token | $token |

  @wabbit-2.1 @wabbit-6.1
  Scenario: A bad login gets none
    When the business calls createAuthToken with:
      | username | $username |
      | password | wrong     |
    Then the answer is 400
    And the answer has:
      | non_field_errors | ["Unable to log in with provided credentials."] |

  @wabbit-1.6
  Scenario: All missing fields stand in one answer
    When the business calls createAuthToken with:
      | raw | {"password":""} |
    Then the answer is 400
    And the answer has:
      | username | ["This field is required."]     |
      | password | ["This field may not be blank."] |

  @wabbit-1.5
  Scenario: A form serves as well as JSON
    When the business calls createAuthToken with:
      | Content-Type | application/x-www-form-urlencoded       |
      | raw          | username=$username&password=$password |
    Then the answer is 200
    And the answer has:
      | token | $token |

  @wabbit-1.2 @wabbit-6.1
  Scenario Outline: The token <token> is refused with "<detail>"
    When the business calls <operation> with:
      | header Authorization | <token> |
      | id                   | 1       |
    Then the answer is 403
    And the answer has:
      | detail | <detail> |

    Examples:
      | operation           | token        | detail                                                           |
      | listChats           | Token 0123   | Invalid token.                                                   |
      | listChats           | Token        | Invalid token header. No credentials provided.                   |
      | listChats           | Token a b    | Invalid token header. Token string should not contain spaces.    |
      | listChats           | Bearer x     | Authentication credentials were not provided.                    |
      | retrieveApiRoot     | Token 0123   | Invalid token.                                                   |
      | createAuthToken     | Token 0123   | Invalid token.                                                   |
      | logout              | Token 0123   | Invalid token.                                                   |
      | convertRefreshToken | Token 0123   | Invalid token.                                                   |
      | retrieveMedia       | Token 0123   | Invalid token.                                                   |

  @wabbit-1.2
  Scenario: An activation with a bad token is refused
    When the business calls activateUser with:
      | code                 | x          |
      | header Authorization | Token 0123 |
    Then the answer is the error "bad token"

  @wabbit-1.2
  Scenario: Nobody gets in without a credential
    When the business calls listChats without credentials
    Then the answer is the error "unauthorized"

  @wabbit-1.2 @wabbit-6.2 @bench
  Scenario: The provider's key stands for the first admin
    When the business calls retrieveCurrentUser with:
      | header Authorization | none        |
      | header D360-Api-Key  | $d360ApiKey |
    Then the answer is 200
    And the answer has:
      | username | $username |
    When the business calls retrieveCurrentUser with:
      | header Authorization | none  |
      | header D360-Api-Key  | wrong |
    Then the answer is the error "unauthorized"

  @wabbit-1.2 @wabbit-6.2
  Scenario: A wrong provider key is passed over
    When the business calls retrieveCurrentUser with:
      | header D360-Api-Key | wrong |
    Then the answer is 200
    And the answer has:
      | username | $username |

  @wabbit-2.1 @wabbit-6.3
  Scenario: The entry page hands out a CSRF token
    When the business calls retrieveApiRoot without credentials
    Then the answer is 200
    And the answer has:
      | header Set-Cookie | like ^csrftoken=[A-Za-z0-9]{64}; Path=/; Expires=.*; Max-Age=31449600; SameSite=Lax$ |
      | chats             | like /chats/$                                                                       |
      | webhooks/waba     | like /webhooks/waba/$                                                               |

  @wabbit-2.1
  Scenario: Logging out ends the session and leaves the token
    When the business calls logout
    Then the answer is 200
    And the answer has:
      | header Set-Cookie | sessionid=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/ |
    When the business calls retrieveCurrentUser
    Then the answer is 200

  @wabbit-2.1 @bench
  Scenario: A refresh token works once
    Given the bench calls patchProvider with:
      | provider      | wabbit                                                        |
      | refreshTokens | [{"token":"once","userId":1},{"token":"again","userId":1}] |
    When the business calls convertRefreshToken with:
      | refresh_token | once |
    Then the answer has:
      | token | $token |
    When the business repeats the call
    Then the answer is 400
    And the answer has:
      | reason | Refresh token is invalid or expired. |

  @wabbit-2.1 @bench
  Scenario: A refresh token that is kept works again
    Given the bench calls patchProvider with:
      | provider      | wabbit                                                        |
      | refreshTokens | [{"token":"once","userId":1},{"token":"again","userId":1}] |
    When the business calls convertRefreshToken with:
      | refresh_token      | again |
      | keep_refresh_token | true  |
    And the business repeats the call
    Then the answer is 200

  @wabbit-1.2 @bench
  Scenario: A deactivated user's token dies
    Given the bench calls patchProvider with:
      | provider | wabbit                      |
      | users    | [{"id":3,"active":false}] |
    When the business calls retrieveCurrentUser with:
      | header Authorization | Token $appToken |
    Then the answer is the error "inactive"
