# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the frame loader gives what the window shows."""
import json
import tempfile

import measure


def run_frames(bench, what, video):
    with tempfile.TemporaryDirectory(dir=bench.scratch) as folder:
        return json.loads(measure.read_output([bench.program("bench-frames"), what, folder, video]))


def random_frame(bench, gop, limit):
    """In turns with the tool, frame by frame. No frame takes longer than its whole group does."""
    found = run_frames(bench, "random", bench.footage.film(bench.film_s, gop=gop))
    return measure.figure(
        f"random-frame-{gop}", f"p50 of a random frame of a 1080p file, key frames every {gop} "
        "frames, as it is shown", "ms", found["p50_ms"], limit,
        peer="ffmpeg -ss T -i FILE -frames:v 1 -f null -", peer_value=found["peer_p50_ms"],
        ratio=found["p50_ms"] / found["peer_p50_ms"], p95_ms=found["p95_ms"],
        max_ms=found["max_ms"], n_runs=found["n"])


def random_frame_250(bench):
    return random_frame(bench, 250, 0.55)


def random_frame_25(bench):
    return random_frame(bench, 25, 0.30)


def steps(bench):
    found = run_frames(bench, "step", bench.footage.film(bench.film_s))
    return [measure.figure(
        f"step-{way}", f"p95 of a step of one frame {way}, 25 a second, key frames every 250 frames",
        "ms", found[f"{way}_p95_ms"], 16, p50_ms=found[f"{way}_p50_ms"],
        max_ms=found[f"{way}_max_ms"], n_runs=found[f"{way}_n"]) for way in ("forward", "backward")]
