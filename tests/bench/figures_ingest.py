# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast and how lean videos become samples."""
import os

import measure
from project import Project

DECODE = "ffmpeg -i FILE -an -sn -f null -"


def decode_all(path):
    return measure.run(["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-an", "-sn", "-f",
                        "null", "-"])


def ingest_fresh(bench, videos, sampling=(), options=(), **more):
    with Project(bench, videos, sampling) as project:
        return project.ingest(*options, **more)


def compare_with_decoding(bench, name, what, path, sampling, limit):
    ours, peer = measure.pairs(lambda: ingest_fresh(bench, [path], sampling),
                               lambda: decode_all(path), bench.n_runs)
    return measure.compare(name, what, DECODE, ours, peer, limit)


def ingest(bench):
    """Two samples a second, features and thumbnails included."""
    return compare_with_decoding(bench, "ingest", "framelinectl ingest of one 1080p H.264 file of "
                                 f"{bench.film_s} s (x264 defaults, GOP 250), 2 samples a second",
                                 bench.footage.film(bench.film_s), ["--fps", "2"], 0.95)


def ingest_keyframes(bench):
    return compare_with_decoding(bench, "ingest-keyframes", "the same file, key frames only",
                                 bench.footage.film(bench.film_s), ["--keyframes"], 0.08)


def ingest_snapped(bench):
    """Nearly every sample is a key frame when there is one a second."""
    return compare_with_decoding(bench, "ingest-snapped", "a file with a key frame every second, "
                                 "snapped at one sample a second",
                                 bench.footage.film(bench.film_s, gop=25), ["--snapped", "1"], 0.22)


def ingest_many(bench):
    """Eight files of different lengths, on all cores and on one."""
    seconds = [20, 20, 40, 40, 60, 60, 80, 100]
    videos = [bench.footage.copies(length, 2)[i % 2] for i, length in enumerate(seconds)]

    def on_all_cores():
        return ingest_fresh(bench, videos)

    def on_one():
        # One decoder at a time, and one core for its threads.
        return ingest_fresh(bench, videos, options=["--jobs", "1"],
                            preexec_fn=lambda: measure.os.sched_setaffinity(0, {0}))

    ours, peer = measure.pairs(on_all_cores, on_one, max(1, min(bench.n_runs, 3)))
    return measure.compare("ingest-many", f"framelinectl ingest of 8 files, {sum(seconds)} s",
                           "the same with --jobs 1 on one core, so with one decoder thread",
                           ours, peer, 0.60)


def memory_figure(bench, name, what, videos, limit):
    peaks = [ingest_fresh(bench, videos, watches_memory=True).rss_anon_mb
             for _ in range(min(bench.n_runs, 3))]
    return measure.figure(name, what, "MB", max(peaks), limit, n_runs=len(peaks),
                          peaks=[round(peak, 1) for peak in peaks])


def memory_one(bench):
    return memory_figure(bench, "memory-one", "largest RssAnon of an ingest of one 1080p file",
                         [bench.footage.film(bench.film_s)], 300)


def memory_four(bench):
    return memory_figure(bench, "memory-four", "largest RssAnon of an ingest of four 1080p streams",
                         bench.footage.copies(60, 4), 500)


def compare_index(bench, name, path):
    """Reading all packets of a file that does not fit the caches of a processor."""
    def with_ffprobe():
        return measure.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
                            "packet=pts", "-of", "csv", path])

    ours, peer = measure.pairs(lambda: measure.run([bench.program("bench-index"), path]),
                               with_ffprobe, bench.n_runs)
    return measure.compare(name, f"the frame index of a file of 2 GB, {os.path.splitext(path)[1]}",
                           "ffprobe -select_streams v:0 -show_entries packet=pts -of csv FILE",
                           ours, peer, 0.60)


def index(bench):
    return compare_index(bench, "index", bench.footage.large(2 << 30))


def index_matroska(bench):
    path = bench.footage.matroska(bench.footage.large(2 << 30))
    return compare_index(bench, "index-matroska", path)
