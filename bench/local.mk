# Benchmarks: built and run by `make bench`, as root.
EXTRA_PROGRAMS = bench/bench
bench_bench_SOURCES = bench/bench.c bench/bench.h bench/change.c bench/counters.c bench/kit.c bench/load.c bench/packet.c
bench_bench_LDADD = libkernel.a $(COMPILE_LIBS) $(NETLINK_LIBS)
CLEANFILES += bench/bench$(EXEEXT)

.PHONY: bench
bench: bench/bench$(EXEEXT)
	bench/bench$(EXEEXT)
