@twoway
Feature: twoway accounts
  An account is a channel of the team. It is closed, connecting or open; a number of a phone is linked by a code that changes every
  20 seconds, and what was linked once opens by itself (twoway 2.1, 5.1).

  Background:
    Given a business on twoway

  @twoway-2.1
  Scenario: The accounts of the team, found by nickname and state, a page at a time
    When the business calls accountsGet with:
      | returnCount | true |
      | count       | 1    |
      | state       | open |
    Then the answer is 200
    And the answer has:
      | total                | number 2        |
      | accounts.#           | 1               |
      | accounts.0.type      | wa-business-api |
      | accounts.0.accountId | $accountId      |
    When the business calls accountsGet with:
      | q | SHOP PHONE |
    Then the answer has:
      | accounts.#      | 1  |
      | accounts.0.type | wa |

  @twoway-2.1
  Scenario: A new account is closed and has the defaults
    When the business calls accountsPost with:
      | type     | wa      |
      | nickname | Harbour |
    Then the answer is 200
    And the answer has:
      | accountId   | like ^acc_.{21}_[0-9a-f]{4}$ |
      | state       | close                        |
      | stateInfo   | {}                           |
      | canLogin    | false                        |
      | credentials | null                         |
      | ownerId     | $teamId                      |
    Then I keep accountId as made
    When the business calls accountsGet with:
      | q | harbour |
    Then the answer has:
      | accounts.0.accountId | $made |

  @twoway-2.1
  Scenario: Nickname, settings and assignees change, everything else stays
    When the business calls accountsPatch with:
      | accountId                  | $accountId         |
      | nickname                   | Pier               |
      | settings.sendButtonsAsPoll | true               |
      | assignees.0                | somebody           |
    Then the answer is 200
    When the business calls accountsGet with:
      | q | Pier |
    Then the answer has:
      | accounts.0.settings.sendButtonsAsPoll | true     |
      | accounts.0.settings.enableHistorySync | true     |
      | accounts.0.assignees.0                | somebody |

  @twoway-5.1 @bench @journey
  Scenario: A code is shown, changes after 20 seconds, and the phone that scans the current one is linked
    Given a webhook for account-insert, account-update
    And Mei Tan has WhatsApp on 6591112222
    When the business calls accountsPost with:
      | type | wa |
    Then I keep accountId as made
    When the business calls accountsOpen with:
      | accountId | $made |
    Then the answer is 200
    When the business calls accountsGet with:
      | q | $made |
    Then I keep accounts.0.stateInfo.qr as first
    And the answer has:
      | accounts.0.state | connecting |
    When 20s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.stateInfo.qr | not $first |
    And I keep accounts.0.stateInfo.qr as second
    When 20s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.stateInfo.qr | not $second |
    And I keep accounts.0.stateInfo.qr as third
    Given the bench calls handsetScan with:
      | number | 6591112222 |
      | code   | $third     |
    When 3s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.state                      | open                      |
      | accounts.0.userId                     | 6591112222@s.whatsapp.net |
      | accounts.0.canLogin                   | true                      |
      | accounts.0.stateInfo.qr               | absent                    |
      | accounts.0.stateInfo.isSyncingHistory | false                     |
    And the webhooks arrive in order:
      | event          | data.0.state | data.0.stateInfo.qr |
      | account-insert | close        | absent              |
      | account-update | connecting   | $first              |
      | account-update | connecting   | $second             |
      | account-update | connecting   | $third              |
      | account-update | open         | absent              |
      | account-update |              | absent              |

  @twoway-5.1 @bench
  Scenario: After six codes that nobody scans the account is closed
    When the business calls accountsPost with:
      | type | wa |
    Then I keep accountId as made
    When the business calls accountsOpen with:
      | accountId | $made |
    And 120s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.state         | close                  |
      | accounts.0.error.message | QR refs attempts ended |

  @twoway-2.1
  Scenario: A test account opens at once and has a number
    When the business calls accountsPost with:
      | type | mock |
    Then I keep accountId as made
    When the business calls accountsOpen with:
      | accountId | $made |
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.state  | open                         |
      | accounts.0.userId | like ^\d+@s\.whatsapp\.net$ |

  @twoway-2.1
  Scenario: A business account without credentials does not open
    When the business calls accountsPost with:
      | type | wa-business-api |
    Then I keep accountId as made
    When the business calls accountsOpen with:
      | accountId | $made |
    Then the answer is the error "Account has no credentials"

  @twoway-1.6 @bench @journey
  Scenario: Cookies make a TikTok account, which opens after a second and syncs for two
    When the business calls accountsPost with:
      | type | tiktok |
    Then I keep accountId as made
    When the business calls accountsPatch with:
      | accountId               | $made  |
      | credentials.type        | tiktok |
      | credentials.cookies.sid | x      |
    And the business calls accountsOpen with:
      | accountId | $made |
    And 1s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.state               | open      |
      | accounts.0.userId              | like ^\d+$ |
      | accounts.0.stateInfo.isSyncing | true      |
    When 2s passes
    And the business calls accountsGet with:
      | q | $made |
    Then the answer has:
      | accounts.0.stateInfo.isSyncing       | false  |
      | accounts.0.stateInfo.syncCompletedAt | a time |

  @twoway-2.1 @bench @journey
  Scenario: What is written while the account is closed arrives when it opens again
    Given Ana Lopes has WhatsApp on 491700000001
    And a webhook for messages
    When the business calls accountsClose with:
      | accountId | $accountId |
    Then the answer is 200
    When Ana Lopes writes "anybody there?"
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
    Then the answer has:
      | messages.# | 0 |
    When the business calls accountsOpen with:
      | accountId | $accountId |
    And 2s passes
    Then the webhook message arrives:
      | data.0.text | anybody there? |

  @twoway-2.1 @bench @journey
  Scenario: The number of the phone changes nothing while it logs out, and needs a code again
    Given a webhook for account-update
    When the business calls accountsGet
    Then I keep accounts.1.accountId as phone
    When the business calls accountsLogout with:
      | accountId | $phone |
    Then the answer is 200
    And the webhook account-update arrives:
      | data.0.state    | close |
      | data.0.userId   | null  |
      | data.0.canLogin | false |
    When the business repeats the call
    Then the answer is 200
    And no webhook arrives
    When the business calls accountsOpen with:
      | accountId | $phone |
    And the business calls accountsGet with:
      | q | $phone |
    Then the answer has:
      | accounts.0.stateInfo.qr | any text |

  @twoway-5.1 @bench
  Scenario: The phone takes the linked device off
    When the business calls accountsGet
    Then I keep accounts.1.accountId as phone
    Given the bench calls handsetUnlink with:
      | number | 6580005678 |
    When the business calls accountsGet with:
      | q | $phone |
    Then the answer has:
      | accounts.0.state         | close                            |
      | accounts.0.error.message | Logged out by the primary device |

  @twoway-2.1 @bench @journey
  Scenario: Archiving takes chats away and keeps contacts and notes
    Given Ana Lopes has WhatsApp on 491700000001
    And Ben Kruse has WhatsApp on 491700000002
    And Ana Lopes wrote 1h ago
    When Ben Kruse writes "hello"
    And the business sends Ana Lopes a note:
      | text | to be kept |
    And the business calls accountsArchive with:
      | accountId | $accountId |
    Then the answer is 200
    When the business calls chatsGet with:
      | accountId | $accountId |
    Then the answer has:
      | chats.#                 | 1                           |
      | chats.0.id              | 491700000001@s.whatsapp.net |
      | chats.0.unread          | number 0                    |
      | chats.0.messages.0.text | to be kept                  |
    When the business calls contactsGet with:
      | accountId | $accountId |
    Then the answer has:
      | contacts.# | 2 |

  @twoway-2.1 @bench
  Scenario: A deleted account is unknown from then on
    Given a webhook for account-delete
    When the business calls accountsDelete with:
      | accountId | $accountId |
    Then the answer is 200
    And the webhook account-delete arrives:
      | data.0 | {"accountId":"any text"} |
    When the business repeats the call
    Then the answer is the error "Account not found"

  @twoway-3.2 @bench
  Scenario: After three days in close subscribers are told
    Given a webhook for stale-account-notification
    When the business calls accountsClose with:
      | accountId | $accountId |
    And 72h passes
    Then the webhook stale-account-notification arrives:
      | data.0.accountId | $accountId |

  @twoway-5.1 @F42 @bench
  Scenario: A number that loses its connection connects again when the fault is over
    Given the bench calls addFault with:
      | fault         | F42        |
      | match.sender  | 6580005678 |
      | params.length | 60s        |
    When the business calls accountsGet with:
      | state | connecting |
    Then the answer has:
      | accounts.# | 1 |
    When 61s passes
    And the business calls accountsGet with:
      | state | open |
    Then the answer has:
      | accounts.# | 2 |
