/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libavformat/avformat.h>

G_BEGIN_DECLS

/**
 * fl_certificate_demand:
 * @options: (inout): what FFmpeg is told when it opens something
 *
 * Has encrypted connections end unless somebody who is trusted vouches for the other side: whom the
 * system trusts, or the file that SSL_CERT_FILE names.
 */
void fl_certificate_demand (AVDictionary **options);

/**
 * fl_certificate_check:
 * @address: an address that begins with `https://` or `rtsps://`; others are fine
 * @shown: @address as it may be shown
 * @watch: ends it early
 * @error: return location
 *
 * Connects, and disconnects at once. FFmpeg 5.1 does not look at certificates when it speaks RTSP,
 * and of HTTPS does not say why it failed.
 *
 * Returns: %FALSE with %FL_MEDIA_ERROR_OPEN when nobody who is trusted vouches for who answers;
 *   %TRUE also when nobody answers
 */
gboolean fl_certificate_check (const char *address,
                               const char *shown,
                               const AVIOInterruptCB *watch,
                               GError **error);

G_END_DECLS
