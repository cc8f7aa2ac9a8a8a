/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Films of which packets were lost, or which were joined, between open groups of pictures: what the
 * decoder makes up is the same wherever it begins, and by however many threads. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-complaints.h"
#include "media/fl-frame-numbers.h"

#include <string.h>

#define GOP      24
#define N_FRAMES 240
/* Several pictures to refer to, so that a missing one moves what others refer to. */
#define MANY_REFERENCES "preset=medium:x264-params=open-gop=1\\:ref=4\\:scenecut=0"
#define HEVC                                                                                       \
  "preset=medium:x265-params=log-level=none\\:open-gop=1\\:ref=4\\:scenecut=0\\:pools=none"        \
  "\\:frame-threads=1"

/* Which packets of a film are kept. */
typedef gboolean (*Keep) (guint number, gboolean is_key);

static char *
film_new (const char *folder, const char *name, const char *extra)
{
  FlMovieOptions options = fl_test_movie_defaults ();

  if (strstr (extra, "x265-params") != NULL)
    options.codec = "libx265";
  options.extra = extra;
  options.gop = GOP;
  options.n_b_frames = 3;
  return fl_test_movie_new (folder, name, &options, NULL, N_FRAMES);
}

static gboolean
has_some (guint number, gboolean is_key)
{
  return is_key || number % 9 != 4;
}

static gboolean
has_most (guint number, gboolean is_key)
{
  return is_key || number < 60 || number > 66;
}

static gboolean
has_half (guint number, gboolean is_key)
{
  return is_key || number * 7919 % 13 > 3;
}

static gboolean
is_early (guint number, gboolean is_key)
{
  return number < 2 * GOP + 10;
}

static gboolean
is_late (guint number, gboolean is_key)
{
  return number >= 3 * GOP;
}

static AVFormatContext *
open_film (const char *path)
{
  AVFormatContext *film = NULL;

  fl_complaints_listen ();
  g_assert_cmpint (avformat_open_input (&film, path, NULL, NULL), ==, 0);
  g_assert_cmpint (avformat_find_stream_info (film, NULL), >=, 0);
  return film;
}

static AVFormatContext *
open_copy (const char *path, const AVFormatContext *like)
{
  AVFormatContext *copy = NULL;

  g_assert_cmpint (avformat_alloc_output_context2 (&copy, NULL, NULL, path), >=, 0);
  AVStream *stream = avformat_new_stream (copy, NULL);
  g_assert_cmpint (avcodec_parameters_copy (stream->codecpar, like->streams[0]->codecpar), >=, 0);
  stream->codecpar->codec_tag = 0;
  stream->time_base = like->streams[0]->time_base;
  g_assert_cmpint (avio_open (&copy->pb, path, AVIO_FLAG_WRITE), >=, 0);
  g_assert_cmpint (avformat_write_header (copy, NULL), >=, 0);
  return copy;
}

/* Copies the packets that @keep keeps. */
static void
copy_packets (AVFormatContext *film, AVFormatContext *copy, Keep keep)
{
  g_autoptr (AVPacket) packet = av_packet_alloc ();

  for (guint number = 0; av_read_frame (film, packet) >= 0; number++) {
    av_packet_rescale_ts (packet, film->streams[0]->time_base, copy->streams[0]->time_base);
    if (keep (number, (packet->flags & AV_PKT_FLAG_KEY) != 0))
      g_assert_cmpint (av_write_frame (copy, packet), >=, 0);
    av_packet_unref (packet);
  }
}

/* What is left of a film when @keep says what of it is kept, and then of the same, @keep_then. */
static char *
rest_new (const char *folder, const char *name, const char *extra, Keep keep, Keep keep_then)
{
  g_autofree char *whole = film_new (folder, "whole.mkv", extra);
  char *path = g_build_filename (folder, name, NULL);
  const Keep keeps[] = {keep, keep_then};
  AVFormatContext *copy = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keeps) && keeps[i] != NULL; i++) {
    AVFormatContext *film = open_film (whole);
    if (copy == NULL)
      copy = open_copy (path, film);
    copy_packets (film, copy, keeps[i]);
    avformat_close_input (&film);
  }
  g_assert_cmpint (av_write_trailer (copy), >=, 0);
  avio_closep (&copy->pb);
  avformat_free_context (copy);
  return path;
}

/* To each frame, with a jump and without one, and to every fifth alone. */
static void
assert_exact (FlDecoder *decoder, const GArray *reference)
{
  const gint64 n = reference->len;
  gint64 wanted[N_FRAMES];
  gsize n_wanted = 0;

  for (gint64 i = n - 1; i >= 0; i--) {
    g_assert_true (fl_decoder_seek (decoder, i, NULL, NULL));
    fl_test_assert_next (decoder, reference, i);
    if (i + 1 < n)
      fl_test_assert_next (decoder, reference, i + 1);
  }
  for (gint64 i = 3; i < n; i += 5)
    wanted[n_wanted++] = i;
  fl_decoder_set_wanted (decoder, wanted, n_wanted);
  g_assert_true (fl_decoder_seek (decoder, 0, NULL, NULL));
  for (gsize i = 0; i < n_wanted; i++)
    fl_test_assert_next (decoder, reference, wanted[i]);
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

typedef struct {
  const char *label;
  const char *name;
  Keep keep;
  Keep keep_then;
} Loss;

static const Loss losses[] = {
  {"some-mp4", "a.mp4", has_some, NULL}, {"some-mkv", "a.mkv", has_some, NULL},
  {"some-ts", "a.ts", has_some, NULL},   {"in-a-row", "a.mp4", has_most, NULL},
  {"many", "a.mkv", has_half, NULL},     {"joined", "a.mkv", is_early, is_late},
};

static void
test_exact (gconstpointer data)
{
  const Loss *loss = data;
  char *folder = folder_new ();
  g_autofree char *path =
    rest_new (folder, loss->name, MANY_REFERENCES, loss->keep, loss->keep_then);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);

  g_assert_true (
    g_str_has_prefix (fl_frame_index_get_doubt (index), "Some of its pictures are missing"));
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, reference->len);
  for (guint n_threads = 1; n_threads <= 3; n_threads += 2) {
    g_autoptr (FlDecoder) decoder = fl_decoder_open (path, index, n_threads, NULL, NULL);
    assert_exact (decoder, reference);
  }
  folder_free (folder);
}

/* Where pictures are lost everywhere a jump still decodes some groups and not the whole film. */
static void
test_bounded (void)
{
  char *folder = folder_new ();
  g_autofree char *path = rest_new (folder, "a.mp4", MANY_REFERENCES, has_half, NULL);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  const gint64 n = fl_frame_index_get_n_frames (index);
  gsize n_damaged = 0;

  for (gsize i = 0; i < fl_frame_index_get_n_points (index); i++)
    n_damaged += fl_frame_index_get_point (index, i)->n_damaged > 0;
  g_assert_cmpuint (n_damaged, >=, N_FRAMES / GOP - 1);
  for (gint64 i = 0; i < n; i++) {
    g_assert_true (fl_decoder_seek (decoder, i, NULL, NULL));
    g_autoptr (FlFrame) frame = fl_test_next (decoder);
    g_assert_nonnull (frame);
  }
  g_assert_cmpuint (fl_decoder_get_n_packets (decoder), <, 2 * GOP * (guint64) n);
  folder_free (folder);
}

/* The index of a whole film, as if there were damage behind its fourth point. */
static FlFrameIndex *
index_new_damaged (const FlFrameIndex *whole, gint64 n_before)
{
  const gsize n = (gsize) fl_frame_index_get_n_frames (whole);
  const gsize n_points = fl_frame_index_get_n_points (whole);
  g_autofree FlIndexEntry *entries = g_new (FlIndexEntry, n);
  g_autofree FlIndexPoint *points =
    g_memdup2 (fl_frame_index_get_point (whole, 0), n_points * sizeof (FlIndexPoint));

  for (gsize i = 0; i < n; i++) {
    entries[i] = (FlIndexEntry){.is_key = fl_frame_index_is_key (whole, (gint64) i)};
    g_assert_true (fl_frame_index_get_pts (whole, (gint64) i, &entries[i].pts));
  }
  points[3].n_damaged = 1;
  points[3].n_before = n_before;
  const FlIndexFacts facts = {.entries = entries,
                              .n_entries = n,
                              .points = points,
                              .n_points = n_points,
                              .time_base = fl_frame_index_get_time_base (whole)};
  return fl_frame_index_new (&facts);
}

/* Who reads on to frames that are exact only from farther back begins there. */
static void
test_read_on (void)
{
  char *folder = folder_new ();
  g_autofree char *path = film_new (folder, "a.mp4", MANY_REFERENCES);
  g_autoptr (FlFrameIndex) whole = fl_test_index (path);
  g_autoptr (FlFrameIndex) index = index_new_damaged (whole, 2);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  const gint64 first = fl_frame_index_get_point (index, 3)->frame;

  g_assert_true (fl_decoder_seek (decoder, first - 1, NULL, NULL));
  fl_test_assert_next (decoder, reference, first - 1);
  const guint64 n_before = fl_decoder_get_n_packets (decoder);
  fl_test_assert_next (decoder, reference, first);
  g_assert_cmpuint (fl_decoder_get_n_packets (decoder) - n_before, >, GOP);
  folder_free (folder);
}

/* Packets that the codec is handed for one frame shortly before the fourth point. */
static guint64
count_packets (const char *path, FlFrameIndex *index)
{
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  const gint64 wanted = fl_frame_index_get_point (index, 3)->frame - 6;

  fl_decoder_set_wanted (decoder, &wanted, 1);
  g_assert_true (fl_decoder_seek (decoder, wanted, NULL, NULL));
  g_autoptr (FlFrame) frame = fl_test_next (decoder);
  g_assert_nonnull (frame);
  return fl_decoder_get_n_packets (decoder);
}

/* What is made up may be made of any picture, also of those that nothing refers to: right before
 * damage none is left out. */
static void
test_nothing_left_out (void)
{
  char *folder = folder_new ();
  g_autofree char *path = film_new (folder, "a.mp4", MANY_REFERENCES);
  g_autoptr (FlFrameIndex) whole = fl_test_index (path);
  g_autoptr (FlFrameIndex) index = index_new_damaged (whole, 0);

  g_assert_cmpuint (count_packets (path, index), >=, count_packets (path, whole) + 5);
  folder_free (folder);
}

/* What the decoder counts when all frames are read one after the other. */
static guint64
count_errors (const char *path, FlFrameIndex *index, guint n_threads)
{
  g_autoptr (FlDecoder) reader = fl_decoder_open (path, index, n_threads, NULL, NULL);
  FlFrame *frame;

  while ((frame = fl_test_next (reader)) != NULL)
    fl_frame_unref (frame);
  return fl_decoder_get_n_errors (reader);
}

/* Damage within pictures does not show in the index; whoever reads them is told. Once it is known, what
 * is made up for it is the same after every jump. */
static void
test_hit (gconstpointer name)
{
  char *folder = folder_new ();
  g_autofree char *path = film_new (folder, name, MANY_REFERENCES);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize i = 1; i < 8; i++)
    bytes[size * i / 9] ^= 0x55;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  g_autoptr (FlFrameIndex) told = fl_test_index (path);
  g_assert_cmpuint (count_errors (path, told, 1), >, 0);
  g_autoptr (FlFrameIndex) index = fl_frame_index_build_by_decoding (path, NULL, NULL, NULL);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  assert_exact (decoder, reference);
  folder_free (folder);
}

static const Loss silent_losses[] = {
  {"some-mkv", "a.mkv", has_some, NULL},
  {"some-ts", "a.ts", has_some, NULL},
  {"in-a-row", "a.mp4", has_most, NULL},
  {"many", "a.mp4", has_half, NULL},
};

/* Of pictures of HEVC that are lost the decoder gives neither an error nor a mark. Whoever reads the film
 * is told all the same, by however many threads, and once it was counted anew jumps are exact. */
static void
test_silent (gconstpointer data)
{
  const Loss *loss = data;
  char *folder = folder_new ();
  g_autofree char *path = rest_new (folder, loss->name, HEVC, loss->keep, NULL);
  g_autoptr (FlFrameIndex) told = fl_test_index (path);
  g_assert_false (fl_frame_index_is_decoded (told));
  g_assert_cmpuint (count_errors (path, told, 1), >, 0);
  g_assert_cmpuint (count_errors (path, told, 3), >, 0);
  g_autoptr (FlFrameIndex) index = fl_frame_index_build_by_decoding (path, NULL, NULL, NULL);
  g_assert_true (fl_frame_index_has_damage (index));
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_autoptr (FlDecoder) decoder = fl_decoder_open (path, index, 3, NULL, NULL);
  assert_exact (decoder, reference);
  folder_free (folder);
}

/* Where nothing is lost nobody complains, wherever decoding begins. */
static void
test_whole (gconstpointer name)
{
  char *folder = folder_new ();
  g_autofree char *path = film_new (folder, name, HEVC);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);

  for (guint n_threads = 1; n_threads <= 3; n_threads += 2) {
    g_autoptr (FlDecoder) decoder = fl_decoder_open (path, index, n_threads, NULL, NULL);
    assert_exact (decoder, reference);
    g_assert_cmpuint (fl_decoder_get_n_errors (decoder), ==, 0);
  }
  folder_free (folder);
}

/* The same pictures, each with a note of no bytes before it. */
static char *
noted_new (const char *folder)
{
  static const guint8 note[] = {0xff, 0xe4, 0x00, 0x02};
  FlMovieOptions options = fl_test_movie_defaults ();
  options.codec = "mjpeg";
  options.gop = 1;
  options.n_b_frames = 0;
  g_autofree char *plain = fl_test_movie_new (folder, "plain.mkv", &options, NULL, 30);
  char *path = g_build_filename (folder, "noted.mkv", NULL);
  AVFormatContext *film = open_film (plain);
  AVFormatContext *copy = open_copy (path, film);
  g_autoptr (AVPacket) packet = av_packet_alloc ();

  while (av_read_frame (film, packet) >= 0) {
    g_autoptr (AVPacket) noted = av_packet_alloc ();
    g_assert_cmpint (av_new_packet (noted, packet->size + (int) sizeof note), ==, 0);
    g_assert_cmpint (av_packet_copy_props (noted, packet), ==, 0);
    memcpy (noted->data, packet->data, 2);
    memcpy (noted->data + 2, note, sizeof note);
    memcpy (noted->data + 2 + sizeof note, packet->data + 2, (gsize) packet->size - 2);
    av_packet_rescale_ts (noted, film->streams[0]->time_base, copy->streams[0]->time_base);
    g_assert_cmpint (av_write_frame (copy, noted), >=, 0);
    av_packet_unref (packet);
  }
  g_assert_cmpint (av_write_trailer (copy), >=, 0);
  avformat_close_input (&film);
  avio_closep (&copy->pb);
  avformat_free_context (copy);
  return path;
}

/* FFmpeg logs an error for each note that it cannot read; the pictures are whole. */
static void
test_notes (void)
{
  char *folder = folder_new ();
  g_autofree char *path = noted_new (folder);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);

  g_assert_false (fl_frame_index_is_decoded (index));
  g_assert_cmpuint (count_errors (path, index, 1), ==, 0);
  g_assert_cmpuint (count_errors (path, index, 3), ==, 0);
  folder_free (folder);
}

/* How many times a number is left out. */
static guint
count_gaps (const char *path)
{
  AVFormatContext *film = open_film (path);
  g_autoptr (FlFrameNumbers) numbers = fl_frame_numbers_new (film->streams[0]->codecpar);
  g_autoptr (AVPacket) packet = av_packet_alloc ();
  guint n = 0;

  while (av_read_frame (film, packet) >= 0) {
    n += fl_frame_numbers_take (numbers, packet) ? 1 : 0;
    av_packet_unref (packet);
  }
  avformat_close_input (&film);
  return n;
}

/* Of a whole film no number is left out, also not of fields, nor for pictures that nothing refers to;
 * where some pictures in a row are missing it is noticed once. */
static void
test_numbers (gconstpointer extra)
{
  static const char *const names[] = {"a.mp4", "a.ts", "a.mkv"};

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    char *folder = folder_new ();
    g_autofree char *whole = film_new (folder, names[i], extra);
    g_assert_cmpuint (count_gaps (whole), ==, 0);
    g_autofree char *rest = rest_new (folder, names[i], extra, has_most, NULL);
    g_assert_cmpuint (count_gaps (rest), ==, 1);
    folder_free (folder);
  }
}

static void
add (const char *name, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strconcat ("/media/lost-pictures/", name, NULL);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++) {
    g_autofree char *name = g_strconcat ("exact/", losses[i].label, NULL);
    add (name, &losses[i], test_exact);
  }
  g_test_add_func ("/media/lost-pictures/bounded", test_bounded);
  g_test_add_func ("/media/lost-pictures/read-on", test_read_on);
  g_test_add_func ("/media/lost-pictures/nothing-left-out", test_nothing_left_out);
  for (gsize i = 0; i < G_N_ELEMENTS (silent_losses); i++) {
    g_autofree char *name = g_strconcat ("silent/", silent_losses[i].label, NULL);
    add (name, &silent_losses[i], test_silent);
  }
  add ("whole/mkv", "a.mkv", test_whole);
  add ("whole/ts", "a.ts", test_whole);
  g_test_add_func ("/media/lost-pictures/notes", test_notes);
  add ("hit/mp4", "a.mp4", test_hit);
  add ("hit/mkv", "a.mkv", test_hit);
  add ("numbers/open", MANY_REFERENCES, test_numbers);
  add ("numbers/interlaced", "x264-params=tff=1\\:ref=3", test_numbers);
  add ("numbers/refreshed", "intra-refresh=1", test_numbers);
  return g_test_run ();
}
