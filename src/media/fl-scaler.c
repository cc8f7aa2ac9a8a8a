/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swscale with the colours set right. It takes every picture for BT.601 in limited range unless
 * it is told, so matrix and range are told for every frame; features depend on this. */
#include "media/fl-scaler.h"

#include "media/fl-av.h"
#include "media/fl-frame-private.h"
#include "media/fl-rotate.h"
#include "media/fl-shown-size.h"
#include "media/fl-tone-map.h"

#include <glib/gi18n.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

/* Exact rounding, so that features do not depend on the processor. */
#define ANALYSIS_FLAGS (SWS_AREA | SWS_BITEXACT | SWS_ACCURATE_RND)
#define SHOW_FLAGS     SWS_BILINEAR
/* An untagged picture of this height or more is taken for BT.709, as players do. */
#define HD_HEIGHT_PX 720

/* What a conversion depends on. */
typedef struct {
  int width_px;
  int height_px;
  enum AVPixelFormat pixels;
  int matrix; /* of swscale */
  gboolean is_full_range;
  enum AVPixelFormat to_pixels;
  FlShownSize to_size;
} Recipe;

/* What a scaler makes. */
enum {
  TO_ANALYSE,
  TO_SHOW,
  TO_MAP, /* and to show then */
  N_WAYS,
};

static const enum AVPixelFormat to_pixels[N_WAYS] = {AV_PIX_FMT_YUV420P, AV_PIX_FMT_BGR24,
                                                     AV_PIX_FMT_RGB48};

struct _FlScaler {
  Recipe recipes[N_WAYS];
  struct SwsContext *contexts[N_WAYS];
  FlToneMap *tone_map; /* nullable */
};

/* What is read of a picture: all of it, or one field. */
typedef struct {
  const uint8_t *planes[4];
  int strides[4];
  int height_px;
} Source;

FlScaler *
fl_scaler_new (void)
{
  return g_new0 (FlScaler, 1);
}

void
fl_scaler_free (FlScaler *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_WAYS; i++)
    sws_freeContext (self->contexts[i]);
  fl_tone_map_free (self->tone_map);
  g_free (self);
}

static gboolean
is_full_range (const AVFrame *picture)
{
  switch ((int) picture->format) {
  case AV_PIX_FMT_YUVJ420P:
  case AV_PIX_FMT_YUVJ422P:
  case AV_PIX_FMT_YUVJ444P:
  case AV_PIX_FMT_YUVJ440P:
  case AV_PIX_FMT_YUVJ411P:
    return TRUE;
  default:
    return picture->color_range == AVCOL_RANGE_JPEG;
  }
}

static int
matrix_of (enum AVColorSpace space, int height_px)
{
  switch ((int) space) {
  case AVCOL_SPC_BT709:
    return SWS_CS_ITU709;
  case AVCOL_SPC_BT470BG:
  case AVCOL_SPC_SMPTE170M:
    return SWS_CS_ITU601;
  case AVCOL_SPC_FCC:
    return SWS_CS_FCC;
  case AVCOL_SPC_SMPTE240M:
    return SWS_CS_SMPTE240M;
  case AVCOL_SPC_BT2020_NCL:
  case AVCOL_SPC_BT2020_CL:
    return SWS_CS_BT2020;
  default:
    return height_px >= HD_HEIGHT_PX ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}

static gboolean
is_same_recipe (const Recipe *a, const Recipe *b)
{
  return a->width_px == b->width_px && a->height_px == b->height_px && a->pixels == b->pixels &&
         a->matrix == b->matrix && a->is_full_range == b->is_full_range &&
         a->to_size.width_px == b->to_size.width_px && a->to_size.height_px == b->to_size.height_px;
}

static struct SwsContext *
make_context (const Recipe *recipe)
{
  gboolean is_analysis = recipe->to_pixels == to_pixels[TO_ANALYSE];
  struct SwsContext *context = sws_alloc_context ();

  av_opt_set_int (context, "srcw", recipe->width_px, 0);
  av_opt_set_int (context, "srch", recipe->height_px, 0);
  av_opt_set_int (context, "src_format", recipe->pixels, 0);
  av_opt_set_int (context, "dstw", recipe->to_size.width_px, 0);
  av_opt_set_int (context, "dsth", recipe->to_size.height_px, 0);
  av_opt_set_int (context, "dst_format", recipe->to_pixels, 0);
  av_opt_set_int (context, "sws_flags", is_analysis ? ANALYSIS_FLAGS : SHOW_FLAGS, 0);
  /* Before it begins, or a picture that need not be scaled would be copied as it is. */
  av_opt_set_int (context, "src_range", recipe->is_full_range, 0);
  av_opt_set_int (context, "dst_range", 1, 0);
  if (sws_init_context (context, NULL, NULL) < 0) {
    sws_freeContext (context);
    return NULL;
  }
  /* It says no for pictures without a matrix, such as RGB: nothing is to be set for those. */
  (void) sws_setColorspaceDetails (context, sws_getCoefficients (recipe->matrix),
                                   recipe->is_full_range, sws_getCoefficients (SWS_CS_ITU601), 1, 0,
                                   1 << 16, 1 << 16);
  return context;
}

/* The first field, or all where there are none. A field has whole rows of colour only where four
 * rows are two of each. */
static Source
get_source (const AVFrame *picture, gboolean may_be_field)
{
  int field = may_be_field && picture->height % 4 == 0 ? fl_av_frame_get_first_field (picture) : -1;
  Source source = {.height_px = field < 0 ? picture->height : picture->height / 2};

  for (guint i = 0; i < 4; i++) {
    source.planes[i] = picture->data[i];
    source.strides[i] = picture->linesize[i];
    if (field < 0 || picture->data[i] == NULL)
      continue;
    source.planes[i] += field * picture->linesize[i];
    source.strides[i] *= 2;
  }
  return source;
}

/* Converts and scales; the size is before turning. */
static gboolean
convert (FlScaler *self,
         const AVFrame *picture,
         guint way,
         FlShownSize size,
         const FlImage *out,
         GError **error)
{
  const Source source = get_source (picture, way != TO_ANALYSE);
  const Recipe recipe = {.width_px = picture->width,
                         .height_px = source.height_px,
                         .pixels = (enum AVPixelFormat) picture->format,
                         .matrix = matrix_of (picture->colorspace, picture->height),
                         .is_full_range = is_full_range (picture),
                         .to_pixels = to_pixels[way],
                         .to_size = size};

  if (self->contexts[way] == NULL || !is_same_recipe (&recipe, &self->recipes[way])) {
    sws_freeContext (self->contexts[way]);
    self->contexts[way] = make_context (&recipe);
    self->recipes[way] = recipe;
  }
  if (self->contexts[way] == NULL) {
    const char *name = av_get_pix_fmt_name ((enum AVPixelFormat) picture->format);
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_DECODE,
                 _ ("Cannot convert pictures of the format “%s”"), name != NULL ? name : "?");
    return FALSE;
  }
  int strides[4] = {(int) out->strides[0], (int) out->strides[1], (int) out->strides[2]};
  uint8_t *planes[4] = {out->planes[0], out->planes[1], out->planes[2]};
  sws_scale (self->contexts[way], source.planes, source.strides, 0, source.height_px, planes,
             strides);
  return TRUE;
}

/* Sixteen bits a colour lie in a picture that is twice as wide. */
static FlImage *
convert_to_map (FlScaler *self, const AVFrame *picture, FlShownSize size, GError **error)
{
  g_autoptr (FlImage) coded = fl_image_new (FL_PIXELS_BGR24, 2 * size.width_px, size.height_px);

  if (!convert (self, picture, TO_MAP, size, coded, error))
    return NULL;
  if (self->tone_map != NULL && fl_tone_map_get_transfer (self->tone_map) != picture->color_trc)
    g_clear_pointer (&self->tone_map, fl_tone_map_free);
  if (self->tone_map == NULL)
    self->tone_map = fl_tone_map_new (picture->color_trc);
  FlImage *image = fl_image_new (FL_PIXELS_BGR24, size.width_px, size.height_px);
  fl_tone_map_apply (self->tone_map, (const guint16 *) (const void *) coded->planes[0],
                     coded->strides[0] / sizeof (guint16), image);
  return image;
}

static FlImage *
convert_to (FlScaler *self,
            const AVFrame *picture,
            FlPixels pixels,
            FlShownSize size,
            GError **error)
{
  gboolean is_shown = pixels == FL_PIXELS_BGR24;

  if (is_shown && fl_tone_map_is_needed (picture->color_trc))
    return convert_to_map (self, picture, size, error);
  g_autoptr (FlImage) image = fl_image_new (pixels, size.width_px, size.height_px);
  if (!convert (self, picture, is_shown ? TO_SHOW : TO_ANALYSE, size, image, error))
    return NULL;
  return g_steal_pointer (&image);
}

static FlImage *
make (FlScaler *self,
      const FlFrame *frame,
      FlPixels pixels,
      guint max_width_px,
      guint max_height_px,
      GError **error)
{
  const AVFrame *picture = frame->picture;
  FlRational aspect = {.num = frame->sample_aspect.num, .den = frame->sample_aspect.den};
  FlShownSize size =
    fl_shown_size_of ((guint) picture->width, (guint) picture->height, aspect, frame->rotation_deg);
  FlShownSize fitted = fl_shown_size_fit (size, max_width_px, max_height_px);

  if (frame->rotation_deg % 180 != 0)
    fitted = (FlShownSize){.width_px = fitted.height_px, .height_px = fitted.width_px};
  FlImage *image = convert_to (self, picture, pixels, fitted, error);
  if (image == NULL)
    return NULL;
  image = fl_rotate (image, frame->rotation_deg);
  image->is_tone_mapped = pixels == FL_PIXELS_BGR24 && fl_tone_map_is_needed (picture->color_trc);
  return image;
}

FlImage *
fl_scaler_analyse (FlScaler *self, const FlFrame *frame, GError **error)
{
  return make (self, frame, FL_PIXELS_YUV420, FL_ANALYSIS_SIZE_PX, FL_ANALYSIS_SIZE_PX, error);
}

FlImage *
fl_scaler_show (FlScaler *self,
                const FlFrame *frame,
                guint max_width_px,
                guint max_height_px,
                GError **error)
{
  g_return_val_if_fail (max_width_px > 0 && max_height_px > 0, NULL);

  return make (self, frame, FL_PIXELS_BGR24, max_width_px, max_height_px, error);
}
