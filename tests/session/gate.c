/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An extractor whose threads wait at a gate until the test lets them through: so a test sees an
 * ingest exactly where it wants to see it, on any machine. */
#include "films.h"

#include <pthread.h>

#include "features/fl-shrink.h"

#define N_DIMS 3

static struct {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  gboolean is_open;
  guint n_allowed;
  guint n_waiting;
  guint n_passed;
} gate = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .is_open = TRUE};

void
films_close_gate (void)
{
  pthread_mutex_lock (&gate.mutex);
  gate.is_open = FALSE;
  gate.n_allowed = 0;
  gate.n_passed = 0;
  pthread_mutex_unlock (&gate.mutex);
}

void
films_let_pass (guint n)
{
  pthread_mutex_lock (&gate.mutex);
  gate.n_allowed += n;
  pthread_cond_broadcast (&gate.changed);
  pthread_mutex_unlock (&gate.mutex);
}

void
films_open_gate (void)
{
  pthread_mutex_lock (&gate.mutex);
  gate.is_open = TRUE;
  pthread_cond_broadcast (&gate.changed);
  pthread_mutex_unlock (&gate.mutex);
}

guint
films_count_waiting (void)
{
  pthread_mutex_lock (&gate.mutex);
  guint n = gate.n_waiting;
  pthread_mutex_unlock (&gate.mutex);
  return n;
}

guint
films_count_passed (void)
{
  pthread_mutex_lock (&gate.mutex);
  guint n = gate.n_passed;
  pthread_mutex_unlock (&gate.mutex);
  return n;
}

static void
pass (void)
{
  pthread_mutex_lock (&gate.mutex);
  gate.n_waiting++;
  while (!gate.is_open && gate.n_allowed == 0)
    pthread_cond_wait (&gate.changed, &gate.mutex);
  gate.n_waiting--;
  if (gate.n_allowed > 0)
    gate.n_allowed--;
  gate.n_passed++;
  pthread_mutex_unlock (&gate.mutex);
}

static FlExtractor *
create (const FlExtractorType *type, GError **error)
{
  return g_malloc (1);
}

static gsize
get_n_dims (const FlExtractor *self)
{
  return N_DIMS;
}

static const FlFeatureBlock *
get_blocks (const FlExtractor *self, gsize *out_n)
{
  static const FlFeatureBlock block = {.first_dim = 0, .n_dims = N_DIMS, .weight = 1};

  *out_n = 1;
  return &block;
}

/* The mean of each plane. */
static gboolean
extract (FlExtractor *self, const FlImage *const *images, gsize n, float *out, GError **error)
{
  for (gsize i = 0; i < n; i++) {
    pass ();
    for (guint plane = 0; plane < N_DIMS; plane++)
      fl_shrink_plane (images[i]->planes[plane], images[i]->strides[plane],
                       fl_image_get_plane_width (images[i], plane),
                       fl_image_get_plane_height (images[i], plane), 1, 1,
                       out + i * N_DIMS + plane);
  }
  return TRUE;
}

static void
free_extractor (FlExtractor *self)
{
  g_free (self);
}

static const FlExtractorType gated = {.id = "gate-1",
                                      .name = "Gate",
                                      .summary = "Waits",
                                      .create = create,
                                      .get_n_dims = get_n_dims,
                                      .get_blocks = get_blocks,
                                      .extract = extract,
                                      .free = free_extractor};

void
films_use_gate (FlSession *session)
{
  session->extractor = &gated;
  for (guint i = 0; i < fl_session_get_n_streams (session); i++)
    fl_session_load_stream (session, fl_session_peek_stream (session, i));
  fl_session_recount (session);
  fl_session_compare_rows (session);
}

guint
films_count_rows (FlSession *session, FlStream *stream)
{
  g_autofree char *name = fl_ingest_dup_features_name (&gated);
  g_autofree char *path =
    fl_cache_build_path (session->cache, fl_stream_get_row (stream)->uuid, name, NULL);
  FlFeatureRows *rows = fl_feature_rows_map (path, gated.id);
  guint n = rows != NULL ? (guint) rows->rows.n_rows : 0;

  g_clear_pointer (&rows, fl_feature_rows_unref);
  return n;
}
