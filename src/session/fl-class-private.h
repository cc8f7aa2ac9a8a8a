/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/fl-class.h"

G_BEGIN_DECLS

/** fl_class_new: Returns: (transfer full): a class that shows a row of the project */
FlClass *fl_class_new (gint64 id, gboolean is_background);

/** fl_class_set_facts: Takes over what may change in the project. */
void fl_class_set_facts (FlClass *self, const char *name, const char *key, guint colour);

/** fl_class_set_meaning: Takes over its newest definition. */
void fl_class_set_meaning (FlClass *self, guint version, const char *definition);

/** fl_class_set_position: Takes over its place in the order of classes. */
void fl_class_set_position (FlClass *self, gint64 position);

/** fl_class_get_position: Returns: its place in the order of classes */
gint64 fl_class_get_position (FlClass *self);

/** fl_class_set_n_labels: Sets how many frames people gave it. */
void fl_class_set_n_labels (FlClass *self, guint n_labels);

/** fl_class_set_tag_counts: Sets what people said of it as a tag; `n-labels` are the yes. */
void fl_class_set_tag_counts (FlClass *self, const FlTagCounts *counts);

/** fl_class_set_probability: Sets the model's probability for the current question, or NAN, and
 * whether it is only a rough one. */
void fl_class_set_probability (FlClass *self, double probability, gboolean is_rough);

G_END_DECLS
