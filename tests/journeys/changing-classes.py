# SPDX-License-Identifier: GPL-3.0-or-later
"""What classes mean is changed by their menu, with the keyboard alone, and undone."""
import journey as j

NORTH = "nest-north.mp4"


def class_facts(journey, name):
    rows = journey.project.query("SELECT version, definition, is_retired, merged_into FROM class WHERE name = ?", name)
    return rows[0] if rows else None


def open_menu(journey, row, first):
    """Opens the menu of a class by the Menu key; its first item has the focus."""
    journey.app.tab_to("list item", row)
    j.press_key("Menu")
    journey.app.wait_for_focus("menu item", first)


def choose(journey, item):
    """Goes down the open menu to an item and takes it."""
    journey.app.tab_to("menu item", item, key="Down")
    j.press_key("Return")


def open_project(journey):
    """a project is read, and some frames are labelled"""
    journey.project = journey.demo_project()
    j.run(journey.framelinectl, "ingest", journey.project.path)
    for frame, name in ((100, "Bird"), (110, "Bird"), (200, "Nothing"), (300, "Squirrel")):
        j.run(journey.framelinectl, "label", journey.project.path, "--stream", NORTH, "--frame", str(frame),
              "--class", name)
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    journey.app.wait_for_focus("image")


def redefine(journey):
    """the Menu key opens the menu of a class; a new definition is typed, and the price is said"""
    open_menu(journey, "Bird, key 1", "Redefine…")
    journey.shot("menu")
    j.press_key("Return")
    journey.app.wait_for("label", "Redefine “Bird”")
    journey.shot("definition")
    j.type_line("Wings in view")
    journey.app.wait_for("label", "“Bird” has a new definition. 2 old labels; about 1 minute to look at all again, "
                         "the doubtful first")
    j.check_equal(class_facts(journey, "Bird"), (2, "Wings in view", 0, None), "the class")
    journey.app.wait_for_focus("image")
    journey.shot("redefined")


def confirm(journey):
    """older labels are confirmed at once"""
    open_menu(journey, "Bird, key 1", "My Older Labels of “Bird” Still Hold")
    j.press_key("Return")
    journey.app.wait_for("label", "2 older labels confirmed")
    journey.app.wait_for_focus("image")
    j.press_key("ctrl+z")
    journey.app.wait_for_status("Undone: confirming the older labels for the class “Bird”")


def confirm_late(journey):
    """a class that is added later is unknown to older labels, until they are confirmed"""
    j.press_key("plus")
    journey.app.wait_for_focus("text", "Name of the new class")
    j.type_line("Fox")
    open_menu(journey, "Fox, key 3", "None of My Older Labels Is “Fox”")
    journey.shot("late")
    j.press_key("Return")
    journey.app.wait_for("label", "4 older labels confirmed")
    journey.app.wait_for_focus("image")


def split(journey):
    """a class is split into others, which take its place"""
    open_menu(journey, "Bird, key 1", "My Older Labels of “Bird” Still Hold")
    choose(journey, "Split…")
    journey.app.wait_for("label", "Split “Bird”")
    j.type_line("Tit, Finch")
    journey.app.wait_for("label", "“Bird” is split. 2 old labels; about 1 minute to look at all again, the doubtful first")
    j.check_equal(class_facts(journey, "Bird")[2], 1, "whether the class is retired")
    journey.app.wait_for("list item", "Tit, key 1")
    journey.app.wait_for("list item", "Finch, key 4")
    journey.app.wait_for_focus("image")
    journey.shot("split")
    j.press_key("ctrl+z")
    journey.app.wait_for_status("Undone: splitting the class “Bird”")
    journey.app.wait_for("list item", "Bird, key 1")
    j.check_equal(journey.project.labels()[(NORTH, 100)], "Bird", "a label")


def retire(journey):
    """a class is retired, and comes back"""
    open_menu(journey, "Squirrel, key 2", "Redefine…")
    choose(journey, "Retire")
    journey.app.wait_for("label", "“Squirrel” is retired; its labels are kept")
    j.wait("the row is gone", lambda: journey.app.find("list item", "Squirrel, key 2") is None)
    journey.app.wait_for_focus("image")
    j.press_key("ctrl+z")
    journey.app.wait_for_status("Undone: retiring the class “Squirrel”")
    journey.app.wait_for("list item", "Squirrel, key 2")


def merge(journey):
    """a class is merged into another one, and the toast undoes it"""
    journey.app.point_at(journey.app.find("list item", "Squirrel, key 2"))
    j.run("xdotool", "click", "3")
    journey.app.wait_for_focus("menu item", "Redefine…")
    choose(journey, "Merge Into")
    journey.shot("merge")
    choose(journey, "Fox")
    journey.app.wait_for("label", "What was “Squirrel” is “Fox” now")
    j.wait("the row is gone", lambda: journey.app.find("list item", "Squirrel, key 2") is None)
    journey.app.wait_for_focus("image")
    journey.app.click(journey.app.wait_for("push button", "Undo"))
    journey.app.wait_for_status("Undone: merging the class “Squirrel” into “Fox”")
    journey.app.wait_for("list item", "Squirrel, key 2")


j.go("changing-classes", open_project, redefine, confirm, confirm_late, split, retire, merge)
