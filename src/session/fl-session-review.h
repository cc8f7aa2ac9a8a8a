/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviewing samples in bulk: a list of them in some order, and what is said of several at once. A part
 * of #FlSession. */
#pragma once

#include "session/fl-review-order.h"
#include "session/fl-review.h"
#include "session/fl-session.h"

G_BEGIN_DECLS

/** fl_session_get_review: Returns: (transfer none): the list, empty before it is sorted first */
FlReview *fl_session_get_review (FlSession *self);

/**
 * fl_session_sort_review:
 * @self: a session
 * @query: which samples, in which order
 *
 * Fills the list anew, on a thread; returns at once. The list's signal `sorted` tells the end. The
 * newest query wins.
 */
void fl_session_sort_review (FlSession *self, const FlReviewQuery *query);

/**
 * fl_session_find_in_review:
 * @self: a session
 * @item: one of the list
 *
 * Looks on a thread for samples in the list that look like @item, and returns at once; the list's
 * signal `like-found` gives them.
 */
void fl_session_find_in_review (FlSession *self, FlItem *item);

/**
 * fl_session_find_whole_run:
 * @self: a session
 * @item: a sample
 * @out: (out caller-allocates): the run that it is in, whoever labelled which part of it
 *
 * Returns: %FALSE when it is in none; @out is the frame alone then
 */
gboolean fl_session_find_whole_run (FlSession *self, FlItem *item, FlRange *out);

/**
 * FlReviewState:
 * @klass: (nullable) (transfer none): the class that a sample has
 * @certainty: who or what says so
 * @confidence: of the machine, 0..1; NAN where it says nothing
 * @is_rough: whether @confidence only orders classes, see #FlClass
 */
typedef struct {
  FlClass *klass;
  FlCertainty certainty;
  double confidence;
  gboolean is_rough;
} FlReviewState;

/** fl_session_get_state: Tells what is known of the sample @item (exclusive projects), and of one that is
 * asked about blind what people said alone. */
void fl_session_get_state (FlSession *self, FlItem *item, FlReviewState *out);

/**
 * FlReviewTag:
 * @tag: (transfer none): a tag
 * @answer: what is said of it
 * @certainty: who or what says so
 * @confidence: of the machine that it is so, 0..1; NAN where nobody gave one
 * @is_rough: whether that only orders samples
 *
 * What is known of a tag of a sample.
 */
typedef struct {
  FlClass *tag;
  FlReviewAnswer answer;
  FlCertainty certainty;
  double confidence;
  gboolean is_rough;
} FlReviewTag;

/** fl_session_list_tag_states: Returns: (transfer full) (element-type FlReviewTag): what is known of the tag
 * that @item is about, or of all tags in their order, and where it is asked about blind what people said
 * alone; empty in projects of classes */
GArray *fl_session_list_tag_states (FlSession *self, FlItem *item);

/**
 * fl_session_confirm:
 * @self: a session that may write
 * @items: (element-type FlItem): samples
 * @error: return location
 *
 * Has the person say of each sample what the machine says, as one action; in projects of tags of the
 * tag that an item is about, or of all of them. Those of which the machine says nothing, those that are
 * asked about blind, and those that a person labelled, are left as they are.
 *
 * Returns: how many were labelled, 0 with @error and nothing stored, or without where nothing was to do
 */
guint fl_session_confirm (FlSession *self, GPtrArray *items, GError **error);

/** fl_session_relabel: Does so with @klass, or %NULL for unsure, of all that have not that label of a
 * person already. Not in projects of tags. */
guint fl_session_relabel (FlSession *self, GPtrArray *items, FlClass *klass, GError **error);

/**
 * fl_session_tag_items:
 * @self: a session of a project of tags that may write
 * @items: (element-type FlItem): samples
 * @tag: (nullable): what it is said of; %NULL for the tag that an item is about, or for all
 * @answer: what is said; unsure of all tags leaves those as they are that a person answered
 * @error: return location
 *
 * Has the person say so of each sample, as one action.
 *
 * Returns: of how many samples anything was said that was not said before; 0 also with @error
 */
guint fl_session_tag_items (FlSession *self,
                            GPtrArray *items,
                            FlClass *tag,
                            FlTagAnswer answer,
                            GError **error);

/** fl_session_unlabel: Takes the labels of people from @items, as one action, of a tag alone where
 * @items are about one. What the machine says of them is left. */
guint fl_session_unlabel (FlSession *self, GPtrArray *items, GError **error);

G_END_DECLS
