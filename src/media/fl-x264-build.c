/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who encoded H.264, where that changes what it means. */
#include "media/fl-x264-build.h"

#include <string.h>

#define NOTE       "x264 - core "
#define MAX_DIGITS 6

int
fl_x264_build_parse (const guint8 *data, gsize size)
{
  const guint8 *note = memmem (data, size, NOTE, strlen (NOTE));
  int build = 0;

  if (note == NULL)
    return -1;
  const guint8 *digits = note + strlen (NOTE);
  gsize n = 0;
  for (; n < MAX_DIGITS && digits + n < data + size && g_ascii_isdigit (digits[n]); n++)
    build = 10 * build + (digits[n] - '0');
  return n > 0 ? build : -1;
}

static gboolean
is_special (const AVCodecParameters *parameters)
{
  return parameters->codec_id == AV_CODEC_ID_H264 &&
         (parameters->profile == FF_PROFILE_H264_HIGH_444_PREDICTIVE ||
          parameters->profile == FF_PROFILE_H264_CAVLC_444);
}

int
fl_x264_build_find (const FlAvInput *input)
{
  const AVCodecParameters *parameters = input->stream->codecpar;

  /* What is live comes from its beginning, and cannot be opened twice. */
  if (!is_special (parameters) || input->deadline_us != 0)
    return -1;
  g_autoptr (FlAvInput) again = fl_av_input_open (input->path, input->cancellable, NULL);
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  if (again == NULL || fl_av_input_read (again, packet) < 0)
    return -1;
  return fl_x264_build_parse (packet->data, (gsize) packet->size);
}
