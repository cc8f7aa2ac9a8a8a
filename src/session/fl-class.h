/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-session-types.h"

G_BEGIN_DECLS

#define FL_TYPE_CLASS (fl_class_get_type ())
G_DECLARE_FINAL_TYPE (FlClass, fl_class, FL, CLASS, GObject)

/**
 * FlClass:
 *
 * A class of the project: a name with a key and a colour. Made by #FlSession only.
 * Properties (read-only, notified): `name` (string), `key` (string, may be empty), `colour`
 * (uint, index into the palette), `is-background` (boolean), `definition` (string, what it means,
 * may be empty), `n-labels` (uint, frames that people gave it, or said yes to), `probability`
 * (double, 0..1, the model's for the current question; NAN when
 * there is none or it is hidden), `is-rough` (boolean: the probability only orders classes,
 * for nothing has measured yet what the model's doubt means). Main thread.
 */

/** fl_class_get_id: Returns: the class's id in the project, > 0 */
gint64 fl_class_get_id (FlClass *self);

/** fl_class_get_name: Returns: (transfer none): its name */
const char *fl_class_get_name (FlClass *self);

/** fl_class_get_key: Returns: (transfer none): its key, one letter or digit, or two letters, or empty */
const char *fl_class_get_key (FlClass *self);

/** fl_class_get_colour: Returns: index into the palette, >= 0 */
guint fl_class_get_colour (FlClass *self);

/** fl_class_get_is_background: Returns: whether it is the background class */
gboolean fl_class_get_is_background (FlClass *self);

/** fl_class_get_version: Returns: of its definition, from 1 */
guint fl_class_get_version (FlClass *self);

/** fl_class_get_definition: Returns: (transfer none): what it means, may be empty */
const char *fl_class_get_definition (FlClass *self);

/** fl_class_get_n_labels: Returns: how many frames people gave this class */
guint fl_class_get_n_labels (FlClass *self);

/**
 * FlTagCounts:
 * @n_yes: samples that have the tag, as people said
 * @n_no: that have it not
 * @n_unsure: of which somebody could not tell
 */
typedef struct {
  guint n_yes;
  guint n_no;
  guint n_unsure;
} FlTagCounts;

/** fl_class_get_tag_counts: Returns: (transfer none): what people said of it as a tag */
const FlTagCounts *fl_class_get_tag_counts (FlClass *self);

/** fl_class_get_is_rough: Returns: whether the probability is not measured yet */
gboolean fl_class_get_is_rough (FlClass *self);

/** fl_class_get_probability: Returns: the model's probability for the current question, or NAN */
double fl_class_get_probability (FlClass *self);

/**
 * FlTagAnswer:
 * @FL_TAG_YES: the tag is there
 * @FL_TAG_NO: it is not
 * @FL_TAG_UNSURE: one cannot tell
 */
typedef enum {
  FL_TAG_YES,
  FL_TAG_NO,
  FL_TAG_UNSURE,
} FlTagAnswer;

/**
 * FlTagged:
 * @tag: a tag
 * @answer: what is said of it
 */
typedef struct {
  FlClass *tag;
  FlTagAnswer answer;
} FlTagged;

G_END_DECLS
