/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checked.h"

#include "session/fl-item-private.h"
#include "session/fl-session-checks.h"

static char *folder;

static void
open_project (Checked *self)
{
  const FlSessionOptions options = {.is_headless = TRUE, .annotator = "Ada"};
  g_autoptr (GError) error = NULL;

  self->session = fl_session_open (self->path, &options, &error);
  g_assert_no_error (error);
  self->session->seed = 1;
}

FlClass *
checked_find_class (Checked *self, guint stream, gint64 frame)
{
  return fl_session_find_class (self->session, scenes_get_class (stream, (guint) frame), NULL);
}

void
checked_label (Checked *self, guint stream, gint64 frame)
{
  const FlRange range = {.first = frame, .last = frame};

  g_assert_true (fl_session_label (self->session, fl_session_peek_stream (self->session, stream),
                                   &range, checked_find_class (self, stream, frame), NULL));
}

void
checked_set_up (Checked *self, gconstpointer data)
{
  self->rand = g_rand_new_with_seed (1);
  self->path = scenes_copy (folder);
  open_project (self);
  for (guint i = 0; i < SCENES_N_STREAMS; i++)
    for (gint64 frame = 0; frame < SCENES_N_FRAMES; frame += SCENES_N_FRAMES / CHECKED_N_LABELLED)
      checked_label (self, i, frame);
  g_assert_true (fl_session_learn (self->session, NULL));
  fl_queue_clear (self->session->queue);
  fl_session_update_current (self->session);
  self->session->asks_checks = TRUE;
}

void
checked_tear_down (Checked *self, gconstpointer data)
{
  scenes_close (self->session);
  g_rand_free (self->rand);
  g_free (self->path);
}

void
checked_reopen (Checked *self)
{
  scenes_close (self->session);
  open_project (self);
  self->session->asks_checks = TRUE;
  g_assert_true (fl_session_learn (self->session, NULL));
}

FlItem *
checked_get_current (Checked *self)
{
  return fl_queue_get_first (fl_session_get_queue (self->session));
}

/* Draws a check, and asks it. */
FlItem *
checked_ask (Checked *self)
{
  g_autoptr (FlItem) item = fl_session_draw_check (self->session, self->rand);

  g_assert_nonnull (item);
  fl_queue_put_first (self->session->queue, item);
  fl_session_update_current (self->session);
  return checked_get_current (self);
}

guint
checked_get_stream_number (Checked *self, FlItem *item)
{
  guint i = 0;

  while (fl_session_peek_stream (self->session, i) != fl_item_get_stream (item))
    i++;
  return i;
}

/* Answers the current question with what the machine says of it, or with something else. */
void
checked_answer (Checked *self, gboolean is_right)
{
  FlItem *item = checked_get_current (self);
  const FlSweep *sweep = fl_stream_get_sweep (fl_item_get_stream (item));
  const gint64 guess =
    sweep->class_ids[fl_sample_set_find (sweep->samples, fl_item_get_frame (item))];
  FlClass *klass = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fl_session_get_n_classes (self->session); i++)
    if ((fl_class_get_id (fl_session_peek_class (self->session, i)) == guess) == is_right)
      klass = fl_session_peek_class (self->session, i);
  const FlAnswer said = {.item = item, .klass = klass};
  g_assert_true (fl_session_answer (self->session, &said, &error));
  g_assert_no_error (error);
}

/* Any other answer, after which nothing before it can be replaced. */
void
checked_answer_something (Checked *self)
{
  checked_label (self, 0, 0);
}

int
checked_run (void)
{
  folder = scenes_make ();
  const int status = g_test_run ();
  folder_free (folder);
  return status;
}
