/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FlFilesFunc:
 * @window: the window that asked
 * @files: (transfer none): model of #GFile, at least one
 * @about: (nullable): what the choice is about, for the choosers that are given one
 *
 * Takes what a person chose.
 */
typedef void (*FlFilesFunc) (GtkWindow *window, GListModel *files, GObject *about);

/** fl_dialogs_choose_videos: Lets the person choose videos; nothing happens on cancel. */
void fl_dialogs_choose_videos (GtkWindow *window, FlFilesFunc func);

/** fl_dialogs_choose_project: Lets the person choose a project file. */
void fl_dialogs_choose_project (GtkWindow *window, FlFilesFunc func);

/** fl_dialogs_choose_folder: Lets the person choose where to look for missing videos, beginning in
 * @folder. */
void fl_dialogs_choose_folder (GtkWindow *window, const char *folder, FlFilesFunc func);

/** fl_dialogs_choose_film: Lets the person choose the file that the video called @name is in now,
 * beginning in @folder. */
void
fl_dialogs_choose_film (GtkWindow *window, const char *folder, const char *name, FlFilesFunc func);

/** fl_dialogs_choose_labels: Lets the person choose a file of labels to import. */
void fl_dialogs_choose_labels (GtkWindow *window, FlFilesFunc func);

/** fl_dialogs_choose_network: Lets the person choose an ONNX file; @about is kept and handed on to
 * @func. */
void fl_dialogs_choose_network (GtkWindow *window, FlFilesFunc func, GObject *about);

/** fl_dialogs_choose_target: Lets the person choose where to save, proposing @name in @folder; @about
 * (nullable) is kept and handed on to @func. */
void fl_dialogs_choose_target (GtkWindow *window,
                               const char *folder,
                               const char *name,
                               FlFilesFunc func,
                               GObject *about);

/**
 * FlTextFunc:
 * @window: the window that asked
 * @text: what was typed, not empty, without spaces around it
 * @about: (nullable): what it is about
 *
 * Takes what a person typed.
 */
typedef void (*FlTextFunc) (GtkWindow *window, const char *text, GObject *about);

/**
 * FlTextQuestion:
 * @heading: of the dialog
 * @body: what it is good for
 * @label: what is typed, for those who hear it
 * @placeholder: (nullable): shown while nothing is typed
 * @text: what stands there at first
 * @accept: what the button says
 */
typedef struct {
  const char *heading;
  const char *body;
  const char *label;
  const char *placeholder;
  const char *text;
  const char *accept;
} FlTextQuestion;

/** fl_dialogs_ask_text: Lets the person type a line; nothing happens on cancel. @about is kept and
 * handed on to @func. Returns: (transfer none): the dialog */
GtkWindow *fl_dialogs_ask_text (GtkWindow *window,
                                const FlTextQuestion *question,
                                FlTextFunc func,
                                GObject *about);

/** FlConfirmFunc: Takes whether a person said yes to what was asked about @about. */
typedef void (*FlConfirmFunc) (GObject *about, gboolean is_confirmed);

/** fl_dialogs_confirm: Asks before something is done that takes more than meets the eye; @accept is what the button
 * says that does it. @about is kept. Returns: (transfer none): the dialog */
GtkWindow *fl_dialogs_confirm (GtkWindow *window,
                               const char *heading,
                               const char *body,
                               const char *accept,
                               FlConfirmFunc func,
                               GObject *about);

/** fl_dialogs_ask_address: Lets the person type the address of live video; nothing happens on
 * cancel. Returns: (transfer none): the dialog */
GtkWindow *fl_dialogs_ask_address (GtkWindow *window, FlTextFunc func);

/** fl_dialogs_show_lines: Shows some lines of text under a heading until they are closed. */
void fl_dialogs_show_lines (GtkWindow *window, const char *heading, const char *lines);

/**
 * fl_dialogs_show_shortcuts:
 * @window: the window that asked
 *
 * Shows the keys until they are closed. The toolkit's own window for them has a fixed width of
 * several columns, which neither a narrow screen nor long words fit.
 *
 * Returns: (transfer none): the window with the keys
 */
GtkWindow *fl_dialogs_show_shortcuts (GtkWindow *window);

/**
 * fl_dialogs_show_guide:
 * @window: the window that asked, in which fl_toasts_say() speaks
 *
 * Has the program that shows web pages show the guide: the one that was installed, or that in the folder
 * which the variable FRAMELINE_GUIDE_DIR names, as a build tree needs. Where that cannot be, a toast says so.
 */
void fl_dialogs_show_guide (GtkWindow *window);

/** fl_dialogs_show_about: Shows who made the program and under which license. */
void fl_dialogs_show_about (GtkWindow *window);

G_END_DECLS
