"""Every format that a dataset is exported to, and the function that does it."""

from __future__ import annotations

from pathlib import Path

from extractor.dataset.descriptor import is_dataset
from extractor.errors import UsageError
from extractor.export.annotations import write_annotations
from extractor.export.docbin import write_spacy
from extractor.export.doccano import write_doccano
from extractor.export.job import UNITS, Format, Job, Unit
from extractor.export.labelstudio import write_label_studio
from extractor.export.places import check_free, choose_file, writing
from extractor.export.prodigy import write_prodigy
from extractor.export.sqlite import write_sqlite
from extractor.export.workbook import write_workbook

FORMATS = (
    Format("xlsx", "a workbook for Excel or LibreOffice", ".xlsx", (".xlsx",), write_workbook),
    Format(
        "sqlite",
        "a database for SQLite and Datasette",
        ".db",
        (".db", ".sqlite", ".sqlite3"),
        write_sqlite,
        companions=(".metadata.json",),
    ),
    Format(
        "label-studio",
        "tasks with predictions, and the labelling interface, for Label Studio",
        ".label-studio.json",
        (".json",),
        write_label_studio,
        "paragraph",
        (".xml",),
    ),
    Format(
        "doccano",
        "labelled spans and relations for doccano",
        ".doccano.jsonl",
        (".jsonl", ".json"),
        write_doccano,
        "paragraph",
        (".relations.jsonl",),
    ),
    Format("prodigy", "tokens and spans for Prodigy", ".prodigy.jsonl", (".jsonl",), write_prodigy, "paragraph"),
    Format("spacy", "a DocBin for training with spaCy", ".spacy", (".spacy",), write_spacy, "paragraph"),
    Format("annotations", "W3C Web Annotations", ".annotations.jsonld", (".jsonld", ".json"), write_annotations),
)

NAMES = tuple(format.name for format in FORMATS)


def export_dataset(
    dataset: Path,
    to: str,
    out: Path | None = None,
    *,
    unit: str | None = None,
    sources: Path | None = None,
    force: bool = False,
) -> list[Path]:
    """Write the dataset in the folder ``dataset`` in the format ``to``; returns the files, the main one first.

    Without ``out`` they stand beside the dataset. An earlier export is replaced, any other file only with ``force``.
    Links go to the papers where the dataset has them, or below ``sources``. Raises UsageError.
    """
    form = _find_format(to)
    if not is_dataset(dataset):
        remedy = "Name a folder that extract has written"
        raise UsageError("this folder holds no finished dataset", where=str(dataset), remedy=remedy)
    main = choose_file(dataset, out, form.suffixes, form.ending)
    files = [main, *(main.with_name(main.stem + suffix) for suffix in form.companions)]
    for file in files:
        check_free(file, force=force)
    with writing(files) as written:
        form.write(Job(dataset, main, tuple(written), _find_unit(form, unit), sources))
    return files


def _find_format(name: str) -> Format:
    for form in FORMATS:
        if form.name == name:
            return form
    raise UsageError(f"--to {name!r} is unknown", remedy=f"Use one of {', '.join(NAMES)}")


def _find_unit(form: Format, name: str | None) -> Unit:
    if name is None:
        return form.unit or "document"
    if form.unit is None:
        cut = ", ".join(other.name for other in FORMATS if other.unit)
        raise UsageError(f"--unit does not go with --to {form.name}", remedy=f"Use it with one of {cut}")
    for unit in UNITS:
        if unit == name:
            return unit
    raise UsageError(f"--unit {name!r} is unknown", remedy=f"Use one of {', '.join(UNITS)}")
