/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks where the program was built without them: there are none. */
#include "features/fl-onnx-net.h"

#include <glib/gi18n.h>

FlOnnxNet *
fl_onnx_net_new (const void *bytes, gsize size, char **why)
{
  *why = g_strdup (_ ("this Frameline was built without ONNX"));
  return NULL;
}

void
fl_onnx_net_free (FlOnnxNet *self)
{
}

gboolean
fl_onnx_net_run (FlOnnxNet *self, float *input, const gsize shape[4], FlOnnxTensor *out, char **why)
{
  *why = g_strdup (_ ("this Frameline was built without ONNX"));
  return FALSE;
}
