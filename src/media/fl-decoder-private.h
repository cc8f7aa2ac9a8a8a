/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decoder's two halves: going somewhere (fl-decoder-seek.c), and giving frames. */
#pragma once

#include "media/fl-av.h"
#include "media/fl-decoder.h"
#include "media/fl-pictures.h"
#include "media/fl-wanted.h"

G_BEGIN_DECLS

struct _FlDecoder {
  char *path;
  FlFrameIndex *index;
  guint n_threads;
  FlPictures *pictures; /* of a folder; then there is neither input nor codec */
  FlAvInput *input;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *picture;
  FlWanted *wanted;     /* NULL: all frames */
  gint64 target;        /* frames before it are passed over */
  gint64 n_counted;     /* next frame to come, for streams without unique times */
  gint64 pending;       /* frame that a seek left in picture, -1: none */
  gssize newest_point;  /* newest point of the index whose packet was fed, -1: none */
  gssize skip_to;       /* packets are passed over until that of this point, -1: none */
  gssize entry;         /* point where decoding began, -1: the start */
  gint64 entry_number;  /* of the packet of the point that was jumped to */
  gint64 first_exact;   /* frames shown before it may be damaged by a jump */
  gboolean is_plain;    /* everything is decoded from the start, since all else failed */
  gboolean is_settled;  /* a frame at or after first_exact came */
  gboolean is_draining; /* all packets are in, or all that are needed for a while */
  gboolean is_at_end;   /* there are no more packets */
  gboolean never_jumps; /* counting from a point would lead astray */
  gboolean keeps_back;  /* draining before the end once lost a picture that was fed */
  guint n_restarts;     /* how often jumping did not lead to the frame */
  guint64 n_packets;
  guint64 n_errors;
  guint n_heard;      /* complaints of the codec so far */
  guint64 n_worrying; /* packets with some that are about frames to be given */
  gboolean has_mismatch;
};

/**
 * fl_decoder_receive:
 *
 * Takes the next picture out of the codec.
 *
 * Returns: %FALSE without @error at the end
 */
gboolean fl_decoder_receive (FlDecoder *self, GCancellable *cancellable, GError **error);

/** fl_decoder_name_picture: Returns: its display index, -1 when the index does not know it */
gint64 fl_decoder_name_picture (FlDecoder *self);

/** fl_decoder_get_expected: Returns: the frame that comes next, -1 when none is wanted any more */
gint64 fl_decoder_get_expected (const FlDecoder *self);

/** fl_decoder_next_picture: Does what fl_decoder_next() does, for a folder of pictures. */
FlFrame *fl_decoder_next_picture (FlDecoder *self, GCancellable *cancellable, GError **error);

/** fl_decoder_pass_to: Wants nothing before @frame any more. */
void fl_decoder_pass_to (FlDecoder *self, gint64 frame);

/** fl_decoder_restart: Opens the file (again) at its start, the one place that always works. */
gboolean fl_decoder_restart (FlDecoder *self, GCancellable *cancellable, GError **error);

/** fl_decoder_forget_packets: Notes that neither the file nor the codec is where it was. */
void fl_decoder_forget_packets (FlDecoder *self);

/** fl_decoder_is_at_point: Returns: whether the packet just read is that of point @i */
gboolean fl_decoder_is_at_point (const FlDecoder *self, gssize i);

/** fl_decoder_begin_at_point: Forgets what was decoded and passes over packets up to point @i. */
void fl_decoder_begin_at_point (FlDecoder *self, gssize i);

/** fl_decoder_try_point: Goes to point @i and on to @frame. Returns: whether it came and is kept */
gboolean fl_decoder_try_point (FlDecoder *self, gssize i, gint64 frame, GCancellable *cancellable);

/** fl_decoder_reach: Decodes up to @frame and keeps it. Returns: whether it came */
gboolean fl_decoder_reach (FlDecoder *self, gint64 frame, GCancellable *cancellable);

/**
 * fl_decoder_enter:
 *
 * Goes to a point from which @frame can be reached, and on to it; if no point does, to the start.
 *
 * Returns: %TRUE when decoding may go on
 */
gboolean
fl_decoder_enter (FlDecoder *self, gint64 frame, GCancellable *cancellable, GError **error);

G_END_DECLS
