# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects that live as long as one measurement."""
import os
import shutil
import tempfile

import measure


class Project:
    """A fresh project with classes and streams, removed at the end of the block."""

    def __init__(self, bench, videos, sampling=(), classes=("Nothing:0", "Something:1"), goal="frames"):
        self.bench = bench
        self.videos = videos
        self.sampling = list(sampling)
        self.classes = classes
        self.goal = goal

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="frameline-bench-", dir=self.bench.scratch)
        self.path = os.path.join(self.folder, "bench.frameline")
        arguments = [word for name in self.classes for word in ("--class", name)]
        measure.run([self.bench.ctl, "new", self.path, "--goal", self.goal, *arguments])
        measure.run([self.bench.ctl, "add", self.path, *self.sampling, "--", *self.videos])
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def ingest(self, *options, **more):
        return measure.run([self.bench.ctl, "ingest", self.path, *options], **more)
