@twoway
Feature: twoway users and teams
  The auth service knows users, the teams that they are in, invite links, and one-time passwords that go to a phone (twoway 2.14).

  Background:
    Given a business on twoway

  @twoway-2.14 @bench @journey
  Scenario: A one-time password goes to the phone, is verified, and sets a password
    Given Ana Lopes has WhatsApp on 491700000001
    When the business calls otpPost with:
      | phoneNumber | "491700000001" |
    Then the answer has:
      | resendsLeft | number 3           |
      | phoneNumber | number 491700000001 |
    And I keep otp as otp
    When the business calls confirmOtp with:
      | header Authorization | X-OTP 491700000001:$otp |
    Then the answer has:
      | success | true |
    When the business calls confirmOtp with:
      | header Authorization | X-OTP 491700000001:0 |
    Then the answer is the error "Incorrect OTP"
    When the business calls usersPost with:
      | header Authorization | X-OTP 491700000001:$otp                      |
      | raw | {"fullName":"Ana","phoneNumber":491700000001,"password":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="} |
    Then the answer has:
      | fullName        | Ana |
      | createdByMethod | otp |
    When the business calls usersPasswordPatch with:
      | header Authorization | X-OTP 491700000001:$otp                      |
      | password             | n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg= |
    Then the answer is 200
    When the business calls usersPasswordPatch with:
      | header Authorization | X-OTP 491700000001:$otp |
      | raw                  | {                       |
    Then the answer is the error "Invalid request"
    When the business calls usersPasswordPatch with:
      | header Authorization | X-OTP 491700000001:0 |
      | password             | x                    |
    Then the answer is the error "Incorrect OTP"
    When the business calls tokenPost with:
      | raw | {"phoneNumber":491700000001,"password":"test","passwordEncoding":"plaintext"} |
    Then the answer is 200

  @twoway-2.14 @journey
  Scenario: A one-time password is sent four times at most
    When the business calls otpPost with:
      | phoneNumber | "491700000001" |
    Then I keep otp as otp
    When the business repeats the call
    Then the answer has:
      | otp | $otp |
    When the business repeats the call
    And the business repeats the call
    Then the answer has:
      | resendsLeft | number 0 |
    When the business repeats the call
    Then the answer is the error "No resends left"

  @twoway-2.14 @journey
  Scenario: Users are made, changed, found and deleted
    When the business calls usersPost with:
      | raw | {"fullName":"Bert","phoneNumber":6580009999,"password":"x","metadata":{"companyName":"Bert & Co"}} |
    Then the answer has:
      | createdByMethod | admin-panel |
    And I keep id as bert
    When the business repeats the call
    Then the answer is the error "User already exists"
    When the business calls usersPost with:
      | header Authorization | X-OTP 6580009998:1 |
      | raw | {"fullName":"Carl","phoneNumber":6580009998,"password":"x"} |
    Then the answer is the error "Incorrect OTP"
    When the business calls usersPatch with:
      | userId   | $bert |
      | fullName | Bertha |
    Then the answer has:
      | fullName | Bertha |
    When the business calls usersPatch with:
      | userId | $bert |
      | raw    | {"phoneNumber":6580009997,"otp":1} |
    Then the answer is the error "Incorrect OTP"
    When the business calls usersGet with:
      | q                  | bertha |
      | includeMemberships | true   |
      | includeTotal       | true   |
    Then the answer has:
      | total                            | number 1  |
      | users.0.memberships.0.team.name  | Bert & Co |
    When the business calls usersDelete with:
      | id | $bert |
    Then the answer is 200
    When the business repeats the call
    Then the answer is the error "User not found"

  @twoway-2.14 @journey
  Scenario: An invite link brings a user into the team
    When the business calls inviteLinksPost with:
      | scopes.0 | TAGS_READ |
    Then I keep id as link
    When the business calls inviteLinksGet with:
      | id | $link |
    Then the answer has:
      | team.id | $teamId |
    When the business calls usersPost with:
      | raw | {"fullName":"Bert","phoneNumber":6580009999,"password":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="} |
    Then I keep id as bert
    When the business calls tokenPost with:
      | raw | {"phoneNumber":6580009999,"password":"","passwordEncoding":"plaintext"} |
    Then I keep access_token as token
    When the business calls teamsJoinInvite with:
      | header Authorization | Bearer $token |
      | id                   | $link         |
    Then the answer is 200
    When the business calls teamsGet with:
      | includeTeamMembers | true    |
      | includeInviteLinks | true    |
      | id                 | $teamId |
    Then the answer has:
      | teams.0.members.1.userId   | $bert      |
      | teams.0.members.1.scopes.0 | TAGS_READ  |
      | teams.0.inviteLinks.0.id   | $link      |
    When the business calls teamsPatch with:
      | name               | New name |
      | members.0.id       | $bert    |
      | members.0.delete   | true     |
      | inviteLinks.0.id     | $link  |
      | inviteLinks.0.delete | true   |
    Then the answer is 200
    When the business calls inviteLinksGet with:
      | id | $link |
    Then the answer is the error "Invite link not found"
    When the business calls teamsJoinInvite with:
      | id | $link |
    Then the answer is the error "Invite link not found"
    When the business calls usersGet
    Then I keep users.0.id as me
    When the business calls teamsPatch with:
      | members.0.id     | $me  |
      | members.0.delete | true |
    Then the answer is the error "You cannot modify yourself"

  @twoway-2.14 @journey
  Scenario: Steps of the introduction and the partner of a team
    When the business calls teamsCompletedOnboardingStepPost with:
      | step | createdTag |
    Then the answer is 200
    When the business calls teamsCompletedOnboardingStepPost with:
      | step | dreamed |
    Then the answer is the error "Invalid request"
    When the business calls partnerTeamPatch with:
      | teamId       | $teamId |
      | partnerAdmin | somebody |
    Then the answer is 200
    When the business calls partnerTeamPatch with:
      | teamId       | nobody   |
      | partnerAdmin | somebody |
    Then the answer is the error "Team not found"
    When the business calls teamsGet with:
      | completedSteps        | createdTag |
      | partner               | somebody   |
      | returnOnboardingScore | true       |
    Then the answer has:
      | teams.0.onboardingStepsDone.0.id | createdTag |
      | teams.0.onboardingScore          | number 5   |

  @twoway-2.14 @bench @journey
  Scenario: A user is told by WhatsApp
    Given Ana Lopes has WhatsApp on 491700000001
    When the business calls usersPost with:
      | raw | {"fullName":"Ana","phoneNumber":491700000001,"password":"x","emailAddress":"ana@example.test"} |
    Then I keep id as ana
    When the business calls inviteLinksPost with:
      | scopes.0 | TAGS_READ |
    And the business calls usersGet
    Then I keep users.0.id as me
    When the business calls notify with:
      | userId         | $me   |
      | notifyWhatsApp | true  |
      | notifyEmail    | true  |
      | notifyDesktop  | false |
      | title          | Hello |
      | content        | there |
    Then the answer has:
      | desktop  | false                      |
      | email    | User has no e-mail address |

  @twoway-2.14 @bench
  Scenario: A credential of another service is known when the scenario says so
    When the business calls tokenPostExternal with:
      | type    | firebase |
      | idToken | abc      |
    Then the answer is the error "Invalid external credential"
    Given the bench calls patchProvider with:
      | provider                      | twoway   |
      | externalCredentials.0.type    | firebase |
      | externalCredentials.0.idToken | abc      |
    When the business calls tokenPostExternal with:
      | type    | firebase |
      | idToken | abc      |
    Then the answer has:
      | created | true |
    When the business repeats the call
    Then the answer has:
      | created | false |
