# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key to the next picture on the screen, in the real window under real keys."""
import json
import os
import shutil
import statistics
import sys
import tempfile

import figures_scale
import measure
from project import Project

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
DISPLAY_FRAME_MS = 16
LATE_MS = 33
STALL_MS = 100
START_MS = 700
MANY = 100000
DROPPED = 0.05
REVIEW_MB = 400


def run_in_display(bench, *command):
    """What a program says that has a screen of its own."""
    environment = dict(
        os.environ, LC_ALL="C.UTF-8", GSETTINGS_SCHEMA_DIR=os.path.join(bench.build, "data"),
        XDG_DATA_DIRS=f"{SOURCE}/data:/usr/local/share:/usr/share")
    return measure.read_output([sys.executable, os.path.join(SOURCE, "tests", "with-display.py"),
                                *map(str, command)], env=environment).split("\n")


def get_frameline(bench):
    return os.path.join(bench.build, "src", "app", "frameline")


class Sitting:
    """What was said while keys were pressed."""

    def __init__(self, lines):
        self.window = lines[0]
        self.answers, self.stalls, self.memory = [], [], []
        for line in filter(None, lines[1:]):
            word, *rest = line.split(",")
            if word == "stall":
                self.stalls.append(float(rest[0]))
            elif word == "memory":
                self.memory.append(float(rest[0]))
            else:
                names = ("event_ms", "key_ms", "cpu_ms", "is_sharp")
                self.answers.append(dict(zip(names, map(float, line.split(",")))))


def press_keys(bench, project, n_keys, between_s, *every):
    return Sitting(run_in_display(bench, sys.executable, os.path.join(HERE, "press-keys.py"),
                                  get_frameline(bench), project.path, n_keys, between_s, *every))


def summarise(name, what, sitting, n_keys, limit):
    """Judged are the answers whose next frame had been fetched, as promised; all are told."""
    answers = sitting.answers
    sharp = [answer for answer in answers if answer["is_sharp"]]
    if not sharp:
        raise measure.Failed("no frame had been fetched when it was asked about")

    def p(percent, key, chosen):
        return measure.percentile([answer[key] for answer in chosen], percent)

    return measure.figure(
        name, what, "ms", p(95, "event_ms", sharp), limit, window=sitting.window, n_keys=n_keys,
        n_answers=len(answers), n_prefetched=len(sharp),
        p99_ms=p(99, "event_ms", sharp), p99_limit_ms=LATE_MS,
        longest_stall_ms=max(sitting.stalls, default=0), stall_limit_ms=STALL_MS,
        key_p50_ms=p(50, "key_ms", sharp), key_p95_ms=p(95, "key_ms", sharp),
        key_max_ms=p(100, "key_ms", sharp), cpu_p50_ms=p(50, "cpu_ms", sharp),
        cpu_p95_ms=p(95, "cpu_ms", sharp), all_key_p95_ms=p(95, "key_ms", answers))


def keys(bench):
    """Three answers a second, a quick person's pace."""
    n_keys = 100
    with Project(bench, [bench.footage.film(100, gop=25)]) as project:
        project.ingest()
        sitting = press_keys(bench, project, n_keys, 0.33)
    return summarise("keys", "p95 from a key's own time (whole ms) to the after-paint of the next "
                     "picture, under Xvfb, a 1080p stream with a key frame a second", sitting, n_keys,
                     DISPLAY_FRAME_MS)


def keys_long_groups(bench):
    """Frames that take a whole second to reach are often not there in time; then a thumbnail is."""
    n_keys = 100
    with Project(bench, [bench.footage.film(bench.film_s)]) as project:
        project.ingest()
        sitting = press_keys(bench, project, n_keys, 0.33)
    return summarise("keys-long-groups", "the same, with a key frame every ten seconds", sitting,
                     n_keys, None)


def keys_busy(bench):
    """A thousand answers in a row while four streams are read and the model learns."""
    n_keys = 1000
    with Project(bench, bench.footage.copies(bench.film_s, 4), ["--every-frame"]) as project:
        sitting = press_keys(bench, project, n_keys, 0.2)
    return summarise("keys-busy", "the same, a thousand answers, five a second, while four streams "
                     "are read and the model learns", sitting, n_keys, DISPLAY_FRAME_MS)


def keys_demo(bench):
    """A thousand answers in a row on the demo's films, each key for one frame, from its first minute on."""
    n_keys = 1000
    with Project(bench, bench.footage.demo(bench.ctl), ["--every-frame"], goal="bouts") as project:
        sitting = press_keys(bench, project, n_keys, 0.2)
    return summarise("keys-demo", "the same, a thousand answers, five a second, on the demo's films, "
                     "which are read meanwhile, and the model learns", sitting, n_keys,
                     DISPLAY_FRAME_MS)


def memory_answers(bench):
    """A long day in one window: what it takes after 5,000 answers against after 500."""
    n_keys, every = 5000, 500
    with Project(bench, bench.footage.copies(bench.film_s, 4), ["--every-frame"]) as project:
        project.ingest()
        sitting = press_keys(bench, project, n_keys, 0.2, every)
    if len(sitting.memory) < n_keys // every:
        raise measure.Failed("the window closed before all keys were pressed")
    return measure.figure(
        "memory-answers", "memory of the window's own after 5,000 answers, against after 500", "MB",
        sitting.memory[-1], 1.1, peer="after 500", peer_value=sitting.memory[0],
        ratio=sitting.memory[-1] / sitting.memory[0], n_answers=len(sitting.answers),
        all_mb=sitting.memory)


class ManySamples:
    """A project of 100,000 samples that nobody filmed, with thumbnails, as long as the block."""

    def __init__(self, bench):
        self.bench = bench

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="bench-many-", dir=self.bench.build)
        return figures_scale.make_project(self.bench, self.folder, MANY,
                                          figures_scale.FRAMES_A_STREAM)

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


def start(bench):
    """From the start of the program until the project is painted and takes keys."""
    starts = []
    with ManySamples(bench) as project:
        for _ in range(bench.n_runs + 1):
            lines = run_in_display(bench, sys.executable, os.path.join(HERE, "start-window.py"),
                                   get_frameline(bench), project)
            starts.append({name: float(ms) for name, ms in (line.split(",") for line in lines if line)})
    warm = starts[1:]
    return measure.figure(
        "start", "start of the window on a project of 100,000 samples with 1,000 labels, until it is "
        "painted, warm", "ms", statistics.median(each["window"] for each in warm), START_MS,
        judges_value=True, question_ms=statistics.median(each["ready"] for each in warm),
        n_runs=len(warm))


def review_grid(bench):
    """The grid of all samples goes from its top to its bottom in 20 s."""
    with ManySamples(bench) as project:
        found = json.loads("\n".join(run_in_display(bench, bench.program("bench-review"), project,
                                                    MANY)))
    facts = {"n_items": found["n_items"], "n_frames": found["n_frames"]}
    return [
        measure.figure("review-grid", "frames of the window that are not painted while the grid of "
                       "100,000 samples is scrolled through in 20 s", "share", found["dropped"],
                       DROPPED, judges_value=True, frame_p95_ms=found["frame_p95_ms"],
                       frame_max_ms=found["frame_max_ms"], **facts),
        measure.figure("review-memory", "memory of the window's own at the most meanwhile", "MB",
                       found["peak_mb"], REVIEW_MB, judges_value=True, **facts)]
