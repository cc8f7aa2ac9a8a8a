# SPDX-License-Identifier: GPL-3.0-or-later
"""framelinectl in multi-label projects, where each class is a tag."""
import json
import os

import ctl
from ctl import check, check_equal


def tags(bench):
    """tags: yes, no and unsure of each, in every format and back"""
    folder = bench.folder()
    project = os.path.join(folder, "tags.frameline")
    bench.ctl("new", project, "--multi-label", "--class", "Wet", "--class", "Dark", "--class", "a=b")
    bench.ctl("add", project, bench.clip(folder))
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--frame", "0-9", "--tag", "Wet=yes")
    bench.ctl(*say, "--frame", "5-14", "--tag", "Dark=no")
    bench.ctl(*say, "--frame", "7", "--tag", "Wet=unsure")
    bench.ctl(*say, "--frame", "8", "--tag", "a=b=yes")
    bench.refuse(*say, "--frame", "3", "--class", "Wet", names="--tag")
    bench.refuse("class", project, "merge", "Dark", "Wet", names="retire")
    rows = bench.export(project)
    check_equal(len(rows), 3 * 36, "rows")
    states = {(int(row["frame"]), row["label"]): row["state"] for row in rows}
    check_equal([states[i, "Wet"] for i in (0, 7, 9, 11, 35)], ["yes", "unsure", "yes", "unknown", "unseen"], "Wet")
    check_equal([states[i, "Dark"] for i in (0, 5, 14, 35)], ["unknown", "no", "no", "unseen"], "Dark")
    check_equal(states[8, "a=b"], "yes", "a tag with an equals sign")
    truth = [(int(row["frame"]), row["label"]) for row in bench.export(project, "--format", "truth")]
    check_equal(truth, [(i, "Wet") for i in range(8) if i != 7] + [(8, "Wet"), (8, "a=b"), (9, "Wet")],
                "only what is there is true")
    wide = bench.export(project, "--format", "wide")
    check_equal([(row["Wet"], row["Dark"]) for row in wide[4:11]],
                [("1", "0"), ("1", "0"), ("1", "0"), ("", "0"), ("1", "0"), ("1", "0"), ("", "0")], "wide")
    table = os.path.join(folder, "table.csv")
    bench.ctl("export", project, "--output", table)
    twin = os.path.join(folder, "twin.frameline")
    bench.ctl("new", twin, "--multi-label")
    bench.ctl("add", twin, os.path.join(folder, "clip.mp4"))
    bench.ctl("import", twin, table)
    after = {(int(row["frame"]), row["label"]): row["state"] for row in bench.export(twin)}
    check_equal(after, states, "states after export and import")
    bench.ctl("undo", project)
    check_equal([row["state"] for row in bench.export(project) if row["label"] == "a=b"][8], "unknown", "undone")


def many_tags(bench):
    """many tags: one answer about several, undone as one; counts; labels of files that know no tags"""
    folder = bench.folder()
    project = os.path.join(folder, "tags.frameline")
    bench.ctl("new", project, "--multi-label", "--class", "Wet", "--class", "Dark", "--class", "Calm")
    bench.ctl("add", project, bench.clip(folder), "--every-frame")
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--frame", "3-4", "--tag", "Wet=yes", "--tag", "Dark=no")
    bench.ctl(*say, "--frame", "4", "--tag", "Dark=unsure", "--tag", "Wet=no", "--tag", "Calm=yes")
    count = lambda: {each["name"]: (each["labels"], each["no"], each["unsure"])
                     for each in json.loads(bench.ctl("info", project, "--json"))["classes"]}
    check_equal(count(), {"Wet": (1, 1, 0), "Dark": (0, 1, 1), "Calm": (1, 0, 0)}, "counts")
    check_equal(json.loads(bench.ctl("info", project, "--json"))["labelled"], 1,
                "samples of which all tags are known")
    check("tag     Dark  [2]  0 yes, 1 no, 1 unsure" in bench.ctl("info", project), "counts for people")
    bench.ctl("undo", project)
    check_equal(count(), {"Wet": (2, 0, 0), "Dark": (0, 2, 0), "Calm": (0, 0, 0)}, "counts after undo")
    bench.ctl("ingest", project)
    check_equal(bench.ctl("check", project), "Everything is in order\n", "check")
    truth = os.path.join(folder, "truth.csv")
    with open(truth, "w", encoding="utf-8") as file:
        file.write("stream,frame,label\nclip.mp4,7,Calm\nclip.mp4,7,Wet\nclip.mp4,8,\nclip.mp4,9,?\n")
    bench.ctl("import", project, truth)
    states = {(int(row["frame"]), row["label"]): row["state"] for row in bench.export(project)}
    check_equal([states[7, name] for name in ("Wet", "Dark", "Calm")], ["yes", "unknown", "yes"], "a truth file")
    check_equal([states[i, "Wet"] for i in (8, 9)], ["unseen", "unseen"], "rows without a label")


def learn(bench):
    """train, queue, simulate, accept: each tag by itself"""
    folder = bench.folder()
    project = os.path.join(folder, "tags.frameline")
    bench.ctl("new", project, "--multi-label", "--class", "Even", "--class", "Late")
    bench.refuse("class", project, "add", "Nothing", "0", names="0")
    bench.ctl("add", project, bench.clip(folder), "--every-frame")
    bench.ctl("ingest", project, "--extractor", "hand-1")
    bench.refuse("train", project, names="tag")
    rows = ctl.rows_of(bench.ctl("queue", project, "--count", "3"))
    check_equal([row["tag"] for row in rows], [""] * 3, "at first all tags are asked")
    truth = os.path.join(folder, "truth.csv")
    with open(truth, "w", encoding="utf-8") as file:
        file.write("stream,frame,label\n")
        for i in range(36):
            names = ["Even"] * (i // 6 % 2 == 0) + ["Late"] * (i >= 18)
            file.writelines(f"clip.mp4,{i},{name}\n" for name in names or [""])
    say = ["label", project, "--stream", "clip.mp4"]
    for i in range(0, 36, 3):
        bench.ctl(*say, "--frame", str(i), "--tag", "Late=" + ("yes" if i >= 18 else "no"))
    bench.ctl("train", project)
    rows = ctl.rows_of(bench.ctl("queue", project, "--strategy", "margin", "--count", "30"))
    check({row["why"] for row in rows} >= {"Is this Late?"}, "a question about one tag")
    check_equal({row["tag"] for row in rows if row["why"] == "Is this Late?"}, {"Late"}, "its tag")
    table = {(int(row["frame"]), row["label"]): row for row in bench.export(project)}
    check_equal((table[34, "Late"]["state"], table[34, "Late"]["source"]), ("yes", "model"), "a prediction")
    check(0.5 <= float(table[34, "Late"]["confidence"]) <= 1, "its confidence")
    check_equal((table[34, "Even"]["state"], table[34, "Even"]["source"]), ("unseen", ""), "a tag without a model")
    check_equal((table[33, "Even"]["state"], table[33, "Even"]["source"]), ("unknown", ""), "a frame that was seen")
    found = ctl.rows_of(bench.ctl("simulate", project, "--truth", truth, "--budget", "20", "--seed", "2"))
    check(int(found[-1]["answers"]) >= 20 and len(found) < 20, "keys, of which some questions take several")
    check(float(found[-1]["accuracy"]) > 0.7, "what was learned")
    again = ctl.rows_of(bench.ctl("simulate", project, "--truth", truth, "--budget", "20", "--seed", "2"))
    for row in found + again:
        row.pop("retrain_ms")
    check_equal(again, found, "the same seed")


def certify(bench):
    """certify: each answer about each tag is a lot; checks ask of its tag, and what they prove is in the export"""
    folder = bench.folder()
    project = bench.project(folder, *bench.videos())
    truth = ctl.read_rows(os.path.join(bench.footage(), "truth.csv"))
    some = os.path.join(folder, "some.csv")
    ctl.write_rows(some, [row for row in truth if int(row["frame"]) % 50 == 0])
    bench.ctl("import", project, some)
    bench.ctl("convert", project)
    accept = ["accept", project, "--max-error", "0.5"]
    bench.refuse(*accept, "--class", "Bird", names="--tag")
    bench.refuse(*accept, "--tag", "Cat", names="Cat")
    bench.refuse(*accept, "--max-missed", "Bird=no=0.1", names="Bird=0.1")
    check("answers about tags that nobody gave would be accepted" in bench.ctl(*accept, "--tag", "Bird", "--dry-run"),
          "a dry run of one tag")
    said = bench.ctl(*accept, "--max-error", "Bird=no=0.4", "--max-error", "Squirrel=0.3")
    list_lots = lambda: json.loads(bench.ctl("lots", project, "--json"))["lots"]
    lots = list_lots()
    check(said.startswith(f"{sum(lot['samples'] for lot in lots)} of "), said)
    limits = {("Bird", "yes"): 0.5, ("Bird", "no"): 0.4, ("Squirrel", "yes"): 0.3, ("Squirrel", "no"): 0.3}
    check_equal({(lot["tag"], lot["answer"]): lot["max_error"] for lot in lots}, limits, "lots")
    for lot in lots:
        words = f"    Tag “{lot['tag']}”: {lot['answer']}  {lot['samples']} samples, maximum error {100 * lot['max_error']:g} %, "
        check(words in said, f"{words} in {said}")
        rows = [row for row in bench.export(project, "--samples") if row["lot"] == lot["lot"]]
        check_equal((len(rows), {(row["label"], row["state"], row["source"]) for row in rows}),
                    (lot["samples"], {(lot["tag"], lot["answer"], "auto")}), "rows of a lot")
    find = lambda: next(lot for lot in list_lots() if (lot["tag"], lot["answer"]) == ("Bird", "no"))
    labels = {(row["stream"], int(row["frame"])): row["label"] for row in truth}
    checked = set()  # A disagreement is asked once more, hidden among agreements: no check more.
    while find()["state"] == "open":
        stream, frame, _, tag = bench.ctl("lots", project, "--next", find()["lot"]).rstrip("\n").split("\t")
        check_equal(tag, "Bird", "the tag that is asked")
        say = ["label", project, "--stream", stream, "--frame", frame, "--tag"]
        bench.ctl(*say, "Squirrel=" + ("yes" if labels[stream, int(frame)] == "Squirrel" else "no"))
        check_equal(find()["checks"], len(checked), "what is said of another tag is no check")
        bench.ctl(*say, "Bird=" + ("yes" if labels[stream, int(frame)] == "Bird" else "no"))
        checked.add((stream, frame))
    lot = find()
    check_equal((lot["state"], lot["checks"]), ("certified", len(checked)), "the lot")
    check(lot["sentence"].endswith(". Scope: Tag “Bird”: no"), lot["sentence"])
    rows_of = lambda: [row for row in bench.export(project, "--samples") if row["lot"] == lot["lot"]]
    rows = rows_of()
    check_equal((len(rows), {(row["label"], row["state"], row["source"]) for row in rows}),
                (lot["samples"] - len(checked), {("Bird", "no", "certified")}), "certified rows")
    bench.ctl("lots", project, "--give-back", lot["lot"])
    check_equal(rows_of(), [], "given back")
    bench.ctl("undo", project)
    check_equal(rows_of(), rows, "undone")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "check")


def convert(bench):
    """convert: classes become tags as one action, and undo has every value of the export as it was"""
    folder = bench.folder()
    project = os.path.join(folder, "tags.frameline")
    bench.ctl("new", project, "--class", "Nothing:0", "--class", "Wet", "--class", "Dark")
    bench.ctl("add", project, bench.clip(folder), "--every-frame")
    bench.ctl("ingest", project, "--extractor", "hand-1")
    say = ["label", project, "--stream", "clip.mp4"]
    bench.ctl(*say, "--frame", "0-3", "--class", "Wet")
    bench.ctl(*say, "--frame", "4-5", "--class", "Nothing")
    bench.ctl("class", project, "add", "Late")
    bench.ctl(*say, "--frame", "6", "--class", "Dark")
    # The number of the model counts actions, of which there are more afterwards.
    table = lambda: [{**row, "model": ""} for row in bench.export(project)]
    before = table()
    check(" yes of its class" in bench.ctl("convert", project), "what it says")
    bench.refuse("convert", project, names="already")
    said = lambda rows: {(int(row["frame"]), row["label"]): row["state"] for row in rows
                         if row["source"] == "human"}
    rows = bench.export(project)
    states = said(rows)
    check_equal({row["label"] for row in rows}, {"Wet", "Dark", "Late"}, "tags")
    check_equal([states[i, "Wet"] for i in (0, 3, 4, 6)], ["yes", "yes", "no", "no"], "Wet")
    check_equal([states[i, "Dark"] for i in (0, 5, 6)], ["no", "no", "yes"], "Dark")
    check_equal([key for key in states if key[1] == "Late"], [(6, "Late")], "frames of which Late is known")
    check_equal(states[6, "Late"], "no", "Late")
    check_equal({row["state"] for row in rows if row["label"] == "Late" and int(row["frame"]) < 6}, {"unknown"},
                "Late before it was there")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "check")
    moment = ctl.query(project, "SELECT max(at_us) FROM action WHERE verb = 'convert'")[0][0]
    bench.ctl(*say, "--frame", "1", "--tag", "Dark=yes")
    bench.ctl("undo", project)
    bench.ctl("undo", project)
    check(table() == before, "the export after undo is another one")
    check_equal(bench.ctl("check", project), "Everything is in order\n", "check after undo")
    then = bench.export(project, "--as-of", ctl.iso(moment))
    check_equal(said(then), states, "as of then")


if __name__ == "__main__":
    ctl.go(tags, many_tags, learn, certify, convert)
