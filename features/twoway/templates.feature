@twoway @bench
Feature: twoway templates and business accounts
  A WhatsApp Business account is signed up with a token, its terms are reviewed, and then it opens. It writes freely within 24 hours
  of the last message of a person, and with approved templates at any time (twoway 2.9, 2.11, 5.10).

  Background:
    Given a business on twoway
    And Ana Lopes has WhatsApp on 491700000001

  @twoway-5.2 @journey
  Scenario: Outside the window a text fails and a template arrives
    When the business sends Ana Lopes the text "Hello?"
    And 1s passes
    Then the message is failed
    When the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.0.error.statusCode | number 470                     |
      | messages.0.error.message    | Customer care window is closed |
    When the business sends Ana Lopes the template order_update:
      | values.0 | 4711    |
      | values.1 | shipped |
    Then the answer has:
      | 0.text                             | Order 4711 is shipped |
      | 0.miscOptions.templateParams.order | 4711                  |
    When 1s passes
    Then Ana Lopes sees "Order 4711 is shipped"

  @twoway-5.2
  Scenario: The tap on a button of a template comes back with its id
    Given a webhook for messages
    When the business sends Ana Lopes the template delivery_choice:
      | values.0 | 4711 |
    And 1s passes
    And Ana Lopes taps "Today"
    Then the webhook message arrives:
      | data.0.miscOptions.buttonReplyId | today |
      | data.0.text                      | Today |

  @twoway-2.9 @journey
  Scenario: A template that is handed in can be sent when the reviewer has approved it
    When the business calls templatesSubmitForReview with:
      | accountId       | $accountId                            |
      | params.name     | order_ready                           |
      | params.language | en                                    |
      | params.category | transactional                         |
      | message.text    | Hi {{name}}, order {{order}} is ready. |
    Then the answer has:
      | id | like ^\d+$ |
    And I keep id as template
    When the business repeats the call
    Then the answer is the error "Template already exists"
    When the business calls messagesPost with:
      | accountId              | $accountId   |
      | chatId                 | 491700000001 |
      | raw | {"text":null,"miscOptions":{"templateId":"$template"},"parameters":{"order":"4711","name":"Ana"}} |
    And 1s passes
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.0.error.message | Template not available |
    When 1m passes
    And the business calls messagesPatchPending with:
      | status | error |
    And 1s passes
    Then Ana Lopes sees "Hi Ana, order 4711 is ready."

  @twoway-3.4 @journey
  Scenario: A verdict by callback counts, and a deleted template is not available
    When the business calls templatesSubmitForReview with:
      | accountId       | $accountId  |
      | params.name     | order_ready |
      | params.language | en          |
      | params.category | marketing   |
      | message.text    | Ready.      |
    Then I keep id as template
    When the business calls accountsGet with:
      | q | $accountId |
    Then I keep accounts.0.credentials.secret as secret
    When the business calls webhookAlibabaCamsPost with:
      | accountId | $accountId |
      | secret    | $secret    |
      | raw       | [{"Type":"template","TemplateCode":"$template","AuditStatus":"pass","Language":"en"}] |
    Then the answer is 200
    When the business calls messagesPost with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | raw       | {"text":null,"miscOptions":{"templateId":"$template"}} |
    And 1s passes
    Then Ana Lopes sees "Ready."
    When the business calls templatesDelete with:
      | accountId  | $accountId |
      | templateId | $template  |
    Then the answer is 200
    When the business repeats the call
    Then the answer is the error "Template not found"

  @twoway-2.9
  Scenario: Only business accounts have templates
    When the business calls accountsGet
    Then I keep accounts.1.accountId as phone
    When the business calls templatesSubmitForReview with:
      | accountId       | $phone |
      | params.name     | x      |
      | params.language | en     |
      | params.category | otp    |
      | message.text    | x      |
    Then the answer is the error "Account does not support templates"

  @twoway-5.10 @journey
  Scenario: A number is signed up, reviewed and opened
    Given a webhook for account-update
    When the business calls alibabaCamsMetadata
    Then the answer has:
      | appId | like ^\d+$ |
    When the business calls accountsPost with:
      | type | wa-business-api |
    Then I keep accountId as made
    When the business calls alibabaCamsIsvTerms with:
      | accountId     | $made             |
      | name          | Shop              |
      | officeAddress | Pier 1            |
      | emailAddress  | shop@example.test |
      | countryCode   | SG                |
      | description   | Lamps             |
      | isvTerms      | https://x.example |
    Then the answer is the error "Account is not registered"
    When the business calls alibabaCamsProfileUpdate with:
      | accountId   | $made |
      | description | x     |
    Then the answer is the error "Account is not registered"
    When the business calls alibabaCamsRegister with:
      | accountId | $made         |
      | token     | invalid-token |
    Then the answer is the error "Invalid sign up token"
    When the business calls alibabaCamsRegister with:
      | accountId           | $made       |
      | token               | signed-up   |
      | selectedPhoneNumber | 65800099999 |
    Then the answer is the error "Phone number not available"
    When the business calls alibabaCamsRegister with:
      | accountId | $made     |
      | token     | signed-up |
    Then the answer has:
      | userId | like ^\d+@s\.whatsapp\.net$ |
    And the webhook account-update arrives:
      | data.0.stateInfo.status | pending-approval |
    When the business calls accountsOpen with:
      | accountId | $made |
    Then the webhook account-update arrives:
      | data.0.error.message | Account is not approved |
    When the business calls alibabaCamsIsvTerms with:
      | accountId     | $made             |
      | name          | Shop              |
      | officeAddress | Pier 1            |
      | emailAddress  | shop@example.test |
      | countryCode   | SG                |
      | description   | Lamps             |
      | isvTerms      | https://x.example |
    Then the answer is 200
    When 60s passes
    Then the webhook account-update arrives:
      | data.0.stateInfo.status | approved |
    When the business calls alibabaCamsProfileUpdate with:
      | accountId   | $made        |
      | description | We sell lamps |
    Then the answer is 200
    When the business calls accountsOpen with:
      | accountId | $made |
    And 1s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.state                        | open          |
      | accounts.0.stateInfo.profileDescription | We sell lamps |

  @twoway-3.4 @journey
  Scenario: What CAMS calls back is stored once, and statuses never go backwards
    When the business calls accountsGet with:
      | q | $accountId |
    Then I keep accounts.0.credentials.secret as secret
    When the business calls webhookAlibabaCamsPost with:
      | accountId | $accountId |
      | secret    | wrong      |
      | raw       | []         |
    Then the answer is the error "Invalid webhook secret"
    When the business calls webhookAlibabaCamsPost with:
      | accountId | $accountId |
      | secret    | $secret    |
      | raw       | [{"Type":"TEXT","Message":"hi","From":"6590001111","To":"6580001234","Timestamp":1767225600000,"MessageId":"m1","Name":"Mei"},{"Type":"TEXT","Message":"hi","From":"6590001111","To":"6580001234","Timestamp":1767225600000,"MessageId":"m1","Name":"Mei"},{"Type":"INTERACTIVE","Message":"{\"type\":\"button_reply\",\"id\":\"yes\",\"title\":\"Sure\"}","From":"6590001111","To":"6580001234","Timestamp":1767225601000,"MessageId":"m2"},{"Type":"IMAGE","Message":"{\"link\":\"https://x.example/a.jpg\",\"mimeType\":\"image/jpeg\"}","From":"6590001111","To":"6580001234","Timestamp":1767225602000,"MessageId":"m3"},{"Type":"UNKNOWN","From":"6590001111","To":"6580001234","Timestamp":1767225603000,"MessageId":"m4"}] |
    Then the answer is 200
    When the business calls messagesGet with:
      | accountId | $accountId |
      | chatId    | 6590001111 |
    Then the answer has:
      | messages.#                           | 4     |
      | messages.0.hidden                    | true  |
      | messages.1.attachments.0.type        | image |
      | messages.2.miscOptions.buttonReplyId | yes   |
      | messages.3.text                      | hi    |
    When the business sends Ana Lopes the template hello_world:
      | language | en_US |
    And 1s passes
    And the business calls webhookAlibabaCamsPost with:
      | accountId | $accountId |
      | secret    | $secret    |
      | raw       | [{"Type":"TEXT","Status":"Read","From":"6580001234","To":"491700000001","Timestamp":1,"MessageId":"$message"},{"Type":"TEXT","Status":"Sent","From":"6580001234","To":"491700000001","Timestamp":1,"MessageId":"$message"}] |
    Then the message is read
    When the business calls webhookAlibabaCamsPost with:
      | accountId | $accountId |
      | secret    | $secret    |
      | raw       | {}         |
    Then the answer is 200
