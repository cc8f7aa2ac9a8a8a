/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the frames of a file as ingest does, and nothing else; to be timed from outside. */
#include "media/fl-frame-index-build.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 2) {
    g_printerr ("usage: bench-index VIDEO\n");
    return 2;
  }
  g_autoptr (FlFrameIndex) index = fl_frame_index_build (argv[1], NULL, &error);
  if (index == NULL) {
    g_printerr ("bench-index: %s\n", error->message);
    return 1;
  }
  printf ("%" G_GINT64_FORMAT "\n", fl_frame_index_get_n_frames (index));
  return 0;
}
