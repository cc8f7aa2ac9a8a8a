# SPDX-License-Identifier: GPL-3.0-or-later
"""Two can happen at once: classes become tags and classes again, and a project begins with tags."""
import os

import journey as j

SWITCH = "Two can happen at once"
KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}


def has_tags(journey):
    return journey.project.query("SELECT is_multi_label FROM project") == [(1,)]


def export(journey):
    return j.run(journey.framelinectl, "export", journey.project.path)


def tags_of(journey, frame):
    """{tag: state} of what people said of a frame, in the exported table."""
    rows = j.csv.DictReader(export(journey).splitlines())
    return {row["label"]: row["state"] for row in rows
            if (row["stream"], int(row["frame"]), row["source"]) == (*frame, "human")}


def states_of_tags(journey):
    return {state for state, in journey.project.query("SELECT state FROM label WHERE tag <> 0")}


def switch_on(journey):
    journey.app.tab_to("check box", SWITCH)
    j.press_key("space")


def answer_classes(journey):
    """classes are answered as ever"""
    journey.project = journey.demo_project()
    # Read before, and by the cheapest features: it is not what is looked at here.
    j.run(journey.framelinectl, "ingest", journey.project.path, "--extractor", "hand-1")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.frames = {name: journey.app.answer(key, journey.project) for name, key in KEYS.items()}
    journey.labels = journey.project.labels()
    j.check_equal(len(journey.labels), 3, "labels")
    journey.shot("classes")


def convert(journey):
    """the switch makes the classes tags, as one action, and asks about them"""
    switch_on(journey)
    j.wait("the project has tags", lambda: has_tags(journey))
    j.check_equal(journey.project.n_actions("convert"), 1, "actions")
    journey.app.wait_for("label", "The classes are tags now")
    journey.app.wait_for("push button", "No|None of Them")
    journey.app.wait_for("image", "Timeline of Bird in nest-east.mp4")
    journey.shot("tags")
    j.check_equal(journey.app.find("list item", "Nothing, .*"), None, "the background class")
    j.check_equal(journey.project.labels(), journey.labels, "what is in the file")
    j.check_equal({name: tags_of(journey, frame) for name, frame in journey.frames.items()}, {
        "Bird": {"Bird": "yes", "Squirrel": "no"}, "Squirrel": {"Bird": "no", "Squirrel": "yes"},
        "Nothing": {"Bird": "no", "Squirrel": "no"}}, "what the labels say of tags")


def undo(journey):
    """Ctrl+Z takes back an answer about tags, and then the conversion"""
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.view = journey.app.status_line = None
    # What the picture is called may be the question before; and one tag may be asked alone, for the
    # machine has learned from the labels by now.
    journey.app.answer("0", journey.project)
    j.check_equal(states_of_tags(journey), {3}, "after 0")
    j.press_key("ctrl+z")
    j.wait("the answer is undone", lambda: states_of_tags(journey) == set())
    j.check(has_tags(journey), "one Ctrl+Z took back two actions")
    j.press_key("ctrl+z")
    j.wait("there are classes again", lambda: not has_tags(journey))
    journey.app.wait_for("list item", "Nothing, key 0")
    journey.app.wait_for("image", "Timeline of nest-east.mp4")
    j.check_equal(journey.project.labels(), journey.labels, "labels")
    journey.app.wait_for_question()
    journey.app.answer("0", journey.project)
    new = {frame: name for frame, name in journey.project.labels().items() if frame not in journey.labels}
    j.check_equal(list(new.values()), ["Nothing"], "an answer about classes")
    journey.shot("classes-again")


def begin_with_tags(journey):
    """the page of the first class has the switch, and nothing is no tag then"""
    j.press_key("ctrl+q")
    journey.app.wait_for_end()
    video = os.path.join(os.path.dirname(journey.project.path), "nest-north.mp4")
    journey.app = journey.start(video)
    journey.project = j.Project(os.path.splitext(video)[0] + ".frameline")
    journey.app.wait_for_focus("text", "Name of a class")
    switch_on(journey)
    j.wait("the project has tags", lambda: has_tags(journey))
    journey.app.wait_for_focus("text", "Name of a class")
    for name in ("Bird", "Squirrel"):
        j.type_line(name)
        j.wait(f"{name} is stored", lambda: name in dict(journey.project.classes()))
    journey.shot("first-class")
    j.check_equal(journey.project.classes(), [("Bird", "1"), ("Squirrel", "2")], "classes")
    j.press_key("Return")
    journey.app.wait_for_focus("image")
    journey.app.wait_for_question()
    journey.app.press("2")
    journey.app.wait_for("list item", "Squirrel, key 2, yes")
    frame = journey.app.answer("Return", journey.project)
    j.wait("the frames are counted", lambda: tags_of(journey, frame) == {"Bird": "no", "Squirrel": "yes"})


j.go("converting", answer_classes, convert, undo, begin_with_tags)
