"""Judges from outside: validators that know nothing of how a file was made."""
