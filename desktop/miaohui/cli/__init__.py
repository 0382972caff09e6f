"""The command line. Its commands, JSON keys and exit codes are a contract: extended, never changed."""
