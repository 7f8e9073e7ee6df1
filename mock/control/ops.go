package control

import (
	"github.com/gin-gonic/gin"

	"github.com/mynah-sim/mynah/mock/contract"
	"github.com/mynah-sim/mynah/mock/wire"
)

// putMediaLimit is the largest file that the bench takes: 256 MiB (control: putMedia).
const putMediaLimit = 256 << 20

// Mount mounts all operations of the document, in its order.
func Mount(engine *gin.Engine, doc *contract.Document, bench *Bench) *wire.Mux[*Bench] {
	m := wire.New(wire.Config[*Bench]{
		Engine: engine, Document: doc, Caller: bench.caller(doc.Base()), Answer: answer, BodyLimit: bodyLimit,
	})
	mountInstance(m)
	mountHandsets(m)
	mountBusiness(m)
	mountFaults(m)
	mountJournal(m)
	return m
}

func bodyLimit(op *contract.Operation) int64 {
	if op.ID == "putMedia" {
		return putMediaLimit
	}
	return 0
}

func mountInstance(m *wire.Mux[*Bench]) {
	wire.Handle(m, "health", (*Bench).health)
	wire.Raw(m, "quickstart", (*Bench).quickstart)
	wire.Raw(m, "spec", (*Bench).spec)
	wire.Raw(m, "listOperations", (*Bench).listOperations)
	wire.Handle(m, "magic", (*Bench).magic)
	wire.Handle(m, "listWorlds", (*Bench).listWorlds)
	wire.Handle(m, "createWorld", (*Bench).createWorld)
	wire.Handle(m, "getWorld", (*Bench).getWorld)
	wire.Handle(m, "patchWorld", (*Bench).patchWorld)
	wire.Handle(m, "deleteWorld", (*Bench).deleteWorld)
	wire.Handle(m, "resetWorld", (*Bench).resetWorld)
	wire.Handle(m, "snapshotWorld", (*Bench).snapshotWorld)
	wire.Handle(m, "restoreWorld", (*Bench).restoreWorld)
	wire.Handle(m, "forkWorld", (*Bench).forkWorld)
	wire.Handle(m, "getClock", (*Bench).getClock)
	wire.Handle(m, "setClock", (*Bench).setClock)
	wire.Handle(m, "advanceClock", (*Bench).advanceClock)
}

func mountHandsets(m *wire.Mux[*Bench]) {
	wire.Handle(m, "listHandsets", (*Bench).listHandsets)
	wire.Handle(m, "getHandset", (*Bench).getHandset)
	wire.Handle(m, "putHandset", (*Bench).putHandset)
	wire.Handle(m, "deleteHandset", (*Bench).deleteHandset)
	wire.Handle(m, "handsetScreen", (*Bench).handsetScreen)
	wire.Handle(m, "handsetWrite", (*Bench).handsetWrite)
	wire.Handle(m, "handsetEdit", (*Bench).handsetEdit)
	wire.Handle(m, "handsetRevoke", (*Bench).handsetRevoke)
	wire.Handle(m, "handsetRead", (*Bench).handsetRead)
	wire.Handle(m, "handsetTyping", (*Bench).handsetTyping)
	wire.Handle(m, "handsetTap", (*Bench).handsetTap)
	wire.Handle(m, "handsetOrder", (*Bench).handsetOrder)
	wire.Handle(m, "handsetOpen", (*Bench).handsetOpen)
	wire.Handle(m, "handsetPlay", (*Bench).handsetPlay)
	wire.Handle(m, "handsetCall", (*Bench).handsetCall)
	wire.Handle(m, "handsetCallAct", (*Bench).handsetCallAct)
	wire.Handle(m, "handsetPermitCalls", (*Bench).handsetPermitCalls)
	wire.Handle(m, "handsetGroup", (*Bench).handsetGroup)
	wire.Handle(m, "handsetScan", (*Bench).handsetScan)
	wire.Handle(m, "handsetUnlink", (*Bench).handsetUnlink)
	wire.Handle(m, "handsetChange", (*Bench).handsetChange)
	wire.Handle(m, "putHandsetRules", (*Bench).putHandsetRules)
	wire.Handle(m, "populate", (*Bench).populate)
	wire.Handle(m, "handsetBlock", (*Bench).handsetBlock)
	wire.Handle(m, "handsetUnblock", (*Bench).handsetUnblock)
	wire.Handle(m, "handsetOptOut", (*Bench).handsetOptOut)
}

func mountBusiness(m *wire.Mux[*Bench]) {
	wire.Handle(m, "listSenders", (*Bench).listSenders)
	wire.Handle(m, "createSender", (*Bench).createSender)
	wire.Handle(m, "patchSender", (*Bench).patchSender)
	wire.Handle(m, "deleteSender", (*Bench).deleteSender)
	wire.Handle(m, "getProvider", (*Bench).getProvider)
	wire.Handle(m, "patchProvider", (*Bench).patchProvider)
	wire.Handle(m, "listAccounts", (*Bench).listAccounts)
	wire.Handle(m, "createAccount", (*Bench).createAccount)
	wire.Handle(m, "patchAccount", (*Bench).patchAccount)
	wire.Handle(m, "deleteAccount", (*Bench).deleteAccount)
	wire.Handle(m, "listTemplates", (*Bench).listTemplates)
	wire.Handle(m, "putTemplate", (*Bench).putTemplate)
	wire.Handle(m, "deleteTemplate", (*Bench).deleteTemplate)
	wire.Handle(m, "reviewTemplate", (*Bench).reviewTemplate)
	wire.Handle(m, "listCatalogs", (*Bench).listCatalogs)
	wire.Handle(m, "putProduct", (*Bench).putProduct)
	wire.Handle(m, "patchProduct", (*Bench).patchProduct)
	wire.Handle(m, "deleteProduct", (*Bench).deleteProduct)
	wire.Handle(m, "listFlows", (*Bench).listFlows)
	wire.Handle(m, "patchFlow", (*Bench).patchFlow)
	wire.Raw(m, "putMedia", (*Bench).putMedia)
	wire.Raw(m, "getMedia", (*Bench).getMedia)
}

func mountFaults(m *wire.Mux[*Bench]) {
	wire.Handle(m, "faultCatalog", (*Bench).faultCatalog)
	wire.Handle(m, "listFaults", (*Bench).listFaults)
	wire.Handle(m, "addFault", (*Bench).addFault)
	wire.Handle(m, "deleteFault", (*Bench).deleteFault)
	wire.Handle(m, "clearFaults", (*Bench).clearFaults)
	wire.Handle(m, "trigger", (*Bench).trigger)
}

func mountJournal(m *wire.Mux[*Bench]) {
	wire.Raw(m, "journal", (*Bench).journal)
	wire.Handle(m, "journalEntry", (*Bench).journalEntry)
	wire.Handle(m, "wait", (*Bench).wait)
	wire.Raw(m, "events", (*Bench).events)
	wire.Handle(m, "listDeliveries", (*Bench).listDeliveries)
	wire.Handle(m, "replayDelivery", (*Bench).replayDelivery)
	wire.Handle(m, "violations", (*Bench).violations)
}
