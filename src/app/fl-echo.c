/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chip over the picture. It draws its text itself at a place of fixed size, so that no layout
 * of the window has to wait for it: on X11 each costs a dozen round trips to the server. */
#include "app/fl-echo.h"

#include <adwaita.h>
#include <math.h>

#include "app/fl-bar.h"
#include "app/fl-palette.h"

#define HOLD_MS     150
#define SENTENCE_MS 1200
#define FADE_MS     150
/* Answers that come faster than this find the chip of the one before still there. */
#define FAST_MS 500

#define PAD_X_PX 18
#define PAD_Y_PX 9
#define BAR_PX   6
#define GAP_PX   9

static const GdkRGBA ground = {0, 0, 0, 0.78f};
static const GdkRGBA ink = {1, 1, 1, 1};

struct _FlEcho {
  GtkWidget parent_instance;
  PangoLayout *text;
  guint index;
  AdwAnimation *fade;
  guint hold_source;
  gint64 shown_us; /* when it was last shown; 0 before */
  gboolean is_kept;
};

G_DEFINE_FINAL_TYPE (FlEcho, fl_echo, GTK_TYPE_WIDGET)

static void
set_opacity (double value, gpointer data)
{
  gtk_widget_set_opacity (GTK_WIDGET (data), value);
}

static gboolean
begin_to_fade (gpointer data)
{
  FlEcho *self = data;

  self->hold_source = 0;
  adw_animation_play (self->fade);
  return G_SOURCE_REMOVE;
}

static void
draw_content (FlEcho *self,
              GtkSnapshot *snapshot,
              const graphene_rect_t *chip,
              const PangoRectangle *line)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const float left = chip->origin.x + PAD_X_PX;
  const float right = chip->origin.x + chip->size.width - PAD_X_PX;
  const graphene_rect_t bar = GRAPHENE_RECT_INIT (is_rtl ? right - BAR_PX : left, PAD_Y_PX, BAR_PX,
                                                  chip->size.height - 2.0f * PAD_Y_PX);

  fl_bar_draw (snapshot, &bar, self->index, fl_palette_is_dark ());
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((is_rtl ? left : left + BAR_PX + GAP_PX) -
                                                  (float) line->x,
                                                floorf ((chip->size.height - (float) line->height) /
                                                        2.0f)));
  gtk_snapshot_append_layout (snapshot, self->text, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
fl_echo_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FlEcho *self = FL_ECHO (widget);
  const int around = 2 * PAD_X_PX + BAR_PX + GAP_PX;
  const int width = gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  GskRoundedRect clip;
  PangoRectangle line;

  pango_layout_set_width (self->text, MAX (width - around, 0) * PANGO_SCALE);
  /* Where letters go from right to left the line begins somewhere in the width that was set. */
  pango_layout_get_pixel_extents (self->text, NULL, &line);
  const int chip_width = MIN (line.width + around, width);
  const graphene_rect_t chip =
    GRAPHENE_RECT_INIT ((float) ((width - chip_width) / 2), 0, (float) chip_width, height);
  gsk_rounded_rect_init_from_rect (&clip, &chip, height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, &ground, &chip);
  draw_content (self, snapshot, &chip, &line);
  gtk_snapshot_pop (snapshot);
}

static void
fl_echo_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  int line_height;

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  pango_layout_get_pixel_size (FL_ECHO (widget)->text, NULL, &line_height);
  *minimum = *natural = line_height + 2 * PAD_Y_PX;
}

static void
fl_echo_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fl_echo_parent_class)->css_changed (widget, change);
  if (FL_ECHO (widget)->text != NULL)
    pango_layout_context_changed (FL_ECHO (widget)->text);
}

static void
fl_echo_dispose (GObject *object)
{
  FlEcho *self = FL_ECHO (object);

  g_clear_handle_id (&self->hold_source, g_source_remove);
  if (self->fade != NULL)
    adw_animation_reset (self->fade);
  g_clear_object (&self->fade);
  g_clear_object (&self->text);
  G_OBJECT_CLASS (fl_echo_parent_class)->dispose (object);
}

static void
fl_echo_class_init (FlEchoClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_echo_dispose;
  widget_class->css_changed = fl_echo_css_changed;
  widget_class->measure = fl_echo_measure;
  widget_class->snapshot = fl_echo_snapshot;
  gtk_widget_class_set_css_name (widget_class, "echo");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fl_echo_init (FlEcho *self)
{
  self->text = gtk_widget_create_pango_layout (GTK_WIDGET (self), "");
  pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_opacity (GTK_WIDGET (self), 0.0);
  /* The callback does not own the widget: dispose() stops the animation first. */
  self->fade =
    adw_timed_animation_new (GTK_WIDGET (self), 1.0, 0.0, FADE_MS,
                             adw_callback_animation_target_new (set_opacity, self, NULL));
}

guint
fl_echo_get_hold_ms (gboolean is_sentence, gint64 since_us)
{
  if (is_sentence)
    return SENTENCE_MS;
  return since_us < FAST_MS * G_TIME_SPAN_MILLISECOND ? FAST_MS : HOLD_MS;
}

static void
show_now (FlEcho *self, const char *text, guint index)
{
  g_clear_handle_id (&self->hold_source, g_source_remove);
  adw_animation_pause (self->fade);
  pango_layout_set_text (self->text, text, -1);
  self->index = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_opacity (GTK_WIDGET (self), 1.0);
}

void
fl_echo_keep (FlEcho *self, const char *text)
{
  g_return_if_fail (FL_IS_ECHO (self));
  show_now (self, text, FL_PALETTE_BACKGROUND);
  self->is_kept = TRUE;
}

void
fl_echo_release (FlEcho *self)
{
  g_return_if_fail (FL_IS_ECHO (self));
  if (self->is_kept)
    adw_animation_play (self->fade);
  self->is_kept = FALSE;
}

void
fl_echo_show (FlEcho *self, const char *text, guint index, gboolean is_sentence)
{
  g_return_if_fail (FL_IS_ECHO (self));
  const gint64 now_us = g_get_monotonic_time ();

  show_now (self, text, index);
  self->is_kept = FALSE;
  self->hold_source =
    g_timeout_add (fl_echo_get_hold_ms (is_sentence, now_us - self->shown_us), begin_to_fade, self);
  self->shown_us = now_us;
}
