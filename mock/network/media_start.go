package network

// StoredFile is a file that an account has when the world begins.
type StoredFile struct {
	ID      ID
	Account string
	MIME    string
	Name    string
	Data    []byte
}

// loadFiles keeps the files of a new world, for as long as their account keeps uploads.
func (n *Network) loadFiles(all []StoredFile) {
	for _, f := range all {
		kept := file{id: f.ID, account: f.Account, mime: f.MIME, name: f.Name, data: f.Data, made: n.now}
		life := orElse(n.options(f.Account).UploadLife, uploadLife)
		if life > 0 { // no step is planned for it: a world without traffic has nothing to wait for
			kept.gone = n.now + int64(life)
		}
		n.filesBy[f.ID] = n.files.add(kept)
	}
}
