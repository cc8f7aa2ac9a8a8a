# SPDX-License-Identifier: GPL-3.0-or-later
"""framelinectl sweep: start, sheets, answers, undo, end, and what the report says of it."""
import json
import os

import ctl
from ctl import check, check_equal


def taught(bench, n_videos=1, every=50):
    """A project with some labels, from which a model is trained."""
    folder = bench.folder()
    videos = bench.videos()[:n_videos]
    project = bench.project(folder, *videos)
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % every == 0 and
                          row["stream"] in [os.path.basename(video) for video in videos]])
    bench.ctl("import", project, some)
    return project


def sheet_of(bench, project, sweep):
    lines = bench.ctl("sweep", project, "--next", sweep).splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def listed(bench, project):
    (sweep,) = json.loads(bench.ctl("sweep", project, "--json"))["sweeps"]
    return sweep


def sweep(bench):
    """sweep: what a sheet names, what its answer does, and undo"""
    project = taught(bench)
    check_equal(json.loads(bench.ctl("sweep", project, "--json")), {"sweeps": []}, "no sweeps yet")
    check("blocks are looked at, about 1 sheet" in bench.ctl("sweep", project, "--class", "Bird", "--dry-run"), "its price")
    check_equal(ctl.query(project, "SELECT count (*) FROM sweep"), [(0,)], "sweeps after --dry-run")
    name = bench.ctl("sweep", project, "--class", "Bird", "--tiles", "5").splitlines()[0]
    check_equal(ctl.query(project, "SELECT uuid, max_missed, confidence, n_planned FROM sweep"), [(name, 0.1, 0.95, 5)], "sweep")
    found = listed(bench, project)
    check_equal((found["sweep"], found["class"], found["state"], found["planned"], found["sheets"], found["seed"]),
                (name, "Bird", "open", 5, 0, None), "listed")
    bench.refuse("sweep", project, "--answer", name, "--sheet", "0", names="nobody was shown it")
    check_equal(ctl.query(project, "SELECT count (*) FROM sweep_tile"), [(0,)], "tiles that nobody was shown")
    tiles = sheet_of(bench, project, name[:8])
    check_equal(sheet_of(bench, project, name[:8]), tiles, "the same sheet")
    check_equal([int(tile["tile"]) for tile in tiles], list(range(len(tiles))), "tiles")
    check_equal([(tile["sheet"], tile["first_frame"], tile["last_frame"]) for tile in tiles],
                [("0", str(first), str(last)) for first, last in
                 ctl.query(project, "SELECT first_frame, last_frame FROM sweep_tile ORDER BY tile")], "as they were drawn")
    check("role" not in tiles[0], "a sheet says which tiles are planted")
    frame = int(tiles[1]["first_frame"]) + 1
    bench.misuse("sweep", project, "--answer", name, "--sheet", "0", "--unsure", "3:1")
    bench.ctl("sweep", project, "--answer", name, "--sheet", "0", "--hit", f"1:{frame}", "--hit", "2")
    check_equal(ctl.query(project, "SELECT kind, first_frame, last_frame FROM label WHERE kind = 'sweep'"),
                [("sweep", frame, frame)], "the label of a hit")
    drawn = ctl.query(project, "SELECT role, first_frame FROM sweep_tile ORDER BY tile")
    found = listed(bench, project)
    check_equal((found["sheets"], found["newest_sheet_counts"], found["hits"], found["seen"]), (1, False, 0, 0),
                "while the answer can be replaced")
    bench.ctl("undo", project)
    check_equal((listed(bench, project)["sheets"], listed(bench, project)["hits"]), (0, 0), "after undo")
    bench.ctl("sweep", project, "--answer", name, "--sheet", "0", "--hit", "1", "--unsure", "2")
    bench.ctl("label", project, "--stream", tiles[0]["stream"], "--frame", "1", "--class", "Bird")
    found = listed(bench, project)
    # What is said of a block that is shown once more counts as said of it.
    hits = {first for role, first in drawn[1:2] if role != "planted"}
    unsure = {first for role, first in drawn[2:3] if role != "planted"} - hits
    counts = (1, len(hits), len(unsure))
    check_equal((found["sheets"], found["newest_sheet_counts"], found["hits"], found["unsure"], found["seen"]),
                (1, True, *counts[1:], sum(role in ("suspect", "other") for role, _ in drawn)), "after a sheet")
    check(f"at most {found['missed_at_most']} more begin one" in found["sentence"], found["sentence"])
    report = json.loads(bench.ctl("report", project, "--json"))
    check_equal([(each["uuid"], each["sheets"], each["hits"], each["unsure"]) for each in report["sweeps"]], [(name, *counts)],
                "in the report")
    check(f"Sweep {name[:8]}: {listed(bench, project)['sentence']}." in bench.ctl("report", project), "in the text")
    check(listed(bench, project)["sentence"] + "\n" in bench.ctl("info", project), "in what the project holds")
    bench.ctl("sweep", project, "--end", name)
    seed = ctl.query(project, "SELECT seed FROM sweep")[0][0]
    check_equal((listed(bench, project)["state"], listed(bench, project)["seed"]), ("ended", seed), "ended")
    check(listed(bench, project)["sentence"] in bench.ctl("sweep", project), "the list in words")
    # A table of then says what was known of sweeps then.
    (answered_us,) = ctl.query(project, "SELECT at_us FROM action WHERE verb = 'sweep-sheet' ORDER BY lamport DESC LIMIT 1")[0]
    (began_us,) = ctl.query(project, "SELECT at_us FROM action WHERE verb = 'sweep'")[0]
    for moment, when in ((began_us - 1, "before it began"), (answered_us, "before its answer counted")):
        check("looked at" not in notes_of(bench, project, ctl.iso(moment)), when)
    check(listed(bench, project)["sentence"] in notes_of(bench, project), "now")
    check(listed(bench, project)["sentence"] in notes_of(bench, project, "2999-01-01"), "as of the end of time")


def notes_of(bench, project, moment=None):
    """What export says of the labels, as they stood at a moment."""
    words = ["--as-of", moment] if moment else []
    return bench.run("export", project, *words)[1]


def accepting(bench):
    """accept --max-missed: a sweep comes with it, once, and undo takes back one after the other"""
    project = taught(bench, n_videos=3, every=25)
    say = ["accept", project, "--max-error", "0.2", "--max-missed", "Bird=0.2"]
    check("“Nothing” is what is left where nothing is" in bench.ctl(*say[:4], "--max-missed", "Nothing=0.2", "--dry-run"),
          "why there is none for the background")
    check("With it would begin: 1 sweep for missed events, about " in bench.ctl(*say, "--dry-run"), "its price")
    check_equal(listed_all(bench, project), [], "sweeps after --dry-run")
    check("Begun with it: 1 sweep for missed events, about " in bench.ctl(*say), "what began")
    check_equal([(each["class"], each["max_missed"], each["confidence"], each["state"]) for each in listed_all(bench, project)],
                [("Bird", 0.2, 0.95, "open")], "the sweep")
    bench.ctl("undo", project)
    check_equal([each["state"] for each in listed_all(bench, project)], ["open"], "after the lot was taken back")
    again = bench.ctl(*say)
    check("sweep for missed" not in again, "one that goes on is begun again")
    check("“Bird” cannot be started while one goes on" in again, "why none is begun")
    bench.ctl("undo", project)
    bench.ctl("undo", project)
    check_equal([each["state"] for each in listed_all(bench, project)], ["withdrawn"], "after all of it was taken back")


def listed_all(bench, project):
    return json.loads(bench.ctl("sweep", project, "--json"))["sweeps"]


def simulated(bench):
    """simulate --max-missed: a row a sheet, until the promise is kept, the same for the same seed"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    bench.ctl("ingest", project)
    before = ctl.dump(project)
    truth = os.path.join(bench.footage(), "truth.csv")
    say = ["simulate", project, "--truth", truth, "--budget", "12", "--seed", "3", "--max-missed", "Squirrel=0.1"]
    out = bench.ctl(*say)
    check_equal(out.splitlines()[0], "sheets,class,answers,blocks,planned,seen,hits,events_known,missed_at_most,"
                "missed_share_at_most,promise_kept,events,missed,missed_share,strategy,seed", "header")
    rows = ctl.rows_of(out)
    last = rows[-1]
    check_equal([row["sheets"] for row in rows], [str(i + 1) for i in range(len(rows))], "a row a sheet")
    # So few blocks are all looked at: then nothing that can be seen is missed any more.
    check_equal({name: last[name] for name in ("sheets", "class", "answers", "seen", "planned", "missed_at_most",
                                               "missed_share_at_most", "promise_kept", "missed", "missed_share", "strategy", "seed")},
                {"sheets": str(len(rows)), "class": "Squirrel", "answers": "12", "seen": last["blocks"], "planned": last["blocks"],
                 "missed_at_most": "0", "missed_share_at_most": "0.000000", "promise_kept": "1", "missed": "0",
                 "missed_share": "0.000000", "strategy": "auto", "seed": "3"}, "the last row")
    check(int(last["events"]) > 0, "events of the truth")
    check_equal(bench.ctl(*say), out, "the same seed again")
    check_equal(ctl.dump(project), before, "the project")
    bench.refuse(*say[:-1], "Fox=0.1", names="Fox")
    bench.misuse(*say[:-1], "0.1")
    bench.misuse(*say, "--max-error", "0.02")
    bench.misuse(*say, "--sheets", "0")


def short_visits(bench):
    """simulate --max-missed: where every frame is a sample, a visit of one frame is on the tile of its block"""
    folder = bench.folder()
    # Four blocks of 60 samples; ten pictures of each would show the frames 3, 9, 15 … of it.
    project = bench.project(folder)
    bench.ctl("add", project, "--every-frame", "--", bench.clip(folder, seconds=20))
    truth = os.path.join(folder, "truth.csv")
    ctl.write_rows(truth, [{"stream": "clip.mp4", "frame": frame,
                            "label": "Squirrel" if frame % 60 == 6 else "Bird" if frame % 60 > 40 else "Nothing"} for frame in range(240)])
    bench.ctl("ingest", project)
    last = ctl.rows_of(bench.ctl("simulate", project, "--truth", truth, "--budget", "10", "--seed", "3",
                                 "--max-missed", "Squirrel=0.1"))[-1]
    check_equal((last["seen"], last["missed_at_most"], last["missed"]), (last["blocks"], "0", "0"), f"the last row, {last}")


def wrong(bench):
    """sweep: what cannot be, and how it was called wrongly"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bench.refuse("sweep", project, "--class", "Fox", names="Fox")
    bench.refuse("sweep", project, "--next", "x", names="“x”")
    bench.misuse("sweep", project, "--class", "Bird", "--next", "x")
    bench.misuse("sweep", project, "--tiles", "3")
    bench.misuse("sweep", project, "--answer", "x")
    bench.misuse("sweep", project, "--answer", "x", "--sheet", "0", "--hit", "a")
    bench.misuse("sweep", project, "--class", "Bird", "--max-missed", "2")


if __name__ == "__main__":
    ctl.go(sweep, accepting, simulated, short_visits, wrong)
