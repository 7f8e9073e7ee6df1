package contract

import "encoding/json"

// Object is a JSON object as it was written. Most have few members, so they are found by looking at each.
type Object struct{ members []Member }

// Member is one member of an Object.
type Member struct {
	Name  string
	Value any
}

// At is a member of an object that Value has read; nil when there is none. The last one of a name counts.
func At(v any, name string) any {
	switch v := v.(type) {
	case *Object:
		for i := len(v.members) - 1; i >= 0; i-- {
			if v.members[i].Name == name {
				return v.members[i].Value
			}
		}
	case map[string]any:
		return v[name]
	}
	return nil
}

// Put gives an object that Value has read another member.
func Put(v any, name string, member any) {
	switch v := v.(type) {
	case *Object:
		v.members = append(v.members, Member{name, member})
	case map[string]any:
		v[name] = member
	}
}

// Members are those of an object that Value has read, each name once; false when it is none.
func Members(v any) (members map[string]any, ok bool) {
	if o, ok := v.(*Object); ok {
		return asMap(o.members), true
	}
	members, ok = v.(map[string]any)
	return members, ok
}

// IsObject tells whether a value that Value has read is an object.
func IsObject(v any) bool {
	switch v.(type) {
	case *Object, map[string]any:
		return true
	}
	return false
}

// MarshalJSON writes the members by their names, each name once, as a map is written.
func (o *Object) MarshalJSON() ([]byte, error) { return json.Marshal(asMap(o.members)) }

func asMap(members []Member) map[string]any {
	all := make(map[string]any, len(members))
	for _, m := range members {
		all[m.Name] = m.Value
	}
	return all
}
