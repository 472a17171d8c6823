"""What a library of leaflets knows: subjects, quantities, references, approvals, and the words of a language."""
