/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One controller in the capture phase of a page, that steps aside for text entries and popovers
 * (decisions 24). */
#include "app/fl-page-keys.h"

#include "app/fl-class-keys.h"

#define KEYS "fl-page-keys"

struct _FlPageKeys {
  GtkWidget *page;
  FlKeyPressFunc func;
  FlKeyFilter filter;
};

void
fl_page_keys_forget (FlPageKeys *self)
{
  fl_key_filter_reset (&self->filter);
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
  return self->func (self->page, &press);
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
  g_object_set_data_full (G_OBJECT (page), KEYS, self, g_free);
  return self;
}

FlKeyVerdict
fl_page_keys_count (FlPageKeys *self, const FlKeyPress *press)
{
  g_return_val_if_fail (self != NULL && press != NULL, FL_KEY_COUNTS);
  return fl_key_filter_press (&self->filter, press->keycode, press->press_us);
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
    is_taken = self->func (each, &press);
    self->filter = (FlKeyFilter){0};
  }
  return is_taken;
}
