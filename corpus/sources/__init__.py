"""The corpus's Word and PDF documents, one module each, with a ``make`` that returns the file's bytes."""
