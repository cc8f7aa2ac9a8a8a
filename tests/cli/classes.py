# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes on the command line: added, renamed, given keys, merged, retired."""
import ctl
from ctl import check, check_equal


def classes(bench):
    """class: add, rename, key, merge and retire; labels stay, undo takes each back"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")
    bench.ctl("class", project, "add", "Hawk", "h")
    bench.ctl("class", project, "add", "Owl")
    bench.ctl("class", project, "rename", "Bird", "Small bird")
    bench.ctl("class", project, "key", "Small bird", "s")
    found = [(one["name"], one["key"], one["labels"]) for one in bench.info(project)["classes"]]
    check_equal(found, [("Nothing", "0", 0), ("Small bird", "s", 1), ("Squirrel", "2", 0), ("Hawk", "h", 0),
                        ("Owl", "3", 0)], "classes")
    check_equal(bench.export(project)[3]["label"], "Small bird", "the label of a renamed class")
    for _ in range(2):
        check("class" in bench.ctl("undo", project), "what was undone")
    check_equal(bench.export(project)[3]["label"], "Bird", "the label after undo")
    bench.ctl("class", project, "merge", "Bird", "Hawk")
    check_equal(bench.export(project)[3]["label"], "Hawk", "the label of a merged class")
    check_equal([one["name"] for one in bench.info(project)["classes"]], ["Nothing", "Squirrel", "Hawk", "Owl"],
                "classes after merging")
    check("class" in bench.ctl("undo", project), "what was undone")
    bench.ctl("class", project, "retire", "Bird")
    check_equal(bench.export(project)[3]["label"], "Bird", "the label of a retired class")
    bench.refuse("label", project, "--stream", "clip.mp4", "--frame", "4", "--class", "Bird", names="Bird")
    check("class" in bench.ctl("undo", project), "what was undone")
    before = ctl.dump(project)
    bench.refuse("class", project, "merge", "Bird", "Cat", names="Cat")
    bench.refuse("class", project, "merge", "Nothing", "Bird", names="Nothing")
    bench.refuse("class", project, "retire", "Nothing", names="Nothing")
    bench.refuse("class", project, "add", "Bird", names="Bird")
    bench.refuse("class", project, "rename", "Hawk", "Bird", names="Bird")
    bench.refuse("class", project, "rename", "Cat", "Dog", names="Cat")
    bench.refuse("class", project, "key", "Hawk", "0", names="0")
    bench.refuse("class", project, "key", "Hawk", "xyz", names="xy")
    check_equal(ctl.dump(project), before, "the project after what was refused")


def meanings(bench):
    """class: a late class, a new definition, a split; what is old is asked again and can be confirmed"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    for frame, name in ((3, "Nothing"), (20, "Bird"), (21, "Bird"), (30, "Squirrel")):
        bench.ctl("label", project, "--stream", "clip.mp4", "--frame", str(frame), "--class", name)
    bench.ctl("class", project, "add", "Owl")
    check_equal(bench.ctl("class", project, "confirm", "Owl"), "4 older labels confirmed\n", "what was confirmed")
    bench.refuse("class", project, "confirm", "Owl", names="nothing to confirm")
    said = bench.ctl("class", project, "redefine", "Bird", "--definition", "Feathers, both wings")
    check_equal(said, "2 old labels; about 1 minute to look at all again, the doubtful first\n", "the price")
    bird = [one for one in bench.info(project)["classes"] if one["name"] == "Bird"][0]
    check_equal((bird["version"], bird["definition"], bird["old_labels"]), (2, "Feathers, both wings", 2), "the class")
    queue = ctl.rows_of(bench.ctl("queue", project, "--count", "40"))
    check_equal(sorted(row["frame"] for row in queue if row["why"] == "Still Bird? It has a new definition"),
                ["20", "21"], "what is asked again")
    check_equal(bench.export(project)[20]["label"], "Bird", "an old label in an export")
    said = bench.ctl("class", project, "split", "Bird", "Tit", "Finch")
    check_equal(said, "2 old labels; about 1 minute to look at all again, the doubtful first\n", "the price")
    check_equal([one["name"] for one in bench.info(project)["classes"]], ["Nothing", "Tit", "Finch", "Squirrel", "Owl"],
                "classes after the split")
    check_equal(bench.export(project)[20]["label"], "Bird", "an old label in an export")
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "21", "--class", "Finch")
    check_equal(bench.export(project)[21]["label"], "Finch", "a label that was set again")
    log = bench.ctl("log", project)
    check("class-split Bird Tit, Finch" in log and "class-redefine Bird Feathers, both wings" in log, "the log")
    check("class-add Owl\n" in log, "a class in the log, by its name alone")
    check_equal(bench.ctl("check", project), bench.ctl("check", project), "two checks")
    bench.ctl("undo", project)
    check("splitting the class “Bird”" in bench.ctl("undo", project), "what was undone")
    check("the new definition of the class “Bird”" in bench.ctl("undo", project), "what was undone")
    check("confirming the older labels for the class “Owl”" in bench.ctl("undo", project), "what was undone")
    check_equal([one["name"] for one in bench.info(project)["classes"]], ["Nothing", "Bird", "Squirrel", "Owl"],
                "classes after undo")
    before = ctl.dump(project)
    bench.refuse("class", project, "split", "Bird", "Tit", "Owl", names="Owl")
    bench.refuse("class", project, "split", "Nothing", "A", "B", names="Nothing")
    bench.refuse("class", project, "redefine", "Bird", "--definition", " ", names="definition")
    bench.misuse("class", project, "redefine", "Bird")
    bench.misuse("class", project, "rename", "Bird", "Tit", "--definition", "x")
    bench.misuse("class", project, "merge", "Bird", "Owl", "Squirrel")
    check_equal(ctl.dump(project), before, "the project after what was refused")


def second_looks(bench):
    """queue --second-looks: a table of labels that the rest contradicts, empty without a model"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    check_equal(bench.ctl("queue", project, "--second-looks"), "stream,frame,pts_s,label,machine\n", "second looks")


def facts(bench):
    """set: the shortest event that matters; info names it, the features, and labels of an older meaning"""
    folder = bench.folder()
    project = bench.project(folder, bench.clip(folder))
    check_equal(bench.info(project)["shortest_event_s"], 0, "the shortest event at first")
    bench.ctl("set", project, "--shortest-event", "0.5")
    bench.misuse("set", project)
    bench.refuse("set", project, "--shortest-event=-2", names="0.5")
    check_equal(bench.info(project)["shortest_event_s"], 0.5, "the shortest event")
    check_equal(bench.info(project)["extractors"], ["scene-2"], "features")
    bench.ctl("label", project, "--stream", "clip.mp4", "--frame", "3", "--class", "Bird")
    bench.ctl("class", project, "redefine", "Bird", "--definition", "With feathers")
    told = bench.ctl("info", project)
    for line in ("features  scene-2", "lasts 0.5 s", "1 of an older meaning"):
        check(line in told, f"{told!r} does not tell “{line}”")


if __name__ == "__main__":
    ctl.go(classes, meanings, second_looks, facts)
