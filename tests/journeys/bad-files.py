# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that cannot be used: one sentence in a toast, the window stays, nothing is changed."""
import os

import journey as j


def write(journey, name, content):
    path = os.path.join(journey.home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    return path


def try_file(journey, path, pattern):
    """Opens a file, wants a sentence, the window still there, and the file as it was."""
    with open(path, "rb") as file:
        before = file.read()
    files = sorted(os.listdir(os.path.dirname(path)))
    app = journey.start(path)
    app.wait_for("label", pattern)
    j.check(app.is_running() and app.find("push button", "Try the Demo"), "the window is gone")
    with open(path, "rb") as file:
        j.check_equal(file.read(), before, f"content of {path}")
    j.check_equal(sorted(os.listdir(os.path.dirname(path))), files, "files beside it")
    journey.shot(os.path.basename(path))
    j.press_key("ctrl+q")
    app.wait_for_end()


def open_foreign(journey):
    """a file that is no project"""
    path = write(journey, "bad/letter.frameline", b"Dear all,\nthis is a letter, not a project.\n" * 50)
    try_file(journey, path, r".*letter\.frameline.*")


def open_corrupt(journey):
    """a project whose pages are damaged"""
    project = journey.demo_project()
    with open(project.path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 8192)
    path = os.path.join(journey.home, "bad", "damaged.frameline")
    os.rename(project.path, path)
    try_file(journey, path, r".*damaged\.frameline” is damaged \(database.*")


def open_no_video(journey):
    """a text that is named like a video"""
    path = write(journey, "bad/notes.mp4", b"no video at all\n" * 20)
    try_file(journey, path, r".*notes\.mp4.*")


def open_empty(journey):
    """a video of zero bytes"""
    try_file(journey, write(journey, "bad/empty.mp4", b""), r".*empty\.mp4.*")


def open_missing(journey):
    """a video that is not there"""
    app = journey.start(os.path.join(journey.home, "gone.mp4"))
    app.wait_for("label", r".*gone\.mp4.*")
    j.press_key("ctrl+q")
    app.wait_for_end()


def open_mixed(journey):
    """of several videos those that can be used are used, and the others are named"""
    good = os.path.join(journey.home, "videos", "nest-east.mp4")
    bad = write(journey, "videos/bad.mp4", b"bad")
    app = journey.start(good, bad)
    app.wait_for("label", r".*bad\.mp4.*")
    app.wait_for_focus("text", "Name of a class")
    journey.shot("mixed")
    project = j.Project(os.path.join(journey.home, "videos", "videos.frameline"))
    j.check_equal(project.query("SELECT name FROM stream"), [("nest-east.mp4",)], "streams")
    j.press_key("ctrl+q")
    app.wait_for_end()


j.go("bad-files", open_foreign, open_corrupt, open_no_video, open_empty, open_missing, open_mixed)
