/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks by OpenCV's dnn module: the one file that is C++. No exception leaves it, and nothing of
 * what OpenCV would print. */
#include "features/fl-onnx-net.h"

#include <glib/gi18n.h>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>

struct _FlOnnxNet {
  cv::dnn::Net net;
  cv::Mat output;
};

static int
keep_quiet (int, const char *, const char *, const char *, int, void *)
{
  return 0;
}

/* One thread, for the cores are shared out above; and what fails is told by whoever asked. */
static bool
set_up ()
{
  cv::utils::logging::setLogLevel (cv::utils::logging::LOG_LEVEL_SILENT);
  cv::redirectError (keep_quiet);
  cv::setNumThreads (1);
  return true;
}

/* OpenCV tells in several lines; what comes first says enough. */
static char *
dup_clause (const char *doing, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", 2);
  g_autofree char *valid = g_utf8_make_valid (lines[0] != nullptr ? lines[0] : "", -1);

  return g_strdup_printf ("%s (%s)", doing, g_strstrip (valid));
}

/* Calls @body; %FALSE with @why when it threw. */
template <typename Body>
static bool
guard (const char *doing, char **why, Body body)
{
  try {
    body ();
    return true;
  } catch (const cv::Exception &exception) {
    *why = dup_clause (doing, exception.err.c_str ());
  } catch (const std::exception &exception) {
    *why = dup_clause (doing, exception.what ());
  } catch (...) {
    *why = dup_clause (doing, _ ("no reason was given"));
  }
  return false;
}

FlOnnxNet *
fl_onnx_net_new (const void *bytes, gsize size, char **why)
{
  FlOnnxNet *self = nullptr;

  bool is_made = guard (_ ("OpenCV could not read its network"), why, [&] {
    /* C++ sees to it that it happens once, whatever the threads. */
    static const bool is_set_up = set_up ();
    (void) is_set_up;
    self = new FlOnnxNet;
    self->net = cv::dnn::readNetFromONNX (static_cast<const char *> (bytes), size);
    self->net.setPreferableBackend (cv::dnn::DNN_BACKEND_OPENCV);
    self->net.setPreferableTarget (cv::dnn::DNN_TARGET_CPU);
  });
  if (is_made)
    return self;
  fl_onnx_net_free (self);
  return nullptr;
}

void
fl_onnx_net_free (FlOnnxNet *self)
{
  delete self;
}

static void
describe_output (const cv::Mat &output, FlOnnxTensor *out)
{
  CV_Assert (output.type () == CV_32F && output.isContinuous ());
  CV_Assert (output.dims <= FL_ONNX_NET_DIMS && output.total () > 0);
  out->values = output.ptr<float> ();
  out->n_dims = static_cast<guint> (output.dims);
  for (int i = 0; i < output.dims; i++)
    out->shape[i] = static_cast<gsize> (output.size[i]);
}

gboolean
fl_onnx_net_run (FlOnnxNet *self, float *input, const gsize shape[4], FlOnnxTensor *out, char **why)
{
  const int sizes[] = {static_cast<int> (shape[0]), static_cast<int> (shape[1]),
                       static_cast<int> (shape[2]), static_cast<int> (shape[3])};

  return guard (_ ("OpenCV could not run its network on a picture"), why, [&] {
    self->net.setInput (cv::Mat (4, sizes, CV_32F, input));
    self->output = self->net.forward ();
    describe_output (self->output, out);
  });
}
