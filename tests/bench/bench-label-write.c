/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a label takes to be stored while videos are read and the model learns, in the same
 * process; in turns with a bare INSERT into a file of SQLite's with the same settings. */
#include "session/fl-session.h"

#include "bench-report.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* A hundred answers a second: far more than a person gives. */
#define PACE_US  10000
#define N_LABELS 2000

typedef struct {
  FlSession *session;
  FlClass *classes[2];
  sqlite3 *peer;
  sqlite3_stmt *insert;
  BenchTimes *ours;
  BenchTimes *our_cpu;
  BenchTimes *theirs;
  guint n_answers; /* of them to questions; the others label a frame */
  guint n_during;  /* while a video was being read */
} Bench;

static void
stop (const char *what)
{
  g_printerr ("bench-label-write: %s\n", what);
  exit (1);
}

static void
open_peer (Bench *self, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "peer.sqlite", NULL);
  const char *settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
    "PRAGMA wal_autocheckpoint = 0;"
    "CREATE TABLE label (id INTEGER PRIMARY KEY, stream INT, frame INT, class INT, at INT) STRICT";

  if (sqlite3_open (path, &self->peer) != SQLITE_OK ||
      sqlite3_exec (self->peer, settings, NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (self->peer,
                          "INSERT INTO label (stream, frame, class, at) VALUES (?, ?, ?, ?)", -1,
                          &self->insert, NULL) != SQLITE_OK)
    stop (sqlite3_errmsg (self->peer));
}

static void
open_session (Bench *self, const char *folder, char **videos)
{
  const FlSessionOptions options = {.annotator = "bench", .n_pinned = 2};
  g_autofree char *path = g_build_filename (folder, "bench.frameline", NULL);
  g_autoptr (GError) error = NULL;

  self->session = fl_session_create (path, &options, &error);
  if (self->session == NULL)
    stop (error->message);
  self->classes[0] = fl_session_add_class (self->session, "Nothing", "0", &error);
  self->classes[1] = fl_session_add_class (self->session, "Something", "1", &error);
  if (self->classes[0] == NULL || self->classes[1] == NULL)
    stop (error->message);
  for (guint i = 0; videos[i] != NULL; i++)
    if (fl_session_add_source (self->session, videos[i], "every-frame", &error) == NULL)
      stop (error->message);
  fl_session_ingest (self->session);
}

static gboolean
on_timeout (gpointer data)
{
  gboolean *is_over = data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets everything else in the program go on for a while. */
static void
iterate (guint span_us)
{
  gint64 end_us = g_get_monotonic_time () + span_us;
  gboolean is_over = FALSE;

  g_timeout_add (span_us / 1000, on_timeout, &is_over);
  while (!is_over || g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, !is_over);
}

static FlStream *
find_ingesting (Bench *self)
{
  GListModel *streams = fl_session_get_streams (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (FlStream) stream = g_list_model_get_item (streams, i);
    if (fl_stream_get_state (stream) == FL_STREAM_INGESTING && fl_stream_get_n_samples (stream) > 0)
      return stream;
  }
  return NULL;
}

static void
wait_for_samples (Bench *self)
{
  gint64 deadline_us = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;

  while (find_ingesting (self) == NULL) {
    if (g_get_monotonic_time () > deadline_us)
      stop ("no video is being read after two minutes");
    iterate (PACE_US);
  }
}

static FlItem *
dup_current (Bench *self)
{
  FlItem *item = NULL;

  g_object_get (self->session, "current", &item, NULL);
  return item;
}

/* Answers the question that is asked; where the queue is being ranked, labels a frame. */
static void
label_one (Bench *self, guint i, FlStream *stream)
{
  FlClass *klass = self->classes[i % 2];
  g_autoptr (FlItem) item = dup_current (self);
  g_autoptr (GError) error = NULL;
  gint64 frame = (gint64) (i * 7919 % (guint) MAX (fl_stream_get_n_frames (stream), 1));
  const FlRange range = {frame, frame};
  const FlAnswer answer = {.item = item, .klass = klass, .guess_shown = TRUE};
  gint64 begin_cpu_us = bench_get_thread_us ();
  gint64 begin_us = g_get_monotonic_time ();

  gboolean is_stored = item != NULL
                         ? fl_session_answer (self->session, &answer, &error)
                         : fl_session_label (self->session, stream, &range, klass, &error);
  bench_times_add (self->ours, begin_us);
  bench_times_add_span (self->our_cpu, bench_get_thread_us () - begin_cpu_us);
  if (!is_stored)
    stop (error->message);
  self->n_answers += item != NULL;
}

static void
insert_one (Bench *self, guint i)
{
  gint64 begin_us = g_get_monotonic_time ();

  for (int column = 1; column <= 4; column++)
    sqlite3_bind_int64 (self->insert, column, (gint64) i * column);
  int code = sqlite3_step (self->insert);
  sqlite3_reset (self->insert);
  bench_times_add (self->theirs, begin_us);
  if (code != SQLITE_DONE)
    stop (sqlite3_errmsg (self->peer));
}

static void
measure (Bench *self)
{
  GListModel *streams = fl_session_get_streams (self->session);
  g_autoptr (FlStream) first = g_list_model_get_item (streams, 0);

  for (guint i = 0; i < N_LABELS; i++) {
    FlStream *ingesting = find_ingesting (self);
    self->n_during += ingesting != NULL;
    label_one (self, i, ingesting != NULL ? ingesting : first);
    insert_one (self, i);
    iterate (PACE_US);
  }
}

static void
print (Bench *self)
{
  g_autoptr (FlJson) json = fl_json_new ();

  bench_times_print (self->ours, json, "");
  bench_times_print (self->our_cpu, json, "cpu_");
  bench_times_print (self->theirs, json, "peer_");
  fl_json_add_int (json, "answers", self->n_answers);
  fl_json_add_int (json, "during_ingest", self->n_during);
  g_autofree char *text = fl_json_end (json);
  (void) puts (text);
}

int
main (int argc, char **argv)
{
  Bench self = {.ours = bench_times_new (),
                .our_cpu = bench_times_new (),
                .theirs = bench_times_new ()};

  if (argc < 3)
    stop ("usage: bench-label-write FOLDER VIDEO…");
  open_session (&self, argv[1], argv + 2);
  open_peer (&self, argv[1]);
  wait_for_samples (&self);
  measure (&self);
  print (&self);
  fl_session_close (self.session);
  g_object_unref (self.session);
  sqlite3_finalize (self.insert);
  sqlite3_close (self.peer);
  bench_times_free (self.ours);
  bench_times_free (self.our_cpu);
  bench_times_free (self.theirs);
  return 0;
}
