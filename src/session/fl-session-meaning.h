/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What classes mean, and what older labels say of that. */
#pragma once

#include "session/fl-session.h"

G_BEGIN_DECLS

/**
 * fl_session_redefine_class:
 * @self: a session
 * @klass: a class
 * @definition: what it means from now on, 1 to 1,000 characters
 * @error: return location
 *
 * Gives @klass a new version of its meaning. Its labels stay and go on teaching, but are old: they
 * are asked again, the closest to the border first, until they are answered or confirmed. Open lots
 * with samples of it are withdrawn. One action, which undo takes back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean
fl_session_redefine_class (FlSession *self, FlClass *klass, const char *definition, GError **error);

/**
 * fl_session_split_class:
 * @self: a session
 * @klass: a class, not the background
 * @names: (array zero-terminated=1): of the classes that follow it, two or more
 * @error: return location
 *
 * Has new classes be offered instead of @klass. Its labels stay, by its name, and are asked again:
 * nobody knows of which part they are, so they teach nothing until then. Open lots with samples of it
 * are withdrawn. One action, which undo takes back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed
 */
gboolean
fl_session_split_class (FlSession *self, FlClass *klass, const char *const *names, GError **error);

/**
 * fl_session_confirm_class:
 * @self: a session
 * @klass: a class
 * @error: return location
 *
 * Says that the annotator's older labels hold with @klass as it is now: those of other classes, from
 * before it was there, are not of it, and those of it, from before it was redefined, are. One action,
 * which undo takes back.
 *
 * Returns: %TRUE, or %FALSE with nothing changed, also when there are no such labels
 */
gboolean fl_session_confirm_class (FlSession *self, FlClass *klass, GError **error);

/** fl_session_count_old_labels: Returns: how many labels of @klass, also a split one, are from before
 * it meant what it means now */
guint fl_session_count_old_labels (FlSession *self, FlClass *klass);

/** fl_session_count_unaware_labels: Returns: how many of the annotator's labels of other classes are
 * from before @klass was there, so that nobody knows whether it is there too */
guint fl_session_count_unaware_labels (FlSession *self, FlClass *klass);

/** fl_session_dup_price: Returns: (transfer full): what looking at @n_labels labels again costs, a
 * few words for people */
char *fl_session_dup_price (guint n_labels);

G_END_DECLS
