# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeing better: dark pictures are shown brighter, and small ones larger."""
import os

import journey as j


def measure(journey, what):
    """Of the middle of the window, 0 to 1; there is the picture at any size."""
    path = os.path.join(journey.home, "seen.png")
    j.run("import", "-window", "root", path)
    return float(j.run("convert", path, "-gravity", "center", "-crop", "300x200+0+0", "-colorspace", "Gray",
                       "-format", f"%[fx:{what}]", "info:"))


def brightness(journey):
    return measure(journey, "mean")


def wait_until_still(journey):
    """The picture may be there as a small one first; gives its brightness when it is as it stays."""
    last = [None]

    def is_still():
        before, last[0] = last[0], brightness(journey)
        return before == last[0]
    j.wait("a picture is there, which is of many colours", lambda: measure(journey, "standard_deviation") > 0.005)
    j.wait("it stays as it is", is_still)
    return last[0]


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.wait_until_read()
    journey.before = wait_until_still(journey)


def wait_for_brightness(journey, what, is_reached):
    try:
        j.wait(what, lambda: is_reached(brightness(journey)))
    except j.Failure as failure:
        raise j.Failure(f"{failure}; it is {brightness(journey)}, and was {journey.before}") from None


def brighten(journey):
    """Ctrl+Shift+B shows the picture brighter, and once more as it is"""
    j.press_key("ctrl+shift+b")
    wait_for_brightness(journey, "it is brighter", lambda now: now > journey.before + 0.05)
    journey.shot("bright")
    j.press_key("ctrl+shift+b")
    wait_for_brightness(journey, "it is as it was", lambda now: abs(now - journey.before) < 0.02)
    j.check_equal(journey.project.n_actions(), 0, "answers by the letter of a class")


def wait_for_zoom(journey, pattern):
    journey.app.wait_for("push button", pattern + " ×")


def zoom(journey):
    """Ctrl and plus, or the wheel, zoom in; Ctrl+0 shows the whole picture"""
    j.press_key("ctrl+plus")
    wait_for_zoom(journey, "1.5")
    journey.shot("zoomed")
    j.press_key("ctrl+minus")
    j.wait("the whole picture is shown", lambda: journey.app.find("push button", ".* ×") is None)
    journey.app.point_at(journey.app.find_view())
    j.run("xdotool", "keydown", "ctrl", "click", "4", "keyup", "ctrl")
    wait_for_zoom(journey, r"1\.[23]")
    j.check_equal(journey.project.n_actions(), 0, "answers by keys that zoom")
    j.press_key("ctrl+0")
    j.wait("the whole picture is shown", lambda: journey.app.find("push button", ".* ×") is None)


def remember(journey):
    """it is remembered"""
    j.press_key("ctrl+shift+b")
    wait_for_brightness(journey, "it is brighter", lambda now: now > journey.before + 0.05)
    j.press_key("ctrl+w")
    journey.app.wait_for_end()
    path = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    with open(path, encoding="utf-8") as keys:
        j.check("brighten=true" in keys.read(), "it is kept that pictures are brighter")


j.go("seeing", open_project, brighten, zoom, remember)
