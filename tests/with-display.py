# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test with a screen, a session bus and a home folder of its own.

usage: with-display.py PROGRAM [ARGUMENT…]

FL_SCREEN names another size of the screen. Whatever the test leaves behind is taken away with the folder. A
machine that lacks a tool skips the test and says which.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

SCREEN = os.environ.get("FL_SCREEN", "1600x1000x24")
NEEDED = ("Xvfb", "dbus-daemon")


def start(command, options, environment):
    """Starts a server that tells where it is through the file that the options name.

    The server and what it starts must not write into the test's own output, which is TAP.
    """
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [*command, *(option.format(writer) for option in options)], pass_fds=[writer], env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as lines:
        place = lines.readline().strip()
    if not place:
        stop(server)
        sys.exit(f"Bail out! {command[0]} does not start")
    return server, place


def stop(server):
    server.terminate()
    server.wait()


def make_environment(home):
    """What GTK 4.8 needs to be alone with the test; nothing of the person's is read."""
    runtime = os.path.join(home, "run")
    os.mkdir(runtime, 0o700)
    environment = dict(os.environ)
    for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "GTK_THEME"):
        environment.pop(name, None)
    environment.update(
        HOME=home, XDG_RUNTIME_DIR=runtime, TMPDIR=home,
        XDG_CONFIG_HOME=f"{home}/config", XDG_DATA_HOME=f"{home}/data",
        XDG_CACHE_HOME=f"{home}/cache", XDG_STATE_HOME=f"{home}/state",
        GDK_BACKEND="x11", GSK_RENDERER="cairo", ADW_DISABLE_PORTAL="1", GIO_USE_VFS="local")
    return environment


def main():
    for tool in NEEDED:
        if shutil.which(tool) is None:
            print(f"1..0 # SKIP {tool} is not installed")
            return 0
    # A meson that gives up sends SIGTERM, which must not leave the servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="frameline-", ignore_cleanup_errors=True) as home:
        environment = make_environment(home)
        screen, number = start(
            ["Xvfb", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"], ["-displayfd", "{}"],
            environment)
        try:
            environment["DISPLAY"] = f":{number}"
            bus, address = start(["dbus-daemon", "--session", "--nofork"], ["--print-address={}"],
                                 environment)
            try:
                environment["DBUS_SESSION_BUS_ADDRESS"] = address
                return subprocess.call(sys.argv[1:], env=environment)
            finally:
                stop(bus)
        finally:
            stop(screen)


if __name__ == "__main__":
    sys.exit(main())
