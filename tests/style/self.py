# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives each check a project with one fault, which it must name, and one without, which it must not.

A check that cannot fail would be worse than none.
"""
import os
import subprocess
import sys
import tempfile

import formats
import guide
import headers
import layers
import manual
import sizes
import sources
import translations
import words

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
LONG = "void\nf (void)\n{\n" + "  g ();\n" * 61 + "}\n"
UI = '<interface><template class="FlA"/></interface>'
LISTED = "<file>fl-a.ui</file>"
METAINFO = """<component type="desktop-application"><id>org.example.A</id><name>A</name>
<summary>Example</summary><metadata_license>CC0-1.0</metadata_license>
<project_license>GPL-3.0-or-later</project_license>
<url type="homepage">https://example.org</url><content_rating type="oars-1.1"/>
<developer_name>A</developer_name><launchable type="desktop-id">org.example.A.desktop</launchable>
<description><p>A long enough description of what the example does, for all to read.</p></description>
</component>"""
DESKTOP = "[Desktop Entry]\nType=Application\nName=A\nExec=a\n"
SCHEMA = ('<schemalist><schema id="a" path="/a/"><key name="k" type="b"><default>{}</default></key>'
          "</schema></schemalist>")
COMMANDS = ('[{{"directory": ".", "command": "ccache cc -I../src {} -c ../src/base/a.c",'
            ' "file": "../src/base/a.c"}}]')
PROGRAM = ("#!/bin/sh\nif [ $1 = --help ]; then echo '  new   Make'; else echo '  --class=NAME  A class'; fi\n")
MANUAL = ".SH COMMANDS\n.TP\n.BI new \" PROJECT\"\nMake.\n.TP\n{}\n.SH EXIT STATUS\n"
GUIDE = "doc/guide/index.html"
GUIDED = {"src/app/fl-commands.c": '{"win.undo", N_ ("_Undo %u"), {"<Control>z"}}\n', "ui/help-overlay.ui": "",
          "data/framelinectl.1": MANUAL.format(".BI \\-\\-class= NAME")}
PO = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
      '#, c-format\nmsgid "%d a"\nmsgstr "{}"\n')
VIEWS = "<interface>" + "".join(
    f'<object class="GtkStackPage"><property name="title" translatable="yes">{name}</property></object>'
    for name in ("Review", "Sweep")) + "</interface>"
TWO_VIEWS = '\nmsgid "Review"\nmsgstr "Sicht"\n\nmsgid "Sweep"\nmsgstr "{}"\n'

# (check, files with a fault, how the finding begins, files without it)
CASES = [
    (layers.find_includes, {"src/cli/a.c": '\n#include "store/fl-store.h"\n'}, "src/cli/a.c:2: cli may not",
     {"src/cli/a.c": '#include "session/fl-session.h"\n'}),
    (layers.find_includes, {"src/learn/a.c": '#include "media/fl-frame.h"\n'}, "src/learn/a.c:1: learn may",
     {"src/learn/a.c": '#include "base/fl-image.h"\n'}),
    (layers.find_includes, {"src/session/a.h": "#include <gtk/gtk.h>\n"}, "src/session/a.h:1: only app",
     {"src/app/a.h": "#include <gtk/gtk.h>\n"}),
    (layers.find_includes, {"src/app/a.c": "#include <sqlite3.h>\n"}, "src/app/a.c:1: only store",
     {"src/store/a.c": "#include <sqlite3.h>\n"}),
    (layers.find_includes, {"src/media/a.c": "#include <pthread.h>\n"}, "src/media/a.c:1: only session",
     {"src/session/a.c": "#include <pthread.h>\n"}),
    (layers.find_includes, {"src/media/a.cpp": ""}, "src/media/a.cpp:1: only features may be C++",
     {"src/features/a.cpp": "#include <opencv2/dnn.hpp>\n"}),
    (layers.find_includes, {"src/features/a.cpp": "#include <mutex>\n"}, "src/features/a.cpp:1: only session",
     {}),
    (layers.find_includes, {"src/learn/a.c": "#include <opencv2/core.hpp>\n"}, "src/learn/a.c:1: only features",
     {}),
    (layers.find_includes, {"src/utils/a.c": ""}, "src/utils/a.c:1: utils is no layer", {}),
    (layers.find_threads, {"src/store/a.c": "f ()\n{\n  g_thread_new ();\n}\n"},
     "src/store/a.c:3: only session", {"src/store/a.c": "/* no g_thread_new () here */\n"}),
    (layers.find_threads, {"src/base/a.c": "\ng_idle_add (f, NULL);\n"}, "src/base/a.c:2: base knows",
     {"src/session/a.c": "g_idle_add (f, NULL);\n"}),
    (words.find_banned, {"src/a.c": "\nstrcpy (a, b);\n"}, "src/a.c:2: strcpy is banned",
     {"src/a.c": '/* strcpy (a, b) */ "system ()" g_strlcpy (a, b, c); self->rand (); operand (a);\n'}),
    (words.find_banned, {"tests/a.c": "x = rand();\n"}, "tests/a.c:1: rand is banned", {}),
    (words.find_unlicensed, {"src/a.c": "int a;\n"}, "src/a.c:1: “SPDX", {"src/a.c": SPDX}),
    (words.find_unlicensed, {"tool": "#!/bin/sh\n"}, "tool:1: “SPDX",
     {"tool": "#!/bin/sh\n# SPDX-License-Identifier: GPL-3.0-or-later\n"}),
    (words.find_places, {"README.md": "\nSee /" + "home/ada/films.\n"}, "README.md:2: a folder",
     {"README.md": "See ~/films, $HOME/work/a and /usr/share.\n"}),
    (words.find_loose_ends, {"src/a.c": "int a; \n"}, "src/a.c:1: a tab", {"src/a.c": "int a;\n"}),
    (words.find_loose_ends, {"src/a.c": "int a;"}, "src/a.c:1: the last line", {}),
    (sizes.find_long_files, {"src/a.c": "\n" * 601}, "src/a.c:601: a file of 601", {"src/a.c": "\n" * 600}),
    (sizes.find_long_functions, {"src/a.c": LONG}, "src/a.c:2: f has 61 lines",
     {"src/a.c": LONG.replace("  g ();\n", "", 1), "src/b.c": LONG.replace("f (", "fl_b_class_init (")}),
    (translations.find_unlisted, {"po/POTFILES.in": "", "src/a.c": 'f (_ ("a"));\n'}, "src/a.c:1: has",
     {"po/POTFILES.in": "src/a.c\n", "src/a.c": 'f (_ ("a"));\n'}),
    (translations.find_unlisted, {"po/POTFILES.in": "", "ui/a.ui": '<p translatable="yes"/>\n'},
     "ui/a.ui:1: has", {"po/POTFILES.in": "# none\n", "src/a.c": '/* _ ("a") */ f (_ (a));\n'}),
    (translations.find_unlisted, {"po/POTFILES.in": "src/a.c\n"}, "po/POTFILES.in:1: src/a.c is listed and not",
     {}),
    (translations.find_unlisted, {"po/POTFILES.in": "src/a.c\n", "src/a.c": "\n"},
     "po/POTFILES.in:1: src/a.c is listed and has no", {}),
    (translations.find_untranslatable, {"src/a.c": '\nf (_ ("%" G_GINT64_FORMAT " a"));\n'}, "src/a.c:2: gettext",
     {"src/a.c": 'f (_ ("%" PRId64 " (a"), g ("%" G_GINT64_FORMAT));\n'}),
    (translations.find_broken_catalogues, {"po/LINGUAS": "de\n"}, "po/LINGUAS:1: de is in", {"po/LINGUAS": ""}),
    (translations.find_broken_catalogues, {"po/LINGUAS": "de\n", "po/de.po": PO.format("%s a")}, "po/de.po:5",
     {"po/LINGUAS": "de\n", "po/de.po": PO.format("%d ä")}),
    (translations.find_incomplete, {"po/POTFILES.in": "src/a.c\n", "src/a.c": 'f (_ ("%d a"), _ ("b\\nc"));\n',
                                    "po/de.po": PO.format("%d ä")}, 'po/de.po:1: does not translate "b\\nc"',
     {"po/POTFILES.in": "src/a.c\n", "src/a.c": 'f (_ ("%d a"));\n', "po/de.po": PO.format("%d ä")}),
    (translations.find_incomplete, {"po/POTFILES.in": "src/a.c\n", "src/a.c": 'f (_ ("%d a"));\n',
                                    "po/de.po": PO.format("")}, 'po/de.po:1: does not translate "%d a"', {}),
    (translations.find_incomplete, {"po/POTFILES.in": "src/a.c\n", "src/a.c": 'f (_ ("%d a"));\n',
                                    "po/de.po": PO.format("%d ä").replace("#, ", "#, fuzzy, ")},
     'po/de.po:1: does not translate "%d a"', {}),
    (translations.find_clashes, {"ui/a.ui": VIEWS, "po/de.po": PO.format("%d ä") + TWO_VIEWS.format("Sicht")},
     "po/de.po:1: says 'Sicht' for 'Review' and for 'Sweep'",
     {"ui/a.ui": VIEWS, "po/de.po": PO.format("%d ä") + TWO_VIEWS.format("Suche")}),
    (formats.find_layout, {"src/a.c": "int a  = 1;\n"}, "src/a.c:1:", {"src/a.c": "int a = 1;\n"}),
    (formats.find_desktop, {"build/data/a.desktop": "[Desktop Entry]\nType=Application\n"}, "build/data/a.desktop: error",
     {"build/data/a.desktop": DESKTOP}),
    (formats.find_metainfo, {"build/data/org.example.A.metainfo.xml": METAINFO.replace("<id>org.example.A</id>", "")},
     "build/data/org.example.A.metainfo.xml", {"build/data/org.example.A.metainfo.xml": METAINFO}),
    (formats.find_xml, {"ui/a.ui": "<a>\n<b></a>\n"}, "ui/a.ui:2:", {"ui/a.ui": "<a/>\n"}),
    (formats.find_settings, {"data/a.gschema.xml": SCHEMA.format("maybe")}, "data/a.gschema.xml",
     {"data/a.gschema.xml": SCHEMA.format("true")}),
    (formats.find_templates, {"ui/frameline.gresource.xml": "", "ui/fl-a.ui": UI, "src/app/fl-a.c": ""},
     "ui/fl-a.ui:1: not in",
     {"ui/frameline.gresource.xml": LISTED, "ui/fl-a.ui": UI, "src/app/fl-a.c": ""}),
    (formats.find_templates, {"ui/frameline.gresource.xml": LISTED, "ui/fl-a.ui": UI}, "ui/fl-a.ui:1: there is",
     {}),
    (headers.find_dependent, {"build/compile_commands.json": COMMANDS.format(""), "src/base/a.h": "FlA *f;\n"},
     "src/base/a.h:1: does not compile",
     {"build/compile_commands.json": COMMANDS.format(""), "src/base/a.h": "struct _FlA *f (void);\n"}),
    (headers.find_gtk_below, {"build/compile_commands.json": COMMANDS.format("-I/usr/include/gtk-4.0")},
     "src/base/meson.build:1: compiled with", {"build/compile_commands.json": COMMANDS.format("-DA")}),
    (manual.find_undocumented, {"build/src/cli/framelinectl": PROGRAM, "data/framelinectl.1": MANUAL.format("")},
     "data/framelinectl.1:1: new --class is missing",
     {"build/src/cli/framelinectl": PROGRAM, "data/framelinectl.1": MANUAL.format(".BI \\-\\-class= NAME")}),
    (manual.find_undocumented,
     {"build/src/cli/framelinectl": PROGRAM, "data/framelinectl.1": MANUAL.format(".BI old \" PROJECT\"")},
     "data/framelinectl.1:1: there is no command old", {}),
    (manual.find_untold_columns,
     {"src/store/fl-schema.c": '"CREATE TABLE a ("\n"  b INTEGER) STRICT;"\n', "src/store/SCHEMA.md": "`a`\n"},
     "src/store/SCHEMA.md:1: a.b is missing",
     {"src/store/fl-schema.c": '"CREATE TABLE a (b INTEGER) STRICT"\n', "src/store/SCHEMA.md": "`a` has `b`\n"}),
    (manual.find_dead_paths, {"README.md": "\nsee src/a.c\n"}, "README.md:2: there is no src/a.c",
     {"README.md": "see `src/a.c`, `src/fl-NAME.c`\n", "src/a.c": ""}),
    (manual.find_dead_pages, {"src/a.c": "/* see b.md */\n"}, "src/a.c:1: there is no b.md",
     {"src/a.c": "/* see B.md */\n", "src/B.md": ""}),
    (manual.find_unknown_decisions, {"HACKING.md": "* **1** x\n", "src/a.c": "/* (decisions " + "2). */\n"},
     "src/a.c:1: HACKING.md tells no decision 2",
     {"HACKING.md": "* **1** x\n", "src/a.c": "/* (decisions " + "1). decisions [2] */\n"}),
    (guide.find_pictures, {GUIDE: '<html>\n<img src="a.png" alt="a"/></html>'}, GUIDE + ":2: there is no a.png",
     {GUIDE: '<html><img src="a.png" alt="a"/></html>', "doc/guide/a.png": ""}),
    (guide.find_pictures, {GUIDE: "<html/>", "doc/guide/a.png": ""}, "doc/guide/a.png:1: the guide does not",
     {GUIDE: "<html/>", "doc/a.png": ""}),
    (guide.find_pictures, {GUIDE: '<html><img src="a.png" alt="a"/></html>', "doc/guide/a.png": "a" * 150001},
     GUIDE + ":1: a.png has more", {}),
    (guide.find_dead_links, {GUIDE: '<html><a href="#b"/><p id="a"/></html>'}, GUIDE + ":1: #b leads",
     {GUIDE: '<html><a href="#a"/><p id="a"/></html>'}),
    (guide.find_unknown_keys, {GUIDE: "<html>\n<kbd>Ctrl+Y</kbd></html>", **GUIDED}, GUIDE + ":2: nothing is done by",
     {GUIDE: "<html><kbd>Ctrl+Z</kbd><kbd>Ctrl</kbd></html>", **GUIDED}),
    (guide.find_unknown_words, {GUIDE: "<html><b>Undo all</b></html>", **GUIDED}, GUIDE + ":1: the window says",
     {GUIDE: "<html><b>Undo</b></html>", "src/a.c": '{N_ ("_Un" "do")}'}),
    (guide.find_unknown_commands, {GUIDE: "<html><pre>framelinectl old\n</pre></html>", **GUIDED},
     GUIDE + ":1: there is no command old", {GUIDE: "<html><pre>framelinectl new a --class=A</pre></html>", **GUIDED}),
    (guide.find_unknown_commands, {GUIDE: "<html><code>framelinectl new --goal=a</code></html>", **GUIDED},
     GUIDE + ":1: new has no option --goal", {}),
    (formats.find_scripts, {"x": "#!/usr/bin/env bash\n"}, "x:1: a script that", {"x": "#!/usr/bin/env python3\n"}),
]


def find(check, files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            if name.startswith("build/src/"):
                os.chmod(path, 0o755)
        if check is formats.find_layout:
            style = os.path.join(os.path.dirname(__file__), "..", "..", ".clang-format")
            subprocess.run(["cp", style, root], check=True)
        return list(check(sources.Project(root, os.path.join(root, "build"))))


def judge(check, faulty, beginning, clean):
    found = find(check, faulty)
    if not any(fault.startswith(beginning) for fault in found):
        return f"it should have said “{beginning}…” and said {found}"
    found = find(check, clean) if clean else []
    return f"it should have found nothing and said {found}" if found else None


def main():
    print(f"1..{len(CASES)}")
    n_failed = 0
    for number, (check, faulty, beginning, clean) in enumerate(CASES, 1):
        case = f"{number} /style/self/{check.__module__}/{check.__name__[len('find_'):].replace('_', '-')}"
        try:
            complaint = judge(check, faulty, beginning, clean)
        except sources.Missing as tool:
            print(f"ok {case} # SKIP {tool} is not installed")
            continue
        if complaint:
            print(f"# {complaint}")
        print(f"{'not ok' if complaint else 'ok'} {case}", flush=True)
        n_failed += complaint is not None
    return 1 if n_failed else 0


sys.exit(main())
