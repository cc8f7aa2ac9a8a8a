# SPDX-License-Identifier: GPL-3.0-or-later
"""Streams that are removed on the command line, and come back."""
import ctl
from ctl import check, check_equal


def removal(bench):
    """remove: nothing speaks of the video any more; undo and adding it again bring its labels back"""
    folder = bench.folder()
    clip = bench.clip(folder)
    project = bench.project(folder, clip)
    bench.ctl("ingest", project)
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")
    before = bench.export(project)
    bench.ctl("remove", project, "clip.mp4")
    info = bench.info(project)
    check_equal((info["streams"], info["removed"], info["samples"], info["labelled"]), ([], 1, 0, 0), "info")
    check_equal([one["labels"] for one in info["classes"]], [0, 0, 0], "labels of classes")
    check("1 stream is removed; its labels are kept" in bench.ctl("info", project), "info in words")
    bench.refuse("frames", project, "clip.mp4", names="was removed from this project")
    bench.refuse("remove", project, "clip.mp4", names="was removed from this project")
    bench.refuse("remove", project, "other.mp4", names="There is no stream “other.mp4”")
    check("stream-remove “clip.mp4”" in bench.ctl("log", project), "the history")
    check("the removal of “clip.mp4”" in bench.ctl("undo", project), "what was undone")
    check_equal(bench.export(project), before, "the export after undo")
    bench.ctl("remove", project, "clip.mp4")
    out, said = bench.run("add", project, clip)
    check_equal((out, said), ("clip.mp4\n", "framelinectl: “clip.mp4” was removed before; it is back, with all that "
                              "was said of it\n"), "what adding says")
    check_equal(bench.export(project), before, "the export after adding it again")
    check("removed" not in bench.ctl("info", project), "info in words")
    check("Everything is in order" in bench.ctl("check", project), "check")


if __name__ == "__main__":
    ctl.go(removal)
