# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers: who may include whom, and which library belongs to which layer."""
import re

import sources

MAY_INCLUDE = {
    "base": set(),
    "media": {"base"},
    "features": {"base"},
    "learn": {"base"},
    "store": {"base"},
    "exchange": {"base", "store"},
    "session": {"base", "media", "features", "learn", "store", "exchange"},
    "app": {"base", "session"},
    "cli": {"base", "session"},
}

# Which layers alone may include what; a header that is not named here is free.
ONLY = [
    (r"json-glib/", {"base"}),
    (r"libav\w*/|libsw\w*/|(?:turbo)?jpeg\w*\.h|libexif/", {"media"}),
    (r"onnxruntime|opencv|cblas\.h|lapack", {"features"}),
    (r"linear\.h", {"learn"}),
    (r"sqlite3?\.h", {"store"}),
    (r"libxml/", {"exchange"}),
    (r"libpq|postgresql/", {"session"}),
    (r"pthread\.h|threads\.h|semaphore\.h|(?:thread|mutex|future|condition_variable)$", {"session"}),
    (r"gtk/|gdk/|gsk/|adwaita\.h|libadwaita|graphene", {"app"}),
]

BELOW_SESSION = {"base", "media", "features", "learn", "store", "exchange"}
# GLib's own threads and main loop, which come without a header of their own.
THREADS = r"\b(g_thread_\w+|g_task_run_in_thread\w*|g_thread_pool_\w+|GThread\w*|GMutex|GCond)\b"
MAIN_LOOP = r"\b(g_main_\w+|g_idle_\w+|g_timeout_\w+|GMain\w+|g_source_\w+)\b"


def _check_include(layer, header):
    other = header.split("/")[0]
    if other in MAY_INCLUDE:
        if other != layer and other not in MAY_INCLUDE[layer]:
            return f"{layer} may not include {other} (“{header}”)"
        return None
    for pattern, owners in ONLY:
        if re.match(pattern, header) and layer not in owners:
            return f"only {' and '.join(sorted(owners))} may include <{header}>"
    return None


def find_includes(project):
    for name in project.list(".c", ".cpp", ".h", under="src/"):
        layer = name.split("/")[1]
        if layer not in MAY_INCLUDE:
            yield f"{name}:1: {layer} is no layer"
            continue
        if name.endswith(".cpp") and layer != "features":
            yield f"{name}:1: only features may be C++"
        text = project.read(name)
        for line, match in sources.find_lines(text, r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]'):
            fault = _check_include(layer, match.group(1))
            if fault:
                yield f"{name}:{line}: {fault}"


def find_threads(project):
    for name in project.list(".c", ".cpp", ".h", under="src/"):
        layer = name.split("/")[1]
        code = sources.strip_c(project.read(name))
        if layer != "session":
            for line, match in sources.find_lines(code, THREADS):
                yield f"{name}:{line}: only session may use threads ({match.group(1)})"
        if layer in BELOW_SESSION:
            for line, match in sources.find_lines(code, MAIN_LOOP):
                yield f"{name}:{line}: {layer} knows no main loop ({match.group(1)})"
