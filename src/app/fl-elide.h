/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** fl_elide: Returns: (transfer full): @name with an ellipsis for its middle, of which @n_kept characters are left, half
 * of them at either end; all of it where it has no more */
char *fl_elide (const char *name, glong n_kept);

/**
 * fl_elide_in:
 * @inscription: where @text is to stand, laid out
 * @text: a sentence
 * @name: (nullable): a name in it
 *
 * Shows @text, with the middle of @name left out as far as is needed for all else to be seen.
 */
void fl_elide_in (GtkInscription *inscription, const char *text, const char *name);

G_END_DECLS
