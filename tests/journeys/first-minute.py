# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minute: videos in, a class named, pictures labelled while the rest is still read."""
import os

import journey as j

# So many copies one after another are read for half a minute at least.
N_COPIES = 40
CLASSES = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}


def make_long_video(journey):
    """a video that takes a while to read"""
    journey.videos = journey.footage()
    journey.long = os.path.join(journey.videos, "long.mp4")
    j.run("ffmpeg", "-v", "error", "-stream_loop", str(N_COPIES - 1), "-i",
          os.path.join(journey.videos, "nest-north.mp4"), "-c", "copy", journey.long)
    journey.pts = j.read_pts(journey.long)


def open_videos(journey):
    """videos given as arguments ask what is looked for"""
    journey.app = journey.start(journey.long)
    journey.project = j.Project(os.path.join(journey.videos, "long.frameline"))
    journey.app.wait_for_focus("text", "Name of a class")
    journey.shot("what")


def name_classes(journey):
    """a name and Enter is a class; what is none of them stands last; an empty Enter begins"""
    j.type_line("Bird")
    j.wait("the first class is stored", lambda: ("Bird", "1") in journey.project.classes())
    j.type_line("Squirrel")
    j.wait("the second class is stored", lambda: ("Squirrel", "2") in journey.project.classes())
    j.wait("the background class stands last", lambda: [
        name for name in journey.app.names("label") if name in CLASSES] == list(CLASSES))
    journey.shot("classes")
    j.press_key("Return")
    journey.app.wait_for_focus("image")
    j.check_equal(sorted(journey.project.classes()),
                  [("Bird", "1"), ("Nothing", "0"), ("Squirrel", "2")], "classes")


def label_while_reading(journey):
    """keys label while the video is still read"""
    journey.answers = {}
    for name in ("Bird", "Nothing", "Squirrel", "Nothing", "Bird"):
        frame = journey.app.answer(CLASSES[name], journey.project)
        journey.answers[frame] = name
    journey.shot("labelling")
    journey.app.wait_for("label", "Reading 1 video .*")


def compare(journey):
    """the project has exactly these labels, with the times that ffprobe tells"""
    j.check_equal(journey.project.labels(), journey.answers, "labels in the project")
    for (stream, frame), pts in journey.project.pts().items():
        j.check_equal((stream, pts), ("long.mp4", journey.pts[frame]), f"pts of frame {frame}")


j.go("first-minute", make_long_video, open_videos, name_classes, label_while_reading, compare)
