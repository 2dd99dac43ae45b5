"""A real scheduler with two worker processes on this machine: the rows of a local run, whatever becomes of a worker."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import fsspec
import pandas as pd
import pytest
from distributed import Client, LocalCluster
from frictionless import Package

from extractor.batch import cluster as cluster_module
from extractor.batch import crew as crew_module
from extractor.batch.cluster import Sizes, extract_on_cluster
from extractor.batch.documents import find_documents
from extractor.batch.job import extract_archive
from extractor.batch.keys import program_versions
from extractor.batch.pool import Limits, ReadOne, read_one
from extractor.batch.record import Report
from extractor.batch.totals import Totals
from extractor.cli import app
from extractor.commands import run_extract
from extractor.dataset.reader import read_rows
from extractor.dataset.schema import SCHEMA
from extractor.errors import Interrupted, UsageError
from extractor.files import find_files
from extractor.settings import Settings

from . import misbehaving

CHECKOUT = Path(__file__).resolve().parents[2]
CORPUS = CHECKOUT / "corpus" / "documents"
PAPERS = (
    *("benchmark_group_2018.pdf", "best_value_plan_2006.txt", "community_council_2008.txt"),
    *("contact_centre_2016.html", "housing_options_2016.docx", "police_panel_2013.pdf"),
)
FAULTY = "In 2013/14, 83.3% ({}/108 children) of reviews were held on time.\n"
SMALL = Sizes(loads=1, hashed=5, read=2, written=4)
CONTENTS = 13


def write_archive(folder: Path) -> None:
    """Sixteen documents: two copies, a broken file, an empty one, a mail with a third copy, and a metadata.csv."""
    for number in range(4):
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        (folder / "texts" / f"{number}.txt").write_text(FAULTY.format(90 - number), encoding="utf-8")
    for name in PAPERS:
        shutil.copy(CORPUS / name, folder / name)
    shutil.copy(CORPUS / PAPERS[-1], folder / "a copy.pdf")
    shutil.copy(folder / "texts" / "3.txt", folder / "zz copy.txt")
    (folder / "cut short.pdf").write_bytes((CORPUS / PAPERS[-1]).read_bytes()[:900])
    (folder / "empty.txt").write_bytes(b"")
    mail = EmailMessage()
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("The paper is attached.")
    mail.add_attachment(FAULTY.format(90).encode(), maintype="text", subtype="plain", filename="attached.txt")
    (folder / "mail.eml").write_bytes(mail.as_bytes())
    metadata = "path,authority,date\npolice_panel_2013.pdf,Exampleshire,2014-01-31\n"
    (folder / "metadata.csv").write_text(metadata, encoding="utf-8")


def frames_of(out: Path | str) -> dict[str, pd.DataFrame]:
    return {table.name: pd.read_parquet(f"{out}/{table.name}.parquet") for table in SCHEMA}


def assert_same(found: dict[str, pd.DataFrame], expected: dict[str, pd.DataFrame]) -> None:
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


def texts_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "text").iterdir()}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "papers"
    write_archive(folder)
    return folder


@pytest.fixture(scope="module")
def local(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Totals]:
    """What a run on this machine makes of it; one process reads all."""
    out = tmp_path_factory.mktemp("local") / "out"
    return out, extract_archive(find_files([str(papers)]), out, limits=Limits(0))


@pytest.fixture(scope="module")
def dask() -> Iterator[tuple[LocalCluster, Client]]:
    nowhere = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    with (
        LocalCluster(2, processes=True, threads_per_worker=1, host="127.0.0.1", **nowhere) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield cluster, client


class Run:
    """Runs on the cluster, and remembers what was told."""

    def __init__(self, client: Client, papers: Path, out: Path) -> None:
        self.client, self.papers, self.out = client, papers, out
        self.told: list[Report] = []
        self.on_tell: Callable[[], None] = lambda: None

    def __call__(
        self,
        settings: Settings | None = None,
        limits: Limits | None = None,
        *,
        sizes: Sizes = SMALL,
        cache: str = "",
        read: ReadOne = read_one,
    ) -> Totals:
        self.told.clear()
        documents, out = find_documents([str(self.papers)]), str(self.out)
        given = settings, limits or Limits(0)
        return extract_on_cluster(
            documents, out, self.client, *given, cache=cache, tell=self._tell, sizes=sizes, read=read
        )

    def _tell(self, report: Report) -> None:
        self.told.append(report)
        self.on_tell()


@pytest.fixture
def run(dask: tuple[LocalCluster, Client], papers: Path, tmp_path: Path) -> Run:
    return Run(dask[1], papers, tmp_path / "out")


def test_the_rows_are_those_of_a_local_run(run: Run, local: tuple[Path, Totals]) -> None:
    totals = run()
    expected, expected_totals = local
    assert_same(frames_of(run.out), frames_of(expected))
    assert texts_of(run.out) == texts_of(expected)
    assert totals.as_json() == expected_totals.as_json()
    parts = [f"part-{number:05}.parquet" for number in range(4)]
    assert sorted(path.name for path in run.out.iterdir() if path.name != ".parts") == sorted(
        ["datapackage.json", "text", *(f"{table.name}.parquet" for table in SCHEMA)]
    )
    assert sorted(path.name for path in (run.out / "claims.parquet").iterdir()) == parts
    assert read_rows(run.out, "mentions") == read_rows(expected, "mentions")
    told = {Path(report.path).name: (report.status, report.cached) for report in run.told}
    assert len(run.told) == len(told) == CONTENTS + 3
    assert sorted(name for name, (status, _) in told.items() if status == "failed") == ["cut short.pdf", "empty.txt"]
    assert {name for name, (_, cached) in told.items() if cached} == {"0.txt", "zz copy.txt"}
    descriptor = json.loads((run.out / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    assert paths["mentions"] == [f"mentions.parquet/part-{number:05}.parquet" for number in range(4)]
    assert all((run.out / path).is_file() for named in paths.values() for path in named)
    package = Package.from_descriptor(descriptor)
    assert [resource.extrapaths for resource in package.resources] == [paths[table.name][1:] for table in SCHEMA]


def test_a_second_run_reads_nothing_and_removes_what_is_not_its_own(run: Run, papers: Path, tmp_path: Path) -> None:
    run.papers = papers / "texts"
    run(sizes=Sizes(written=3))
    before = {path: path.read_bytes() for path in run.out.rglob("part-*")}
    assert len(before) == 2 * len(SCHEMA)
    run(sizes=Sizes(written=3))
    assert {path: path.read_bytes() for path in run.out.rglob("part-*")} == before
    assert [report.cached for report in run.told] == [True] * 4
    kept = {path.name for path in (run.out / ".parts").glob("??/*")}
    (run.out / ".parts" / "ab").mkdir(exist_ok=True)
    (run.out / ".parts" / "ab" / ".ab.part-12.tmp").write_bytes(b"half")
    run.papers = tmp_path / "papers"
    run.papers.mkdir()
    shutil.copy(papers / "texts" / "2.txt", run.papers)
    run()
    assert [path.name for path in (run.out / "mentions.parquet").iterdir()] == ["part-00000.parquet"]
    assert len(texts_of(run.out)) == 1
    assert read_rows(run.out, "reconciliations")[0]["expected"] == "81.4815"
    left = {path.name for path in (run.out / ".parts").glob("??/*")}
    assert (len(kept), len(left), left < kept) == (4, 1, True)


def test_results_are_shared_with_local_runs(run: Run, papers: Path, tmp_path: Path, local: tuple[Path, Totals]) -> None:
    cache = tmp_path / "cache"
    extract_archive(find_files([str(papers)]), tmp_path / "here", limits=Limits(0), cache=cache)
    run(cache=str(cache))
    assert all(report.cached for report in run.told)
    assert_same(frames_of(run.out), frames_of(local[0]))
    assert not (run.out / ".parts" / "00").exists()


def test_a_document_that_ends_its_process_costs_no_other(run: Run, tmp_path: Path) -> None:
    """With a child for each document, its limits hold; without, the worker itself dies, and others go on."""
    run.papers = tmp_path / "papers"
    run.papers.mkdir()
    for number, words in enumerate(("die", "There were 40 homes.", "hang", "There were 50 homes.")):
        (run.papers / f"{number}.txt").write_text(words, encoding="utf-8")
    run(limits=Limits(1, timeout_s=3), sizes=Sizes(loads=1, read=4), read=misbehaving.read)
    documents = frames_of(run.out)["documents"]
    assert documents["status"].tolist() == ["failed", "ok", "failed", "ok"]
    assert documents["error"][0].startswith("the worker that read it was ended, twice (signal 9)")
    assert documents["error"][2].startswith("not read within 3 seconds")


def test_workers_use_the_rules_of_the_user(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are relative to a folder that is not the workers' own."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CHECKOUT / "patterns", "rules")
    Path("mine.csv").write_text(
        "id,name,aliases,unit,polarity\nmine,reviews held on time,,%,higher\n", encoding="utf-8"
    )
    shutil.copytree(run.papers / "texts", "papers")
    run.papers = Path("papers")
    settings = Settings("rules", "mine.csv")
    run(settings)
    extract_archive(find_files(["papers"]), Path("local"), settings)
    assert_same(frames_of(run.out), frames_of("local"))
    mentions = frames_of(run.out)["mentions"]
    assert mentions["indicator_id"].tolist() == ["mine"] * 4


def test_stopped_it_goes_on(run: Run, local: tuple[Path, Totals]) -> None:
    def stop() -> None:
        if len(run.told) == 6:
            raise KeyboardInterrupt

    run.on_tell = stop
    with pytest.raises(Interrupted, match=r"stopped: 6 of 16 documents are done\. The same command goes on from there"):
        run()
    assert not (run.out / "datapackage.json").exists()
    run.on_tell = lambda: None
    run()
    assert sum(report.cached for report in run.told) >= 6
    assert_same(frames_of(run.out), frames_of(local[0]))


def test_another_program_on_a_worker_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = program_versions() | {"extractor": "99.0"}
    monkeypatch.setattr(cluster_module, "program_versions", lambda: versions)
    with pytest.raises(UsageError, match=r"tcp://.*: a worker runs another program: extractor .* \(here 99\.0\)"):
        run()


def test_one_run_at_a_time_writes_a_dataset(run: Run) -> None:
    def take_over() -> None:
        (run.out / ".parts" / "run").write_text("another run", encoding="utf-8")

    run.on_tell = take_over
    with pytest.raises(UsageError, match=r"a worker does not see .*out, or another run is writing there"):
        run()


def test_a_dataset_of_the_other_form_is_left_alone(run: Run, local: tuple[Path, Totals], tmp_path: Path) -> None:
    run.out = local[0]
    with pytest.raises(UsageError, match="this folder holds a dataset of a run without --scheduler"):
        run()
    run.out, run.papers = tmp_path / "out", run.papers / "texts"
    run()
    with pytest.raises(UsageError, match="this folder holds a dataset of a run with --scheduler"):
        extract_archive(find_files([str(run.papers)]), run.out)


@pytest.mark.parametrize("by_file", [False, True], ids=["address", "file"])
def test_the_command_uses_a_scheduler(
    dask: tuple[LocalCluster, Client], run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], by_file: bool
) -> None:
    address = dask[1].scheduler.address
    if by_file:
        (tmp_path / "scheduler.json").write_text(json.dumps({"address": address}), encoding="utf-8")
        address = f"file:{tmp_path / 'scheduler.json'}"
    command = ["extract", str(run.papers / "texts"), "--out", str(run.out), "--scheduler", address]
    assert app([*command, "--log-json", "--jobs", "0"], standalone_mode=False) is None
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1].startswith("4 documents, 0 failures, 4 figures, ")
    events = [json.loads(line)["event"] for line in shown.err.splitlines()]
    assert events == ["start", *["document"] * 4, "end"]


def put(url: str, folder: Path) -> None:
    """Copy a folder to a URL."""
    system, root = fsspec.core.url_to_fs(url)
    for path in folder.rglob("*"):
        if path.is_file():
            system.pipe_file(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())


@pytest.fixture
def memory() -> Iterator[str]:
    """A URL in this process that nothing else uses."""
    url = "memory://archive"
    yield url
    fsspec.filesystem("memory").rm("/archive", recursive=True)


def test_urls_are_read_and_written_within_one_process(papers: Path, local: tuple[Path, Totals], memory: str) -> None:
    put(f"{memory}/papers", papers)
    put(f"{memory}/papers/earlier", local[0])  # a dataset among the papers is passed over
    put(f"{memory}/papers/.hidden", papers / "texts")
    for _ in range(2):
        given = [f"{memory}/papers"], f"{memory}/out", Settings(), Limits(0)
        run_extract(*given, cache=f"{memory}/cache", scheduler="local", quiet=True)
    expected = frames_of(local[0])
    system = fsspec.filesystem("memory")
    for name, frame in expected.items():
        parts = sorted(system.glob(f"/archive/out/{name}.parquet/*"))
        found = pd.concat([pd.read_parquet(io.BytesIO(system.cat_file(part))) for part in parts], ignore_index=True)
        if name == "documents":
            found["path"] = found["path"].str.replace(f"{memory}/papers", papers.as_posix())
        pd.testing.assert_frame_equal(found, frame)
    texts = {Path(path).name: system.cat_file(path) for path in system.glob("/archive/out/text/*")}
    assert texts == texts_of(local[0])
    assert system.exists("/archive/out/datapackage.json")
    assert not system.exists("/archive/out/.unfinished")
    assert system.exists("/archive/cache/.extractor-cache")


def test_a_worker_that_is_killed_changes_nothing(run: Run, local: tuple[Path, Totals]) -> None:
    victims: list[int] = []

    def kill_one() -> None:
        if not victims:
            victims.append(min(run.client.run(os.getpid).values()))
            os.kill(victims[0], signal.SIGKILL)

    run.on_tell = kill_one
    run()
    assert victims
    assert_same(frames_of(run.out), frames_of(local[0]))
    assert victims[0] not in run.client.run(os.getpid).values()


def test_a_document_that_kills_workers_is_a_failed_row(
    run: Run, dask: tuple[LocalCluster, Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask[0].scheduler, "allowed_failures", 0)
    run.papers = tmp_path / "papers"
    run.papers.mkdir()
    for number, words in enumerate(("There were 40 homes.", "die", "There were 50 homes.")):
        (run.papers / f"{number}.txt").write_text(words, encoding="utf-8")
    totals = run(limits=Limits(0), sizes=Sizes(loads=1, read=3), read=misbehaving.read)
    assert (totals.documents, totals.failures, totals.figures) == (3, 1, 2)
    documents = frames_of(run.out)["documents"]
    assert documents["status"].tolist() == ["ok", "failed", "ok"]
    assert documents["error"][1].startswith("the worker that read it died each time. Leave it out")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run the command over one paper, from an empty folder."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(FAULTY.format(90), encoding="utf-8")

    def extract(*paths: str, out: str = "out", scheduler: str = "") -> None:
        run_extract(list(paths or ("a.txt",)), out, Settings(), Limits(0), scheduler=scheduler, quiet=True)

    return extract


@pytest.mark.parametrize("package", ["distributed", "fsspec.core"])
def test_without_the_extra_the_remedy_is_said(
    here: Callable[..., None], monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    out = "memory://out" if package == "fsspec.core" else "out"
    with pytest.raises(UsageError, match=r"Install it with: pip install '\.\[cluster\]'"):
        here(out=out, scheduler="local")


def test_a_url_needs_a_cluster(here: Callable[..., None]) -> None:
    with pytest.raises(UsageError, match=r"s3://bucket/out: a URL needs a cluster\. Add --scheduler, 'local' for"):
        here(out="s3://bucket/out")


@pytest.mark.parametrize(
    ("scheduler", "said"),
    [
        ("tcp://127.0.0.1:9", "tcp://127.0.0.1:9: no scheduler answers there"),
        ("nonsense", "nonsense: no scheduler answers there"),
        ("file:none.json", "none.json: there is no such file"),
    ],
)
def test_no_scheduler(here: Callable[..., None], monkeypatch: pytest.MonkeyPatch, scheduler: str, said: str) -> None:
    monkeypatch.setattr(crew_module, "_CONNECT_S", 0.2)
    with pytest.raises(UsageError, match=said):
        here(scheduler=scheduler)
    assert not Path("out").exists()
