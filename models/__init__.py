"""The vocabulary of maitred: immutable, validated values. No I/O, no solver, no clock."""
