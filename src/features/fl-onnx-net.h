/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FlOnnxNet:
 *
 * A network that runs: the C face of OpenCV's dnn module (fl-onnx-net.cpp), or of nothing where the
 * program was built without (fl-onnx-no-net.c). One thread an object; it starts none itself.
 */
typedef struct _FlOnnxNet FlOnnxNet;

/** FL_ONNX_NET_DIMS: more than any output has. */
#define FL_ONNX_NET_DIMS 16

/**
 * FlOnnxTensor:
 * @values: (array): the numbers, row-major; valid until the network runs again
 * @n_dims: how many dimensions it has, at most %FL_ONNX_NET_DIMS
 * @shape: (array length=n_dims): their sizes, each > 0
 */
typedef struct {
  const float *values;
  guint n_dims;
  gsize shape[FL_ONNX_NET_DIMS];
} FlOnnxTensor;

/**
 * fl_onnx_net_new:
 * @bytes: the content of an ONNX file
 * @size: bytes of it
 * @why: (out) (transfer full): a clause that says why not, when it is not made
 *
 * Returns: (transfer full): the network, or %NULL with @why
 */
FlOnnxNet *fl_onnx_net_new (const void *bytes, gsize size, char **why);

/** fl_onnx_net_free: Frees it, or %NULL. */
void fl_onnx_net_free (FlOnnxNet *self);

/**
 * fl_onnx_net_run:
 * @self: a network
 * @input: the numbers that go in, row-major; not changed
 * @shape: (array fixed-size=4): their shape
 * @out: (out): what comes out
 * @why: (out) (transfer full): a clause that says why not, when it could not
 *
 * Returns: whether it could
 */
gboolean fl_onnx_net_run (FlOnnxNet *self,
                          float *input,
                          const gsize shape[4],
                          FlOnnxTensor *out,
                          char **why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlOnnxNet, fl_onnx_net_free)

G_END_DECLS
