# SPDX-License-Identifier: GPL-3.0-or-later
"""A camera of this computer: recorded as it sends, unplugged, silent, and the program killed meanwhile. There is none, so that
one is pretended (fake-camera.c), which numbers its pictures."""
import os
import signal
import subprocess
import time

import ctl
from ctl import check, check_equal

DEVICE = "/dev/video77"
NAME = "video77"
RATE = 20
WIDTH, HEIGHT = 96, 64
N_BITS = 16


class Camera:
    """Plugged in with what it offers, and unplugged."""

    def __init__(self, bench, *offers):
        self.path = os.path.join(bench.folder(), "plug")
        self.offers = offers
        bench.environment.update({
            "LD_PRELOAD": os.path.join(os.environ["FL_BUILD_DIR"], "tests", "cli", "libfake-camera.so"),
            "FAKE_CAMERA": self.path,
            # A library that is loaded before the program comes before the sanitizer.
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"})
        self.plug_in()

    def say(self, *words):
        with open(self.path + ".new", "w", encoding="ascii") as file:
            file.write(" ".join(words))
        os.rename(self.path + ".new", self.path)

    def plug_in(self):
        self.say(*self.offers)

    def fall_silent(self):
        self.say("silent", *self.offers)

    def unplug(self):
        os.remove(self.path)


def make(bench):
    project = bench.project(bench.folder())
    bench.ctl("add", project, DEVICE, "--every-frame")
    return project


def recorded(project):
    """The files that were recorded, in order."""
    return [path for path, in ctl.query(project, "SELECT path FROM segment ORDER BY stream, ordinal")]


def codec(path):
    return ctl.tool("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path).strip()


def numbers(path):
    """What the pictures of a file show, by ffmpeg."""
    done = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo",
                           "-"], capture_output=True, check=True)
    row = WIDTH * HEIGHT // 2
    return [sum((done.stdout[at + row + (2 * bit + 1) * WIDTH // (2 * N_BITS)] > 128) << (N_BITS - 1 - bit)
                for bit in range(N_BITS)) for at in range(0, len(done.stdout), WIDTH * HEIGHT)]


def compare(bench, project):
    """The frames that are listed are those of the files, every picture in its turn; how many they are."""
    rows = ctl.rows_of(bench.ctl("frames", project, NAME))
    shown = [numbers(path) for path in recorded(project)]
    for part in shown:
        check_equal(part, list(range(part[0], part[0] + len(part))), "numbers in the pictures")
    check_equal(len(rows), sum(map(len, shown)), "frames")
    times = [float(row["pts_s"]) for row in rows]
    check(all(a < b for a, b in zip(times, times[1:])), "times that do not rise")
    info = bench.info(project)["streams"][0]
    check_equal((info["width"], info["height"], info["samples"]), (WIDTH, HEIGHT, len(rows)), "info")
    check("Everything is in order" in bench.ctl("check", project), "check")
    return len(rows)


def wait_for(recorder, words):
    for line in recorder.stdout:
        if words in line:
            return
    raise ctl.Failure(f"it ended without saying {words!r}: {recorder.stderr.read()}")


def stop(recorder):
    """Interrupts it, as a person would; it ends at once and in order."""
    recorder.send_signal(signal.SIGINT)
    try:
        out, err = recorder.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        recorder.kill()
        raise ctl.Failure("it does not end") from None
    check_equal((recorder.returncode, err), (0, ""), f"how it ended, having said {out}")


def has_recorded(project, n):
    """Whether so many files were begun, and something was written to each."""
    paths = recorded(project)
    return len(paths) >= n and all(os.path.getsize(path) > 2000 for path in paths)


def record_some(bench, project):
    recorder = bench.start("record", project)
    wait_for(recorder, "Recording")
    time.sleep(2)
    return recorder


def sends(bench, offers, expected):
    Camera(bench, *offers)
    project = make(bench)
    stop(record_some(bench, project))
    check_equal([codec(path) for path in recorded(project)], [expected], "how it was recorded")
    n_frames = compare(bench, project)
    check(n_frames > RATE, f"{n_frames} frames")


def sends_raw(bench):
    """record: a camera that sends its pictures as they are"""
    sends(bench, ["yuyv"], "rawvideo")


def sends_jpeg(bench):
    """record: a camera that sends JPEG"""
    sends(bench, ["mjpeg"], "mjpeg")


def sends_both(bench):
    """record: what takes less room, where a camera leaves the choice"""
    sends(bench, ["yuyv", "mjpeg"], "mjpeg")


def cut_off(bench):
    """record: unplugged and plugged in again five times; all that came is there"""
    camera = Camera(bench, "mjpeg")
    project = make(bench)
    recorder = bench.start("record", project)
    for n in range(1, 7):
        ctl.wait(f"file {n}", lambda n=n: has_recorded(project, n))
        if n <= 5:
            camera.unplug()
            wait_for(recorder, "Waiting to connect again")
            camera.plug_in()
    stop(recorder)
    check_equal(len(recorded(project)), 6, "files")
    compare(bench, project)


def killed(bench):
    """what a camera sent is there after kill -9, and recording goes on behind it"""
    Camera(bench, "yuyv")
    project = make(bench)
    counts = []
    for _ in range(2):
        recorder = record_some(bench, project)
        recorder.kill()
        recorder.communicate(timeout=60)
        check_equal(ctl.query(project, "SELECT count(*) FROM segment WHERE n_frames IS NULL"), [(1,)], "left behind")
        bench.ctl("ingest", project)
        counts.append(compare(bench, project))
    check(counts[0] > RATE / 2 and counts[1] > counts[0] + RATE / 2, counts)


def silent(bench):
    """a camera that sends nothing any more is left when asked to"""
    camera = Camera(bench, "mjpeg")
    project = make(bench)
    recorder = record_some(bench, project)
    camera.fall_silent()
    time.sleep(0.5)
    began = time.monotonic()
    stop(recorder)
    check(time.monotonic() - began < 8, "it waited for the camera")
    compare(bench, project)


if __name__ == "__main__":
    ctl.go(sends_raw, sends_jpeg, sends_both, cut_off, killed, silent)
