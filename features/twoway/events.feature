@twoway
Feature: twoway subscriptions, live events, files and exports
  Subscribers get what happens, one delivery after the other, with a token by which they know the sender; files are uploaded by a
  form, and histories exported into a file (twoway 2.3, 2.8, 2.15, 3.1).

  Background:
    Given a business on twoway
    And Ana Lopes has WhatsApp on 491700000001

  @twoway-3.1 @bench @journey
  Scenario: A receiver that fails gets the same again, after 5 and 30 seconds, and then the next
    Given a webhook for messages
    And the webhook answers 500 2 times
    When Ana Lopes writes "first"
    And Ana Lopes writes "second"
    And 4s passes
    Then the webhooks arrive in order:
      | event   | data.0.text |
      | message | first       |
    When 1s passes
    Then the webhooks arrive in order:
      | event   | data.0.text |
      | message | first       |
    When 29s passes
    Then no webhook arrives
    When 1s passes
    Then the webhooks arrive in order:
      | event   | data.0.text |
      | message | first       |
      | message | second      |

  @twoway-3.1 @bench
  Scenario: A delivery carries a token without scopes that the team's key has signed
    Given a webhook for messages
    And the bench calls getProvider with:
      | provider | twoway |
    Then I keep publicKey as publicKey
    When Ana Lopes writes "hello"
    Then the webhook message arrives
    And the webhook is signed

  @twoway-2.15 @journey
  Scenario: A subscription is made, changed, listed and deleted
    When the business calls subscriptionsPost with:
      | enabled  | true                     |
      | url      | http://localhost:9/hook  |
      | events.0 | message-insert           |
    Then the answer has:
      | type    | webhook  |
      | ownerId | $teamId  |
      | id      | any uuid |
    And I keep id as subscription
    When the business calls subscriptionsPatch with:
      | id       | $subscription |
      | enabled  | false         |
      | events.0 | chat-update   |
    Then the answer has:
      | enabled  | false       |
      | events.0 | chat-update |
    When the business calls subscriptionsGet
    Then the answer has:
      | subscriptions.#            | 1                       |
      | subscriptions.0.url        | http://localhost:9/hook |
    When the business calls subscriptionsDelete with:
      | id | $subscription |
    Then the answer has:
      | success | true |
    When the business repeats the call
    Then the answer is the error "Subscription not found"
    When the business calls subscriptionsPatch with:
      | id      | $subscription |
      | enabled | true          |
    Then the answer is the error "Subscription not found"

  @twoway-2.15
  Scenario Outline: A subscription that cannot be: <why>
    When the business calls subscriptionsPost with:
      | raw | <body> |
    Then the answer is the error "Invalid request"

    Examples:
      | why                | body                                                                    |
      | no address         | {"enabled":true,"url":"hook"}                                           |
      | no such event      | {"enabled":true,"url":"http://x.example","events":["message-lost"]}     |
      | no schema          | {"enabled":true,"url":"http://x.example","schema":{"type":"nonsense"}}  |

  @twoway-3.1 @bench @journey
  Scenario: Accounts and a schema say what is delivered
    When the business calls accountsGet
    Then I keep accounts.1.accountId as phone
    When the business calls subscriptionsPost with:
      | raw | {"enabled":true,"url":"$webhook/inbound","events":["message-insert"],"accounts":["$phone"]} |
    And the business calls subscriptionsPost with:
      | raw | {"enabled":true,"url":"$webhook/inbound","events":["message-insert"],"schema":{"properties":{"data":{"items":{"properties":{"text":{"const":"wanted"}}}}}}} |
    And Ana Lopes writes "not for you"
    Then no webhook arrives
    When Ana Lopes writes "wanted"
    Then the webhook message arrives:
      | data.0.text | wanted |
    And no webhook arrives

  @twoway-2.15 @journey
  Scenario: Live events need a token with their scope, and an upgrade
    When the business calls rootGet with:
      | accessToken | nonsense       |
      | events      | message-insert |
    Then the answer is the error "jwt malformed"
    When the business calls rootGet with:
      | accessToken | $accessToken   |
      | events      | message-insert |
    Then the answer is the error "Invalid request"
    When the business calls rootGet with:
      | header Connection            | Upgrade                  |
      | header Upgrade               | websocket                |
      | header Sec-WebSocket-Version | 13                       |
      | header Sec-WebSocket-Key     | dGhlIHNhbXBsZSBub25jZQ== |
      | accessToken                  | $accessToken             |
      | events                       | message-insert           |
    Then the answer is 101
    When the business calls oauthTokenPost with:
      | username | $username    |
      | password | $password    |
      | scope    | ACCOUNT_READ |
    Then I keep access_token as token
    When the business calls rootGet with:
      | accessToken | $token         |
      | events      | message-insert |
    Then the answer is the error "Insufficient Access"

  @twoway-2.8
  Scenario: A file gets a target
    When the business calls filesPost with:
      | mimetype | image/png |
      | name     | a b.png   |
    Then the answer has:
      | url                 | like ^http      |
      | fields.Content-Type | image/png       |
      | fields.key          | like /a b\.png$ |

  @twoway-2.3 @bench @journey
  Scenario: A history is exported in two seconds
    Given Ana Lopes wrote 1h ago
    When the business calls getChatHistory with:
      | timeZone | Asia/Singapore |
    Then I keep requestId as request
    When the business calls pollChatHistory with:
      | requestId | $request |
    Then the answer has:
      | status | executing |
      | url    | absent    |
    When 2s passes
    And the business repeats the call
    Then the answer has:
      | status | success         |
      | url    | like \.csv$     |
    When the business calls pollChatHistory with:
      | requestId | nothing |
    Then the answer is the error "Request not found"
    When the business calls getChatHistory with:
      | timeZone | Mars/Olympus |
    Then the answer is the error "Invalid time zone"

  @network-7.2 @bench
  Scenario: An export that fails has no file
    Given the bench calls addFault with:
      | fault      | F64         |
      | params.job | chat_export |
    When the business calls getChatHistory
    Then I keep requestId as request
    When 2s passes
    And the business calls pollChatHistory with:
      | requestId | $request |
    Then the answer has:
      | status | error  |
      | url    | absent |
