@tyntec
Feature: tyntec profile, logo and commerce icons
  What people see of a business number: the profile, whose members change one by one, the logo, and the icons of catalog
  and cart. The identity check makes sure that a message reaches the same person (tyntec 2.6, 5.3).

  Background:
    Given a business on tyntec

  @tyntec-2.6
  Scenario: The members of the profile that are given are changed
    When the business calls updateCurrentWAProfile with:
      | phone-number | $whatsapp                    |
      | description  | Lamps and more               |
      | about        | Light for every room         |
      | websites     | ["https://shop.example.com"] |
      | vertical     | Shopping and Retail          |
    Then the answer is 204
    When the business calls updateCurrentWAProfile with:
      | phone-number | $whatsapp |
      | description  | ""        |
    And the business calls getCurrentWAProfile with:
      | phone-number | $whatsapp |
    Then the answer has:
      | description | absent                       |
      | about       | Light for every room         |
      | websites    | ["https://shop.example.com"] |
      | vertical    | Shopping and Retail          |

  @OP-37 @bench
  Scenario Outline: The channel refuses <what>
    When the business calls updateCurrentWAProfile with:
      | phone-number | $whatsapp |
      | address      | Elsewhere |
      | <member>     | <value>   |
    Then the answer is the error "profile refused"
    And the answer has:
      | code | "1009" |
    When the business calls getCurrentWAProfile with:
      | phone-number | $whatsapp |
    Then the answer has:
      | address | absent |

    Examples:
      | what                     | member | value  |
      | a mail address without @ | email  | nobody |
      | a blank about            | about  | " "    |

  @tyntec-4.7
  Scenario Outline: A profile with <mistake> is refused
    When the business calls updateCurrentWAProfile with:
      | phone-number | $whatsapp |
      | <member>     | <value>   |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1       |
      | violations.0.field | <field> |

    Examples:
      | mistake             | member   | value                                                                     | field                        |
      | an unknown vertical | vertical | Lamps                                                                     | validate.request.vertical    |
      | a web site in http  | websites | ["http://shop.example.com"]                                               | validate.request.websites[0] |
      | three web sites     | websites | ["https://a.example.com","https://b.example.com","https://c.example.com"] | validate.request.websites    |

  @tyntec-2.6
  Scenario: The logo comes back as it was stored
    When the business calls updateCurrentWALogo with:
      | phone-number | $whatsapp      |
      | file         | media/logo.png |
    Then the answer is 204
    When the business calls getCurrentWALogo with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And the answer equals "media/logo.png"

  @tyntec-2.6 @bench
  Scenario: The logo is told as a link
    When the business calls updateCurrentWALogo with:
      | phone-number | $whatsapp      |
      | file         | media/logo.png |
    And the business calls getCurrentWALogo with:
      | phone-number | $whatsapp |
      | format       | link      |
    Then the answer is 200
    And the answer has:
      | link | like /logos/4915735990001$ |

  @OP-38 @bench
  Scenario: A number without logo has none to show
    Given the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
    When the business calls getCurrentWALogo with:
      | phone-number | 4915735990002 |
    Then the answer is the error "logo not found"

  @tyntec-5.3
  Scenario Outline: A logo that is <what> is refused
    When the business calls updateCurrentWALogo with:
      | phone-number | $whatsapp |
      | Content-Type | <type>    |
      | file         | <file>    |
    Then the answer is the error "<error>"

    Examples:
      | what                   | type       | file            | error                  |
      | too small              | image/png  | media/photo.png | invalid                |
      | another type than told | image/jpeg | media/logo.png  | invalid                |
      | of another format      | image/webp | media/logo.png  | unsupported media type |

  @tyntec-2.6 @bench
  Scenario: The commerce icons are switched
    When the business calls setWACommerceSetting with:
      | phone-number | $whatsapp |
      | enable       | true      |
    Then the answer is 204
    When the business calls getWACommerceSetting with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And the answer has:
      | enabled | true |

  @tyntec-2.6 @bench
  Scenario: A person cannot order while the icons are off
    Given Ana has WhatsApp on 491700000001
    When the business calls setWACommerceSetting with:
      | phone-number | $whatsapp |
      | enable       | false     |
    And the business calls getWACommerceSetting with:
      | phone-number | $whatsapp |
    Then the answer has:
      | enabled | false |

  @tyntec-2.6
  Scenario: The icons need to be told on or off
    When the business calls setWACommerceSetting with:
      | phone-number | $whatsapp |
    Then the answer is the error "invalid"

  @tyntec-2.6 @bench
  Scenario: A message to another identity fails while the check is on
    Given Ana has WhatsApp on 491700000001
    And Ana wrote 1h ago
    When the business calls enableIdentityKeyCheck with:
      | phone-number | $whatsapp |
      | enable       | true      |
    Then the answer is 204
    When the business sends Ana a text:
      | text            | hello   |
      | identityKeyHash | another |
    And 1s passes
    Then the message is failed

  @tyntec-2.6 @bench
  Scenario: The business learns the identity of who writes while the check is on
    Given Ana has WhatsApp on 491700000001
    And a webhook for messages
    When the business calls enableIdentityKeyCheck with:
      | phone-number | $whatsapp |
      | enable       | true      |
    And Ana writes "hello"
    Then the webhook message arrives:
      | whatsapp.identityKeyHash | any text |

  @tyntec-1.5
  Scenario Outline: <operation> of a number that nobody has is an error
    When the business calls <operation> with:
      | phone-number | 4915735999999 |
      | enable       | true          |
      | description  | x             |
    Then the answer is the error "<error>"

    Examples:
      | operation              | error            |
      | getCurrentWAProfile    | number not found |
      | updateCurrentWAProfile | number not found |
      | getCurrentWALogo       | number not found |
      | getWACommerceSetting   | number not found |
      | setWACommerceSetting   | number not found |
      | enableIdentityKeyCheck | number not found |

  @tyntec-1.5
  Scenario: A logo for a number that nobody has is an error
    When the business calls updateCurrentWALogo with:
      | phone-number | 4915735999999  |
      | file         | media/logo.png |
    Then the answer is the error "number not found"

  @tyntec-1.5 @bench
  Scenario Outline: <operation> of somebody else's number is forbidden
    Given the bench calls createAccount with:
      | provider | tyntec |
      | name     | other  |
    And the bench calls createSender with:
      | provider  | tyntec        |
      | accountId | tyntec-other  |
      | channel   | whatsapp      |
      | id        | 4915735990009 |
    When the business calls <operation> with:
      | phone-number | 4915735990009 |
      | enable       | true          |
      | description  | x             |
    Then the answer is the error "forbidden"

    Examples:
      | operation              |
      | getCurrentWAProfile    |
      | updateCurrentWAProfile |
      | getCurrentWALogo       |
      | getWACommerceSetting   |
      | setWACommerceSetting   |
      | enableIdentityKeyCheck |

  @OP-3 @bench
  Scenario: A logo needs the scope profile:write
    Given the bench calls patchProvider with:
      | provider      | tyntec                             |
      | channelScopes | {"4915735990001":["profile:read"]} |
    When the business calls updateCurrentWALogo with:
      | phone-number | $whatsapp      |
      | file         | media/logo.png |
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope profile:write |
