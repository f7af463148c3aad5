/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_TYPE_H
#define MODEL_TYPE_H

/* The value types of the field tables. Code outside model/ compares against these only where one type needs a treatment
 * of its own; otherwise it calls through struct value_type. */

#include "model/field.h"

/* char *: printable text. */
extern const struct value_type type_text;	  /* up to 200 characters */
extern const struct value_type type_comment;	  /* up to 2000 characters */
extern const struct value_type type_object_name;  /* name_check() */
extern const struct value_type type_service_name; /* as well, and nothing that reads as a port */
extern const struct value_type type_interface;
extern const struct value_type type_timezone;
extern const struct value_type type_date; /* YYYY-MM-DD */

/* bool, empty no or yes */
extern const struct value_type type_boolean;
extern const struct value_type type_boolean_on;

/* uint8_t */
extern const struct value_type type_action;
extern const struct value_type type_direction;
extern const struct value_type type_verdict;

extern const struct value_type type_protocol;
extern const struct value_type type_log;
extern const struct value_type type_endpoint;

extern const struct value_type type_port_list;
extern const struct value_type type_service_member_list;
extern const struct value_type type_address_list;
extern const struct value_type type_program_list;
extern const struct value_type type_validity_list;

#endif
