/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fl-store.h"

G_BEGIN_DECLS

/** fl_store_dup_setting: Returns: (transfer full) (nullable): the value of @key */
char *fl_store_dup_setting (FlStore *self, const char *key);

/** fl_store_set_setting: Sets @key; no action, cannot be undone. */
gboolean fl_store_set_setting (FlStore *self, const char *key, const char *value, GError **error);

/**
 * fl_store_ensure_annotator:
 * @self: a store
 * @name: of a person, not empty
 * @error: return location
 *
 * Returns: the person's id, who is added when new; 0 on failure
 */
gint64 fl_store_ensure_annotator (FlStore *self, const char *name, GError **error);

/** fl_store_count_annotators: Returns: how many people work on the project */
guint fl_store_count_annotators (FlStore *self);

/** fl_store_dup_annotator_name: Returns: (transfer full): the person's name, or "" */
char *fl_store_dup_annotator_name (FlStore *self, gint64 id);

/**
 * fl_store_add_scaling:
 * @self: a store
 * @extractors: id of the extractor set
 * @n_samples: how many samples it was computed from
 * @content: the serialized scaling
 * @error: return location
 *
 * Freezes a scaling of features under the next version (decisions 12).
 *
 * Returns: its version, or 0
 */
gint64 fl_store_add_scaling (FlStore *self,
                             const char *extractors,
                             gint64 n_samples,
                             GBytes *content,
                             GError **error);

/** fl_store_dup_scaling: Returns: (transfer full) (nullable): the newest one for @extractors;
 * @out_version may be %NULL */
GBytes *fl_store_dup_scaling (FlStore *self,
                              const char *extractors,
                              gint64 *out_version,
                              gint64 *out_n_samples);

/** fl_store_dup_scaling_version: Returns: (transfer full) (nullable): the one of that version */
GBytes *fl_store_dup_scaling_version (FlStore *self, gint64 version);

/** fl_store_keep_extractor_state: Keeps what the extractor @id learned from this project. */
gboolean
fl_store_keep_extractor_state (FlStore *self, const char *id, GBytes *content, GError **error);

/** fl_store_dup_extractor_state: Returns: (transfer full) (nullable): what it learned */
GBytes *fl_store_dup_extractor_state (FlStore *self, const char *id);

G_END_DECLS
