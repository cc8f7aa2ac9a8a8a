/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project with a model, whose random checks are asked and answered. */
#pragma once

#include "scenes.h"

G_BEGIN_DECLS

/* The labels that all begin with: these many frames of each stream. */
#define CHECKED_N_LABELLED 10
#define CHECKED_N_FREE     (SCENES_N_ROWS - SCENES_N_STREAMS * CHECKED_N_LABELLED)

/**
 * Checked:
 * @path: of a copy of the project of scenes.h
 * @session: on it
 * @rand: where chance comes from
 *
 * What a test begins with: some labels, and a model of them.
 */
typedef struct {
  char *path;
  FlSession *session;
  GRand *rand;
} Checked;

/** checked_find_class: Returns: (transfer none): what is true of a frame */
FlClass *checked_find_class (Checked *self, guint stream, gint64 frame);

/** checked_label: Labels a frame as what it is. */
void checked_label (Checked *self, guint stream, gint64 frame);

/** checked_set_up: Opens a fresh project. */
void checked_set_up (Checked *self, gconstpointer data);

/** checked_tear_down: Closes it. */
void checked_tear_down (Checked *self, gconstpointer data);

/** checked_reopen: Closes the project and opens it again, with a model. */
void checked_reopen (Checked *self);

/** checked_get_current: Returns: (transfer none) (nullable): the current question */
FlItem *checked_get_current (Checked *self);

/** checked_ask: Draws a check, and asks it. Returns: (transfer none): it */
FlItem *checked_ask (Checked *self);

/** checked_get_stream_number: Returns: number of the stream of @item */
guint checked_get_stream_number (Checked *self, FlItem *item);

/** checked_answer: Answers the current question with what the machine says of it, or with something else. */
void checked_answer (Checked *self, gboolean is_right);

/** checked_answer_something: Any other answer, after which nothing before it can be replaced. */
void checked_answer_something (Checked *self);

/** checked_run: Makes the footage, runs all tests, and removes it. Returns: what main () does */
int checked_run (void);

G_END_DECLS
