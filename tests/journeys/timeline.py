# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline: a range that is dragged and one that is selected by keys, labelled, undone, given
back; a frame that is gone to; the command palette leads there."""
import journey as j


def page(app):
    return app.find("filler", "FlTimelinePage")


def track(app, stream):
    return j.wait("the track is there", lambda: page(app) and app.find(
        "image", f"Timeline of {stream}", within=page(app)))


def shown(app):
    """(stream, frame) of the picture of the page, None while it is not to be found."""
    node = page(app)
    pictures = [j.parse_caption(j.name_of(each)) for each in (j.walk(node) if node else ())
                if j.is_role(each, "image")]
    return next((picture for picture in pictures if picture), None)


def ranges(project):
    """[(stream, first, last, class)] of what was labelled as a range."""
    return project.query(
        "SELECT stream.name, first_frame, last_frame, class.name FROM label"
        " JOIN stream ON stream.id = stream LEFT JOIN class ON class.id = label.class"
        " WHERE label.kind = 'range' ORDER BY stream.name, first_frame")


def open_project(journey):
    """the command palette leads to the timeline"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_until_read()
    journey.app.command("timeline", "Timeline: Labels Over Time")
    j.wait("the timeline is shown", lambda: page(journey.app))
    journey.app.wait_for_focus("image", "Timeline of .*")
    journey.shot("timeline")


def drag_a_range(journey):
    """a range is dragged over a track, and the key of a class labels it"""
    node = track(journey.app, "nest-north.mp4")
    journey.app.point_at(node, 0.25)
    j.run("xdotool", "mousedown", "1")
    for share in (0.3, 0.35, 0.45, 0.5):
        journey.app.point_at(node, share)
    j.run("xdotool", "mouseup", "1")
    journey.shot("dragged")
    j.press_key("1")
    j.wait("it is labelled", lambda: ranges(journey.project))
    ((stream, first, last, name),) = ranges(journey.project)
    j.check_equal((stream, name), ("nest-north.mp4", "Bird"), "what was labelled")
    n_frames = 1600
    j.check(abs(first - n_frames / 4) < 30 and abs(last - n_frames / 2) < 30,
            f"frames {first} to {last} where a quarter to a half was dragged")
    j.check_equal(journey.project.n_actions(), 1, "actions")


def undo(journey):
    """one undo takes it back"""
    j.press_key("ctrl+z")
    j.wait("it is gone", lambda: ranges(journey.project) == [])


def select_by_keys(journey):
    """Shift and the arrow keys select, a key labels, Delete gives back"""
    journey.app.wait_for_focus("image", "Timeline of nest-north.mp4")
    j.press_key("Escape", "Home")
    j.wait("the first frame is shown", lambda: shown(journey.app) == ("nest-north.mp4", 0))
    j.press_key("period", "period")
    j.wait("two frames on", lambda: shown(journey.app) == ("nest-north.mp4", 2))
    j.press_key("shift+Right", "shift+Right", "shift+Right")
    j.wait("the range follows", lambda: shown(journey.app) == ("nest-north.mp4", 4))
    j.press_key("2")
    j.wait("it is labelled", lambda: ranges(journey.project))
    j.check_equal(ranges(journey.project), [("nest-north.mp4", 2, 4, "Squirrel")], "labels")
    j.press_key("Delete")
    j.wait("it is given back", lambda: ranges(journey.project) == [])
    j.press_key("ctrl+z")
    j.wait("undo has it back", lambda: ranges(journey.project) == [
        ("nest-north.mp4", 2, 4, "Squirrel")])


def go_to(journey):
    """Ctrl+L goes to a frame, and Enter asks about it on the label page"""
    j.press_key("ctrl+l")
    journey.app.wait_for_focus("text", "Frame or Time")
    j.type_line("0:00:20")
    j.wait("it is shown", lambda: shown(journey.app) == ("nest-north.mp4", 500))
    journey.app.wait_for_focus("image", "Timeline of nest-north.mp4")
    j.press_key("Return")
    j.wait("it is asked about", lambda: journey.app.asked() == ("nest-north.mp4", 500))


j.go("timeline", open_project, drag_a_range, undo, select_by_keys, go_to)
