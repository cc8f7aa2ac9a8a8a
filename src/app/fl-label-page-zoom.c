/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closer look: keys that zoom the picture, and the button that says how far it is. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/fl-label-page-private.h"

/* How much of the view a key moves the picture by. */
#define MOVE_SHARE 0.2

static void
move (FlLabelPage *self, double x, double y)
{
  fl_frame_view_move (self->view, -x * MOVE_SHARE * gtk_widget_get_width (GTK_WIDGET (self->view)),
                      -y * MOVE_SHARE * gtk_widget_get_height (GTK_WIDGET (self->view)));
}

static void
run (FlLabelPage *self, FlZoomKey key)
{
  switch (key) {
  case FL_ZOOM_KEY_NONE:
    break;
  case FL_ZOOM_KEY_IN:
  case FL_ZOOM_KEY_OUT:
    fl_frame_view_zoom_step (self->view, key == FL_ZOOM_KEY_IN);
    break;
  case FL_ZOOM_KEY_WHOLE:
    fl_frame_view_show_whole (self->view);
    break;
  case FL_ZOOM_KEY_LEFT:
    move (self, -1, 0);
    break;
  case FL_ZOOM_KEY_RIGHT:
    move (self, 1, 0);
    break;
  case FL_ZOOM_KEY_UP:
    move (self, 0, -1);
    break;
  case FL_ZOOM_KEY_DOWN:
    move (self, 0, 1);
    break;
  }
}

gboolean
fl_label_page_press_zoom (FlLabelPage *self, const FlKeyPress *press)
{
  const FlZoomKey key = fl_keys_find_zoom (press->keyval, press->keycode, press->state);

  if (key == FL_ZOOM_KEY_NONE)
    return FALSE;
  if (key != FL_ZOOM_KEY_IN && fl_frame_view_get_zoom (self->view) == 1)
    fl_label_page_say (self, _ ("The whole picture is shown"));
  else
    run (self, key);
  return TRUE;
}

void
fl_label_page_follow_zoom (FlLabelPage *self)
{
  const double zoom = fl_frame_view_get_zoom (self->view);
  /* Translators: how much larger a picture is shown, such as “1.5 ×”. */
  g_autofree char *text = g_strdup_printf (_ ("%g ×"), round (zoom * 10) / 10);

  gtk_button_set_label (self->zoom, text);
  gtk_widget_set_visible (GTK_WIDGET (self->zoom), zoom > 1);
}

void
fl_label_page_show_whole (FlLabelPage *self)
{
  fl_frame_view_show_whole (self->view);
  fl_label_page_take_focus (self);
}
