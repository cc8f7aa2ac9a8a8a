/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The action `convert`. A project that has one was made for classes. */
#include "store/fl-store-convert.h"

#include <glib/gi18n.h>

#include "store/fl-store-actions-private.h"
#include "store/fl-store-as-of.h"

gboolean
fl_store_convert (FlStore *self, gint64 annotator, GError **error)
{
  const FlNewAction action = {.annotator = annotator, .verb = "convert"};

  if (!fl_store_begin (self, error))
    return FALSE;
  if (fl_store_append (self, &action, NULL, error) && fl_store_fold_kind (self, error))
    return fl_store_commit (self, error);
  fl_store_rollback (self);
  return FALSE;
}

gboolean
fl_store_fold_kind (FlStore *self, GError **error)
{
  return fl_store_run (self, error,
                       "UPDATE project SET is_multi_label = EXISTS (SELECT 1 FROM action a"
                       " WHERE a.verb = 'convert' AND a.kind = '' AND" FL_SQL_EFFECTIVE
                       ") WHERE EXISTS (SELECT 1 FROM action WHERE verb = 'convert'"
                       " AND kind = '')",
                       "");
}

gboolean
fl_store_check_kind (FlStore *self, GError **error)
{
  const gint64 n_tagged = fl_store_get_number (
    self, 0,
    "SELECT count(*) FROM label WHERE tag <> 0 AND (SELECT NOT is_multi_label FROM project)");

  if (n_tagged == 0)
    return TRUE;
  g_set_error (
    error, FL_STORE_ERROR, FL_STORE_ERROR_INVALID,
    _ ("The tags cannot be made classes again, because there are answers about tags, which say "
       "nothing of classes; take these back first"));
  return FALSE;
}

gboolean
fl_store_is_multi_label (FlStore *self, gint64 as_of_us)
{
  if (as_of_us == 0)
    return fl_store_get_number (self, 0, "SELECT is_multi_label FROM project") != 0;
  return fl_store_get_number (
           self, 0,
           "SELECT CASE WHEN EXISTS (SELECT 1 FROM action WHERE verb = 'convert')"
           " THEN 0 ELSE (SELECT is_multi_label FROM project) END") != 0 ||
         fl_store_was_converted (self, as_of_us);
}
