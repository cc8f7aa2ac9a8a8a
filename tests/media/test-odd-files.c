/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real and odd files: how many frames, when the first and the last one are shown, how the picture
 * is turned, as ffprobe tells; and that every way to a frame gives the pixels of a plain decode.
 * Files that are not there are skipped by name. */
#include "fl-test-footage.h"
#include "fl-test-reference.h"

#include "media/fl-media-info.h"

#include <math.h>
#include <string.h>

/* Facts about a file; rotation is clockwise. */
typedef struct {
  const char *name;
  gint64 n_frames; /* 0: it is refused, with @refusal */
  double first_s;
  double last_s;
  int rotation_deg;
  const char *refusal;
} Facts;

#define NO_VIDEO   "Cannot use “%s”: there is no video in it"
#define NO_FRAME   "Cannot use “%s”: not one frame of it can be decoded"
#define NO_FILE    "Cannot open “%s”: it is not a video file, or its header is damaged"
#define EMPTY_FILE "Cannot open “%s”: it is empty (0 bytes)"

static const Facts files[] = {
  {"-video-with-dash-.mp4", 5, 0, 4, 0, NULL},
  {"decord_corrupted.mp4", 49, 0, 4.9, 0, NULL},
  {"decord_unordered.mov", 4, 0, 0.09375, 0, NULL},
  {"decord_video_0.mov", 3, 0, 0.066667, 0, NULL},
  {"decord_video_180.mov", 3, 0, 0.066667, 180, NULL},
  {"decord_video_270.mov", 3, 0, 0.066667, 270, NULL},
  {"decord_video_90.mov", 3, 0, 0.066667, 90, NULL},
  {"exo_bbb_2500ms.ts", 58, 1.525, 3.983333, 0, NULL},
  {"exo_bear-vp9-odd-dimensions.webm", 30, 0, 0.968, 0, NULL},
  {"exo_bear.flac", 0, NAN, NAN, 0, NO_VIDEO},
  {"exo_bear.opus", 0, NAN, NAN, 0, NO_VIDEO},
  {"exo_dolbyVision-hdr.MOV", 4, 0, 0.1, 90, NULL},
  {"exo_h265_with_metadata_track.mp4", 3, 0, 0.066711, 90, NULL},
  {"exo_invalid-bitstream.webm", 0, NAN, NAN, 0, NO_FRAME},
  {"exo_portrait_4k60.mp4", 18, 0, 0.283067, 90, NULL},
  {"exo_roadtrip-vp92-10bit.webm", 72, 0, 2.961, 0, NULL},
  {"exo_sample.avi", 96, 0, 4.045708, 0, NULL},
  {"exo_sample.flv", 30, 0.067, 1.034, 0, NULL},
  {"exo_sample_android_slow_motion.mp4", 7, 0, 0.492011, 0, NULL},
  {"exo_sample_fragmented.mp4", 30, 0.066733, 1.034367, 0, NULL},
  {"exo_sample_mdat_too_long.mp4", 30, 0, 0.967633, 0, NULL},
  {"exo_sample_sef_slow_motion.mp4", 63, 0, 2.066667, 0, NULL},
  {"grid_lrwp9a.mpg", 75, 0, 2.96, 0, NULL},
  {"intel_people-detection.gif", 23, 0, 1.83, 0, NULL},
  {"jamcam_815_source.mp4", 277, 0, 11.04, 0, NULL},
  {"made_all_intra.mkv", 277, 0, 11.04, 0, NULL},
  {"made_anamorphic_mpeg2.ts", 277, 1.44, 12.48, 0, NULL},
  {"made_audio_only.mp4", 0, NAN, NAN, 0, NO_VIDEO},
  {"made_avi_bframes.avi", 277, 0.04, NAN, 0, NULL},
  {"made_avi_h264_bframes.avi", 277, 0.08, NAN, 0, NULL},
  {"made_editlist_cut.mp4", 169, 0, 6.72, 0, NULL},
  {"made_empty.mp4", 0, NAN, NAN, 0, EMPTY_FILE},
  {"made_hevc_main10.mp4", 277, 0, 11.04, 0, NULL},
  {"made_interlaced_tff.mp4", 138, 0, 10.96, 0, NULL},
  {"made_mjpeg.avi", 100, 0, 3.96, 0, NULL},
  {"made_name with spaces, ünïcode & 100%.mp4", 277, 0, 11.04, 0, NULL},
  {"made_odd_351x287.webm", 277, 0, 11.04, 0, NULL},
  {"made_odd_351x287_444.mp4", 277, 0, 11.04, 0, NULL},
  {"made_one_frame.mp4", 1, 0, 0, 0, NULL},
  {"made_one_keyframe.mp4", 277, 0, 11.04, 0, NULL},
  {"made_raw_no_timestamps.h264", 277, NAN, NAN, 0, NULL},
  {"made_rotated_90.mp4", 277, 0, 11.04, 270, NULL},
  {"made_sar_12_11.mp4", 277, 0, 11.04, 0, NULL},
  {"made_starts_at_100s.ts", 277, 101.9, 112.94, 0, NULL},
  {"made_text.mp4", 0, NAN, NAN, 0, NO_FILE},
  {"made_truncated.mkv", 152, 0, 6.04, 0, NULL},
  {"made_truncated_faststart.mp4", 150, 0, 5.96, 0, NULL},
  {"made_truncated_no_moov.mp4", 0, NAN, NAN, 0, NO_FILE},
  {"made_vfr.mkv", 172, 0, 11.04, 0, NULL},
  {"made_vfr.mp4", 172, 0, 11.04, 0, NULL},
  {"moviepy_no_duration.webm", 74, 0, 4.872, 0, NULL},
  {"moviepy_transparent.webm", 150, 0, 4.967, 0, NULL},
  {"moviepy_video_with_failing_audio.mp4", 280, 0, 11.16, 0, NULL},
  {"opencv_tree.avi", 68, 0, 29.533481, 0, NULL},
  {"torchcodec_av1_video.mkv", 125, 0, 4.96, 0, NULL},
  {"torchcodec_h264_10bits.mp4", 30, 0, 0.966667, 0, NULL},
  {"torchcodec_h265_10bits.mp4", 30, 0, 0.966667, 0, NULL},
  {"torchcodec_h265_video.mp4", 10, 0, 0.9, 0, NULL},
};

static void
assert_refused (const Facts *facts, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (facts->refusal, "%s", 2);
  g_autofree char *expected = g_strjoin (path, parts[0], parts[1], NULL);

  g_assert_null (fl_frame_index_build (path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
assert_time (const FlFrameIndex *index, gint64 frame, double expected_s)
{
  double time_s = fl_frame_index_get_time_s (index, frame);

  g_assert_cmpint (isnan (time_s) != 0, ==, isnan (expected_s) != 0);
  if (!isnan (expected_s)) /* Six decimals, as they are exported. */
    g_assert_cmpfloat_with_epsilon (time_s, expected_s, 0.5e-6 + 1e-12);
}

static void
test_facts (gconstpointer data)
{
  const Facts *facts = data;
  g_autofree char *path = fl_test_shared (facts->name);
  g_autoptr (GError) error = NULL;

  if (path == NULL) {
    g_autofree char *reason = g_strconcat (facts->name, " is not there", NULL);
    g_test_skip (reason);
    return;
  }
  if (facts->n_frames == 0) {
    assert_refused (facts, path);
    return;
  }
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->rotation_deg, ==, facts->rotation_deg);
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_assert_cmpint (fl_frame_index_get_n_frames (index), ==, facts->n_frames);
  assert_time (index, 0, facts->first_s);
  assert_time (index, facts->n_frames - 1, facts->last_s);
}

static void
assert_next (FlDecoder *decoder, const GArray *reference, gint64 expected)
{
  g_autoptr (FlFrame) frame = fl_test_next (decoder);

  g_assert_nonnull (frame);
  g_assert_cmpint (fl_frame_get_index (frame), ==, expected);
  g_autofree char *hash = fl_test_hash_frame (frame);
  g_assert_cmpstr (hash, ==, g_array_index (reference, FlTestFrame, expected).hash);
}

/* Whether decoding a frame takes so long that few of them have to do. */
static gboolean
is_large (const char *path)
{
  g_autoptr (FlMediaInfo) info = fl_media_info_probe (path, NULL, NULL);

  return info->width_px * info->height_px > 1280 * 720;
}

static void
test_pixels (gconstpointer data)
{
  const Facts *facts = data;
  g_autofree char *path = fl_test_shared (facts->name);

  if (path == NULL) {
    g_autofree char *reason = g_strconcat (facts->name, " is not there", NULL);
    g_test_skip (reason);
    return;
  }
  g_autoptr (FlFrameIndex) index = fl_test_index (path);
  g_autoptr (GArray) reference = fl_test_reference (path);
  g_autoptr (FlDecoder) decoder = fl_test_decoder (path, index);
  gint64 n = fl_frame_index_get_n_frames (index);
  g_assert_cmpint (n, ==, reference->len);
  for (gint64 i = 0; i < MIN (n, is_large (path) ? 4 : 30); i++)
    assert_next (decoder, reference, i);
  g_assert_false (fl_decoder_has_mismatch (decoder));
  if (is_large (path))
    return;
  for (gint64 i = 0; i < 2; i++) {
    gint64 frame = n - 1 - i * n / 2; /* Backwards, with the last one first. */
    g_assert_true (fl_decoder_seek (decoder, frame, NULL, NULL));
    assert_next (decoder, reference, frame);
  }
  g_autofree gint64 *wanted = g_new (gint64, n);
  gsize n_wanted = 0;
  for (gint64 i = 3 % n; i < n; i += 12)
    wanted[n_wanted++] = i;
  fl_decoder_set_wanted (decoder, wanted, n_wanted);
  g_assert_true (fl_decoder_seek (decoder, 0, NULL, NULL));
  for (gsize i = 0; i < n_wanted; i++)
    assert_next (decoder, reference, wanted[i]);
  g_assert_false (fl_decoder_has_mismatch (decoder));
}

static void
add (const char *path, const Facts *facts, GTestDataFunc func)
{
  g_autofree char *full = g_strconcat (path, "/", facts->name, NULL);

  g_strdelimit (strrchr (full, '/') + 1, " &%,", '_');
  g_test_add_data_func (full, facts, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    add ("/media/odd-files/facts", &files[i], test_facts);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (files[i].n_frames > 0)
      add ("/media/odd-files/pixels", &files[i], test_pixels);
  return g_test_run ();
}
