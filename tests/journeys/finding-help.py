# SPDX-License-Identifier: GPL-3.0-or-later
"""From the welcome page by keyboard to the demo, its menu, its shortcuts, the guide and the full screen."""
import os
import shutil

import journey as j

GUIDE = os.path.join(os.environ["FRAMELINE_GUIDE_DIR"], "index.html")


def open_demo(journey):
    """the demo is one button away, and is not drawn anew when it is there"""
    journey.shown = os.path.join(journey.home, "shown")
    install_viewer(journey, journey.shown)
    folder = os.path.join(os.environ["XDG_DATA_HOME"], "frameline", "demo")
    os.makedirs(os.path.dirname(folder))
    shutil.move(journey.footage(), folder)
    journey.app = journey.start()
    journey.app.wait_for("push button", "Try the Demo")
    journey.shot("welcome")
    journey.app.tab_to("push button", "Try the Demo")
    j.press_key("Return")
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.project = j.Project(os.path.join(folder, "demo.frameline"))
    j.check_equal([name for name, _ in journey.project.classes()],
                  ["Nothing", "Bird", "Squirrel"], "classes")


def open_menu(journey):
    """F10 opens the menu, arrows walk in it, Escape leaves; nothing is labelled meanwhile"""
    j.press_key("F10")
    journey.app.wait_for_focus("menu item", ".*")
    journey.shot("menu")
    first = journey.app.focused()
    j.press_key("Down")
    j.wait("the next item has the focus", lambda: journey.app.focused() != first)
    j.press_key("1")
    j.press_key("Escape")
    journey.app.wait_for_focus("image")
    j.check_equal(journey.project.labels(), {}, "labels")


def show_shortcuts(journey):
    """Ctrl+? shows the keys as keyboards call them, Escape closes them"""
    j.press_key("ctrl+question")
    journey.app.wait_for("label", "Accept the guess")
    journey.shot("shortcuts")
    labels = journey.app.names("label")
    j.check("Page Down" in labels and "Backspace" in labels, f"keys are called {labels}")
    j.check_equal([name for name in labels if "_" in name], [], "names that only programs have")
    j.press_key("Escape")
    j.wait("they are gone", lambda: not journey.app.find("label", "Accept the guess"))
    journey.shot("closed")


def install_viewer(journey, shown):
    """Has a program “show” web pages, which writes down what it was to show."""
    program = os.path.join(journey.home, "viewer")
    with open(program, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\necho "$1" >>"{shown}"\n')
    os.chmod(program, 0o755)
    folder = os.path.join(os.environ["XDG_DATA_HOME"], "applications")
    os.makedirs(folder)
    with open(os.path.join(folder, "org.example.Viewer.desktop"), "w", encoding="utf-8") as file:
        file.write(f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={program} %u\nMimeType=text/html;\n")
    with open(os.path.join(folder, "mimeapps.list"), "w", encoding="utf-8") as file:
        file.write("[Default Applications]\ntext/html=org.example.Viewer.desktop\n")


def read_guide(journey):
    """F1 has the program for web pages show the guide"""
    j.press_key("F1")
    j.wait("the guide is shown", lambda: read_lines(journey.shown) == [GUIDE])


def read_lines(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as text:
        return text.read().splitlines()


def fill_screen(journey):
    """F11 fills the screen and gives it back"""
    def width():
        window = j.run("xdotool", "getactivewindow").strip()
        lines = j.run("xdotool", "getwindowgeometry", "--shell", window).split()
        return int(dict(line.split("=") for line in lines)["WIDTH"])
    before = width()
    j.press_key("F11")
    j.wait("the window fills the screen", lambda: width() == j.SCREEN_WIDTH_PX)
    journey.shot("full")
    j.press_key("F11")
    j.wait("the window is as it was", lambda: width() == before)


def answer(journey):
    """after all that the keys still answer"""
    frame = journey.app.answer("1", journey.project)
    j.check_equal(journey.project.labels(), {frame: "Bird"}, "labels")


j.go("finding-help", open_demo, open_menu, show_shortcuts, read_guide, fill_screen, answer)
