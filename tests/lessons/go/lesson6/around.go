package lesson6

type View struct{ cancel func() }
