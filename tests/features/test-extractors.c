/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every extractor in the registry keeps to. */
#include "features/fl-extractor.h"

#include "config.h"

#include <math.h>
#include <string.h>

#include "folder.h"
#include "onnx-maker.h"

#define GUARD -12345.0f

static FlImage *
image_new (guint width, guint height)
{
  FlImage *image = fl_image_new (FL_PIXELS_YUV420, width, height);

  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      memset (image->planes[plane] + y * image->strides[plane], 128,
              fl_image_get_plane_width (image, plane));
  return image;
}

static void
fill (FlImage *image, GRand *dice, int least, int most)
{
  for (guint plane = 0; plane < 3; plane++)
    for (guint y = 0; y < fl_image_get_plane_height (image, plane); y++)
      for (guint x = 0; x < fl_image_get_plane_width (image, plane); x++)
        image->planes[plane][y * image->strides[plane] + x] =
          (guint8) (least == most ? least : g_rand_int_range (dice, least, most + 1));
}

/* Pictures that are hard on an extractor: tiny, odd, black, white, noise. */
static GPtrArray *
pictures_new (void)
{
  static const guint sizes[][2] = {{320, 240}, {240, 320}, {320, 180}, {1, 1},   {2, 1},
                                   {1, 320},   {320, 1},   {17, 13},   {97, 320}};
  static const int tones[][2] = {{0, 0}, {255, 255}, {0, 255}, {0, 1}, {100, 140}};
  g_autoptr (GRand) dice = g_rand_new_with_seed (6);
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_image_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (tones); j++) {
      FlImage *image = image_new (sizes[i][0], sizes[i][1]);
      fill (image, dice, tones[j][0], tones[j][1]);
      g_ptr_array_add (pictures, image);
    }
  return pictures;
}

static FlExtractorType *
learned_new (const FlExtractorType *type)
{
  g_autoptr (GPtrArray) pictures = pictures_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) state =
    type->learn (type, (const FlImage *const *) pictures->pdata, pictures->len, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (state);
  return fl_extractor_type_new_learned (type, state);
}

/* One that has learned what there is to be learned. */
static FlExtractor *
extractor_new (const FlExtractorType *type)
{
  g_autoptr (GError) error = NULL;
  FlExtractorType *learned = type->learn != NULL ? learned_new (type) : NULL;
  const FlExtractorType *used = learned != NULL ? learned : type;
  FlExtractor *extractor = used->create (used, &error);

  g_assert_no_error (error);
  g_assert_nonnull (extractor);
  fl_extractor_type_free (learned);
  return extractor;
}

static void
extract (const FlExtractorType *type,
         FlExtractor *extractor,
         FlImage *const *images,
         gsize n,
         float *out)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (type->extract (extractor, (const FlImage *const *) images, n, out, &error));
  g_assert_no_error (error);
}

static void
test_ids (void)
{
  gsize n;
  const FlExtractorType *const *types = fl_extractors_list (&n);

  g_assert_cmpuint (n, >=, 1);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_assert_cmpuint (strlen (types[i]->id), >, 0);
    g_assert_cmpuint (strlen (types[i]->id), <=, 47);
    g_assert_null (strpbrk (types[i]->id, " ,\"\n\t:/"));
    g_assert_true (fl_extractors_find (types[i]->id, &error) == types[i]);
    g_assert_no_error (error);
    for (gsize j = 0; j < i; j++)
      g_assert_cmpstr (types[i]->id, !=, types[j]->id);
  }
  g_assert_nonnull (fl_extractors_find (FL_EXTRACTOR_DEFAULT, NULL));
}

static void
test_unknown_id (void)
{
  static const char *const ids[] = {"", "hand", "HAND-1", "hand-1 ", "no-such"};

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (fl_extractors_find (ids[i], &error));
    g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_UNKNOWN);
    g_autofree char *named = g_strdup_printf ("“%s”", ids[i]);
    g_assert_nonnull (strstr (error->message, named));
  }
}

/* Names and summaries can be translated: each stands marked in a file that translators are given. */
static void
test_names (void)
{
  const char *given = g_getenv ("G_TEST_SRCDIR");
  const char *root = given != NULL ? given : ".";
  g_autofree char *list_path = g_build_filename (root, "po/POTFILES.in", NULL);
  g_autofree char *list = NULL;
  g_autoptr (GString) sources = g_string_new (NULL);
  gsize n;
  const FlExtractorType *const *types = fl_extractors_list (&n);

  if (!g_file_get_contents (list_path, &list, NULL, NULL)) {
    g_test_skip ("the sources are not there");
    return;
  }
  g_auto (GStrv) files = g_strsplit (list, "\n", -1);
  for (gsize i = 0; files[i] != NULL; i++) {
    if (!g_str_has_prefix (files[i], "src/features/"))
      continue;
    g_autofree char *path = g_build_filename (root, files[i], NULL);
    g_autofree char *text = NULL;
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_string_append (sources, text);
  }
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("N_ (\"%s\")", types[i]->name);
    g_autofree char *summary = g_strdup_printf ("N_ (\"%s\")", types[i]->summary);
    g_assert_nonnull (strstr (sources->str, name));
    g_assert_nonnull (strstr (sources->str, summary));
  }
}

/* What belongs behind the kind is refused where there is nothing of the kind, and needed where there
 * is; what was set up says how, and can be set up with that again. */
static void
test_specs (gconstpointer data)
{
  const FlExtractorType *type = data;
  g_autofree char *spec = fl_extractor_type_dup_spec (type);
  g_autoptr (FlExtractorType) again = fl_extractor_type_new (spec, NULL);
  g_autofree char *odd = g_strconcat (type->kind->id, ":no such setting?size=0", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (again);
  g_assert_cmpstr (again->id, ==, type->id);
  g_assert_cmpstr (again->config, ==, type->config);
  g_assert_null (fl_extractor_type_new (odd, &error));
  g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "size=0"));
}

/* The blocks cover all dimensions, each once, in order. */
static void
test_blocks (gconstpointer data)
{
  const FlExtractorType *type = data;
  FlExtractor *extractor = extractor_new (type);
  gsize n_blocks;
  const FlFeatureBlock *blocks = type->get_blocks (extractor, &n_blocks);
  gsize next = 0;

  g_assert_cmpuint (n_blocks, >=, 1);
  for (gsize i = 0; i < n_blocks; i++) {
    g_assert_cmpuint (blocks[i].first_dim, ==, next);
    g_assert_cmpuint (blocks[i].n_dims, >, 0);
    g_assert_true (isfinite (blocks[i].weight) && blocks[i].weight > 0);
    next += blocks[i].n_dims;
  }
  g_assert_cmpuint (next, ==, type->get_n_dims (extractor));
  type->free (extractor);
}

/* The same pictures teach the same, others something else, and the id says so. */
static void
test_learning (gconstpointer data)
{
  const FlExtractorType *type = data;
  g_autoptr (GPtrArray) pictures = pictures_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  if (type->learn == NULL)
    return;
  FlExtractorType *first = learned_new (type);
  FlExtractorType *second = learned_new (type);
  g_autoptr (GBytes) state =
    type->learn (type, (const FlImage *const *) pictures->pdata, 1, NULL, NULL);
  FlExtractorType *other = fl_extractor_type_new_learned (type, state);
  g_assert_true (g_bytes_equal (first->state, second->state));
  g_assert_cmpstr (first->id, ==, second->id);
  g_assert_true (g_str_has_prefix (first->id, type->id));
  g_assert_cmpstr (first->id, !=, other->id);
  g_assert_cmpuint (strlen (first->id), <=, 47);
  fl_extractor_type_free (first);
  fl_extractor_type_free (second);
  fl_extractor_type_free (other);
  g_cancellable_cancel (cancelled);
  g_assert_null (
    type->learn (type, (const FlImage *const *) pictures->pdata, 1, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* One that has learned nothing has dimensions, but no features; what is damaged is refused. */
static void
test_unlearned (gconstpointer data)
{
  const FlExtractorType *type = data;
  g_autoptr (FlImage) image = image_new (320, 240);
  const FlImage *images[] = {image};
  g_autoptr (GBytes) damaged = g_bytes_new ("FLPATCH1 and no more", 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) damage = NULL;

  if (type->learn == NULL)
    return;
  FlExtractor *extractor = type->create (type, NULL);
  g_autofree float *row = g_new (float, type->get_n_dims (extractor));
  g_assert_false (type->extract (extractor, images, 1, row, &error));
  g_assert_error (error, FL_FEATURES_ERROR, FL_FEATURES_ERROR_STATE);
  type->free (extractor);
  FlExtractorType *broken = fl_extractor_type_new_learned (type, damaged);
  g_assert_null (broken->create (broken, &damage));
  g_assert_error (damage, FL_FEATURES_ERROR, FL_FEATURES_ERROR_STATE);
  fl_extractor_type_free (broken);
}

/* Every number is finite, and nothing is written before or behind the rows. */
static void
test_rows (gconstpointer data)
{
  const FlExtractorType *type = data;
  FlExtractor *extractor = extractor_new (type);
  gsize n_dims = type->get_n_dims (extractor);
  g_autoptr (GPtrArray) pictures = pictures_new ();
  g_autofree float *room = g_new (float, n_dims + 2);

  for (guint i = 0; i < pictures->len; i++) {
    FlImage *image = g_ptr_array_index (pictures, i);
    for (gsize j = 0; j < n_dims + 2; j++)
      room[j] = GUARD;
    extract (type, extractor, &image, 1, room + 1);
    g_assert_cmpfloat (room[0], ==, GUARD);
    g_assert_cmpfloat (room[n_dims + 1], ==, GUARD);
    for (gsize j = 1; j <= n_dims; j++) {
      g_assert_true (isfinite (room[j]));
      g_assert_cmpfloat (room[j], !=, GUARD);
      g_assert_cmpfloat (fabsf (room[j]), <, 65504); /* They are stored as float16. */
    }
  }
  room[0] = GUARD;
  extract (type, extractor, NULL, 0, room);
  g_assert_cmpfloat (room[0], ==, GUARD);
  type->free (extractor);
}

/* The same picture gives the same bits: alone or among others, in any order, by any object, from
 * any memory; and the picture stays as it is. */
static void
test_deterministic (gconstpointer data)
{
  const FlExtractorType *type = data;
  FlExtractor *first = extractor_new (type);
  FlExtractor *second = extractor_new (type);
  gsize n_dims = type->get_n_dims (first);
  g_autoptr (GPtrArray) pictures = pictures_new ();
  g_autoptr (GPtrArray) same_pictures = pictures_new ();
  guint n = pictures->len;
  g_autofree float *together = g_new (float, n *n_dims);
  g_autofree float *alone = g_new (float, n_dims);

  extract (type, first, (FlImage *const *) pictures->pdata, n, together);
  for (guint i = n; i > 0; i--) {
    FlImage *image = g_ptr_array_index (same_pictures, i - 1);
    extract (type, second, &image, 1, alone);
    g_assert_cmpmem (alone, n_dims * sizeof alone[0], together + (i - 1) * n_dims,
                     n_dims * sizeof alone[0]);
  }
  for (guint i = 0; i < n; i++) {
    const FlImage *seen = g_ptr_array_index (pictures, i);
    const FlImage *fresh = g_ptr_array_index (same_pictures, i);
    for (guint plane = 0; plane < 3; plane++)
      for (guint y = 0; y < fl_image_get_plane_height (seen, plane); y++)
        g_assert_cmpmem (seen->planes[plane] + y * seen->strides[plane],
                         fl_image_get_plane_width (seen, plane),
                         fresh->planes[plane] + y * fresh->strides[plane],
                         fl_image_get_plane_width (fresh, plane));
  }
  type->free (first);
  type->free (second);
}

/* Pictures that differ plainly give vectors that differ. */
static void
test_tells_apart (gconstpointer data)
{
  const FlExtractorType *type = data;
  FlExtractor *extractor = extractor_new (type);
  gsize n_dims = type->get_n_dims (extractor);
  g_autoptr (FlImage) dark = image_new (320, 240);
  g_autoptr (FlImage) split = image_new (320, 240);
  FlImage *const images[] = {dark, split};
  g_autofree float *rows = g_new (float, 2 * n_dims);

  for (guint y = 0; y < 240; y++)
    memset (split->planes[0] + y * split->strides[0], 240, 160);
  extract (type, extractor, images, 2, rows);
  g_assert_cmpint (memcmp (rows, rows + n_dims, n_dims * sizeof rows[0]), !=, 0);
  type->free (extractor);
}

/* Several side by side are one whose rows are theirs, and which learns what they have to. */
static void
test_joined (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FlExtractorType) type = fl_extractor_type_new ("hand-1\npatches-1\nscene-1", &error);
  g_assert_no_error (error);
  g_autoptr (FlExtractorType) other = fl_extractor_type_new ("patches-1\nhand-1\nscene-1", NULL);
  g_autoptr (FlExtractorType) learned = learned_new (type);
  g_autoptr (FlExtractorType) same = learned_new (type);
  g_autofree char *spec = fl_extractor_type_dup_spec (learned);
  g_autoptr (FlImage) image = image_new (320, 240);
  const FlImage *images[] = {image};

  g_assert_cmpstr (spec, ==, "hand-1\npatches-1\nscene-1");
  g_assert_true (fl_extractor_type_must_learn (type));
  g_assert_false (fl_extractor_type_must_learn (learned));
  g_assert_cmpstr (type->id, !=, other->id);
  g_assert_cmpstr (type->id, !=, learned->id);
  g_assert_cmpstr (same->id, ==, learned->id);
  g_assert_cmpuint (strlen (learned->id), <=, 47);
  FlExtractor *extractor = learned->create (learned, &error);
  g_assert_no_error (error);
  g_autofree float *row = g_new (float, learned->get_n_dims (extractor));
  g_assert_true (learned->extract (extractor, images, 1, row, NULL));
  const float *at = row;
  for (guint i = 0; i < learned->n_parts; i++) {
    const FlExtractorType *part = learned->parts[i];
    FlExtractor *alone = part->create (part, NULL);
    gsize n_dims = part->get_n_dims (alone);
    g_autofree float *own = g_new (float, n_dims);
    g_assert_true (part->extract (alone, images, 1, own, NULL));
    g_assert_cmpmem (own, n_dims * sizeof own[0], at, n_dims * sizeof own[0]);
    at += n_dims;
    part->free (alone);
  }
  g_assert_true (at == row + learned->get_n_dims (extractor));
  learned->free (extractor);
}

static void
test_joined_refused (void)
{
  g_autoptr (GError) twice = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_null (fl_extractor_type_new ("hand-1\npatches-1\nhand-1", &twice));
  g_assert_error (twice, FL_FEATURES_ERROR, FL_FEATURES_ERROR_CONFIG);
  g_assert_nonnull (strstr (twice->message, "“hand-1” was named twice; leave one"));
  g_assert_null (fl_extractor_type_new ("hand-1\n", &unknown));
  g_assert_error (unknown, FL_FEATURES_ERROR, FL_FEATURES_ERROR_UNKNOWN);
}

/* Each kind as it is used; ONNX with a tiny file. */
static GPtrArray *
ready_types_new (const char *folder)
{
  static const float weights[] = {0.1f, 0.2f, 0.3f, -0.5f, 0.25f, 1, 1, -1, 0};
  static const float bias[] = {0.5f, 3, -2};
  const OnnxSketch sketch = {.dims = {ONNX_OPEN, 3, 16, 16},
                             .n_dims = 4,
                             .weights = weights,
                             .bias = bias,
                             .n_out = 3,
                             .is_flat = TRUE};
  g_autofree char *path = onnx_write (&sketch, folder, "tiny.onnx");
  GPtrArray *ready = g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);
  gsize n;
  const FlExtractorType *const *types = fl_extractors_list (&n);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *spec = types[i]->configure != NULL
                              ? g_strconcat (types[i]->id, ":", path, NULL)
                              : g_strdup (types[i]->id);
    FlExtractorType *type = fl_extractor_type_new (spec, NULL);
#ifdef FL_HAS_ONNX
    g_assert_nonnull (type);
#endif
    if (type != NULL)
      g_ptr_array_add (ready, type);
  }
  return ready;
}

static void
add_all (const GPtrArray *types, const char *path, GTestDataFunc func)
{
  for (guint i = 0; i < types->len; i++) {
    const FlExtractorType *type = types->pdata[i];
    g_autofree char *full = g_strconcat (path, "/", type->kind->id, NULL);
    g_test_add_data_func (full, type, func);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  char *folder = folder_new ();
  g_autoptr (GPtrArray) types = ready_types_new (folder);
  g_test_add_func ("/features/extractors/ids", test_ids);
  g_test_add_func ("/features/extractors/unknown-id", test_unknown_id);
  g_test_add_func ("/features/extractors/names", test_names);
  add_all (types, "/features/extractors/specs", test_specs);
  add_all (types, "/features/extractors/blocks", test_blocks);
  add_all (types, "/features/extractors/learning", test_learning);
  add_all (types, "/features/extractors/unlearned", test_unlearned);
  add_all (types, "/features/extractors/rows", test_rows);
  add_all (types, "/features/extractors/deterministic", test_deterministic);
  add_all (types, "/features/extractors/tells-apart", test_tells_apart);
  g_autoptr (GPtrArray) several =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fl_extractor_type_free);
  g_ptr_array_add (several, fl_extractor_type_new ("patches-1\nhand-1", NULL));
  g_test_add_func ("/features/extractors/joined", test_joined);
  g_test_add_func ("/features/extractors/joined-refused", test_joined_refused);
  add_all (several, "/features/extractors/blocks", test_blocks);
  add_all (several, "/features/extractors/rows", test_rows);
  add_all (several, "/features/extractors/deterministic", test_deterministic);
  add_all (several, "/features/extractors/tells-apart", test_tells_apart);
  int status = g_test_run ();
  folder_free (folder);
  return status;
}
