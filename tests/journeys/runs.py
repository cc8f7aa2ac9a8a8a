# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of near-identical frames: seeing their ends, labelling them, one frame alone, splitting."""
import re

import journey as j


def count_run(app):
    """How many frames the run has that is asked about, 1 for none."""
    match = re.search(r" · run of ([\d,]+) frames", j.name_of(app.find_view()))
    return int(match[1].replace(",", "")) if match else 1


def find_run(journey, n_frames):
    """Puts questions off until one is about a run of that many frames."""
    def is_one():
        if count_run(journey.app) >= n_frames:
            return True
        frame = journey.app.asked()
        journey.app.press("Next")
        j.wait("another question comes", lambda: journey.app.asked() not in (None, frame))
        return False
    j.wait(f"a question about a run of {n_frames} frames", is_one)
    return journey.app.wait_for_question()


def see_ends(journey):
    """(first, last) frame of the run, by Home and End."""
    n_frames = count_run(journey.app)
    j.press_key("Home")
    j.wait("the first frame is looked at", lambda: journey.app.asked()[1] <= journey.frame[1])
    first = journey.app.asked()[1]
    j.press_key("End")
    j.wait("the last frame is looked at",
           lambda: journey.app.asked()[1] == first + n_frames - 1)
    return first, first + n_frames - 1


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.wait_until_read()


def look_at_run(journey):
    """Home and End look at the ends of a run, and the strip shows them"""
    journey.frame = find_run(journey, 25)
    journey.first, journey.last = see_ends(journey)
    j.check(journey.first <= journey.frame[1] <= journey.last, "the frame is one of its run")
    for end in ("First", "Middle", "Last"):
        journey.app.wait_for("push button", f"{end} of the run, at .*")
    journey.shot("ends")


def label_run(journey):
    """one key labels the run, and says so"""
    n_frames = journey.last - journey.first + 1
    j.press_key("1")
    j.wait("it is labelled", lambda: journey.project.labels() == {journey.frame: "Bird"})
    journey.app.wait_for_status(rf"Last: Bird · run of {n_frames:,} frames · .*")
    labelled = {frame for _, first, last, _ in journey.project.runs()
                for frame in range(first, last + 1)} | {journey.frame[1]}
    j.check_equal(labelled, set(range(journey.first, journey.last + 1)), "labelled frames")
    j.check_equal({(stream, name) for stream, _, _, name in journey.project.runs()},
                  {(journey.frame[0], "Bird")}, "what they are")
    journey.shot("labelled")


def take_back(journey):
    """Backspace takes all of it back and returns to the question"""
    j.press_key("BackSpace")
    j.wait("it is gone", lambda: journey.project.labels() == {})
    j.check_equal(journey.project.runs(), [], "runs that are left")
    j.wait("the question is back", lambda: journey.app.asked() == journey.frame)
    j.check_equal(count_run(journey.app), journey.last - journey.first + 1, "frames of the run")


def label_frame(journey):
    """Alt and the key label the frame alone"""
    j.wait("the picture is there", lambda: label_once(journey))
    j.check_equal(journey.project.labels(), {journey.frame: "Squirrel"}, "labels")
    j.check_equal(journey.project.runs(), [], "runs")
    journey.app.wait_for_status("Last: Squirrel · this frame only · .*")
    j.press_key("ctrl+z")
    j.wait("it is undone", lambda: journey.project.labels() == {})


def label_once(journey):
    n_before = journey.project.n_actions()
    j.press_key("alt+2")
    try:
        return j.wait("it is stored", lambda: journey.project.n_actions() > n_before, 2)
    except j.Failure:
        return False


def split_run(journey):
    """Ctrl+B splits the run at the frame that is looked at, and both halves are asked about"""
    journey.frame = find_run(journey, 25)
    first, last = see_ends(journey)
    j.press_key("ctrl+b")
    journey.app.wait_for_status("Run split; both halves are asked about")
    j.wait("the earlier half is asked about",
           lambda: journey.app.asked() and first <= journey.app.asked()[1] < last)
    j.check(count_run(journey.app) < last - first + 1, "it is shorter")
    journey.shot("split")
    journey.app.answer("0", journey.project)
    j.wait("the later half is asked about", lambda: journey.app.asked() == (journey.frame[0], last))
    journey.app.answer("2", journey.project)
    j.check_equal(journey.project.labels()[(journey.frame[0], last)], "Squirrel", "the last frame")


j.go("runs", open_project, look_at_run, label_run, take_back, label_frame, split_run)
