"""Scorecards drawn as PDF files whose every cell is known, and a measure of how many a reader gets right.

``case("ruled", 7)`` draws one paper; the same layout and seed give the same bytes. The wording is invented.
"""
