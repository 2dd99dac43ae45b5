"""Two workers of a Dask cluster against one, on this machine: what handing out the work costs."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from archive import make_archive
from bench_timing import Comparison, Work, compare
from distributed import Client, LocalCluster

from extractor.batch.cluster import extract_on_cluster
from extractor.batch.documents import find_documents
from extractor.batch.pool import Limits


def start_cluster(stack: ExitStack, workers: int) -> Any:
    """A client of a scheduler with so many worker processes, which end with the stack."""
    nowhere = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    local = LocalCluster(workers, processes=True, threads_per_worker=1, host="127.0.0.1", **nowhere)
    return stack.enter_context(Client(stack.enter_context(local), set_as_default=False))


def compare_workers(documents: int, rounds: int) -> Comparison:
    """Documents a second of a whole run; the workers are there, and have read before."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        make_archive(Path(name) / "papers", documents)
        found = find_documents([f"{name}/papers"])
        number = iter(range(1000))

        def run(client: Any) -> Work:
            out = f"{name}/out {next(number)}"
            return lambda: extract_on_cluster(found, out, client, limits=Limits(1))

        one, two = start_cluster(stack, 1), start_cluster(stack, 2)
        job = f"{documents} documents, Dask"
        return compare(
            job, "one Dask worker", "documents", documents, lambda: run(two), lambda: run(one), rounds, alone=False
        )
