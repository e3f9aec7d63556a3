"""Judges that need more than Python and a browser: the W3C's HTML checker (Java) and Lighthouse (Node)."""
