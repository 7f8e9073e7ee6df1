@tyntec
Feature: tyntec templates
  A template is created in one or more languages, and each of these localizations is reviewed by itself. It can be edited,
  and deleted with a grace period of 30 days in which its name stays taken (tyntec 2.4, 4.8, 5.5).

  Background:
    Given a business on tyntec

  @tyntec-5.5 @bench
  Scenario: A template that is created has an address
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id | $account                                                                |
      | name                | order_ready                                                             |
      | category            | UTILITY                                                                 |
      | localizations       | [{"language":"en","components":[{"type":"BODY","text":"Hello {{1}}"}]}] |
    Then the answer is 201
    And the answer has:
      | header Location | like /templates/order_ready$ |

  @tyntec-5.5 @bench
  Scenario: A template goes to the review step by step
    When the business submits the template order_ready:
      | body | Hello {{1}} |
    Then the template order_ready is submitted
    When 1s passes
    Then the template order_ready is SUBMITTED
    When 1s passes
    Then the template order_ready is pending

  @tyntec-3.8 @bench
  Scenario: Every step of the review is told
    Given a webhook for notifications
    When the business submits the template order_ready:
      | body | Hello {{1}} |
    And 7s passes
    Then the webhooks arrive in order:
      | event        | entity.name | changedValue.property | changedValue.oldValue | changedValue.newValue |
      | notification | order_ready | status                | absent                | REQUESTED             |
      | notification | order_ready | status                | REQUESTED             | SUBMITTED             |
      | notification | order_ready | status                | SUBMITTED             | PENDING               |
      | notification | order_ready | status                | PENDING               | APPROVED              |

  @OP-32 @bench
  Scenario: A template is read without examples
    When the business submits the template order_ready:
      | image    | https://files.example.com/lamp.jpg |
      | body     | Hello {{1}}, order {{2}} is ready. |
      | examples | ["Ines","4711"]                    |
      | footer   | Lamp Shop                          |
      | buttons  | ["Pick up","Deliver"]              |
    And the business calls waGetTemplate with:
      | whatsapp-account-id | $account    |
      | template-id         | order_ready |
    Then the answer is 200
    And the answer has:
      | templateId                                  | order_ready                                                 |
      | whatsAppAccountId                           | $account                                                    |
      | localizations.0.components.0                | {"type":"HEADER","format":"IMAGE"}                          |
      | localizations.0.components.1                | {"type":"BODY","text":"Hello {{1}}, order {{2}} is ready."} |
      | localizations.0.components.2                | {"type":"FOOTER","text":"Lamp Shop"}                        |
      | localizations.0.components.3.buttons.1.text | Deliver                                                     |
      | localizations.0.qualityScore.score          | unknown                                                     |

  @tyntec-5.5 @bench
  Scenario: An approved template with picture and values reaches a person
    Given Ana has WhatsApp on 491700000001
    And an approved template order_ready:
      | image    | https://files.example.com/lamp.jpg |
      | body     | Hello {{1}}, order {{2}} is ready. |
      | examples | ["Ines","4711"]                    |
      | buttons  | ["Pick up"]                        |
    When the business sends Ana the template order_ready:
      | image  | https://files.example.com/lamp.jpg |
      | values | ["Ines","4711"]                    |
    And 1s passes
    Then the message is delivered

  @tyntec-5.5 @bench
  Scenario: A rejected template is edited and approved
    When the business submits the template order_ready:
      | body | __reject:INCORRECT_CATEGORY__ Hello |
    And 7s passes
    Then the template order_ready is rejected
    When the business calls waEditTemplate with:
      | whatsapp-account-id | $account                         |
      | template-id         | order_ready                      |
      | template-language   | en                               |
      | components          | [{"type":"BODY","text":"Hello"}] |
    Then the answer is 200
    When 5s passes
    Then the template order_ready is approved

  @OP-29 @bench
  Scenario: A rejected template gets another category
    When the business submits the template order_ready:
      | body | __reject:INCORRECT_CATEGORY__ Buy |
    And 7s passes
    And the business calls waEditTemplate with:
      | whatsapp-account-id | $account    |
      | template-id         | order_ready |
      | template-language   | en          |
      | category            | MARKETING   |
    Then the answer is 200
    And the template order_ready is pending

  @OP-29 @bench
  Scenario: An approved template is edited once a day
    Given an approved template order_ready:
      | body | Hello |
    When the business calls waEditTemplate with:
      | whatsapp-account-id | $account                               |
      | template-id         | order_ready                            |
      | template-language   | en                                     |
      | components          | [{"type":"BODY","text":"Hello again"}] |
    And 5s passes
    And the business repeats the call
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | status |

  @OP-29 @bench
  Scenario: The category of an approved template stays
    When the business calls waEditTemplate with:
      | whatsapp-account-id | $account    |
      | template-id         | hello_world |
      | template-language   | en_US       |
      | category            | MARKETING   |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | status |

  @tyntec-2.4 @bench
  Scenario: A label is shown and needs no review
    When the business calls waEditTemplate with:
      | whatsapp-account-id | $account    |
      | template-id         | hello_world |
      | template-language   | en_US       |
      | userContext         | greeting    |
    And the business calls waListLocalizations with:
      | whatsapp-account-id | $account    |
      | template-id         | hello_world |
    Then the answer is 200
    And the answer has:
      | 0.userContext | greeting |
      | 0.status      | APPROVED |

  @tyntec-2.4 @bench
  Scenario: A localization is added and reviewed
    Given Ana has WhatsApp on 491700000001
    When the business calls waTemplateAddLocalization with:
      | whatsapp-account-id | $account                                           |
      | template-id         | order_update                                       |
      | language            | de                                                 |
      | components          | [{"type":"BODY","text":"Bestellung {{1}}: {{2}}"}] |
    Then the answer is 201
    And the answer has:
      | header Location | like /templates/order_update/de$ |
    When 7s passes
    Then the template order_update is approved:
      | language | de |

  @OP-30 @bench
  Scenario: A deleted template stays readable until its name is used again
    When the business deletes the template order_update
    Then the answer is 204
    When the business calls waGetTemplate with:
      | whatsapp-account-id | $account     |
      | template-id         | order_update |
    Then the answer has:
      | localizations.0.status    | DELETION_PENDING         |
      | localizations.0.expiresAt | 2026-01-31T00:00:00.000Z |
    When 30d passes
    Then the template order_update is DELETED

  @tyntec-2.4 @bench
  Scenario: Deleting again changes nothing, and after the grace period finds nothing
    When the business deletes the template order_update
    And 1d passes
    And the business repeats the call
    Then the answer is 204
    When 29d passes
    And the business repeats the call
    Then the answer is the error "template not found"

  @tyntec-2.4 @bench
  Scenario: A template that is being deleted cannot be sent
    Given Ana has WhatsApp on 491700000001
    When the business deletes the template order_update
    And the business sends Ana the template order_update:
      | values | ["4711","ready"] |
    And 1s passes
    Then the message is failed

  @tyntec-5.5 @bench
  Scenario: A template of one-time codes has the platform's texts
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id                          | $account                                                                          |
      | name                                         | code                                                                              |
      | category                                     | AUTHENTICATION                                                                    |
      | localizations.0.language                     | en                                                                                |
      | localizations.0.messageSendTimeToLiveSeconds | number 120                                                                        |
      | localizations.0.components.0                 | {"type":"BODY","addSecurityRecommendation":true}                                  |
      | localizations.0.components.1                 | {"type":"FOOTER","codeExpirationMinutes":10}                                      |
      | localizations.0.components.2                 | {"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Copy"}]} |
    Then the answer is 201
    When the business calls waListLocalizations with:
      | whatsapp-account-id | $account |
      | template-id         | code     |
    Then the answer has:
      | 0.components.0.text            | like is your code\. |
      | 0.components.1.text            | like 10 minutes     |
      | 0.messageSendTimeToLiveSeconds | number 120          |

  @tyntec-4.8
  Scenario Outline: A template with <mistake> is refused
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id | $account                                              |
      | name                | <name>                                                |
      | category            | UTILITY                                               |
      | localizations       | [{"language":"<language>","components":<components>}] |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1       |
      | violations.0.field | <field> |

    Examples:
      | mistake                      | name        | language | components                                                                                                                                               | field                                                             |
      | a name in upper case         | Order       | en       | [{"type":"BODY","text":"x"}]                                                                                                                             | validate.request.name                                             |
      | an unknown language          | order_ready | xx       | [{"type":"BODY","text":"x"}]                                                                                                                             | validate.request.localizations[0].language                        |
      | no body                      | order_ready | en       | [{"type":"FOOTER","text":"x"}]                                                                                                                           | validate.request.localizations[0].components                      |
      | a gap in the placeholders    | order_ready | en       | [{"type":"BODY","text":"{{1}} and {{3}}"}]                                                                                                               | validate.request.localizations[0].components[0].text              |
      | a header without its example | order_ready | en       | [{"type":"BODY","text":"x"},{"type":"HEADER","format":"IMAGE"}]                                                                                          | validate.request.localizations[0].components[1].example           |
      | examples for some parts only | order_ready | en       | [{"type":"BODY","text":"{{1}}","example":{"texts":["a"]}},{"type":"HEADER","format":"TEXT","text":"{{1}}"}]                                              | validate.request.localizations[0].components[1].example.text      |
      | buttons of two kinds         | order_ready | en       | [{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"a"},{"type":"URL","text":"b","url":"https://shop.example.com"}]}] | validate.request.localizations[0].components[1].buttons           |
      | a flow that is not there     | order_ready | en       | [{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"FLOW","text":"a","flowId":"1","flowAction":"data_exchange"}]}]                         | validate.request.localizations[0].components[1].buttons[0].flowId |

  @tyntec-4.8 @bench
  Scenario Outline: A carousel whose second card has <header> is <answer>
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id                             | $account                                                                                                                                                                                      |
      | name                                            | spring_offers                                                                                                                                                                                 |
      | category                                        | MARKETING                                                                                                                                                                                     |
      | localizations.0.language                        | en                                                                                                                                                                                            |
      | localizations.0.components.0                    | {"type":"BODY","text":"For you"}                                                                                                                                                              |
      | localizations.0.components.1.type               | CAROUSEL                                                                                                                                                                                      |
      | localizations.0.components.1.cards.0.components | [{"type":"HEADER","format":"IMAGE","example":{"url":"https://files.example.com/a.jpg"}},{"type":"BODY","text":"Lamp"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Buy"}]}]     |
      | localizations.0.components.1.cards.1.components | [{"type":"HEADER","format":"<header>","example":{"url":"https://files.example.com/b.jpg"}},{"type":"BODY","text":"Chair"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Buy"}]}] |
    Then the answer is <answer>

    Examples:
      | header | answer |
      | IMAGE  | 201    |
      | VIDEO  | 400    |

  @OP-96 @bench
  Scenario: The templates of a number are all of its account
    When the business submits the template order_ready:
      | body | Hello |
    And the business calls listTemplatesOfWhatsAppAccount with:
      | whatsapp-account-id | $account |
    Then I keep # as count
    When the business calls getAvailableWhatsAppTemplates with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And the answer has:
      | # | $count |

  @OP-8
  Scenario Outline: <operation> of a template that is not there is an error
    When the business calls <operation> with:
      | whatsapp-account-id | $account  |
      | template-id         | not_there |
    Then the answer is the error "template not found"

    Examples:
      | operation           |
      | waGetTemplate       |
      | waDeleteTemplate    |
      | waListLocalizations |

  @OP-8
  Scenario Outline: <operation> for <what> that is not there is an error
    When the business calls <operation> with:
      | whatsapp-account-id | <account>  |
      | template-id         | <template> |
      | template-language   | de         |
      | <member>            | <value>    |
      | <member2>           | <value2>   |
    Then the answer is the error "<error>"

    Examples:
      | operation                 | what           | account  | template    | member      | value | member2    | value2                       | error                  |
      | waTemplateAddLocalization | a template     | $account | not_there   | language    | de    | components | [{"type":"BODY","text":"x"}] | template not found     |
      | waTemplateAddLocalization | an account     | 1        | hello_world | language    | de    | components | [{"type":"BODY","text":"x"}] | account not found      |
      | waEditTemplate            | a template     | $account | not_there   | userContext | x     | other      | x                            | template not found     |
      | waEditTemplate            | a localization | $account | hello_world | userContext | x     | other      | x                            | localization not found |
      | waEditTemplate            | an account     | 1        | hello_world | userContext | x     | other      | x                            | account not found      |

  @OP-8
  Scenario: A template for an account that is not there is an error
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id | 1                                                                 |
      | name                | order_ready                                                       |
      | category            | UTILITY                                                           |
      | localizations       | [{"language":"en","components":[{"type":"BODY","text":"Hello"}]}] |
    Then the answer is the error "account not found"

  @tyntec-2.4
  Scenario Outline: <mistake> is refused
    When the business calls <operation> with:
      | whatsapp-account-id | $account     |
      | template-id         | order_update |
      | template-language   | en           |
      | <member>            | <value>      |
    Then the answer is the error "invalid"

    Examples:
      | mistake                             | operation                 | member     | value                        |
      | An edit of nothing                  | waEditTemplate            | other      | x                            |
      | A localization without its language | waTemplateAddLocalization | components | [{"type":"BODY","text":"x"}] |

  @OP-3 @bench
  Scenario Outline: <operation> needs the scope <scope>
    Given the bench calls patchProvider with:
      | provider      | tyntec                              |
      | channelScopes | {"4915735990001":["messages:read"]} |
    When the business calls <operation> with:
      | whatsapp-account-id | $account    |
      | template-id         | hello_world |
      | template-language   | en_US       |
      | <member>            | <value>     |
      | <member2>           | <value2>    |
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope <scope> |

    Examples:
      | operation                      | scope           | member      | value | member2    | value2                       |
      | listTemplatesOfWhatsAppAccount | templates:read  | other       | x     | more       | x                            |
      | waGetTemplate                  | templates:read  | other       | x     | more       | x                            |
      | waListLocalizations            | templates:read  | other       | x     | more       | x                            |
      | waDeleteTemplate               | templates:write | other       | x     | more       | x                            |
      | waEditTemplate                 | templates:write | userContext | x     | more       | x                            |
      | waTemplateAddLocalization      | templates:write | language    | de    | components | [{"type":"BODY","text":"x"}] |

  @tyntec-5.1 @bench
  Scenario Outline: A one-time code with a deadline of 60 s is <status> after <time>
    Given Lena has WhatsApp on 491700000005
    When the business calls waSubmitTemplateForReview with:
      | whatsapp-account-id                          | $account                                                                          |
      | name                                         | one_minute                                                                        |
      | category                                     | AUTHENTICATION                                                                    |
      | localizations.0.language                     | en                                                                                |
      | localizations.0.messageSendTimeToLiveSeconds | number 60                                                                         |
      | localizations.0.components.0                 | {"type":"BODY"}                                                                   |
      | localizations.0.components.1                 | {"type":"BUTTONS","buttons":[{"type":"OTP","otpType":"COPY_CODE","text":"Copy"}]} |
    And 10s passes
    And the business sends Lena the template one_minute:
      | values | ["551900"] |
    And <time> passes
    Then the message is <status>

    Examples:
      | time | status     |
      | 59s  | dispatched |
      | 61s  | failed     |

  @OP-100 @bench
  Scenario Outline: A template that is <verdict> is shown as rejected, with the reason
    Given an approved template order_ready:
      | body | Hello |
    When the template order_ready is <verdict>
    And the business calls waListLocalizations with:
      | whatsapp-account-id | $account    |
      | template-id         | order_ready |
    Then the answer has:
      | 0.status          | REJECTED |
      | 0.rejectionReason | <reason> |

    Examples:
      | verdict  | reason   |
      | paused   | PAUSED   |
      | disabled | DISABLED |

  @tyntec-4.5 @bench
  Scenario: A carousel reaches a person
    Given Ana has WhatsApp on 491700000001
    When the business calls sendMessage with:
      | to                                                | 491700000001                                                                                                                                                        |
      | from                                              | $whatsapp                                                                                                                                                           |
      | channel                                           | whatsapp                                                                                                                                                            |
      | content.contentType                               | template                                                                                                                                                            |
      | content.template.templateId                       | promo_carousel                                                                                                                                                      |
      | content.template.templateLanguage                 | en_US                                                                                                                                                               |
      | content.template.components.body                  | [{"type":"text","text":"Ana"}]                                                                                                                                      |
      | content.template.components.carousel.0.cardIndex  | number 0                                                                                                                                                            |
      | content.template.components.carousel.0.components | {"header":[{"type":"video","video":{"url":"https://files.example.com/a.mp4"}}],"body":[{"type":"text","text":"red"}],"button":{"type":"url","index":0,"text":"a"}}  |
      | content.template.components.carousel.1.cardIndex  | number 1                                                                                                                                                            |
      | content.template.components.carousel.1.components | {"header":[{"type":"video","video":{"url":"https://files.example.com/b.mp4"}}],"body":[{"type":"text","text":"blue"}],"button":{"type":"url","index":0,"text":"b"}} |
    Then the answer is 202
    When 1s passes
    Then the message is delivered
