@tyntec
Feature: tyntec channels
  The identities of the business (WhatsApp and SMS numbers, Viber services) are listed with their scopes and their own
  callback settings. Setting them replaces all of them; what is left out is inherited from the account
  (tyntec 2.8, 5.9).

  Background:
    Given a business on tyntec

  @tyntec-2.8 @bench
  Scenario: All channels are listed, SMS first, then Viber, then WhatsApp
    When the business calls updateViberChannelCallback with:
      | service-id        | $viber          |
      | inboundMessageUrl | $webhook/viber  |
    And the business calls listAllChannels
    Then the answer is 200
    And the answer has:
      | #                            | 3              |
      | 0.channel                    | sms            |
      | 0.id.phoneNumber             | 4916099000017  |
      | 1.channel                    | viber          |
      | 1.id.serviceId               | 71045          |
      | 1.callback.inboundMessageUrl | $webhook/viber |
      | 2.channel                    | whatsapp       |
      | 2.id.phoneNumber             | 4915735990001  |
      | 2.callback                   | empty          |

  @tyntec-1.4 @bench
  Scenario Outline: A fresh <channel> channel has the scopes of its kind
    When the business calls <operation> with:
      | <parameter> | $<channel> |
    Then the answer is 200
    And the answer has:
      | channel | <channel> |
      | scopes.# | <count>  |

    Examples:
      | channel  | operation                | parameter    | count |
      | whatsapp | getWhatsAppChannelConfig | phone-number | 8     |
      | sms      | getSMSChannelConfig      | phone-number | 4     |
      | viber    | getViberChannelConfig    | service-id   | 4     |

  @OP-71
  Scenario Outline: The callback settings of <channel> are kept
    When the business calls <put> with:
      | <parameter>       | $<channel>                   |
      | callbackVersion   | 2.12                         |
      | inboundMessageUrl | $webhook/in                  |
      | messageStatusUrl  | $webhook/st                  |
      | eventFilter       | ["MessageStatus::delivered"] |
    Then the answer is 200
    And I keep callback as stored
    When the business calls <get> with:
      | <parameter> | $<channel> |
    Then the answer has:
      | callback                   | $stored                      |
      | callback.callbackVersion   | 2.12                         |
      | callback.inboundMessageUrl | $webhook/in                  |
      | callback.messageStatusUrl  | $webhook/st                  |
      | callback.eventFilter       | ["MessageStatus::delivered"] |

    Examples:
      | channel  | put                           | get                      | parameter    |
      | whatsapp | updateWhatsAppChannelCallback | getWhatsAppChannelConfig | phone-number |
      | sms      | updateSMSChannelCallback      | getSMSChannelConfig      | phone-number |
      | viber    | updateViberChannelCallback    | getViberChannelConfig    | service-id   |

  @tyntec-2.8 @bench
  Scenario Outline: The list of <channel> channels shows their settings
    When the business calls <put> with:
      | <parameter>      | $<channel>  |
      | messageStatusUrl | $webhook/st |
    And the business calls <list>
    Then the answer is 200
    And the answer has:
      | #                           | 1           |
      | 0.channel                   | <channel>   |
      | 0.id                        | <id>        |
      | 0.callback.messageStatusUrl | $webhook/st |

    Examples:
      | channel  | put                           | list                    | parameter    | id                              |
      | whatsapp | updateWhatsAppChannelCallback | listAllWhatsAppChannels | phone-number | {"phoneNumber":"4915735990001"} |
      | sms      | updateSMSChannelCallback      | listAllSMSChannels      | phone-number | {"phoneNumber":"4916099000017"} |
      | viber    | updateViberChannelCallback    | listAllViberChannels    | service-id   | {"serviceId":"71045"}           |

  @OP-71
  Scenario Outline: New settings replace all of the old ones of <channel>
    When the business calls <put> with:
      | <parameter>       | $<channel>  |
      | inboundMessageUrl | $webhook/in |
      | messageStatusUrl  | $webhook/st |
    And the business calls <put> with:
      | <parameter>       | $<channel>   |
      | inboundMessageUrl | $webhook/new |
    Then the answer is 200
    And the answer has:
      | callback.inboundMessageUrl | $webhook/new |
      | callback.messageStatusUrl  | absent       |

    Examples:
      | channel  | put                           | parameter    |
      | whatsapp | updateWhatsAppChannelCallback | phone-number |
      | sms      | updateSMSChannelCallback      | phone-number |
      | viber    | updateViberChannelCallback    | service-id   |

  @OP-71
  Scenario: Settings without a body clear the channel
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number      | $whatsapp   |
      | inboundMessageUrl | $webhook/in |
    And the business calls updateWhatsAppChannelCallback with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And the answer has:
      | callback | empty |

  @OP-72
  Scenario Outline: <operation> of an identity that is not assigned is forbidden
    When the business calls <operation> with:
      | <parameter> | 4999000000 |
    Then the answer is the error "forbidden"

    Examples:
      | operation                     | parameter    |
      | getWhatsAppChannelConfig      | phone-number |
      | updateWhatsAppChannelCallback | phone-number |
      | getSMSChannelConfig           | phone-number |
      | updateSMSChannelCallback      | phone-number |
      | getViberChannelConfig         | service-id   |
      | updateViberChannelCallback    | service-id   |

  @OP-7
  Scenario Outline: The identity <identity> is a broken rule
    When the business calls getWhatsAppChannelConfig with:
      | phone-number | <identity> |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.0.field | phone-number |

    Examples:
      | identity         |
      | 12               |
      | 4915735990001000 |
      | shop             |

  @OP-18 @OP-50
  Scenario Outline: Settings with <mistake> are refused
    When the business calls updateWhatsAppChannelCallback with:
      | phone-number | $whatsapp |
      | <member>     | <value>   |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1       |
      | violations.0.field | <field> |

    Examples:
      | mistake              | member            | value                                       | field                              |
      | a plain http address | inboundMessageUrl | http://hooks.example.com/in                 | validate.request.inboundMessageUrl |
      | another scheme       | messageStatusUrl  | ftp://hooks.example.com/st                  | validate.request.messageStatusUrl  |
      | an unknown version   | callbackVersion   | 1.0                                         | validate.request.callbackVersion   |
      | the preview version  | callbackVersion   | 3.0                                         | validate.request.callbackVersion   |
      | an unknown event     | eventFilter       | ["MessageStatus::delivered","MoMessage"]    | validate.request.eventFilter[1]    |
