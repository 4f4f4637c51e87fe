package lesson1

type Checkable interface{ Health() error }

type Checker struct{ items []Checkable }
