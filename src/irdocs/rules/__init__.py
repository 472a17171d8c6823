"""What is asked of content: one rule at a time, with advice on plain language and on evidence."""
