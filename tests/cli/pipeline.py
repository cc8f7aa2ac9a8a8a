# SPDX-License-Identifier: GPL-3.0-or-later
"""From videos to tables: commands on real videos, compared with ffprobe and with the file."""
import json
import os
import re
import shutil
import signal
import sqlite3

import ctl
from ctl import check, check_equal

N_FRAMES = 1600
STREAMS = ["nest-north.mp4", "nest-east.mp4", "nest-south.mp4"]
CLASSES = [("Nothing", "0"), ("Bird", "1"), ("Squirrel", "2")]


def demo(bench):
    """demo: three streams of 64 s, a project, and the truth of every frame"""
    folder = bench.footage()
    truth = ctl.read_rows(os.path.join(folder, "truth.csv"))
    check_equal([(row["stream"], int(row["frame"])) for row in truth],
                [(name, frame) for name in STREAMS for frame in range(N_FRAMES)], "rows of the truth")
    check_equal({row["label"] for row in truth}, {name for name, _ in CLASSES}, "labels")
    for name in STREAMS:
        times = [time for time, _ in ctl.probe_frames(os.path.join(folder, name))]
        check_equal([row["pts_s"] for row in truth if row["stream"] == name], times, f"times of {name}")
    info = bench.info(os.path.join(folder, "demo"))
    check_equal([stream["name"] for stream in info["streams"]], STREAMS, "streams")
    check_equal([(one["name"], one["key"]) for one in info["classes"]], CLASSES, "classes")
    printed = bench.ctl("demo", folder)
    check_equal(printed, os.path.join(folder, "demo.frameline") + "\n", "what a second demo prints")


def make(bench):
    """new: classes, keys, goals, tags, and the classes of another project"""
    folder = bench.folder()
    path = os.path.join(folder, "a b ü.frameline")
    bench.ctl("new", path[:-len(".frameline")], "--class", "Füttern:f", "--class", "Ruhe", "--goal",
              "bouts")
    info = bench.info(path)
    check_equal([(one["name"], one["key"], one["background"]) for one in info["classes"]],
                [("Füttern", "f", False), ("Ruhe", "1", False)], "classes")
    check_equal((info["project"], info["multi_label"]), ("a b ü", False), "facts")
    check_equal(ctl.query(path, "SELECT goal, is_multi_label FROM project"), [("bouts", 0)], "goal")
    other = os.path.join(folder, "other.frameline")
    bench.ctl("new", other, "--from", path, "--class", "Mehr:m", "--multi-label")
    info = bench.info(other)
    check_equal([(one["name"], one["key"]) for one in info["classes"]],
                [("Füttern", "f"), ("Ruhe", "1"), ("Mehr", "m")], "classes that were taken over")
    check_equal(info["multi_label"], True, "kind of labels")
    os.mkdir(os.path.join(folder, "plain"))
    bench.ctl("new", os.path.join(folder, "plain"))
    check(os.path.isfile(os.path.join(folder, "plain.frameline")), "a folder of that name is in the way")
    leftovers = [name for name in os.listdir(folder) if not name.endswith((".frameline", "plain"))]
    check_equal(leftovers, [], "files beside closed projects")


def add(bench):
    """add: samplings, names, and what is a stream already"""
    folder = bench.folder()
    clip = bench.clip(folder)  # 36 frames in 3 s, a key frame a second
    counts = {(): 6, ("--every", "0.25"): 12, ("--every", "1"): 3, ("--fps", "4"): 12,
              ("--every-frame",): 36, ("--keyframes",): 3, ("--snapped", "1"): 3, ("--snapped", "0.25"): 12,
              ("--on-change", "1-1"): 3}
    for i, (options, n_samples) in enumerate(counts.items()):
        project = os.path.join(folder, f"p{i}.frameline")
        bench.ctl("new", project)
        check_equal(bench.ctl("add", project, clip, *options), "clip.mp4\n", "name")
        bench.ctl("ingest", project)
        check_equal(bench.info(project)["samples"], n_samples, f"samples with {options}")
    os.mkdir(os.path.join(folder, "sub"))
    twin = bench.clip(os.path.join(folder, "sub"), "clip.mp4", seconds=2)
    odd = bench.clip(folder, "-odd: 100% ü\"'.mp4")
    check_equal(bench.ctl("add", project, "--", twin, odd), "sub/clip.mp4\n-odd: 100% ü\"'.mp4\n", "names")
    bench.refuse("add", project, clip, names="clip.mp4")
    check_equal(len(bench.info(project)["streams"]), 3, "streams")
    here = os.getcwd()
    os.chdir(folder)
    try:
        fresh = bench.project(folder)
        check_equal(bench.ctl("add", fresh, "--", "-odd: 100% ü\"'.mp4"), "-odd: 100% ü\"'.mp4\n",
                    "a name that begins with a dash")
    finally:
        os.chdir(here)
    check_equal(bench.info(fresh)["streams"][0]["path"], odd, "path")


def pictures(bench):
    """a folder of pictures: added, numbered in natural order, labelled and exported"""
    folder = bench.folder()
    clip = bench.clip(folder)  # 36 frames
    trail = os.path.join(folder, "trail")
    os.mkdir(trail)
    ctl.tool("ffmpeg", "-v", "error", "-i", clip, os.path.join(trail, "%d.png"))
    project = bench.project(folder)
    check_equal(bench.ctl("add", project, trail + "/"), "trail\n", "name")
    check_equal(bench.ctl("ingest", project), "trail: 36 frames, 36 samples (every picture)\n", "samples")
    rows = bench.ctl("frames", project, "trail").splitlines()
    check_equal((len(rows), rows[0], rows[1], rows[36]), (37, "index,pts_s,key,file", "0,,1,1.png", "35,,1,36.png"),
                "frames")
    bench.ctl("label", project, "--stream", "trail", "--frame", "9", "--class", "Bird")
    check("\ntrail,9,,Bird\n" in bench.ctl("export", project, "--format", "truth"), "the label of picture 9")
    with open(os.path.join(trail, "10.png"), "r+b") as file:
        file.truncate(30)
    bench.refuse("ingest", project, names="trail")
    os.mkdir(os.path.join(folder, "empty"))
    bench.refuse("add", project, os.path.join(folder, "empty"), names="without pictures")


def ingest(bench):
    """ingest: --jobs, --extractor, Ctrl+C, and going on where it stopped"""
    folder = bench.folder()
    long = os.path.join(folder, "long.mp4")
    ctl.tool("ffmpeg", "-v", "error", "-stream_loop", "9", "-i", bench.videos()[0], "-c", "copy", long)
    project = bench.project(folder, long)
    cache = project + "-cache"

    def rows():
        return [os.path.getsize(os.path.join(path, name)) // 16 for path, _, names in os.walk(cache)
                for name in names if name.endswith(".frames")]
    running = bench.start("ingest", project)
    ctl.wait("some samples are in", lambda: sum(rows()) >= 64)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    check_equal((running.returncode, out), (1, ""), "status and output of a stopped ingest")
    check(err.count("\n") == 1 and "long.mp4" in err, f"{err!r} is not one line about long.mp4")
    n_before = sum(rows())
    check(64 <= n_before < 1280, f"{n_before} of 1280 samples were in when it was stopped")
    check_equal(bench.ctl("ingest", project, "--jobs", "1"), "long.mp4: 16000 frames, 1280 samples (2 samples a second)\n",
                "what it says")
    check_equal(sum(rows()), 1280, "rows: none was made twice")
    names = bench.ctl("extractors").split("\n")
    bench.ctl("ingest", project, "--extractor", names[0].split()[0])
    check_equal(sum(rows()), 1280, "rows after an ingest with nothing to do")


def frames(bench):
    """frames: index, time and key flag of each frame as ffprobe tells them"""
    folder = bench.folder()
    videos = bench.videos()[:1]
    videos.append(bench.clip(folder, "vfr.mkv", "-vf", r"select=not(eq(mod(n\,5)\,3))", "-vsync", "vfr"))
    videos.append(bench.clip(folder, "late.ts", "-output_ts_offset", "100"))
    project = bench.project(folder, *videos)
    for video in videos:
        wanted = [{"index": str(i), "pts_s": time, "key": key}
                  for i, (time, key) in enumerate(ctl.probe_frames(video))]
        check(len(wanted) > 20, "there are frames")
        name = os.path.basename(video)
        check_equal(ctl.rows_of(bench.ctl("frames", project, name)), wanted, f"frames of {name}")


def info(bench):
    """info: what JSON says is what the project holds"""
    project = bench.project(bench.folder(), *bench.videos())
    north = bench.info(project)["streams"][0]
    check_equal((north["frames"], north["samples"], north["state"]), (0, 0, "waiting"), "before ingest")
    bench.ctl("ingest", project)
    bench.ctl("label", project, "--stream", STREAMS[0], "--frame", "0-24", "--class", "Bird")
    info = bench.info(project)
    check_equal((info["samples"], info["labelled"], info["auto"]), (3 * 128, 2, 0), "counts")
    check_equal({one["name"]: one["labels"] for one in info["classes"]},
                {"Nothing": 0, "Bird": 2, "Squirrel": 0}, "labels of each class")
    # A label between two samples is one of its class, but no labelled sample.
    bench.ctl("label", project, "--stream", STREAMS[0], "--frame", "30", "--class", "Squirrel")
    info = bench.info(project)
    check_equal((info["labelled"], [one["labels"] for one in info["classes"]]), (2, [0, 2, 1]),
                "after a label between samples")
    for stream in info["streams"]:
        check_equal((stream["frames"], stream["samples"], stream["state"], stream["width"],
                     stream["height"]), (N_FRAMES, 128, "ready", 480, 270), stream["name"])
        check(abs(stream["duration_s"] - 63.96) < 1e-6, f"duration {stream['duration_s']}")
    check("128 samples" in bench.ctl("info", project), "info for people")


def one(bench):
    """ingest, info: of a single thing it speaks in the singular"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder, "clip.mp4", "-frames:v", "1"))
    check_equal(bench.ctl("ingest", project), "clip.mp4: 1 frame, 1 sample (2 samples a second)\n", "ingest")
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "0", "--class", "Bird")
    said = bench.ctl("info", project)
    for part in ("1 sample, 1 labelled by people", "1 label\n", "0 labels\n", "1 frame, 1 sample  Ready"):
        check(part in said, f"“{part}” in {said}")


def label(bench):
    """label: frames and ranges by name, the newest wins, what is not there is refused"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--frame", "0-9", "--class", "Bird", "--annotator", "Ada")
    bench.ctl(*say, "--frame", "3", "--class", "Squirrel", "--annotator", "Ada")
    bench.ctl(*say, "--frame", "5-6", "--unsure", "--annotator", "Bob")
    bench.ctl(*say, "--frame", "35", "--class", "Nothing", "--annotator", "Ada")
    rows = bench.export(project)
    said = ["Bird"] * 3 + ["Squirrel", "Bird", "", ""] + ["Bird"] * 3
    check_equal([row["label"] for row in rows[:10]], said, "labels")
    check_equal([row["state"] for row in rows[4:8]], ["labelled", "unsure", "unsure", "labelled"], "states")
    check_equal([row["annotator"] for row in rows[4:8]], ["Ada", "Bob", "Bob", "Ada"], "annotators")
    check_equal((rows[35]["label"], rows[35]["source"]), ("Nothing", "human"), "the last frame")
    times = {row["labelled_at"] for row in rows if row["source"] == "human"}
    check(all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", at) for at in times), times)
    before = ctl.dump(project)
    bench.refuse(*say, "--frame", "36", "--class", "Bird", names="36")
    bench.refuse(*say, "--frame", "30-36", "--class", "Bird", names="36")
    bench.refuse(*say, "--frame", "3", "--class", "Cat", names="Cat")
    bench.refuse("label", project, "--stream", "no.mp4", "--frame", "3", "--class", "Bird", names="no.mp4")
    bench.refuse(*say, "--frame", "3", "--tag", "Bird=yes", names="--class")
    check_equal(ctl.dump(project), before, "the project after what was refused")


def export(bench):
    """export: every frame of every stream in order, with the times of ffprobe, in every format"""
    folder = bench.folder()
    vfr = bench.clip(folder, "vfr.mkv", "-vf", r"select=not(eq(mod(n\,5)\,3))", "-vsync", "vfr")
    clip = bench.clip(folder)
    project = bench.project(folder, vfr, clip)
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "6-12", "--class", "Bird")
    wanted = [(os.path.basename(video), str(i), time) for video in (vfr, clip)
              for i, (time, _) in enumerate(ctl.probe_frames(video))]
    text = bench.ctl("export", project, "--format", "frames", "--every-frame")
    check_equal(text.split("\n", 1)[0].split(","), ctl.FRAMES_HEADER, "header")
    check("\r" not in text and text.endswith("\n"), "line ends")
    rows = ctl.rows_of(text)
    check_equal([(row["stream"], row["frame"], row["pts_s"]) for row in rows], wanted, "rows")
    for row in rows:
        is_bird = row["stream"] == "clip.mp4" and 6 <= int(row["frame"]) <= 12
        check_equal((row["label"], row["state"], row["source"]),
                    ("Bird", "labelled", "human") if is_bird else (row["label"], row["state"], row["source"]),
                    "a labelled row")
        check(is_bird or row["source"] in ("", "model"), f"{row} was not labelled by anybody")
    samples = bench.export(project, "--samples")
    check_equal([row for row in rows if row["sampled"] == "1"], samples, "rows of --samples")
    check_equal(len([row for row in samples if row["stream"] == "clip.mp4"]), 6, "samples")
    output = os.path.join(folder, "out.csv")
    check_equal(bench.ctl("export", project, "--output", output), "", "stdout with --output")
    with open(output, encoding="utf-8", newline="") as file:
        check_equal(file.read(), text, "the file of --output")
    check_equal([name for name in os.listdir(folder) if name.endswith(".part")], [], "leftovers")
    truth = bench.export(project, "--format", "truth")
    check_equal(list(truth[0]), ["stream", "frame", "pts_s", "label"], "header of truth")
    check_equal(truth, [{key: row[key] for key in truth[0]} for row in rows
                        if row["label"] and row["source"] in ("human", "run")], "truth")
    check(len(truth) < len([row for row in rows if row["label"]]), "predictions are no truth")
    wide = bench.export(project, "--format", "wide")
    check_equal(list(wide[0]), ["stream", "frame", "pts_s"] + [name for name, _ in CLASSES], "header of wide")
    check_equal([(row["stream"], row["frame"], row["pts_s"]) for row in wide], wanted, "rows of wide")
    for row, cells in zip(rows, wide):
        for name, _ in CLASSES:
            check_equal(cells[name], "" if not row["label"] else str(int(name == row["label"])), "a cell")


HUMAN = ("stream", "frame", "pts_s", "label", "state", "source", "annotator", "labelled_at")


def human(rows):
    return [{key: row[key] for key in HUMAN} for row in rows if row["source"] in ("human", "run")]


def round_trip(bench):
    """import: what was exported comes back the same, with annotators and times"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    for annotator, frames_said, words in (
            ("Ada", "0-49", ["--class", "Bird"]), ("Bob", "100", ["--unsure"]),
            ("Ada “x”, the 1st", "200-300", ["--class", "Squirrel"]), ("Ada", "20-30", ["--class", "Nothing"])):
        bench.ctl("label", project, "--stream", STREAMS[1], "--frame", frames_said, "--annotator",
                  annotator, *words)
    table = os.path.join(folder, "table.csv")
    bench.ctl("export", project, "--output", table)
    rows = ctl.read_rows(table)
    check_equal(len(human(rows)), 50 + 1 + 101, "rows of people")
    twin = os.path.join(folder, "twin.frameline")
    bench.ctl("new", twin)
    bench.ctl("add", twin, *bench.videos())
    said = bench.ctl("import", twin, table)
    check("new class: Bird" in said and f"{3 * N_FRAMES} rows" in said, said)
    check_equal(human(bench.export(twin)), human(rows), "rows of people after export and import")
    bench.ctl("import", twin, table, "--format", "frames")
    check_equal(human(bench.export(twin)), human(rows), "the same after a second import")
    bench.ctl("undo", twin)
    bench.ctl("undo", twin)
    check_equal(human(bench.export(twin)), [], "rows of people after both imports were undone")


def history(bench):
    """log and undo: nothing is forgotten, the newest own action goes first"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    say = ["label", project, "--stream", "clip.mp4", "--annotator", "Ada"]
    bench.ctl(*say, "--frame", "0-9", "--class", "Bird")
    bench.ctl(*say, "--frame", "5", "--class", "Squirrel")
    n_actions = ctl.query(project, "SELECT count (*) FROM action")[0][0]
    check("frame 5" in bench.ctl("undo", project, "--annotator", "Ada"), "what was undone")
    check_equal([row["label"] for row in bench.export(project)[:11]], ["Bird"] * 10 + [""], "labels")
    lines = bench.ctl("log", project).splitlines()
    check_equal(len(lines), n_actions + 1, "lines of the log")
    undone = [line for line in lines if line.endswith("(undone)")]
    check(len(undone) == 1 and "5–5" in undone[0] and "Squirrel" in undone[0], undone)
    check_equal(bench.ctl("log", project, "--count", "2").splitlines(), lines[-2:], "--count 2")
    bench.ctl("undo", project, "--annotator", "Ada")
    bench.refuse("undo", project, "--annotator", "Ada", names="nothing to undo")
    check_equal(ctl.query(project, "SELECT count (*) FROM action")[0][0], n_actions + 2, "actions")


def verify(bench):
    """check: all is well, and each thing that is not is told with what to do"""
    folder = bench.folder()
    clip = bench.clip(folder)
    project = bench.project(folder, clip)
    out, err = bench.run("check", project, status=1)
    check("ingest" in out and not err, f"{out!r} about a project that was not ingested")
    bench.ctl("ingest", project)
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3-7", "--class", "Bird")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "what check says")
    connection = sqlite3.connect(project)
    connection.execute("UPDATE label SET last_frame = 9")
    connection.commit()
    connection.close()
    out, _ = bench.run("check", project, status=1)
    check_equal(out.count("\n"), 1, "findings")
    check("history" in out, out)
    check_equal(ctl.query(project, "SELECT first_frame, last_frame FROM label"), [(3, 7)], "labels")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "what check says after repair")
    for path, _, names in os.walk(project + "-cache"):
        for name in names:
            os.unlink(os.path.join(path, name))
    out, _ = bench.run("check", project, status=1)
    check("ingest" in out, out)
    bench.ctl("ingest", project)
    bench.ctl("check", project)
    os.rename(clip, clip + ".away")
    out, _ = bench.run("check", project, status=1)
    check("clip.mp4" in out and "put" in out, out)


def as_of(bench):
    """export --as-of: the table as it stood at a time"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--frame", "0-9", "--class", "Bird")
    early = human(bench.export(project))
    times = [row[0] for row in ctl.query(project, "SELECT at_us FROM action ORDER BY seq")]
    bench.ctl(*say, "--frame", "5-20", "--class", "Squirrel")
    middle = human(bench.export(project))
    middle_us = ctl.query(project, "SELECT max (at_us) FROM action")[0][0]
    bench.ctl("undo", project)
    bench.ctl(*say, "--frame", "30", "--unsure")

    def at(time_us):
        stamp = ctl.iso(time_us)
        return human(bench.export(project, "--as-of", stamp))
    check_equal(at(times[-1]), early, "after the first label")
    check_equal(at(middle_us), middle, "before the undo")
    check_equal(at(times[-1] - 1), [], "before the first label")
    late = at(middle_us + 3600 * 10**6)
    check_equal(late, human(bench.export(project)), "an hour later")
    check_equal([row["frame"] for row in late], [str(i) for i in range(10)] + ["30"], "frames now")
    check_equal(len(human(bench.export(project, "--as-of", "2001-02-03"))), 0, "a date alone")
    newest_us = ctl.query(project, "SELECT max (at_us) FROM action")[0][0]
    check_equal(human(bench.export(project, "--as-of", ctl.iso(newest_us)[:10])), late, "a date means its end")


def locales(bench):
    """a locale neither spoils names nor numbers"""
    folder = bench.folder()
    name = "ünïcode & 100%.mp4"
    project = bench.project(folder, bench.clip(folder, name), classes=("Füttern", "静止"))
    tables = set()
    for locale in ("C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "fa_IR.UTF-8"):
        words = {"LC_ALL": locale, "LANGUAGE": ""}
        bench.ctl("label", project, "--stream", name, "--frame", "3", "--class", "静止", "--annotator", "Zoë",
                  environment=words)
        info = json.loads(bench.ctl("info", project, "--json", environment=words))
        check_equal((info["streams"][0]["name"], info["classes"][0]["name"]), (name, "Füttern"), f"names in {locale}")
        table = bench.ctl("export", project, environment=words)
        row = ctl.rows_of(table)[3]
        check_equal((row["stream"], row["pts_s"], row["label"], row["annotator"]), (name, "0.250000", "静止", "Zoë"),
                    f"a row in {locale}")
        tables.add(re.sub(r"20\d\d-[0-9T:.-]+Z", "", table))
        check(name in bench.refuse("label", project, "--stream", "ö" + name, "--frame", "3", "--class", "静止",
                                   environment=words), "the name in a sentence")
        check(name in bench.ctl("log", project, environment=words), "the name in the log")
    check_equal(len(tables), 1, "different tables")
    odd = os.fsencode(folder) + b"/caf\xe9.mp4"
    shutil.copy(os.path.join(folder, name), odd)
    bench.ctl("add", project, os.fsdecode(odd))
    info = bench.info(project)
    check("caf" in info["streams"][1]["name"], "the name of a file that is no UTF-8")
    check_equal(len(bench.export(project)), 72, "rows of both")


def listings(bench):
    """extractors, classifiers, strategies, formats: an id and a line about each"""
    for command, known in (("extractors", "hand"), ("classifiers", "liblinear"), ("strategies", "margin"),
                           ("formats", "frames")):
        lines = bench.ctl(command).splitlines()
        check(all(len(line.split()) >= 4 for line in lines), lines)
        check(any(known in line.split()[0] for line in lines), f"{command}: {lines}")
    check_equal({line.split()[0]: line[13:26].strip() for line in bench.ctl("formats").splitlines()},
                {"frames": "in and out", "truth": "in and out", "wide": "out", "segments": "out"}, "formats")


if __name__ == "__main__":
    ctl.go(demo, make, add, pictures, ingest, frames, info, one, label, export, round_trip, history,
           verify, as_of, locales, listings)
