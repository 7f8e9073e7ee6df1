@onemsg @bench
Feature: 1msg interactive messages
  Lists, buttons, links, forms and cards, and what people answer to them (onemsg 2.3, 2.9, 3.3).

  Background:
    Given a business on onemsg from demo
    And Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago

  @onemsg-2.3
  Scenario: A row of a list comes back with the id that it has
    Given a webhook for messages
    When the business calls sendList with:
      | phone    | 12025550143                                                                                                                                               |
      | body     | Which day?                                                                                                                                                |
      | header   | Your visit                                                                                                                                                |
      | action   | Days                                                                                                                                                      |
      | sections | [{"title":"Early","rows":[{"id":"row-7","title":"Tuesday","description":"09:00 to 12:00"}]},{"title":"Late","rows":[{"id":"row-8","title":"Wednesday"}]}] |
    Then I keep id as asked
    When 10s passes
    And Dana taps "Tuesday"
    Then the webhook message arrives:
      | messages.0.type             | interactive                                                                                        |
      | messages.0.body             | Tuesday                                                                                            |
      | messages.0.quotedMsgId      | $asked                                                                                             |
      | messages.0.meta.interactive | {"type":"list_reply","list_reply":{"id":"row-7","title":"Tuesday","description":"09:00 to 12:00"}} |

  @onemsg-2.3
  Scenario: A reply button comes back with its id
    Given a webhook for messages
    When the business calls sendButton with:
      | phone    | 12025550143                                                                                              |
      | body     | Will you come?                                                                                           |
      | footer   | Demo Shop                                                                                                |
      | sections | [{"type":"reply","reply":{"id ":"yes","title":"Yes"}},{"type":"reply","reply":{"id":"no","title":"No"}}] |
    Then I keep id as asked
    When 10s passes
    And Dana taps "Yes"
    Then the webhook message arrives:
      | messages.0.type             | interactive                                                       |
      | messages.0.body             | Yes                                                               |
      | messages.0.quotedMsgId      | $asked                                                            |
      | messages.0.meta.interactive | {"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}} |

  @onemsg-2.3
  Scenario Outline: Buttons may stand under <what>
    When the business calls sendButton with:
      | phone   | 12025550143                |
      | body    | Will you come?             |
      | header  | <header>                   |
      | buttons | [{"id":"y","title":"Yes"}] |
    Then the answer is 200
    And the answer has:
      | sent | <sent> |

    Examples:
      | what                     | header                                                              | sent  |
      | a text                   | {"type":"text","text":"Demo Shop"}                                  | true  |
      | an image                 | {"type":"image","image":{"link":"https://cdn.example/a.jpg"}}       | true  |
      | a document               | {"type":"document","document":{"link":"https://cdn.example/a.pdf"}} | true  |
      | a file that is not there | {"type":"image","image":{"id":"1"}}                                 | false |

  @onemsg-2.3
  Scenario Outline: A list with <what> is refused
    When the business calls sendList with:
      | phone    | 12025550143 |
      | body     | Which day?  |
      | action   | Days        |
      | sections | <sections>  |
    Then the answer is 400
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | what               | sections                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                    | error                                      |
      | nothing            | []                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                          | sections is required                       |
      | no rows            | [{"title":"A"}]                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                             | sections[0].rows is required               |
      | a long title       | [{"rows":[{"id":"1","title":"1234567890123456789012345"}]}]                                                                                                                                                                                                                                                                                                                                                                                                                                                                 | sections[0].rows[0].title exceeds 24       |
      | a long description | [{"rows":[{"id":"1","title":"1","description":"1234567890123456789012345678901234567890123456789012345678901234567890123"}]}]                                                                                                                                                                                                                                                                                                                                                                                               | sections[0].rows[0].description exceeds 72 |
      | a nameless section | [{"rows":[{"id":"1","title":"1"}]},{"title":"B","rows":[{"id":"2","title":"2"}]}]                                                                                                                                                                                                                                                                                                                                                                                                                                           | sections[0].title is required              |
      | an id twice        | [{"rows":[{"id":"1","title":"1"},{"id":"1","title":"2"}]}]                                                                                                                                                                                                                                                                                                                                                                                                                                                                  | sections[0].rows[1].id is invalid          |
      | eleven sections    | [{"title":"1","rows":[{"id":"1","title":"x"}]},{"title":"1","rows":[{"id":"2","title":"x"}]},{"title":"1","rows":[{"id":"3","title":"x"}]},{"title":"1","rows":[{"id":"4","title":"x"}]},{"title":"1","rows":[{"id":"5","title":"x"}]},{"title":"1","rows":[{"id":"6","title":"x"}]},{"title":"1","rows":[{"id":"7","title":"x"}]},{"title":"1","rows":[{"id":"8","title":"x"}]},{"title":"1","rows":[{"id":"9","title":"x"}]},{"title":"1","rows":[{"id":"a","title":"x"}]},{"title":"1","rows":[{"id":"b","title":"x"}]}] | sections exceeds 10                        |

  @onemsg-2.3
  Scenario Outline: Buttons with <what> are refused
    When the business calls sendButton with:
      | phone    | 12025550143    |
      | body     | Will you come? |
      | sections | <sections>     |
    Then the answer is 400
    And the answer has:
      | message | <error> |

    Examples:
      | what          | sections                                                                                                                                                                                          | error                              |
      | nothing       | []                                                                                                                                                                                                | sections is required               |
      | a long title  | [{"type":"reply","reply":{"id":"1","title":"123456789012345678901"}}]                                                                                                                             | sections[0].reply.title exceeds 20 |
      | another type  | [{"type":"url","reply":{"id":"1","title":"1"}}]                                                                                                                                                   | sections[0].type is invalid        |
      | a title twice | [{"type":"reply","reply":{"id":"1","title":"1"}},{"type":"reply","reply":{"id":"2","title":"1"}}]                                                                                                 | sections[1].reply.title is invalid |
      | one too many  | [{"type":"reply","reply":{"id":"1","title":"1"}},{"type":"reply","reply":{"id":"2","title":"2"}},{"type":"reply","reply":{"id":"3","title":"3"}},{"type":"reply","reply":{"id":"4","title":"4"}}] | sections exceeds 3                 |

  @onemsg-2.9
  Scenario: A link button is shown
    Given a webhook for echo
    When the business calls sendCtaUrl with:
      | phone       | 12025550143          |
      | body        | Take a look          |
      | displayText | Open                 |
      | url         | https://shop.example |
    Then the webhook echo arrives:
      | messages.0.body                           | Take a look          |
      | messages.0.meta.interactive.type          | cta_url              |
      | messages.0.meta.interactive.request.url   | https://shop.example |
      | messages.0.meta.interactive.request.phone | absent               |
    When 10s passes
    Then Dana sees "Take a look"

  @onemsg-2.9
  Scenario Outline: <operation> without <what> is refused
    When the business calls <operation> with:
      | phone  | 12025550143 |
      | body   | hello       |
      | <name> | <value>     |
    Then the answer is 400
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | operation          | what       | name        | value                      | error                   |
      | sendCtaUrl         | a label    | url         | https://shop.example       | displayText is required |
      | sendCtaUrl         | an address | displayText | Open                       | url is required         |
      | sendCarousel       | cards      | params      | []                         | cards is required       |
      | sendFlow           | a flow     | flowToken   | t-1                        | flowId is required      |
      | sendAddressMessage | a country  | country     | DE                         | country is invalid      |
      | sendPaymentRequest | a region   | nothing     | x                          | region is required      |
      | sendProduct        | a product  | nothing     | x                          | action is required      |
      | sendOrderDetails   | a template | order       | {"items":[{"name":"Mug"}]} | template is not defined |

  @onemsg-2.9
  Scenario: A quick reply of a card comes back with its id
    Given a webhook for messages
    When the business calls sendCarousel with:
      | phone | 12025550143                                                                                                                                                                                                                                                                                                                                                                                |
      | body  | New                                                                                                                                                                                                                                                                                                                                                                                        |
      | cards | [{"header":{"type":"image","image":{"link":"https://cdn.example/a.jpg"}},"body":{"text":"Red"},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"red","title":"Take red"}}]}},{"header":{"type":"image","image":{"link":"https://cdn.example/b.jpg"}},"body":{"text":"Blue"},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"blue","title":"Take blue"}}]}}] |
    Then I keep id as cards
    When 10s passes
    Given the bench calls handsetTap with:
      | number  | 12025550143 |
      | message | $cards      |
      | card    | number 1    |
      | button  | Take blue   |
    Then the webhook message arrives:
      | messages.0.body                             | Take blue |
      | messages.0.quotedMsgId                      | $cards    |
      | messages.0.meta.interactive.button_reply.id | blue      |

  @onemsg-2.9
  Scenario: Cards in the form of templates are taken too
    When the business calls sendCarousel with:
      | phone  | 12025550143                                                                                                                                                                                                                                                                                                                                                                                                                                                                                   |
      | params | [{"type":"body","parameters":[{"type":"text","text":"New"}]},{"type":"CAROUSEL","cards":[{"components":[{"type":"HEADER","parameters":[{"image":{"link":"https://cdn.example/a.jpg"}}]},{"type":"button","sub_type":"url","parameters":{"text":"Open","url":"https://shop.example/a"}}]},{"components":[{"type":"header","parameters":[{"image":{"link":"https://cdn.example/b.jpg"}}]},{"type":"button","sub_type":"URL","parameters":[{"text":"Open","url":"https://shop.example/b"}]}]}]}] |
    Then the answer has:
      | sent | true |
    When 10s passes
    Then Dana sees "New"

  @onemsg-2.9
  Scenario Outline: A carousel with <what> is refused
    When the business calls sendCarousel with:
      | phone | 12025550143 |
      | body  | New         |
      | cards | <cards>     |
    Then the answer is 400
    And the answer has:
      | message | <error> |

    Examples:
      | what       | cards                                                                                                                                                                    | error            |
      | one card   | [{"header":{"type":"image","image":{"link":"https://cdn.example/a.jpg"}},"action":{"name":"cta_url","parameters":{"url":"https://shop.example","display_text":"Open"}}}] | cards is invalid |
      | no buttons | [{"header":{"type":"image","image":{"link":"https://cdn.example/a.jpg"}}},{"header":{"type":"image","image":{"link":"https://cdn.example/a.jpg"}}}]                      | like ^cards\[0\] |

  @onemsg-2.9
  Scenario: A form comes back with its token
    Given a webhook for messages
    When the business calls sendFlow with:
      | phone     | 12025550143      |
      | body      | Your visit       |
      | flowId    | 7001002003004001 |
      | flowToken | t-1              |
      | flowCta   | Choose           |
    Then I keep id as form
    When 10s passes
    And Dana sends a flow reply:
      | replyTo | $form         |
      | values  | {"day":"mon"} |
    Then the webhook message arrives:
      | messages.0.quotedMsgId                              | $form                   |
      | messages.0.meta.interactive.type                    | nfm_reply               |
      | messages.0.meta.interactive.nfm_reply.name          | flow                    |
      | messages.0.meta.interactive.nfm_reply.response_json | like "flow_token":"t-1" |

  @onemsg-2.9
  Scenario Outline: A form that <what> is not sent
    When the business calls sendFlow with:
      | phone      | 12025550143 |
      | body       | Your visit  |
      | flowId     | <flow>      |
      | flowToken  | t-1         |
      | flowCta    | Choose      |
      | flowAction | <action>    |
    Then the answer is <status>
    And the answer has:
      | sent    | false   |
      | message | <error> |

    Examples:
      | what                   | flow             | action        | status | error                                |
      | is not there           | 1                | data_exchange | 200    | Flow not found                       |
      | is a draft             | 7001002003004002 | data_exchange | 200    | Flow is not published                |
      | opens no screen        | 7001002003004001 | navigate      | 400    | flowActionPayload.screen is required |
      | does what nobody knows | 7001002003004001 | jump          | 400    | flowAction is invalid                |

  @onemsg-2.9
  Scenario: A draft can be sent as one
    When the business calls sendFlow with:
      | phone     | 12025550143      |
      | body      | Your visit       |
      | flowId    | 7001002003004002 |
      | flowToken | t-1              |
      | flowCta   | Choose           |
      | mode      | draft            |
    Then the answer has:
      | sent | true |

  @onemsg-2.9
  Scenario Outline: A form for addresses of <country> is for its own people
    Given <person> has WhatsApp on <number>
    And <person> wrote 1m ago
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | country | <home>    |
    When the business calls sendAddressMessage with:
      | phone   | <number>  |
      | body    | Where to? |
      | country | <country> |
    Then the answer is 200
    And the answer has:
      | sent    | <sent>    |
      | message | <message> |

    Examples:
      | country | home | person | number       | sent  | message                              |
      | IN      | IN   | Ravi   | 919800000004 | true  | Sent to 919800000004@c.us            |
      | SG      | SG   | Mei    | 6591112222   | true  | Sent to 6591112222@c.us              |
      | IN      | US   | Ravi   | 919800000004 | false | Unsupported Interactive Message type |
      | IN      | IN   | Dana   | 12025550143  | false | Unsupported Interactive Message type |

  @onemsg-2.9 @journey
  Scenario: An address comes back as a form
    Given Ravi has WhatsApp on 919800000004
    And a webhook for messages
    And Ravi wrote 1m ago
    And the bench calls patchSender with:
      | id      | $whatsapp |
      | country | IN        |
    When the business calls sendAddressMessage with:
      | phone | 919800000004 |
      | body  | Where to?    |
    Then I keep id as form
    When 10s passes
    And Ravi sends an address reply:
      | replyTo | $form                    |
      | values  | {"in_pin_code":"400001"} |
    Then the webhook message arrives:
      | messages.0.meta.interactive.nfm_reply.name          | address_message |
      | messages.0.meta.interactive.nfm_reply.response_json | like 400001     |

  @onemsg-2.9
  Scenario Outline: A request for a payment goes to its own region: <region>
    Given <person> has WhatsApp on <number>
    And a webhook for echo
    And <person> wrote 1m ago
    When the business calls sendPaymentRequest with:
      | phone  | <number>       |
      | region | <region>       |
      | body   | Please pay     |
      | action | {"name":"pay"} |
    Then the answer has:
      | sent    | <sent>    |
      | message | <message> |

    Examples:
      | region | person | number       | sent  | message                              |
      | IN     | Ravi   | 919800000004 | true  | Sent to 919800000004@c.us            |
      | SG     | Mei    | 6591112222   | true  | Sent to 6591112222@c.us              |
      | BR     | Dana   | 12025550143  | false | Unsupported Interactive Message type |
