/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

/*
 * Benchmarks against nft(8), paired in one run and told as ratios. Everything that is measured for memory runs in a process
 * of its own: the program calls itself with the name of a part (bench_child), so that the caller stays small. Every pair
 * gets a network namespace of its own.
 */

#include "backend/compile/compile.h"
#include "backend/kernel/kernel.h"
#include "model/policy.h"

#define BENCH_NFT  "/usr/sbin/nft"
#define BENCH_RUNS 15 /* most runs of one measurement */

/* What one process took. */
struct bench_cost {
	double milliseconds;
	double kibibytes; /* peak resident */
};

/* Several runs of one thing, of which the median counts. */
struct bench_runs {
	struct bench_cost v[BENCH_RUNS];
	size_t n;
};
void bench_add(struct bench_runs *runs, struct bench_cost cost);
double bench_time(const struct bench_runs *runs);
double bench_memory(const struct bench_runs *runs);

double bench_now(void); /* milliseconds of the monotonic clock */

/* All of these end the program with a message when they fail: a benchmark that goes on would tell lies. */
_Noreturn void bench_die(const char *what, const char *why);
void bench_namespace(void); /* enters a new one with loopback up */
/* Runs a program (NULL ends the arguments) to its end, its output thrown away. */
struct bench_cost bench_run(const char *program, ...);
/* Runs a part of this program in a process of its own, which reports by bench_report(). */
struct bench_cost bench_child(const char *part, size_t n, const char *file);
void bench_report(double milliseconds);

/* A policy of n outbound rules "allow PROTOCOL to one address and port", all different, ids from 1. */
void bench_policy(size_t n, const char *protocol, struct policy *ret);
/* Changes the port of one rule to another that no rule has. */
void bench_change_rule(struct policy *policy, size_t rule, unsigned turn);
void bench_compile(const struct policy *policy, struct ir *ret);
struct kernel *bench_kernel(void);
void bench_apply(struct kernel *kernel, const struct ir *ir);
/* Writes the policy's nft text to a file that replaces the table. */
void bench_write_text(const struct ir *ir, const char *file);

/* One line of the table. target: the least ratio wanted, 0 none. */
void bench_line(const char *what, size_t n, const char *unit, double ours, double theirs, double target);

/* The parts: each measures and prints its lines; child parts are the processes they start. */
void bench_load(const char *directory);
void bench_load_child(size_t n, const char *file);
void bench_text_child(size_t n, const char *file);
void bench_changes(const char *directory);
void bench_change_child(size_t n, const char *file);
void bench_counters(const char *directory);
void bench_counters_child(size_t n, const char *file);
void bench_packets(void);

#endif
