"""How much of one file is read. A paper that people wrote stays far below every one of these; what goes beyond is
left out, and the document's notes say so.

The figures in the comments are the most that some 1,200 pages of published papers need.
"""

from __future__ import annotations

MAX_CHARACTERS = 5_000_000
"""Of a document's text: 1,500 close pages. What is found costs about a hundred times its characters in memory."""

MAX_LINES = 500_000
"""Of a plain text: each line is an object of its own, and a file may hold nothing but line ends."""

MAX_MARKUP_BYTES = 64 * 2**20
"""Of a web page or a part of a Word file (seen: 1 MB). As a tree it takes some ten times as much memory."""

MAX_ELEMENTS = 1_000_000
"""Of a web page: each element is an object of about 300 bytes."""

MAX_DEPTH = 500
"""Of the elements of a web page within each other (browsers stop there too): tables within tables are looked through
from each of them."""

MAX_BLOCK_CHARACTERS = 6_000
"""Of a paragraph (seen: 5,066) or a cell (2,747). Sentences are sought in the whole of it, and each figure is looked
at with its neighbours."""

MAX_PIECE_CHARACTERS = 1_000
"""Of the pieces that a longer paragraph is cut into."""

MAX_TABLE_PLACES = 40_000
"""Rows times columns of a table (seen: 462): every place of the grid is looked at, also those that are empty."""

MAX_TABLE_COLUMNS = 200
"""Of a table (seen: 18): the cells of a row are compared with each other."""

MAX_SPAN_COLUMNS = 100
"""Of a cell's span, and of what is left out at a row's start: either is one number in the file, and a column is a tab
in every row."""

MAX_ZIP_ENTRIES = 20_000
"""Of a Word file (some hundreds with its pictures): the names of all are held in memory."""

MAX_PDF_STREAM_BYTES = 32 * 2**20
"""Of a page's drawing, unpacked (seen: 0.3 MB). PDFium turns it into about twenty times as much memory, and cannot
be stopped."""

MAX_PDF_STREAM_TEXT = 2 * 2**20
"""Bytes of text that one drawing shows (seen: 30,000): PDFium holds some hundred bytes for each."""

MAX_PDF_DRAWN_BYTES = 8 * 2**20
"""Of a drawing and of those within it, each as often as it is drawn: ten levels of ten lines each are ten thousand
million drawings in a file of no size."""

MAX_PAGE_EDGES = 10_000
"""Ruled lines and filled boxes on one page: they are compared with each other."""

MAX_PICTURE_PIXELS = 40_000_000
"""Of the picture of a page: a sheet of A3 at 400 dots an inch has 31 million. It takes some ten times as many bytes."""
