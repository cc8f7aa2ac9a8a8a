# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes are added, renamed and given keys and colours in place, by the keyboard alone."""
import journey as j


def colour_of(journey, name):
    rows = journey.project.query("SELECT colour FROM class WHERE name = ?", name)
    return rows[0][0] if rows else None


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")


def add_class(journey):
    """plus opens an entry; letters and digits go there and label nothing"""
    j.press_key("plus")
    journey.app.wait_for_focus("text", "Name of the new class")
    j.type_line("Fox 102.")
    j.wait("the class is stored", lambda: ("Fox 102.", "3") in journey.project.classes())
    journey.app.wait_for_focus("image")
    j.check_equal(journey.project.labels(), {}, "labels after typing")
    journey.app.wait_for("list item", "Fox 102., key 3")


def refuse_double(journey):
    """a name that is there already is refused with a sentence, and Escape leaves"""
    classes = journey.project.classes()
    j.press_key("plus")
    journey.app.wait_for_focus("text", "Name of the new class")
    j.type_line("Bird")
    journey.app.wait_for("label", ".*“Bird”.*")
    journey.shot("double")
    j.press_key("Escape")
    journey.app.wait_for_focus("image")
    j.check_equal(journey.project.classes(), classes, "classes")


def rename(journey):
    """F2 on a class edits it in place; its labels stay"""
    frame = journey.app.answer("3", journey.project)
    journey.app.tab_to("list item", "Fox 102., key 3")
    j.press_key("F2")
    journey.app.wait_for_focus("text", "Name")
    j.press_key("ctrl+a")
    j.type_line("Badger")
    j.wait("it is renamed", lambda: ("Badger", "3") in journey.project.classes())
    j.check_equal(journey.project.labels(), {frame: "Badger"}, "labels")
    journey.app.wait_for_focus("image")
    journey.app.wait_for("list item", "Badger, key 3")


def change_key(journey):
    """its key can be a letter, and the letter answers from then on"""
    journey.app.tab_to("list item", "Badger, key 3")
    j.press_key("F2")
    journey.app.wait_for_focus("text", "Name")
    journey.app.tab_to("text", "Key", key="shift+Tab")
    j.press_key("ctrl+a")
    j.type_line("b")
    j.wait("the key is stored", lambda: ("Badger", "b") in journey.project.classes())
    journey.app.wait_for_focus("image")
    frame = journey.app.answer("b", journey.project)
    j.check_equal(journey.project.labels()[frame], "Badger", "label after “b”")
    n_before = journey.project.n_actions()
    j.press_key("3")
    frame = journey.app.answer("1", journey.project)
    j.check_equal(journey.project.n_actions(), n_before + 1, "answers after “3” and “1”")


def refuse_taken_key(journey):
    """a key that a command or another class has is refused"""
    journey.app.tab_to("list item", "Badger, key B")
    j.press_key("F2")
    journey.app.wait_for_focus("text", "Name")
    journey.app.tab_to("text", "Key", key="shift+Tab")
    j.press_key("ctrl+a")
    j.type_line(".")
    journey.app.wait_for("label", ".*the key of a class is one letter or digit.*")
    j.press_key("ctrl+a")
    j.type_line("1")
    journey.app.wait_for("label", "The key “1” belongs to the class “Bird” already.*")
    j.check(("Badger", "b") in journey.project.classes(), f"{journey.project.classes()}")
    journey.shot("taken")


def change_colour(journey):
    """its colour is chosen with arrows and Enter"""
    before = colour_of(journey, "Badger")
    journey.app.tab_to("push button", "Color")
    j.press_key("space")
    journey.app.wait_for_focus("table cell")
    journey.shot("colours")
    j.press_key("Right")
    j.press_key("Down")
    j.press_key("Return")
    j.wait("the colour is stored", lambda: colour_of(journey, "Badger") != before)
    journey.app.wait_for_focus("text", "Name")
    j.press_key("Escape")
    journey.app.wait_for_focus("image")


def undo_all(journey):
    """Ctrl+Z takes changes of classes back too"""
    changed = colour_of(journey, "Badger")
    j.press_key("ctrl+z")
    j.wait("the colour is undone", lambda: colour_of(journey, "Badger") != changed)


j.go("classes", open_project, add_class, refuse_double, rename, change_key, refuse_taken_key,
     change_colour, undo_all)
