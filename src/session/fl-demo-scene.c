/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing the demo: a nest, its visitors, the light of a day and the noise of a camera. */
#include "session/fl-demo-scene.h"

#include <math.h>

#define W FL_DEMO_WIDTH_PX
#define H FL_DEMO_HEIGHT_PX

/* A visit takes so long, and so long nobody is there, in frames. */
#define MIN_VISIT 60
#define MAX_VISIT 210
#define MIN_PAUSE 50
#define MAX_PAUSE 260
/* Coming and going, in frames; it counts as a visit while more than half is there. */
#define WAY 14

typedef struct {
  float r, g, b;
} Colour;

typedef struct {
  guint first;
  guint last;
  FlDemoClass klass;
  float side;  /* from where, -1 or 1 */
  float place; /* along the nest, -1..1 */
} Visit;

struct _FlDemoScene {
  guint stream;
  GArray *visits;
  Colour *background; /* [H][W], by daylight */
  Colour *canvas;     /* [H][W] */
};

/* A number in 0..1 that depends on nothing but its arguments. */
static float
hash (guint32 a, guint32 b, guint32 c)
{
  guint32 x = a * 0x9E3779B1u ^ b * 0x85EBCA77u ^ c * 0xC2B2AE3Du;

  x ^= x >> 15;
  x *= 0x2C1B3C6Du;
  x ^= x >> 12;
  x *= 0x297A2D39u;
  x ^= x >> 15;
  return (float) (x >> 8) / 16777216.0f;
}

/* Smooth noise with grains of @size pixels. */
static float
texture (guint32 seed, float x, float y, float size)
{
  float u = x / size;
  float v = y / size;
  guint32 i = (guint32) u;
  guint32 j = (guint32) v;
  float s = u - (float) i;
  float t = v - (float) j;

  s = s * s * (3 - 2 * s);
  t = t * t * (3 - 2 * t);
  return (hash (i, j, seed) * (1 - s) + hash (i + 1, j, seed) * s) * (1 - t) +
         (hash (i, j + 1, seed) * (1 - s) + hash (i + 1, j + 1, seed) * s) * t;
}

static Colour
mix (Colour a, Colour b, float share)
{
  return (Colour){.r = a.r + (b.r - a.r) * share,
                  .g = a.g + (b.g - a.g) * share,
                  .b = a.b + (b.b - a.b) * share};
}

/* A turned ellipse with a soft edge. */
static void
draw_ellipse (Colour *canvas, float cx, float cy, float rx, float ry, float turn, Colour colour)
{
  float reach = fmaxf (rx, ry) + 2;
  int x0 = MAX ((int) (cx - reach), 0);
  int x1 = MIN ((int) (cx + reach), W - 1);
  int y0 = MAX ((int) (cy - reach), 0);
  int y1 = MIN ((int) (cy + reach), H - 1);
  float c = cosf (turn);
  float s = sinf (turn);

  for (int y = y0; y <= y1; y++)
    for (int x = x0; x <= x1; x++) {
      float dx = ((float) x - cx) * c + ((float) y - cy) * s;
      float dy = ((float) y - cy) * c - ((float) x - cx) * s;
      float inside = (1 - sqrtf (dx * dx / (rx * rx) + dy * dy / (ry * ry))) * fminf (rx, ry);
      float cover = CLAMP (inside + 0.5f, 0.0f, 1.0f);
      /* Lighter above: that is what makes it round. */
      Colour shaded = mix (colour, (Colour){1, 1, 1}, 0.12f * CLAMP (-dy / ry, 0.0f, 1.0f));
      if (cover > 0)
        canvas[y * W + x] = mix (canvas[y * W + x], shaded, cover);
    }
}

static Colour
background_at (guint stream, float x, float y)
{
  static const Colour skies[] = {{0.62f, 0.76f, 0.9f}, {0.8f, 0.78f, 0.66f}, {0.6f, 0.72f, 0.62f}};
  static const Colour leaves[] = {{0.2f, 0.38f, 0.16f},
                                  {0.36f, 0.36f, 0.14f},
                                  {0.12f, 0.3f, 0.24f}};
  float far = texture (stream, x, y, 46);
  float near = texture (stream + 7, x, y, 13);
  float fine = texture (stream + 13, x, y, 3);
  float height = y / H;
  Colour colour = mix (skies[stream % 3], (Colour){1, 1, 1}, 0.25f * (1 - height));
  float foliage = CLAMP ((far * 0.6f + near * 0.4f + height * 0.55f - 0.5f) * 5, 0.0f, 1.0f);

  colour = mix (colour, leaves[stream % 3], foliage);
  return mix (colour, (Colour){0, 0, 0}, 0.22f * fine * foliage);
}

static void
draw_nest (FlDemoScene *self)
{
  for (guint i = 0; i < 90; i++) {
    float t = hash (i, 1, self->stream);
    float angle = (hash (i, 2, self->stream) - 0.5f) * 0.9f;
    float x = W * 0.5f + (hash (i, 3, self->stream) - 0.5f) * 150;
    float y = H * 0.76f + (hash (i, 4, self->stream) - 0.5f) * 34;
    Colour straw = mix ((Colour){0.3f, 0.2f, 0.1f}, (Colour){0.68f, 0.54f, 0.32f}, t);
    draw_ellipse (self->background, x, y, 34, 2.2f, angle, straw);
  }
}

static void
paint_background (FlDemoScene *self)
{
  for (guint y = 0; y < H; y++)
    for (guint x = 0; x < W; x++)
      self->background[y * W + x] = background_at (self->stream, (float) x, (float) y);
  /* A branch under the nest. */
  draw_ellipse (self->background, W * 0.5f, H * 0.9f, W * 0.7f, 13, 0.06f * (float) self->stream,
                (Colour){0.27f, 0.2f, 0.14f});
  draw_nest (self);
}

static guint
between (guint low, guint high, float share)
{
  return low + (guint) ((float) (high - low) * share);
}

static void
plan_visits (FlDemoScene *self)
{
  guint at = 70;

  for (guint i = 0; at + MIN_VISIT < FL_DEMO_N_FRAMES; i++) {
    guint n = between (MIN_VISIT, MAX_VISIT, hash (i, 11, self->stream));
    const Visit visit = {.first = at,
                         .last = MIN (at + n, FL_DEMO_N_FRAMES) - 1,
                         .klass =
                           hash (i, 12, self->stream) < 0.62f ? FL_DEMO_BIRD : FL_DEMO_SQUIRREL,
                         .side = hash (i, 13, self->stream) < 0.5f ? -1.0f : 1.0f,
                         .place = hash (i, 14, self->stream) * 2 - 1};
    g_array_append_val (self->visits, visit);
    at = visit.last + 1 + between (MIN_PAUSE, MAX_PAUSE, hash (i, 15, self->stream));
  }
}

FlDemoScene *
fl_demo_scene_new (guint stream)
{
  FlDemoScene *self = g_new0 (FlDemoScene, 1);

  self->stream = stream;
  self->visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  self->background = g_new (Colour, W * H);
  self->canvas = g_new (Colour, W * H);
  plan_visits (self);
  paint_background (self);
  return self;
}

void
fl_demo_scene_free (FlDemoScene *self)
{
  g_array_unref (self->visits);
  g_free (self->background);
  g_free (self->canvas);
  g_free (self);
}

/* The visit during @frame, ways included. */
static const Visit *
find_visit (const FlDemoScene *self, guint frame)
{
  for (guint i = 0; i < self->visits->len; i++) {
    const Visit *visit = &g_array_index (self->visits, Visit, i);
    if (frame + WAY / 2 >= visit->first && frame <= visit->last + WAY / 2)
      return visit;
  }
  return NULL;
}

FlDemoClass
fl_demo_scene_get_class (const FlDemoScene *self, guint frame)
{
  const Visit *visit = find_visit (self, frame);

  return visit != NULL && frame >= visit->first && frame <= visit->last ? visit->klass
                                                                        : FL_DEMO_NOTHING;
}

/* How far a visitor still is from its place: 1 is out of the picture, 0.5 at its edge. */
static float
distance (const Visit *visit, guint frame)
{
  float since = (float) frame - (float) visit->first + WAY / 2;
  float until = (float) visit->last - (float) frame + WAY / 2;
  float way = 1 - fminf (fminf (since, until) / WAY, 1);

  return way * way * (3 - 2 * way);
}

static void
draw_bird (Colour *canvas, float x, float y, float size, float facing, float flap)
{
  const Colour body = {0.16f, 0.3f, 0.62f};
  const Colour breast = {0.9f, 0.62f, 0.28f};

  draw_ellipse (canvas, x - facing * 30 * size, y + 6 * size, 20 * size, 5 * size, facing * -0.5f,
                body);
  draw_ellipse (canvas, x, y, 26 * size, 16 * size, facing * 0.25f, body);
  draw_ellipse (canvas, x + facing * 8 * size, y + 5 * size, 15 * size, 10 * size, facing * 0.25f,
                breast);
  draw_ellipse (canvas, x + facing * 22 * size, y - 14 * size, 10 * size, 9 * size, 0, body);
  draw_ellipse (canvas, x + facing * 33 * size, y - 13 * size, 7 * size, 2.4f * size, 0,
                (Colour){0.95f, 0.75f, 0.2f});
  draw_ellipse (canvas, x + facing * 24 * size, y - 16 * size, 2 * size, 2 * size, 0,
                (Colour){0.02f, 0.02f, 0.02f});
  draw_ellipse (canvas, x - facing * 6 * size, y - 4 * size - flap * 9, 18 * size,
                (7 + flap * 4) * size, facing * (0.5f + flap), (Colour){0.1f, 0.19f, 0.42f});
}

static void
draw_squirrel (Colour *canvas, float x, float y, float size, float facing, float sway)
{
  const Colour fur = {0.58f, 0.26f, 0.11f};

  draw_ellipse (canvas, x - facing * 34 * size, y - 20 * size, 13 * size, 34 * size,
                facing * (0.35f + sway), (Colour){0.66f, 0.36f, 0.18f});
  draw_ellipse (canvas, x, y, 30 * size, 20 * size, facing * -0.2f, fur);
  draw_ellipse (canvas, x + facing * 8 * size, y + 8 * size, 16 * size, 10 * size, 0,
                (Colour){0.9f, 0.84f, 0.74f});
  draw_ellipse (canvas, x + facing * 28 * size, y - 14 * size, 14 * size, 12 * size, 0, fur);
  draw_ellipse (canvas, x + facing * 24 * size, y - 27 * size, 4 * size, 7 * size, 0, fur);
  draw_ellipse (canvas, x + facing * 33 * size, y - 16 * size, 2.4f * size, 2.4f * size, 0,
                (Colour){0.02f, 0.02f, 0.02f});
}

static void
draw_visitor (FlDemoScene *self, const Visit *visit, guint frame)
{
  float away = distance (visit, frame);
  float t = (float) frame / FL_DEMO_RATE;
  float x = W * 0.5f + visit->place * 70 + visit->side * away * (W * 0.62f + 90);
  float bob = sinf (t * 5 + visit->place * 6) * 4;
  gboolean is_bird = visit->klass == FL_DEMO_BIRD;

  /* Facing the way it goes, and the nest while it is there. */
  float facing =
    away > 0.02f && frame > (visit->first + visit->last) / 2 ? visit->side : -visit->side;
  if (is_bird)
    draw_bird (self->canvas, x, H * 0.58f - away * 70 + bob, 1.15f, facing,
               fabsf (sinf (t * 22)) * fminf (away * 4, 1));
  else
    draw_squirrel (self->canvas, x, H * 0.6f + away * 30 + bob * 0.5f, 1.2f, facing,
                   sinf (t * 3) * 0.15f);
}

/* By day all of it; by night a tenth, and blue. */
static Colour
light_at (guint stream, guint frame)
{
  float phase = (float) frame / FL_DEMO_N_FRAMES + 0.12f * (float) stream;
  float night = CLAMP ((phase - 0.45f) * 3.2f, 0.0f, 1.0f);
  float cloud = 0.06f * sinf ((float) frame * 0.011f + (float) stream * 2);

  night = night * night * (3 - 2 * night);
  return mix ((Colour){1 + cloud, 1 + cloud, 0.97f + cloud}, (Colour){0.26f, 0.31f, 0.43f}, night);
}

static guint8
to_byte (float value)
{
  return (guint8) CLAMP (value * 255 + 0.5f, 0.0f, 255.0f);
}

/* BT.601, full range, with the sensor's noise in the luma. */
static void
write_luma (const FlDemoScene *self, guint frame, Colour light, FlImage *image)
{
  for (guint y = 0; y < H; y++)
    for (guint x = 0; x < W; x++) {
      const Colour *c = &self->canvas[y * W + x];
      guint32 place = y * W + x;
      float noise = hash (place, frame, self->stream) + hash (place, frame, self->stream + 99) - 1;
      float luma = 0.299f * c->r * light.r + 0.587f * c->g * light.g + 0.114f * c->b * light.b;
      image->planes[0][y * image->strides[0] + x] = to_byte (luma + noise * 0.035f);
    }
}

static void
write_chroma (const FlDemoScene *self, Colour light, FlImage *image)
{
  for (guint y = 0; y < H / 2; y++)
    for (guint x = 0; x < W / 2; x++) {
      const Colour *c = &self->canvas[2 * y * W + 2 * x];
      float r = c->r * light.r;
      float g = c->g * light.g;
      float b = c->b * light.b;
      image->planes[1][y * image->strides[1] + x] =
        to_byte (0.502f - 0.168736f * r - 0.331264f * g + 0.5f * b);
      image->planes[2][y * image->strides[2] + x] =
        to_byte (0.502f + 0.5f * r - 0.418688f * g - 0.081312f * b);
    }
}

FlImage *
fl_demo_scene_draw (FlDemoScene *self, guint frame)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, W, H);
  const Visit *visit = find_visit (self, frame);
  Colour light = light_at (self->stream, frame);

  memcpy (self->canvas, self->background, W * H * sizeof self->canvas[0]);
  if (visit != NULL)
    draw_visitor (self, visit, frame);
  write_luma (self, frame, light, image);
  write_chroma (self, light, image);
  return image;
}
