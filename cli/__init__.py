"""The ``maitred`` command: one file per group of subcommands, all of them thin."""
