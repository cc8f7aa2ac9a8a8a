/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are not in the project yet, or not whole; not for windows. */
#pragma once

#include "session/fl-session-types.h"
#include "store/fl-store-labels.h"

G_BEGIN_DECLS

/**
 * FlUnsaved:
 * @labels: (element-type FlLabelAction): what it says
 * @n_written: how many of them are in the project
 * @head: number of the action that says the first, 0 before it is written
 *
 * An answer that waits for the file, or is being written in parts.
 */
typedef struct {
  GArray *labels;
  guint n_written;
  gint64 head;
} FlUnsaved;

/**
 * fl_session_save_answer:
 * @self: a session
 * @answer: (element-type FlLabelAction): what is said, undone as one; times of frames are filled in
 * @error: return location
 *
 * Writes an answer, or keeps it until the file is free again, and lays it over what was said before. Of one that
 * labels much, in a window, only the beginning is written when this returns; a program that is killed keeps of it
 * what is written, and undo takes all of it back.
 *
 * Returns: %TRUE, or %FALSE with nothing said
 */
gboolean fl_session_save_answer (FlSession *self, GArray *answer, GError **error);

/** fl_session_write_unsaved: Writes the answers that wait, in order, before what may not overtake
 * them; tries once. Returns: %TRUE when nothing waits any more, else %FALSE, and they go on waiting */
gboolean fl_session_write_unsaved (FlSession *self, GError **error);

/** fl_session_get_is_saving: Returns: whether answers wait because the file cannot be written just now */
gboolean fl_session_get_is_saving (FlSession *self);

/** fl_session_count_unsaved: Returns: how many answers wait of which nothing is written yet */
guint fl_session_count_unsaved (FlSession *self);

/** fl_session_put_unsaved: Lays what is not written yet over labels of @stream (0: of all) that were read
 * from the project anew. */
void fl_session_put_unsaved (FlSession *self, gint64 stream);

/** fl_session_save_rest: Tries once more to write what is still unsaved, and gives it up. */
void fl_session_save_rest (FlSession *self);

G_END_DECLS
