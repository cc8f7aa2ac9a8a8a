# SPDX-License-Identifier: GPL-3.0-or-later
"""Where there is nothing to learn from, or only nonsense: a sentence, or an outcome that is known, and numbers only."""
import json
import os
import re

import ctl
from ctl import check, check_equal

TOO_EARLY = ("framelinectl: There is no model yet, because that needs labelled samples of at least two classes; label some "
             "more\n")
QUEUE_HEADER = "stream,frame,pts_s,why\n"
NO_NUMBER = re.compile(r"(?<![a-z])[+-]?(nan|inf|infinity)(?![a-z])", re.IGNORECASE)


def export(bench, project, name="frames"):
    """A table; with many labels it says on the side whether predictions are smoothed."""
    out, err = bench.run("export", project, "--format", name)
    check(not err or err.startswith("Predictions are "), err)
    return out


def check_numbers(bench, project):
    """Whatever leaves the project is a number where one belongs, and a probability is one."""
    formats = [line.split()[0] for line in bench.ctl("formats").splitlines() if " out" in line]
    check({"frames", "truth", "wide"} <= set(formats), formats)
    said = {name: export(bench, project, name) for name in formats}
    said.update({" ".join(words): bench.ctl(*words[:1], project, *words[1:])
                 for words in (("info", "--advice", "--json"), ("report", "--json"), ("report",), ("queue",))})
    for what, text in said.items():
        check(NO_NUMBER.search(text) is None, f"{what} has what is no number")
    for row in ctl.rows_of(said["frames"]):
        check(not row["confidence"] or 0 <= float(row["confidence"]) <= 1, row)


def label(bench, project, **frames):
    """Labels frames of the clip: label (…, Bird=[3, 4])."""
    table = os.path.join(os.path.dirname(project), "labels.csv")
    ctl.write_rows(table, [{"stream": "clip.mp4", "frame": number, "label": name}
                           for name, numbers in frames.items() for number in numbers])
    bench.ctl("import", project, table)


def project_of(bench, *options, classes=("Bird", "Squirrel")):
    """A project with one clip of 36 frames, each a sample."""
    folder = bench.folder()
    project = bench.project(folder, classes=classes)
    bench.ctl("add", project, bench.clip(folder, "clip.mp4", *options), "--every-frame")
    return project


def still_options():
    """Every frame the same, bit by bit."""
    return ("-vf", "trim=end_frame=1,loop=loop=35:size=1,setpts=N/12/TB", "-qp", "0")


def outcome(bench, project):
    """{frame: (label, source)} of the clip."""
    return {int(row["frame"]): (row["label"], row["source"]) for row in ctl.rows_of(export(bench, project))}


def nothing(bench):
    """no frames at all: no video, or no class"""
    folder = bench.folder()
    project = bench.project(folder)
    truth = os.path.join(folder, "truth.csv")
    with open(truth, "w", encoding="utf-8") as file:
        file.write("stream,frame,label\nclip.mp4,0,Bird\n")
    check_equal(bench.ctl("ingest", project), "", "what ingest says")
    check_equal(bench.refuse("train", project), TOO_EARLY, "train")
    check_equal(bench.refuse("accept", project), TOO_EARLY, "accept")
    check_equal(bench.ctl("queue", project), QUEUE_HEADER, "queue")
    check_equal(bench.ctl("queue", project, "--second-looks"), "stream,frame,pts_s,label,machine\n", "second looks")
    check_equal(bench.export(project), [], "export")
    check_equal(bench.refuse("simulate", project, "--truth", truth),
                "framelinectl: “truth.csv”, line 2: there is no stream “clip.mp4” in this project; add it, or correct the "
                "name\n", "simulate")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "check")
    check_numbers(bench, project)
    empty = os.path.join(folder, "empty.frameline")
    bench.ctl("new", empty)
    bench.ctl("add", empty, bench.clip(folder), "--every-frame")
    check_equal(bench.refuse("train", empty), TOO_EARLY, "train without a class")
    check_equal(len(ctl.rows_of(bench.ctl("queue", empty, "--count", "50"))), 36, "questions without a class")
    check_numbers(bench, empty)


def one_class(bench):
    """one class only: no model, questions all the same, and labels come out"""
    for classes in (("Bird",), ("Bird", "Squirrel")):
        project = project_of(bench, classes=classes)
        label(bench, project, Bird=range(0, 36, 3))
        # Of two people who know one word, agreement beyond chance is no number.
        bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "0", "--class", "Bird", "--annotator", "Ben")
        pairs = json.loads(bench.ctl("report", project, "--json"))["agreement"]
        check_equal([pair["kappa"] for pair in pairs], [None], "kappa")
        check_equal(bench.refuse("train", project), TOO_EARLY, "train")
        check_equal(bench.refuse("accept", project), TOO_EARLY, "accept")
        check_equal(len(ctl.rows_of(bench.ctl("queue", project, "--count", "50"))), 24, "questions")
        check_equal(outcome(bench, project), {i: ("Bird", "human") if i % 3 == 0 else ("", "") for i in range(36)}, "labels")
        check_numbers(bench, project)


def one_example(bench):
    """a class with one example: it is learned, and nothing is accepted"""
    project = project_of(bench)
    label(bench, project, Bird=range(0, 24, 2), Squirrel=[35])
    model = json.loads(bench.ctl("train", project, "--json"))
    check_equal((model["labels"], model["classes"]), (13, 2), "what it learned from")
    check_equal(bench.refuse("accept", project),
                "framelinectl: There is nothing to accept yet, because it takes about 40 labelled samples from several "
                "places to measure how sure the model is, and there are 13; label some more\n", "accept")
    check_equal({source for _, source in outcome(bench, project).values()}, {"human", "model"}, "sources")
    check_equal(outcome(bench, project)[35], ("Squirrel", "human"), "the one example")
    check_numbers(bench, project)


def identical(bench):
    """identical frames, and so constant features: each strategy asks, nothing is sure"""
    project = project_of(bench, *still_options())
    label(bench, project, Bird=range(0, 24, 2), Squirrel=range(1, 24, 2))
    model = json.loads(bench.ctl("train", project, "--json"))
    check_equal((model["labels"], model["classes"]), (24, 2), "what it learned from")
    for strategy in [line.split()[0] for line in bench.ctl("strategies").splitlines()]:
        rows = ctl.rows_of(bench.ctl("queue", project, "--strategy", strategy, "--count", "50"))
        asked = [int(row["frame"]) for row in rows]
        check(set(asked) <= set(range(24, 36)) and len(set(asked)) == len(asked) >= 1, f"{strategy} asks about {asked}")
    said = {row["confidence"] for row in bench.export(project) if row["source"] == "model"}
    check_equal(len(said), 1, f"confidences of the same picture: {said}")
    check_numbers(bench, project)


def contradictory(bench):
    """contradictory labels in one run: the newest word about a frame stands, the machine is not sure"""
    project = project_of(bench, *still_options())
    label(bench, project, Bird=[3], Squirrel=[4])
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "0-20", "--class", "Bird")
    label(bench, project, Squirrel=[3, 10])
    said = outcome(bench, project)
    check_equal({i for i, word in said.items() if word == ("Squirrel", "human")}, {3, 10}, "Squirrel")
    check_equal({i for i, word in said.items() if word == ("Bird", "human")}, set(range(21)) - {3, 10}, "Bird")
    check_equal(json.loads(bench.ctl("train", project, "--json"))["classes"], 2, "classes")
    check_numbers(bench, project)


def many_classes(bench):
    """200 classes, of which some have an example: each is named, learned and exported"""
    names = [f"Class {i}" for i in range(200)]
    project = project_of(bench, classes=names)
    label(bench, project, **{name: [i] for i, name in enumerate(names[::6])})
    model = json.loads(bench.ctl("train", project, "--json"))
    check_equal((model["labels"], model["classes"]), (34, 34), "what it learned from")
    said = outcome(bench, project)
    check_equal([said[i] for i in range(34)], [(name, "human") for name in names[::6]], "labels")
    check({label for label, _ in said.values()} <= set(names), "a class that there is not")
    keys = [one["key"] for one in bench.info(project)["classes"]]
    check_equal(len({key for key in keys if key}), len([key for key in keys if key]), "a key of two classes")
    check_numbers(bench, project)


def networks(bench):
    """an ONNX file that is none, or is not there: a sentence, and the project stays as it is"""
    if not any(line.startswith("onnx") for line in bench.ctl("extractors").splitlines()):
        raise ctl.Skip("this Frameline was built without ONNX")
    project = project_of(bench)
    bench.ctl("ingest", project)
    folder = os.path.dirname(project)
    text, gone = (os.path.join(folder, name) for name in ("text.onnx", "gone.onnx"))
    with open(text, "w", encoding="utf-8") as file:
        file.write("label,frame\nBird,3\n")
    before = ctl.dump(project)
    for path, why in ((text, "cannot be used for features, because it is no ONNX file, or was cut off"),
                      (gone, "is not there")):
        err = bench.refuse("ingest", project, "--extractor", f"onnx:{path}", names=why)
        check(path in err and "; " in err, err)
        check_equal(ctl.dump(project), before, f"the project after {path}")


if __name__ == "__main__":
    ctl.go(nothing, one_class, one_example, identical, contradictory, many_classes, networks)
