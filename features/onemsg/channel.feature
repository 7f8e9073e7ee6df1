@onemsg
Feature: 1msg channel
  A channel is one WhatsApp number. Its profile, its settings, its automation and its state belong to it alone (onemsg 2.1, 2.7).

  Background:
    Given a business on onemsg

  @onemsg-2.1
  Scenario: A fresh profile has what is set, and nothing else
    When the business calls getMe
    Then the answer is 200
    And the answer has:
      | phone    | "$whatsapp" |
      | vertical | Other       |
      | about    | any         |
      | photo    | any text    |
      | websites | absent      |

  @onemsg-2.1
  Scenario: A profile is changed in part
    When the business calls setMe with:
      | about    | Open all day             |
      | email    | a@b.example              |
      | vertical | Education                |
      | websites | ["https://shop.example"] |
    And the business calls setMe with:
      | about | "" |
    Then the answer has:
      | result | success |
    When the business calls getMe
    Then the answer has:
      | about    | ""                       |
      | email    | a@b.example              |
      | vertical | Education                |
      | websites | ["https://shop.example"] |

  @onemsg-2.1
  Scenario: A profile without a vertical says none
    When the business calls setMe with:
      | vertical | "" |
    Then the answer is 200
    When the business calls getMe
    Then the answer has:
      | vertical | absent |

  @onemsg-2.1
  Scenario Outline: A profile with <what> stays as it was
    When the business calls setMe with:
      | <name> | <value> |
    Then the answer is <status>
    And the answer has:
      | error | <error> |

    Examples:
      | what                    | name     | value                                                         | status | error               |
      | nothing to change       | nothing  | at all                                                        | 422    | wrong request       |
      | its number alone        | phone    | 15550100299                                                   | 422    | wrong request       |
      | an unknown vertical     | vertical | Bakery                                                        | 400    | vertical is invalid |
      | an address that is none | email    | nobody                                                        | 400    | email is invalid    |
      | a photo that is none    | photo    | nothing                                                       | 400    | photo is invalid    |
      | three websites          | websites | ["https://a.example","https://b.example","https://c.example"] | 400    | websites exceeds 2  |

  @onemsg-2.1
  Scenario: A photo has an address of its own
    When the business calls setMe with:
      | photo | data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg== |
    Then the answer is 200
    When the business calls getMe
    Then the answer has:
      | photo | like ^http |

  @onemsg-5.10 @bench
  Scenario Outline: A channel that is <state> is told as <status>
    Given the bench calls patchSender with:
      | id    | $whatsapp |
      | state | <state>   |
    When the business calls getStatus
    Then the answer has:
      | status | <status> |

    Examples:
      | state        | status        |
      | connected    | connected     |
      | connecting   | connecting    |
      | disconnected | disconnected  |
      | unregistered | unregistered  |
      | not_ready    | uninitialized |

  @onemsg-5.10 @bench @journey
  Scenario: What a disconnected channel takes goes out when it is back
    Given Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago
    And the bench calls patchSender with:
      | id    | $whatsapp    |
      | state | disconnected |
    When the business sends Dana the text "Good morning"
    And 1m passes
    Then Dana has 0 messages
    Given the bench calls patchSender with:
      | id    | $whatsapp |
      | state | connected |
    When 10s passes
    Then Dana sees "Good morning"

  @onemsg-5.10 @bench
  Scenario Outline: A channel that is <status> sends nothing
    Given Dana has WhatsApp on 12025550143
    And Dana wrote 1m ago
    And the bench calls patchSender with:
      | id    | $whatsapp |
      | state | <state>   |
    When the business sends Dana the text "Good morning"
    Then the answer is 200
    And the answer has:
      | sent    | false               |
      | message | Channel is <status> |

    Examples:
      | state        | status        |
      | unregistered | unregistered  |
      | not_ready    | uninitialized |

  @onemsg-2.1
  Scenario: Settings change one by one
    When the business calls setSettings with:
      | webhookUrl | $webhook/a |
    And the business calls setSettings with:
      | guaranteedHooks | false |
    Then the answer has:
      | update          | {"guaranteedHooks":false} |
      | guaranteedHooks | false                     |
      | webhookUrl      | $webhook/a                |
    When the business calls getSettings
    Then the answer has:
      | guaranteedHooks    | false      |
      | ackNotificationsOn | true       |
      | rawHooks           | false      |
      | webhookUrl         | $webhook/a |
      | update             | absent     |

  @onemsg-2.1
  Scenario Outline: A setting that cannot be is refused: <name> <value>
    When the business calls setSettings with:
      | <name> | <value> |
    Then the answer is 400
    And the answer has:
      | error | <error> |

    Examples:
      | name            | value                                                                                                                     | error                      |
      | webhookUrl      | ftp://host/x                                                                                                              | webhookUrl is invalid      |
      | guaranteedHooks | maybe                                                                                                                     | guaranteedHooks is invalid |
      | webhookUrl      | ["https://a.example","https://b.example","https://c.example","https://d.example","https://e.example","https://f.example"] | webhookUrl exceeds 5       |

  @onemsg-2.1 @bench
  Scenario: Requests come from the address of the channel
    When the business calls outputIP
    Then the answer has:
      | result | 203.0.113.10 |
    Given the bench calls patchProvider with:
      | provider | onemsg      |
      | outputIP | 203.0.113.7 |
    When the business calls outputIP
    Then the answer has:
      | result | 203.0.113.7 |

  @onemsg-2.7
  Scenario: The automation changes member by member
    When the business calls getConversationalAutomation
    Then the answer has:
      | enable_welcome_message | false |
      | prompts                | []    |
      | commands               | []    |
    When the business calls setConversationalAutomation with:
      | prompts  | ["Opening hours","Prices"]                                       |
      | commands | [{"command_name":"help","command_description":"What we can do"}] |
    And the business calls setConversationalAutomation with:
      | enable_welcome_message | true |
      | prompts                | []   |
    And the business calls getConversationalAutomation
    Then the answer has:
      | enable_welcome_message | true                                                             |
      | prompts                | []                                                               |
      | commands               | [{"command_name":"help","command_description":"What we can do"}] |

  @onemsg-2.7
  Scenario: The platform refuses too many prompts
    When the business calls setConversationalAutomation with:
      | prompts | ["1","2","3","4","5"] |
    Then the answer is 200
    And the answer has:
      | response.error | prompts exceeds 4 |

  @onemsg-2.7 @onemsg-3.6 @bench
  Scenario: A first look at the chat is told where the welcome is on
    Given Dana has WhatsApp on 12025550143
    And a webhook for messages
    When the business calls setConversationalAutomation with:
      | enable_welcome_message | true |
    Given the bench calls handsetOpen with:
      | number  | 12025550143 |
      | channel | whatsapp    |
      | sender  | $whatsapp   |
      | open    | true        |
    Then the webhook message arrives:
      | messages.0.type                 | request_welcome  |
      | messages.0.body                 | ""               |
      | messages.0.chatId               | 12025550143@c.us |
      | messages.0.meta.request_welcome | true             |

  @onemsg-2.7 @bench
  Scenario: The service of marketing messages is a switch of the channel
    When the business calls getMmLiteStatus
    Then the answer has:
      | available | false        |
      | status    | NOT_ELIGIBLE |
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | mmLite   | true   |
    When the business calls getMmLiteStatus
    Then the answer has:
      | available | true      |
      | status    | ONBOARDED |
