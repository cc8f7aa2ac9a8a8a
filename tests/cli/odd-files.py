# SPDX-License-Identifier: GPL-3.0-or-later
"""Real and odd files: each is refused in one sentence, or comes out frame by frame as it is known to be."""
import csv
import os
import subprocess

import ctl
from ctl import check_equal


def facts():
    """The table that the decoder is compared with as well."""
    path = os.path.join(os.environ["G_TEST_SRCDIR"], "tests", "media", "odd-files.csv")
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def time_of(text):
    """As it is exported, nothing where there is none."""
    return f"{float(text):.6f}" if text else ""


def ends(rows):
    return rows[0]["pts_s"], rows[-1]["pts_s"]


def shown_size(path, rotation_deg):
    """Width and height with square pixels, upright."""
    out = ctl.tool("ffprobe", "-v", "error", "-select_streams", "V:0", "-show_entries",
                   "stream=width,height,sample_aspect_ratio", "-of", "csv=p=0", f"file:{path}")
    width, height, aspect = (out.split() or [""])[0].split(",")[:3]
    over, under = (int(word) for word in aspect.split(":")) if ":" in aspect else (1, 1)
    size = (int(width) * over + under // 2) // under, int(height)
    return size if rotation_deg in (0, 180) else size[::-1]


def refuse(bench, row, path):
    """Where the header tells nothing bad, reading it does, and the project goes on without it."""
    sentence = f"framelinectl: {row['refusal'] % path}\n"
    project = bench.project(bench.folder())
    done = subprocess.run([bench.program, "add", project, "--", path], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        _, err = bench.run("ingest", project, status=1)
        check_equal(err, sentence, "what reading it says")
    else:
        check_equal((done.returncode, done.stderr), (1, sentence), "what adding it says")


class Shelf:
    """One project of all that is no refusal: what it says of each, read once."""

    def __init__(self, rows):
        self.paths = [ctl.shared(row["name"]) for row in rows if row["frames"] != "0" and is_there(row)]
        self.project = None

    def fill(self, bench):
        if self.project is not None:
            return
        self.project = bench.project(bench.folder(), *self.paths)
        bench.ctl("ingest", self.project)
        self.info = {stream["name"]: stream for stream in bench.info(self.project)["streams"]}
        self.exported = bench.export(self.project)

    def keep(self, bench, row, path):
        self.fill(bench)
        name = row["name"]
        info = self.info[name]
        exported = [line for line in self.exported if line["stream"] == name]
        counted = ctl.rows_of(bench.ctl("frames", self.project, "--", name))
        numbers = [str(i) for i in range(int(row["frames"]))]
        check_equal((info["frames"], info["state"]), (len(numbers), "ready"), "frames")
        check_equal((info["width"], info["height"]), shown_size(path, int(row["rotation_deg"])), "size as it is shown")
        check_equal([line["index"] for line in counted], numbers, "numbers of frames")
        check_equal([line["frame"] for line in exported], numbers, "numbers of exported frames")
        for lines in (counted, exported):
            check_equal(ends(lines), (time_of(row["first_s"]), time_of(row["last_s"])), "times of the first and the last one")

    def case_of(self, row):
        def case(bench):
            path = os.path.normpath(ctl.shared(row["name"]))
            (refuse if row["frames"] == "0" else self.keep)(bench, row, path)
        case.__doc__ = row["name"]
        return case

    def in_order(self, bench):
        """check finds every one of them in order"""
        self.fill(bench)
        *notes, verdict = bench.ctl("check", self.project).splitlines()
        check_equal(verdict, "Everything is in order", "what check says in the end")
        check_equal([note for note in notes if not note.startswith("Noted of “")], [], "what is no note")


def is_there(row):
    try:
        return bool(ctl.shared(row["name"]))
    except ctl.Skip:
        return False


def main():
    rows = facts()
    shelf = Shelf(rows)
    ctl.go(*(shelf.case_of(row) for row in rows), shelf.in_order)


if __name__ == "__main__":
    main()
