/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this layer shares about FFmpeg; not for other layers. */
#pragma once

#include "media/fl-media-types.h"
#include "media/fl-sparse-io.h"

#include <gio/gio.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>

G_BEGIN_DECLS

/** FL_AV_MAX_PIXELS: larger pictures are refused; a file may claim any size. */
#define FL_AV_MAX_PIXELS (16384 * 16384LL)

/**
 * FlAvInput:
 * @format: the open file
 * @stream: its first video stream that is no cover picture
 * @path: as the caller named it
 * @cancellable: (nullable): looked at while reading; may be changed between calls
 * @sparse: (nullable): what it is read through when it can be read in part
 * @silence_us: how long live video may not come before reading gives up, µs
 * @deadline_us: when reading gives up, µs of the monotonic clock, 0 for never; live sources alone
 * @is_late: it gave up
 * @connected_us: when the first bytes of a live source had come, µs since 1970 UTC
 * @is_camera: it is a camera of this computer, and reading does not wait
 *
 * An open source. One thread.
 */
typedef struct {
  AVFormatContext *format;
  AVStream *stream;
  char *path;
  GCancellable *cancellable;
  FlSparseIo *sparse;
  gint64 silence_us;
  gint64 deadline_us;
  gboolean is_late;
  gint64 connected_us;
  gboolean is_camera;
} FlAvInput;

/**
 * fl_av_input_open:
 * @path: a file name
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Opens a file with the protocol and format whitelists of decisions 4.
 *
 * Returns: (transfer full): the source, or %NULL with one sentence
 */
FlAvInput *fl_av_input_open (const char *path, GCancellable *cancellable, GError **error);

/**
 * fl_av_input_open_sparse:
 *
 * The same; the inside of packets may be left out later by fl_av_input_set_sparse().
 */
FlAvInput *fl_av_input_open_sparse (const char *path, GCancellable *cancellable, GError **error);

/** fl_av_input_set_sparse: Leaves out the inside of large packets from now on, or no more. */
void fl_av_input_set_sparse (FlAvInput *self, gboolean is_sparse);

/** fl_av_input_is_sparse: Returns: whether the inside of large packets is left out */
gboolean fl_av_input_is_sparse (const FlAvInput *self);

/**
 * fl_av_input_connect:
 * @address: an address or a camera (see fl-address.h)
 * @cancellable: (nullable): to stop early
 * @error: return location
 *
 * Connects to live video and waits, for some seconds at most, until it is known what is sent.
 *
 * Returns: (transfer full): the source, or %NULL with one sentence that names no password
 */
FlAvInput *fl_av_input_connect (const char *address, GCancellable *cancellable, GError **error);

/**
 * fl_av_input_receive:
 * @self: a source that was connected
 * @packet: as in fl_av_input_read()
 * @error: return location
 *
 * Reads the next packet of the video; gives up when nothing comes for some seconds.
 *
 * Returns: %TRUE, or %FALSE with why there will be no more
 */
gboolean fl_av_input_receive (FlAvInput *self, AVPacket *packet, GError **error);

/** fl_av_input_watch: Has reading through @self end when it is cancelled or late. */
void fl_av_input_watch (FlAvInput *self);

/** fl_av_input_choose_video: Finds its video. Returns: %FALSE with %FL_MEDIA_ERROR_NO_VIDEO */
gboolean fl_av_input_choose_video (FlAvInput *self, GError **error);

/** fl_av_input_free: Closes it. */
void fl_av_input_free (FlAvInput *self);

/**
 * fl_av_input_read:
 * @self: a source
 * @packet: (out caller-allocates): an unreferenced packet, then one of the video stream
 *
 * Returns: 0, %AVERROR_EOF at the end, or another FFmpeg code
 */
int fl_av_input_read (FlAvInput *self, AVPacket *packet);

/**
 * fl_av_open_codec:
 * @input: a source
 * @n_threads: threads of the decoder, 0 for all cores
 * @error: return location
 *
 * Returns: (transfer full): an open decoder for its video, whose complaints are counted
 *   (fl-complaints.h); to be freed with fl_av_free_codec() alone
 */
AVCodecContext *fl_av_open_codec (const FlAvInput *input, guint n_threads, GError **error);

/** fl_av_get_rotation: Returns: degrees clockwise to turn @stream upright: 0, 90, 180, 270 */
int fl_av_get_rotation (const AVStream *stream);

/** fl_av_frame_get_rotation: Returns: the same, told by a picture itself */
int fl_av_frame_get_rotation (const AVFrame *frame);

/** fl_av_frame_is_key: Returns: whether @frame is a key frame */
gboolean fl_av_frame_is_key (const AVFrame *frame);

/** fl_av_frame_get_first_field: Returns: 0 or 1, the row it begins with; -1 when it has no fields */
int fl_av_frame_get_first_field (const AVFrame *frame);

/**
 * fl_av_number_packet:
 * @codec: an open decoder
 * @packet: what is handed to it next
 * @number: any number, >= 0
 *
 * Has the frame of @packet carry @number.
 */
void fl_av_number_packet (AVCodecContext *codec, AVPacket *packet, gint64 number);

/** fl_av_frame_get_number: Returns: the number of the packet of @frame, -1 when it got lost */
gint64 fl_av_frame_get_number (const AVFrame *frame);

/** fl_av_set_error: Sets "`what` (FFmpeg's words for `averror`)". */
void fl_av_set_error (GError **error, FlMediaError code, int averror, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

/** fl_av_free_frame: Frees one reference; for autoptr. */
void fl_av_free_frame (AVFrame *frame);

/** fl_av_free_packet: Frees a packet; for autoptr. */
void fl_av_free_packet (AVPacket *packet);

/** fl_av_free_codec: Closes a codec; for autoptr. */
void fl_av_free_codec (AVCodecContext *codec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AVFrame, fl_av_free_frame)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AVPacket, fl_av_free_packet)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AVCodecContext, fl_av_free_codec)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FlAvInput, fl_av_input_free)

G_END_DECLS
