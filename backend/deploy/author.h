/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_AUTHOR_H
#define BACKEND_DEPLOY_AUTHOR_H

#include "db/store.h"

/* Who is at the keyboard: the login user, also behind sudo. program: "command line", "editor". The caller frees with
 * author_done(). */
void author_read(const char *program, struct author *ret);
void author_done(struct author *author);
#define _cleanup_author_ _cleanup_(author_done)

#endif
