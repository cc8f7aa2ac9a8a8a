# SPDX-License-Identifier: GPL-3.0-or-later
"""How a project with a million samples feels. No picture of it is decoded: the features are drawn
(bench-scale-make.c), but everything is stored and read as always."""
import json
import os
import shutil
import tempfile

import measure

FRAMES_A_STREAM = 50000
LABELS = 1000
KEYS = 200
BETWEEN_MS = 300
OPEN_MS = 1000
KEY_MS = 16
MEMORY_MB = 600


def make_project(bench, folder, n_samples, thumbnails=1):
    """Streams of the same small film under several names, with so many thumbnails each."""
    film = bench.footage.small_film(FRAMES_A_STREAM)
    videos = [os.path.join(folder, f"camera-{i:03}.mp4")
              for i in range(max(1, n_samples // FRAMES_A_STREAM))]
    for video in videos:
        os.link(film, video)
    project = os.path.join(folder, "scale.frameline")
    measure.run([bench.program("bench-scale-make"), project, str(LABELS), str(thumbnails), *videos])
    return project


def scale(bench):
    """One sitting with 1,000 labels from before: it is opened, answers come, and are taken back."""
    folder = tempfile.mkdtemp(prefix="bench-scale-", dir=bench.build)
    try:
        project = make_project(bench, folder, bench.n_samples)
        found = json.loads(measure.read_output(
            [bench.program("bench-scale"), project, str(KEYS), str(BETWEEN_MS)]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    facts = {"n_samples": found["n_samples"], "n_labels": LABELS}
    return [
        measure.figure("scale-open", "opening a large project, until the window can be drawn", "ms",
                       found["open_ms"], OPEN_MS, judges_value=True,
                       first_question_ms=found["first_question_ms"], **facts),
        measure.figure("scale-key", "p95 from a key to the next question in it, waiting for the main "
                       "loop included", "ms", found["key_p95_ms"], KEY_MS, judges_value=True,
                       n_keys=found["key_n"], p50_ms=found["key_p50_ms"], max_ms=found["key_max_ms"],
                       undo_p95_ms=found["undo_p95_ms"], undo_max_ms=found["undo_max_ms"],
                       model_p50_ms=found["model_p50_ms"], model_p95_ms=found["model_p95_ms"],
                       **facts),
        measure.figure("scale-memory", "memory of its own at the most, without files that are "
                       "mapped", "MB", found["peak_mb"], MEMORY_MB, judges_value=True,
                       open_mb=found["open_mb"], end_mb=found["end_mb"], **facts)]
