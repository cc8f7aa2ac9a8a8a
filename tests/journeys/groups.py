# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: seeing them, taking a misfit out, naming one, undoing that, looking closer."""
import re

import journey as j

TOAST_DEPTH = 7


def focused_picture(app):
    """(stream, time) of the picture that has the focus."""
    _, name = app.focused() or ("", "")
    match = re.fullmatch(r"(nest-\w+\.mp4) at ([\d:.]+)", name or "")
    return (match[1], match[2]) if match else None


def first_size(app):
    """How many moments the first group has."""
    groups = [name for name in app.names("panel") if " moment" in name]
    return int(groups[0].split()[0]) if groups else 0


def group_rows(project):
    """Rows of the kind that only a group makes, and that are not undone."""
    return project.query("SELECT stream, first_frame FROM label WHERE kind = 'group'")


def walk_back(node, depth):
    """Nodes that are shown, no deeper than that, what comes last first."""
    try:
        if not j.is_shown(node):
            return
        yield node
        below = list(j.children(node)) if depth > 0 else []
    except j.GLib.Error:
        return
    for child in reversed(below):
        yield from walk_back(child, depth - 1)


def wait_for_toast(app, text):
    """A toast is there for five seconds, in which a busy machine does not walk through all pages: it comes last
    in the window, and is not deep in it."""
    j.wait(f"a toast says “{text}”", lambda: any(
        j.is_role(node, "label") and re.fullmatch(text, j.name_of(node)) for node in walk_back(app.node, TOAST_DEPTH)))


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_until_read()


def see_groups(journey):
    """Ctrl+2 shows groups, and a picture of the first one has the focus"""
    j.press_key("ctrl+2")
    j.wait("a picture has the focus", lambda: focused_picture(journey.app))
    j.wait("there are groups", lambda: first_size(journey.app) >= 3)
    journey.shot("groups")


def take_misfit_out(journey):
    """an arrow key goes to another picture, Delete takes it out, and nothing is labelled"""
    size = first_size(journey.app)
    before = focused_picture(journey.app)
    j.press_key("Right")
    j.wait("another picture has the focus",
           lambda: focused_picture(journey.app) not in (None, before))
    j.press_key("Delete")
    j.wait("it is gone", lambda: first_size(journey.app) == size - 1)
    j.check_equal(journey.project.labels(), {}, "labels")


def name_group(journey):
    """the key of a class names all of it, and says so"""
    size = first_size(journey.app)
    j.press_key("1")
    j.wait("the group is labelled", lambda: journey.project.labels())
    j.check_equal({name for name in journey.project.labels().values()}, {"Bird"}, "what they are")
    j.check(len(journey.project.labels()) == min(size, 9), "those that were shown are frames")
    j.check(0 < len(group_rows(journey.project)) + len(journey.project.labels()), "rows")
    wait_for_toast(journey.app, f"{size} moments named Bird")
    j.wait("the next group has the focus", lambda: focused_picture(journey.app))


def undo(journey):
    """one undo takes all of it back"""
    j.press_key("ctrl+z")
    j.wait("it is gone", lambda: journey.project.labels() == {})
    j.check_equal(group_rows(journey.project), [], "rows that are left")
    wait_for_toast(journey.app, "Undone: the name of a group")
    # Groups are looked for anew; runs may have grown meanwhile, and groups with them.
    j.wait("there are groups again", lambda: first_size(journey.app) >= 3)


def label_moment(journey):
    """Tab goes from group to group, and behind them to what is unusual, where a key labels one and stays"""
    for i in range(len([name for name in journey.app.names("panel") if " moment" in name])):
        before = j.wait(f"the focus is in group {i}", lambda: focused_picture(journey.app))
        j.press_key("Tab")
        j.wait(f"the focus leaves group {i}",
               lambda: focused_picture(journey.app) not in (None, before))
    before = focused_picture(journey.app)
    j.press_key("1")
    j.wait("it is labelled", lambda: list(journey.project.labels().values()) == ["Bird"])
    wait_for_toast(journey.app, "Labelled Bird")
    j.wait("another one has the focus", lambda: focused_picture(journey.app) not in (None, before))


def look_closer(journey):
    """Enter asks about the picture on the label page, where keys answer"""
    j.wait("a picture has the focus", lambda: focused_picture(journey.app))
    stream, _ = focused_picture(journey.app)
    j.press_key("Return")
    j.wait("it is asked about", lambda: (journey.app.asked() or ("",))[0] == stream)
    journey.app.wait_for_focus("image")
    frame = journey.app.wait_for_question()
    journey.app.answer("2", journey.project)
    j.check_equal(journey.project.labels()[frame], "Squirrel", "what was answered")


j.go("groups", open_project, see_groups, take_misfit_out, name_group, undo, label_moment,
     look_closer)
