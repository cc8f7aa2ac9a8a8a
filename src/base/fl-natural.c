/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of names with numbers in them. */
#include "base/fl-natural.h"

#include <string.h>

/* Compares the numbers that begin at *@a and *@b, of any length, and moves behind them. */
static int
compare_numbers (const char **a, const char **b)
{
  *a += strspn (*a, "0");
  *b += strspn (*b, "0");
  gsize n_a = strspn (*a, "0123456789");
  gsize n_b = strspn (*b, "0123456789");
  int order = n_a != n_b ? (n_a < n_b ? -1 : 1) : memcmp (*a, *b, n_a);
  *a += n_a;
  *b += n_b;
  return order;
}

int
fl_natural_compare (const char *a, const char *b)
{
  const char *first = a;
  const char *second = b;
  int order = 0;

  while (order == 0 && *first != '\0' && *second != '\0')
    if (g_ascii_isdigit (*first) && g_ascii_isdigit (*second))
      order = compare_numbers (&first, &second);
    else
      order = (guchar) g_ascii_tolower (*first++) - (guchar) g_ascii_tolower (*second++);
  if (order == 0)
    order = (*first != '\0') - (*second != '\0');
  return order != 0 ? order : strcmp (a, b);
}
