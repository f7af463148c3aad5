/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench/bench.h"

#include "backend/compile/text.h"
#include "base/str.h"
#include "model/environment.h"
#include "model/field.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMPILE_TIME 1800000000 /* any instant: the rules have no validity */

double bench_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void bench_die(const char *what, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", what, why);
	exit(1);
}

void bench_add(struct bench_runs *runs, struct bench_cost cost)
{
	if (runs->n < BENCH_RUNS)
		runs->v[runs->n++] = cost;
}

static int number_order(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return one < other ? -1 : one > other;
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), number_order);
	return n ? (v[(n - 1) / 2] + v[n / 2]) / 2 : 0;
}

double bench_time(const struct bench_runs *runs)
{
	double v[BENCH_RUNS];

	for (size_t i = 0; i < runs->n; i++)
		v[i] = runs->v[i].milliseconds;
	return median(v, runs->n);
}

double bench_memory(const struct bench_runs *runs)
{
	double v[BENCH_RUNS];

	for (size_t i = 0; i < runs->n; i++)
		v[i] = runs->v[i].kibibytes;
	return median(v, runs->n);
}

void bench_namespace(void)
{
	struct ifreq request = {.ifr_name = "lo"};
	int fd;

	if (unshare(CLONE_NEWNET) < 0)
		bench_die("a network namespace", strerror(errno));
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	request.ifr_flags = IFF_UP | IFF_RUNNING;
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0)
		bench_die("loopback", strerror(errno));
	close(fd);
}

/* The output is a pipe's read end in *ret_output, or nowhere when that is NULL. */
static pid_t start(char *const *arguments, int *ret_output)
{
	posix_spawn_file_actions_t actions;
	int ends[2] = {-1, -1}, code;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	if (ret_output && pipe2(ends, O_CLOEXEC) < 0)
		bench_die("pipe", strerror(errno));
	if (ret_output)
		posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	else
		posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	code = posix_spawn(&pid, arguments[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (code)
		bench_die(arguments[0], strerror(code));
	if (ret_output) {
		close(ends[1]);
		*ret_output = ends[0];
	}
	return pid;
}

static double wait_for(pid_t pid, const char *program)
{
	struct rusage usage;
	int status;

	if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		bench_die(program, "failed");
	return (double)usage.ru_maxrss;
}

struct bench_cost bench_run(const char *program, ...)
{
	VEC(char *) arguments = {0};
	struct bench_cost cost;
	double begin;
	va_list ap;

	vec_push(&arguments, mem_strdup(program));
	va_start(ap, program);
	for (const char *argument = va_arg(ap, const char *); argument; argument = va_arg(ap, const char *))
		vec_push(&arguments, mem_strdup(argument));
	va_end(ap);
	vec_push(&arguments, (char *)NULL);
	begin = bench_now();
	cost.kibibytes = wait_for(start(arguments.v, NULL), program);
	cost.milliseconds = bench_now() - begin;
	VEC_FOREACH (&arguments, argument)
		free(*argument);
	vec_done(&arguments);
	return cost;
}

struct bench_cost bench_child(const char *part, size_t n, const char *file)
{
	_cleanup_free_ char *name = mem_strdup("/proc/self/exe"), *what = mem_strdup(part);
	_cleanup_free_ char *number = mem_printf("%zu", n), *path = mem_strdup(file ? file : "");
	char *const arguments[] = {name, what, number, path, NULL};
	struct bench_cost cost = {0};
	int output;
	pid_t pid = start(arguments, &output);
	FILE *stream = fdopen(output, "r");

	if (!stream || fscanf(stream, "%lf %lf", &cost.milliseconds, &cost.kibibytes) != 2)
		bench_die(part, "reports nothing");
	fclose(stream);
	wait_for(pid, part);
	return cost;
}

/* VmHWM and not the resource usage: that one remembers the caller's size across exec. */
static double own_peak(void)
{
	_cleanup_free_ char *line = NULL;
	FILE *stream = fopen("/proc/self/status", "re");
	double peak = 0;
	size_t size = 0;

	while (stream && getline(&line, &size, stream) > 0)
		if (sscanf(line, "VmHWM: %lf kB", &peak) == 1)
			break;
	if (stream)
		fclose(stream);
	return peak;
}

void bench_report(double milliseconds)
{
	printf("%f %f\n", milliseconds, own_peak());
}

static void set_field(struct rule *rule, const char *key, const char *text)
{
	_cleanup_error_ struct error err = {0};
	const struct field *field = field_find(&rule_fields, key);

	if (field_set(field, rule, text, &err) < 0)
		bench_die(key, err.message);
}

void bench_policy(size_t n, const char *protocol, struct policy *ret)
{
	policy_init(ret);
	for (size_t i = 0; i < n; i++) {
		_cleanup_free_ char *name = mem_printf("rule %zu", i + 1), *port = mem_printf("%zu", 1 + i % 30000);
		_cleanup_free_ char *address = mem_printf("10.%zu.%zu.%zu", i >> 16 & 255, i >> 8 & 255, i & 255);
		struct rule *rule = vec_add(&ret->rules);

		rule_init(rule);
		rule->id = (int64_t)i + 1;
		set_field(rule, "name", name);
		set_field(rule, "protocol", protocol);
		set_field(rule, "remote_service", port);
		set_field(rule, "remote_address", address);
	}
}

void bench_change_rule(struct policy *policy, size_t rule, unsigned turn)
{
	_cleanup_free_ char *port = mem_printf("%u", 30001 + turn);

	set_field(&policy->rules.v[rule], "remote_service", port);
}

void bench_compile(const struct policy *policy, struct ir *ret)
{
	_cleanup_error_ struct error err = {0};
	const struct environment nothing_known = {0};

	if (policy_compile(policy, &nothing_known, COMPILE_TIME, ret, &err) < 0)
		bench_die("compile", err.message);
}

struct kernel *bench_kernel(void)
{
	_cleanup_error_ struct error err = {0};
	struct kernel *kernel;

	if (kernel_open(&kernel, &err) < 0)
		bench_die("kernel", err.message);
	return kernel;
}

void bench_apply(struct kernel *kernel, const struct ir *ir)
{
	_cleanup_error_ struct error err = {0};

	if (kernel_apply(kernel, ir, NULL, &err) < 0)
		bench_die("apply", err.message);
}

void bench_write_text(const struct ir *ir, const char *file)
{
	_cleanup_str_ struct str text = {0};
	FILE *stream = fopen(file, "we");

	ir_text(ir, TEXT_REPLACE, &text);
	if (!stream || fputs(str_text(&text), stream) < 0 || fclose(stream) != 0)
		bench_die(file, strerror(errno));
}

void bench_line(const char *what, size_t n, const char *unit, double ours, double theirs, double target)
{
	double ratio = ours > 0 ? theirs / ours : 0;

	printf("%-46s %7zu %12.2f %12.2f %s %9.1fx", what, n, ours, theirs, unit, ratio);
	if (target > 0)
		printf("   %s %.3gx", ratio >= target ? "reaches" : "MISSES", target);
	printf("\n");
	fflush(stdout);
}
