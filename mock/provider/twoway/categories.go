package twoway

import (
	"slices"
	"strings"
)

type categoriesGetIn struct {
	AccountID string `query:"accountId"`
	TeamID    string `query:"teamId"`
}

type categoriesList struct {
	Categories []categoryView `json:"categories"`
}

// platformProductCategoriesGet lists categories by name, without a credential (twoway 2.12).
func platformProductCategoriesGet(t *tx, _ *caller, in categoriesGetIn) (categoriesList, error) {
	team := t.p.team(in.TeamID)
	if team == nil {
		return categoriesList{}, errTeam
	}
	out := categoriesList{Categories: []categoryView{}}
	for _, a := range t.p.accounts {
		if a.team != team || in.AccountID != "" && a.id != in.AccountID {
			continue
		}
		for _, c := range a.categories {
			out.Categories = append(out.Categories, c.view())
		}
	}
	slices.SortStableFunc(out.Categories, func(a, b categoryView) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

type categoriesPostIn struct {
	AccountID string `path:"accountId"`
	Body      struct {
		Name string `json:"name"`
	}
}

// named tells whether an account has a category of a name.
func (a *account) named(name string) bool {
	return slices.ContainsFunc(a.categories, func(c *category) bool { return c.name == name })
}

// platformProductCategoriesPost adds a category (twoway 2.12).
func platformProductCategoriesPost(t *tx, who *caller, in categoriesPostIn) (categoryView, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return categoryView{}, err
	}
	if a.named(in.Body.Name) {
		return categoryView{}, errCategoryExists
	}
	return t.newCategory(a, in.Body.Name).view(), nil
}

type categoryIn struct {
	AccountID  string `path:"accountId"`
	CategoryID string `path:"categoryId"`
}

// categoryOf finds a category by its id.
func (t *tx) categoryOf(who *caller, in categoryIn) (*category, error) {
	a, err := t.account(who.team, in.AccountID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(a.categories, func(c *category) bool { return c.id == in.CategoryID })
	if i < 0 {
		return nil, errCategory
	}
	return a.categories[i], nil
}

type categoriesPatchIn struct {
	categoryIn
	Body struct {
		Name     *string `json:"name"`
		Products []struct {
			ProductID string `json:"productId"`
			Type      string `json:"type"`
		} `json:"products"`
	}
}

// platformProductCategoriesPatch renames a category, puts products in and takes them out, all or nothing (twoway 2.12).
func platformProductCategoriesPatch(t *tx, who *caller, in categoriesPatchIn) (success, error) {
	c, err := t.categoryOf(who, in.categoryIn)
	if err != nil {
		return success{}, err
	}
	for _, entry := range in.Body.Products {
		if c.account.product(entry.ProductID) == nil {
			return success{}, errProduct
		}
	}
	if name := in.Body.Name; name != nil {
		if *name != c.name && c.account.named(*name) {
			return success{}, errCategoryExists
		}
		c.name = *name
	}
	for _, entry := range in.Body.Products {
		p := c.account.product(entry.ProductID)
		c.products = slices.DeleteFunc(c.products, func(o *product) bool { return o == p })
		if entry.Type == "add" {
			c.products = append(c.products, p)
		}
	}
	return success{true}, nil
}

// platformProductCategoriesDelete deletes a category; its products stay (twoway 2.12).
func platformProductCategoriesDelete(t *tx, who *caller, in categoryIn) (success, error) {
	c, err := t.categoryOf(who, in)
	if err != nil {
		return success{}, err
	}
	c.account.categories = slices.DeleteFunc(c.account.categories, func(o *category) bool { return o == c })
	return success{true}, nil
}
