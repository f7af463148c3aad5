/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "model/address.h"
#include "model/endpoint.h"
#include "model/log.h"
#include "model/port.h"
#include "model/program.h"
#include "model/protocol.h"
#include "model/validity.h"

enum action { ACTION_ALLOW, ACTION_DROP, ACTION_REJECT, ACTION_PUBLISH, ACTION_MAX };
enum direction { DIRECTION_OUTBOUND, DIRECTION_INBOUND, DIRECTION_BOTH, DIRECTION_FORWARD, DIRECTION_MAX };

#define RULE_NAME_MAX 200 /* characters */

/* One line of the ordered list: plain data. Fields are described by rule_fields[] in model/field.h, and code that treats
 * all fields alike loops over that table. An empty list means "all", a NULL text "". */
struct rule {
	int64_t id; /* 0: not stored yet */
	char *name;
	uint8_t action;	   /* enum action */
	uint8_t direction; /* enum direction */
	bool enabled;
	protocol_t protocol;
	program_list_t application;
	port_list_t remote_service;
	port_list_t local_service;
	address_list_t remote_address;
	address_list_t local_address;
	validity_list_t validity;
	struct log_options log;
	struct endpoint publish_to;
	char *group;
	char *interface;
	char *source_interface;
	char *comment;
	char *owner;
	char *ticket;
	char *review_by; /* YYYY-MM-DD */
};

/* An enabled allow, outbound, any rule without a name. */
void rule_init(struct rule *rule);
void rule_done(struct rule *rule);
struct rule rule_copy(const struct rule *rule);
/* All fields equal (not the id). */
bool rule_equal(const struct rule *a, const struct rule *b);

#endif
