@wabbit
Feature: Wabbit manners
  The conventions of Django REST framework: slashes at the end of paths, what a caller accepts, pages, and who is let in
  (wabbit 1.2, 1.5 to 1.10).

  Background:
    Given a business on wabbit

  @wabbit-1.9
  Scenario Outline: <operation> without its slash is sent to the path with it
    When the business calls <operation> with:
      | slash | none |
      | wa_id | 491700000001 |
      | id    | 1    |
      | code  | x    |
      | type  | x    |
    Then the answer is 301
    And the answer has:
      | header Location                    | like ^/.*/(\?.*)?$ |
      | header Access-Control-Allow-Origin | *                  |

    Examples:
      | operation |
      | createAuthToken |
      | logout |
      | convertRefreshToken |
      | listContacts |
      | resolveContact |
      | verifyContacts |
      | listPersons |
      | retrievePerson |
      | listTags |
      | createTag |
      | createMessageTagging |
      | retrieveMessageTagging |
      | destroyMessageTagging |
      | listMessageTaggingEvents |
      | createChatTagging |
      | retrieveChatTagging |
      | destroyChatTagging |
      | listChatTaggingEvents |
      | listWabaWebhooks |
      | createWabaWebhook |
      | retrieveWabaWebhook |
      | updateWabaWebhook |
      | partialUpdateWabaWebhook |
      | destroyWabaWebhook |
      | listMessages |
      | listMessagesOfContact |
      | createMessage |
      | markAsReceived |
      | createBulkMessage |
      | listBulkMessageElements |
      | listChats |
      | retrieveChat |
      | retrieveChatAssignment |
      | updateChatAssignment |
      | partialUpdateChatAssignment |
      | listChatAssignmentEvents |
      | listSavedResponses |
      | createSavedResponse |
      | destroySavedResponse |
      | listTemplates |
      | createTemplate |
      | issueTemplateRefresh |
      | retrieveTemplateRefreshStatus |
      | createMedia |
      | retrieveMedia |
      | listUsers |
      | createUser |
      | activateUser |
      | retrieveCurrentUser |
      | retrieveUser |
      | updateUser |
      | partialUpdateUser |
      | changeOwnPassword |
      | changeUserPassword |
      | listGroups |
      | retrieveBusinessProfile |
      | partialUpdateBusinessProfile |
      | retrieveProfileAbout |
      | updateProfileAbout |
      | retrieveProfilePhoto |
      | updateProfilePhoto |
      | destroyProfilePhoto |
      | issueSettingsRefresh |
      | retrieveSettingsRefreshStatus |
      | listWhatsAppAccounts |
      | retrievePluginData |

  @wabbit-1.6
  Scenario Outline: <operation> answers JSON and nothing else
    When the business calls <operation> with:
      | header Accept | text/html    |
      | wa_id         | 491700000001 |
      | id            | 1            |
      | code          | x            |
      | type          | x            |
    Then the answer is the error "not acceptable"

    Examples:
      | operation |
      | retrieveApiRoot |
      | createAuthToken |
      | logout |
      | convertRefreshToken |
      | listContacts |
      | resolveContact |
      | verifyContacts |
      | listPersons |
      | retrievePerson |
      | listTags |
      | createTag |
      | createMessageTagging |
      | retrieveMessageTagging |
      | destroyMessageTagging |
      | listMessageTaggingEvents |
      | createChatTagging |
      | retrieveChatTagging |
      | destroyChatTagging |
      | listChatTaggingEvents |
      | listWabaWebhooks |
      | createWabaWebhook |
      | retrieveWabaWebhook |
      | updateWabaWebhook |
      | partialUpdateWabaWebhook |
      | destroyWabaWebhook |
      | listMessages |
      | listMessagesOfContact |
      | createMessage |
      | markAsReceived |
      | createBulkMessage |
      | listBulkMessageElements |
      | listChats |
      | retrieveChat |
      | resolveChat |
      | retrieveChatAssignment |
      | updateChatAssignment |
      | partialUpdateChatAssignment |
      | listChatAssignmentEvents |
      | listSavedResponses |
      | createSavedResponse |
      | destroySavedResponse |
      | listTemplates |
      | createTemplate |
      | issueTemplateRefresh |
      | retrieveTemplateRefreshStatus |
      | createMedia |
      | listUsers |
      | createUser |
      | activateUser |
      | retrieveCurrentUser |
      | retrieveUser |
      | updateUser |
      | partialUpdateUser |
      | changeOwnPassword |
      | changeUserPassword |
      | updateUserAvailability |
      | listGroups |
      | retrieveBusinessProfile |
      | partialUpdateBusinessProfile |
      | retrieveProfileAbout |
      | updateProfileAbout |
      | updateProfilePhoto |
      | destroyProfilePhoto |
      | issueSettingsRefresh |
      | retrieveSettingsRefreshStatus |
      | listWhatsAppAccounts |
      | retrievePluginData |

  @wabbit-1.2
  Scenario Outline: <operation> is closed to strangers
    When the business calls <operation> with:
      | header Authorization | none         |
      | wa_id                | 491700000001 |
      | id                   | 1            |
      | type                 | x            |
    Then the answer is the error "unauthorized"

    Examples:
      | operation |
      | listContacts |
      | resolveContact |
      | verifyContacts |
      | listPersons |
      | retrievePerson |
      | listTags |
      | createTag |
      | createMessageTagging |
      | retrieveMessageTagging |
      | destroyMessageTagging |
      | listMessageTaggingEvents |
      | createChatTagging |
      | retrieveChatTagging |
      | destroyChatTagging |
      | listChatTaggingEvents |
      | listWabaWebhooks |
      | createWabaWebhook |
      | retrieveWabaWebhook |
      | updateWabaWebhook |
      | partialUpdateWabaWebhook |
      | destroyWabaWebhook |
      | listMessages |
      | listMessagesOfContact |
      | createMessage |
      | markAsReceived |
      | createBulkMessage |
      | listBulkMessageElements |
      | listChats |
      | retrieveChat |
      | resolveChat |
      | retrieveChatAssignment |
      | updateChatAssignment |
      | partialUpdateChatAssignment |
      | listChatAssignmentEvents |
      | listSavedResponses |
      | createSavedResponse |
      | destroySavedResponse |
      | listTemplates |
      | createTemplate |
      | issueTemplateRefresh |
      | retrieveTemplateRefreshStatus |
      | createMedia |
      | listUsers |
      | createUser |
      | retrieveCurrentUser |
      | retrieveUser |
      | updateUser |
      | partialUpdateUser |
      | changeOwnPassword |
      | changeUserPassword |
      | updateUserAvailability |
      | listGroups |
      | retrieveBusinessProfile |
      | partialUpdateBusinessProfile |
      | retrieveProfileAbout |
      | updateProfileAbout |
      | retrieveProfilePhoto |
      | updateProfilePhoto |
      | destroyProfilePhoto |
      | issueSettingsRefresh |
      | retrieveSettingsRefreshStatus |
      | listWhatsAppAccounts |
      | retrievePluginData |

  @wabbit-1.12 @bench
  Scenario Outline: A service that fails says so: <operation> <status>
    Given the bench calls addFault with:
      | fault  | F02                                               |
      | match  | {"provider":"wabbit","operationId":"<operation>"} |
      | params | {"status":<status>,"body":"surface"}              |
    When the business calls <operation> with:
      | id | 1 |
    Then the answer is <status>
    And the answer has:
      | reason | any text |

    Examples:
      | operation            | status |
      | retrieveMedia        | 503    |
      | retrieveProfilePhoto | 503    |
      | retrieveProfilePhoto | 500    |
      | listTemplates        | 504    |

  @wabbit-2.6 @bench
  Scenario: A message on which the service fails is not stored
    Given Ana Lopes wrote 1h ago
    And the bench calls addFault with:
      | fault  | F02                                                 |
      | match  | {"provider":"wabbit","operationId":"createMessage"} |
      | params | {"status":500,"body":"surface"}                     |
    When the business sends Ana Lopes the text "Hello"
    Then the answer is 500
    And the answer has:
      | reason | Internal server error. |
    When the business calls listMessages with:
      | from_us | true |
    Then the answer has:
      | count | number 0 |

  @wabbit-1.6 @bench
  Scenario: Too many calls are told when to come again
    Given the bench calls addFault with:
      | fault  | F01                                             |
      | match  | {"provider":"wabbit","operationId":"listChats"} |
      | params | {"retry_after":"5s","body":"surface"}           |
    When the business calls listChats
    Then the answer is the error "throttled"
    And the answer has:
      | header Retry-After | 5 |

  @wabbit-1.5
  Scenario: Bodies of other types are not taken
    When the business calls createTag with:
      | Content-Type | text/plain |
      | raw          | vip        |
    Then the answer is the error "unsupported media type"

  @wabbit-1.6
  Scenario: A body that is no JSON
    When the business calls createTag with:
      | raw | {"name": |
    Then the answer is the error "not parseable"

  @wabbit-1.6
  Scenario: A body that is no object
    When the business calls createTag with:
      | raw | ["vip"] |
    Then the answer is 400
    And the answer has:
      | non_field_errors | ["Invalid data. Expected a dictionary, but got list."] |

  @wabbit-1.10
  Scenario: Every answer can be read from another origin
    When the business calls listTags with:
      | header Origin       | https://inbox.example |
      | header X-Request-ID | 1-2                   |
    Then the answer has:
      | header Access-Control-Allow-Origin | https://inbox.example |
      | header X-Request-ID                | 1-2                   |
      | header Allow                       | GET, POST             |
      | header Vary                        | Accept, Cookie, Origin |

  @wabbit-1.7
  Scenario: Pages lead to one another
    When the business calls listUsers with:
      | limit | 2 |
    Then the answer has:
      | count     | number 3                     |
      | results.# | number 2                     |
      | previous  | null                         |
      | next      | like /users/\?limit=2&offset=2$ |
    When the business calls listUsers with:
      | limit  | 2 |
      | offset | 2 |
    Then the answer has:
      | results.# | number 1                |
      | next      | null                    |
      | previous  | like /users/\?limit=2$ |

  @wabbit-1.7
  Scenario Outline: A limit of "<limit>" counts as none
    When the business calls listUsers with:
      | limit  | <limit>  |
      | offset | <offset> |
    Then the answer is 200
    And the answer has:
      | results.# | number 3 |

    Examples:
      | limit | offset |
      | 0     | x      |
      | -1    | -1     |
      | x     |        |
      | 99999 | 0      |

  @wabbit-1.13 @wabbit-6.27 @bench
  Scenario: What clients of 2021 send is served
    Given Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business calls createMessage with:
      | wa_id | 491700000001     |
      | text  | {"body":"Hello"} |
    Then the answer is 201
    When the business calls listMessagesOfContact with:
      | wa_id | 491700000001 |
      | limit | 20           |
    Then the answer has:
      | count                            | number 2 |
      | results.0.waba_payload.type      | text     |
      | results.0.waba_payload.text.body | Hello    |
      | results.0.received               | true     |
      | results.1.received               | false    |
      | next                             | null     |

  @wabbit-1.13 @wabbit-6.27
  Scenario: A limit of 0 gives the contacts of the first page
    When the business calls listContacts with:
      | limit | 0 |
    Then the answer is 200
    And the answer has:
      | count                                     | number 2 |
      | results.#                                 | number 2 |
      | results.0.phone_numbers.0.phone_number    | like ^\+ |
