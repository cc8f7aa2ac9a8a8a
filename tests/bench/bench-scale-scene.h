/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true of the frames of a large project that nobody filmed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** BENCH_SCALE_CLASSES: classes of such a project, with keys 0 to 7. */
#define BENCH_SCALE_CLASSES 8

/** bench_scale_get_class: Returns: what is true of @frame of the stream with that number; it stays
 * so for some fifty frames, and the higher the class the rarer it is */
static inline guint
bench_scale_get_class (guint stream, gint64 frame)
{
  const guint32 drawn = ((guint32) (frame / 50) * 2654435761u) ^ (stream * 2246822519u);
  const guint32 mixed = (drawn ^ (drawn >> 15)) * 2246822519u;
  guint class_index = 0;

  /* Each half as often as the one before; what is left is of the first. */
  for (guint bits = mixed >> 8; (bits & 1) != 0 && class_index < BENCH_SCALE_CLASSES; bits >>= 1)
    class_index++;
  return class_index % BENCH_SCALE_CLASSES;
}

G_END_DECLS
