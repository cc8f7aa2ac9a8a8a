/* SPDX-License-Identifier: GPL-3.0-or-later */
/* swscale with the colours set right. It takes every picture for BT.601 in limited range unless
 * it is told, so matrix and range are told for every frame; features depend on this. */
#include "media/fl-scaler.h"

#include "media/fl-frame-private.h"
#include "media/fl-rotate.h"
#include "media/fl-shown-size.h"

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
  enum AVColorSpace matrix;
  gboolean is_full_range;
  FlPixels to_pixels;
  FlShownSize to_size;
} Recipe;

struct _FlScaler {
  Recipe recipes[2]; /* by FlPixels */
  struct SwsContext *contexts[2];
};

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
  sws_freeContext (self->contexts[0]);
  sws_freeContext (self->contexts[1]);
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
  gboolean is_analysis = recipe->to_pixels == FL_PIXELS_YUV420;
  struct SwsContext *context = sws_alloc_context ();

  av_opt_set_int (context, "srcw", recipe->width_px, 0);
  av_opt_set_int (context, "srch", recipe->height_px, 0);
  av_opt_set_int (context, "src_format", recipe->pixels, 0);
  av_opt_set_int (context, "dstw", recipe->to_size.width_px, 0);
  av_opt_set_int (context, "dsth", recipe->to_size.height_px, 0);
  av_opt_set_int (context, "dst_format", is_analysis ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_RGB24, 0);
  av_opt_set_int (context, "sws_flags", is_analysis ? ANALYSIS_FLAGS : SHOW_FLAGS, 0);
  /* Before it begins, or a picture that need not be scaled would be copied as it is. */
  av_opt_set_int (context, "src_range", recipe->is_full_range, 0);
  av_opt_set_int (context, "dst_range", 1, 0);
  if (sws_init_context (context, NULL, NULL) < 0) {
    sws_freeContext (context);
    return NULL;
  }
  /* It says no for pictures without a matrix, such as RGB: nothing is to be set for those. */
  (void) sws_setColorspaceDetails (context,
                                   sws_getCoefficients (
                                     matrix_of (recipe->matrix, recipe->height_px)),
                                   recipe->is_full_range, sws_getCoefficients (SWS_CS_ITU601), 1, 0,
                                   1 << 16, 1 << 16);
  return context;
}

/* Converts and scales; the size is before turning. */
static FlImage *
convert (FlScaler *self, const AVFrame *picture, FlPixels pixels, FlShownSize size, GError **error)
{
  const Recipe recipe = {.width_px = picture->width,
                         .height_px = picture->height,
                         .pixels = (enum AVPixelFormat) picture->format,
                         .matrix = picture->colorspace,
                         .is_full_range = is_full_range (picture),
                         .to_pixels = pixels,
                         .to_size = size};

  if (self->contexts[pixels] == NULL || !is_same_recipe (&recipe, &self->recipes[pixels])) {
    sws_freeContext (self->contexts[pixels]);
    self->contexts[pixels] = make_context (&recipe);
    self->recipes[pixels] = recipe;
  }
  if (self->contexts[pixels] == NULL) {
    const char *name = av_get_pix_fmt_name ((enum AVPixelFormat) picture->format);
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_DECODE,
                 "Cannot convert pictures of the format “%s”", name != NULL ? name : "?");
    return NULL;
  }
  FlImage *image = fl_image_new (pixels, size.width_px, size.height_px);
  int strides[4] = {(int) image->strides[0], (int) image->strides[1], (int) image->strides[2]};
  uint8_t *planes[4] = {image->planes[0], image->planes[1], image->planes[2]};
  sws_scale (self->contexts[pixels], (const uint8_t *const *) picture->data, picture->linesize, 0,
             picture->height, planes, strides);
  return image;
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
  FlImage *image = convert (self, picture, pixels, fitted, error);
  return image != NULL ? fl_rotate (image, frame->rotation_deg) : NULL;
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

  return make (self, frame, FL_PIXELS_RGB24, max_width_px, max_height_px, error);
}
