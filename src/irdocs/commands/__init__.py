"""The commands, a function each: options in, exit status out. Words for people and no rules of their own."""
