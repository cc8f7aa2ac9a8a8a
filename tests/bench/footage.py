# SPDX-License-Identifier: GPL-3.0-or-later
"""Footage for measuring, drawn and encoded by the ffmpeg tool and kept for the next time.

A slow flight over the Mandelbrot set at 1920x1080, 25 frames a second, with the noise of a
camera: edges, plain areas and motion everywhere, about 6 Mbit/s with the defaults of x264. 20 s
are encoded; longer files repeat those packets, which a decoder has to decode like any others.
"""
import os
import shutil

import measure

RATE = 25
CLIP_S = 20
PICTURES = ["-f", "lavfi", "-i", f"mandelbrot=s=960x540:r={RATE}:end_pts=3000", "-t", str(CLIP_S),
            "-vf", "scale=1920:1080,noise=alls=6:allf=t"]


class Footage:
    """A folder of files that are made when they are first asked for."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def _make(self, name, arguments):
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            return path
        measure.say(f"making {name} …")
        part = os.path.join(self.folder, "part-" + name)
        measure.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments, part])
        os.rename(part, path)
        return path

    def clip(self, gop=250):
        """20 s, key frames at least every `gop` frames."""
        return self._make(f"clip-gop{gop}.mp4",
                          [*PICTURES, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", str(gop)])

    def film(self, seconds, gop=250):
        """The clip over and over for so many seconds, which are a multiple of its length."""
        if seconds == CLIP_S:
            return self.clip(gop)
        return self._make(f"film-gop{gop}-{seconds}s.mp4",
                          ["-stream_loop", str(seconds // CLIP_S - 1), "-i", self.clip(gop),
                           "-c", "copy"])

    def small_film(self, n_frames):
        """Pictures of 64 x 48, where only their number matters."""
        return self._make(f"small-{n_frames}.mp4",
                          ["-f", "lavfi", "-i", f"testsrc2=s=64x48:r={RATE}", "-frames:v",
                           str(n_frames), "-c:v", "libx264", "-preset", "ultrafast",
                           "-pix_fmt", "yuv420p", "-g", str(RATE)])

    def large(self, n_bytes):
        """The clip over and over until the file has so many bytes."""
        n = -(-n_bytes // os.path.getsize(self.clip()))
        return self.film(int(n) * CLIP_S)

    def matroska(self, path):
        """The same packets in the other container."""
        name = os.path.splitext(os.path.basename(path))[0] + ".mkv"
        return self._make(name, ["-i", path, "-c", "copy"])

    def copies(self, seconds, n):
        """The same film under several names, for several streams; no bytes are copied."""
        film = self.film(seconds)
        paths = [os.path.join(self.folder, f"camera-{i}-{seconds}s.mp4") for i in range(n)]
        for path in paths:
            if not os.path.exists(path):
                os.link(film, path)
        return paths

    def demo(self, ctl):
        """The films of the program's own demo."""
        folder = os.path.join(self.folder, "demo")
        if not os.path.exists(folder):
            part = os.path.join(self.folder, "part-demo")
            shutil.rmtree(part, ignore_errors=True)
            measure.run([ctl, "demo", part])
            os.rename(part, folder)
        return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".mp4"))

    def forget(self):
        shutil.rmtree(self.folder, ignore_errors=True)
