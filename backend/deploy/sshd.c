/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/parts.h"

#include <ctype.h>
#include <dirent.h>
#include <glob.h>
#include <unistd.h>

#define DEFAULT_PORT	  22
#define INCLUDE_DEPTH_MAX 16   /* as sshd_config(5) has it */
#define CONFIG_FILES_MAX  1000 /* read in all: files that include each other would keep us busy for ever */

#define CONFIG_PATH   "/etc/ssh/sshd_config"
#define CONFIG_FOLDER "/etc/ssh"

static void add_port(port_number_list_t *list, unsigned long port)
{
	VEC_FOREACH (list, known)
		if (*known == port)
			return;
	vec_push(list, (uint16_t)port);
}

/* ---- who listens now ---- */

typedef VEC(unsigned long) inode_list_t;

static void add_sockets(const char *root, const char *pid, inode_list_t *ret)
{
	_cleanup_free_ char *path = mem_printf("%s/proc/%s/fd", root, pid);
	DIR *directory = opendir(path);
	struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		char target[64]; /* "socket:[INODE]"; what is longer is no socket */
		ssize_t n = readlinkat(dirfd(directory), entry->d_name, target, sizeof(target) - 1);
		unsigned long inode;

		if (n <= 0)
			continue;
		target[n] = '\0';
		if (sscanf(target, "socket:[%lu]", &inode) == 1)
			vec_push(ret, inode);
	}
	if (directory)
		closedir(directory);
}

/* The listening daemon, and no session of it: a session's process is named sshd as well, and listens on the ports that
 * its user forwards (ssh -R), which must not open the firewall. */
static bool is_listener(const char *root, const char *pid)
{
	_cleanup_free_ char *comm_path = mem_printf("/proc/%s/comm", pid);
	_cleanup_free_ char *command_path = mem_printf("/proc/%s/cmdline", pid);
	_cleanup_free_ char *status_path = mem_printf("/proc/%s/status", pid);
	_cleanup_free_ char *comm = system_read_file(root, comm_path), *command = NULL, *status = NULL;
	const char *uid;

	if (!comm || strcmp(comm, "sshd\n") != 0)
		return false;
	status = system_read_file(root, status_path);
	uid = status ? strstr(status, "\nUid:\t") : NULL;
	if (!uid || !str_has_prefix(uid, "\nUid:\t0\t"))
		return false;
	command = system_read_file(root, command_path);
	return command && (!str_has_prefix(command, "sshd: ") || strstr(command, "[listener]"));
}

static void add_listeners(const char *root, inode_list_t *ret)
{
	_cleanup_free_ char *path = mem_printf("%s/proc", root);
	DIR *directory = opendir(path);
	struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (isdigit((unsigned char)entry->d_name[0]) && is_listener(root, entry->d_name))
			add_sockets(root, entry->d_name, ret);
	if (directory)
		closedir(directory);
}

static bool has_inode(const inode_list_t *list, unsigned long inode)
{
	VEC_FOREACH (list, known)
		if (*known == inode)
			return true;
	return false;
}

/* sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode, the address as hex and 0A for listen. */
static void read_sockets(const char *root, const char *path, const inode_list_t *inodes, port_number_list_t *ret)
{
	_cleanup_free_ char *text = system_read_file(root, path);
	char *save = NULL;

	for (char *line = text ? strtok_r(text, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save)) {
		unsigned long inode;
		unsigned port, state;

		if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*x:%*x %*x:%*x %*x %*u %*u %lu", &port,
			   &state, &inode) == 3 &&
		    state == 0x0a && port > 0 && port <= UINT16_MAX && has_inode(inodes, inode))
			add_port(ret, port);
	}
}

/* ---- what the configuration says ---- */

struct config {
	const char *root;
	port_number_list_t ports;  /* Port */
	port_number_list_t listen; /* ListenAddress with a port of its own */
	bool listen_plain;	   /* ListenAddress without one: takes those of Port */
	unsigned files;
};

static void read_config(struct config *config, const char *path, unsigned depth);

/* "host:port", "[v6]:port", "host", "v6"; what follows a blank is a routing domain. */
static void read_listen_address(struct config *config, const char *value)
{
	const char *colon = strrchr(value, ':');
	unsigned long port;

	if (colon && (colon == strchr(value, ':') || (value[0] == '[' && colon[-1] == ']')) &&
	    str_to_uint(colon + 1, 1, UINT16_MAX, &port))
		add_port(&config->listen, port);
	else
		config->listen_plain = true;
}

static void read_port(struct config *config, const char *value)
{
	unsigned long port;

	if (str_to_uint(value, 1, UINT16_MAX, &port))
		add_port(&config->ports, port);
}

static void read_include(struct config *config, const char *value, unsigned depth)
{
	_cleanup_free_ char *pattern = NULL;
	glob_t found = {0};

	if (depth >= INCLUDE_DEPTH_MAX)
		return;
	pattern = mem_printf("%s%s%s", config->root, value[0] == '/' ? "" : CONFIG_FOLDER "/", value);
	if (glob(pattern, 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc; i++)
			read_config(config, found.gl_pathv[i] + strlen(config->root), depth + 1);
	globfree(&found);
}

/* Cuts "Keyword value", "keyword=value" or "Keyword "value"" in place. */
static char *cut_value(char *line)
{
	char *value = line + strcspn(line, " \t=");

	if (*value)
		*value++ = '\0';
	value += strspn(value, " \t=\"");
	value[strcspn(value, " \t\"\r")] = '\0';
	return value;
}

/* False at a Match block, which ends what holds for the daemon itself. */
static bool read_line(struct config *config, char *line, unsigned depth)
{
	char *keyword = line + strspn(line, " \t");
	char *value;

	if (*keyword == '#' || *keyword == '\0')
		return true;
	if (strncasecmp(keyword, "Include", 7) == 0 && strchr(" \t=", keyword[7])) {
		char *save = NULL;

		for (value = strtok_r(keyword + 7, " \t=\"\r", &save); value; value = strtok_r(NULL, " \t\"\r", &save))
			read_include(config, value, depth);
		return true;
	}
	value = cut_value(keyword);
	if (strcasecmp(keyword, "Match") == 0)
		return false;
	if (strcasecmp(keyword, "Port") == 0)
		read_port(config, value);
	else if (strcasecmp(keyword, "ListenAddress") == 0)
		read_listen_address(config, value);
	return true;
}

static void read_config(struct config *config, const char *path, unsigned depth)
{
	_cleanup_free_ char *text = NULL;
	char *save = NULL;

	if (config->files++ >= CONFIG_FILES_MAX)
		return;
	text = system_read_file(config->root, path);
	for (char *line = text ? strtok_r(text, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save))
		if (!read_line(config, line, depth))
			return;
}

static void configured_ports(const char *root, port_number_list_t *ret)
{
	struct config config = {.root = root};

	read_config(&config, CONFIG_PATH, 0);
	VEC_FOREACH (&config.listen, port)
		add_port(ret, *port);
	if (config.listen.n == 0 || config.listen_plain) {
		if (config.ports.n == 0)
			add_port(&config.ports, DEFAULT_PORT);
		VEC_FOREACH (&config.ports, port)
			add_port(ret, *port);
	}
	vec_done(&config.ports);
	vec_done(&config.listen);
}

/* ---- systemd listens for it ---- */

/* "22", "0.0.0.0:22", "[::]:22"; an empty value forgets the earlier ones. */
static void read_socket_unit(const char *root, const char *path, port_number_list_t *ret)
{
	_cleanup_free_ char *text = system_read_file(root, path);
	char *save = NULL;

	for (char *line = text ? strtok_r(text, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save)) {
		unsigned long port;
		char *value;

		line += strspn(line, " \t");
		value = line + strcspn(line, " \t=");
		if (!str_has_prefix(line, "ListenStream") || value != line + strlen("ListenStream"))
			continue;
		value += strspn(value, " \t");
		if (*value++ != '=')
			continue;
		value += strspn(value, " \t");
		value[strcspn(value, " \t\r")] = '\0';
		if (*value == '\0')
			ret->n = 0;
		if (strrchr(value, ':'))
			value = strrchr(value, ':') + 1;
		if (str_to_uint(value, 1, UINT16_MAX, &port))
			add_port(ret, port);
	}
}

static void socket_unit_ports(const char *root, port_number_list_t *ret)
{
	static const char *const enabled[] = {
	    "/etc/systemd/system/sockets.target.wants/ssh.socket",
	    "/etc/systemd/system/sockets.target.wants/sshd.socket",
	};
	static const char *const additions[] = {"/etc/systemd/system/ssh.socket.d/*.conf",
						"/etc/systemd/system/sshd.socket.d/*.conf",
						"/run/systemd/generator/ssh.socket.d/*.conf"};

	for (size_t i = 0; i < ARRAY_SIZE(enabled); i++)
		read_socket_unit(root, enabled[i], ret);
	if (ret->n == 0)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(additions); i++) {
		_cleanup_free_ char *pattern = mem_printf("%s%s", root, additions[i]);
		glob_t found = {0};

		if (glob(pattern, 0, NULL, &found) == 0)
			for (size_t k = 0; k < found.gl_pathc; k++)
				read_socket_unit(root, found.gl_pathv[k] + strlen(root), ret);
		globfree(&found);
	}
}

void sshd_ports(const char *root, port_number_list_t *ret)
{
	port_number_list_t ports = {0};
	inode_list_t inodes = {0};

	add_listeners(root, &inodes);
	read_sockets(root, "/proc/net/tcp", &inodes, &ports);
	read_sockets(root, "/proc/net/tcp6", &inodes, &ports);
	if (ports.n == 0)
		socket_unit_ports(root, &ports);
	if (ports.n == 0)
		configured_ports(root, &ports);
	VEC_FOREACH (&ports, port)
		vec_push(ret, *port);
	vec_done(&ports);
	vec_done(&inodes);
}
