"""What a page looks like before any writer draws it: theme, faces, shaping, line breaks and figures."""
