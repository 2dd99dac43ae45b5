"""One document end to end in a worker: whatever becomes of it is a part, so that one bad file never stops a run."""

from __future__ import annotations

import hashlib
import traceback
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.batch.parts import Part, make_part
from extractor.errors import DocumentError, ExtractorError, PassingError
from extractor.files import Override, read_bytes
from extractor.readers.ocr_keeping import Keeping, PageKeeper, PagesWanted, kept
from extractor.readers.options import read_options
from extractor.result import DocumentResult
from extractor.settings import Settings, rules_digest
from extractor.stopwatch import Stopwatch, stage

if TYPE_CHECKING:
    from extractor.run import Extractor

_REPORT = "Please report it with the file, or with --log-json, which says more"
OUT_OF_MEMORY = "it needs more memory than a document may have. Raise --memory, or split the document"


def read_part(path: str, settings: Settings, override: Override | None = None) -> Part:
    """One document. Raises ExtractorError where the rules or the catalogue are at fault, and for nothing else."""
    extractor = extractor_for(settings)
    digest = rules_digest(settings)
    with Stopwatch() as watch:
        result, lasting, trace = _read(extractor, path, override)
        try:
            with stage("rows"):
                part = make_part(result, digest, lasting=lasting, trace=trace)
        except MemoryError:
            part = failed_part(digest, OUT_OF_MEMORY, result.sha256)
        except Exception as error:
            part = failed_part(digest, internal_error(error), result.sha256, traceback.format_exc())
    return replace(part, head=replace(part.head, seconds=watch.seconds))


def read_page(path: str, settings: Settings, page: int, keeper: PageKeeper) -> None:
    """Read a scanned page (from 0) of a document and give it to ``keeper``; where that fails nothing is kept."""
    from extractor.readers import read_scanned_page

    with suppress(ExtractorError), kept(Keeping(keeper)):  # the document says what is wrong
        read_scanned_page(read_bytes(path), path, settings.format, read_options(settings), page)


def failed_part(patterns_digest: str, error: str, sha256: str = "", trace: str = "", *, lasting: bool = False) -> Part:
    """The part of a document of which nothing is known but why, and perhaps the digest of its bytes."""
    result = DocumentResult("", sha256[:16], sha256, error=error)
    return make_part(result, patterns_digest, lasting=lasting, trace=trace)


@lru_cache(maxsize=1)
def extractor_for(settings: Settings) -> Extractor:
    """The one Extractor of this process. spaCy is only imported where documents are read."""
    from extractor.run import Extractor

    return Extractor(settings)


def _read(extractor: Extractor, path: str, override: Override | None) -> tuple[DocumentResult, bool, str]:
    """The result, whether it may be kept, and the traceback of an internal error."""
    digest = trace = ""
    lasting = False
    try:
        with stage("reading the file"):
            data = read_bytes(path)
            digest = hashlib.sha256(data).hexdigest()
        result = extractor.read_anew(data, path, override)
        return result, result.settled, ""
    except ExtractorError as error:
        # what cannot be opened today, or took too long, may be read tomorrow
        settled = isinstance(error, DocumentError) and not isinstance(error, PassingError)
        problem, lasting = error.advice, settled and bool(digest)
    except PagesWanted:
        raise  # no outcome: its scanned pages come first
    except MemoryError:
        problem = OUT_OF_MEMORY
    except Exception as error:
        problem, trace = internal_error(error), traceback.format_exc()
    return DocumentResult(path, digest[:16], digest, error=problem), lasting, trace


def internal_error(error: Exception) -> str:
    last = traceback.format_exception_only(error)[-1].strip()
    return f"internal error ({' '.join(last.split())[:300]}). {_REPORT}"
