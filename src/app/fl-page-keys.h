/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/fl-keys.h"

G_BEGIN_DECLS

/**
 * FlKeyPress:
 * @keyval: what the key gives
 * @keycode: hardware code of the key
 * @state: modifiers that were held
 * @press_us: when it went down, not when its turn came: a window that was busy for a moment must not
 *   take two answers for one that bounced; µs of the display's clock
 * @heard_us: when its turn came, µs of the monotonic clock
 * @first: (nullable): the letter that was pressed before it, where keys of two letters begin with that
 *
 * A key that went down.
 */
typedef struct {
  guint keyval;
  guint keycode;
  GdkModifierType state;
  gint64 press_us;
  gint64 heard_us;
  const char *first;
} FlKeyPress;

/** FlKeyPressFunc: Takes a key of @page. Returns: %GDK_EVENT_STOP when it is nobody else's */
typedef gboolean (*FlKeyPressFunc) (GtkWidget *page, const FlKeyPress *press);

/**
 * FlPageKeys:
 *
 * The keyboard of a page: it hears of every key before what is inside, but for those that text entries
 * and popovers need, and knows which are held. It is its page's, and goes with it.
 */
typedef struct _FlPageKeys FlPageKeys;

/** fl_page_keys_new: Returns: (transfer none): a keyboard that gives the keys of @page to @func */
FlPageKeys *fl_page_keys_new (GtkWidget *page, FlKeyPressFunc func);

/** FlFirstKeyFunc: Shows on @page that @first waits for the second letter of a key, or %NULL: that none does. */
typedef void (*FlFirstKeyFunc) (GtkWidget *page, const char *first);

/**
 * fl_page_keys_set_classes:
 * @self: a keyboard
 * @classes: (nullable): #GListModel of #FlClass whose keys the page takes
 *
 * Has it keep the first of two letters, until the second comes, or Escape, Backspace or a command, however
 * long that takes. No other key waits.
 */
void fl_page_keys_set_classes (FlPageKeys *self, GListModel *classes);

/** fl_page_keys_set_first_func: Has @func show a letter that waits, and takes it with Alt as well; else it is told
 * in a toast. */
void fl_page_keys_set_first_func (FlPageKeys *self, FlFirstKeyFunc func);

/** fl_page_keys_dup_sentence: Returns: (transfer full): that @first waits for the second letter of a key */
char *fl_page_keys_dup_sentence (const char *first);

/** fl_page_keys_drop_first: Forgets the letter that waits, because something else is to be answered. */
void fl_page_keys_drop_first (FlPageKeys *self);

/** fl_page_keys_count: Returns: whether @press counts; call it once for each key that is to do
 * something once */
FlKeyVerdict fl_page_keys_count (FlPageKeys *self, const FlKeyPress *press);

/**
 * fl_page_keys_press:
 * @focus: where the focus would be
 * @accelerator: a key, as gtk_accelerator_parse() reads it
 *
 * Does to the pages that @focus is in what the key would do there.
 *
 * Returns: whether one of them took it
 */
gboolean fl_page_keys_press (GtkWidget *focus, const char *accelerator);

/** fl_page_keys_forget: Forgets which keys are held. */
void fl_page_keys_forget (FlPageKeys *self);

G_END_DECLS
