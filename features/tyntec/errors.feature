@tyntec
Feature: tyntec errors
  Every error is a problem document. The key is looked at first, then the media type, the JSON, the schema with the rules,
  the owner of the sender, and last whether a thing exists. All broken rules are told at once, by field
  (tyntec 1.3, 1.5, 1.6).

  Background:
    Given a business on tyntec

  @OP-2
  Scenario: A call without a key is unauthorized
    When the business calls listAllChannels without credentials
    Then the answer is the error "unauthorized"
    And the answer has:
      | detail | No API key found in request |

  @OP-2
  Scenario: A call with a wrong key is unauthorized
    When the business calls listAllChannels with:
      | header apikey | no-such-key |
    Then the answer is the error "unauthorized"
    And the answer has:
      | detail | Invalid authentication credentials |

  @OP-5
  Scenario: The key is looked at before the body
    When the business calls sendMessage without credentials
      """
      {
      """
    Then the answer is the error "unauthorized"

  @tyntec-1.3
  Scenario Outline: A message over <channel> from a sender of somebody else is forbidden
    When the business calls sendMessage with:
      | to           | 491700000001 |
      | from         | <sender>     |
      | channel      | <channel>    |
      | rateType     | promotion    |
      | content.contentType | text  |
      | content.text | hello        |
    Then the answer is the error "forbidden"

    Examples:
      | channel  | sender        |
      | whatsapp | 4915735999999 |
      | sms      | 4916099999999 |
      | viber    | 99999         |

  @tyntec-1.6
  Scenario Outline: A body that is <what> is not parseable
    When the business calls sendMessage with:
      | raw | <body> |
    Then the answer is the error "not parseable"
    And the answer has:
      | detail | any text |

    Examples:
      | what        | body          |
      | broken off  | {"to": "4917  |
      | a list      | []            |
      | a text      | "hello"       |

  @tyntec-1.6
  Scenario: A body that is missing is not parseable
    When the business calls sendMessage
    Then the answer is the error "not parseable"

  @tyntec-1.2
  Scenario: A body of another media type is not supported
    When the business calls sendMessage with:
      | Content-Type | text/plain |
      | raw          | hello      |
    Then the answer is the error "unsupported media type"

  @tyntec-1.2
  Scenario: A media type may have parameters
    When the business calls sendMessage with:
      | Content-Type | application/json; charset=utf-8 |
      | raw          | {"to":"491700000001","from":"$whatsapp","channel":"whatsapp","content":{"contentType":"text","text":"hello"}} |
    Then the answer is 202

  @OP-6
  Scenario: All broken rules are told, ordered by field
    When the business calls sendMessage with:
      | channel             | whatsapp |
      | content.contentType | text     |
      | content.text        | ""       |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validate.request.content.text","message":"must not be empty"},{"field":"validate.request.from","message":"must not be empty"},{"field":"validate.request.to","message":"must not be empty"}] |

  @OP-6
  Scenario Outline: <what> is told as <message>
    When the business calls sendMessage with:
      | to      | 491700000001 |
      | from    | $whatsapp    |
      | channel | whatsapp     |
      | content | <content>    |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validate.request.content<field>","message":"<message>"}] |

    Examples:
      | what               | content                                                                       | field               | message                                          |
      | a missing object   | {"contentType":"image"}                                                       | .image              | must not be null                                 |
      | a missing number   | {"contentType":"location","location":{"longitude":11.5}}                      | .location.latitude  | must not be null                                 |
      | a number too large | {"contentType":"location","location":{"longitude":181,"latitude":48}}         | .location.longitude | must be less than or equal to 180                |
      | a wrong type       | {"contentType":"text","text":5}                                               | .text               | must be a valid string                           |
      | a truth that is none | {"contentType":"text","text":"x","renderUrlPreview":"yes"}                  | .renderUrlPreview   | must be a valid boolean                          |

  @OP-12
  Scenario: A message needs content
    When the business calls sendMessage with:
      | to      | 491700000001 |
      | from    | $whatsapp    |
      | channel | whatsapp     |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validate.request.content","message":"must not be null"}] |

  @OP-79
  Scenario: A reaction is one emoji
    When the business calls sendMessage with:
      | to                         | 491700000001               |
      | from                       | $whatsapp                  |
      | channel                    | whatsapp                   |
      | content.contentType        | reaction                   |
      | content.reaction.messageId | wamid.TU9DSy0wMDAwMDAwMDE= |
      | content.reaction.emoji     | 👍👍                       |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | validate.request.content.reaction.emoji |

  @OP-80
  Scenario: A name needs a part beside its full form
    When the business calls sendMessage with:
      | to                  | 491700000001 |
      | from                | $whatsapp    |
      | channel             | whatsapp     |
      | content.contentType | contacts     |
      | content.contacts    | [{"name":{"formattedName":"Ana Lopes"}}] |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | validate.request.content.contacts[0].name |
