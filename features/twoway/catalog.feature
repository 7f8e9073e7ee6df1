@twoway @bench
Feature: twoway catalog and orders
  Products are kept here and brought in step with the catalog on the platform, in either direction; customers order from that catalog
  (twoway 2.10, 2.12, 5.9).

  Background:
    Given a business on twoway
    When the business calls accountsGet
    Then I keep accounts.1.accountId as accountId
    And I keep accounts.1.user.phoneNumber as whatsapp
    Given Ana Lopes has WhatsApp on 491700000001

  @twoway-2.10 @journey
  Scenario: A product goes to the platform, is changed there, and goes away
    Given a webhook for platformproduct-insert, platformproduct-update, platformproduct-delete
    When the business calls platformProductsPost with:
      | accountId | $accountId |
      | raw       | {"products":[{"name":"Blue shoe","retailerId":"SH-9","description":"Canvas","price":25900,"currency":"SGD","isHidden":false,"category":"Shoes","imageUrls":["https://x.example/1.jpg","https://x.example/2.jpg"]}]} |
    Then the answer has:
      | products.0.syncStatus         | pendingCreate           |
      | products.0.categories.0.name  | Shoes                   |
      | products.0.imageUrls.original | https://x.example/1.jpg |
      | products.0.imageUrls.1        | https://x.example/2.jpg |
    And I keep products.0.id as product
    And the webhook platformproduct-insert arrives
    When the business calls platformProductsSync with:
      | accountId    | $accountId |
      | syncForward  | true       |
    Then the answer is 200
    And the webhook platformproduct-update arrives:
      | data.0.isSyncing | true |
    When 2s passes
    Then the webhook platformproduct-update arrives:
      | data.0.syncStatus | synced |
    When 5s passes
    Then the webhook platformproduct-update arrives:
      | data.0.reviewStatus.whatsapp | APPROVED |
    When the business calls platformProductsPatch with:
      | accountId | $accountId |
      | id        | $product   |
      | price     | number 19900 |
    Then the answer has:
      | products.0.syncStatus | pendingUpdate |
      | products.0.price      | number 19900  |
    When the business calls platformProductsSync with:
      | accountId | $accountId |
    And 2s passes
    And the business calls platformProductsGet with:
      | teamId | $teamId  |
      | id     | $product |
    Then the answer has:
      | products.0.syncStatus | synced |
    When the business calls platformProductsDelete with:
      | accountId | $accountId |
      | id        | $product   |
    Then the answer is 200
    When the business calls platformProductsGet with:
      | teamId | $teamId  |
      | id     | $product |
    Then the answer has:
      | products.0.syncStatus | pendingDelete |
    When the business calls platformProductsSync with:
      | accountId | $accountId |
    And 2s passes
    Then the webhook platformproduct-delete arrives:
      | data.0.id | $product |

  @network-7.2 @bench
  Scenario: A product that does not reach the platform stays as it is
    Given the bench calls addFault with:
      | fault       | F64           |
      | params.job  | product_sync  |
      | params.text | catalog asleep |
    When the business calls platformProductsPost with:
      | accountId | $accountId |
      | raw       | {"products":[{"name":"Blue shoe","retailerId":"SH-8","description":"Canvas","price":25900,"currency":"SGD","isHidden":false,"category":"Shoes","imageUrls":[]}]} |
    Then I keep products.0.id as product
    When the business calls platformProductsSync with:
      | accountId | $accountId |
    And 2s passes
    And the business calls platformProductsGet with:
      | teamId | $teamId  |
      | id     | $product |
    Then the answer has:
      | products.0.syncStatus    | pendingCreate  |
      | products.0.isSyncing     | false          |
      | products.0.error.message | catalog asleep |

  @network-7.2 @bench
  Scenario: A number that is asked for is not what the platform says
    When the business calls contactsCheckExists with:
      | type        | whatsapp     |
      | phoneNumber | 491700000001 |
    Then the answer has:
      | exists | true |
    Given the bench calls addFault with:
      | fault      | F44   |
      | params.how | wrong |
    When the business repeats the call
    Then the answer has:
      | exists | false |

  @twoway-2.10 @journey
  Scenario: The catalog is read without a credential, a page at a time
    When the business calls platformProductsGet without credentials
      | teamId           | $teamId    |
      | accountId        | $accountId |
      | count            | 2          |
      | returnTotalCount | true       |
      | category         | Lamps      |
    Then the answer has:
      | totalCount            | number 5 |
      | products.#            | 2        |
      | products.0.retailerId | SKU-5    |
    And I keep nextPage as next
    When the business calls platformProductsGet with:
      | teamId    | $teamId    |
      | accountId | $accountId |
      | cursor    | $next      |
    Then the answer has:
      | products.# | 3      |
      | nextPage   | absent |
    When the business calls platformProductsGet with:
      | teamId | $teamId  |
      | cursor | nonsense |
    Then the answer is the error "Invalid page cursor"
    When the business calls platformProductsGet with:
      | teamId | nobody |
    Then the answer is the error "Team not found"

  @twoway-2.10
  Scenario: A test account has no catalog on the platform
    When the business calls accountsPost with:
      | type | mock |
    Then I keep accountId as other
    When the business calls platformProductsSync with:
      | accountId | $other |
    Then the answer is the error "Account is not a business account"
    When the business calls accountsClose with:
      | accountId | $accountId |
    And the business calls platformProductsSync with:
      | accountId | $accountId |
    Then the answer is the error "Account not open"

  @twoway-2.12 @journey
  Scenario: Categories hold products
    When the business calls platformProductCategoriesPost with:
      | accountId | $accountId |
      | name      | Offers     |
    Then the answer has:
      | productCount | number 0 |
    And I keep id as category
    When the business repeats the call
    Then the answer is the error "Product category already exists"
    When the business calls platformProductCategoriesPatch with:
      | accountId            | $accountId    |
      | categoryId           | $category     |
      | name                 | Sale          |
      | products.0.productId | "7312004455881" |
      | products.0.type      | add           |
    Then the answer is 200
    When the business calls platformProductCategoriesGet without credentials
      | teamId    | $teamId    |
      | accountId | $accountId |
    Then the answer has:
      | categories.1.name         | Sale     |
      | categories.1.productCount | number 1 |
    When the business calls platformProductCategoriesPatch with:
      | accountId            | $accountId |
      | categoryId           | $category  |
      | products.0.productId | nothing    |
      | products.0.type      | add        |
    Then the answer is the error "Product not found"
    When the business calls platformProductCategoriesDelete with:
      | accountId  | $accountId |
      | categoryId | $category  |
    Then the answer is 200
    When the business repeats the call
    Then the answer is the error "Product category not found"
    When the business calls platformProductCategoriesGet with:
      | teamId | nobody |
    Then the answer is the error "Team not found"

  @twoway-5.9 @journey
  Scenario: A customer orders, and the order tells its lines
    Given a webhook for messages
    When Ana Lopes orders:
      | catalogId        | "900100200300400" |
      | items.0.productId | SKU-1     |
      | items.0.quantity  | number 2  |
    Then the webhook message arrives:
      | data.0.order.itemCount    | number 2     |
      | data.0.order.total.amount | number 39800 |
    And I keep data.0.order.orderId as order
    And I keep data.0.order.token as token
    And I keep data.0.chatId as chat
    When the business calls orderDetailsGet with:
      | accountId | $accountId |
      | orderId   | $order     |
      | token     | $token     |
    Then the answer has:
      | price.total1000                    | number 39800  |
      | products.0.quantity                | number 2      |
      | products.0.product.id              | 7312004455881 |
      | products.0.product.details.title   | Desk lamp     |
    When the business calls orderDetailsGet with:
      | accountId | $accountId |
      | orderId   | $order     |
      | token     | wrong      |
    Then the answer is the error "Order not found"
    When the business calls oauthTokenPost with:
      | username | $username             |
      | password | $password             |
      | scope    | CHATS_ACCESS_ASSIGNED |
    Then I keep access_token as narrow
    When the business calls orderDetailsGet with:
      | header Authorization | Bearer $narrow |
      | accountId            | $accountId     |
      | orderId              | $order         |
    Then the answer is the error "Insufficient Access"

  @twoway-5.2
  Scenario: Products are shown from the catalog, hidden ones are left out
    When the business calls messagesPost with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | raw       | {"text":"for you","products":[{"id":"7312004455881"},{"id":"nothing"}]} |
    Then the answer has:
      | 0.products.#               | 1         |
      | 0.products.0.details.title | Desk lamp |
    When 1s passes
    Then Ana Lopes sees "for you"
    When the business calls messagesPost with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | raw       | {"text":"for you","products":[{"id":"nothing"}]} |
    And the business calls messagesGet with:
      | accountId | $accountId   |
      | chatId    | 491700000001 |
      | status    | error        |
    Then the answer has:
      | messages.0.error.message | Product not found |

  @twoway-2.10
  Scenario: A product that was made outside comes in with a sync
    Given a webhook for platformproduct-insert
    And the bench calls putProduct with:
      | id        | 900100200300400 |
      | productId | SKU-9           |
      | name      | Candle          |
      | price     | "5.00"          |
    When the business calls platformProductsSync with:
      | accountId    | $accountId |
      | syncBackward | true       |
    And 2s passes
    Then the webhook platformproduct-insert arrives:
      | data.0.name       | Candle      |
      | data.0.price      | number 5000 |
      | data.0.syncStatus | synced      |
