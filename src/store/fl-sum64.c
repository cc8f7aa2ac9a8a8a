/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sum over bytes, by words: each step can be turned back, so a single changed word always changes
 * the sum. */
#include "store/fl-sum64.h"

#include <string.h>

#define FACTOR 0x9e3779b97f4a7c15u /* odd; 2^64 over the golden ratio */
#define SHIFT  29

static guint64
mix (guint64 sum, guint64 word)
{
  sum = (sum ^ word) * FACTOR;
  return sum ^ sum >> SHIFT;
}

guint64
fl_sum64 (guint64 start, const void *data, gsize size_bytes)
{
  const guint8 *at = data;
  guint64 sum = mix (start, size_bytes);
  guint64 word;

  for (; size_bytes >= sizeof word; size_bytes -= sizeof word, at += sizeof word) {
    memcpy (&word, at, sizeof word);
    sum = mix (sum, word);
  }
  if (size_bytes == 0)
    return sum;
  word = 0;
  memcpy (&word, at, size_bytes);
  return mix (sum, word);
}
