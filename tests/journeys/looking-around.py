# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to other frames: by the timeline, by the strip of neighbours, and frame by frame."""
import csv
import io

import journey as j

N_FRAMES = 1600
STEP_FRAMES = 12.5


def open_project(journey):
    """a project opens with a question"""
    journey.project = journey.demo_project()
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    journey.app.wait_until_read()


def list_samples(journey, stream):
    """Frames that the model learns from."""
    out = j.run(journey.framelinectl, "export", journey.project.path, "--samples")
    return {int(row["frame"]) for row in csv.DictReader(io.StringIO(out)) if row["stream"] == stream}


def click_timeline(journey):
    """a click on a track goes to the sample there and asks about it"""
    for name, share in (("nest-south.mp4", 0.25), ("nest-north.mp4", 0.8)):
        journey.app.click(journey.app.wait_for("image", f"Timeline of {name}"), share)
        wanted = share * N_FRAMES
        j.wait(f"a frame near {wanted:.0f} of {name} is asked about",
               lambda: journey.app.asked()[0] == name
               and abs(journey.app.asked()[1] - wanted) < 9)
        j.check(journey.app.asked()[1] in list_samples(journey, name), "the frame is no sample")
    journey.app.wait_for_focus("image", ".*frame.*")
    frame = journey.app.answer("2", journey.project)
    j.check_equal(journey.project.labels(), {frame: "Squirrel"}, "labels")
    journey.shot("clicked")


def hover(journey):
    """the pointer over a track tells who labelled what"""
    ((stream, frame),) = journey.project.labels()
    track = journey.app.wait_for("image", f"Timeline of {stream}")

    def told():
        for share in ((frame - 1) / N_FRAMES, (frame + 0.5) / N_FRAMES):
            journey.app.point_at(track, share)
        try:
            return journey.app.wait_for("label", ".* · Squirrel, labelled by a person", 2)
        except j.Failure:
            return None
    j.wait("the tooltip", told)
    journey.shot("hovered")


def click_strip(journey):
    """a click on a neighbour asks about it"""
    stream, frame = journey.app.asked()
    cells = [node for node in j.walk(journey.app.find("panel", "Neighbouring samples"))
             if node.get_role_name() == "push button" and node.get_name().startswith("Sample at")]
    j.check(len(cells) >= 5, f"{len(cells)} neighbours are shown")
    times = [cell.get_name() for cell in cells]
    j.check_equal(len(set(times)), len(times), "different neighbours")
    journey.app.click(cells[-1])
    j.wait("a later frame of the same video is asked about",
           lambda: journey.app.asked()[0] == stream
           and journey.app.asked()[1] >= frame + 2 * STEP_FRAMES)
    journey.app.answer("1", journey.project)


def step(journey):
    """arrows look one frame on or back, with Ctrl ten; Alt and a key labels what is shown"""
    stream, frame = journey.app.asked()
    labels = journey.project.labels()
    j.press_key("Right", "Right", "Right", "Left")
    j.wait("two frames on", lambda: journey.app.asked() == (stream, frame + 2))
    j.press_key("ctrl+Right")
    j.wait("ten more", lambda: journey.app.asked() == (stream, frame + 12))
    j.check("(+12 from the question)" in journey.app.find_view().get_name(),
            f"the caption is {journey.app.find_view().get_name()}")
    j.press_key("alt+1")
    labels[(stream, frame + 12)] = "Bird"
    j.wait("the shown frame is labelled", lambda: journey.project.labels() == labels)
    j.check_equal(journey.app.asked(), (stream, frame + 12), "what is shown after Alt+1")
    j.press_key("ctrl+Left", "Left", "Left")
    j.wait("back at the question", lambda: journey.app.asked() == (stream, frame))
    journey.app.answer("1", journey.project)
    labels[(stream, frame)] = "Bird"
    j.check_equal(journey.project.labels(), labels, "labels")


def play(journey):
    """Space plays what is around the question, and goes back to it; a step stays where it is"""
    stream, frame = journey.app.asked()
    j.press_key("space")
    seen = set()
    low, high = max(frame - 11, 0), min(frame + 11, N_FRAMES - 1)  # the question may be at an end of the film

    def has_looped():
        seen.add(journey.app.asked()[1])
        return min(seen) <= low and max(seen) >= high
    j.wait("frames before and after the question", has_looped)
    j.check(frame - 51 <= min(seen) and max(seen) <= frame + 51, f"frames {min(seen)} to {max(seen)} of {frame}")
    j.press_key("space")
    j.wait("back at the question", lambda: journey.app.asked() == (stream, frame))
    for key, speed in (("less", "0.5 ×"), ("less", "0.25 ×"), ("greater", "0.5 ×"), ("greater", "1 ×")):
        journey.app.press(key)
        journey.app.wait_for_status(speed)
    j.press_key("space")
    j.wait("it plays", lambda: journey.app.asked() != (stream, frame))
    j.press_key("Left")
    journey.app.answer("1", journey.project)
    j.check_equal(journey.project.labels()[(stream, frame)], "Bird", "the label of the question")


def stop_at_ends(journey):
    """the first and the last frame are where stepping ends"""
    samples = list_samples(journey, "nest-south.mp4")
    journey.app.click(journey.app.wait_for("image", "Timeline of nest-south.mp4"), 0.002)
    j.wait("a frame near the start", lambda: journey.app.asked()[0] == "nest-south.mp4"
           and journey.app.asked()[1] < 8)
    j.press_key("ctrl+Left", "Left")
    j.wait("the first frame", lambda: journey.app.asked() == ("nest-south.mp4", 0))
    journey.app.click(journey.app.wait_for("image", "Timeline of nest-south.mp4"), 0.999)
    j.wait("the last sample", lambda: journey.app.asked()[1] == max(samples))
    j.press_key("ctrl+Right", "ctrl+Right", "Right")
    j.wait("the last frame", lambda: journey.app.asked() == ("nest-south.mp4", N_FRAMES - 1))


def use_track_by_keyboard(journey):
    """a track can be reached and used without a mouse: Enter goes there, and answers nothing"""
    n_answers = journey.project.n_actions()
    journey.app.tab_to("image", "Timeline of nest-north.mp4", key="shift+Tab")
    journey.shot("track")
    j.press_key("Return")
    j.wait("that video is asked about", lambda: journey.app.asked()[0] == "nest-north.mp4")
    journey.app.wait_for_focus("image", ".*frame.*")
    j.check_equal(journey.project.n_actions(), n_answers, "answers")


j.go("looking-around", open_project, click_timeline, hover, click_strip, step, play, stop_at_ends,
     use_track_by_keyboard)
