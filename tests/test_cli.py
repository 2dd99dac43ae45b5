"""The command line as its users meet it: what is printed, the exit code, and what stands in the dataset."""

from __future__ import annotations

import inspect
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import spacy
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor import __version__
from extractor.batch.pool import Limits
from extractor.cli import extract, main
from extractor.dataset.reader import read_rows
from extractor.readers import read_document
from extractor.readers.options import ReadOptions
from extractor.settings import Settings

SOUND = "In 2013/14, 83.3% (90/108 children) of reviews were held on time.\n"
FAULTY = "In 2013/14, 83.3% (70/108 children) of reviews were held on time.\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left on the screen."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run the command line in this process, from an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str | Path) -> Outcome:
        here = ["--jobs", "0"] if arguments[0] == "extract" and "--jobs" not in arguments else []
        monkeypatch.setattr(sys, "argv", ["extractor", *map(str, arguments), *here])
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        assert code is None or isinstance(code, int)
        printed = capsys.readouterr()
        return Outcome(code or 0, printed.out, printed.err)

    return run_command


def make_pdf(password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None, invariant=1)
    canvas.drawString(72, 700, SOUND.strip())
    canvas.save()
    return buffer.getvalue()


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a dataset, without what a run keeps for the next."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".parts" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def only_document(dataset: Path) -> dict[str, str]:
    (row,) = read_rows(dataset, "documents")
    return row


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_the_program_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "extractor"]
    done = subprocess.run([*command, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"extractor {__version__}\n")
    done = subprocess.run([*command, "extract", "nowhere.pdf", "--out", "dataset"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
    remedy = "Check the path; quote it if it holds spaces"
    assert done.stderr == f"error: nowhere.pdf: no such file or folder. {remedy}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no such.pdf",), "error: no such.pdf: no such file or folder. Check the path; quote it if it holds spaces\n"),
        (("*.pdf",), "error: *.pdf: no such file or folder. Check the path; quote it if it holds spaces\n"),
        (("",), "error: '': no such file or folder. Check the path; quote it if it holds spaces\n"),
        (("a\nb",), "error: a b: no such file or folder. Check the path; quote it if it holds spaces\n"),
        (("empty",), "error: empty: no files to read. Name files, or a folder that holds some\n"),
        (
            ("paper.txt", "--format", "ppt"),
            "error: --format 'ppt' is unknown. Use one of pdf, docx, html, txt, xlsx, doc, rtf, odt, wpd, xls, xlsb, "
            "ods, eml, msg, png, jpeg, tiff\n",
        ),
        (
            ("paper.txt", "--date", "March 2019"),
            "error: --date 'March 2019' is no date. Write it as 2019-03-31 or 31/03/2019\n",
        ),
        (("paper.txt", "--fail-on", "review"), "error: --fail-on 'review' is unknown. Use --fail-on inconsistent\n"),
        (
            ("paper.txt", "--jobs", "-1"),
            "error: --jobs -1 is too low. Give the number of workers, or 0 to read in this process\n",
        ),
        (("paper.txt", "--timeout", "-0.5"), "error: --timeout -0.5 is too low. Give seconds a document, or 0 for no"),
        (("paper.txt", "--timeout", "nan"), "error: --timeout nan is too low. Give seconds a document, or 0 for no"),
        (("paper.txt", "--memory", "-1"), "error: --memory -1 is too low. Give MB a document, or 0 for no limit\n"),
        (
            ("paper.txt", "--memory", "100"),
            "error: --memory 100 is less than the program itself needs. Give 512 or more, or 0 for no limit\n",
        ),
        (
            ("paper.txt", "--max-pages", "0"),
            "error: --max-pages 0 is too low. Give how many pages of a PDF are read at the most\n",
        ),
        (("paper.txt", "--cache", "paper.txt"), "error: paper.txt: --cache is a file. Give it a folder\n"),
        (
            ("paper.txt", "--patterns", "none"),
            "error: none: no such folder. Give a folder with the files of patterns/\n",
        ),
        (
            ("paper.txt", "--catalogue", "none.csv"),
            "error: none.csv: no such catalogue. Give the path of a CSV file of indicators\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use_is_one_line_and_the_remedy(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    write(tmp_path / "paper.txt", SOUND)
    (tmp_path / "empty").mkdir()
    done = run("extract", *arguments, "--out", "dataset")
    assert (done.code, done.out) == (2, "")
    assert done.err == said or (not said.endswith("\n") and done.err.startswith(said))
    assert not (tmp_path / "dataset").exists()


def test_the_defaults_are_those_of_the_functions() -> None:
    defaults = {name: given.default for name, given in inspect.signature(extract).parameters.items()}
    assert Limits(timeout_s=defaults["timeout"], memory_mb=defaults["memory"]) == Limits()
    assert Settings(max_pages=defaults["max_pages"]) == Settings()


def test_a_missing_file_among_others_is_a_failed_row(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper.txt", SOUND)
    done = run("extract", "gone.pdf", "paper.txt", "none/*.docx", "--out", "dataset")
    assert done.code == 0
    assert "gone.pdf: cannot be opened (No such file or directory). Check that it exists" in done.err
    rows = {row["path"]: row["status"] for row in read_rows(tmp_path / "dataset", "documents")}
    assert rows == {"gone.pdf": "failed", "none/*.docx": "failed", "paper.txt": "ok"}


def test_bad_files_are_failed_rows_and_the_run_goes_on(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    write(folder / "a_good.txt", SOUND)
    write(folder / "b_empty.txt", b"")
    write(folder / "c_encrypted.pdf", make_pdf("secret"))
    write(folder / "d_truncated.pdf", make_pdf()[:700])
    write(folder / "e_mislabelled.docx", make_pdf())
    write(folder / "f_damaged.docx", b"PK\x03\x04 and no more")
    write(folder / "g_binary.txt", bytes(range(256)) * 40)
    write(folder / "h\nline\x1bbreak.txt", b"\0" * 50)
    (folder / "i_dangling.pdf").symlink_to(folder / "gone.pdf")
    (folder / "j_loop.pdf").symlink_to(folder / "j_loop.pdf")
    write(folder / "k_good.txt", SOUND.replace("90/108", "91/109").replace("83.3", "83.5"))

    outcome = run("extract", folder, "--out", "dataset")

    assert outcome.code == 0
    rows = read_rows(tmp_path / "dataset", "documents")
    assert [(Path(row["path"]).name, row["status"], row["format"]) for row in rows] == [
        ("a_good.txt", "ok", "txt"),
        ("b_empty.txt", "failed", ""),
        ("c_encrypted.pdf", "failed", ""),
        ("d_truncated.pdf", "failed", ""),
        ("e_mislabelled.docx", "ok", "pdf"),
        ("f_damaged.docx", "failed", ""),
        ("g_binary.txt", "failed", ""),
        ("h\nline\x1bbreak.txt", "failed", ""),
        ("i_dangling.pdf", "failed", ""),
        ("j_loop.pdf", "failed", ""),
        ("k_good.txt", "ok", "txt"),
    ]
    errors = {Path(row["path"]).name[0]: row["error"] for row in rows if row["status"] == "failed"}
    assert errors["b"] == "the file is empty. Check that it was downloaded or copied completely"
    assert errors["c"] == "the PDF is encrypted. Save a copy without a password"
    assert all(". " in error for error in errors.values())
    lines = outcome.err.splitlines()
    assert len(lines) == len(errors)
    assert lines[0] == f"failed: {folder.as_posix()}/b_empty.txt: {errors['b']}"
    assert "h line\ufffdbreak.txt: the file is empty" in lines[5]
    assert outcome.out.endswith(
        "11 documents, 8 failures, 3 figures, 0 inconsistencies, 0 to review, 3 confirmed -> dataset\n"
    )


def test_an_unreadable_folder_is_a_failed_row(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "papers" / "good.txt", SOUND)
    write(tmp_path / "papers" / "locked" / "unseen.txt", SOUND)
    list_folder = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert run("extract", "papers", "--out", "dataset").code == 0
    assert [(row["path"], row["status"], row["error"]) for row in read_rows(tmp_path / "dataset", "documents")] == [
        ("papers/good.txt", "ok", ""),
        (
            "papers/locked",
            "failed",
            "cannot be opened (Permission denied). Check that it exists and that you may read it",
        ),
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_a_failed_row(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper.txt", SOUND).chmod(0)
    assert run("extract", "paper.txt", "--out", "dataset").code == 0
    assert "Permission denied" in only_document(tmp_path / "dataset")["error"]


def test_folders_are_read_whole_and_once(run: Run, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    for name in ("b.txt", "inner/a.txt", ".hidden/x.txt", "~$b.txt", "inner/Thumbs.db"):
        write(papers / name, SOUND)
    write(papers / "metadata.csv", "path,authority\n")
    (papers / "inner" / "up").symlink_to(papers)
    (papers / "again").symlink_to(papers / "inner")
    assert run("extract", papers, papers / "b.txt", "papers/*.txt", "--out", "papers/dataset").code == 0
    paths = [row["path"] for row in read_rows(papers / "dataset", "documents")]
    assert paths[:2] == [f"{papers.as_posix()}/b.txt", f"{papers.as_posix()}/inner/a.txt"]
    # its own dataset is no input of the next run
    before = files_of(papers / "dataset")
    assert run("extract", papers, papers / "b.txt", "papers/*.txt", "--out", "papers/dataset").code == 0
    assert files_of(papers / "dataset") == before


def test_a_glob_survives_a_loop(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "papers" / "a.txt", SOUND)
    (tmp_path / "papers" / "loop").symlink_to(tmp_path / "papers")
    assert run("extract", "papers/**/*.txt", "--out", "dataset").code == 0
    assert [row["path"] for row in read_rows(tmp_path / "dataset", "documents")] == ["papers/a.txt"]


def test_fail_on_inconsistent(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "sound.txt", SOUND)
    write(tmp_path / "faulty.txt", FAULTY)
    assert run("extract", "sound.txt", "--out", "dataset", "--fail-on", "inconsistent").code == 0
    assert run("extract", "faulty.txt", "--out", "dataset").code == 0
    outcome = run("extract", "faulty.txt", "--out", "dataset", "--fail-on", "inconsistent")
    assert outcome.code == 1
    assert outcome.out.startswith("INCONSISTENT  faulty.txt\n  ")
    assert outcome.out.endswith(
        "\n1 document, 0 failures, 1 figure, 1 inconsistency, 0 to review, 0 confirmed -> dataset "
        "(nothing has changed)\n"
    )
    (check,) = read_rows(tmp_path / "dataset", "reconciliations")
    assert (check["kind"], check["verdict"]) == ("ratio", "inconsistent")


def test_quiet_prints_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "faulty.txt", FAULTY)
    assert run("extract", "faulty.txt", "--out", "dataset", "--quiet", "--fail-on", "inconsistent") == Outcome(
        1, "", ""
    )
    write(tmp_path / "empty.txt", b"")
    outcome = run("extract", "empty.txt", "--out", "dataset", "-q")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("failed: empty.txt: the file is empty.")


def test_format_goes_before_the_content(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper", f"<p>{SOUND}</p><p>More.</p><p>Still more.</p>")
    run("extract", "paper", "--out", "dataset")
    assert only_document(tmp_path / "dataset")["format"] == "html"
    run("extract", "paper", "--out", "dataset", "--format", "txt")
    assert only_document(tmp_path / "dataset")["format"] == "txt"
    run("extract", "paper", "--out", "dataset", "--format", "pdf")
    assert only_document(tmp_path / "dataset")["status"] == "failed"


def test_the_user_goes_before_the_paper(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper.txt", f"Anywhere Borough Council\n\nDate: 5 June 2014\n\n{SOUND}")
    run("extract", "paper.txt", "--out", "dataset")
    row = only_document(tmp_path / "dataset")
    assert (row["authority"], row["document_date"]) == ("Anywhere Borough Council", "2014-06-05")

    run("extract", "paper.txt", "--out", "dataset", "--authority", "Elsewhere Council", "--date", "2014-07-01")
    row = only_document(tmp_path / "dataset")
    assert (row["authority"], row["document_date"]) == ("Elsewhere Council", "2014-07-01")

    table = "path,authority,date,title,committee,kind\npaper.txt,Nowhere Council,,Own title,Own Panel,minutes\n"
    write(tmp_path / "metadata.csv", "\ufeff" + table)
    run("extract", "paper.txt", "--out", "dataset", "--authority", "Elsewhere Council", "--date", "2014-07-01")
    row = only_document(tmp_path / "dataset")
    assert (row["authority"], row["document_date"]) == ("Nowhere Council", "2014-07-01")
    assert (row["title"], row["committee"], row["kind"]) == ("Own title", "Own Panel", "minutes")


def test_a_metadata_file_as_spreadsheets_write_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper.txt", SOUND)
    write(tmp_path / "metadata.csv", "\ufeffPath;Authority ;Date\r\npaper.txt;Nowhere Council;31/03/2019\r\n")
    assert run("extract", "paper.txt", "--out", "dataset").code == 0
    row = only_document(tmp_path / "dataset")
    assert (row["authority"], row["document_date"]) == ("Nowhere Council", "2019-03-31")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("file,authority\n", "metadata.csv: its columns are file, authority. Use path and any of authority, date,"),
        ("", "metadata.csv: its columns are missing. Use path and any of"),
        ("path,date\npaper.txt,5 June\n", "metadata.csv, line 2: '5 June' is no date. Write it as 2019-03-31"),
        ("path,kind\npaper.txt,agenda\n", "metadata.csv, line 2: the kind 'agenda' is unknown. Use one of report,"),
        ("path,title\npaper.txt,One, two\n", "metadata.csv, line 2: more cells than columns. Put a cell"),
        (b"path,title\npaper.txt,\xa35\n", "metadata.csv: not a CSV file in UTF-8"),
        (
            "path,title\npapre.txt,Own\n",
            "metadata.csv, line 2: there is no file 'papre.txt' beside it. Correct the name",
        ),
    ],
)
def test_a_faulty_metadata_file_is_heard_of_first(run: Run, tmp_path: Path, table: str | bytes, said: str) -> None:
    write(tmp_path / "paper.txt", SOUND)
    write(tmp_path / "metadata.csv", table)
    outcome = run("extract", "paper.txt", "--out", "dataset")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: {said}")
    assert not (tmp_path / "dataset").exists()


def test_the_same_bytes_are_read_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "papers" / "a.txt", SOUND)
    write(tmp_path / "papers" / "b.pdf", SOUND)
    reads: list[str] = []

    def count(data: bytes, name: str, format_name: str | None, options: ReadOptions) -> object:
        reads.append(name)
        return read_document(data, name, format_name, options)

    monkeypatch.setattr("extractor.run.read_document", count)
    outcome = run("extract", "papers", "--out", "dataset")
    assert reads == ["papers/a.txt"]
    assert outcome.out.endswith(
        "2 documents, 0 failures, 1 figure, 0 inconsistencies, 0 to review, 1 confirmed -> dataset\n"
    )
    first, second = read_rows(tmp_path / "dataset", "documents")
    assert (first.pop("path"), second.pop("path")) == ("papers/a.txt", "papers/b.pdf")
    assert first == second
    assert len(read_rows(tmp_path / "dataset", "mentions")) == 1
    assert len(list((tmp_path / "dataset" / "text").iterdir())) == 1


def test_what_is_said_of_one_copy_is_not_said_of_the_other(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "one" / "paper.txt", SOUND)
    write(tmp_path / "two" / "paper.txt", SOUND)
    write(tmp_path / "two" / "metadata.csv", "path,authority\npaper.txt,Elsewhere Council\n")
    run("extract", "one", "two", "--out", "dataset")
    rows = read_rows(tmp_path / "dataset", "documents")
    assert [(row["path"], row["authority"]) for row in rows] == [
        ("one/paper.txt", ""),
        ("two/paper.txt", "Elsewhere Council"),
    ]


def test_foreign_content_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "paper.txt", SOUND)
    write(tmp_path / "out" / "precious.csv", "mine\n")
    outcome = run("extract", "paper.txt", "--out", "out")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: out: this folder holds files that are no dataset. Give --out a new")
    assert files_of(tmp_path / "out") == {"precious.csv": b"mine\n"}


@pytest.mark.parametrize("out", ["paper.txt", "paper.txt/inside"])
def test_a_useless_output_is_heard_of_before_reading(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    write(tmp_path / "paper.txt", SOUND)
    monkeypatch.setattr("extractor.run.read_document", lambda *_: pytest.fail("a document was read"))
    outcome = run("extract", "paper.txt", "--out", out)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith(". Give --out a folder\n")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two processes whose sets and dicts are seeded differently."""
    papers = Path(__file__).resolve().parents[1] / "corpus" / "documents"
    written = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "extractor", "extract", str(papers), "--out", str(tmp_path / seed), "--quiet"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        written.append(files_of(tmp_path / seed))
    assert written[0].keys() == written[1].keys()
    assert [name for name in written[0] if written[0][name] != written[1][name]] == []


def test_indicators_are_found_by_code_and_by_words(run: Run, tmp_path: Path) -> None:
    outcome = run("indicators", "NI", "62")
    assert outcome.code == 0
    assert "NI 62" in outcome.out.splitlines()[0]
    assert len(run("indicators", "--limit", "3").out.splitlines()) == 3
    assert run("indicators", "zzqqxx").out == "no indicator is like that; try fewer words\n"
    write(tmp_path / "own.csv", "id,name,aliases,unit,polarity\nown.hedges,Hedges cut,,count,higher\n")
    outcome = run("indicators", "hedges", "--catalogue", "own.csv")
    assert outcome.out.split() == ["own.hedges", "count", "higher", "Hedges", "cut"]


def test_a_catalogue_of_ones_own_is_used(run: Run, tmp_path: Path) -> None:
    own = write(tmp_path / "own.csv", "id,name,aliases,unit,polarity\nown.hedges,Hedges cut on time,,%,higher\n")
    write(tmp_path / "paper.txt", "In 2013/14 the percentage of hedges cut on time was 77.4%.\n")
    run("extract", "paper.txt", "--out", "dataset")
    digest = only_document(tmp_path / "dataset")["patterns_digest"]
    run("extract", "paper.txt", "--out", "dataset", "--catalogue", own)
    (mention,) = read_rows(tmp_path / "dataset", "mentions")
    assert (mention["indicator_id"], mention["polarity"]) == ("own.hedges", "higher")
    assert only_document(tmp_path / "dataset")["patterns_digest"] != digest


def test_the_pipeline_is_built_and_loads(run: Run, tmp_path: Path) -> None:
    outcome = run("pipeline", "build", tmp_path / "model")
    assert outcome == Outcome(0, f"built {tmp_path / 'model'}\n", "")
    doc = spacy.load(tmp_path / "model")("Performance was 77.4% against a target of 80%.")
    assert [(span.text, span.label_) for span in doc.spans["figures"]] == [("77.4%", "ACTUAL"), ("80%", "TARGET")]


def test_the_patterns_are_in_order(run: Run) -> None:
    outcome = run("patterns", "check")
    assert outcome.err == ""
    assert outcome.code == 0
    assert outcome.out.endswith("rules and their examples are in order\n")


def test_a_catalogue_with_semicolons_is_read_and_an_id_that_stands_twice_is_named(run: Run, tmp_path: Path) -> None:
    catalogue = tmp_path / "own.csv"
    catalogue.write_text("id;name;aliases;unit;polarity\nx.widgets;Widgets made;widgets;count;higher\n")
    assert "x.widgets" in run("indicators", "widgets", "--catalogue", str(catalogue)).out
    twice = tmp_path / "twice.csv"
    twice.write_text("id,name,aliases,unit,polarity\nx.a,A thing,,count,higher\nx.a,Another,,count,higher\n")
    done = run("indicators", "thing", "--catalogue", str(twice))
    assert done.code == 2
    assert "twice.csv, line 3: the id 'x.a' stands twice" in done.err
