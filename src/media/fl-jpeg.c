/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thumbnails, straight from and to planes, by libjpeg-turbo. */
#include "media/fl-jpeg.h"

#include <turbojpeg.h>

GBytes *
fl_jpeg_encode (const FlImage *image, int quality, GError **error)
{
  g_return_val_if_fail (image->pixels == FL_PIXELS_YUV420, NULL);

  const unsigned char *planes[3] = {image->planes[0], image->planes[1], image->planes[2]};
  int strides[3] = {(int) image->strides[0], (int) image->strides[1], (int) image->strides[2]};
  unsigned char *data = NULL;
  unsigned long size = 0;
  tjhandle handle = tjInitCompress ();
  int code = tjCompressFromYUVPlanes (handle, planes, (int) image->width_px, strides,
                                      (int) image->height_px, TJSAMP_420, &data, &size, quality, 0);
  GBytes *bytes = NULL;
  if (code == 0)
    bytes = g_bytes_new (data, size);
  else
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENCODE, "Cannot write a thumbnail: %s",
                 tjGetErrorStr2 (handle));
  tjFree (data);
  tjDestroy (handle);
  return bytes;
}

static FlImage *
decode (tjhandle handle, const unsigned char *data, gsize size, const char **out_reason)
{
  int width = 0;
  int height = 0;
  int subsampling = 0;
  int colours = 0;

  if (tjDecompressHeader3 (handle, data, size, &width, &height, &subsampling, &colours) != 0) {
    *out_reason = tjGetErrorStr2 (handle);
    return NULL;
  }
  if (width <= 0 || height <= 0) { /* It ends before it says how large it is. */
    *out_reason = "it is cut off";
    return NULL;
  }
  g_autoptr (FlImage) image = fl_image_new (FL_PIXELS_BGR24, (guint) width, (guint) height);
  if (tjDecompress2 (handle, data, size, image->planes[0], width, (int) image->strides[0], height,
                     TJPF_BGR, 0) != 0) {
    *out_reason = tjGetErrorStr2 (handle);
    return NULL;
  }
  return g_steal_pointer (&image);
}

FlImage *
fl_jpeg_decode (GBytes *bytes, GError **error)
{
  gsize size;
  const unsigned char *data = g_bytes_get_data (bytes, &size);
  tjhandle handle = tjInitDecompress ();
  const char *reason = "it is empty";
  FlImage *image = data != NULL ? decode (handle, data, size, &reason) : NULL;

  if (image == NULL)
    g_set_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_CORRUPT, "Cannot read a thumbnail: %s",
                 reason);
  tjDestroy (handle);
  return image;
}
