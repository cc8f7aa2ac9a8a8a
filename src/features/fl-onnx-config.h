/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "features/fl-onnx-file.h"

G_BEGIN_DECLS

/**
 * FlOnnxOrder:
 * @FL_ONNX_ORDER_UNSAID: nothing was said
 * @FL_ONNX_ORDER_RGB: red, green, blue
 * @FL_ONNX_ORDER_BGR: blue, green, red
 *
 * The order of the colours.
 */
typedef enum {
  FL_ONNX_ORDER_UNSAID,
  FL_ONNX_ORDER_RGB,
  FL_ONNX_ORDER_BGR,
} FlOnnxOrder;

/**
 * FlOnnxConfig:
 * @path: the file, absolute
 * @width_px: of the pictures, 0 for unsaid
 * @height_px: with @width_px
 * @means: is taken away from 0..255 of each colour, in the order of the network, NAN for unsaid
 * @scales: what the rest is multiplied with, NAN for unsaid
 * @order: in which order the colours are
 * @n_dims: numbers that a picture gives, 0 for unsaid
 * @sum: (nullable): SHA-256 of the file, hexadecimal, %NULL for unsaid
 *
 * How a network is used: what somebody typed, or with everything said. As text it is
 * `FILE?size=WxH&mean=R,G,B&scale=R,G,B&layout=rgb&dims=N&sha256=SUM`, where every option may be
 * missing, and `size=N`, `mean=X` and `scale=X` stand for equal ones; options are what stands
 * behind the last question mark, if there is an equals sign there.
 */
typedef struct {
  char *path;
  guint width_px;
  guint height_px;
  double means[FL_ONNX_CHANNELS];
  double scales[FL_ONNX_CHANNELS];
  FlOnnxOrder order;
  guint n_dims;
  char *sum;
} FlOnnxConfig;

/** fl_onnx_config_parse: Returns: (transfer full): what @text says, or %NULL with
 * %FL_FEATURES_ERROR_CONFIG */
FlOnnxConfig *fl_onnx_config_parse (const char *text, GError **error);

/** fl_onnx_config_free: Frees it. */
void fl_onnx_config_free (FlOnnxConfig *self);

/**
 * fl_onnx_config_complete:
 * @self: what somebody typed
 * @file: the file
 * @error: return location
 *
 * Says what was unsaid, but for @n_dims: as the file has it, else as most networks that were trained
 * on ImageNet want their pictures.
 *
 * Returns: %FALSE with %FL_FEATURES_ERROR_CONFIG when the file contradicts what was typed, and with
 *   %FL_FEATURES_ERROR_MODEL when its pictures are too large
 */
gboolean fl_onnx_config_complete (FlOnnxConfig *self, const FlOnnxFile *file, GError **error);

/** fl_onnx_config_is_complete: Returns: whether everything is said, dims and sum included */
gboolean fl_onnx_config_is_complete (const FlOnnxConfig *self);

/** fl_onnx_config_print: Returns: (transfer full): as text, everything that is said */
char *fl_onnx_config_print (const FlOnnxConfig *self);

/** fl_onnx_config_dup_id: Returns: (transfer full): 12 hexadecimal digits for content and use of the
 * file, wherever it lies */
char *fl_onnx_config_dup_id (const FlOnnxConfig *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlOnnxConfig, fl_onnx_config_free)

G_END_DECLS
