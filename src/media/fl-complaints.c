/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of much damage libavcodec gives neither an error nor a mark on the picture, but writes a line to its
 * log: that a picture of HEVC is missing to which others refer, for one. So these lines are counted. A
 * line comes with the context of the decoder; each of its threads has a copy of it, and in each copy
 * `opaque` is what was set in the first. */
#include "media/fl-complaints.h"

/* How lines begin that are about what is seen. Others are of notes in the stream, as cameras write them, and
 * their pictures are whole. */
static const char *const grave[] = {
  /* HEVC */
  "Could not find ref with POC",
  "Duplicate POC in a sequence",
  "Zero refs in the frame RPS",
  "Error constructing the frame RPS",
  "First slice in a frame missing",
  "Invalid slice segment address",
  "Invalid collocated_ref_idx",
  "The slice_qp ",
  "The cu_qp_delta ",
  "CABAC_MAX_BIN",
  /* JPEG */
  "mjpeg_decode_dc: bad vlc",
  "error dc",
  "error count",
  "error y=",
};

typedef struct {
  int count; /* atomic */
} Complaints;

static gboolean
is_grave (int level, const char *format)
{
  for (gsize i = 0; level <= AV_LOG_ERROR && i < G_N_ELEMENTS (grave); i++)
    if (g_str_has_prefix (format, grave[i]))
      return TRUE;
  return FALSE;
}

/* Whose line it is; %NULL when it is of nobody who is watched. */
static Complaints *
get_complaints (void *source)
{
  if (source == NULL || *(const AVClass **) source != avcodec_get_class ())
    return NULL;
  return ((AVCodecContext *) source)->opaque;
}

/* The lines themselves are for people who look for bugs: G_MESSAGES_DEBUG=frameline-ffmpeg. */
static void
on_line (void *source, int level, const char *format, va_list args)
{
  char line[1024];
  int is_at_start = 1;

  if (level > AV_LOG_WARNING)
    return;
  Complaints *complaints = is_grave (level, format) ? get_complaints (source) : NULL;
  if (complaints != NULL)
    g_atomic_int_inc (&complaints->count);
  av_log_format_line2 (source, level, format, args, line, sizeof line, &is_at_start);
  g_log ("frameline-ffmpeg", G_LOG_LEVEL_DEBUG, "%s", g_strchomp (line));
}

void
fl_complaints_listen (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done)) {
    av_log_set_callback (on_line);
    g_once_init_leave (&is_done, 1);
  }
}

void
fl_complaints_watch (AVCodecContext *codec)
{
  g_return_if_fail (codec->opaque == NULL);

  codec->opaque = g_new0 (Complaints, 1);
}

void
fl_complaints_forget (gpointer opaque)
{
  g_free (opaque);
}

guint
fl_complaints_count (const AVCodecContext *codec)
{
  Complaints *complaints = codec->opaque;

  return (guint) g_atomic_int_get (&complaints->count);
}
