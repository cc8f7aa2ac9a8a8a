/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples near a change of label, about which people disagree with themselves. */
#include "learn/fl-edges.h"

#include <string.h>

/* Twice the place of a change may be odd, so all is counted in halves of frames. */
static void
mark_around (const gint64 *frames, gsize n, gsize before, gint64 change, gint64 reach, guint8 *out)
{
  for (gsize i = before + 1; i-- > 0 && change - 2 * frames[i] <= 2 * reach;)
    out[i] = 1;
  for (gsize i = before + 1; i < n && 2 * frames[i] - change <= 2 * reach; i++)
    out[i] = 1;
}

void
fl_edges_mark (const gint64 *frames, const gint64 *labels, gsize n, gint64 reach, guint8 *out)
{
  gsize before = n; /* the newest sample that is known */

  memset (out, 0, n);
  for (gsize i = 0; i < n; i++) {
    if (labels[i] == 0)
      continue;
    if (before < n && labels[before] != labels[i])
      mark_around (frames, n, before, frames[before] + frames[i], reach, out);
    before = i;
  }
}
