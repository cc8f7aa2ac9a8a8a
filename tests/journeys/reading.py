# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading videos in the background: a row of progress for each, stopped and resumed by keyboard."""
import os
import re

import journey as j

N_COPIES = 40


def open_project(journey):
    """two videos are read, one of them long"""
    folder = journey.footage()
    journey.long = os.path.join(folder, "long.mp4")
    j.run("ffmpeg", "-v", "error", "-stream_loop", str(N_COPIES - 1), "-i",
          os.path.join(folder, "nest-south.mp4"), "-c", "copy", journey.long)
    journey.project = j.Project(os.path.join(folder, "cams.frameline"))
    j.run(journey.framelinectl, "new", journey.project.path, "--class", "Nothing:0", "--class",
          "Bird:1")
    j.run(journey.framelinectl, "add", journey.project.path, journey.long,
          os.path.join(folder, "nest-east.mp4"))
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def show_progress(journey):
    """F9 shows a row of progress for each video"""
    j.press_key("F9")
    journey.app.wait_for("list item", r"nest-east\.mp4, .*")
    journey.app.wait_for("list item", r"long\.mp4, .*")
    j.wait("the short video is ready",
           lambda: journey.app.find("list item", r"nest-east\.mp4, Ready\b.*"))
    row = journey.app.wait_for("list item", r"long\.mp4, (Reading|Ingesting).*")
    j.check(journey.app.find("progress bar", within=row), "there is no bar of progress")
    j.check_equal([name for name in journey.app.names("label") if name == "long.mp4"],
                  ["long.mp4"] * 2, "names of the video in the sidebar and the timeline")
    journey.shot("progress")


def stop(journey):
    """the stop button can be reached and pressed by keyboard; what was read is kept"""
    journey.app.tab_to("push button", "Stop Reading")
    j.press_key("space")
    journey.app.wait_for("list item", r"long\.mp4, .*[Ss]topped.*|long\.mp4, .*[Cc]ancelled.*")
    journey.shot("stopped")
    journey.app.wait_for("push button", "Go On Reading")
    j.check(journey.app.focused() is not None, "nothing has the focus any more")
    j.press_key("Escape")
    journey.app.wait_for_focus("image")
    frame = journey.app.answer("1", journey.project)
    j.check_equal(journey.project.labels(), {frame: "Bird"}, "labels")


def resume(journey):
    """reading goes on where it stopped"""
    def share():
        title = journey.app.find("label", r"Reading 1 video · \d+.%")
        return int(re.search(r"(\d+).%", title.get_name())[1]) if title else None
    journey.app.tab_to("push button", "Go On Reading")
    j.press_key("space")
    journey.app.wait_for("push button", "Stop Reading")
    j.wait("the progress shows", lambda: share() is not None)
    j.wait("it goes on", lambda: journey.app.find("list item", r"long\.mp4, (Reading|Ingesting).*"))


def hide(journey):
    """F9 hides the sidebar again and the focus is back at the picture"""
    j.press_key("F9")
    journey.app.wait_for_focus("image")
    journey.shot("hidden")


def close_while_reading(journey):
    """Ctrl+Q in the middle ends the program at once"""
    j.press_key("ctrl+q")
    j.check_equal(journey.app.wait_for_end(), 0, "exit status")
    j.check_equal(len(journey.project.labels()), 1, "labels")


def tell_high_range(journey):
    """a video of high dynamic range says that it is shown with less, and no other one does"""
    folder = os.path.dirname(journey.long)
    bright = os.path.join(folder, "bright.mp4")
    # What the file says counts; the pictures may be any.
    j.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=25:duration=2",
          "-pix_fmt", "yuv420p10le", "-colorspace", "bt2020nc", "-color_primaries", "bt2020",
          "-color_trc", "smpte2084", bright)
    project = os.path.join(folder, "bright.frameline")
    j.run(journey.framelinectl, "new", project, "--class", "Nothing:0", "--class", "Bird:1")
    j.run(journey.framelinectl, "add", project, bright, os.path.join(folder, "nest-east.mp4"))
    journey.app = journey.start(project)
    journey.app.wait_until_read()
    j.press_key("F9")
    for name in ("nest-east.mp4", "bright.mp4"):
        journey.app.tab_to("list item", name + ", Ready.*")
        j.press_key("Return")
        j.wait(f"{name} is shown", lambda: journey.app.asked()[0] == name)
    journey.app.wait_for("list item", "bright.mp4, Ready, 2 samples a second. Its high dynamic range is "
                         "shown as far as a screen can; the machine sees it as it is")
    journey.shot("high-range")
    j.check(journey.app.find("list item", "nest-east.mp4, Ready, 2 samples a second"),
            "another video says so too")


j.go("reading", open_project, show_progress, stop, resume, hide, close_while_reading,
     tell_high_range)
