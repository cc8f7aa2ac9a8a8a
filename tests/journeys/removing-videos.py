# SPDX-License-Identifier: GPL-3.0-or-later
"""A video that is removed by keys and by the pointer, and comes back with its labels."""
import os

import journey as j

NORTH = "nest-north.mp4"
ROW = NORTH + ", Ready, 2 samples a second"
REMOVED = "“nest-north.mp4” is removed; its labels are kept"
REMOVE = "Remove from Project"


def is_hidden(journey):
    return journey.project.query("SELECT is_hidden FROM stream WHERE name = ?", NORTH) == [(1,)]


def wait_until_gone(journey):
    j.wait("the row is gone", lambda: journey.app.find("list item", ROW) is None)
    j.wait("it is noted", lambda: is_hidden(journey))
    journey.app.wait_for("label", REMOVED)
    journey.app.wait_for_focus("image")
    j.wait("nothing is asked about it", lambda: (journey.app.asked() or (None,))[0] != NORTH)


def wait_until_back(journey):
    journey.app.wait_for("list item", ROW)
    j.wait("it is noted", lambda: not is_hidden(journey))
    j.check_equal(journey.project.labels(), {(NORTH, 100): "Bird"}, "labels")


def open_project(journey):
    """a project is read, and a frame of the video is labelled"""
    journey.project = journey.demo_project()
    j.run(journey.framelinectl, "ingest", journey.project.path)
    j.run(journey.framelinectl, "label", journey.project.path, "--stream", NORTH, "--frame", "100",
          "--class", "Bird")
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    j.press_key("F9")
    journey.app.wait_for("list item", ROW)


def open_menu(journey, key):
    """The menu of the row that has the focus, at the command that removes it."""
    j.press_key(key)
    journey.app.wait_for_focus("menu item", "Find the Video…")
    j.press_key("Down")
    journey.app.wait_for_focus("menu item", REMOVE)


def remove_by_keys(journey):
    """the Menu key opens the menu of a row, and the video is removed"""
    journey.app.tab_to("list item", ROW)
    open_menu(journey, "Menu")
    journey.shot("menu")
    j.press_key("Return")
    wait_until_gone(journey)
    journey.shot("removed")


def keep_place(journey):
    """the mark on the timeline of another video stays where it is: Enter there goes to it"""
    asked = journey.app.wait_for_question()
    j.check(asked[1] > 0, "the first frame is asked about")
    journey.app.tab_to("image", f"Timeline of {asked[0]}", key="shift+Tab")
    j.press_key("Return")
    journey.app.wait_for_focus("image", ".*frame.*")
    j.check_equal(journey.app.asked(), asked, "what is asked")


def undo_by_keys(journey):
    """Ctrl+Z brings it back, and says so"""
    j.press_key("ctrl+z")
    journey.app.wait_for_status("Undone: the removal of “nest-north.mp4”")
    wait_until_back(journey)
    journey.shot("back")


def remove_by_pointer(journey):
    """so does the right button of the mouse"""
    journey.app.point_at(journey.app.find("list item", ROW))
    j.run("xdotool", "click", "3")
    journey.app.click(journey.app.wait_for("menu item", REMOVE))
    wait_until_gone(journey)


def undo_by_toast(journey):
    """the toast undoes it"""
    journey.app.click(journey.app.wait_for("push button", "Undo"))
    wait_until_back(journey)


def add_again(journey):
    """the same video is added once more: it is back, and that is said"""
    journey.app.tab_to("list item", ROW)
    open_menu(journey, "shift+F10")
    j.press_key("Return")
    wait_until_gone(journey)
    journey.app.click(journey.app.find("push button", "Add Videos.*"))
    j.wait("the file chooser is there", lambda: journey.app.window("Add Videos"))
    # It takes no keys before it is drawn.
    j.wait("a path can be typed", lambda: (journey.app.focused() or ("",))[0] == "text" or j.press_key("ctrl+l"))
    j.press_key("ctrl+a")
    j.type_line(os.path.join(os.path.dirname(journey.project.path), NORTH))
    try:
        j.wait("the file chooser is gone", lambda: not journey.app.window("Add Videos"), deadline_s=3)
    except j.Failure:  # the first Enter only chose what the entry proposed
        j.press_key("Return")
        j.wait("the file chooser is gone", lambda: not journey.app.window("Add Videos"))
    journey.app.wait_for("label", "“nest-north.mp4” was removed before; it is back, with all that was said of it")
    wait_until_back(journey)
    journey.shot("added")


j.go("removing-videos", open_project, remove_by_keys, keep_place, undo_by_keys, remove_by_pointer, undo_by_toast, add_again)
