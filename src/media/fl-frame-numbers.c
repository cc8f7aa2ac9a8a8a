/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of H.264 that others may refer to are numbered (ITU-T H.264, 7.3.2.1, 7.3.2.2, 7.3.3 and
 * 8.2.5.2). Where a number is left out one was lost, or a film was cut and joined there; FFmpeg's
 * decoder makes up another one and says nothing. */
#include "media/fl-frame-numbers.h"

#include "media/fl-units.h"

#define N_SEQUENCES 32
#define N_PICTURES  256

/* What a sequence parameter set says of frame numbers. */
typedef struct {
  guint n_bits;        /* of a frame number, 0 when there is no such set */
  gboolean has_planes; /* each colour is coded by itself */
  gboolean may_skip;   /* numbers may be left out on purpose */
} Sequence;

struct _FlFrameNumbers {
  gboolean is_h264;
  guint length_bytes;
  Sequence sequences[N_SEQUENCES];
  guint sequence_of[N_PICTURES]; /* of each picture parameter set */
  gint64 newest; /* the number of the newest picture that others refer to, -1: none */
};

/* Bits of a unit. */
typedef struct {
  FlUnitBytes bytes;
  guint byte;
  guint n_left; /* bits of @byte that were not read */
  gboolean is_over;
} Bits;

static guint
read_bit (Bits *self)
{
  if (self->n_left == 0) {
    int byte = fl_unit_bytes_next (&self->bytes);
    self->is_over |= byte < 0;
    self->byte = (guint) MAX (byte, 0);
    self->n_left = 8;
  }
  return self->byte >> --self->n_left & 1;
}

static guint
read_bits (Bits *self, guint n)
{
  guint value = 0;

  while (n-- > 0)
    value = value << 1 | read_bit (self);
  return value;
}

/* Exp-Golomb codes, which signed numbers are as well. */
static guint
read_code (Bits *self)
{
  guint n = 0;

  while (n < 31 && !self->is_over && read_bit (self) == 0)
    n++;
  return (1u << n) - 1 + read_bits (self, n);
}

static int
read_signed (Bits *self)
{
  const guint code = read_code (self);
  const int half = (int) ((code + 1) / 2);

  return code % 2 == 1 ? half : -half;
}

static void
skip_scaling_list (Bits *bits, guint size)
{
  int next = 8;

  for (guint i = 0; i < size && next != 0 && !bits->is_over; i++)
    next = (next + read_signed (bits)) & 0xff;
}

static void
skip_scaling_lists (Bits *bits, guint n)
{
  for (guint i = 0; i < n; i++)
    if (read_bit (bits))
      skip_scaling_list (bits, i < 6 ? 16 : 64);
}

static gboolean
has_chroma_format (guint profile)
{
  static const guint profiles[] = {44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244};

  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (profiles[i] == profile)
      return TRUE;
  return FALSE;
}

/* Depths, sampling and scaling of colours. */
static void
read_colours (Bits *bits, Sequence *out)
{
  const guint chroma_format = read_code (bits);

  out->has_planes = chroma_format == 3 && read_bit (bits);
  (void) read_code (bits);
  (void) read_code (bits);
  (void) read_bit (bits);
  if (read_bit (bits))
    skip_scaling_lists (bits, chroma_format == 3 ? 12 : 8);
}

static void
skip_order (Bits *bits)
{
  const guint kind = read_code (bits);

  if (kind == 0)
    (void) read_code (bits);
  if (kind != 1)
    return;
  (void) read_bit (bits);
  (void) read_code (bits);
  (void) read_code (bits);
  for (guint n = read_code (bits); n > 0 && !bits->is_over; n--)
    (void) read_code (bits);
}

static void
read_sequence (FlFrameNumbers *self, Bits *bits)
{
  Sequence sequence = {0};
  const guint profile = read_bits (bits, 8);

  (void) read_bits (bits, 16); /* constraints and level */
  const guint number = read_code (bits);
  if (has_chroma_format (profile))
    read_colours (bits, &sequence);
  sequence.n_bits = read_code (bits) + 4;
  skip_order (bits);
  (void) read_code (bits); /* reference pictures */
  sequence.may_skip = read_bit (bits) != 0;
  if (number < N_SEQUENCES && sequence.n_bits <= 16 && !bits->is_over)
    self->sequences[number] = sequence;
}

static void
read_picture (FlFrameNumbers *self, Bits *bits)
{
  const guint number = read_code (bits);
  const guint sequence = read_code (bits);

  if (number < N_PICTURES && sequence < N_SEQUENCES && !bits->is_over)
    self->sequence_of[number] = sequence;
}

/* Reads the head of a slice. Returns: whether a number is left out before it */
static gboolean
follow (FlFrameNumbers *self, guint8 head, Bits *bits)
{
  (void) read_code (bits); /* its first block */
  (void) read_code (bits); /* its kind */
  const guint picture = read_code (bits);
  if (picture >= N_PICTURES)
    return FALSE;
  const Sequence *sequence = &self->sequences[self->sequence_of[picture]];
  if (sequence->has_planes)
    (void) read_bits (bits, 2);
  const gint64 number = read_bits (bits, sequence->n_bits);
  if (sequence->n_bits == 0 || bits->is_over)
    return FALSE;
  const gint64 n_numbers = G_GINT64_CONSTANT (1) << sequence->n_bits;
  const gboolean is_idr = (head & 0x1f) == FL_H264_IDR;
  const gboolean is_missing = !is_idr && !sequence->may_skip && self->newest >= 0 &&
                              number != self->newest && number != (self->newest + 1) % n_numbers;
  if ((head & 0x60) != 0)
    self->newest = number;
  else if (is_missing)
    self->newest = (number + n_numbers - 1) % n_numbers;
  return is_missing;
}

/* Looks at the units of a packet up to the first slice, which tells of its picture. */
static gboolean
take_units (FlFrameNumbers *self, FlUnits *units)
{
  const guint8 *unit;
  gsize size;

  while (fl_units_next (units, &unit, &size)) {
    const guint type = unit[0] & 0x1f;
    Bits bits = {.bytes = {.data = unit, .size = size, .at = 1}};
    if (type == FL_H264_SEQUENCE)
      read_sequence (self, &bits);
    else if (type == FL_H264_PICTURE)
      read_picture (self, &bits);
    else if (type >= FL_H264_SLICE && type <= FL_H264_IDR)
      return follow (self, unit[0], &bits);
  }
  return FALSE;
}

/* Reads the parameter sets of an avcC: a count, and each with two bytes of length before it; first
 * those of sequences, then those of pictures. */
static void
take_sets (FlFrameNumbers *self, const guint8 *data, gsize size)
{
  gsize at = 5;

  for (guint kind = 0; kind < 2 && at < size; kind++)
    for (guint n = kind == 0 ? data[at++] & 0x1f : data[at++]; n > 0 && at + 2 < size; n--) {
      const gsize n_bytes = MIN ((gsize) (data[at] << 8 | data[at + 1]), size - at - 2);
      FlUnits one = {.data = data + at, .size = n_bytes + 2, .length_bytes = 2};
      (void) take_units (self, &one); /* There are no slices in it. */
      at += 2 + n_bytes;
    }
}

FlFrameNumbers *
fl_frame_numbers_new (const AVCodecParameters *codec)
{
  FlFrameNumbers *self = g_new0 (FlFrameNumbers, 1);

  self->is_h264 = codec->codec_id == AV_CODEC_ID_H264;
  self->newest = -1;
  if (!self->is_h264)
    return self;
  self->length_bytes = fl_units_get_length_bytes (codec);
  FlUnits units = {.data = codec->extradata, .size = (gsize) MAX (codec->extradata_size, 0)};
  if (self->length_bytes > 0)
    take_sets (self, units.data, units.size);
  else
    (void) take_units (self, &units); /* There are no slices in it. */
  return self;
}

void
fl_frame_numbers_free (FlFrameNumbers *self)
{
  g_free (self);
}

gboolean
fl_frame_numbers_take (FlFrameNumbers *self, const AVPacket *packet)
{
  FlUnits units = {.data = packet->data,
                   .size = (gsize) packet->size,
                   .length_bytes = self->length_bytes};

  return self->is_h264 && take_units (self, &units);
}
