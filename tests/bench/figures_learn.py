# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the model learns, predicts and asks, and how soon an answer is safe."""
import json
import os
import sys
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


def replay(bench):
    """The synthetic footage of the plan (bench-replay.c)."""
    found = read_json(bench, "bench-replay", str(bench.seeds))
    needed = [found[f"needed_{i + 1}"] for i in range(bench.seeds)]
    return measure.figure("replay", "answers until as much of drawn footage is right as after 320 "
                          "random questions, mean of seeds", "answers", found["needed_mean"], 110,
                          judges_value=True, peer="random questions", peer_value=320,
                          ratio=found["needed_mean"] / 320, by_seed=needed,
                          random_at={n: found[f"random_at_{n}"] for n in (20, 40, 80, 160, 320)},
                          auto_at={n: found[f"auto_at_{n}"] for n in (20, 40, 80, 160)},
                          n_runs=bench.seeds)


STRATEGIES = ("auto", "margin", "random")
# What simulate-table.py finds of the default strategy, what it is called, and the limit.
ANSWERS = (
    ("until_99_mean", "mean", "99 % of all truth rows of a task are right", 18),
    ("until_99_worst", "worst task", "99 % of all truth rows of a task are right", 40),
    ("until_99_recall_mean", "mean", "the same, and every class has a recall of 90 %", 25),
    ("until_99_recall_worst", "worst task", "the same, and every class has a recall of 90 %", 60),
)


def find_deficit(default, peer):
    """By how much the default's error is larger at its worst: (difference, task, answers)."""
    return max((task["error_at"][n] - peer["tasks"][name]["error_at"][n], name, int(n))
               for name, task in default["tasks"].items() for n in task["error_at"])


def simulate(bench):
    """Answers that each strategy needs on footage whose truth is known."""
    if not os.path.isdir(bench.tasks):
        raise measure.Failed(f"{bench.tasks}: there is no footage with truth here")
    table = json.loads(measure.read_output(
        [sys.executable, os.path.join(os.path.dirname(__file__), "simulate-table.py"),
         "--ctl", bench.ctl, "--bench", bench.tasks, "--work", os.path.join(bench.build, "bench-tasks"),
         "--strategies", *STRATEGIES, "--seeds", *map(str, range(1, bench.seeds + 1))]))
    default, margin, random = (table["strategies"][name] for name in STRATEGIES)
    rows = []
    for key, which, what, limit in ANSWERS:
        rows.append(measure.figure(
            f"simulate-{key.replace('_', '-')}", f"teaching answers until {what}, {which} of "
            f"{len(default['tasks'])} tasks, median of {bench.seeds} seeds", "answers",
            default["all"][key], limit, judges_value=True, peer="the same with random questions, "
            f"counted as {table['budget'] + 1} where {table['budget']} were not enough",
            peer_value=random["all"][key], ratio=default["all"][key] / random["all"][key],
            margin_value=margin["all"][key],
            by_task={name: task[key.rsplit("_", 1)[0]] for name, task in default["tasks"].items()},
            n_runs=bench.seeds))
    deficit, task, answers = find_deficit(default, random)
    rows.append(measure.figure(
        "simulate-behind-random", "points of accuracy by which the default is behind random "
        "questions at its worst (20, 30, 40 and 60 answers, mean of seeds)", "%", 100 * deficit, 1,
        judges_value=True, task=task, answers=answers, n_runs=bench.seeds))
    return rows
