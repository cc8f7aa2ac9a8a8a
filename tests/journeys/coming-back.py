# SPDX-License-Identifier: GPL-3.0-or-later
"""What was answered is there again: after quitting, and after the program was killed."""
import json
import os

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
N_COPIES = 40


def answer_truly(journey, n):
    for _ in range(n):
        name = journey.truth[journey.app.asked()]
        journey.answers[journey.app.answer(KEYS[name], journey.project)] = name
    j.check_equal(journey.project.labels(), journey.answers, "labels")


def open_project(journey):
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")


def label(journey):
    """some questions are answered, with one class more"""
    journey.project = journey.demo_project()
    journey.answers = {}
    open_project(journey)
    answer_truly(journey, 6)
    j.press_key("plus")
    journey.app.wait_for_focus("text", "Name of the new class")
    j.type_line("Fox")
    journey.app.wait_for_focus("image")
    journey.answers[journey.app.answer("3", journey.project)] = "Fox"


def quit_by_key(journey):
    """Ctrl+Q ends the program, with status 0 and nothing left behind"""
    j.press_key("ctrl+q")
    j.check_equal(journey.app.wait_for_end(), 0, "exit status")
    left = [name for name in os.listdir(os.path.dirname(journey.project.path))
            if name.startswith("nests.frameline-") and not name.endswith(("-cache", "-backups"))]
    j.check_equal(left, [], "files beside the project")


def reopen(journey):
    """opened again, all is there, and undo still reaches back, but says so first"""
    open_project(journey)
    j.check_equal(journey.project.labels(), journey.answers, "labels")
    journey.app.wait_for("list item", "Fox, key 3")
    j.check(journey.app.asked() not in journey.answers, "an answered frame is asked again")
    last = list(journey.answers)[-1]
    j.press_key("ctrl+z")
    journey.app.wait_for_status("From an earlier sitting: the label of frames? .*")
    j.check_equal(journey.project.labels(), journey.answers, "labels after the first Ctrl+Z")
    j.press_key("ctrl+z")
    j.wait("the last answer of the earlier sitting is undone",
           lambda: last not in journey.project.labels())
    del journey.answers[last]
    journey.shot("reopened")
    answer_truly(journey, 3)
    j.press_key("ctrl+q")
    journey.app.wait_for_end()


def start_from_welcome(journey):
    """without arguments the welcome page offers the project"""
    journey.app = journey.start()
    journey.app.wait_for("push button", "Try the Demo")
    journey.shot("welcome")
    # A build without settings remembers no projects.
    if os.path.exists(os.path.join(os.environ["GSETTINGS_SCHEMA_DIR"], "gschemas.compiled")):
        # Said by the settings, for the project is not opened for it.
        info = json.loads(j.run(journey.framelinectl, "info", journey.project.path, "--json"))
        journey.app.wait_for("label", rf".*{info['labelled']} of \d+ samples labelled")
        journey.app.tab_to("list item", ".*nests.*")
        j.press_key("Return")
        journey.app.wait_for_question()
        j.check_equal(journey.project.labels(), journey.answers, "labels")
    j.press_key("ctrl+q")
    journey.app.wait_for_end()


def add_long_video(journey):
    long = os.path.join(os.path.dirname(journey.project.path), "long.mp4")
    j.run("ffmpeg", "-v", "error", "-stream_loop", str(N_COPIES - 1), "-i",
          os.path.join(os.path.dirname(long), "nest-north.mp4"), "-c", "copy", long)
    j.run(journey.framelinectl, "add", journey.project.path, long)


def kill(journey):
    """killed in the middle of labelling and reading, it loses no answer"""
    add_long_video(journey)
    open_project(journey)
    for key in ("1", "2", "1", "0"):
        frame = journey.app.answer(key, journey.project)
        journey.answers[frame] = {"1": "Bird", "2": "Squirrel", "0": "Nothing"}[key]
        last = key
    # In the first moments a film is being counted, and a busy machine says late what it does.
    journey.app.wait_for("label", r"Reading .*")
    frame = journey.app.asked()
    n_before = journey.project.n_actions()
    j.press_key("2" if last != "2" else "1")
    j.wait("it is stored", lambda: journey.project.n_actions() > n_before)
    journey.app.kill()
    journey.answers[frame] = "Squirrel"
    j.check_equal(journey.project.labels(), journey.answers, "labels after the kill")


def reopen_after_kill(journey):
    """opened again, all answers are there and reading goes on"""
    open_project(journey)
    j.check_equal(journey.project.labels(), journey.answers, "labels")
    journey.app.wait_for("label", r"Reading .*")
    answer_truly_or_bird(journey)
    check = j.run(journey.framelinectl, "info", journey.project.path)
    j.check("long.mp4" in check, check)


def answer_truly_or_bird(journey):
    frame = journey.app.answer("1", journey.project)
    journey.answers[frame] = "Bird"
    j.check_equal(journey.project.labels(), journey.answers, "labels")


j.go("coming-back", label, quit_by_key, reopen, start_from_welcome, kill, reopen_after_kill)
