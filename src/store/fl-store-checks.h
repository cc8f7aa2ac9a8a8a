/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random checks of the whole pool: what was drawn, what the machine said before, what was answered. */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/**
 * FlCheckDraw:
 * @stream: id of a stream
 * @frame: display index of the sample
 * @has_pts: whether the stream has times
 * @pts: time of the frame, in the time base of the stream
 * @tag: id of the tag that alone is asked about, or 0
 * @n_pool: how many samples (of tags: samples and tags) could be drawn, each with the same chance
 * @class_id: what the machine says of it; of a tag its id for yes, and minus its id for no
 * @probability: how sure it is, 0..1
 * @model: revision of the model
 * @n_labels: labelled samples that it had learned from
 *
 * A sample that was drawn, with what the machine says before anybody answers.
 */
typedef struct {
  gint64 stream;
  gint64 frame;
  gboolean has_pts;
  gint64 pts;
  gint64 tag;
  gint64 n_pool;
  gint64 class_id;
  double probability;
  gint64 model;
  gint64 n_labels;
} FlCheckDraw;

/**
 * fl_store_issue_check:
 * @self: a store
 * @draw: what was drawn
 * @error: return location
 *
 * Keeps that a check is asked, and what the machine says of it, before anybody sees it.
 *
 * Returns: id of the question, which the answer names, or 0 with @error
 */
gint64 fl_store_issue_check (FlStore *self, const FlCheckDraw *draw, GError **error);

/**
 * FlOpenCheck:
 * @question: id of its question
 * @draw: what was drawn, and what the machine said of it
 *
 * A check that was asked and has no answer that counts.
 */
typedef struct {
  gint64 question;
  FlCheckDraw draw;
} FlOpenCheck;

/** fl_store_list_open_checks: Returns: (transfer full) (element-type FlOpenCheck) (nullable): the checks
 * without an answer that counts, oldest first; %NULL with @error */
GArray *fl_store_list_open_checks (FlStore *self, GError **error);

/**
 * FlCheckAnswer:
 * @tag: id of the tag that was asked about, or 0
 * @guess_id: what the machine said before: a class; of a tag its id for yes, and minus its id for no
 * @class_id: what the person said in the same way, 0 for unsure
 * @probability: how sure the machine was, 0..1
 * @n_labels: labelled samples that its model had learned from
 * @is_final: whether anything was answered since; until then a slip may still be replaced
 * @is_taken_back: whether the answer was undone later, when it could not be replaced any more
 *
 * The answer to a check that counts.
 */
typedef struct {
  gint64 tag;
  gint64 guess_id;
  gint64 class_id;
  double probability;
  gint64 n_labels;
  gboolean is_final;
  gboolean is_taken_back;
} FlCheckAnswer;

/**
 * fl_store_list_checks:
 * @self: a store
 * @error: return location
 *
 * Gives the answers to checks that count, by the rules of fl_store_list_audits(): of each check the first
 * one, unless it was taken back before anything else was answered.
 *
 * Returns: (transfer full) (element-type FlCheckAnswer) (nullable): in the order of the draws; %NULL with
 *   @error
 */
GArray *fl_store_list_checks (FlStore *self, GError **error);

G_END_DECLS
