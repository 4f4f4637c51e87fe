package lesson4

type Checkable interface{ Health() error }
