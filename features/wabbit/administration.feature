@wabbit
Feature: Wabbit administration
  Admins make users and change the WhatsApp profile; everybody keeps the own record and password (wabbit 2.9 to 2.15).

  Background:
    Given a business on wabbit

  @wabbit-6.23
  Scenario: A program gets its token with its activation
    When the business calls createUser with:
      | username     | spamfilter |
      | profile.role | app        |
    Then the answer is 201
    And the answer has:
      | profile.role   | app                                        |
      | activation_url | like /users/activate/[0-9a-f]{40}/$        |
      | groups         | absent                                     |
    And I keep activation_url as address
    When the business calls activateUser with:
      | call url | $address |
    Then the answer is 200
    And the answer has:
      | token | like ^[0-9a-f]{40}$ |

  @wabbit-6.23
  Scenario: An activation works once
    When the business calls createUser with:
      | username     | spamfilter |
      | profile.role | app        |
    Then I keep activation_url as address
    When the business calls activateUser with:
      | call url | $address |
    And the business repeats the call
    Then the answer is the error "not found"

  @wabbit-6.23
  Scenario: The token of an activated program lets it in
    When the business calls createUser with:
      | username     | spamfilter |
      | profile.role | app        |
    Then I keep activation_url as address
    When the business calls activateUser with:
      | call url | $address |
    Then I keep token as spamfilter
    When the business calls retrieveCurrentUser with:
      | header Authorization | Token $spamfilter |
    Then the answer has:
      | username | spamfilter |

  @wabbit-6.23
  Scenario: A user that is not activated cannot log in
    When the business calls createUser with:
      | username   | mira             |
      | first_name | Mira             |
      | email      | mira@example.com |
    Then I keep id as mira
    When the business calls changeUserPassword with:
      | id       | $mira  |
      | password | secret |
    Then the answer is 200
    When the business calls createAuthToken with:
      | username | mira   |
      | password | secret |
    Then the answer is 400

  @wabbit-6.23
  Scenario: An activated user logs in
    When the business calls createUser with:
      | username   | mira             |
      | first_name | Mira             |
      | email      | mira@example.com |
    Then I keep id as mira
    And I keep activation_url as address
    When the business calls changeUserPassword with:
      | id       | $mira  |
      | password | secret |
    And the business calls activateUser with:
      | call url | $address |
    And the business calls createAuthToken with:
      | username | mira   |
      | password | secret |
    Then the answer is 200

  @wabbit-6.23
  Scenario: A new user has the rights of the role
    When the business calls createUser with:
      | username   | mira             |
      | first_name | Mira             |
      | email      | mira@example.com |
    Then I keep id as mira
    When the business calls retrieveUser with:
      | id | $mira |
    Then the answer has:
      | username                        | mira         |
      | groups.0.name                   | Regular user |
      | permissions.can_read_chats      | all          |
      | permissions.can_write_to_chats  | user         |
      | profile.is_available            | true         |

  @wabbit-2.11
  Scenario: An activation code that nobody has
    When the business calls activateUser with:
      | code | 0123 |
    Then the answer is the error "not found"

  @wabbit-2.11
  Scenario Outline: A user that cannot be: <raw>
    When the business calls createUser with:
      | raw | <raw> |
    Then the answer is 400
    And the answer has:
      | <path> | ["<message>"] |

    Examples:
      | raw                                           | path         | message                                                           |
      | {}                                            | username     | This field is required.                                           |
      | {"username":"a b"}                            | username     | Enter a valid username. Only alphanumeric characters are allowed. |
      | {"username":"$username"}                      | username     | A user with that username already exists.                         |
      | {"username":"a","email":"x"}                  | email        | Enter a valid email address.                                      |
      | {"username":"a","profile":{"role":"boss"}}    | profile.role | \"boss\" is not a valid choice.                                   |

  @wabbit-2.11
  Scenario: Users change their own record, and admins everybody's
    When the business calls partialUpdateUser with:
      | header Authorization | Token $appToken |
      | id                   | 3               |
      | raw                  | {"first_name":"Robot","profile":{"role":"admin"}} |
    Then the answer is 200
    And the answer has:
      | first_name   | Robot |
      | profile.role | app   |
    When the business calls updateUser with:
      | id  | 2 |
      | raw | {"username":"noraK","email":"","groups":[{"id":2}],"permissions":{"can_use_tags":true,"can_read_chats":"group","can_write_to_chats":"all"}} |
    Then the answer is 200
    And the answer has:
      | username                   | noraK    |
      | groups.#                   | number 1 |
      | permissions.can_read_chats | group    |

  @wabbit-2.11
  Scenario: Updates that cannot be
    When the business calls updateUser with:
      | id  | 2  |
      | raw | {} |
    Then the answer is 400
    And the answer has:
      | username    | ["This field is required."] |
      | permissions | ["This field is required."] |
    When the business calls partialUpdateUser with:
      | id  | 2                      |
      | raw | {"groups":[{"id":8}]} |
    Then the answer is 400
    And the answer has:
      | groups | ["Invalid pk \"8\" - object does not exist."] |

  @wabbit-2.11
  Scenario Outline: What only admins may do: <operation>
    When the business calls <operation> with:
      | header Authorization | Token $appToken |
      | <row>                | 1               |
      | raw                  | <raw>           |
    Then the answer is the error "forbidden"

    Examples:
      | operation                    | row | raw                                |
      | createUser | header X-Row | {"username":"x"}                   |
      | updateUser | id | {"username":"x","email":"","groups":[],"permissions":{"can_use_tags":true,"can_read_chats":"all","can_write_to_chats":"all"}} |
      | partialUpdateUser | id | {"first_name":"x"}                 |
      | changeUserPassword | id | {"password":"x"}                   |
      | updateUserAvailability | id | {"is_available":false}             |
      | partialUpdateBusinessProfile | header X-Row | {"address":"x"}                    |
      | updateProfileAbout | header X-Row | {"text":"x"}                       |
      | updateProfilePhoto | header X-Row | {"file_encoded":"iVBORw0KGgoAAAANSUhEUg=="} |
      | destroyProfilePhoto | header X-Row | {}                                 |

  @wabbit-2.11
  Scenario Outline: Users that are not there: <operation>
    When the business calls <operation> with:
      | id  | 99    |
      | raw | <raw> |
    Then the answer is the error "not found"

    Examples:
      | operation              | raw                    |
      | retrieveUser           | {}                     |
      | updateUser             | {"username":"x","email":"","groups":[],"permissions":{"can_use_tags":true,"can_read_chats":"all","can_write_to_chats":"all"}} |
      | partialUpdateUser      | {}                     |
      | changeUserPassword     | {"password":"x"}       |
      | updateUserAvailability | {"is_available":false} |

  @wabbit-2.11
  Scenario: A password is changed by who knows it
    When the business calls changeOwnPassword with:
      | current_password | wrong |
      | new_password     | next  |
    Then the answer is 400
    And the answer has:
      | reason | Current password is incorrect. |
    When the business calls changeOwnPassword with:
      | current_password | $password |
      | new_password     | next      |
    Then the answer is 200
    When the business calls createAuthToken with:
      | username | $username |
      | password | next      |
    Then the answer has:
      | token | $token |

  @wabbit-2.11
  Scenario: A password that is set is not empty
    When the business calls changeUserPassword with:
      | id  | 2  |
      | raw | {} |
    Then the answer has:
      | password | ["This field is required."] |

  @wabbit-2.11
  Scenario: A user is away and comes back
    When the business calls updateUserAvailability with:
      | header Authorization | Token $appToken |
      | id                   | 3               |
      | is_available         | false           |
    Then the answer is 200
    When the business calls retrieveUser with:
      | id | 3 |
    Then the answer has:
      | profile.is_available | false |
    When the business calls updateUserAvailability with:
      | id  | 3  |
      | raw | {} |
    Then the answer has:
      | is_available | ["This field is required."] |

  @wabbit-2.12
  Scenario: Groups are listed
    When the business calls listGroups
    Then the answer has:
      | count          | number 4                        |
      | results.0      | {"id":1,"name":"Admin"}         |
      | results.3.name | Support                         |
    When the business calls retrieveCurrentUser
    Then the answer has:
      | url           | like /users/1/$ |
      | groups.0.name | Admin           |

  @wabbit-6.24
  Scenario: An admin writes the profile
    When the business calls retrieveBusinessProfile
    Then the answer has:
      | address  | empty |
      | websites | []    |
      | about    | empty |
    When the business calls partialUpdateBusinessProfile with:
      | address  | Lindenweg 3           |
      | vertical | RETAIL                |
      | websites | ["https://shop.example"] |
    Then the answer is 200
    And the answer has:
      | address  | Lindenweg 3 |
      | vertical | RETAIL      |
    When the business calls partialUpdateBusinessProfile with:
      | vertical | Shopping and Retail |
    Then the answer has:
      | vertical | Shopping and Retail |
      | address  | Lindenweg 3         |

  @wabbit-6.24
  Scenario: The about text stands in both profiles
    When the business calls updateProfileAbout with:
      | text | Open until six |
    Then the answer is 200
    When the business calls retrieveBusinessProfile
    Then the answer has:
      | about | Open until six |
    When the business calls retrieveProfileAbout
    Then the answer has:
      | settings.profile.about.text | Open until six |

  @wabbit-2.13
  Scenario: Profiles that cannot be
    When the business calls partialUpdateBusinessProfile with:
      | raw | {"email":"x","vertical":"SPACE","websites":["a","b","c"]} |
    Then the answer is 400
    And the answer has:
      | email    | ["Enter a valid email address."]                     |
      | vertical | ["\"SPACE\" is not a valid choice."]                 |
      | websites | ["Ensure this field has no more than 2 elements."]   |
    When the business calls updateProfileAbout with:
      | raw | {"text":""} |
    Then the answer has:
      | text | ["This field may not be blank."] |

  @wabbit-6.24 @bench
  Scenario: The photo can be taken away
    When the business calls retrieveProfilePhoto
    Then the answer is 200
    And the answer has:
      | header Content-Type | image/png |
    When the business calls destroyProfilePhoto
    Then the answer is 204
    When the business calls retrieveProfilePhoto
    Then the answer is the error "not found"

  @wabbit-6.24 @bench
  Scenario: A new photo is not shown at once
    When the business calls destroyProfilePhoto
    And the business calls updateProfilePhoto with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    Then the answer is 200
    When the business calls retrieveSettingsRefreshStatus
    Then the answer has:
      | currently_refreshing | true |
    When the business calls retrieveProfilePhoto
    Then the answer is the error "not found"

  @wabbit-6.24 @bench
  Scenario: A new photo is shown when the refresh is over
    When the business calls destroyProfilePhoto
    And the business calls updateProfilePhoto with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg== |
    And 2s passes
    And the business calls retrieveSettingsRefreshStatus
    Then the answer has:
      | currently_refreshing | false |
    When the business calls retrieveProfilePhoto
    Then the answer is 200

  @wabbit-2.13
  Scenario Outline: An upload over the limit: <operation>
    When the business calls <operation> with:
      | bytes | <bytes> |
    Then the answer is the error "too large"

    Examples:
      | operation          | bytes    |
      | updateProfilePhoto | 8100000  |
      | createMedia        | 90600000 |

  @wabbit-2.13
  Scenario: A photo that is none
    When the business calls updateProfilePhoto with:
      | file_encoded | SGVsbG8= |
    Then the answer is 400
    And the answer has:
      | file_encoded.0 | like ^Upload a valid image |

  @wabbit-2.13 @bench
  Scenario Outline: Reading again takes two seconds: <issue>
    When the business calls <issue>
    Then the answer is 200
    When the business calls <status>
    Then the answer has:
      | currently_refreshing | true |
    When 2s passes
    And the business calls <status>
    Then the answer has:
      | currently_refreshing | false |

    Examples:
      | issue                | status                        |
      | issueSettingsRefresh | retrieveSettingsRefreshStatus |
      | issueTemplateRefresh | retrieveTemplateRefreshStatus |

  @wabbit-2.14
  Scenario: The inbox tells its number
    When the business calls listWhatsAppAccounts with:
      | this_instance | true |
    Then the answer has:
      | results | [{"phone_number":"4930555000","this_instance":true}] |
    When the business calls listWhatsAppAccounts with:
      | this_instance | perhaps |
    Then the answer has:
      | this_instance | ["Must be a valid boolean."] |

  @wabbit-2.15 @bench
  Scenario: A plugin answers by what it is asked
    Given the bench calls patchProvider with:
      | provider | wabbit |
      | plugins  | [{"type":"crm","data":{"name":"nobody"},"variants":[{"when":{"q":"7"},"data":{"name":"Ana"}}]}] |
    When the business calls retrievePluginData with:
      | type | crm |
    Then the answer has:
      | response.name | nobody |
    When the business calls retrievePluginData with:
      | type | erp |
    Then the answer is the error "not found"

  @wabbit-2.15 @bench
  Scenario: A plugin has a type
    When the business calls retrievePluginData
    Then the answer is 400
    And the answer has:
      | type | ["This field is required."] |

  @wabbit-6.21 @bench
  Scenario: Two directories answer side by side
    Given the bench calls patchProvider with:
      | provider         | wabbit |
      | contactProviders | [{"type":"google","name":"A","contacts":[{"name":"A One","phoneNumbers":["+49 1"]},{"name":"A Two","phoneNumbers":["+49 2"]},{"name":"A Three","phoneNumbers":[]}]},{"type":"hubspot","name":"B","contacts":[{"name":"B One","phoneNumbers":["+49 (1)"],"emailAddresses":["b@example.com"]},{"name":"B Two","phoneNumbers":[]},{"name":"B Three","phoneNumbers":[]}]}] |
    When the business calls listContacts with:
      | limit | 2 |
    Then the answer has:
      | count                          | number 6              |
      | results.#                      | number 4              |
      | results.2.contact_provider.type | hubspot              |
      | next                           | like limit=2&pages=   |
    And I keep next as next
    When the business calls listContacts with:
      | call url | $next |
    Then the answer has:
      | results.# | number 2 |
      | next      | null     |

  @wabbit-6.21 @bench
  Scenario: A number is looked up in all directories
    Given the bench calls patchProvider with:
      | provider         | wabbit |
      | contactProviders | [{"type":"google","name":"A","contacts":[{"name":"A One","phoneNumbers":["+49 1"]},{"name":"A Two","phoneNumbers":["+49 2"]},{"name":"A Three","phoneNumbers":[]}]},{"type":"hubspot","name":"B","contacts":[{"name":"B One","phoneNumbers":["+49 (1)"],"emailAddresses":["b@example.com"]},{"name":"B Two","phoneNumbers":[]},{"name":"B Three","phoneNumbers":[]}]}] |
    When the business calls resolveContact with:
      | wa_id | 491 |
    Then the answer has:
      | person                     | null     |
      | contact_provider_results.# | number 2 |
    When the business calls listContacts with:
      | search | b@example |
    Then the answer has:
      | count | number 1 |

  @wabbit-4.2 @bench
  Scenario: A contact may have pictures, addresses and a company
    Given the bench calls patchProvider with:
      | provider         | wabbit |
      | contactProviders | [{"type":"hubspot","name":"B","contacts":[{"name":"Zoe","phoneNumbers":["+49 1"],"avatar":"https://a.example/s.png","largeAvatar":"https://a.example/l.png","urls":["https://zoe.example"],"companies":[{"jobTitle":"Buyer","companyName":"Shop"}]}]}] |
    When the business calls listContacts
    Then the answer has:
      | results.0.avatar                   | https://a.example/s.png |
      | results.0.large_avatar             | https://a.example/l.png |
      | results.0.urls.0                   | https://zoe.example     |
      | results.0.companies.0.job_title    | Buyer                   |
      | results.0.companies.0.company_name | Shop                    |

  @wabbit-4.8 @bench
  Scenario: A user has pictures
    Given the bench calls patchProvider with:
      | provider | wabbit |
      | users    | [{"id":1,"active":true,"avatar":"https://a.example/s.png","largeAvatar":"https://a.example/l.png"}] |
    When the business calls retrieveCurrentUser
    Then the answer has:
      | profile.avatar       | https://a.example/s.png |
      | profile.large_avatar | https://a.example/l.png |

  @wabbit-1.12 @bench
  Scenario: Settings that are not named stay
    Given the bench calls patchProvider with:
      | provider | wabbit |
      | sendMode | async  |
    When the business calls listContacts
    Then the answer has:
      | results.0.phone_numbers.0.description | mobile |

  @wabbit-6.21 @bench
  Scenario: A directory that does not count
    Given the bench calls patchProvider with:
      | provider         | wabbit |
      | contactProviders | [{"type":"google","name":"A","contacts":[],"count":false}] |
    When the business calls listContacts
    Then the answer has:
      | count | number -1 |
      | next  | null      |
    When the business calls resolveContact with:
      | wa_id | 491 |
    Then the answer has:
      | contact_provider_results | [] |

  @wabbit-6.21 @bench
  Scenario: Places in directories are not made up
    When the business calls listContacts with:
      | pages | made-up |
    Then the answer is 400
    And the answer has:
      | pages | ["Invalid value."] |

  @wabbit-6.22 @bench
  Scenario: A check of numbers is remembered
    When the business calls verifyContacts with:
      | contacts | ["+491700000001","+491700000006","1700000001","+49170"] |
    Then the answer is 200
    And the answer has:
      | contacts.0.status | processing   |
      | contacts.0.wa_id  | 491700000001 |
      | contacts.1.status | processing   |
      | contacts.2.status | invalid      |
      | contacts.3.status | failed       |
      | contacts.3.wa_id  | absent       |
    When 1s passes
    And the business repeats the call
    Then the answer has:
      | contacts.0.status | valid   |
      | contacts.1.status | invalid |
      | contacts.1.wa_id  | absent  |

  @network-7.2 @bench
  Scenario Outline: A check that goes wrong
    Given the bench calls addFault with:
      | fault      | F44   |
      | params.how | <how> |
    When the business calls verifyContacts with:
      | contacts | ["+491700000002"] |
      | blocking | wait              |
    Then the answer has:
      | contacts.0.status | <status> |

    Examples:
      | how        | status     |
      | wrong      | invalid    |
      | processing | processing |

  @network-7.2 @bench
  Scenario: A photo that is not read again is never shown
    Given the bench calls addFault with:
      | fault      | F64             |
      | params.job | profile_refresh |
    When the business calls destroyProfilePhoto
    And the business calls updateProfilePhoto with:
      | file_encoded | iVBORw0KGgoAAAANSUhEUg== |
    Then the answer is 200
    When 3s passes
    And the business calls retrieveProfilePhoto
    Then the answer is 404

  @wabbit-6.22 @bench
  Scenario: A check that is waited for
    When the business calls verifyContacts with:
      | contacts | ["+491700000002"] |
      | blocking | wait              |
    Then the answer has:
      | contacts.0.status | valid |
    When the business calls verifyContacts with:
      | contacts | ["+491700000002"] |
      | blocking | later             |
    Then the answer is 400
    And the answer has:
      | blocking | ["\"later\" is not a valid choice."] |
