/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FL_TYPE_ECHO (fl_echo_get_type ())
G_DECLARE_FINAL_TYPE (FlEcho, fl_echo, FL, ECHO, GtkWidget)

/**
 * FlEcho:
 *
 * The chip that answers a key over the picture and goes by itself. Main thread.
 */

/**
 * fl_echo_show:
 * @self: an echo
 * @text: what to show
 * @index: palette index of the class, or %FL_PALETTE_BACKGROUND
 * @is_sentence: whether it must stay long enough to be read, not just seen
 *
 * Shows the chip at once and lets it fade.
 */
void fl_echo_show (FlEcho *self, const char *text, guint index, gboolean is_sentence);

/** fl_echo_keep: Shows the chip with @text at once, of no class, until something else is shown or it is let go. */
void fl_echo_keep (FlEcho *self, const char *text);

/** fl_echo_release: Lets a chip fade that is kept; does nothing to any other. */
void fl_echo_release (FlEcho *self);

/**
 * fl_echo_get_hold_ms:
 * @is_sentence: whether it must stay long enough to be read
 * @since_us: how long ago the chip before it was shown
 *
 * While answers come fast the chip stays and only its text changes: to fade is to paint at every display
 * frame, and a key that comes meanwhile has to wait for the next one.
 *
 * Returns: for how long it stays before it fades
 */
guint fl_echo_get_hold_ms (gboolean is_sentence, gint64 since_us);

G_END_DECLS
