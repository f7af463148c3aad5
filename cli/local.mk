bin_PROGRAMS += nftabs
nftabs_SOURCES = \
	cli/apply.c \
	cli/args.c \
	cli/check.c \
	cli/columns.c \
	cli/columns.h \
	cli/command.h \
	cli/commands.c \
	cli/complete.c \
	cli/context.c \
	cli/context.h \
	cli/counters.c \
	cli/diff.c \
	cli/diff.h \
	cli/edit.c \
	cli/explain.c \
	cli/export.c \
	cli/export.h \
	cli/findings.h \
	cli/help.c \
	cli/history.c \
	cli/history.h \
	cli/import.c \
	cli/main.c \
	cli/object-edit.c \
	cli/object.c \
	cli/object.h \
	cli/output.c \
	cli/output.h \
	cli/packet.c \
	cli/packet.h \
	cli/preset-apply.c \
	cli/preset.c \
	cli/preset.h \
	cli/rule-edit.c \
	cli/rule-list.c \
	cli/rule-order.c \
	cli/rule.h \
	cli/run.c \
	cli/run.h \
	cli/settings.c \
	cli/status.c \
	cli/suggest.c \
	cli/suggest.h \
	cli/wrap.c \
	cli/wrap.h
nftabs_LDADD = $(UI_LIBS)
