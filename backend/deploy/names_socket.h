/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_NAMES_SOCKET_H
#define BACKEND_DEPLOY_NAMES_SOCKET_H

/* Inside backend/deploy only. */

#include <ares.h>

/* Lets a channel use sockets on which a server that is not there is noticed for all its questions at once. */
void names_set_sockets(ares_channel channel);

#endif
