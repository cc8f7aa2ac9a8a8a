# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of `framelinectl` share: running it, reading what it wrote, and printing TAP.

A test is a list of cases, functions that get a Bench; each is a line of TAP named by the first
line of its description. Nothing is mocked: the real program works on real videos in a folder that
goes away at the end, and everything it says is compared with what ffprobe and SQLite say.
"""
import csv
import datetime
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

TOOLS = ("ffmpeg", "ffprobe")
FRAMES_HEADER = ("stream,frame,pts_s,clock,label,state,source,confidence,sampled,annotator,"
                 "labelled_at,model,lot").split(",")


class Failure(Exception):
    """Something was not as it should be."""


class Skip(Exception):
    """Something is not there to be tested."""


def check(condition, what):
    if not condition:
        raise Failure(what)


def check_equal(actual, wanted, what):
    if actual != wanted:
        raise Failure(f"{what}: {actual!r} where {wanted!r} was expected")


def wait(what, condition, deadline_s=30):
    end = time.monotonic() + deadline_s
    while not (value := condition()):
        if time.monotonic() > end:
            raise Failure(f"waited {deadline_s} s for this: {what}")
        time.sleep(0.01)
    return value


def tool(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def iso(time_us):
    moment = datetime.datetime.fromtimestamp(time_us // 10**6, datetime.timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{time_us % 10**6:06d}Z"


def probe_frames(video):
    """[(pts_s as ffprobe prints it, "1" for a key frame)] of what the decoder gives."""
    out = tool("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
               "frame=key_frame,best_effort_timestamp_time", "-of", "json", video)
    return [(frame["best_effort_timestamp_time"], str(frame["key_frame"]))
            for frame in json.loads(out)["frames"]]


class Bench:
    """A folder of its own, the program, and footage."""

    def __init__(self, home):
        self.home = home
        build = os.environ["FL_BUILD_DIR"]
        self.program = os.path.join(build, "src", "cli", "framelinectl")
        self.kept = os.path.join(build, "tests", "cli", "footage")
        self.environment = {}
        self.n_folders = 0

    def folder(self):
        self.n_folders += 1
        path = os.path.join(self.home, f"{self.n_folders}")
        os.mkdir(path)
        return path

    def start(self, *arguments, **options):
        return subprocess.Popen([self.program, *arguments], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env={**os.environ, **self.environment}, **options)

    def run(self, *arguments, status=0, environment=None):
        """Gives (stdout, stderr) after checking the exit status and what goes with it."""
        done = subprocess.run([self.program, *arguments], capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, timeout=480,
                              env={**os.environ, **self.environment, **(environment or {})})
        out, err = done.stdout.decode(), done.stderr.decode()
        what = f"framelinectl {arguments!r}"
        check_equal(done.returncode, status, f"status of {what} (it said {err.strip()!r})")
        check("CRITICAL" not in err and "WARNING" not in err, f"{what} complains: {err!r}")
        return out, err

    def ctl(self, *arguments, **options):
        """What a command that works prints; it says nothing on stderr."""
        out, err = self.run(*arguments, **options)
        check_equal(err, "", f"stderr of {arguments[0]}")
        return out

    def refuse(self, *arguments, names="", status=1, **options):
        """A command that must fail: nothing on stdout, one sentence that names the thing."""
        out, err = self.run(*arguments, status=status, **options)
        check_equal(out, "", f"stdout of {arguments!r}, which fails")
        check(err.endswith("\n") and err.count("\n") == 1, f"{err!r} is not one line")
        check(err.startswith("framelinectl"), f"{err!r} does not say who speaks")
        check(len(err.split()) >= 4, f"{err!r} is no sentence")
        check(names in err, f"{err!r} does not name {names!r}")
        return err

    def misuse(self, *arguments):
        """A command that was called wrongly."""
        err = self.refuse(*arguments, status=2)
        check("--help" in err, f"{err!r} does not say where help is")
        return err

    def info(self, project):
        return json.loads(self.ctl("info", project, "--json"))

    def export(self, project, *options):
        """Rows; what is said of the machine's labels stands on stderr."""
        return rows_of(self.run("export", project, *options)[0])

    def footage(self):
        """The demo's folder, drawn by the program once for each build."""
        if not os.path.exists(os.path.join(self.kept, "demo.frameline")):
            part = self.kept + ".part"
            shutil.rmtree(part, ignore_errors=True)
            self.ctl("demo", part)
            shutil.rmtree(self.kept, ignore_errors=True)
            os.rename(part, self.kept)
        return self.kept

    def videos(self):
        folder = self.footage()
        return sorted(os.path.join(folder, name) for name in os.listdir(folder)
                      if name.endswith(".mp4"))

    def clip(self, folder, name="clip.mp4", *options, seconds=3):
        """A small film of its own: 12 frames a second, a key frame every 12."""
        path = os.path.join(folder, name)
        tool("ffmpeg", "-v", "error", "-f", "lavfi", "-i",
             f"testsrc2=size=96x64:rate=12:duration={seconds}", "-g", "12", "-bf", "2", "-pix_fmt",
             "yuv420p", *options, "-y", f"file:{path}")
        return path

    def project(self, folder, *videos, classes=("Nothing:0", "Bird:1", "Squirrel:2")):
        path = os.path.join(folder, "test.frameline")
        self.ctl("new", path, *(word for name in classes for word in ("--class", name)))
        if videos:
            self.ctl("add", path, "--", *videos)
        return path


def dump(project):
    """Everything the project file says, as text; it is read as any other program would."""
    connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True, timeout=5)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def query(project, sql, *values):
    connection = sqlite3.connect(f"file:{project}?mode=ro", uri=True, timeout=5)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def shared(name):
    """A file of the folder of odd media, when that is there."""
    path = os.path.join(os.environ.get("FL_SHARED_DIR", ""), "media", name)
    if not os.path.exists(path):
        raise Skip(f"{name} is not there")
    return path


def go(*cases):
    missing = [name for name in TOOLS if shutil.which(name) is None]
    if missing:
        print(f"1..0 # SKIP {', '.join(missing)} is not installed")
        return
    print(f"1..{len(cases)}", flush=True)
    failed = False
    with tempfile.TemporaryDirectory(prefix="frameline-", ignore_cleanup_errors=True) as home:
        bench = Bench(home)
        for number, case in enumerate(cases, 1):
            name = case.__doc__.splitlines()[0]
            try:
                case(bench)
                print(f"ok {number} {name}", flush=True)
            except Skip as skip:
                print(f"ok {number} {name} # SKIP {skip}", flush=True)
            except Exception as problem:  # pylint: disable=broad-except
                failed = True
                print(f"not ok {number} {name}", flush=True)
                text = str(problem) if isinstance(problem, Failure) else traceback.format_exc()
                print("".join(f"# {line}\n" for line in text.splitlines()), flush=True)
    sys.exit(1 if failed else 0)
