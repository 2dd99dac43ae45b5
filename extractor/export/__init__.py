"""A dataset in the formats of the programs that people work with: Excel, Datasette, annotation tools, spaCy."""

from extractor.export.formats import FORMATS, export_dataset

__all__ = ["FORMATS", "export_dataset"]
