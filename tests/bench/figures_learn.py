# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the model learns, predicts and asks, and how soon an answer is safe."""
import json
import tempfile

import measure


def read_json(bench, program, *arguments):
    return json.loads(measure.read_output([bench.program(program), *arguments]))


def score(bench):
    """Processor time is told too: on a busy machine it says more than the clock."""
    found = read_json(bench, "bench-learn", "score")
    peer_ms = found["peer_p50_ms"] / found["peer_share"]
    return measure.figure("score", "decision values of 1,000,000 rows of 512 float16 features, 10 "
                          "classes, on all cores", "ms", found["p50_ms"], 250, judges_value=True,
                          peer="liblinear's predict_values() on one core, from 2 % of the rows",
                          peer_value=peer_ms, ratio=found["p50_ms"] / peer_ms,
                          cpu_ms=found["cpu_p50_ms"], n_runs=found["n"],
                          largest_difference=found["largest_difference"])


def retrain(bench):
    found = read_json(bench, "bench-learn", "retrain")
    return measure.figure("retrain", "a model of 2,000 labels, 1,024 features, 10 classes after one "
                          "more label, with a warm start", "ms", found["p50_ms"], 250,
                          judges_value=True, peer="the same without a warm start",
                          peer_value=found["peer_p50_ms"],
                          ratio=found["p50_ms"] / found["peer_p50_ms"], n_runs=found["n"])


def label_write(bench):
    """2,000 labels, a hundred a second, while a video is read and the model learns."""
    with tempfile.TemporaryDirectory(dir=bench.scratch) as folder:
        found = read_json(bench, "bench-label-write", folder,
                          *bench.footage.copies(bench.film_s, 2))
    facts = {key: found[key] for key in ("p50_ms", "p95_ms", "max_ms", "cpu_p99_ms", "answers",
                                         "during_ingest")}
    return measure.figure("label-write", "p99 of storing a label, everything that a key press waits "
                          "for included", "ms", found["p99_ms"], 5, judges_value=True,
                          peer="p99 of a bare INSERT into a second file, same settings",
                          peer_value=found["peer_p99_ms"], peer_max_ms=found["peer_max_ms"],
                          ratio=found["p99_ms"] / max(found["peer_p99_ms"], 0.001),
                          n_runs=found["n"], **facts)
