@tyntec
Feature: tyntec WhatsApp accounts and phone numbers
  The WhatsApp accounts that own a number of the API account are listed, and their numbers with state, quality and limits.
  Lists come in pages, whose headers tell about the whole (tyntec 1.7, 2.3, 2.5, 5.8).

  Background:
    Given a business on tyntec

  @tyntec-2.3 @bench
  Scenario: The account of the business is listed and read
    When the business calls listAllWhatsAppAccounts
    Then the answer is 200
    And I keep 0 as listed
    When the business calls getWhatsAppAccount with:
      | whatsapp-account-id | $account |
    Then the answer has:
      |                               | $listed        |
      | whatsAppAccountName           | Demo Shop      |
      | whatsAppBusinessAccountId     | 10455667788990 |
      | accountStatus.messageOnBehalf | APPROVED       |
      | managedBy.accountName         | demoshop       |

  @OP-21 @bench
  Scenario Outline: The accounts are filtered by <parameter>, which <number> gives <count>
    When the business calls listAllWhatsAppAccounts with:
      | <parameter> | <number> |
    Then the answer is 200
    And the answer has:
      | # | <count> |

    Examples:
      | parameter    | number        | count |
      | phone-number | $whatsapp     | 1     |
      | phoneNumber  | $whatsapp     | 1     |
      | phone-number | 4915735999999 | 0     |

  @OP-21
  Scenario: Two different numbers are no filter
    When the business calls listAllWhatsAppAccounts with:
      | phone-number | 4915735999999 |
      | phoneNumber  | 4915735999998 |
    Then the answer is the error "invalid"

  @tyntec-2.5 @bench
  Scenario: A number tells its state, quality and limits
    When the business calls getWhatsAppPhoneNumber with:
      | phone-number | $whatsapp |
    Then the answer is 200
    And the answer has:
      | phoneNumber            | 4915735990001 |
      | status                 | CONNECTED     |
      | qualityRating          | GREEN         |
      | messagingTier          | TIER_1K       |
      | businessMessagingLimit | TIER_2K       |
      | whatsAppAccountId      | $account      |

  @tyntec-5.8 @bench
  Scenario Outline: A number that is <state> is <status>
    Given the bench calls patchSender with:
      | id    | $whatsapp |
      | state | <state>   |
    When the business calls listAllWhatsAppPhoneNumbers
    Then the answer has:
      | 0.status | <status> |

    Examples:
      | state        | status       |
      | connecting   | OFFLINE      |
      | disconnected | DISCONNECTED |

  @tyntec-3.8 @bench
  Scenario: The business is told when a number loses its connection
    Given a webhook for notifications
    And the bench calls patchSender with:
      | id    | $whatsapp    |
      | state | disconnected |
    Then the webhook notification arrives:
      | entity.type           | phoneNumber  |
      | entity.phoneNumber    | $whatsapp    |
      | changedValue.property | status       |
      | changedValue.oldValue | CONNECTED    |
      | changedValue.newValue | DISCONNECTED |

  @OP-9 @bench
  Scenario: A list is read page by page
    Given the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990002 |
    And the bench calls createSender with:
      | provider | tyntec        |
      | channel  | whatsapp      |
      | id       | 4915735990003 |
    When the business calls listAllWhatsAppPhoneNumbers with:
      | page | 2 |
      | size | 2 |
    Then the answer is 200
    And the answer has:
      | #                     | 1                                                                           |
      | 0.phoneNumber         | 4915735990003                                                               |
      | header x-total-pages  | 2                                                                           |
      | header x-total-items  | 3                                                                           |
      | header x-page-size    | 2                                                                           |
      | header x-current-page | 2                                                                           |
      | header Link           | like rel="first".*page=2&size=2>; rel="current".*rel="previous".*rel="last" |

  @OP-9
  Scenario: A page beyond the last is empty
    When the business calls listTemplatesOfWhatsAppAccount with:
      | whatsapp-account-id | $account |
      | page                | 1000     |
    Then the answer is 200
    And the answer has:
      | # | 0 |

  @tyntec-2.3 @bench
  Scenario: The numbers of an account are those of its WABA
    When the business calls listPhoneNumbersOfWhatsAppAccount with:
      | whatsapp-account-id | $account |
    Then the answer is 200
    And the answer has:
      | #                          | 1         |
      | 0.phoneNumber              | $whatsapp |
      | 0.messagingVia.accountName | demoshop  |

  @OP-8
  Scenario Outline: <operation> of an account that nobody has is an error
    When the business calls <operation> with:
      | whatsapp-account-id | b7d6a0c2-52a1-4f0e-9a53-000000000000 |
    Then the answer is the error "account not found"

    Examples:
      | operation                         |
      | getWhatsAppAccount                |
      | listPhoneNumbersOfWhatsAppAccount |
      | listTemplatesOfWhatsAppAccount    |

  @tyntec-1.5
  Scenario Outline: <operation> of a number that nobody has is an error
    When the business calls <operation> with:
      | phone-number | 4915735999999 |
    Then the answer is the error "number not found"

    Examples:
      | operation                     |
      | getWhatsAppPhoneNumber        |
      | getAvailableWhatsAppTemplates |

  @OP-4 @bench
  Scenario Outline: <operation> needs the scope channels:read
    Given the bench calls patchProvider with:
      | provider      | tyntec         |
      | accountScopes | ["media:read"] |
    When the business calls <operation> with:
      | whatsapp-account-id | any       |
      | phone-number        | $whatsapp |
    Then the answer is the error "forbidden"
    And the answer has:
      | detail | Missing scope channels:read |

    Examples:
      | operation                         |
      | listAllWhatsAppAccounts           |
      | getWhatsAppAccount                |
      | listPhoneNumbersOfWhatsAppAccount |
      | listAllWhatsAppPhoneNumbers       |
      | getWhatsAppPhoneNumber            |
      | listAllWhatsAppChannels           |
      | listAllSMSChannels                |
      | listAllViberChannels              |
      | listAllChannels                   |
