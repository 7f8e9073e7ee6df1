@tyntec
Feature: tyntec keys
  Every operation asks for the API key, and for nothing else to know who calls; the links that answers hand out ask for none
  (tyntec 1.3).

  Background:
    Given a business on tyntec

  @OP-2
  Scenario Outline: <operation> without a key is unauthorized
    When the business calls <operation> without credentials:
      | whatsapp-account-id | 1             |
      | whatsapp-flow-id    | 1             |
      | phone-number        | 4915735990001 |
      | service-id          | 71045         |
      | enable              | true          |
    Then the answer is the error "unauthorized"

    Examples:
      | operation                     |
      | sendABulkMessage              |
      | listUploadedMedia             |
      | uploadMedia                   |
      | waSubmitTemplateForReview     |
      | getAvailableWhatsAppTemplates |
      | getCurrentWAProfile           |
      | updateCurrentWAProfile        |
      | getCurrentWALogo              |
      | getWACommerceSetting          |
      | enableIdentityKeyCheck        |
      | getAccountConfiguration       |
      | listAllWhatsAppChannels       |
      | updateWhatsAppChannelCallback |
      | listAllSMSChannels            |
      | getSMSChannelConfig           |
      | updateSMSChannelCallback      |
      | listAllViberChannels          |
      | getViberChannelConfig         |
      | updateViberChannelCallback    |
      | listFlowsOfWhatsAppAccount    |
      | createFlowMetadata            |
      | flowDetails                   |
      | updateFlowMetadata            |
      | deleteFlow                    |
      | getFlowAssetList              |
      | addFlowAsset                  |
      | getFlowPreview                |
      | publishFlow                   |
      | deprecateFlow                 |

  @OP-40
  Scenario: A file of more than 100 MB is too large
    When the business calls uploadMedia with:
      | Content-Type | video/mp4 |
      | bytes        | 104857601 |
    Then the answer is the error "too large"

  @tyntec-1.3
  Scenario: A bulk from a sender of somebody else is forbidden
    When the business calls sendABulkMessage with:
      | to       | 491700000001                                                              |
      | from     | 4915735999999                                                             |
      | channel  | whatsapp                                                                  |
      | messages | [{"contentType":"text","text":"one"},{"contentType":"text","text":"two"}] |
    Then the answer is the error "forbidden"

  @OP-18
  Scenario Outline: <operation> with a plain http address is refused
    When the business calls <operation> with:
      | phone-number      | $sms                        |
      | service-id        | $viber                      |
      | inboundMessageUrl | http://hooks.example.com/in |
    Then the answer is the error "invalid"

    Examples:
      | operation                  |
      | updateSMSChannelCallback   |
      | updateViberChannelCallback |
