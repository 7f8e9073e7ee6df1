package tyntec

import "github.com/mynah-sim/mynah/mock/wire"

// mount is the table of contents: every operation in the order of the documentation.
func mount(m *wire.Mux[*Provider]) {
	// Messages (tyntec 2.1)
	wire.Handle(m, "sendMessage", (*Provider).sendMessage)
	wire.Handle(m, "sendABulkMessage", (*Provider).sendBulk)
	wire.Handle(m, "getMessageStatus", (*Provider).messageStatus)
	wire.Handle(m, "getMessageEvents", (*Provider).messageEvents)
	wire.Handle(m, "markWhatsAppMessageAsRead", (*Provider).markAsRead)

	// Media (tyntec 2.2)
	wire.Handle(m, "listUploadedMedia", (*Provider).listMedia)
	wire.Raw(m, "uploadMedia", (*Provider).uploadMedia)
	wire.Raw(m, "downloadMedia", (*Provider).downloadMedia)
	wire.Handle(m, "deleteUploadedMedia", (*Provider).deleteMedia)

	// WhatsApp accounts (tyntec 2.3)
	wire.Handle(m, "listAllWhatsAppAccounts", (*Provider).listAccounts)
	wire.Handle(m, "getWhatsAppAccount", (*Provider).getAccount)
	wire.Handle(m, "listPhoneNumbersOfWhatsAppAccount", (*Provider).listNumbersOfAccount)

	// WhatsApp templates (tyntec 2.4)
	wire.Handle(m, "listTemplatesOfWhatsAppAccount", (*Provider).listTemplates)
	wire.Handle(m, "waSubmitTemplateForReview", (*Provider).createTemplate)
	wire.Handle(m, "waGetTemplate", (*Provider).getTemplate)
	wire.Handle(m, "waDeleteTemplate", (*Provider).deleteTemplate)
	wire.Handle(m, "waListLocalizations", (*Provider).listLocalizations)
	wire.Handle(m, "waTemplateAddLocalization", (*Provider).addLocalization)
	wire.Handle(m, "waEditTemplate", (*Provider).editTemplate)

	// WhatsApp phone numbers (tyntec 2.5)
	wire.Handle(m, "listAllWhatsAppPhoneNumbers", (*Provider).listNumbers)
	wire.Handle(m, "getWhatsAppPhoneNumber", (*Provider).getNumber)
	wire.Handle(m, "getAvailableWhatsAppTemplates", (*Provider).listTemplatesOfNumber)

	// WhatsApp profile, logo and commerce (tyntec 2.6)
	wire.Handle(m, "getCurrentWAProfile", (*Provider).getProfile)
	wire.Handle(m, "updateCurrentWAProfile", (*Provider).updateProfile)
	wire.Raw(m, "getCurrentWALogo", (*Provider).getLogo)
	wire.Raw(m, "updateCurrentWALogo", (*Provider).updateLogo)
	wire.Handle(m, "getWACommerceSetting", (*Provider).getCommerce)
	wire.Handle(m, "setWACommerceSetting", (*Provider).setCommerce)
	wire.Handle(m, "enableIdentityKeyCheck", (*Provider).setIdentityCheck)

	// Configurations: account level (tyntec 2.7)
	wire.Handle(m, "getAccountConfiguration", (*Provider).accountConfiguration)
	wire.Handle(m, "updateAccountCallback", (*Provider).updateAccountCallback)
	wire.Handle(m, "updateAccountMediaCredentialsCallback", (*Provider).updateMediaCredentials)
	wire.Handle(m, "removeAccountMediaCredentials", (*Provider).removeMediaCredentials)

	// Configurations: channels (tyntec 2.8)
	wire.Handle(m, "listAllChannels", (*Provider).listChannels)
	wire.Handle(m, "listAllWhatsAppChannels", (*Provider).listWhatsApp)
	wire.Handle(m, "getWhatsAppChannelConfig", (*Provider).getWhatsApp)
	wire.Handle(m, "updateWhatsAppChannelCallback", (*Provider).updateWhatsApp)
	wire.Handle(m, "listAllSMSChannels", (*Provider).listSMS)
	wire.Handle(m, "getSMSChannelConfig", (*Provider).getSMS)
	wire.Handle(m, "updateSMSChannelCallback", (*Provider).updateSMS)
	wire.Handle(m, "listAllViberChannels", (*Provider).listViber)
	wire.Handle(m, "getViberChannelConfig", (*Provider).getViber)
	wire.Handle(m, "updateViberChannelCallback", (*Provider).updateViber)

	// WhatsApp flows (tyntec 2.9)
	wire.Handle(m, "listFlowsOfWhatsAppAccount", (*Provider).listFlows)
	wire.Handle(m, "createFlowMetadata", (*Provider).createFlow)
	wire.Handle(m, "flowDetails", (*Provider).flowDetails)
	wire.Handle(m, "updateFlowMetadata", (*Provider).updateFlow)
	wire.Handle(m, "deleteFlow", (*Provider).deleteFlow)
	wire.Handle(m, "getFlowAssetList", (*Provider).listAssets)
	wire.Handle(m, "addFlowAsset", (*Provider).addAsset)
	wire.Handle(m, "getFlowPreview", (*Provider).getPreview)
	wire.Handle(m, "publishFlow", (*Provider).publishFlow)
	wire.Handle(m, "deprecateFlow", (*Provider).deprecateFlow)

	// WhatsApp calling, coexistence, analytics (tyntec 2.10)
	wire.Handle(m, "sendWACallingAction", (*Provider).actOnCall)
	wire.Handle(m, "getCallingPermissionStatus", (*Provider).permissionStatus)
	wire.Handle(m, "getWACallingSettings", (*Provider).getCalling)
	wire.Handle(m, "updateWACallingSettings", (*Provider).updateCalling)
	wire.Handle(m, "getWASipCallingSettings", (*Provider).getSIP)
	wire.Handle(m, "updateWASipCallingSettings", (*Provider).updateSIP)
	wire.Handle(m, "triggerCoexistenceSync", (*Provider).triggerSync)
	wire.Handle(m, "getPricingAnalytics", (*Provider).pricingAnalytics)
}

// accountScopes are the operations that need a scope of the account (tyntec 1.4, OP-3). The others need one of a channel, which is
// checked when the channel is known.
var accountScopes = map[string]string{
	"listUploadedMedia":                     "media:read",
	"uploadMedia":                           "media:write",
	"downloadMedia":                         "media:read",
	"deleteUploadedMedia":                   "media:write",
	"listAllWhatsAppAccounts":               "channels:read",
	"getWhatsAppAccount":                    "channels:read",
	"listPhoneNumbersOfWhatsAppAccount":     "channels:read",
	"listAllWhatsAppPhoneNumbers":           "channels:read",
	"getWhatsAppPhoneNumber":                "channels:read",
	"updateAccountCallback":                 "callbacks:write",
	"updateAccountMediaCredentialsCallback": "credentials:write",
	"removeAccountMediaCredentials":         "credentials:write",
	"listAllChannels":                       "channels:read",
	"listAllWhatsAppChannels":               "channels:read",
	"getWhatsAppChannelConfig":              "channels:read",
	"listAllSMSChannels":                    "channels:read",
	"getSMSChannelConfig":                   "channels:read",
	"listAllViberChannels":                  "channels:read",
	"getViberChannelConfig":                 "channels:read",
}
