/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One controller in the capture phase of a page, that steps aside for text entries and popovers
 * (decisions 24). */
#include "app/fl-page-keys.h"

#include <glib/gi18n.h>

#include "app/fl-class-keys.h"
#include "app/fl-toasts.h"

#define KEYS "fl-page-keys"

struct _FlPageKeys {
  GtkWidget *page;
  FlKeyPressFunc func;
  FlKeyFilter filter;
  GListModel *classes; /* (nullable) FlClass */
  FlFirstKeyFunc show_first;
  char *first; /* (nullable) that waits for the second letter of a key */
  GdkModifierType first_state;
  gboolean is_counted; /* the press that is being told of */
};

static void
free_keys (gpointer data)
{
  FlPageKeys *self = data;

  g_clear_object (&self->classes);
  g_free (self->first);
  g_free (self);
}

char *
fl_page_keys_dup_sentence (const char *first)
{
  g_autofree char *cap = g_utf8_strup (first, -1);

  /* Translators: the placeholder is the first of the two letters that are the key of a class. */
  return g_strdup_printf (_ ("%s … now the second letter; Esc leaves it"), cap);
}

static void
set_first (FlPageKeys *self, const char *first)
{
  if (g_strcmp0 (self->first, first) == 0)
    return;
  g_free (self->first);
  self->first = g_strdup (first);
  if (self->show_first != NULL) {
    self->show_first (self->page, first);
  } else if (first != NULL) {
    g_autofree char *sentence = fl_page_keys_dup_sentence (first);
    fl_toasts_say (self->page, sentence);
  }
}

void
fl_page_keys_drop_first (FlPageKeys *self)
{
  g_return_if_fail (self != NULL);
  set_first (self, NULL);
}

void
fl_page_keys_forget (FlPageKeys *self)
{
  fl_key_filter_reset (&self->filter);
  set_first (self, NULL);
}

/* Returns: (transfer full) (nullable): the letter that it is, of two that are the key of a class */
static char *
dup_first (FlPageKeys *self, const FlKeyPress *press)
{
  const GdkModifierType held = GDK_CONTROL_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK |
                               (self->show_first != NULL ? 0 : GDK_ALT_MASK);

  if (self->classes == NULL || (press->state & held) != 0)
    return NULL;
  return fl_class_keys_dup_first (self->classes, self->page, press);
}

static gboolean
is_letter (const FlKeyPress *press)
{
  return (press->state & (GDK_CONTROL_MASK | GDK_SUPER_MASK | GDK_META_MASK)) == 0 &&
         g_unichar_isalpha (gdk_keyval_to_unicode (press->keyval));
}

/* Of a key that is held, and so is one letter alone, nothing comes. */
static gboolean
take_second (FlPageKeys *self, const FlKeyPress *press)
{
  g_autofree char *first = g_strdup (self->first);
  FlKeyPress second = *press;

  if (!is_letter (press)) {
    set_first (self, NULL);
    return press->keyval == GDK_KEY_Escape || press->keyval == GDK_KEY_BackSpace
             ? GDK_EVENT_STOP
             : self->func (self->page, press);
  }
  if (fl_page_keys_count (self, press) != FL_KEY_COUNTS)
    return GDK_EVENT_STOP;
  second.first = first;
  second.state |= self->first_state & GDK_ALT_MASK;
  self->is_counted = TRUE;
  const gboolean is_taken = self->func (self->page, &second);
  self->is_counted = FALSE;
  set_first (self, NULL);
  return is_taken;
}

static gboolean
take (FlPageKeys *self, const FlKeyPress *press)
{
  if (fl_keys_is_modifier (press->keyval))
    return self->func (self->page, press);
  if (self->first != NULL)
    return take_second (self, press);
  g_autofree char *first = dup_first (self, press);
  if (first == NULL)
    return self->func (self->page, press);
  if (fl_page_keys_count (self, press) == FL_KEY_COUNTS) {
    self->first_state = press->state;
    set_first (self, first);
  }
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  FlPageKeys *self = data;
  GtkEventController *parent = GTK_EVENT_CONTROLLER (controller);
  const FlKeyPress press = {
    .keyval = keyval,
    .keycode = keycode,
    .state = state,
    .press_us = (gint64) gtk_event_controller_get_current_event_time (parent) * 1000,
    .heard_us = g_get_monotonic_time (),
  };

  /* Even what is not shown may have the focus of a window. */
  if (!gtk_widget_get_mapped (self->page) || fl_class_keys_must_step_aside (self->page))
    return GDK_EVENT_PROPAGATE;
  return take (self, &press);
}

static void
on_key_released (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 gpointer data)
{
  fl_key_filter_release (&((FlPageKeys *) data)->filter, keycode);
}

static void
on_focus_left (GtkEventControllerFocus *controller, gpointer data)
{
  fl_page_keys_forget (data);
}

FlPageKeys *
fl_page_keys_new (GtkWidget *page, FlKeyPressFunc func)
{
  g_return_val_if_fail (GTK_IS_WIDGET (page) && func != NULL, NULL);

  FlPageKeys *self = g_new0 (FlPageKeys, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->page = page;
  self->func = func;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (page, focus);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_key_released), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (page, keys);
  /* Only when its controllers are gone. */
  g_object_set_data_full (G_OBJECT (page), KEYS, self, free_keys);
  return self;
}

void
fl_page_keys_set_classes (FlPageKeys *self, GListModel *classes)
{
  g_return_if_fail (self != NULL);
  set_first (self, NULL);
  g_set_object (&self->classes, classes);
}

void
fl_page_keys_set_first_func (FlPageKeys *self, FlFirstKeyFunc func)
{
  g_return_if_fail (self != NULL);
  self->show_first = func;
}

FlKeyVerdict
fl_page_keys_count (FlPageKeys *self, const FlKeyPress *press)
{
  g_return_val_if_fail (self != NULL && press != NULL, FL_KEY_COUNTS);
  return self->is_counted ? FL_KEY_COUNTS
                          : fl_key_filter_press (&self->filter, press->keycode, press->press_us);
}

/* Hardware code of a key that gives @keyval, 0 where the keyboard has none. */
static guint
find_keycode (GtkWidget *widget, guint keyval)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n = 0;

  return gdk_display_map_keyval (gtk_widget_get_display (widget), keyval, &keys, &n) && n > 0
           ? keys[0].keycode
           : 0;
}

gboolean
fl_page_keys_press (GtkWidget *focus, const char *accelerator)
{
  g_return_val_if_fail (GTK_IS_WIDGET (focus) && accelerator != NULL, FALSE);

  const gint64 now_us = g_get_monotonic_time ();
  FlKeyPress press = {.press_us = now_us, .heard_us = now_us};
  gboolean is_taken = FALSE;

  if (!gtk_accelerator_parse (accelerator, &press.keyval, &press.state))
    return FALSE;
  press.keycode = find_keycode (focus, press.keyval);
  for (GtkWidget *each = focus; each != NULL && !is_taken; each = gtk_widget_get_parent (each)) {
    FlPageKeys *self = g_object_get_data (G_OBJECT (each), KEYS);
    if (self == NULL)
      continue;
    /* It neither follows a key on the keyboard, nor is it held when it was done. */
    self->filter = (FlKeyFilter){0};
    is_taken = take (self, &press);
    self->filter = (FlKeyFilter){0};
  }
  return is_taken;
}
