# SPDX-License-Identifier: GPL-3.0-or-later
"""framelinectl report: everything that its JSON says, against the project and its film."""
import json
import os

import ctl
from ctl import check, check_equal


def report(bench):
    """report: versions, film, classes, answers, agreement and rows, as JSON, as text and as files"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--annotator", "Ada", "--frame", "0-9", "--class", "Bird")
    bench.ctl(*say, "--annotator", "Ada", "--frame", "20", "--class", "Squirrel")
    bench.ctl(*say, "--annotator", "Ben", "--frame", "8-11", "--class", "Bird")
    bench.ctl("class", project, "redefine", "Bird", "--definition", "one that flies")
    found = json.loads(bench.ctl("report", project, "--json"))
    check_equal(found["frameline"], bench.ctl("--version").split()[1], "version")
    check(found.pop("written").endswith("Z"), "when it was written")
    uuid, name, created_us = ctl.query(project, "SELECT uuid, name, created_us FROM project")[0]
    check_equal(found["project"], {"name": name, "uuid": uuid, "created": ctl.iso(created_us), "goal": "frames",
                                   "multi_label": False}, "project")
    (stream,) = found["streams"]
    size, fingerprint = ctl.query(project, "SELECT size_bytes, fingerprint FROM segment")[0]
    check_equal(size, os.path.getsize(os.path.join(folder, "clip.mp4")), "size of the film")
    check_equal(stream["files"], [{"name": "clip.mp4", "size_bytes": size, "fingerprint": fingerprint}], "files")
    check_equal((len(fingerprint), stream["name"], stream["kind"], stream["frames"], stream["samples"],
                 stream["sampling"], stream["doubt"]), (64, "clip.mp4", "file", 36, bench.info(project)["samples"], "auto", None), "film")
    check_equal([(row["name"], row["background"], row["version"], row["definition"], row["retired"])
                 for row in found["classes"]],
                [("Nothing", True, 1, "", False), ("Bird", False, 2, "one that flies", False),
                 ("Squirrel", False, 1, "", False)], "classes")
    check_equal((found["strategy"], found["classifier"], "model" in found), ("auto", "liblinear", False), "methods")
    check_equal([(row["annotator"], row["kind"], row["answers"], row["guess_shown"]) for row in found["answers"]],
                [("Ada", "frame", 1, 0), ("Ada", "range", 1, 0), ("Ben", "range", 1, 0)], "answers")
    check_equal(found["agreement"], [{"first": "Ada", "second": "Ben", "frames": 2, "agreed": 2, "kappa": None}], "agreement")
    check_equal(found["frames"], {"all": 36, "human": 13, "run": 0, "certified": 0, "auto": 0, "model": 0, "edge": 0, "none": 23}, "rows")
    check_equal([row["class"] for row in found["samples_by_class"]], ["Nothing", "Bird", "Squirrel"], "classes")
    check_equal(sum(row["human"] for row in found["samples_by_class"]), found["samples"]["human"], "samples of people")
    check_equal((found["blind_answers"], found["pace"]),
                ({"answers": 0, "agreed": 0, "pairs": []}, {"answers": 0, "seconds": 0}), "nothing was asked")
    check_equal((found["random_checks"], "advice" in found),
                ({"answers": 0, "n": 0, "curve": [], "reliability": []}, False), "no check, and no model")
    check_equal((found["lots"], found["removed_streams"]), ([], 0), "lots and removed streams")
    text = bench.ctl("report", project)
    check("1 video with 36 frames" in text and "(Ada 2, Ben 1)" in text and text.count("\n") == 1, text)
    there = os.path.join(folder, "a", "b")
    check_equal(bench.ctl("report", project, "--output", there), "", "stdout with --output")
    with open(os.path.join(there, "methods.txt"), encoding="utf-8") as file:
        check_equal(file.read(), text, "methods.txt")
    with open(os.path.join(there, "methods.json"), encoding="utf-8") as file:
        check_equal({**json.load(file), "written": None}, {**found, "written": None}, "methods.json")
    bench.refuse("report", project, "--output", os.path.join(there, "methods.txt"), names="methods.txt")
    bench.misuse("report", project, "--output", there, "--json")


def learned(bench):
    """report after learning and accepting: the model, its seed, and the lot"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % 50 == 0])
    bench.ctl("import", project, some, "--annotator", "Ada")
    n_auto = int(bench.ctl("accept", project, "--max-error", "0.2").split()[0])
    found = json.loads(bench.ctl("report", project, "--json"))
    check_equal((found["model"]["labelled_samples"], found["model"]["classes"]), (96, 3), "model")
    check(found["scaling_version"] >= 1 and found["seed"] > 0 and found["extractor"].startswith("scene-"), found)
    check_equal(found["samples"]["auto"], n_auto, "accepted samples")
    check_equal(sum(found["frames"].values()), 2 * found["frames"]["all"], "every row has one source")
    (lot,) = found["lots"]
    check_equal((lot["state"], lot["samples"], lot["max_error"], lot["confidence"], lot["scope"], lot["attempt"]),
                ("open", n_auto, 0.2, 0.95, "all", 1), "lot")
    check_equal((lot["checks"], lot["disagreements"], lot["at_most_wrong"], lot["seed"]), (0, 0, n_auto, None),
                "an open lot, whose seed nobody may know")
    advice = found["advice"]
    check_equal((advice["labelled_samples"], advice["questions"], advice["random_checks"], advice["gain"]), (96, 0, 0, None),
                "advice")
    check(advice["light"] in ("unknown", "go-on", "soon"), advice)
    asked = json.loads(bench.ctl("info", project, "--advice", "--json"))
    check_equal(asked["advice"], advice, "the same advice by info")
    check("Agreement of successive models" in bench.ctl("info", project, "--advice"), "advice in words")
    # Nobody who only asks what there is has to wait for a model.
    check("advice" not in bench.info(project), "what info says unasked")
    check("successive models" not in bench.ctl("info", project), "what info says unasked, in words")
    check_equal(found["lots_together"], {"lots": 1, "samples": n_auto, "at_most_wrong": n_auto, "confidence": 0.95}, "sum")
    text = bench.ctl("report", project)
    check(f"Lot {lot['uuid'][:8]}: " in text and "Nothing was proved" in text, text)


if __name__ == "__main__":
    ctl.go(report, learned)
