/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a Matroska file ends by its own account. */
#include "media/fl-ebml.h"

#define HEADER  0x1a, 0x45, 0xdf, 0xa3
#define SEGMENT 0x18, 0x53, 0x80, 0x67

#define END_OF(...)                                                                                \
  fl_ebml_find_end ((const guint8[]){__VA_ARGS__}, sizeof ((const guint8[]){__VA_ARGS__}))

static void
test_sizes (void)
{
  /* A header of two bytes, then a segment whose size takes one, two, and eight bytes. */
  g_assert_cmpint (END_OF (HEADER, 0x82, 9, 9, SEGMENT, 0x85, 0), ==, 12 + 5);
  g_assert_cmpint (END_OF (HEADER, 0x82, 9, 9, SEGMENT, 0x41, 0x02, 0), ==, 13 + 0x102);
  g_assert_cmpint (END_OF (HEADER, 0x40, 2, 9, 9, SEGMENT, 1, 0, 0, 0, 0x12, 0x34, 0x56, 0x78), ==,
                   20 + 0x12345678);
}

static void
test_unknown (void)
{
  g_assert_cmpint (END_OF (HEADER, 0x80, SEGMENT, 0xff, 0), ==, -1);
  g_assert_cmpint (END_OF (HEADER, 0x80, SEGMENT, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0),
                   ==, -1);
}

static void
test_other_files (void)
{
  const guint8 whole[] = {HEADER, 0x82, 9, 9, SEGMENT, 0x41, 0x02};

  for (gsize n = 0; n < sizeof whole; n++)
    g_assert_cmpint (fl_ebml_find_end (whole, n), ==, -1);
  g_assert_cmpint (fl_ebml_find_end (whole, sizeof whole), ==, sizeof whole + 0x102);
  g_assert_cmpint (END_OF (0, 0, 0, 0x20, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0), ==, -1);
  g_assert_cmpint (END_OF (HEADER, 0, 9, 9, SEGMENT, 0x85), ==, -1);
  g_assert_cmpint (END_OF (HEADER, 0x82, 9, 9, 1, 2, 3, 4, 0x85), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/ebml/sizes-of-one-to-eight-bytes", test_sizes);
  g_test_add_func ("/media/ebml/an-open-end-promises-nothing", test_unknown);
  g_test_add_func ("/media/ebml/other-files-promise-nothing", test_other_files);
  return g_test_run ();
}
