"""Reading every file that a person edits: YAML, TOML and CSV, strictly, with the place of each value."""
