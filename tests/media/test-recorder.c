/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live video on the loopback: what is recorded are the very packets that were sent, and the frames
 * that come while it is recorded are those of the file, by number, time and pixels. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"
#include "sender.h"

#include "media/fl-av.h"
#include "media/fl-recorder.h"

#include <string.h>

#define HEAD "HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n"

static const FlRecorderLimits no_limits = {.length_ms = G_MAXINT64, .size_bytes = G_MAXINT64};

typedef struct {
  char *folder;
  char *film;
  GArray *reference; /* FlTestFrame */
} Fixture;

static void
make_film (Fixture *self, const char *name, guint n_frames)
{
  const FlMovieOptions options = fl_test_movie_defaults ();

  g_free (self->film);
  g_clear_pointer (&self->reference, g_array_unref);
  self->film = fl_test_movie_new (self->folder, name, &options, NULL, n_frames);
  self->reference = fl_test_reference (self->film);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  make_film (self, "film.ts", 50);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->film);
  g_array_unref (self->reference);
  folder_free (self->folder);
}

static FlRecorder *
connect_to (const char *address)
{
  g_autoptr (GError) error = NULL;
  FlRecorder *recorder = fl_recorder_connect (address, 1, NULL, &error);

  g_assert_no_error (error);
  return recorder;
}

static char *
begin (Fixture *self, FlRecorder *recorder, const char *name, gint64 first_frame)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (fl_recorder_begin (recorder, path, first_frame, &no_limits, &error));
  g_assert_no_error (error);
  return path;
}

static void
end (FlRecorder *recorder)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_recorder_end (recorder, &error));
  g_assert_no_error (error);
}

/* Checks that frames come one after the other that show @number and the following. Returns: how
 * many */
static gint64
take_frames (Fixture *self, FlRecorder *recorder, gint64 first, gint64 number, GError **error)
{
  gint64 n = 0;

  for (;; n++) {
    g_autoptr (FlFrame) frame = fl_recorder_next (recorder, NULL, error);
    if (frame == NULL)
      return n;
    g_autofree char *hash = fl_test_hash_frame (frame);
    g_assert_cmpint (fl_frame_get_index (frame), ==, first + n);
    g_assert_cmpint (fl_test_read_number (frame), ==, number + n);
    g_assert_cmpstr (hash, ==, g_array_index (self->reference, FlTestFrame, number + n).hash);
  }
}

/* Checks that the file @path has the frames of @live, and shows @number and the following. */
static void
assert_recorded (Fixture *self, const char *path, const FlFrameIndex *live, gint64 number)
{
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) frames = fl_test_reference (path);

  g_assert_true (fl_frame_index_equal (index, live));
  g_assert_cmpint (frames->len, ==, fl_frame_index_get_n_frames (index));
  for (guint i = 0; i < frames->len; i++) {
    g_assert_cmpstr (g_array_index (frames, FlTestFrame, i).hash, ==,
                     g_array_index (self->reference, FlTestFrame, number + i).hash);
    g_assert_cmpint (fl_frame_index_is_key (index, i), ==, fl_frame_index_is_key (live, i));
  }
}

/* The sender ends: all that it sent is there. */
static void
record_film (Fixture *self, const char *head, const char *scheme)
{
  const char *const films[] = {self->film, self->film};
  g_autoptr (Sender) sender = sender_new (head, films, 2);
  g_autofree char *address = sender_dup_address (sender, scheme, "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = begin (self, recorder, "a.mkv", 1000);

  g_assert_cmpint (take_frames (self, recorder, 1000, 0, &error), ==, self->reference->len);
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENDED);
  end (recorder);
  g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (recorder);
  assert_recorded (self, path, live, 0);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_assert_null (fl_frame_index_get_doubt (index));
}

static void
test_tcp (Fixture *self, gconstpointer data)
{
  record_film (self, NULL, "tcp");
}

static void
test_http (Fixture *self, gconstpointer data)
{
  record_film (self, HEAD, "http");
  make_film (self, "film.flv", 30);
  record_film (self, "HTTP/1.0 200 OK\r\n\r\n", "http");
}

/* Segments end at key frames, here the frames 20 and 44, and go on without a gap. */
static void
test_lengths (Fixture *self, gconstpointer data)
{
  static const gint64 counts[] = {20, 24, 6};
  const FlRecorderLimits limits = {.length_ms = 700, .size_bytes = G_MAXINT64};
  const char *const films[] = {self->film, self->film};
  g_autoptr (Sender) sender = sender_new (NULL, films, 2);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  gint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *name = g_strdup_printf ("%u.mkv", i);
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    g_autoptr (GError) error = NULL;
    gint64 clock_us;
    gint64 after_ms;
    g_assert_true (fl_recorder_begin (recorder, path, number, &limits, &error));
    g_assert_cmpint (take_frames (self, recorder, number, number, &error), ==, counts[i]);
    g_assert_true ((error == NULL) == (i + 1 < G_N_ELEMENTS (counts)));
    g_assert_true (fl_recorder_get_begin (recorder, &clock_us, &after_ms) == (i > 0));
    g_assert_cmpint (ABS (clock_us - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
    if (i > 0)
      g_assert_cmpint (after_ms, ==, counts[i - 1] * 40);
    end (recorder);
    g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (recorder);
    assert_recorded (self, path, live, number);
    number += counts[i];
  }
}

/* A file is never larger than it may be by more than what a packet and the end of it take. */
static void
test_size (Fixture *self, gconstpointer data)
{
  const FlRecorderLimits limits = {.length_ms = G_MAXINT64, .size_bytes = 4000};
  const char *const films[] = {self->film};
  g_autoptr (Sender) sender = sender_new (NULL, films, 1);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  g_autofree char *path = g_build_filename (self->folder, "a.mkv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (fl_recorder_begin (recorder, path, 0, &limits, &error));
  gint64 n = take_frames (self, recorder, 0, 0, &error);
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_FULL);
  g_assert_cmpint (n, >, 0);
  g_assert_cmpint (n, <, 50);
  end (recorder);
  g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (recorder);
  g_assert_cmpint (fl_frame_index_get_n_frames (live), ==, n);
  assert_recorded (self, path, live, 0);
}

/* What was flushed can be read although nobody ended the file. */
static void
test_left_behind (Fixture *self, gconstpointer data)
{
  const char *const films[] = {self->film};
  g_autoptr (Sender) sender = sender_new (NULL, films, 1);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = begin (self, recorder, "a.mkv", 0);

  for (guint i = 0; i < 20; i++) {
    g_autoptr (FlFrame) frame = fl_recorder_next (recorder, NULL, &error);
    g_assert_nonnull (frame);
  }
  g_assert_true (fl_recorder_flush (recorder, &error));
  g_autofree char *left = g_build_filename (self->folder, "left.mkv", NULL);
  g_autofree char *content = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (left, content, (gssize) size, NULL));
  g_autoptr (FlFrameIndex) index = fl_test_index (left);
  g_autoptr (GArray) frames = fl_test_reference (left);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), >=, 20);
  g_assert_cmpint (frames->len, ==, fl_frame_index_get_n_frames (index));
  for (guint i = 0; i < 20; i++)
    g_assert_cmpstr (g_array_index (frames, FlTestFrame, i).hash, ==,
                     g_array_index (self->reference, FlTestFrame, i).hash);
  end (recorder);
}

/* Whoever comes into the middle of it begins at the next key frame. */
static void
test_middle (Fixture *self, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *middle = g_build_filename (self->folder, "middle.ts", NULL);
  gsize size;

  g_assert_true (g_file_get_contents (self->film, &content, &size, NULL));
  /* The tables of the stream come again and again; after the first ones a stretch is left out. */
  gsize n_head = 188 * 3;
  gsize n_left_out = 188 * 8;
  memmove (content + n_head, content + n_head + n_left_out, size - n_head - n_left_out);
  g_assert_true (g_file_set_contents (middle, content, (gssize) (size - n_left_out), NULL));
  const char *const films[] = {middle, middle};
  g_autoptr (Sender) sender = sender_new (NULL, films, 2);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = begin (self, recorder, "a.mkv", 0);
  gint64 n = take_frames (self, recorder, 0, 8, &error);
  g_assert_cmpint (n, ==, 50 - 8);
  end (recorder);
  g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (recorder);
  assert_recorded (self, path, live, 8);
}

/* To stop it ends the segment; nothing that came is lost, and it does not wait for more. */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  const char *const films[] = {self->film};
  g_autoptr (Sender) sender = sender_new (NULL, films, 1);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (FlRecorder) recorder = connect_to (address);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = begin (self, recorder, "a.mkv", 0);
  gint64 n = 0;

  for (;; n++) {
    g_autoptr (FlFrame) frame = fl_recorder_next (recorder, cancellable, &error);
    if (frame == NULL)
      break;
    if (n == 10)
      g_cancellable_cancel (cancellable);
  }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (recorder);
  g_autoptr (FlFrameIndex) live = fl_recorder_dup_index (recorder);
  g_assert_cmpint (fl_frame_index_get_n_frames (live), ==, n);
  assert_recorded (self, path, live, 0);
}

static void
assert_refused (const char *address, FlMediaError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fl_recorder_connect (address, 1, NULL, &error));
  g_assert_error (error, FL_MEDIA_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  const char *const films[] = {self->film};
  g_autoptr (Sender) file =
    sender_new ("HTTP/1.1 200 OK\r\nAccept-Ranges: bytes\r\nContent-Length: 100000\r\n\r\n", films,
                1);
  g_autofree char *file_address = sender_dup_address (file, "http", "film.ts");
  g_autoptr (Sender) list = sender_new ("HTTP/1.0 200 OK\r\n"
                                        "Content-Type: application/vnd.apple.mpegurl\r\n\r\n"
                                        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
                                        NULL, 0);
  g_autofree char *list_address = sender_dup_address (list, "http", "list.m3u8");
  g_autoptr (Sender) gone = sender_new (NULL, films, 1);
  g_autofree char *gone_address = sender_dup_address (gone, "tcp", "");
  g_clear_pointer (&gone, sender_free);

  assert_refused (file_address, FL_MEDIA_ERROR_PROTOCOL, "it is a file and no live video");
  assert_refused (list_address, FL_MEDIA_ERROR_OPEN, "Cannot connect to");
  assert_refused (gone_address, FL_MEDIA_ERROR_OPEN, "Connection refused");
  assert_refused ("rtsp://ada:secret@127.0.0.1:9/1", FL_MEDIA_ERROR_OPEN, "rtsp://127.0.0.1:9/1");
  assert_refused ("gopher://ada:secret@a", FL_MEDIA_ERROR_PROTOCOL, "begins with rtsp://");
  assert_refused ("/dev/video99", FL_MEDIA_ERROR_OPEN, "/dev/video99");
}

/* Nothing more comes, and nobody hangs up: what came last is handed out, and then it is over. */
static void
test_silent (Fixture *self, gconstpointer data)
{
  const char *const films[] = {self->film};
  g_autoptr (Sender) sender = sender_new (NULL, films, 1);
  g_autofree char *address = sender_dup_address (sender, "tcp", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (FlAvInput) input = fl_av_input_connect (address, NULL, &error);
  AVPacket *packet = av_packet_alloc ();
  guint n = 0;

  (void) data;
  g_assert_no_error (error);
  input->silence_us = G_USEC_PER_SEC;
  for (; fl_av_input_receive (input, packet, &error); av_packet_unref (packet))
    n++;
  g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_ENDED);
  g_assert_nonnull (strstr (error->message, "nothing came for 1 s"));
  g_assert_cmpuint (n, ==, self->reference->len);
  av_packet_free (&packet);
}

#define add(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/media/recorder/tcp", test_tcp);
  add ("/media/recorder/http", test_http);
  add ("/media/recorder/lengths", test_lengths);
  add ("/media/recorder/size", test_size);
  add ("/media/recorder/left-behind", test_left_behind);
  add ("/media/recorder/middle", test_middle);
  add ("/media/recorder/stopped", test_stopped);
  add ("/media/recorder/refused", test_refused);
  add ("/media/recorder/silent", test_silent);
  return g_test_run ();
}
