/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of pictures of H.264, out of units that are written here bit by bit. */
#include "media/fl-frame-numbers.h"

#include <string.h>

/* A unit that is being written. */
typedef struct {
  guint8 bytes[256];
  gsize n_bits;
} Unit;

static void
put (Unit *self, guint n_bits, guint value)
{
  while (n_bits-- > 0) {
    self->bytes[self->n_bits / 8] |= (guint8) ((value >> n_bits & 1) << (7 - self->n_bits % 8));
    self->n_bits++;
  }
}

/* Exp-Golomb codes, as most numbers are written. */
static void
put_code (Unit *self, guint value)
{
  const guint n = 31 - (guint) __builtin_clz (value + 1);

  put (self, n, 0);
  put (self, n + 1, value + 1);
}

static void
put_signed (Unit *self, int value)
{
  put_code (self, value > 0 ? 2 * (guint) value - 1 : 2 * (guint) -value);
}

/* What a sequence of pictures is like. */
typedef struct {
  const char *label;
  guint profile;
  guint chroma_format;
  gboolean has_planes;
  gboolean has_lists;
  guint order;
  gboolean may_skip;
} Kind;

static const Kind kinds[] = {
  {.label = "plain", .profile = 66},
  {.label = "high", .profile = 100, .chroma_format = 1},
  {.label = "scaled", .profile = 100, .chroma_format = 1, .has_lists = TRUE},
  {.label = "scaled-444", .profile = 244, .chroma_format = 3, .has_lists = TRUE},
  {.label = "planes", .profile = 244, .chroma_format = 3, .has_planes = TRUE},
  {.label = "order-1", .profile = 77, .order = 1},
  {.label = "order-2", .profile = 77, .order = 2},
  {.label = "skipping", .profile = 100, .chroma_format = 1, .order = 1, .may_skip = TRUE},
};

/* Lists that are there, lists that are not, and one that ends early. */
static void
put_lists (Unit *self, guint n)
{
  for (guint i = 0; i < n; i++) {
    put (self, 1, i % 3 != 1);
    if (i % 3 == 0)
      put_signed (self, -8);
    for (guint k = 0; i % 3 == 2 && k < (i < 6 ? 16 : 64); k++)
      put_signed (self, k % 2 == 0 ? 3 : -2);
  }
}

static void
put_colours (Unit *self, const Kind *kind)
{
  put_code (self, kind->chroma_format);
  if (kind->chroma_format == 3)
    put (self, 1, kind->has_planes);
  put_code (self, 0);
  put_code (self, 0);
  put (self, 1, 0);
  put (self, 1, kind->has_lists);
  if (kind->has_lists)
    put_lists (self, kind->chroma_format == 3 ? 12 : 8);
}

static void
put_order (Unit *self, const Kind *kind)
{
  put_code (self, kind->order);
  if (kind->order == 0)
    put_code (self, 2);
  if (kind->order != 1)
    return;
  put (self, 1, 0);
  put_signed (self, -3);
  put_signed (self, 4);
  put_code (self, 2);
  put_signed (self, 1);
  put_signed (self, -1);
}

static Unit
make_sequence (const Kind *kind)
{
  Unit unit = {0};

  put (&unit, 8, 0x67);
  put (&unit, 8, kind->profile);
  put (&unit, 16, 30);
  put_code (&unit, 3);
  if (kind->profile >= 100)
    put_colours (&unit, kind);
  put_code (&unit, 1); /* five bits of numbers */
  put_order (&unit, kind);
  put_code (&unit, 4);
  put (&unit, 1, kind->may_skip);
  put (&unit, 24, 0xb6db6d);
  return unit;
}

static Unit
make_picture (void)
{
  Unit unit = {0};

  put (&unit, 8, 0x68);
  put_code (&unit, 7);
  put_code (&unit, 3);
  put (&unit, 16, 0xb6db);
  return unit;
}

static Unit
make_slice (const Kind *kind, guint head, guint number)
{
  Unit unit = {0};

  put (&unit, 8, head);
  put_code (&unit, 0);
  put_code (&unit, 5);
  put_code (&unit, 7);
  if (kind->has_planes)
    put (&unit, 2, 1);
  put (&unit, 5, number);
  put (&unit, 16, 0x8421);
  return unit;
}

/* Adds a start code and the unit, with what keeps start codes from appearing in it. */
static void
add_unit (GByteArray *packet, const Unit *unit)
{
  static const guint8 start[] = {0, 0, 1};
  static const guint8 guard = 3;
  guint n_zeros = 0;

  g_byte_array_append (packet, start, sizeof start);
  for (gsize i = 0; i < (unit->n_bits + 7) / 8; i++) {
    if (n_zeros >= 2 && unit->bytes[i] <= 3) {
      g_byte_array_append (packet, &guard, 1);
      n_zeros = 0;
    }
    g_byte_array_append (packet, &unit->bytes[i], 1);
    n_zeros = unit->bytes[i] == 0 ? n_zeros + 1 : 0;
  }
}

static gboolean
take (FlFrameNumbers *numbers, const GByteArray *bytes)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();

  packet->data = bytes->data;
  packet->size = (int) bytes->len;
  return fl_frame_numbers_take (numbers, packet);
}

static gboolean
take_slice (FlFrameNumbers *numbers, const Kind *kind, guint head, guint number)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Unit slice = make_slice (kind, head, number);

  add_unit (bytes, &slice);
  return take (numbers, bytes);
}

#define IDR      0x65
#define REFERRED 0x41
#define ALONE    0x01

static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;
  const AVCodecParameters facts = {.codec_id = AV_CODEC_ID_H264};
  g_autoptr (FlFrameNumbers) numbers = fl_frame_numbers_new (&facts);
  g_autoptr (GByteArray) first = g_byte_array_new ();
  const Unit units[] = {make_sequence (kind), make_picture (), make_slice (kind, IDR, 0)};

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    add_unit (first, &units[i]);
  g_assert_false (take (numbers, first));
  for (guint i = 1; i < 40; i++) { /* The numbers begin anew after 31. */
    g_assert_false (take_slice (numbers, kind, REFERRED, i % 32));
    g_assert_false (take_slice (numbers, kind, REFERRED, i % 32)); /* Its second field. */
    g_assert_false (take_slice (numbers, kind, ALONE, (i + 1) % 32));
  }
  g_assert_cmpint (take_slice (numbers, kind, REFERRED, 9), ==, !kind->may_skip);
  g_assert_false (take_slice (numbers, kind, REFERRED, 10));
  g_assert_cmpint (take_slice (numbers, kind, ALONE, 12), ==, !kind->may_skip);
  g_assert_false (take_slice (numbers, kind, REFERRED, 12));
  g_assert_false (take_slice (numbers, kind, IDR, 0));
  g_assert_false (take_slice (numbers, kind, REFERRED, 1));
  g_assert_cmpint (take_slice (numbers, kind, REFERRED, 0), ==, !kind->may_skip);
}

/* Without parameter sets, of another codec, and of packets that are cut off, nothing is said. */
static void
test_nothing (void)
{
  const AVCodecParameters facts = {.codec_id = AV_CODEC_ID_H264};
  const AVCodecParameters other_facts = {.codec_id = AV_CODEC_ID_HEVC};
  g_autoptr (FlFrameNumbers) numbers = fl_frame_numbers_new (&facts);
  g_autoptr (FlFrameNumbers) other = fl_frame_numbers_new (&other_facts);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const Unit sequence = make_sequence (&kinds[2]);

  g_assert_false (take_slice (numbers, &kinds[0], REFERRED, 1));
  g_assert_false (take_slice (numbers, &kinds[0], REFERRED, 7));
  g_assert_false (take_slice (other, &kinds[0], REFERRED, 1));
  g_assert_false (take_slice (other, &kinds[0], REFERRED, 7));
  add_unit (bytes, &sequence);
  for (; bytes->len > 0; g_byte_array_set_size (bytes, bytes->len - 1))
    g_assert_false (take (numbers, bytes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/media/frame-numbers/", kinds[i].label, NULL);
    g_test_add_data_func (path, &kinds[i], test_kind);
  }
  g_test_add_func ("/media/frame-numbers/nothing", test_nothing);
  return g_test_run ();
}
