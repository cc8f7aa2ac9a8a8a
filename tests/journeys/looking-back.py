# SPDX-License-Identifier: GPL-3.0-or-later
"""The last answers: Up goes into them, a class key corrects, Down comes back."""
import re

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
CELL = r"(?:(Bird|Squirrel|Nothing|Unsure) · )?\S+\.mp4 at [\d:.]+"


def cells(app):
    """What the pictures say, the newest first; None of a film that a random check is about just now."""
    matches = (re.fullmatch(CELL, name) for name in app.names("push button"))
    return [match[1] for match in matches if match]


def wait_for_cells(app, *classes):
    def are_there():
        found = cells(app)
        return len(found) == len(classes) and all(
            name in (None, wanted) for name, wanted in zip(found, classes))
    try:
        j.wait(f"the last answers are {classes}", are_there)
    except j.Failure as failure:
        raise j.Failure(f"{failure}; they are {cells(app)}") from None


def open_project(journey):
    """a project opens with a question, and no answers yet"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.wait_until_read()
    j.check_equal(cells(journey.app), [], "answers before the first one")
    j.press_key("Up")
    journey.app.wait_for_status("There is no answer to look back at")
    journey.shot("none")


def answer(journey):
    """each answer comes to the front"""
    journey.frames = []
    names = ["Bird", "Squirrel", "Nothing", "Bird"]
    for i, name in enumerate(names):
        journey.frames.append(journey.app.answer(KEYS[name], journey.project))
        wait_for_cells(journey.app, *reversed(names[:i + 1]))
    journey.question = journey.app.wait_for_question()


def look_back(journey):
    """Up looks at the newest answer, Right at older ones"""
    j.press_key("Up")
    journey.app.wait_for_focus("push button", CELL)
    for frame in reversed(journey.frames):
        j.wait(f"{frame} is shown", lambda frame=frame: journey.app.asked() == frame)
        journey.app.wait_for("label", "You.*Down comes back")
        j.press_key("Right")
    j.press_key("Left")
    j.wait("the one after the oldest", lambda: journey.app.asked() == journey.frames[1])
    journey.shot("looking-back")


def correct(journey):
    """a class key corrects what is looked at, and the question waits"""
    n_before = journey.project.n_actions()
    journey.app.press("1")
    j.wait("it is corrected", lambda: journey.project.labels()[journey.frames[1]] == "Bird")
    journey.app.wait_for_status("Corrected: Bird · .*")
    wait_for_cells(journey.app, "Bird", "Nothing", "Bird", "Bird")
    j.check_equal(journey.project.n_actions(), n_before + 1, "actions of a correction")
    j.check_equal(journey.app.asked(), journey.frames[1], "what is looked at afterwards")
    journey.app.press("period")
    j.wait("it is unsure", lambda: journey.project.labels()[journey.frames[1]] is None)
    wait_for_cells(journey.app, "Bird", "Nothing", "Unsure", "Bird")
    j.press_key("ctrl+z")
    wait_for_cells(journey.app, "Bird", "Nothing", "Bird", "Bird")


def come_back(journey):
    """Down comes back to the question, and the next key answers it"""
    journey.app.wait_for_focus("push button", CELL)
    j.press_key("Down")
    j.press_key("Down")
    journey.app.wait_for_focus("image")
    j.wait("the question is shown", lambda: journey.app.asked() == journey.question)
    frame = journey.app.answer("2", journey.project)
    j.check_equal(frame, journey.question, "what was answered")
    wait_for_cells(journey.app, "Squirrel", "Bird", "Nothing", "Bird", "Bird")


def ask_again(journey):
    """Enter asks about an answer again"""
    j.press_key("Up")
    journey.app.wait_for_focus("push button", CELL)
    j.press_key("Return")
    journey.app.wait_for_focus("image")
    j.wait("it is asked again", lambda: journey.app.asked() == journey.question)
    frame = journey.app.answer("1", journey.project)
    j.check_equal(frame, journey.question, "what was answered again")
    wait_for_cells(journey.app, "Bird", "Bird", "Nothing", "Bird", "Bird")


def start_again(journey):
    """the answers are there in the next sitting"""
    j.press_key("ctrl+w")
    journey.app.wait_for_end()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    wait_for_cells(journey.app, "Bird", "Bird", "Nothing", "Bird", "Bird")
    journey.shot("again")


j.go("looking-back", open_project, answer, look_back, correct, come_back, ask_again, start_again)
