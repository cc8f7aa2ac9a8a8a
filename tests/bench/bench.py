#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what Frameline promises and prints it as JSON.

Each figure is a ratio to a peer in the same run, or a plain number with a limit; both in turns and
by their medians. Nothing here is asserted by the tests: a busy machine is no bug.
"""
import argparse
import json
import os
import sys
import tempfile
import time

import figures_frames
import figures_ingest
import figures_learn
import figures_proof
import figures_scale
import figures_window
import measure
from footage import Footage

FIGURES = {
    "ingest": figures_ingest.ingest,
    "ingest-keyframes": figures_ingest.ingest_keyframes,
    "ingest-snapped": figures_ingest.ingest_snapped,
    "ingest-many": figures_ingest.ingest_many,
    "memory-one": figures_ingest.memory_one,
    "memory-four": figures_ingest.memory_four,
    "index": figures_ingest.index,
    "index-matroska": figures_ingest.index_matroska,
    "random-frame-250": figures_frames.random_frame_250,
    "random-frame-25": figures_frames.random_frame_25,
    "steps": figures_frames.steps,
    "keys": figures_window.keys,
    "keys-long-groups": figures_window.keys_long_groups,
    "keys-busy": figures_window.keys_busy,
    "keys-demo": figures_window.keys_demo,
    "memory-answers": figures_window.memory_answers,
    "start": figures_window.start,
    "review-grid": figures_window.review_grid,
    "label-write": figures_learn.label_write,
    "retrain": figures_learn.retrain,
    "score": figures_learn.score,
    "simulate": figures_learn.simulate,
    "replay": figures_learn.replay,
    "scale": figures_scale.scale,
    "certificate-look": figures_proof.certificate_look,
    "certificate-audits": figures_proof.certificate_audits,
    "certificate-erring": figures_proof.erring,
    "misses": figures_proof.misses,
}


def find_tasks():
    """Footage with truth, which is not part of the project: beside the checkout, or where told."""
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("FL_SHARED_DIR", os.path.join(here, "..", "..", "..", "shared"))
    return os.path.join(os.path.abspath(shared), "bench")


class Bench:
    """What every figure needs to know."""

    def __init__(self, build, arguments, scratch):
        self.build = build
        self.ctl = os.path.join(build, "src", "cli", "framelinectl")
        self.n_runs = arguments.runs
        self.film_s = arguments.seconds
        self.footage = Footage(os.path.join(build, "bench-footage"))
        self.scratch = scratch
        self.seeds = arguments.seeds
        self.n_samples = arguments.samples
        self.tasks = find_tasks()

    def program(self, name):
        """A program of this folder."""
        return os.path.join(self.build, "tests", "bench", name)


def measure_one(name, bench):
    measure.say(f"{name} …")
    begin = time.monotonic()
    try:
        row = FIGURES[name](bench)
    except (measure.Failed, OSError) as failure:
        row = {"name": name, "met": None, "failed": str(failure)}
    rows = row if isinstance(row, list) else [row]
    for each in rows:
        each["took_s"] = round(time.monotonic() - begin, 1)
        measure.say(f"  {each['name']}: {each.get('value')} {each.get('unit', '')}, "
                    f"ratio {each.get('ratio')}, met {each.get('met')}")
    return rows


def parse(arguments):
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("build", help="the build directory")
    parser.add_argument("names", nargs="*", choices=[*FIGURES, []], metavar="NAME",
                        help="figures to measure, all when none is named: " + ", ".join(FIGURES))
    parser.add_argument("--runs", type=int, default=measure.RUNS, help="pairs of runs (5)")
    parser.add_argument("--seconds", type=int, default=120, help="length of the long film (120)")
    parser.add_argument("--seeds", type=int, default=5, help="of each simulated strategy (5)")
    parser.add_argument("--samples", type=int, default=1000000,
                        help="of the large project (1000000); each takes 6 kB of the disk")
    return parser.parse_args(arguments)


def main():
    arguments = parse(sys.argv[1:])
    build = os.path.abspath(arguments.build)
    load_before = os.getloadavg()[0]
    rows = []
    with tempfile.TemporaryDirectory(prefix="frameline-bench-") as scratch:
        bench = Bench(build, arguments, scratch)
        for name in arguments.names or FIGURES:
            rows += measure_one(name, bench)
    print(json.dumps({"n_cores": len(os.sched_getaffinity(0)),
                      "load_before": round(load_before, 2),
                      "load_after": round(os.getloadavg()[0], 2),
                      "figures": rows}, indent=2))
    return 1 if any("failed" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
