# Benchmarks: built and run by `make bench`, as root.
EXTRA_PROGRAMS = bench/bench
bench_bench_SOURCES = bench/bench.c bench/bench.h bench/change.c bench/counters.c bench/kit.c bench/load.c bench/packet.c
bench_bench_LDADD = libkernel.a $(COMPILE_LIBS) $(NETLINK_LIBS)
EXTRA_DIST += bench/README.md bench/ui_bus.sh
CLEANFILES += bench/bench$(EXEEXT)

.PHONY: bench
bench: bench/bench$(EXEEXT)
	bench/bench$(EXEEXT)

# The editor against other programs in a terminal.
if HAVE_VTERM
EXTRA_PROGRAMS += bench/ui
bench_ui_SOURCES = bench/ui.c bench/ui.h bench/ui_kit.c
bench_ui_LDADD = $(VT_LIBS)
CLEANFILES += bench/ui$(EXEEXT)

.PHONY: bench-ui
bench-ui: bench/ui$(EXEEXT) nftabs$(EXEEXT)
	top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' bench/ui$(EXEEXT)
endif
