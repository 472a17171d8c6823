"""What irdocs knows: subjects, terms and references, read from the files that people edit."""
