/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "tests/net/world.h"

#include "tests/net/program.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What `ip -batch` reads in each namespace. DAD would keep an address of IPv6 unusable for a second; one
 * that is not preferred is the source only where asked for. */
static const char *const links[HOST_MAX] = {
    [HOST_GATEWAY] = "link set lo up\n"
		     "address add " GATEWAY_LAN "/24 dev lan0\n"
		     "address add " GATEWAY_LAN6 "/64 dev lan0 nodad\n"
		     "address add " GATEWAY_SRV "/24 dev srv0\n"
		     "address add " GATEWAY_SRV6 "/64 dev srv0 nodad\n"
		     "address add " GATEWAY_WAN "/24 dev wan0\n"
		     "address add " GATEWAY_WAN6 "/64 dev wan0 nodad\n"
		     "link set lan0 up\n"
		     "link set srv0 up\n"
		     "link set wan0 up\n",
    [HOST_CLIENT] = "link set lo up\n"
		    "address add " CLIENT "/24 dev eth0\n"
		    "address add " CLIENT6 "/64 dev eth0 nodad\n"
		    "link set eth0 up\n"
		    "route add default via " GATEWAY_LAN "\n"
		    "route add default via " GATEWAY_LAN6 "\n",
    [HOST_SERVER] = "link set lo up\n"
		    "address add " SERVER "/24 dev eth0\n"
		    "address add " OTHER_SERVER "/24 dev eth0\n"
		    "address add " SERVER6 "/64 dev eth0 nodad\n"
		    "address add " OTHER_SERVER6 "/64 dev eth0 nodad preferred_lft 0\n"
		    "link set eth0 up\n"
		    "route add default via " GATEWAY_SRV "\n"
		    "route add default via " GATEWAY_SRV6 "\n",
    [HOST_OUTSIDE] = "link set lo up\n"
		     "address add " OUTSIDE "/24 dev eth0\n"
		     "address add " BANNED "/24 dev eth0\n"
		     "address add " OUTSIDE6 "/64 dev eth0 nodad\n"
		     "address add " BANNED6 "/64 dev eth0 nodad preferred_lft 0\n"
		     "link set eth0 up\n"
		     "route add default via " GATEWAY_WAN "\n"
		     "route add default via " GATEWAY_WAN6 "\n",
};

/* The gateway's end of each cable. */
static const struct cable {
	const char *name;
	enum host other;
} cables[] = {{"lan0", HOST_CLIENT}, {"srv0", HOST_SERVER}, {"wan0", HOST_OUTSIDE}};

/* The kernel answers at most one ICMP error a second to the same host; a test asks more often than that. */
static const struct setting {
	const char *path, *value;
	bool gateway; /* only there */
} settings[] = {
    {"/proc/sys/net/ipv6/conf/default/accept_dad", "0", false}, {"/proc/sys/net/ipv4/icmp_ratelimit", "0", false},
    {"/proc/sys/net/ipv6/icmp/ratelimit", "0", false},		{"/proc/sys/net/ipv4/ip_forward", "1", true},
    {"/proc/sys/net/ipv6/conf/all/forwarding", "1", true},
};

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool enter_user_namespace(void)
{
	_cleanup_free_ char *uid = mem_printf("0 %u 1", (unsigned)geteuid());
	_cleanup_free_ char *gid = mem_printf("0 %u 1", (unsigned)getegid());

	return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", uid) && write_file("/proc/self/gid_map", gid);
}

/* Whatever name servers this machine has: nobody can be asked, which shows at once, as no socket connects to that. */
static bool forget_name_servers(void)
{
	static const char text[] = "nameserver 255.255.255.255\n";
	char path[] = "/tmp/nftabs-net-XXXXXX";
	int fd = mkstemp(path);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && unshare(CLONE_NEWNS) == 0 &&
		  mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		  mount(path, "/etc/resolv.conf", NULL, MS_BIND, NULL) == 0;

	if (fd >= 0) {
		close(fd);
		(void)unlink(path);
	}
	return ok;
}

static bool make_namespaces(struct world *world)
{
	if (unshare(CLONE_NEWNET) < 0 && !enter_user_namespace())
		return false;
	if (!forget_name_servers())
		print_message("# names are looked up as this machine does: %s\n", strerror(errno));
	world->home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	for (size_t host = 0; host < HOST_MAX; host++) {
		if (unshare(CLONE_NEWNET) < 0)
			return false;
		world->namespaces[host] = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
		if (world->namespaces[host] < 0)
			return false;
		for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
			if ((!settings[i].gateway || host == HOST_GATEWAY) &&
			    !write_file(settings[i].path, settings[i].value))
				return false;
	}
	world_leave(world);
	return true;
}

static bool succeeds(const struct world *world, enum host host, const char *input, const char *const *argv)
{
	_cleanup_free_ char *output = NULL;
	int status;

	output = program_run(world, host, &status, input, argv);
	if (status != 0)
		print_message("# %s: %s\n", argv[0], output);
	return status == 0;
}

static bool connect_hosts(const struct world *world)
{
	static const char *const batch[] = {"ip", "-batch", "-", NULL};

	for (size_t i = 0; i < ARRAY_SIZE(cables); i++) {
		_cleanup_free_ char *other =
		    mem_printf("/proc/%d/fd/%d", (int)getpid(), world->namespaces[cables[i].other]);
		const char *const add[] = {"ip",   "link", "add",  cables[i].name, "type", "veth",
					   "peer", "name", "eth0", "netns",	   other,  NULL};

		if (!succeeds(world, HOST_GATEWAY, NULL, add))
			return false;
	}
	for (size_t host = 0; host < HOST_MAX; host++)
		if (!succeeds(world, (enum host)host, links[host], batch))
			return false;
	return true;
}

/* A table that says nothing, to see whether the kernel has nf_tables with what nftabs needs. */
static bool has_nftables(const struct world *world)
{
	static const char *const argv[] = {"nft", "add table inet nftabs; delete table inet nftabs", NULL};

	return succeeds(world, HOST_CLIENT, NULL, argv);
}

static void prepare_environment(void)
{
	const char *source = getenv("top_srcdir");
	_cleanup_free_ char *path = mem_printf("%s:/usr/sbin:/sbin", getenv("PATH"));
	_cleanup_free_ char *data = mem_printf("%s/data", source ? source : "..");

	setenv("PATH", path, 1);
	setenv("NFTABS_DATADIR", data, 1);
	setenv("TZ", "UTC", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "en", 1);
	unsetenv("SSH_CONNECTION");
	/* What apply --confirm leaves behind becomes a child of ours, to be waited for or ended. */
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int world_setup(void **state)
{
	struct world *world = MEM_NEW(struct world);

	*state = NULL;
	prepare_environment();
	if (!make_namespaces(world)) {
		print_message("# no network namespaces of our own: %s\n", strerror(errno));
		free(world);
		return 0;
	}
	if (!connect_hosts(world) || !has_nftables(world)) {
		free(world);
		return 0;
	}
	*state = world;
	return 0;
}

int world_teardown(void **state)
{
	struct world *world = *state;

	if (!world)
		return 0;
	for (size_t host = 0; host < HOST_MAX; host++)
		close(world->namespaces[host]);
	close(world->home);
	free(world);
	return 0;
}

void world_enter(const struct world *world, enum host host)
{
	if (setns(world->namespaces[host], CLONE_NEWNET) != 0)
		fail_msg("setns: %s", strerror(errno));
}

void world_leave(const struct world *world)
{
	if (setns(world->home, CLONE_NEWNET) != 0)
		fail_msg("setns: %s", strerror(errno));
}

int world_begin(void **state)
{
	static const char *const names[HOST_MAX] = {"client", "gateway", "server", "outside"};
	struct world *world = *state;
	const char *temporary = getenv("TMPDIR");

	if (!world)
		return 0;
	world->directory = mem_printf("%s/nftabs-net-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(world->directory))
		return -1;
	for (size_t host = 0; host < HOST_MAX; host++)
		world->stores[host] = mem_printf("%s/%s.db", world->directory, names[host]);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void end_children(void)
{
	_cleanup_free_ char *path = mem_printf("/proc/self/task/%d/children", (int)getpid());
	FILE *file = fopen(path, "re");
	int pid;

	while (file && fscanf(file, "%d", &pid) == 1) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, NULL, 0);
	}
	if (file)
		(void)fclose(file);
}

void world_stop_serving(struct world *world)
{
	VEC_FOREACH (&world->servers, server)
		close(server->fd);
	vec_done(&world->servers);
}

int world_end(void **state)
{
	static const char *const argv[] = {"nft", "flush", "ruleset", NULL};
	struct world *world = *state;

	if (!world)
		return 0;
	world_leave(world);
	end_children();
	world_stop_serving(world);
	for (size_t i = world->cgroups.n; i > 0; i--)
		(void)rmdir(world->cgroups.v[i - 1]);
	strlist_done(&world->cgroups);
	for (size_t host = 0; host < HOST_MAX; host++) {
		_cleanup_free_ char *output = NULL;
		int status;

		output = program_run(world, (enum host)host, &status, NULL, argv);
		free(world->stores[host]);
	}
	(void)nftw(world->directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(world->directory);
	return 0;
}

struct sockaddr_storage world_address(const char *address, uint16_t port, socklen_t *ret_length)
{
	struct sockaddr_storage storage = {0};
	struct sockaddr_in *in = (void *)&storage;
	struct sockaddr_in6 *in6 = (void *)&storage;

	if (inet_pton(AF_INET, address, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		in->sin_port = htons(port);
		*ret_length = sizeof(*in);
	} else {
		assert_int_equal(inet_pton(AF_INET6, address, &in6->sin6_addr), 1);
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		*ret_length = sizeof(*in6);
	}
	return storage;
}

int world_serve(struct world *world, enum host host, int type, const char *address, uint16_t port)
{
	socklen_t length;
	struct sockaddr_storage name = world_address(address, port, &length);
	int one = 1, fd;

	world_enter(world, host);
	fd = socket(name.ss_family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	world_leave(world);
	assert_true(fd >= 0);
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	vec_push(&world->servers, ((struct server){fd, type}));
	if (bind(fd, (struct sockaddr *)&name, length) != 0 || (type == SOCK_STREAM && listen(fd, 32) != 0))
		fail_msg("server on %s port %u: %s", address, port, strerror(errno));
	return fd;
}
