/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project with lots whose wrong labels are known, and somebody who answers their checks. */
#pragma once

#include "scenes.h"

#include "session/fl-lot.h"

G_BEGIN_DECLS

/**
 * Lots:
 * @path: of a copy of the project of scenes.h, without labels
 * @session: on it
 * @n_closed: lots that were closed since it was opened the first time
 *
 * What a test begins with.
 */
typedef struct {
  char *path;
  FlSession *session;
  guint n_closed;
} Lots;

/** LotsWrongFunc: Returns: whether the machine is wrong about a frame */
typedef gboolean (*LotsWrongFunc) (guint stream, guint frame);

/** lots_init: Makes the footage; the first thing that a program does. */
void lots_init (int *argc, char ***argv);

/** lots_add: Adds a test that begins with @set_up. */
void lots_add (const char *path,
               void (*set_up) (Lots *, gconstpointer),
               void (*func) (Lots *, gconstpointer));

/** lots_run: Runs all tests, and removes the footage. Returns: what main () does */
int lots_run (void);

/** lots_set_up: Opens a fresh project. */
void lots_set_up (Lots *self, gconstpointer data);

/** lots_open: Opens the project at @path. */
void lots_open (Lots *self);

/** lots_reopen: Closes the project and opens it again. */
void lots_reopen (Lots *self);

/** lots_exec: Does @sql with the project file, as another program would. */
void lots_exec (Lots *self, const char *sql);

/** lots_get_stream: Returns: (transfer none): stream @i */
FlStream *lots_get_stream (Lots *self, guint i);

/** lots_find_class: Returns: (transfer none): a class by its name, which must be there */
FlClass *lots_find_class (Lots *self, const char *name);

/** lots_find_truth: Returns: (transfer none): what is true of that frame */
FlClass *lots_find_truth (Lots *self, guint stream, gint64 frame);

/** lots_is_never: A machine that is always right. */
gboolean lots_is_never (guint stream, guint frame);

/** lots_is_every_second: A machine that is wrong about every second frame. */
gboolean lots_is_every_second (guint stream, guint frame);

/** lots_is_second_stream: A machine that is wrong about all of the second stream. */
gboolean lots_is_second_stream (guint stream, guint frame);

/** lots_accept_streams: Makes a lot of all samples of some streams. Returns: its id */
gint64
lots_accept_streams (Lots *self, guint first, guint last, double max_error, LotsWrongFunc is_wrong);

/** lots_accept_all: The same of all streams. */
gint64 lots_accept_all (Lots *self, double max_error, LotsWrongFunc is_wrong);

/** lots_get: Returns: (transfer none): lot @i, oldest first, until lots are read anew */
const FlLot *lots_get (Lots *self, guint i);

/** lots_get_current: Returns: (transfer none) (nullable): the current question */
FlItem *lots_get_current (Lots *self);

/** lots_get_stream_number: Returns: the number of the stream of @item */
guint lots_get_stream_number (Lots *self, FlItem *item);

/** lots_ask: Returns: (transfer none): the next check of @lot, as it is asked in one sitting */
FlItem *lots_ask (Lots *self, gint64 lot);

/** lots_answer_with: Answers the current question with @klass (%NULL: unsure). */
void lots_answer_with (Lots *self, FlClass *klass);

/** lots_answer: Answers the next check of @lot with what is true. */
void lots_answer (Lots *self, gint64 lot);

/** lots_answer_all: Answers the checks of @lot, which is number @i, until it is closed, wrongly with a
 * chance of @slips. Returns: (transfer none): how it ends */
const char *lots_answer_all (Lots *self, gint64 lot, guint i, double slips);

/** lots_assert: Asserts how lot @i stands, by all checks that count. */
void lots_assert (Lots *self, guint i, FlLotState state, guint n_checks, guint n_disagreements);

/** lots_get_verdict: Returns: what is said of a frame */
FlVerdict lots_get_verdict (Lots *self, guint stream, gint64 frame);

/** lots_count_certainty: Returns: how many frames have that certainty */
guint lots_count_certainty (Lots *self, FlCertainty certainty);

G_END_DECLS
