# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key to the next picture on the screen, in the real window under real keys."""
import os
import sys

import measure
from project import Project

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
DISPLAY_FRAME_MS = 16


def press_keys(bench, project, n_keys, between_s):
    """The size of the window, and {name: list} of what the program told of each answer."""
    environment = dict(
        os.environ, LC_ALL="C.UTF-8", GSETTINGS_SCHEMA_DIR=os.path.join(bench.build, "data"),
        XDG_DATA_DIRS=f"{SOURCE}/data:/usr/local/share:/usr/share")
    frameline = os.path.join(bench.build, "src", "app", "frameline")
    lines = measure.read_output(
        [sys.executable, os.path.join(SOURCE, "tests", "with-display.py"), sys.executable,
         os.path.join(HERE, "press-keys.py"), frameline, project.path, str(n_keys), str(between_s)],
        env=environment).split("\n")
    rows = [[float(word) for word in line.split(",")] for line in lines[1:] if line]
    names = ("event_ms", "key_ms", "cpu_ms", "is_sharp")
    return lines[0], [dict(zip(names, row)) for row in rows]


def summarise(name, what, answers, n_keys, size, limit):
    """Judged are the answers whose next frame had been fetched, as promised; all are told."""
    sharp = [answer for answer in answers if answer["is_sharp"]]
    if not sharp:
        raise measure.Failed("no frame had been fetched when it was asked about")

    def p(percent, key, chosen):
        return measure.percentile([answer[key] for answer in chosen], percent)

    return measure.figure(
        name, what, "ms", p(95, "event_ms", sharp), limit, window=size, n_keys=n_keys,
        n_answers=len(answers), n_prefetched=len(sharp),
        key_p50_ms=p(50, "key_ms", sharp), key_p95_ms=p(95, "key_ms", sharp),
        key_max_ms=p(100, "key_ms", sharp), cpu_p50_ms=p(50, "cpu_ms", sharp),
        cpu_p95_ms=p(95, "cpu_ms", sharp), all_key_p95_ms=p(95, "key_ms", answers))


def keys(bench):
    """Three answers a second, a quick person's pace."""
    n_keys = 100
    with Project(bench, [bench.footage.film(100, gop=25)]) as project:
        project.ingest()
        size, answers = press_keys(bench, project, n_keys, 0.33)
    return summarise("keys", "p95 from a key's own time (whole ms) to the after-paint of the next "
                     "picture, under Xvfb, a 1080p stream with a key frame a second", answers, n_keys,
                     size, DISPLAY_FRAME_MS)


def keys_long_groups(bench):
    """Frames that take a whole second to reach are often not there in time; then a thumbnail is."""
    n_keys = 100
    with Project(bench, [bench.footage.film(bench.film_s)]) as project:
        project.ingest()
        size, answers = press_keys(bench, project, n_keys, 0.33)
    return summarise("keys-long-groups", "the same, with a key frame every ten seconds", answers,
                     n_keys, size, None)


def keys_busy(bench):
    """A thousand answers in a row while four streams are read and the model learns."""
    n_keys = 1000
    with Project(bench, bench.footage.copies(bench.film_s, 4), ["--every-frame"]) as project:
        size, answers = press_keys(bench, project, n_keys, 0.2)
    return summarise("keys-busy", "the same, a thousand answers, five a second, while four streams "
                     "are read and the model learns", answers, n_keys, size, DISPLAY_FRAME_MS)
