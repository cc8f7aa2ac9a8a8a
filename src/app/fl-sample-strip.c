/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strip under the picture: neighbours, and the ends and the middle of the run. Whether there is a
 * run changes with every question, so that its place is kept free: nothing is laid out anew. */
#include "app/fl-sample-strip.h"

#include <glib/gi18n.h>

#include "app/fl-thumb.h"
#include "base/fl-time.h"

#define N_NEIGHBOURS   9
#define MIDDLE         (N_NEIGHBOURS / 2)
#define N_RUN          3
#define N_CELLS        (N_NEIGHBOURS + N_RUN)
#define GAP_PX         6
#define RUN_GAP_PX     24
#define LEAST_WIDTH_PX 64

struct _FlSampleStrip {
  GtkWidget parent_instance;
  GtkWidget *cells[N_CELLS];
  FlThumb *thumbs[N_CELLS];
  gint64 frames[N_CELLS];
  gboolean exists[N_CELLS];
  gboolean has_runs;
  FlStream *stream;
};

G_DEFINE_FINAL_TYPE (FlSampleStrip, fl_sample_strip, GTK_TYPE_WIDGET)

enum {
  SIGNAL_SAMPLE_ACTIVATED,
  SIGNAL_RUN_FRAME_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
find_cell (const FlSampleStrip *self, gconstpointer cell)
{
  guint i = 0;

  while (i < N_CELLS && (gconstpointer) self->cells[i] != cell)
    i++;
  return i;
}

static void
on_cell_clicked (GtkButton *button, gpointer data)
{
  FlSampleStrip *self = data;
  const guint i = find_cell (self, button);

  if (self->stream == NULL || i == N_CELLS)
    return;
  if (i < N_NEIGHBOURS)
    g_signal_emit (self, signals[SIGNAL_SAMPLE_ACTIVATED], 0, self->stream, self->frames[i]);
  else
    g_signal_emit (self, signals[SIGNAL_RUN_FRAME_ACTIVATED], 0, self->frames[i]);
}

/* Translators, for all of these: what a screen reader calls a small picture; the placeholder is a
 * time. */
static char *
dup_name (guint i, const char *time)
{
  switch (i) {
  case N_NEIGHBOURS:
    return g_strdup_printf (_ ("First of the run, at %s"), time);
  case N_NEIGHBOURS + 1:
    return g_strdup_printf (_ ("Middle of the run, at %s"), time);
  case N_NEIGHBOURS + 2:
    return g_strdup_printf (_ ("Last of the run, at %s"), time);
  default:
    return g_strdup_printf (_ ("Sample at %s"), time);
  }
}

static char *
dup_cell_name (FlSampleStrip *self, guint i)
{
  g_autofree char *time =
    fl_time_format_position (fl_stream_get_time_s (self->stream, self->frames[i]));

  return dup_name (i, time);
}

static void
name_cell (FlSampleStrip *self, guint i)
{
  g_autofree char *label = dup_cell_name (self, i);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* Made when somebody points at one: under X11 each tip that is set is a question to the server. */
static gboolean
on_query_tip (GtkWidget *cell, int x, int y, gboolean is_key, GtkTooltip *tip, gpointer data)
{
  FlSampleStrip *self = data;
  const guint i = find_cell (self, cell);

  if (self->stream == NULL || i == N_CELLS || !self->exists[i])
    return FALSE;
  g_autofree char *label = dup_cell_name (self, i);
  gtk_tooltip_set_text (tip, label);
  return TRUE;
}

/* A cell that shows nothing is there for nobody, and has no name. */
static void
tell_exists (FlSampleStrip *self, guint i)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_STATE_HIDDEN,
                               !self->exists[i], -1);
}

/* Returns: whether the cell has come or gone */
static gboolean
show_cell (FlSampleStrip *self, guint i, int position)
{
  const gboolean existed = self->exists[i];

  self->exists[i] = self->stream != NULL && position >= 0 &&
                    (guint) position < fl_stream_get_n_samples (self->stream);
  tell_exists (self, i);
  if (!self->exists[i]) {
    fl_thumb_show (self->thumbs[i], NULL, 0);
    return existed;
  }
  self->frames[i] = fl_stream_get_sample (self->stream, (guint) position);
  fl_thumb_show (self->thumbs[i], self->stream, self->frames[i]);
  name_cell (self, i);
  return !existed;
}

/* How many neighbours there is room for, beside a run where there may be one. */
static guint
count_shown (const FlSampleStrip *self, int width)
{
  const int taken = self->has_runs ? N_RUN * (LEAST_WIDTH_PX + GAP_PX) + RUN_GAP_PX : 0;
  const int n_fitting = (width - taken + GAP_PX) / (LEAST_WIDTH_PX + GAP_PX);
  const int n_odd = n_fitting % 2 == 0 ? n_fitting - 1 : n_fitting;

  return (guint) CLAMP (n_odd, 1, N_NEIGHBOURS);
}

static void
fl_sample_strip_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  FlSampleStrip *self = FL_SAMPLE_STRIP (widget);

  gtk_widget_measure (self->cells[MIDDLE], orientation, -1, minimum, natural, NULL, NULL);
  if (orientation != GTK_ORIENTATION_HORIZONTAL)
    return;
  *minimum = LEAST_WIDTH_PX;
  *natural = N_NEIGHBOURS * *natural + (N_NEIGHBOURS - 1) * GAP_PX;
}

static void
allocate_cell (FlSampleStrip *self, guint i, int x, int width, int height)
{
  gtk_widget_size_allocate (self->cells[i], &(GtkAllocation){x, 0, width, height}, -1);
}

static void
fl_sample_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FlSampleStrip *self = FL_SAMPLE_STRIP (widget);
  const int n_shown = (int) count_shown (self, width);
  const int n_skipped = (N_NEIGHBOURS - n_shown) / 2;
  const int n_places = n_shown + (self->has_runs ? N_RUN : 0);
  const int gaps = (n_places - 1) * GAP_PX + (self->has_runs ? RUN_GAP_PX - GAP_PX : 0);
  int natural;

  gtk_widget_measure (self->cells[MIDDLE], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  const int cell_width = MAX (MIN (natural, (width - gaps) / n_places), 1);
  const int start = (width - n_places * cell_width - gaps) / 2;
  const int step = cell_width + GAP_PX;
  for (int i = 0; i < N_NEIGHBOURS; i++) {
    const int place = i - n_skipped;
    const gboolean is_shown = self->exists[i] && place >= 0 && place < n_shown;
    gtk_widget_set_child_visible (self->cells[i], is_shown);
    if (is_shown)
      allocate_cell (self, (guint) i, start + place * step, cell_width, height);
  }
  for (int i = 0; i < N_RUN; i++)
    allocate_cell (self, (guint) (N_NEIGHBOURS + i),
                   start + (n_shown + i) * step + RUN_GAP_PX - GAP_PX, cell_width, height);
}

static void
fl_sample_strip_dispose (GObject *object)
{
  FlSampleStrip *self = FL_SAMPLE_STRIP (object);

  for (guint i = 0; i < N_CELLS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_object (&self->stream);
  G_OBJECT_CLASS (fl_sample_strip_parent_class)->dispose (object);
}

static void
fl_sample_strip_class_init (FlSampleStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fl_sample_strip_dispose;
  widget_class->measure = fl_sample_strip_measure;
  widget_class->size_allocate = fl_sample_strip_size_allocate;
  signals[SIGNAL_SAMPLE_ACTIVATED] =
    g_signal_new ("sample-activated", FL_TYPE_SAMPLE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, FL_TYPE_STREAM, G_TYPE_INT64);
  signals[SIGNAL_RUN_FRAME_ACTIVATED] =
    g_signal_new ("run-frame-activated", FL_TYPE_SAMPLE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_css_name (widget_class, "samplestrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fl_sample_strip_init (FlSampleStrip *self)
{
  for (guint i = 0; i < N_CELLS; i++) {
    self->thumbs[i] = g_object_new (FL_TYPE_THUMB, NULL);
    self->cells[i] = gtk_button_new ();
    gtk_button_set_child (GTK_BUTTON (self->cells[i]), GTK_WIDGET (self->thumbs[i]));
    gtk_button_set_has_frame (GTK_BUTTON (self->cells[i]), FALSE);
    gtk_widget_set_focus_on_click (self->cells[i], FALSE);
    gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    tell_exists (self, i);
    g_signal_connect (self->cells[i], "clicked", G_CALLBACK (on_cell_clicked), self);
  }
  for (guint i = N_NEIGHBOURS; i < N_CELLS; i++) {
    gtk_widget_set_child_visible (self->cells[i], FALSE);
    gtk_widget_set_has_tooltip (self->cells[i], TRUE);
    g_signal_connect (self->cells[i], "query-tooltip", G_CALLBACK (on_query_tip), self);
  }
  gtk_widget_add_css_class (self->cells[MIDDLE], "now");
}

void
fl_sample_strip_set_loader (FlSampleStrip *self, FlFrameLoader *loader)
{
  g_return_if_fail (FL_IS_SAMPLE_STRIP (self));

  for (guint i = 0; i < N_CELLS; i++)
    fl_thumb_set_loader (self->thumbs[i], loader);
}

void
fl_sample_strip_show (FlSampleStrip *self, FlStream *stream, gint64 frame)
{
  g_return_if_fail (FL_IS_SAMPLE_STRIP (self));

  g_set_object (&self->stream, stream);
  const int middle = stream != NULL ? fl_stream_find_sample (stream, frame) : -1;
  gboolean must_allocate = FALSE;
  for (guint i = 0; i < N_NEIGHBOURS; i++)
    must_allocate |= show_cell (self, i, middle < 0 ? -1 : middle + (int) i - MIDDLE);
  if (must_allocate)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
fl_sample_strip_set_has_runs (FlSampleStrip *self, gboolean has_runs)
{
  g_return_if_fail (FL_IS_SAMPLE_STRIP (self));

  if (self->has_runs == has_runs)
    return;
  self->has_runs = has_runs;
  fl_sample_strip_show_run (self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
fl_sample_strip_show_run (FlSampleStrip *self, const gint64 *frames)
{
  g_return_if_fail (FL_IS_SAMPLE_STRIP (self));

  for (guint i = N_NEIGHBOURS; i < N_CELLS; i++) {
    self->exists[i] = self->has_runs && self->stream != NULL && frames != NULL;
    gtk_widget_set_child_visible (self->cells[i], self->exists[i]);
    tell_exists (self, i);
    if (self->exists[i])
      self->frames[i] = frames[i - N_NEIGHBOURS];
    fl_thumb_show (self->thumbs[i], self->exists[i] ? self->stream : NULL, self->frames[i]);
    if (self->exists[i])
      name_cell (self, i);
  }
}
