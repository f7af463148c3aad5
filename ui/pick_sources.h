/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_PICK_SOURCES_H
#define UI_PICK_SOURCES_H

/* Each adds one kind of choices; for pick.c only. */

#include "ui/pick.h"

void pick_protocols(struct editor *editor, pick_list_t *ret);
void pick_services(struct editor *editor, pick_list_t *ret);
void pick_service_members(struct editor *editor, pick_list_t *ret);
void pick_addresses(struct editor *editor, pick_list_t *ret);
void pick_applications(struct editor *editor, pick_list_t *ret);
/* For pick_applications(): programs that are installed and not in the list yet. */
void pick_installed(struct editor *editor, pick_list_t *ret);
void pick_interfaces(struct editor *editor, pick_list_t *ret);
/* Schedules without @, to be one; and with it, among times that are often meant. */
void pick_schedules(struct editor *editor, pick_list_t *ret);
void pick_times(struct editor *editor, pick_list_t *ret);
void pick_zones(struct editor *editor, pick_list_t *ret);
/* What other rules have in the field. */
void pick_used(struct editor *editor, const struct field *field, pick_list_t *ret);
void pick_levels(struct editor *editor, pick_list_t *ret);

#endif
