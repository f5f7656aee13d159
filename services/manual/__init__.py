"""Tables chosen by hand: looked at, checked, held, confirmed, in sessions or not."""
