# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos that are moved away while they are open: noticed, found again, and never mistaken."""
import os

import journey as j

NORTH = "nest-north.mp4"
GONE = NORTH + r", “.*” is not there any more; put it back, or connect its drive"
READY = NORTH + ", Ready, 2 samples a second"

DIALOG = "Find “nest-north.mp4”"
FILE = ("Choose the File…", "Where Is “nest-north.mp4”?")
FOLDER = ("Search a Folder…", "Find Missing Videos")


def path_of(journey):
    return journey.project.query("SELECT path FROM segment JOIN stream ON stream.id = stream"
                                 " WHERE name = ?", NORTH)[0][0]


def choose(journey, button, title, path):
    """Opens the dialog about the video, and types a path into the file chooser."""
    journey.app.tab_to("push button", "Find…")
    j.press_key("Return")
    j.wait("the dialog is there", lambda: journey.app.window(DIALOG))
    journey.app.wait_for("label", "Nothing there has its name or its size.*")
    journey.shot("dialog")
    journey.app.tab_to("push button", button)
    j.press_key("Return")
    j.wait("the file chooser is there", lambda: journey.app.window(title))
    journey.shot("chooser")
    j.press_key("ctrl+l")
    journey.app.wait_for_focus("text")
    j.press_key("ctrl+a")
    j.type_line(path)
    try:
        j.wait("the file chooser is gone", lambda: not journey.app.window(title), deadline_s=3)
    except j.Failure:  # the first Enter only chose what the entry proposed
        j.press_key("Return")
        j.wait("the file chooser is gone", lambda: not journey.app.window(title))


def look_again(journey):
    """Comes back to the window from another one."""
    j.press_key("ctrl+question")
    journey.app.wait_for("label", "Accept the guess")
    j.press_key("Escape")


def open_project(journey):
    """a project is read, and a frame of the video is labelled"""
    journey.project = journey.demo_project()
    journey.videos = os.path.dirname(journey.project.path)
    j.run(journey.framelinectl, "ingest", journey.project.path)
    j.run(journey.framelinectl, "label", journey.project.path, "--stream", NORTH, "--frame", "100",
          "--class", "Bird")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    j.press_key("F9")
    journey.app.wait_for("list item", READY)


def move_away(journey):
    """a video that is moved is noticed when one comes back to the window, and the row says so"""
    journey.elsewhere = os.path.join(journey.home, "archive", "june")
    os.makedirs(journey.elsewhere)
    journey.moved = os.path.join(journey.elsewhere, "north (1).mp4")
    os.rename(os.path.join(journey.videos, NORTH), journey.moved)
    look_again(journey)
    # The toast goes again.
    journey.app.wait_for("label", "“.*” is not there any more; put it back, or connect its drive")
    journey.app.wait_for("list item", GONE)
    journey.shot("gone")


def choose_wrong(journey):
    """another film is refused with a sentence, and nothing is changed"""
    before = path_of(journey)
    choose(journey, *FILE, os.path.join(journey.videos, "nest-east.mp4"))
    journey.app.wait_for("alert", r".*nest-east\.mp4” is not the film that was added as “nest-north\.mp4”.*")
    journey.shot("refused")
    j.press_key("Escape")
    j.wait("the dialog is gone", lambda: not journey.app.window(DIALOG))
    journey.app.wait_for("list item", GONE)
    j.check_equal(path_of(journey), before, "place in the project")


def search(journey):
    """a folder is searched, the film is known by its content, and its labels are there"""
    choose(journey, *FOLDER, os.path.dirname(journey.elsewhere))
    journey.app.wait_for("label", "1 of 1 missing video found")
    journey.app.wait_for("list item", READY)
    journey.shot("found")
    j.check_equal(path_of(journey), journey.moved, "place in the project")
    j.check_equal(journey.project.labels(), {(NORTH, 100): "Bird"}, "labels")


def choose_right(journey):
    """the file itself can be chosen too"""
    again = os.path.join(journey.home, "here.mp4")
    os.rename(journey.moved, again)
    look_again(journey)
    journey.app.wait_for("list item", GONE)
    choose(journey, *FILE, again)
    journey.app.wait_for("label", "“nest-north.mp4” is found")
    journey.app.wait_for("list item", READY)
    j.check_equal(path_of(journey), again, "place in the project")


def bring_back(journey):
    """a drive that comes back needs no search"""
    there = path_of(journey)
    os.rename(there, there + ".away")
    look_again(journey)
    journey.app.wait_for("list item", GONE)
    os.rename(there + ".away", there)
    look_again(journey)
    journey.app.wait_for("list item", READY)


j.go("finding-videos", open_project, move_away, choose_wrong, search, choose_right, bring_back)
