@twoway
Feature: twoway refusals
  Every operation refuses in the same order and in the same envelope: who calls (401), what the token may (403), what the document
  says of the request (400), and whose account it is (404). Everything else that goes wrong on purpose has the envelope too
  (twoway 1.5).

  @twoway-1.5
  Scenario Outline: <operation> wants a token
    Given a business on twoway
    When the business calls <operation> without credentials
    Then the answer is the error "Missing auth token"

    Examples:
      | operation            |
      | accountsGet          |
      | accountsPost         |
      | chatsGet             |
      | getChatHistory       |
      | contactsGet          |
      | contactsPatch        |
      | contactsDelete       |
      | contactsPost         |
      | contactsCheckExists  |
      | messagesSearch       |
      | tagsGet              |
      | tagsDelete           |
      | tagsPost             |
      | tagsPatch            |
      | filesPost            |
      | platformProductsPost |
      | platformProductsSync |
      | alibabaCamsMetadata  |
      | tokenGet             |
      | tokenDelete          |
      | inviteLinksPost      |
      | notify               |
      | teamsGet             |
      | teamsPatch           |
      | teamsJoinInvite      |
      | usersGet             |
      | usersPatch           |
      | usersDelete          |
      | subscriptionsGet     |
      | subscriptionsPost    |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId | $accountId |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation                     |
      | accountsOpen                  |
      | accountsClose                 |
      | accountsLogout                |
      | accountsPatch                 |
      | accountsDelete                |
      | accountsArchive               |
      | groupsPost                    |
      | templatesSubmitForReview      |
      | platformProductsPatch         |
      | platformProductsDelete        |
      | alibabaCamsRegister           |
      | alibabaCamsIsvTerms           |
      | alibabaCamsProfileUpdate      |
      | platformProductCategoriesPost |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and id)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId | $accountId   |
      | id        | 491700000001 |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation         |
      | chatsPatch        |
      | chatsPresencePost |
      | contactsImageGet  |
      | groupsGet         |
      | groupsPatch       |
      | groupsInviteCode  |
      | groupsJoin        |
      | groupsLeave       |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by requestId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | requestId | r-1 |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation       |
      | pollChatHistory |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by status)
    Given a business on twoway
    When the business calls <operation> without credentials
      | status | pending |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation             |
      | messagesPatchPending  |
      | messagesDeletePending |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and chatId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation    |
      | messagesGet  |
      | messagesPost |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and chatId and id)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | 491700000001 |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation       |
      | messagesPatch   |
      | messagesDelete  |
      | messagesForward |
      | messagesRefresh |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and templateId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId  | $accountId |
      | templateId | 530001     |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation       |
      | templatesDelete |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and orderId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId | $accountId |
      | orderId   | 1          |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation       |
      | orderDetailsGet |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by accountId and categoryId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | accountId  | $accountId |
      | categoryId | c1         |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation                       |
      | platformProductCategoriesPatch  |
      | platformProductCategoriesDelete |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by id)
    Given a business on twoway
    When the business calls <operation> without credentials
      | id | 491700000001 |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation           |
      | inviteLinksGet      |
      | subscriptionsPatch  |
      | subscriptionsDelete |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by step)
    Given a business on twoway
    When the business calls <operation> without credentials
      | step | createdTag |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation                        |
      | teamsCompletedOnboardingStepPost |

  @twoway-1.5
  Scenario Outline: <operation> wants a token (by teamId)
    Given a business on twoway
    When the business calls <operation> without credentials
      | teamId | $teamId |
    Then the answer is the error "Missing auth token"

    Examples:
      | operation        |
      | partnerTeamPatch |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation            |
      | accountsGet          |
      | accountsPost         |
      | chatsGet             |
      | getChatHistory       |
      | contactsGet          |
      | contactsPatch        |
      | contactsDelete       |
      | contactsPost         |
      | contactsCheckExists  |
      | tagsGet              |
      | tagsDelete           |
      | tagsPost             |
      | tagsPatch            |
      | platformProductsPost |
      | platformProductsSync |
      | tokenGet             |
      | tokenDelete          |
      | inviteLinksPost      |
      | notify               |
      | teamsPatch           |
      | usersPost            |
      | usersPatch           |
      | usersDelete          |
      | subscriptionsGet     |
      | subscriptionsPost    |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation                     |
      | accountsOpen                  |
      | accountsClose                 |
      | accountsLogout                |
      | accountsPatch                 |
      | accountsDelete                |
      | accountsArchive               |
      | groupsPost                    |
      | templatesSubmitForReview      |
      | platformProductsPatch         |
      | platformProductsDelete        |
      | alibabaCamsRegister           |
      | alibabaCamsIsvTerms           |
      | alibabaCamsProfileUpdate      |
      | platformProductCategoriesPost |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId and id)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | id                   | 491700000001  |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation         |
      | chatsPatch        |
      | chatsPresencePost |
      | groupsGet         |
      | groupsPatch       |
      | groupsInviteCode  |
      | groupsJoin        |
      | groupsLeave       |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by requestId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | requestId            | r-1           |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation       |
      | pollChatHistory |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by status)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | status               | pending       |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation             |
      | messagesPatchPending  |
      | messagesDeletePending |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId and chatId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000001  |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation    |
      | messagesPost |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId and chatId and id)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | chatId               | 491700000001  |
      | id                   | 491700000001  |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation       |
      | messagesDelete  |
      | messagesForward |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId and templateId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | templateId           | 530001        |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation       |
      | templatesDelete |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by accountId and categoryId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | accountId            | $accountId    |
      | categoryId           | c1            |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation                       |
      | platformProductCategoriesPatch  |
      | platformProductCategoriesDelete |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by teamId)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | teamId               | $teamId       |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation        |
      | partnerTeamPatch |

  @twoway-1.4
  Scenario Outline: <operation> wants a scope (by id)
    Given a business on twoway
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | KEYWORD_READ |
    Then I keep access_token as token
    When the business calls <operation> with:
      | header Authorization | Bearer $token |
      | id                   | 491700000001  |
    Then the answer is the error "Insufficient Access"

    Examples:
      | operation           |
      | subscriptionsPatch  |
      | subscriptionsDelete |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON
    Given a business on twoway
    When the business calls <operation> with:
      | raw | [1 |
    Then the answer is the error "Invalid request"

    Examples:
      | operation            |
      | accountsPost         |
      | contactsPatch        |
      | contactsPost         |
      | tagsPatch            |
      | platformProductsPost |
      | oauthTokenPost       |
      | tokenPost            |
      | tokenPostExternal    |
      | otpPost              |
      | inviteLinksPost      |
      | notify               |
      | teamsPatch           |
      | usersPost            |
      | usersPatch           |
      | subscriptionsPost    |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | $accountId |
      | raw       | [1         |
    Then the answer is the error "Invalid request"

    Examples:
      | operation                     |
      | accountsPatch                 |
      | groupsPost                    |
      | templatesSubmitForReview      |
      | platformProductsPatch         |
      | alibabaCamsRegister           |
      | alibabaCamsIsvTerms           |
      | alibabaCamsProfileUpdate      |
      | platformProductCategoriesPost |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId and id)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | $accountId   |
      | id        | 491700000001 |
      | raw       | [1           |
    Then the answer is the error "Invalid request"

    Examples:
      | operation   |
      | chatsPatch  |
      | groupsPatch |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by status)
    Given a business on twoway
    When the business calls <operation> with:
      | status | pending |
      | raw    | [1      |
    Then the answer is the error "Invalid request"

    Examples:
      | operation            |
      | messagesPatchPending |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId and chatId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | raw       | [1           |
    Then the answer is the error "Invalid request"

    Examples:
      | operation    |
      | messagesPost |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId and chatId and id)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | 491700000001 |
      | raw       | [1           |
    Then the answer is the error "Invalid request"

    Examples:
      | operation     |
      | messagesPatch |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId and secret)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | $accountId |
      | secret    | x          |
      | raw       | [1         |
    Then the answer is the error "Invalid request"

    Examples:
      | operation              |
      | webhookAlibabaCamsPost |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by accountId and categoryId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId  | $accountId |
      | categoryId | c1         |
      | raw        | [1         |
    Then the answer is the error "Invalid request"

    Examples:
      | operation                      |
      | platformProductCategoriesPatch |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by teamId)
    Given a business on twoway
    When the business calls <operation> with:
      | teamId | $teamId |
      | raw    | [1      |
    Then the answer is the error "Invalid request"

    Examples:
      | operation        |
      | partnerTeamPatch |

  @twoway-1.5
  Scenario Outline: <operation> wants JSON (by id)
    Given a business on twoway
    When the business calls <operation> with:
      | id  | 491700000001 |
      | raw | [1           |
    Then the answer is the error "Invalid request"

    Examples:
      | operation          |
      | subscriptionsPatch |

  @twoway-1.5
  Scenario Outline: <operation> wants another <parameter>
    Given a business on twoway
    When the business calls <operation> with:
      | <parameter> | <value> |
    Then the answer is the error "Invalid request"

    Examples:
      | operation                    | parameter        | value |
      | accountsGet                  | all              | maybe |
      | chatsGet                     | count            | maybe |
      | contactsGet                  | returnTotalCount | maybe |
      | contactsDelete               | minMessagesSent  | maybe |
      | contactsCheckExists          | type             | maybe |
      | messagesSearch               | page             | maybe |
      | tagsDelete                   | name             |       |
      | tagsPost                     | minMessagesSent  | maybe |
      | filesPost                    | mimetype         |       |
      | platformProductsGet          | count            | maybe |
      | platformProductsSync         | syncForward      | maybe |
      | platformProductCategoriesGet | teamId           |       |
      | teamsGet                     | count            | maybe |
      | teamsJoinInvite              | id               |       |
      | usersGet                     | count            | maybe |
      | usersDelete                  | id               |       |

  @twoway-1.5
  Scenario Outline: <operation> wants another <parameter> (by accountId)
    Given a business on twoway
    When the business calls <operation> with:
      | <parameter> | <value>    |
      | accountId   | $accountId |
    Then the answer is the error "Invalid request"

    Examples:
      | operation     | parameter | value |
      | accountsClose | logout    | maybe |

  @twoway-1.5
  Scenario Outline: <operation> wants another <parameter> (by accountId and id)
    Given a business on twoway
    When the business calls <operation> with:
      | <parameter> | <value>      |
      | accountId   | $accountId   |
      | id          | 491700000001 |
    Then the answer is the error "Invalid request"

    Examples:
      | operation         | parameter    | value |
      | chatsPresencePost | presence     | maybe |
      | contactsImageGet  | type         | maybe |
      | groupsGet         | forceRefresh | maybe |
      | groupsJoin        | code         |       |

  @twoway-1.5
  Scenario Outline: <operation> wants another <parameter> (by accountId and chatId)
    Given a business on twoway
    When the business calls <operation> with:
      | <parameter> | <value>      |
      | accountId   | $accountId   |
      | chatId      | 491700000001 |
    Then the answer is the error "Invalid request"

    Examples:
      | operation   | parameter | value |
      | messagesGet | count     | maybe |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation>
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation                    |
      | accountsGet                  |
      | accountsPost                 |
      | chatsGet                     |
      | getChatHistory               |
      | contactsGet                  |
      | contactsPatch                |
      | contactsDelete               |
      | contactsPost                 |
      | contactsCheckExists          |
      | messagesSearch               |
      | tagsGet                      |
      | tagsDelete                   |
      | tagsPost                     |
      | tagsPatch                    |
      | filesPost                    |
      | platformProductsGet          |
      | platformProductsPost         |
      | platformProductsSync         |
      | alibabaCamsMetadata          |
      | platformProductCategoriesGet |
      | oauthTokenPost               |
      | tokenPost                    |
      | tokenGet                     |
      | tokenDelete                  |
      | tokenPostExternal            |
      | otpPost                      |
      | confirmOtp                   |
      | inviteLinksPost              |
      | notify                       |
      | teamsGet                     |
      | teamsPatch                   |
      | teamsJoinInvite              |
      | usersGet                     |
      | usersPost                    |
      | usersPatch                   |
      | usersDelete                  |
      | usersPasswordPatch           |
      | subscriptionsGet             |
      | subscriptionsPost            |
      | rootGet                      |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation                     |
      | accountsOpen                  |
      | accountsClose                 |
      | accountsLogout                |
      | accountsPatch                 |
      | accountsDelete                |
      | accountsArchive               |
      | groupsPost                    |
      | templatesSubmitForReview      |
      | platformProductsPatch         |
      | platformProductsDelete        |
      | alibabaCamsRegister           |
      | alibabaCamsIsvTerms           |
      | alibabaCamsProfileUpdate      |
      | platformProductCategoriesPost |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and id)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId   |
      | id        | 491700000001 |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation         |
      | chatsPatch        |
      | chatsPresencePost |
      | contactsImageGet  |
      | groupsGet         |
      | groupsPatch       |
      | groupsInviteCode  |
      | groupsJoin        |
      | groupsLeave       |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by requestId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | requestId | r-1 |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation       |
      | pollChatHistory |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by status)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | status | pending |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation             |
      | messagesPatchPending  |
      | messagesDeletePending |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and chatId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation    |
      | messagesGet  |
      | messagesPost |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and chatId and id)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | id        | 491700000001 |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation       |
      | messagesPatch   |
      | messagesDelete  |
      | messagesForward |
      | messagesRefresh |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and templateId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId  | $accountId |
      | templateId | 530001     |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation       |
      | templatesDelete |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and orderId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId |
      | orderId   | 1          |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation       |
      | orderDetailsGet |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and secret)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId | $accountId |
      | secret    | x          |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation              |
      | webhookAlibabaCamsPost |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by accountId and categoryId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | accountId  | $accountId |
      | categoryId | c1         |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation                       |
      | platformProductCategoriesPatch  |
      | platformProductCategoriesDelete |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by id)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | id | 491700000001 |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation           |
      | inviteLinksGet      |
      | subscriptionsPatch  |
      | subscriptionsDelete |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by step)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | step | createdTag |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation                        |
      | teamsCompletedOnboardingStepPost |

  @twoway-1.5 @bench
  Scenario Outline: <operation> is called too often (by teamId)
    Given a business on twoway
    And the bench calls addFault with:
      | fault             | F01         |
      | match.provider    | twoway      |
      | match.operationId | <operation> |
    When the business calls <operation> with:
      | teamId | $teamId |
    Then the answer is the error "Too Many Requests"

    Examples:
      | operation        |
      | partnerTeamPatch |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation                     | body                                                                                                    |
      | accountsOpen                  |                                                                                                         |
      | accountsClose                 |                                                                                                         |
      | accountsLogout                |                                                                                                         |
      | accountsPatch                 | {"nickname":"x"}                                                                                        |
      | accountsDelete                |                                                                                                         |
      | accountsArchive               |                                                                                                         |
      | groupsPost                    | {"name":"x","participants":["491700000001"]}                                                            |
      | templatesSubmitForReview      | {"params":{"name":"x","language":"en","category":"marketing"},"message":{"text":"x"}}                   |
      | platformProductsPatch         | {}                                                                                                      |
      | platformProductsDelete        |                                                                                                         |
      | alibabaCamsRegister           | {"token":"t"}                                                                                           |
      | alibabaCamsIsvTerms           | {"name":"a","officeAddress":"a","emailAddress":"a","countryCode":"SG","description":"a","isvTerms":"a"} |
      | alibabaCamsProfileUpdate      | {}                                                                                                      |
      | platformProductCategoriesPost | {"name":"x"}                                                                                            |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and id)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | id        | 491700000001                   |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation        | body                                  |
      | chatsPatch       | {"action":"read","value":true}        |
      | contactsImageGet |                                       |
      | groupsGet        |                                       |
      | groupsPatch      | {"action":"add","participants":["1"]} |
      | groupsInviteCode |                                       |
      | groupsLeave      |                                       |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and chatId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | chatId    | 491700000001                   |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation    | body         |
      | messagesGet  |              |
      | messagesPost | {"text":"x"} |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and chatId and id)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | chatId    | 491700000001                   |
      | id        | 491700000001                   |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation       | body              |
      | messagesPatch   | {"resolved":true} |
      | messagesDelete  |                   |
      | messagesRefresh |                   |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and templateId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId  | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | templateId | 530001                         |
      | raw        | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation       | body |
      | templatesDelete |      |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and orderId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | orderId   | 1                              |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation       | body |
      | orderDetailsGet |      |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and secret)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | secret    | x                              |
      | raw       | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation              | body |
      | webhookAlibabaCamsPost | []   |

  @twoway-1.5
  Scenario Outline: <operation> knows no other account (by accountId and categoryId)
    Given a business on twoway
    When the business calls <operation> with:
      | accountId  | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | categoryId | c1                             |
      | raw        | <body>                         |
    Then the answer is the error "Account not found"

    Examples:
      | operation                       | body |
      | platformProductCategoriesPatch  | {}   |
      | platformProductCategoriesDelete |      |

  @twoway-1.5
  Scenario: chatsPresencePost knows no other account
    Given a business on twoway
    When the business calls chatsPresencePost with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | id        | 491700000001                   |
      | presence  | typing                         |
    Then the answer is the error "Account not found"

  @twoway-1.5
  Scenario: messagesForward knows no other account
    Given a business on twoway
    When the business calls messagesForward with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | chatId    | 491700000001                   |
      | id        | 491700000001                   |
      | toChatId  | 491700000001                   |
    Then the answer is the error "Account not found"

  @twoway-1.5
  Scenario: groupsJoin knows no other account
    Given a business on twoway
    When the business calls groupsJoin with:
      | accountId | acc_7f3c2a10-55d1-4e0b-9a_ffff |
      | id        | 491700000001                   |
      | code      | x                              |
    Then the answer is the error "Account not found"

  @twoway-1.5
  Scenario: platformProductsPost knows no other account
    Given a business on twoway
    When the business calls platformProductsPost with:
      | accountId | acc_x           |
      | raw       | {"products":[]} |
    Then the answer is the error "Account not found"

  @twoway-1.5
  Scenario: platformProductsSync knows no other account
    Given a business on twoway
    When the business calls platformProductsSync with:
      | accountId | acc_x |
    Then the answer is the error "Account not found"

  @twoway-1.5
  Scenario: contactsPost knows no other account
    Given a business on twoway
    When the business calls contactsPost with:
      | raw | {"accountId":"acc_x","contacts":[]} |
    Then the answer is the error "Account not found"
