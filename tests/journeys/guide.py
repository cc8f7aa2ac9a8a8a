# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the guide: page after page of the window, led there by real keys, on the demo's films.

They go to doc/guide/. That is no test: “./dev guide” runs it, and somebody looks at what came of it.
"""
import os
import time

import journey as j

KEYS = {"Bird": "1", "Squirrel": "2", "Nothing": "0"}
# The first that makes a picture small enough; few of them leave small text sharp.
N_COLOURS = (128, 96, 64, 48, 32)
MAX_BYTES = 150_000  # as tests/style/guide.py has it
# The screen without the border that the window manager draws around a window that fills it.
SIZE = "1270x790"
WITHIN = f"{SIZE}+5+5"
# The colours of the classes stand in a small corner, but are among the few: it is counted many times.
WITH_CLASSES = ("(", "+clone", "-crop", "240x180+1020+50", "+repage", "-sample", "500%", ")", "-append")
N_ANSWERS = 6
N_CHECKS = 20
# Faster answers are taken for a burst.
LOOK_S = 0.3
FRAMES_A_SECOND = 25
# Every so many samples are labelled for the pages that need a good model.
LABELLED_EVERY = 3


def picture(journey, name):
    """Keeps a picture of the screen, without the pointer, in as many colours as are small enough."""
    folder = os.environ["FRAMELINE_GUIDE_DIR"]
    whole = os.path.join(journey.home, f"{name}.png")
    kept = os.path.join(folder, f"{name}.png")
    j.run("xdotool", "mousemove", "1279", "799")
    j.run("import", "-window", "root", "-crop", WITHIN, "-strip", whole)
    for n_colours in N_COLOURS:
        j.run("convert", whole, *WITH_CLASSES, "-dither", "None", "-colors", str(n_colours), "-crop", SIZE + "+0+0",
              "+repage", "-quality", "95", f"png8:{kept}")
        if os.path.getsize(kept) <= MAX_BYTES:
            return
    raise j.Failure(f"{kept} has {os.path.getsize(kept)} bytes")


def fill_screen():
    """Has windows begin as large as the screen, so that a picture shows nothing else."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as settings:
        settings.write("[io/github/frameline/Frameline]\nwindow-maximized=true\n")


def quit_program(journey):
    j.press_key("ctrl+q")
    journey.app.wait_for_end()


def show_page(journey, key, page):
    j.press_key(key)
    j.wait(f"{page} is shown", lambda: journey.app.find("filler", page))


def welcome(journey):
    """the first page, before there is a project"""
    fill_screen()
    journey.app = journey.start()
    journey.app.wait_for("push button", "Try the Demo")
    picture(journey, "welcome")
    quit_program(journey)


def name_classes(journey):
    """what is looked for"""
    folder = os.path.join(journey.home, "nests")
    os.rename(journey.footage(), folder)
    journey.project = j.Project(os.path.join(folder, "nests.frameline"))
    journey.app = journey.start(*sorted(
        os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".mp4")))
    for name in ("Bird", "Squirrel"):
        journey.app.wait_for_focus("text", "Name of a class")
        j.type_line(name)
        j.wait(f"{name} is there", lambda name=name: (name, KEYS[name]) in journey.project.classes())
    j.wait("all are shown", lambda: set(KEYS) <= set(journey.app.names("label")))
    picture(journey, "first-class")
    j.press_key("Return")
    journey.app.wait_until_read()


def groups(journey):
    """groups, before anything is labelled"""
    show_page(journey, "ctrl+2", "FlGroupsPage")
    j.wait("there are groups", lambda: any(" moments, " in name for name in journey.app.names("panel")))
    journey.app.wait_for_focus("push button")
    picture(journey, "groups")


def answer(journey):
    """some answers"""
    show_page(journey, "ctrl+1", "FlLabelPage")
    for _ in range(N_ANSWERS):
        journey.app.answer(KEYS[journey.truth[journey.app.wait_for_question()]], journey.project)
    quit_program(journey)


def label_before(journey):
    """more answers from another sitting, which a good model needs"""
    path = os.path.join(journey.home, "before.csv")
    with open(path, "w", encoding="utf-8") as table:
        table.write("stream,frame,pts_s,label\n")
        for (stream, frame), name in journey.truth.items():
            sample = 2 * frame // FRAMES_A_SECOND
            if 2 * frame % FRAMES_A_SECOND < 2 and sample % LABELLED_EVERY == 0:
                table.write(f"{stream},{frame},{frame / FRAMES_A_SECOND:.6f},{name}\n")
    j.run(journey.framelinectl, "import", journey.project.path, path)
    journey.app = journey.start(journey.project.path)
    journey.app.wait_for_question()


def label(journey):
    """a question, with a guess that is measured"""
    j.wait("the guess is measured", lambda: any("%" in said for said in journey.app.guesses().values()))
    picture(journey, "label")


def timeline(journey):
    """the timeline, with a range that is selected"""
    show_page(journey, "ctrl+4", "FlTimelinePage")
    journey.app.wait_for_focus("image", "Timeline of .*")
    track = journey.app.find("image", "Timeline of nest-north.mp4",
                             within=journey.app.find("filler", "FlTimelinePage"))
    journey.app.point_at(track, 0.4)
    j.run("xdotool", "mousedown", "1")
    for share in (0.45, 0.5, 0.55):
        journey.app.point_at(track, share)
    j.run("xdotool", "mouseup", "1")
    journey.app.wait_for("label", ".* frames")
    picture(journey, "timeline")


def review(journey):
    """all samples as a grid"""
    show_page(journey, "ctrl+3", "FlReviewPage")
    journey.app.wait_for_focus("table cell")
    j.press_key("shift+Right", "shift+Right", "shift+Right")
    picture(journey, "review")


def sweep(journey):
    """a sheet of a sweep"""
    journey.app.click(journey.app.wait_for("page tab", "Sweep"))
    journey.app.tab_to("push button", ".*Start a Sweep")
    j.press_key("Return")
    journey.app.wait_for("push button", ".*None Here")
    journey.app.wait_for_focus("push button", "Tile 1")
    j.wait("all tiles have their picture", lambda: count_bright(journey) == 0)
    picture(journey, "sweep")


def count_bright(journey):
    """Tiles of the sheet that are as bright as the page, for they have no picture yet."""
    places = [node.get_extents(j.Atspi.CoordType.WINDOW)
              for node in j.walk(journey.app.find("filler", "FlSweepView")) if j.name_of(node).startswith("Tile ")]
    shot = os.path.join(journey.home, "sheet.png")
    j.run("import", "-window", "root", shot)
    return sum(float(j.run("convert", shot, "-crop", f"{place.width - 20}x{place.height - 20}+{place.x + 10}+{place.y + 10}",
                           "-format", "%[fx:mean]", "info:")) > 0.9 for place in places)


def accept(journey):
    """what would be filled in, and what it comes to"""
    show_page(journey, "ctrl+1", "FlLabelPage")
    j.press_key("ctrl+Return")
    journey.app.tab_to("spin button", "Wrong labels at most, in percent.*")
    j.press_key("ctrl+a")
    j.type_line("5")
    journey.app.wait_for("push button", r"Label [\d,]+ Samples?")
    picture(journey, "accept")
    journey.app.tab_to("push button", r"Label [\d,]+ Samples?")
    j.press_key("Return")
    j.wait("there is a lot", lambda: journey.project.query("SELECT id FROM lot"))


def open_lots(journey):
    journey.app.command("lots", "Lots")
    j.wait("the lots are there", lambda: journey.app.find("filler", "FlLotsView"))


def lots(journey):
    """what was filled in, and how far it is proved"""
    open_lots(journey)
    journey.app.tab_to("push button", ".*Certify in One Sitting")
    j.press_key("Return")
    for _ in range(N_CHECKS):
        j.wait("it is a check", lambda: journey.app.find("label", "Just checking"))
        j.wait("a look", lambda: time.monotonic() - journey.app.pressed_s > LOOK_S)
        journey.app.answer(KEYS[journey.truth[journey.app.wait_for_question()]], journey.project)
    open_lots(journey)
    picture(journey, "lots")


def insights(journey):
    """what it has come to"""
    show_page(journey, "ctrl+5", "FlInsightsPage")
    for name in ("Certainty of the Project", "Class Balance", "Blind Answers and the Machine"):
        journey.app.wait_for("label", name)
    picture(journey, "insights")
    quit_program(journey)


def tags(journey):
    """a question about all tags, one of which is marked"""
    path = journey.project.path.replace("nests.", "tags.")
    folder = os.path.dirname(path)
    j.run(journey.framelinectl, "new", path, "--multi-label", "--class", "Bird:1", "--class", "Squirrel:2")
    j.run(journey.framelinectl, "add", path, *sorted(
        os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".mp4")))
    # By the cheapest features: what is learned is not looked at here.
    j.run(journey.framelinectl, "ingest", path, "--extractor", "hand-1")
    journey.app = journey.start(path)
    journey.app.wait_for_question()
    journey.app.wait_for_focus("image")
    while journey.truth[journey.app.wait_for_question()] == "Nothing":
        journey.app.answer("0", j.Project(path))
    name = journey.truth[journey.app.asked()]
    journey.app.press(KEYS[name])
    journey.app.wait_for("list item", f"{name}, key {KEYS[name]}, yes")
    picture(journey, "tags")


j.go("guide", welcome, name_classes, groups, answer, label_before, label, timeline, review, sweep, accept, lots,
     insights, tags)
