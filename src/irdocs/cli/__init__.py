"""The command line: words for people, and no rules of its own."""
