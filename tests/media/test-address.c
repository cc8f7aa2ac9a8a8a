/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses of live video are allowed, and that no password of one is ever shown. */
#include "media/fl-address.h"

static void
test_is (void)
{
  g_assert_true (fl_address_is ("rtsp://camera/1"));
  g_assert_true (fl_address_is ("gopher://camera/1"));
  g_assert_true (fl_address_is ("/dev/video0"));
  g_assert_false (fl_address_is ("/videos/a.mp4"));
  g_assert_false (fl_address_is ("rtsp:camera"));
  g_assert_false (fl_address_is ("://camera"));
  g_assert_false (fl_address_is ("/videos/http://a.mp4"));
}

static void
test_kinds (void)
{
  static const char *const known[] = {"rtsp://a/1", "RTSP://a/1", "rtsps://a",  "http://a/b",
                                      "https://a",  "udp://@:12", "tcp://a:12", "/dev/video3"};
  static const char *const unknown[] = {"file:///etc/passwd", "concat://a", "rtmp://a/b",
                                        "ftp://ada:secret@a/b", "hls+http://a"};

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GError) error = NULL;
    const FlAddressKind *kind = fl_address_find_kind (known[i], &error);
    g_assert_no_error (error);
    g_assert_nonnull (kind);
    /* Only a camera is a file, and what it leads to is limited to cameras by its format. */
    g_assert_true ((strstr (kind->protocols, "file") == NULL) == (kind->scheme != NULL));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_address_find_kind (unknown[i], &error));
    g_assert_error (error, FL_MEDIA_ERROR, FL_MEDIA_ERROR_PROTOCOL);
    g_assert_null (strstr (error->message, "secret"));
  }
}

static void
test_shown (void)
{
  static const char *const pairs[][2] = {
    {"rtsp://camera/1", "rtsp://camera/1"},
    {"rtsp://ada@camera:554/1", "rtsp://camera:554/1"},
    {"rtsp://ada:secret@camera:554/1", "rtsp://camera:554/1"},
    {"rtsp://ada:secret@word@camera/1", "rtsp://camera/1"},
    {"rtsp://ada:sec/ret@camera/1", "rtsp://camera/1"},
    {"rtsp://ada:sec?ret@camera/1", "rtsp://camera/1"},
    {"rtsp://ada:sec#ret@camera/1", "rtsp://camera/1"},
    {"rtsp://camera:554/ward@2", "rtsp://camera:554/ward@2"},
    {"rtsp://camera/ward@2", "rtsp://camera/ward@2"},
    {"http://camera/video.cgi?user=ada&pwd=secret", "http://camera/video.cgi"},
    {"http://camera/video#secret", "http://camera/video"},
    {"udp://@:1234", "udp://:1234"},
    {"rtsp://[::1]:554/1", "rtsp://[::1]:554/1"},
    {"/dev/video0", "/dev/video0"},
    {"rtsp://", "rtsp://"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *shown = fl_address_dup_shown (pairs[i][0]);
    g_assert_cmpstr (shown, ==, pairs[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/address/is", test_is);
  g_test_add_func ("/media/address/kinds", test_kinds);
  g_test_add_func ("/media/address/shown", test_shown);
  return g_test_run ();
}
