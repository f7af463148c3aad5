/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/ui.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 3000  /* ms for a program without marks */
#define REST_MAX 60000 /* ms for what is found out beside the screen */

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Whether the program sleeps in one of the calls that wait for input. */
static bool waits_for_input(const struct vt *vt)
{
	static const long calls[] = {SYS_read,	   SYS_poll,	   SYS_ppoll,	   SYS_select,
				     SYS_pselect6, SYS_epoll_wait, SYS_epoll_pwait};
	_cleanup_free_ char *path = mem_printf("/proc/%d/syscall", (int)vt->pid);
	char text[32] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	if (n <= 0 || text[0] < '0' || text[0] > '9')
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++)
		if (atol(text) == calls[i])
			return true;
	return false;
}

/* How often it was given a processor: what was sent to it is not done before that has grown. */
static unsigned long turns(const struct vt *vt)
{
	_cleanup_free_ char *path = mem_printf("/proc/%d/schedstat", (int)vt->pid);
	unsigned long run = 0, wait = 0, turns = 0;
	FILE *file = fopen(path, "re");

	if (file && fscanf(file, "%lu %lu %lu", &run, &wait, &turns) != 3)
		turns = 0;
	if (file)
		fclose(file);
	return turns;
}

double bench_processor(const struct vt *vt)
{
	_cleanup_free_ char *path = mem_printf("/proc/%d/schedstat", (int)vt->pid);
	unsigned long run = 0;
	FILE *file = fopen(path, "re");

	if (file && fscanf(file, "%lu", &run) != 1)
		run = 0;
	if (file)
		fclose(file);
	return (double)run / 1e6;
}

static bool is_idle(const struct vt *vt)
{
	int unread = 0, unwritten = 0;

	ioctl(vt->slave, FIONREAD, &unread);
	ioctl(vt->master, FIONREAD, &unwritten);
	return !unread && !unwritten && waits_for_input(vt);
}

/* Reads until the program is idle; gives the time of its last byte. */
static double settle(struct vt *vt, size_t bytes_at_least, unsigned long turns_before)
{
	double begin = now_ms(), last = begin;
	size_t length = vt->raw.length;

	while (!vt->ended && now_ms() - begin < PATIENCE) {
		bool idle = is_idle(vt);

		vt_read_for(vt, 0);
		if (vt->raw.length != length) {
			length = vt->raw.length;
			last = now_ms();
		} else if (idle && length >= bytes_at_least && turns(vt) > turns_before) {
			break;
		}
	}
	return last;
}

double bench_start(struct vt_kit *kit, const char *const *argv, const struct vt_options *options, bool marks,
		   struct vt **ret)
{
	double begin = now_ms(), end;
	struct vt *vt = vt_spawn(kit, argv, 24, 80, options);

	*ret = vt;
	if (marks) {
		vt_wait_frames(vt, 1);
		end = now_ms();
	} else {
		end = settle(vt, 500, 0);
	}
	return vt->ended ? -1 : end - begin;
}

double bench_key(struct vt *vt, int key, bool marks)
{
	_cleanup_str_ struct str bytes = {0};
	unsigned long before = turns(vt);
	double begin;

	vt_key_bytes(vt, key, &bytes);
	begin = now_ms();
	vt_send(vt, bytes.text, bytes.length);
	if (!marks)
		return settle(vt, 0, before) - begin;
	vt_wait_painted(vt, vt->painted + 1);
	return now_ms() - begin;
}

void bench_rest(struct vt *vt)
{
	double begin = now_ms();

	do
		vt_read_for(vt, 200);
	while (vt_find(vt, "looking") >= 0 && now_ms() - begin < REST_MAX);
}

static void read_line(int fd, struct str *out)
{
	char c;

	while (read(fd, &c, 1) == 1 && c != '\n')
		str_add_char(out, c);
}

void bench_bus_open(struct bench_bus *ret)
{
	const char *top = getenv("top_srcdir");
	_cleanup_free_ char *script = mem_printf("%s/bench/ui_bus.sh", top ? top : ".");
	_cleanup_str_ struct str address = {0};
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		return;
	ret->pid = fork();
	if (!ret->pid) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("/bin/sh", "sh", script, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	ret->input = in[1];
	read_line(out[0], &address);
	close(out[0]);
	ret->address = address.length ? str_take(&address) : NULL;
}

void bench_bus_close(struct bench_bus *bus)
{
	if (bus->pid <= 0)
		return;
	close(bus->input);
	waitpid(bus->pid, NULL, 0);
	free(bus->address);
}

char *bench_find_program(const char *name)
{
	const char *path = getenv("PATH");
	_cleanup_strlist_ strlist_t directories = {0};

	strlist_split(&directories, path ? path : "/usr/bin:/bin", ':');
	for (size_t i = 0; i < directories.n; i++) {
		_cleanup_free_ char *file = mem_printf("%s/%s", directories.v[i], name);

		if (access(file, X_OK) == 0)
			return TAKE_PTR(file);
	}
	return NULL;
}

static void write_rules(FILE *file, unsigned rules)
{
	fputs("{\"format\": \"nftabs-policy\", \"version\": 1, \"rules\": [", file);
	for (unsigned i = 0; i < rules; i++)
		fprintf(file,
			"%s\n{\"name\": \"規則 %u rule\", \"enabled\": true, \"action\": \"%s\", \"direction\": "
			"\"outbound\", \"protocol\": \"tcp\", \"remote_service\": [\"%u\"], \"remote_address\": "
			"[\"10.%u.%u.%u\"]}",
			i ? "," : "", i + 1, i % 3 ? "allow" : "drop", 1 + i % 65535, i >> 16 & 255, i >> 8 & 255,
			i & 255);
	fputs("\n]}\n", file);
}

char *bench_store(struct vt_kit *kit, const char *program, unsigned rules)
{
	_cleanup_free_ char *document = mem_printf("%s/%u.json", kit->directory, rules);
	_cleanup_str_ struct str output = {0};
	char *db = mem_printf("%s/%u.db", kit->directory, rules);
	FILE *file = fopen(document, "we");

	if (!file)
		return db;
	write_rules(file, rules);
	fclose(file);
	if (vt_kit_run(kit, &output, (const char *const[]){program, "--db", db, "import", document, NULL})) {
		fprintf(stderr, "import of %u rules: %s\n", rules, str_text(&output));
		exit(1);
	}
	return db;
}
