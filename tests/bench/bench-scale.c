/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a large project feels: opening it, a key to the next question, undoing, and what it takes of
 * memory. Keys come at their times whether the main loop is busy or not, so that what keeps it busy
 * counts as it would in the window, whose own drawing is not in here. */
#include "session/fl-session.h"

#include "bench-report.h"
#include "bench-scale-scene.h"

#include <stdio.h>
#include <stdlib.h>

#define N_UNDOS    20
#define WATCH_MS   10
#define MAX_WAIT_S 300
#define US_PER_MS  1000

typedef struct {
  FlSession *session;
  double open_ms;
  double first_question_ms;
  BenchTimes *keys;
  BenchTimes *undos;
  BenchTimes *models; /* from a key to the first model that knows of it */
  gint64 asked_us;    /* of the key that no model knows yet, or 0 */
  double open_mb;
  double peak_mb;
} Bench;

static void
stop (const char *what)
{
  g_printerr ("bench-scale: %s\n", what);
  exit (1);
}

static gboolean
on_watch (gpointer data)
{
  Bench *self = data;

  self->peak_mb = MAX (self->peak_mb, bench_get_own_mb ());
  return G_SOURCE_CONTINUE;
}

static void
on_model_changed (FlSession *session, gpointer data)
{
  Bench *self = data;

  if (self->asked_us > 0)
    bench_times_add (self->models, self->asked_us);
  self->asked_us = 0;
}

static FlItem *
dup_current (Bench *self)
{
  FlItem *item = NULL;

  g_object_get (self->session, "current", &item, NULL);
  return item;
}

static double
get_ms_since (gint64 begin_us)
{
  return (double) (g_get_monotonic_time () - begin_us) / US_PER_MS;
}

static void
open_project (Bench *self, const char *path)
{
  const FlSessionOptions options = {.annotator = "bench", .n_pinned = 2};
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();

  self->session = fl_session_open (path, &options, &error);
  if (self->session == NULL)
    stop (error->message);
  self->open_ms = get_ms_since (begin_us);
  self->open_mb = bench_get_own_mb ();
  g_signal_connect (self->session, "model-changed", G_CALLBACK (on_model_changed), self);
  g_timeout_add (WATCH_MS, on_watch, self);
  for (;;) {
    g_autoptr (FlItem) item = dup_current (self);
    if (item != NULL)
      break;
    if (get_ms_since (begin_us) > MAX_WAIT_S * 1000.0)
      stop ("no question is asked");
    g_main_context_iteration (NULL, TRUE);
  }
  self->first_question_ms = get_ms_since (begin_us);
}

static FlClass *
find_truth (Bench *self, FlItem *item)
{
  GListModel *streams = fl_session_get_streams (self->session);
  GListModel *classes = fl_session_get_classes (self->session);
  guint stream = 0;

  for (;; stream++) {
    g_autoptr (FlStream) each = g_list_model_get_item (streams, stream);
    if (each == fl_item_get_stream (item))
      break;
  }
  g_autoptr (FlClass) klass =
    g_list_model_get_item (classes, bench_scale_get_class (stream, fl_item_get_frame (item)));
  return klass; /* the session keeps it */
}

/* One key that came at @due_us: the answer is in and the next question is there. */
static void
press (Bench *self, gint64 due_us)
{
  g_autoptr (FlItem) item = dup_current (self);
  g_autoptr (GError) error = NULL;

  while (item == NULL) {
    g_main_context_iteration (NULL, TRUE);
    item = dup_current (self);
  }
  const FlAnswer answer = {.item = item, .klass = find_truth (self, item)};
  if (!fl_session_answer (self->session, &answer, &error))
    stop (error->message);
  g_autoptr (FlItem) next = dup_current (self);
  while (next == NULL || next == item) {
    g_main_context_iteration (NULL, TRUE);
    g_clear_object (&next);
    next = dup_current (self);
  }
  bench_times_add (self->keys, due_us);
  if (self->asked_us == 0)
    self->asked_us = due_us;
}

static void
wait_until (gint64 due_us)
{
  while (g_get_monotonic_time () < due_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
}

static void
press_keys (Bench *self, guint n_keys, guint between_ms)
{
  gint64 due_us = g_get_monotonic_time ();

  for (guint i = 0; i < n_keys; i++) {
    due_us += (gint64) between_ms * US_PER_MS;
    wait_until (due_us);
    press (self, due_us);
    /* After a key that took long the next one comes at its pace again. */
    due_us = MAX (due_us, g_get_monotonic_time () - (gint64) between_ms * US_PER_MS);
  }
}

static void
undo (Bench *self, guint between_ms)
{
  gint64 due_us = g_get_monotonic_time ();

  for (guint i = 0; i < 2 * N_UNDOS; i++) {
    g_autoptr (GError) error = NULL;
    due_us += (gint64) between_ms * US_PER_MS;
    wait_until (due_us);
    if (!(i < N_UNDOS ? fl_session_undo (self->session, NULL, &error)
                      : fl_session_redo (self->session, NULL, &error)))
      stop (error->message);
    bench_times_add (self->undos, due_us);
    due_us = MAX (due_us, g_get_monotonic_time () - (gint64) between_ms * US_PER_MS);
  }
}

static void
print (Bench *self)
{
  g_autoptr (FlJson) json = fl_json_new ();
  guint n_samples = 0;

  g_object_get (self->session, "n-samples", &n_samples, NULL);
  fl_json_add_int (json, "n_samples", n_samples);
  fl_json_add_double (json, "open_ms", self->open_ms);
  fl_json_add_double (json, "first_question_ms", self->first_question_ms);
  bench_times_print (self->keys, json, "key_");
  bench_times_print (self->undos, json, "undo_");
  bench_times_print (self->models, json, "model_");
  fl_json_add_double (json, "open_mb", self->open_mb);
  fl_json_add_double (json, "end_mb", bench_get_own_mb ());
  fl_json_add_double (json, "peak_mb", self->peak_mb);
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
}

int
main (int argc, char **argv)
{
  Bench self = {.keys = bench_times_new (),
                .undos = bench_times_new (),
                .models = bench_times_new ()};

  if (argc != 4)
    stop ("usage: bench-scale PROJECT N_KEYS MS_BETWEEN");
  const guint between_ms = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  open_project (&self, argv[1]);
  press_keys (&self, (guint) g_ascii_strtoull (argv[2], NULL, 10), between_ms);
  undo (&self, between_ms);
  print (&self);
  fl_session_close (self.session);
  g_object_unref (self.session);
  bench_times_free (self.keys);
  bench_times_free (self.undos);
  bench_times_free (self.models);
  return 0;
}
