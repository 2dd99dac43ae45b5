"""The command line: a few lines a command, over functions that a notebook can call too."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import extractor
from extractor.errors import ExtractorError, Interrupted
from extractor.terminal import one_line, soften_streams

app = typer.Typer(add_completion=False, no_args_is_help=True, help=extractor.__doc__, pretty_exceptions_enable=False)
patterns_app = typer.Typer(no_args_is_help=True, help="The rules: check them.")
pipeline_app = typer.Typer(no_args_is_help=True, help="The spaCy pipeline: build it.")
app.add_typer(patterns_app, name="patterns")
app.add_typer(pipeline_app, name="pipeline")

PatternsOption = Annotated[Path | None, typer.Option(help="A folder of rules in place of the program's patterns/.")]
CatalogueOption = Annotated[
    Path | None, typer.Option(help="A CSV file of indicators in place of patterns/indicators.csv.")
]


def main() -> None:
    """Run the command line; expected failures are one line on stderr and exit code 2."""
    soften_streams()
    try:
        app()
    except Interrupted as stopped:
        typer.echo(one_line(str(stopped)), err=True)
        sys.exit(130)
    except ExtractorError as error:
        typer.echo(f"error: {one_line(str(error))}", err=True)
        sys.exit(2)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"extractor {extractor.__version__}")
        raise typer.Exit


VersionOption = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback(help=extractor.__doc__)
def root(version: VersionOption = False) -> None:
    """The options that stand before a command."""


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(help="Files, folders (read whole) or quoted globs.", metavar="PATH...")],
    out: Annotated[str, typer.Option(help="The folder to write the dataset to.", metavar="FOLDER")],
    format: Annotated[
        str | None, typer.Option(help="Read every file as pdf, docx, xlsx, doc, eml ..., whatever it looks like.")
    ] = None,
    catalogue: CatalogueOption = None,
    patterns: PatternsOption = None,
    authority: Annotated[
        str, typer.Option(help="The authority of every paper, where its own words are wrong or missing.")
    ] = "",
    date: Annotated[str | None, typer.Option(help="The date of every paper, as 2019-03-31 or 31/03/2019.")] = None,
    fail_on: Annotated[str | None, typer.Option(help="'inconsistent': exit with 1 where figures disagree.")] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            help="How many documents are read at a time, each by a process of its own; 0: in this one.",
            show_default="the cores there are",
        ),
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds that a document may take; 0: any.")] = 300,
    memory: Annotated[int, typer.Option(help="MB of memory that a document may take; 0: any.")] = 2048,
    max_pages: Annotated[int, typer.Option(help="Pages of a PDF that are read; the rest is left unread.")] = 5000,
    ocr: Annotated[
        str,
        typer.Option(
            help="Pages that are pictures are read by Tesseract: auto, off, or force for every page.", metavar="MODE"
        ),
    ] = "auto",
    language: Annotated[
        str, typer.Option(help="The language of such pages by Tesseract's name, or several: eng+cym.")
    ] = "eng",
    dpi: Annotated[int, typer.Option(help="Dots an inch that such pages are drawn with, 150 to 400.")] = 300,
    cache: Annotated[
        str,
        typer.Option(
            help="A folder that keeps results for several datasets; each keeps its own otherwise.", metavar="FOLDER"
        ),
    ] = "",
    scheduler: Annotated[
        str,
        typer.Option(
            help="A Dask cluster that does the work: its scheduler's address (tcp://HOST:8786), file:PATH of its "
            "scheduler file, or 'local' for this machine. PATH, --out and --cache may be URLs then (s3://, az://).",
            metavar="ADDRESS",
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="A line of JSON a document on the error output, and nothing else there.")
    ] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Print how long each stage took.")] = False,
) -> None:
    """Read documents and write the dataset: every figure, claim, check, and every number that is no figure.

    A run that was stopped goes on where it stood when the same command is given again.
    """
    from extractor.batch.pool import Limits, default_jobs
    from extractor.commands import parse_day, run_extract
    from extractor.settings import Settings

    try:
        failed = run_extract(
            paths,
            out,
            Settings(
                str(patterns or ""),
                str(catalogue or ""),
                format,
                authority,
                parse_day(date),
                max_pages,
                ocr,
                language,
                dpi,
            ),
            Limits(default_jobs() if jobs is None else jobs, timeout, memory),
            cache=cache,
            scheduler=scheduler,
            fail_on=fail_on,
            quiet=quiet,
            log_json=log_json,
            profile=profile,
        )
    except (ExtractorError, KeyboardInterrupt) as problem:
        again = "The same command goes on from there"
        error = problem if isinstance(problem, ExtractorError) else Interrupted("stopped", remedy=again)
        if not log_json:
            raise error from None
        from extractor.batch.display import JsonLog

        stopped = isinstance(error, Interrupted)
        JsonLog().write("stopped" if stopped else "error", error=one_line(str(error)))
        raise typer.Exit(130 if stopped else 2) from None
    if failed:
        raise typer.Exit(1)


@app.command()
def check(
    text: Annotated[
        list[str] | None, typer.Argument(help="A paragraph, in quotes; standard input where none is given.")
    ] = None,
    catalogue: CatalogueOption = None,
    patterns: PatternsOption = None,
    fail_on: Annotated[str | None, typer.Option(help="'inconsistent': exit with 1 where figures disagree.")] = None,
) -> None:
    """Reconcile a paragraph before it is published: its figures marked, and what disagrees."""
    from extractor.commands import check_fail_on
    from extractor.proofread import check_text, read_words, show
    from extractor.settings import Settings

    check_fail_on(fail_on)
    settings = Settings(str(patterns) if patterns else "", str(catalogue) if catalogue else "")
    result = check_text(read_words(text or ()), settings)
    show(result)
    if fail_on is not None and any(finding.verdict == fail_on for finding in result.checks):
        raise typer.Exit(1)


@app.command()
def evaluate(
    dataset: Annotated[Path, typer.Argument(help="A dataset that extract wrote.")],
    gold: Annotated[list[Path], typer.Argument(help="Annotated documents (JSON; see corpus/README.md).")],
    show: Annotated[bool, typer.Option(help="List each miss.")] = False,
    json_output: Annotated[bool, typer.Option("--json", help="Print the totals as JSON.")] = False,
) -> None:
    """Precision, recall and F1 of a dataset against annotated documents."""
    from extractor.evaluation import evaluate_dataset, format_report

    report = evaluate_dataset(dataset, gold)
    typer.echo(format_report(report, show=show, as_json=json_output))


@app.command()
def export(
    dataset: Annotated[Path, typer.Argument(help="A dataset that extract wrote.")],
    to: Annotated[
        str,
        typer.Option(
            help="xlsx, sqlite (for Datasette), label-studio, doccano, prodigy, spacy (DocBin) or annotations (W3C).",
            metavar="FORMAT",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", show_default="beside the dataset, named after it")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(help="For annotation tools and spaCy: document, paragraph or sentence.", show_default="paragraph"),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="The folder that holds the papers, where they have moved.", metavar="FOLDER")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that no export has written.")] = False,
) -> None:
    """Write a dataset as a workbook, a database, or for an annotation tool."""
    from extractor.export import export_dataset

    for path in export_dataset(dataset, to, out, unit=unit, sources=sources, force=force):
        typer.echo(one_line(str(path)))


@app.command()
def report(
    dataset: Annotated[Path, typer.Argument(help="A dataset that extract wrote.")],
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", metavar="FILE", show_default="report.html in the dataset")
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="The folder that holds the papers, where they have moved.", metavar="FOLDER")
    ] = None,
    pictures: Annotated[int, typer.Option(help="Pictures of pages at the most; 0: none.")] = 200,
    title: Annotated[str, typer.Option(help="The page's heading.")] = "",
) -> None:
    """Write one web page of a dataset: findings with pictures, papers, figures over time. It needs no network."""
    from extractor.report import write_report

    written = write_report(dataset, out, sources=sources, pictures=pictures, title=title)
    for remark in written.remarks:
        typer.echo(one_line(remark), err=True)
    typer.echo(written.summary)


@app.command()
def indicators(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words of a name, or a scheme's code such as 'NI 62'.")
    ] = None,
    catalogue: CatalogueOption = None,
    patterns: PatternsOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at the most.")] = 20,
) -> None:
    """Search the catalogue of indicators."""
    from extractor.commands import search_catalogue

    for line in search_catalogue(" ".join(words or ()), catalogue, patterns, limit):
        typer.echo(line)


@app.command()
def panel(
    dataset: Annotated[Path, typer.Argument(help="A dataset that extract wrote.")],
    out: Annotated[
        Path | None, typer.Option(help="The folder to write to.", show_default="DATASET/panel", metavar="FOLDER")
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="An indicator's id, or words of its name; may be given several times.")
    ] = None,
    wide: Annotated[bool, typer.Option("--wide/--no-wide", help="Write the table with a column a period, too.")] = True,
    plot: Annotated[
        str, typer.Option(help="Draw an indicator: its id, or words of its name.", metavar="INDICATOR")
    ] = "",
    plot_format: Annotated[str, typer.Option(help="png or svg.")] = "png",
    catalogue: CatalogueOption = None,
    patterns: PatternsOption = None,
) -> None:
    """Put the figures of many papers side by side: one row an authority, indicator, period and role."""
    from extractor.commands import run_panel

    run_panel(dataset, out, indicator or [], plot, plot_format, wide=wide, catalogue=catalogue, patterns=patterns)


@patterns_app.command("check")
def check_patterns(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of rules; the program's own where none is given.")
    ] = None,
    catalogue: CatalogueOption = None,
) -> None:
    """Read every rule, run its own examples, and say what is wrong."""
    from extractor.patterncheck import check_folder

    problems, count = check_folder(folder, catalogue)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(2)
    typer.echo(f"{count} rules and their examples are in order")


@pipeline_app.command("build")
def build_pipeline(
    target: Annotated[
        Path | None, typer.Argument(help="The folder to write; models/en_council where none is given.")
    ] = None,
) -> None:
    """Build the folder that spacy.load opens, from models/en_council.cfg and patterns/."""
    from extractor.pipeline.build import build_model

    typer.echo(f"built {build_model(target)}")
