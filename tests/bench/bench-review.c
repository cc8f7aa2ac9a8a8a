/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What scrolling over all samples of the review page costs, in the real window: how many frames of it
 * are painted while the grid goes from its top to its bottom, and what it takes of memory. */
#include "app/fl-application.h"
#include "app/fl-window.h"

#include "bench-report.h"

#include <stdio.h>
#include <stdlib.h>

#define WIDTH_PX   1280
#define HEIGHT_PX  800
#define SCROLL_S   20
#define MAX_WAIT_S 120

typedef struct {
  GtkWindow *window;
  guint n_items; /* that there are to be */
  GtkGridView *grid;
  gint64 begin_us;
  guint n_frames;
  BenchTimes *frames; /* from one to the next */
  gint64 newest_us;
  double peak_mb;
  gboolean is_over;
} Bench;

static void
stop (const char *what)
{
  g_printerr ("bench-review: %s\n", what);
  exit (1);
}

static GtkGridView *
find_grid (GtkWidget *widget)
{
  GtkGridView *found = NULL;

  if (GTK_IS_GRID_VIEW (widget) && gtk_widget_get_mapped (widget))
    return GTK_GRID_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_grid (child);
  return found;
}

static guint
count_items (GtkGridView *grid)
{
  GtkSelectionModel *model = grid != NULL ? gtk_grid_view_get_model (grid) : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/* The page is asked for when there is a model and a question, and the grid until it has everything. */
static gboolean
on_poll (gpointer data)
{
  Bench *self = data;

  if (!fl_label_page_is_ready (fl_window_get_label_page (FL_WINDOW (self->window))))
    return G_SOURCE_CONTINUE;
  (void) gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-view", "s", "review");
  self->grid = find_grid (GTK_WIDGET (self->window));
  if (count_items (self->grid) < self->n_items)
    return G_SOURCE_CONTINUE;
  self->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_late (gpointer data)
{
  stop ("the grid does not come");
  return G_SOURCE_REMOVE;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid));
  const double bottom =
    gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  const gint64 now_us = g_get_monotonic_time ();
  const double share = (double) (now_us - self->begin_us) / (SCROLL_S * G_USEC_PER_SEC);

  bench_times_add_span (self->frames, now_us - self->newest_us);
  self->newest_us = now_us;
  self->n_frames++;
  self->peak_mb = MAX (self->peak_mb, bench_get_own_mb ());
  gtk_adjustment_set_value (adjustment, bottom * MIN (share, 1));
  self->is_over = share >= 1;
  return self->is_over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
iterate (Bench *self)
{
  self->is_over = FALSE;
  while (!self->is_over)
    g_main_context_iteration (NULL, TRUE);
}

static double
get_frame_us (Bench *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64 interval_us = 0;
  gint64 shown_us;

  gdk_frame_clock_get_refresh_info (clock, 0, &interval_us, &shown_us);
  return interval_us > 0 ? (double) interval_us : G_USEC_PER_SEC / 60.0;
}

static void
scroll (Bench *self)
{
  self->begin_us = self->newest_us = g_get_monotonic_time ();
  self->frames = bench_times_new ();
  gtk_widget_add_tick_callback (GTK_WIDGET (self->grid), on_frame, self, NULL);
  iterate (self);
}

static void
print (Bench *self)
{
  g_autoptr (FlJson) json = fl_json_new ();
  const double n_due = SCROLL_S * G_USEC_PER_SEC / get_frame_us (self);

  fl_json_add_int (json, "n_items", count_items (self->grid));
  fl_json_add_int (json, "n_frames", self->n_frames);
  fl_json_add_double (json, "dropped", MAX (0, 1 - self->n_frames / n_due));
  fl_json_add_double (json, "peak_mb", self->peak_mb);
  bench_times_print (self->frames, json, "frame_");
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
}

int
main (int argc, char **argv)
{
  Bench self = {0};

  if (argc != 3)
    stop ("usage: bench-review PROJECT N_SAMPLES");
  fl_application_choose_renderer ();
  g_autoptr (FlApplication) application = fl_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    stop ("there is no display");
  self.window = GTK_WINDOW (fl_window_new (GTK_APPLICATION (application)));
  self.n_items = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  gtk_window_set_default_size (self.window, WIDTH_PX, HEIGHT_PX);
  gtk_window_present (self.window);
  if (!fl_window_open_project (FL_WINDOW (self.window), argv[1]))
    stop ("the project does not open");
  const guint late = g_timeout_add_seconds (MAX_WAIT_S, on_late, NULL);
  g_timeout_add (50, on_poll, &self);
  iterate (&self);
  g_source_remove (late);
  scroll (&self);
  print (&self);
  return 0;
}
