/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simple global curve: to linear light in units of diffuse white (203 cd/m2, ITU-R BT.2408), to
 * the primaries of BT.709, through a shoulder that leaves dark tones as they are and brings 1,000
 * cd/m2 to white, to sRGB. */
#include "media/fl-tone-map.h"

#include <math.h>

#define WHITE_NITS  203.0
#define PEAK_NITS   1000.0
#define N_LIGHTS    4096 /* of coded values: their upper 12 bits */
#define N_SHADES    4096 /* of results, by the square root of light */
#define LIGHT_SHIFT 4

struct _FlToneMap {
  enum AVColorTransferCharacteristic transfer;
  float lights[N_LIGHTS];  /* coded value to light, 1 is diffuse white */
  guint8 shades[N_SHADES]; /* square root of light to sRGB */
};

/* Rows of BT.2020 to BT.709, ITU-R BT.2087 section 4. */
static const float matrix[3][3] = {{1.6605f, -0.5876f, -0.0728f},
                                   {-0.1246f, 1.1329f, -0.0083f},
                                   {-0.0182f, -0.1006f, 1.1187f}};

gboolean
fl_tone_map_is_needed (enum AVColorTransferCharacteristic transfer)
{
  return transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67;
}

/* cd/m2 of a coded value, BT.2100 table 4. */
static double
get_pq_nits (double coded)
{
  double root = pow (coded, 1 / 78.84375);

  return 10000 *
         pow (MAX (root - 0.8359375, 0) / (18.8515625 - 18.6875 * root), 1 / 0.1593017578125);
}

/* The same of hybrid log-gamma, table 5, on a screen of 1,000 cd/m2; its system gamma is taken
 * channel by channel. */
static double
get_hlg_nits (double coded)
{
  double scene =
    coded <= 0.5 ? coded * coded / 3 : (exp ((coded - 0.55991073) / 0.17883277) + 0.28466892) / 12;

  return PEAK_NITS * pow (scene, 1.2);
}

static double
get_srgb (double light)
{
  return light <= 0.0031308 ? 12.92 * light : 1.055 * pow (light, 1 / 2.4) - 0.055;
}

FlToneMap *
fl_tone_map_new (enum AVColorTransferCharacteristic transfer)
{
  FlToneMap *self = g_new (FlToneMap, 1);

  self->transfer = transfer;
  for (guint i = 0; i < N_LIGHTS; i++) {
    double coded = (double) i / (N_LIGHTS - 1);
    double nits = transfer == AVCOL_TRC_SMPTE2084 ? get_pq_nits (coded) : get_hlg_nits (coded);
    self->lights[i] = (float) (nits / WHITE_NITS);
  }
  for (guint i = 0; i < N_SHADES; i++) {
    double root = (double) i / (N_SHADES - 1);
    self->shades[i] = (guint8) lround (255 * get_srgb (root * root));
  }
  return self;
}

void
fl_tone_map_free (FlToneMap *self)
{
  g_free (self);
}

enum AVColorTransferCharacteristic
fl_tone_map_get_transfer (const FlToneMap *self)
{
  return self->transfer;
}

/* 0 to 0, about the same while it is small, the peak to 1. */
static float
roll_off (float light)
{
  static const float peak = (float) (PEAK_NITS / WHITE_NITS);

  return light * (1 + light / (peak * peak)) / (1 + light);
}

static guint8
get_shade (const FlToneMap *self, const float row[3], const float light[3])
{
  float mixed = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
  float mapped = CLAMP (roll_off (MAX (mixed, 0)), 0, 1);

  return self->shades[(guint) (sqrtf (mapped) * (N_SHADES - 1) + 0.5f)];
}

void
fl_tone_map_apply (const FlToneMap *self, const guint16 *from, gsize stride, FlImage *to)
{
  for (guint y = 0; y < to->height_px; y++) {
    const guint16 *coded = from + y * stride;
    guint8 *shown = to->planes[0] + y * to->strides[0];
    for (guint x = 0; x < to->width_px; x++, coded += 3, shown += 3) {
      const float light[3] = {self->lights[coded[0] >> LIGHT_SHIFT],
                              self->lights[coded[1] >> LIGHT_SHIFT],
                              self->lights[coded[2] >> LIGHT_SHIFT]};
      for (guint c = 0; c < 3; c++)
        shown[2 - c] = get_shade (self, matrix[c], light);
    }
  }
}
