/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ports, ranges, service names, ICMP types, members of service objects, protocols: one text a line. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/value.h"

static void check_port(const char *text)
{
	_cleanup_(port_done) struct port port = {0};

	if (port_parse(text, &port, NULL))
		return;
	if (port.name) {
		fuzz_require(*port.name && port.low == 0 && port.high == 0 && port.code == -1);
		return;
	}
	fuzz_require(port.low <= port.high && port.code >= -1 && port.code <= 255);
	fuzz_require(port.code < 0 ? port.low > 0 : port.high <= 255 && port.low == port.high);
}

static void check_protocol(const char *text)
{
	protocol_t protocol = PROTOCOL_ANY;
	char buffer[8];

	if (protocol_parse(text, &protocol, NULL))
		return;
	fuzz_require(protocol >= PROTOCOL_ANY && protocol <= PROTOCOL_TCP_UDP);
	fuzz_require(!str_empty(protocol_label(protocol, buffer)));
	fuzz_require(!protocol_has_ports(protocol) || !protocol_is_icmp(protocol));
	if (protocol >= 0 && protocol <= 255)
		for (int number = 0; number <= 255; number++)
			fuzz_require(protocol_covers(protocol, number) == (number == protocol));
}

static void check_member(const char *text, struct proto_port *previous)
{
	struct proto_port port;

	if (proto_port_parse(text, &port, NULL))
		return;
	fuzz_require(port.protocol >= 0 && port.protocol <= 255 && port.low <= port.high);
	fuzz_require(port.code >= -1 && port.code <= 255);
	fuzz_require(port.code < 0 || protocol_is_icmp(port.protocol));
	fuzz_require(proto_port_overlaps(&port, &port));
	fuzz_require(proto_port_overlaps(&port, previous) == proto_port_overlaps(previous, &port));
	*previous = port;
}

static void check_icmp(const char *text)
{
	static const protocol_t protocols[] = {1, 58};
	uint8_t type;

	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++) {
		if (!icmp_type_from_name(protocols[i], text, &type))
			continue;
		fuzz_require(icmp_type_name(protocols[i], type));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_strlist_ strlist_t lines = {0};
	struct proto_port previous = {.protocol = 6, .low = 1, .high = 65535, .code = -1};

	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		value_check(&type_port_list, *line);
		value_check(&type_service_member_list, *line);
		value_check(&type_protocol, *line);
		value_check(&type_service_name, *line);
		check_port(*line);
		check_protocol(*line);
		check_member(*line, &previous);
		check_icmp(*line);
	}
	return 0;
}
