/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/apply.h"

#include "base/i18n.h"
#include "model/evaluate.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TCP 6

/* The end of the connection as sshd tells it: "client-address client-port server-address server-port". */
static bool ssh_packet(struct packet *ret, char client[64])
{
	const char *connection = getenv("SSH_CONNECTION");
	char server[64];
	unsigned client_port, server_port;

	if (!connection || sscanf(connection, "%63s %u %63s %u", client, &client_port, server, &server_port) != 4)
		return false;
	*ret = (struct packet){.direction = DIRECTION_INBOUND,
			       .state = FLOW_NEW,
			       .protocol = TCP,
			       .remote_port = (uint16_t)client_port,
			       .local_port = (uint16_t)server_port,
			       .time = time(NULL)};
	ret->family = strchr(client, ':') ? 6 : 4;
	return inet_pton(ret->family == 6 ? AF_INET6 : AF_INET, client, ret->remote) == 1 &&
	       inet_pton(ret->family == 6 ? AF_INET6 : AF_INET, server, ret->local) == 1;
}

void apply_ssh(const struct policy *policy, const struct environment *env, struct str *out, bool *ret_cut)
{
	char client[64];
	struct packet packet;
	struct decision decision = {0};

	*ret_cut = false;
	if (!ssh_packet(&packet, client))
		return;
	policy_evaluate(policy, env, &packet, false, &decision);
	*ret_cut = decision.verdict != VERDICT_ACCEPT || decision.translated;
	if (*ret_cut && decision.decider == DECIDER_RULE)
		str_addf(out, _("WARNING: rule %zu keeps out SSH from %s, where you are: you could not come back."),
			 decision.index + 1, client);
	else if (*ret_cut)
		str_addf(out, _("WARNING: SSH from %s, where you are, is not allowed: you could not come back."),
			 client);
	else if (decision.decider == DECIDER_RULE)
		str_addf(out, _("Your SSH connection from %s stays allowed by rule %zu."), client, decision.index + 1);
	else
		str_addf(out, _("Your SSH connection from %s stays allowed."), client);
	decision_done(&decision);
}
