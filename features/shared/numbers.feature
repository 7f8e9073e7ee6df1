@bench
Feature: Numbers that several accounts have
  In life a number belongs to one provider. For tests a world may let several have it: then all see what happens there, each in its own
  shape (network D29, 10.2 bind.exclusive).

  @network-10.2
  Scenario Outline: A number of another account is told here too once it is shared
    Given a business on <provider>
    And a webhook for messages
    And the bench calls patchWorld with:
      | bind\\.exclusive | false |
    And the bench calls createSender with:
      | provider | <provider> |
      | channel  | whatsapp   |
      | id       | <other>    |
    And the bench calls handsetWrite with:
      | number  | 491700000001 |
      | to      | <other>      |
      | channel | whatsapp     |
      | kind    | text         |
      | text    | hello        |
    When 1s passes
    Then the webhook message arrives

    @wabbit
    Examples:
      | provider | other         |
      | wabbit   | 4915735990001 |

    @onemsg
    Examples:
      | provider | other      |
      | onemsg   | 4930555000 |
