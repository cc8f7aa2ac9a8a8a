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
    bench.refuse("class", project, "key", "Hawk", "xy", names="xy")
    check_equal(ctl.dump(project), before, "the project after what was refused")


if __name__ == "__main__":
    ctl.go(classes)
