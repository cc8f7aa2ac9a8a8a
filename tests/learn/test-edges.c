/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which samples are near a change. */
#include "learn/fl-edges.h"

#include <string.h>

static const gint64 frames[] = {0, 4, 8, 12, 16, 20, 25, 30};

static void
check (const gint64 *labels, gint64 reach, const guint8 *expected)
{
  guint8 out[G_N_ELEMENTS (frames) + 1];

  memset (out, 77, sizeof out);
  fl_edges_mark (frames, labels, G_N_ELEMENTS (frames), reach, out);
  g_assert_cmpmem (out, G_N_ELEMENTS (frames), expected, G_N_ELEMENTS (frames));
  g_assert_cmpuint (out[G_N_ELEMENTS (frames)], ==, 77);
}

/* The change is at 10, two frames from 8 and 12, six from 4 and 16. */
static void
test_reach (void)
{
  const gint64 labels[] = {1, 1, 1, 2, 2, 2, 2, 2};

  check (labels, 0, (const guint8[]){0, 0, 0, 0, 0, 0, 0, 0});
  check (labels, 1, (const guint8[]){0, 0, 0, 0, 0, 0, 0, 0});
  check (labels, 2, (const guint8[]){0, 0, 1, 1, 0, 0, 0, 0});
  check (labels, 5, (const guint8[]){0, 0, 1, 1, 0, 0, 0, 0});
  check (labels, 6, (const guint8[]){0, 1, 1, 1, 1, 0, 0, 0});
  check (labels, 1000, (const guint8[]){1, 1, 1, 1, 1, 1, 1, 1});
}

/* Between 20 and 25 it is at 22.5, so that 2 frames do not reach and 3 do. */
static void
test_half_frames (void)
{
  const gint64 labels[] = {1, 1, 1, 1, 1, 1, 2, 2};

  check (labels, 2, (const guint8[]){0, 0, 0, 0, 0, 0, 0, 0});
  check (labels, 3, (const guint8[]){0, 0, 0, 0, 0, 1, 1, 0});
}

/* What nobody knows is no change, and does not hide one. */
static void
test_unknown (void)
{
  check ((const gint64[]){0, 1, 0, 1, 1, 1, 1, 0}, 100, (const guint8[]){0, 0, 0, 0, 0, 0, 0, 0});
  /* Between 4 and 12 at 8. */
  check ((const gint64[]){1, 1, 0, 2, 2, 2, 2, 0}, 0, (const guint8[]){0, 0, 1, 0, 0, 0, 0, 0});
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/learn/edges/within-reach", test_reach);
  g_test_add_func ("/learn/edges/half-frames", test_half_frames);
  g_test_add_func ("/learn/edges/what-is-not-known", test_unknown);
  return g_test_run ();
}
