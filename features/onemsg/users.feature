@onemsg @bench
Feature: 1msg users and groups
  A channel blocks people who wrote to it lately, and has groups to which people come by a link (onemsg 2.11, 2.12).

  Background:
    Given a business on onemsg from demo
    And Dana has WhatsApp on 12025550143

  @onemsg-2.11 @journey
  Scenario: Who is blocked is neither heard nor reached
    Given a webhook for messages
    And Dana wrote 1m ago
    When the business calls blockUser with:
      | phone | number 12025550143 |
    Then the answer has:
      | result | success |
    When the business sends Dana the text "Good morning"
    Then the answer has:
      | sent       | false                |
      | message    | Recipient is blocked |
      | error.code | number 131026        |
    And the webhook message arrives:
      | messages.0.body | hello |
    When Dana writes "Can you hear me?"
    Then no webhook arrives

  @onemsg-2.11 @journey
  Scenario: The blocked people are listed until they are free again
    Given Dana wrote 1m ago
    When the business calls blockUser with:
      | phone | 12025550143 |
    And the business calls listBlockedUsers
    Then the answer has:
      | blockedUsers | [{"phone":"12025550143","wa_id":"12025550143"}] |
    When the business calls unblockUser with:
      | phone | 12025550143 |
    Then the answer has:
      | result | success |
    When the business calls listBlockedUsers
    Then the answer has:
      | blockedUsers | [] |

  @onemsg-2.11
  Scenario Outline: Nobody is blocked by <phone>
    When the business calls <operation> with:
      | phone | <phone> |
    Then the answer is 400
    And the answer has:
      | error | <error> |

    Examples:
      | operation   | phone       | error                                                   |
      | blockUser   | ""          | phone is required                                       |
      | blockUser   | Dana        | phone is invalid                                        |
      | blockUser   | 12025550143 | User has not messaged the business in the last 24 hours |
      | unblockUser | ""          | phone is required                                       |

  @onemsg-2.12 @journey
  Scenario: A group is made, read, changed and deleted
    When the business calls createGroups with:
      | groupName | Mug lovers |
    Then the answer has:
      | id          | like ^[0-9]{18}$                 |
      | subject     | Mug lovers                       |
      | invite_link | like ^https://chat.whatsapp.com/ |
    And I keep id as group
    When the business calls createGroupsGroupId with:
      | groupId     | $group      |
      | description | All of them |
    Then the answer has:
      | success | true |
    When the business calls getGroupsGroupId with:
      | groupId | $group |
    Then the answer has:
      | id          | $group@g.us |
      | description | All of them |
    When the business calls deleteGroupsGroupId with:
      | groupId | $group |
    Then the answer has:
      | success | true |
    When the business calls getGroupsGroupId with:
      | groupId | $group |
    Then the answer has:
      | error | Group not found |

  @onemsg-2.12 @journey
  Scenario: Groups are listed in pages
    When the business calls createGroups with:
      | groupName | First |
    And the business calls createGroups with:
      | subject | Second |
    And the business calls listGroups with:
      | limit | 1 |
    Then the answer has:
      | groups.#             | 1        |
      | paging.cursors.after | any text |
    And I keep paging.cursors.after as next
    And I keep groups.0.id as first
    When the business calls listGroups with:
      | limit | 1     |
      | after | $next |
    Then the answer has:
      | groups.#    | 1          |
      | groups.0.id | not $first |

  @onemsg-2.12 @journey
  Scenario: A group has a link until there is a new one
    When the business calls createGroups with:
      | groupName | Mug lovers |
    Then I keep id as group
    When the business calls getGroupsGroupIdInvitelink with:
      | groupId | $group |
    Then the answer has:
      | invite_link | like ^https://chat.whatsapp.com/.{22}$ |
    And I keep invite_link as old
    When the business calls createGroupsGroupIdInvitelink with:
      | groupId | $group |
    Then the answer has:
      | invite_link | not $old |
    And I keep invite_link as new
    When the business calls getGroupsGroupIdInvitelink with:
      | groupId | $group@g.us |
    Then the answer has:
      | invite_link | $new |

  @onemsg-2.12 @onemsg-5.15 @journey
  Scenario: A group talks with the channel
    Given a webhook for messages
    When the business calls createGroups with:
      | groupName | Mug lovers |
    Then I keep chatId as chat
    And I keep id as group
    And I keep invite_link as link
    Given the bench calls handsetGroup with:
      | number | 12025550143 |
      | act    | join        |
      | invite | $link       |
    And the bench calls handsetWrite with:
      | number  | 12025550143 |
      | to      | $group      |
      | channel | whatsapp    |
      | kind    | text        |
      | text    | Hello all   |
    Then the webhook message arrives:
      | messages.0.chatId   | $chat            |
      | messages.0.author   | 12025550143@c.us |
      | messages.0.chatName | Mug lovers       |
    When the business calls sendMessage with:
      | chatId | $chat                 |
      | body   | Welcome, @12025550143 |
    Then the answer has:
      | sent    | true          |
      | message | Sent to $chat |
    When 1s passes
    And the business calls messagesList with:
      | chatId | $chat |
    Then the answer has:
      | messages.1.body | Welcome, @12025550143 |

  @onemsg-2.12
  Scenario Outline: There is no group to <what>
    When the business calls <operation> with:
      | groupId | 120363999999999999 |
    Then the answer is 200
    And the answer has:
      | <path> | Group not found |

    Examples:
      | what           | operation                     | path           |
      | read           | getGroupsGroupId              | error          |
      | change         | createGroupsGroupId           | error          |
      | delete         | deleteGroupsGroupId           | response.error |
      | come to        | getGroupsGroupIdInvitelink    | error          |
      | invite to anew | createGroupsGroupIdInvitelink | error          |

  @onemsg-5.15
  Scenario Outline: A group gets no <operation>
    When the business calls createGroups with:
      | groupName | Mug lovers |
    Then I keep chatId as chat
    When the business calls <operation> with:
      | chatId      | $chat                |
      | body        | Take a look          |
      | displayText | Open                 |
      | url         | https://shop.example |
    Then the answer is 200
    And the answer has:
      | sent    | false                               |
      | message | Unsupported message type for groups |

    Examples:
      | operation           |
      | sendCtaUrl          |
      | sendLocationRequest |

  @onemsg-2.12
  Scenario: A group needs a name
    When the business calls createGroups
    Then the answer is 200
    And the answer has:
      | error | groupName is required |

  @onemsg-5.14
  Scenario: A channel may have no groups
    Given the bench calls patchProvider with:
      | provider | onemsg |
      | groups   | false  |
    When the business calls listGroups
    Then the answer is 200
    And the answer has:
      | error | any text |
