# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed wrongly: status 2, one line that says what and where help is, and no change."""
import os
import subprocess
import unicodedata

import ctl
from ctl import check, check_equal

# What each command can do without: a project that is there, and words behind it.
WORDS = {"new": 1, "set": 1, "add": 2, "ingest": 1, "info": 1, "label": 1, "import": 2, "train": 1, "queue": 1,
         "accept": 1, "lots": 1, "report": 1, "export": 1, "simulate": 1, "frames": 2, "class": 3, "convert": 1,
         "log": 1, "undo": 1,
         "check": 1, "demo": 1, "extractors": 0, "classifiers": 0, "strategies": 0, "formats": 0}
ANY_NUMBER = ("add", "class")


def commands(bench):
    """the program: help, version, and commands that do not exist"""
    out, err = bench.run("--help")
    for command in WORDS:
        check(f"\n  {command} " in out, f"the help does not list {command}")
    check_equal(err, "", "stderr of the help")
    check(bench.ctl("--version").startswith("framelinectl "), "version")
    done = subprocess.run([bench.program], capture_output=True, text=True, check=False)
    check_equal(done.returncode, 2, "status without a command")
    for word in ("explode", "--frobnicate", ""):
        err = bench.misuse(word)
        check(word in err, f"{err!r} does not name {word!r}")


def helps(bench):
    """every command explains itself and its options"""
    options = {"new": ["--class", "--multi-label", "--goal", "--shortest-event", "--from"], "set": ["--shortest-event"],
               "add": ["--every", "--fps", "--on-change", "--every-frame", "--keyframes"], "ingest": ["--jobs", "--extractor"],
               "info": ["--advice", "--json"], "label": ["--stream", "--frame", "--class", "--tag", "--annotator"],
               "import": ["--format", "--annotator"], "train": ["--classifier"], "queue": ["--strategy", "--like", "--count"],
               "accept": ["--max-error", "--max-missed", "--confidence", "--stream", "--class", "--condition", "--without-edges"],
               "export": ["--format", "--output", "--every-frame", "--samples", "--as-of"],
               "report": ["--output", "--json"],
               "simulate": ["--truth", "--strategy", "--budget", "--seed", "--max-error",
                            "--annotator-error", "--max-missed", "--sheets"]}
    for command in WORDS:
        out = bench.ctl(command, "--help")
        check(out.startswith("Usage:") and f"framelinectl {command}" in out.splitlines()[1], f"help of {command}: {out}")
        for option in options.get(command, []):
            check(f"  {option}" in out, f"the help of {command} does not tell of {option}")


def words(bench):
    """too few words, too many, and options that no command knows"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    before = ctl.dump(project)
    for command, n in WORDS.items():
        for count in range(n):
            err = bench.misuse(command, *[project, "x", "y"][:count])
            check(err.startswith(f"framelinectl {command}: "), f"{err!r} does not say which command")
        if command not in ANY_NUMBER:
            bench.misuse(command, *[project, "x", "y", "z"][:n + 1])
        bench.misuse(command, *[project, "x", "y"][:n], "--no-such-option")
    check_equal(ctl.dump(project), before, "what the project says")
    check_equal([name for name in os.listdir(folder) if "test.frameline" not in name], ["clip.mp4"], "new files")


def values(bench):
    """values that no project could understand"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    clip = os.path.join(folder, "clip.mp4")
    say = ["label", project, "--stream", "clip.mp4"]
    wrong = [
        ["new", os.path.join(folder, "x"), "--goal", "fame"],
        ["add", project, clip, "--every", "0"], ["add", project, clip, "--every", "-1"],
        ["add", project, clip, "--every", "soon"], ["add", project, clip, "--fps", "0"],
        ["add", project, clip, "--fps", "1e999"], ["add", project, clip, "--fps", ""],
        ["add", project, clip, "--fps", "nan"], ["add", project, clip, "--fps", "2", "--keyframes"],
        ["add", project, clip, "--on-change", "2"], ["add", project, clip, "--on-change", "5-0.2"],
        ["add", project, clip, "--on-change", "0.2-5", "--every", "1"],
        ["ingest", project, "--jobs", "-1"], ["ingest", project, "--jobs", "many"],
        ["ingest", project, "--jobs", "0"], ["ingest", project, "--extractor", "no-such"],
        say, [*say, "--frame", "3"], [*say, "--class", "Bird"], ["label", project, "--frame", "3", "--class", "Bird"],
        [*say, "--frame", "three", "--class", "Bird"], [*say, "--frame", "7-3", "--class", "Bird"],
        [*say, "--frame", "-3", "--class", "Bird"], [*say, "--frame", "3-", "--class", "Bird"],
        [*say, "--frame", "3", "--class", "Bird", "--unsure"], [*say, "--frame", "3", "--tag", "Bird"],
        [*say, "--frame", "3", "--tag", "Bird=maybe"],
        [*say, "--frame", "3", "--tag", "Bird=yes", "--tag", "Bird=no"], [*say, "--frame", "3", "--class", "Bird", "--tag", "Bird=yes"],
        ["import", project, clip, "--format", "no-such"], ["train", project, "--classifier", "no-such"],
        ["queue", project, "--strategy", "no-such"], ["queue", project, "--count", "0"],
        ["queue", project, "--count", "few"], ["queue", project, "--like", clip], ["queue", project, "--like", ":3"],
        ["queue", project, "--like", "clip.mp4:-1"],
        ["accept", project, "--max-error", "0"], ["accept", project, "--max-error", "1"],
        ["accept", project, "--max-error", "2 %"], ["accept", project, "--max-error", "Bird="],
        ["accept", project, "--max-error", "=0.1"], ["accept", project, "--max-error", "0.1", "--max-error", "0.2"],
        ["accept", project, "--max-missed", "0.1"], ["accept", project, "--max-missed", "Bird=1.5"],
        ["accept", project, "--confidence", "1"], ["accept", project, "--confidence", "sure"],
        ["accept", project, "--condition", "dusk"], ["accept", project, "--without-edges", "-1"],
        ["export", project, "--format", "no-such"], ["export", project, "--every-frame", "--samples"],
        ["export", project, "--as-of", "yesterday"], ["export", project, "--as-of", "2026-02-30"],
        ["simulate", project], ["simulate", project, "--truth", clip, "--budget", "0"],
        ["simulate", project, "--truth", clip, "--max-error", "1"],
        ["simulate", project, "--truth", clip, "--annotator-error", "1"],
        ["simulate", project, "--truth", clip, "--annotator-error", "Bird=x"],
        ["simulate", project, "--truth", clip, "--strategy", "no-such"],
        ["simulate", project, "--truth", clip, "--seed", "x"],
        ["class", project, "explode", "Bird"], ["class", project, "rename", "Bird"], ["class", project, "key", "Bird"],
        ["class", project, "add", "A", "b", "c"], ["log", project, "--count", "few"], ["log", project, "--count", "-1"],
    ]
    before = ctl.dump(project)
    for arguments in wrong:
        bench.misuse(*arguments)
    check_equal(ctl.dump(project), before, "what the project says")
    check_equal([name for name in os.listdir(folder) if "test.frameline" not in name], ["clip.mp4"], "new files")


def order(bench):
    """options stand anywhere, and -- ends them"""
    folder = bench.folder()
    clip = bench.clip(folder)
    project = bench.project(folder)
    bench.ctl("add", "--keyframes", project, clip)
    bench.ctl("label", "--stream=clip.mp4", "--frame=3", project, "--class=Bird")
    check_equal(bench.export("--samples", project)[0]["frame"], "0", "an option before the project")
    here = os.getcwd()
    os.chdir(folder)
    try:
        bench.ctl("new", "--", "--dashes")
        check(os.path.exists("--dashes.frameline"), "a project whose name begins with dashes")
        bench.ctl("class", "--", "--dashes", "add", "--Class")
        check_equal(ctl.query("./--dashes.frameline", "SELECT name FROM class"), [("--Class",)], "class")
    finally:
        os.chdir(here)


def columns(bench):
    """what stands under each other does so in every language, whose letters may be wide, or of several bytes"""
    for language, word in (("", "in and out"), ("de", "ein und aus"), ("fr", "entrée/sortie"), ("ja", "入出力"),
                           ("zh_CN", "输入和输出")):
        out = bench.ctl("formats", environment={"LC_ALL": "C.UTF-8", "LANGUAGE": language,
                                                "FRAMELINE_LOCALE_DIR": os.path.join(os.environ["FL_BUILD_DIR"], "po")})
        check(word in out, f"{word} in {out}")
        for line in out.splitlines():
            cells = "".join(c + "_" * (unicodedata.east_asian_width(c) in "WF") for c in line)
            check(cells[26] == " " and cells[27] != " ", f"the third column of {line!r}")


if __name__ == "__main__":
    ctl.go(commands, helps, words, values, order, columns)
