@twoway @bench
Feature: twoway groups
  A linked phone makes, changes, joins and leaves groups; the account keeps a copy that follows what happens (twoway 2.6, 5.5).

  Background:
    Given a business on twoway
    When the business calls accountsGet
    Then I keep accounts.1.accountId as accountId
    And I keep accounts.1.user.phoneNumber as whatsapp
    Given Ana Lopes has WhatsApp on 491700000001

  @twoway-2.6 @journey
  Scenario: A group is made, and its members are added, promoted, demoted and removed
    Given a webhook for contact-insert, chat-insert, group-update
    When the business calls groupsPost with:
      | accountId      | $accountId   |
      | name           | Trip         |
      | participants.0 | 491700000001 |
      | participants.1 | 491700000099 |
    Then the answer has:
      | id                   | like ^120363\d{12}@g\.us$ |
      | ownerId              | $whatsapp@s.whatsapp.net  |
      | participants.#       | 2                         |
      | participants.0.admin | super-admin               |
    And I keep id as group
    And the webhooks arrive in order:
      | event          | data.0.id |
      | contact-insert | $group    |
      | chat-insert    | $group    |
      | group-update   | $group    |
    When the business calls groupsPatch with:
      | accountId      | $accountId                 |
      | id             | $group                     |
      | action         | add                        |
      | participants.0 | 6591112222@s.whatsapp.net  |
    Then the answer has:
      | participants.# | 3 |
    When the business calls groupsPatch with:
      | accountId      | $accountId |
      | id             | $group     |
      | action         | promote    |
      | participants.0 | 6591112222 |
    Then the answer has:
      | participants.2.admin | admin |
    When the business calls groupsPatch with:
      | accountId      | $accountId |
      | id             | $group     |
      | action         | demote     |
      | participants.0 | 6591112222 |
    Then the answer has:
      | participants.2.admin | absent |
    When the business calls groupsPatch with:
      | accountId      | $accountId |
      | id             | $group     |
      | action         | remove     |
      | participants.0 | 6591112222 |
    Then the answer has:
      | participants.# | 2 |
    When the business calls groupsPost with:
      | accountId      | $accountId   |
      | name           | Nobody       |
      | participants.0 | 491700000099 |
    Then the answer is the error "No valid participants"

  @twoway-2.6 @journey
  Scenario: A second account joins by the invite code, and leaves
    When the business calls groupsInviteCode with:
      | accountId | $accountId              |
      | id        | 120363000000000002@g.us |
    Then the answer has:
      | inviteCode | like ^[A-Za-z0-9]{22}$ |
    And I keep inviteCode as code
    When the business calls accountsPost with:
      | type | mock |
    Then I keep accountId as other
    When the business calls accountsOpen with:
      | accountId | $other |
    And the business calls groupsJoin with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
      | code      | wrong                   |
    Then the answer is the error "Invalid invite code"
    When the business calls groupsJoin with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
      | code      | $code                   |
    Then the answer has:
      | participants.# | 4 |
    When the business calls groupsPatch with:
      | accountId      | $other                  |
      | id             | 120363000000000002@g.us |
      | action         | promote                 |
      | participants.0 | 491700000001            |
    Then the answer is the error "Not a group admin"
    When the business calls groupsInviteCode with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
    Then the answer is the error "Not a group admin"
    When the business calls groupsLeave with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
    Then the answer has:
      |  | {} |
    When the business calls chatsGet with:
      | accountId | $other |
    Then the answer has:
      | chats.0.readOnly | true |
    When the business calls groupsLeave with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
    Then the answer is the error "Group not found"

  @twoway-5.5 @journey
  Scenario: Everybody in a group reads what the account writes, and its members are told apart
    Given a webhook for messages
    When the business calls messagesPost with:
      | accountId | $accountId              |
      | chatId    | 120363000000000002@g.us |
      | text      | hello all               |
    Then the answer is 200
    When 1s passes
    And the business calls messagesGet with:
      | accountId | $accountId              |
      | chatId    | 120363000000000002@g.us |
    Then the answer has:
      | messages.0.status | delivered |
    Given the bench calls handsetWrite with:
      | number  | 491700000001       |
      | to      | 120363000000000002 |
      | channel | whatsapp           |
      | kind    | text               |
      | text    | hello back         |
    Then the webhook message arrives:
      | data.0.chatId          | 120363000000000002@g.us     |
      | data.0.senderContactId | 491700000001@s.whatsapp.net |

  @twoway-5.5 @journey
  Scenario: In an announcement group only admins write
    Given a webhook for group-update
    When the business calls groupsPatch with:
      | accountId      | $accountId              |
      | id             | 120363000000000002@g.us |
      | action         | promote                 |
      | participants.0 | 491700000001            |
    Then the webhook group-update arrives:
      | data.0.participants.1.admin | admin |
    When the business calls groupsInviteCode with:
      | accountId | $accountId              |
      | id        | 120363000000000002@g.us |
    Then I keep inviteCode as code
    When the business calls accountsPost with:
      | type | mock |
    Then I keep accountId as other
    When the business calls accountsOpen with:
      | accountId | $other |
    And the business calls groupsJoin with:
      | accountId | $other                  |
      | id        | 120363000000000002@g.us |
      | code      | $code                   |
    Given the bench calls handsetGroup with:
      | number | 491700000001       |
      | act    | announce           |
      | group  | 120363000000000002 |
      | on     | true               |
    When the business calls groupsGet with:
      | accountId    | $other                  |
      | id           | 120363000000000002@g.us |
      | forceRefresh | true                    |
    Then the answer has:
      | announce | true |
    When the business calls messagesPost with:
      | accountId | $other                  |
      | chatId    | 120363000000000002@g.us |
      | text      | may I?                  |
    And 1s passes
    And the business calls messagesGet with:
      | accountId | $other                  |
      | chatId    | 120363000000000002@g.us |
    Then the answer has:
      | messages.0.error.statusCode | number 403                         |
      | messages.0.error.message    | Not allowed to write to this chat |

  @twoway-2.6
  Scenario Outline: <operation> needs an open account
    When the business calls accountsClose with:
      | accountId | $accountId |
    And the business calls <operation> with:
      | accountId      | $accountId              |
      | id             | 120363000000000002@g.us |
      | forceRefresh   | true                    |
      | code           | x                       |
      | <member>       | <value>                 |
      | participants.0 | 491700000001            |
    Then the answer is the error "Account not open"

    Examples:
      | operation   | member | value |
      | groupsGet   | x      | y     |
      | groupsPatch | action | add   |
      | groupsJoin  | x      | y     |
      | groupsLeave | x      | y     |
      | groupsPost  | name   | Trip  |
      | groupsInviteCode | x | y     |

  @twoway-2.6
  Scenario: A group that nobody knows
    When the business calls groupsGet with:
      | accountId | $accountId              |
      | id        | 120363000000000009@g.us |
    Then the answer is the error "Group not found"

  @twoway-2.5
  Scenario: A message into a group may name its members
    When the business calls messagesPost with:
      | accountId | $accountId                                                                   |
      | chatId    | 120363000000000002@g.us                                                      |
      | raw       | {"text":"Coming, @491700000001?","mentions":["491700000001@s.whatsapp.net"]} |
    Then the answer has:
      | 0.mentions.0 | 491700000001@s.whatsapp.net |
    When 1s passes
    And the business calls messagesGet with:
      | accountId | $accountId              |
      | chatId    | 120363000000000002@g.us |
    Then the answer has:
      | messages.0.text       | Coming, @491700000001?      |
      | messages.0.mentions.0 | 491700000001@s.whatsapp.net |
      | messages.0.status     | delivered                   |
