package network

// WhoIs finds the number of a person by the user id or by the user name that the wanted handset has; false when nobody has it.
func (n *Network) WhoIs(wanted Handset) (number string, ok bool) {
	n.ask(func() {
		for place := range n.people.n {
			m := n.people.at(place + 1).more
			if m == nil {
				continue
			}
			if wanted.UserID != "" && m.userID == wanted.UserID || wanted.Username != "" && m.username == wanted.Username {
				number, ok = n.people.at(place+1).number, true
				return
			}
		}
	})
	return number, ok
}
