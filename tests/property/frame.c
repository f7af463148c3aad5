/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/property/frame.h"

#include <netinet/in.h>
#include <string.h>

static void put16(uint8_t *p, unsigned value)
{
	p[0] = (uint8_t)(value >> 8);
	p[1] = (uint8_t)value;
}

static unsigned get16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static uint32_t checksum_add(uint32_t sum, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 1 < size; i += 2)
		sum += get16(data + i);
	if (size & 1)
		sum += (uint32_t)data[size - 1] << 8;
	return sum;
}

static unsigned checksum_end(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum & 0xffff;
}

/* CRC-32c, which SCTP uses (RFC 9260 appendix A). */
static uint32_t crc32c(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0x82f63b78 : crc >> 1;
	}
	return ~crc;
}

struct ends {
	const uint8_t *from, *to;
	uint16_t from_port, to_port;
};

static struct ends frame_ends(const struct packet *packet)
{
	if (packet->direction == DIRECTION_INBOUND)
		return (struct ends){packet->remote, packet->local, packet->remote_port, packet->local_port};
	return (struct ends){packet->local, packet->remote, packet->local_port, packet->remote_port};
}

static size_t build_tcp(uint8_t *p, const struct packet *packet, const struct ends *ends)
{
	(void)packet;
	put16(p, ends->from_port);
	put16(p + 2, ends->to_port);
	p[7] = 1;	/* sequence number */
	p[12] = 5 << 4; /* header length in words */
	p[13] = 0x02;	/* SYN */
	put16(p + 14, 65535);
	return 20;
}

static size_t build_udp(uint8_t *p, const struct packet *packet, const struct ends *ends)
{
	(void)packet;
	put16(p, ends->from_port);
	put16(p + 2, ends->to_port);
	put16(p + 4, 12);
	return 12;
}

static size_t build_icmp(uint8_t *p, const struct packet *packet, const struct ends *ends)
{
	(void)ends;
	p[0] = (uint8_t)packet->remote_port;
	p[1] = (uint8_t)packet->local_port;
	p[5] = 1;
	return packet->remote_port == 13 ? 20 : 8; /* a timestamp request has three times */
}

static size_t build_sctp(uint8_t *p, const struct packet *packet, const struct ends *ends)
{
	uint32_t crc;

	(void)packet;
	put16(p, ends->from_port);
	put16(p + 2, ends->to_port);
	p[12] = 1; /* INIT chunk */
	put16(p + 14, 20);
	p[19] = 1; /* initiate tag */
	p[22] = 1; /* window */
	p[25] = 1; /* outbound streams */
	p[27] = 1;
	p[31] = 1;
	crc = crc32c(p, 32);
	for (int i = 0; i < 4; i++)
		p[8 + i] = (uint8_t)(crc >> 8 * i);
	return 32;
}

static size_t build_other(uint8_t *p, const struct packet *packet, const struct ends *ends)
{
	(void)packet;
	(void)ends;
	p[3] = 1;
	return 16;
}

static const struct builder {
	int protocol;
	size_t (*build)(uint8_t *p, const struct packet *packet, const struct ends *ends);
	int checksum_at; /* of an internet checksum with pseudo header, -1 none */
} builders[] = {
    {IPPROTO_TCP, build_tcp, 16},    {IPPROTO_UDP, build_udp, 6},    {IPPROTO_ICMP, build_icmp, 2},
    {IPPROTO_ICMPV6, build_icmp, 2}, {IPPROTO_SCTP, build_sctp, -1}, {-1, build_other, -1},
};

static const struct builder *builder_find(int protocol)
{
	const struct builder *b = builders;

	while (b->protocol != -1 && b->protocol != protocol)
		b++;
	return b;
}

static void put_checksum(uint8_t *p, size_t size, const struct packet *packet, const struct ends *ends, int at)
{
	size_t length = packet->family == 4 ? 4 : 16;
	uint32_t sum = 0;

	if (packet->protocol != IPPROTO_ICMP) { /* the only one without a pseudo header */
		sum = checksum_add(sum, ends->from, length);
		sum = checksum_add(sum, ends->to, length);
		sum += (uint32_t)size + (uint32_t)packet->protocol;
	}
	put16(p + at, checksum_end(checksum_add(sum, p, size)));
}

size_t frame_build(const struct packet *packet, uint16_t serial, uint8_t frame[FRAME_MAX])
{
	const struct builder *builder = builder_find(packet->protocol);
	size_t header = packet->family == 4 ? 20 : 40;
	struct ends ends = frame_ends(packet);
	size_t size;

	memset(frame, 0, FRAME_MAX);
	size = builder->build(frame + header, packet, &ends);
	if (builder->checksum_at >= 0)
		put_checksum(frame + header, size, packet, &ends, builder->checksum_at);
	if (packet->family == 4) {
		frame[0] = 0x45;
		put16(frame + 2, (unsigned)(header + size));
		put16(frame + 4, serial);
		frame[8] = 64;
		frame[9] = (uint8_t)packet->protocol;
		memcpy(frame + 12, ends.from, 4);
		memcpy(frame + 16, ends.to, 4);
		put16(frame + 10, checksum_end(checksum_add(0, frame, 20)));
	} else {
		frame[0] = 0x60;
		put16(frame + 2, serial);
		put16(frame + 4, (unsigned)size);
		frame[6] = (uint8_t)packet->protocol;
		frame[7] = 64;
		memcpy(frame + 8, ends.from, 16);
		memcpy(frame + 24, ends.to, 16);
	}
	return header + size;
}

static bool frame_is_refusal(int protocol, const uint8_t *payload)
{
	if (protocol == IPPROTO_TCP)
		return payload[13] & 0x04;
	if (protocol == IPPROTO_ICMP)
		return payload[0] == 3;
	return protocol == IPPROTO_ICMPV6 && payload[0] == 1;
}

bool frame_parse(const uint8_t *frame, size_t size, struct frame_seen *ret)
{
	size_t header = size && frame[0] >> 4 == 6 ? 40 : 20;

	if (size < header + 8)
		return false;
	*ret = (struct frame_seen){.family = header == 40 ? 6 : 4, .protocol = header == 40 ? frame[6] : frame[9]};
	memcpy(ret->from, frame + (header == 40 ? 8 : 12), header == 40 ? 16 : 4);
	memcpy(ret->to, frame + (header == 40 ? 24 : 16), header == 40 ? 16 : 4);
	ret->serial = (uint16_t)get16(frame + (header == 40 ? 2 : 4));
	ret->from_port = (uint16_t)get16(frame + header);
	ret->to_port = (uint16_t)get16(frame + header + 2);
	ret->refusal =
	    (ret->protocol != IPPROTO_TCP || size >= header + 20) && frame_is_refusal(ret->protocol, frame + header);
	return true;
}
