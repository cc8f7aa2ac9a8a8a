/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fl-test-pictures.h"

#include "media/fl-av.h"
#include "media/fl-jpeg.h"

#include <libswscale/swscale.h>
#include <string.h>

#define QUALITY 90

/* Tags and kinds of TIFF 6.0 and EXIF 2.3. */
enum {
  TAG_ORIENTATION = 0x0112,
  TAG_EXIF = 0x8769,
  TAG_TIME = 0x9003,
  TAG_FRACTION = 0x9291,
  KIND_TEXT = 2,
  KIND_SHORT = 3,
  KIND_LONG = 4,
};

static void
put (GByteArray *bytes, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint8 byte = (guint8) (value >> 8 * i);
    g_byte_array_append (bytes, &byte, 1);
  }
}

static void
put_entry (GByteArray *bytes, guint tag, guint kind, guint n, guint64 value)
{
  put (bytes, tag, 2);
  put (bytes, kind, 2);
  put (bytes, n, 4);
  put (bytes, value, 4);
}

/* Little-endian: a directory with the orientation, one of EXIF with the texts, and the texts. */
static GByteArray *
make_facts (const FlTestJpeg *jpeg)
{
  GByteArray *bytes = g_byte_array_new ();
  const char *time = jpeg->time != NULL ? jpeg->time : "    :  :     :  :  ";
  const char *fraction = jpeg->fraction != NULL ? jpeg->fraction : "";
  const guint n_time = (guint) strlen (time) + 1;
  const guint at_exif = 8 + 2 + 2 * 12 + 4;
  const guint at_time = at_exif + 2 + 2 * 12 + 4;

  g_byte_array_append (bytes, (const guint8 *) "II*\0\x08\0\0\0", 8);
  put (bytes, 2, 2);
  put_entry (bytes, TAG_ORIENTATION, KIND_SHORT, 1, MAX (jpeg->orientation, 1));
  put_entry (bytes, TAG_EXIF, KIND_LONG, 1, at_exif);
  put (bytes, 0, 4);
  put (bytes, 2, 2);
  put_entry (bytes, TAG_TIME, KIND_TEXT, n_time, at_time);
  /* Up to four bytes stand in the entry itself. */
  g_assert_cmpuint (strlen (fraction), <, 4);
  guint64 inside = 0;
  memcpy (&inside, fraction, strlen (fraction));
  put_entry (bytes, TAG_FRACTION, KIND_TEXT, (guint) strlen (fraction) + 1,
             GUINT64_FROM_LE (inside));
  put (bytes, 0, 4);
  g_byte_array_append (bytes, (const guint8 *) time, n_time);
  return bytes;
}

static void
write_bytes (const char *folder, const char *name, const void *data, gsize n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) n, NULL));
}

void
fl_test_jpeg_write (const char *folder, const char *name, const FlTestJpeg *jpeg)
{
  g_autoptr (FlImage) image =
    fl_test_draw (jpeg->width_px > 0 ? jpeg->width_px : FL_TEST_WIDTH_PX,
                  jpeg->height_px > 0 ? jpeg->height_px : FL_TEST_HEIGHT_PX, jpeg->number);
  g_autoptr (GBytes) plain = fl_jpeg_encode (image, QUALITY, NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gsize n;
  const guint8 *data = g_bytes_get_data (plain, &n);

  /* The start, then the facts, then the rest. */
  g_byte_array_append (file, data, 2);
  if (jpeg->time != NULL || jpeg->orientation > 0) {
    g_autoptr (GByteArray) facts = make_facts (jpeg);
    const guint size = facts->len + 8;
    const guint8 head[] = {0xff, 0xe1, (guint8) (size >> 8), (guint8) size, 'E', 'x', 'i', 'f',
                           0,    0};
    g_byte_array_append (file, head, sizeof head);
    g_byte_array_append (file, facts->data, facts->len);
  }
  g_byte_array_append (file, data + 2, (guint) n - 2);
  write_bytes (folder, name, file->data, file->len);
}

/* The picture of a number as @codec wants it. */
static AVFrame *
draw (guint number, const AVCodec *codec)
{
  g_autoptr (FlImage) image = fl_test_draw (FL_TEST_WIDTH_PX, FL_TEST_HEIGHT_PX, number);
  AVFrame *frame = av_frame_alloc ();
  int strides[3];

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    strides[i] = (int) image->strides[i];
  frame->format = codec->pix_fmts[0];
  frame->width = FL_TEST_WIDTH_PX;
  frame->height = FL_TEST_HEIGHT_PX;
  g_assert_cmpint (av_frame_get_buffer (frame, 0), >=, 0);
  struct SwsContext *scaler =
    sws_getContext (frame->width, frame->height, AV_PIX_FMT_YUVJ420P, frame->width, frame->height,
                    codec->pix_fmts[0], SWS_BICUBIC, NULL, NULL, NULL);
  sws_scale (scaler, (const guint8 *const *) image->planes, strides, 0, frame->height, frame->data,
             frame->linesize);
  sws_freeContext (scaler);
  return frame;
}

gboolean
fl_test_picture_write (const char *folder, const char *name, const char *codec_name, guint number)
{
  const AVCodec *encoder = avcodec_find_encoder_by_name (codec_name);

  if (encoder == NULL)
    return FALSE;
  g_autoptr (AVCodecContext) codec = avcodec_alloc_context3 (encoder);
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  g_autoptr (AVFrame) frame = draw (number, encoder);
  codec->width = frame->width;
  codec->height = frame->height;
  codec->pix_fmt = (enum AVPixelFormat) frame->format;
  codec->time_base = (AVRational){1, 25};
  g_assert_cmpint (avcodec_open2 (codec, encoder, NULL), >=, 0);
  g_assert_cmpint (avcodec_send_frame (codec, frame), >=, 0);
  g_assert_cmpint (avcodec_send_frame (codec, NULL), >=, 0);
  g_assert_cmpint (avcodec_receive_packet (codec, packet), >=, 0);
  write_bytes (folder, name, packet->data, (gsize) packet->size);
  return TRUE;
}

void
fl_test_text_write (const char *folder, const char *name, const char *text)
{
  write_bytes (folder, name, text, strlen (text));
}
