noinst_LIBRARIES += libcompile.a libkernel.a libdeploy.a
libcompile_a_SOURCES = \
	backend/compile/build.c \
	backend/compile/build.h \
	backend/compile/compile.c \
	backend/compile/compile.h \
	backend/compile/compile_lines.c \
	backend/compile/ir.c \
	backend/compile/ir.h \
	backend/compile/ir_expr.h \
	backend/compile/ir_set.c \
	backend/compile/ir_set.h \
	backend/compile/lower.c \
	backend/compile/lower.h \
	backend/compile/lower_emit.c \
	backend/compile/lower_match.c \
	backend/compile/lower_services.c \
	backend/compile/lower_values.c \
	backend/compile/text.c \
	backend/compile/text.h \
	backend/compile/text_known.c \
	backend/compile/text_known.h \
	backend/compile/text_rule.c \
	backend/compile/text_rule.h \
	backend/compile/text_value.c \
	backend/compile/text_value.h

libkernel_a_SOURCES = \
	backend/kernel/attr.c \
	backend/kernel/attr.h \
	backend/kernel/batch.c \
	backend/kernel/batch.h \
	backend/kernel/counters.c \
	backend/kernel/data.c \
	backend/kernel/data.h \
	backend/kernel/dump.c \
	backend/kernel/dump.h \
	backend/kernel/expr-act.c \
	backend/kernel/expr-data.c \
	backend/kernel/expr-load.c \
	backend/kernel/expr.c \
	backend/kernel/expr.h \
	backend/kernel/kernel.c \
	backend/kernel/kernel.h \
	backend/kernel/names.c \
	backend/kernel/names.h \
	backend/kernel/others.c \
	backend/kernel/plan-elements.c \
	backend/kernel/plan-remember.c \
	backend/kernel/plan-rules.c \
	backend/kernel/plan-write.c \
	backend/kernel/plan.c \
	backend/kernel/plan.h \
	backend/kernel/refusal.c \
	backend/kernel/refusal.h \
	backend/kernel/socket.c \
	backend/kernel/socket.h \
	backend/kernel/state.h \
	backend/kernel/userdata.c \
	backend/kernel/userdata.h \
	backend/kernel/wire-chain.c \
	backend/kernel/wire-element.c \
	backend/kernel/wire-rule.c \
	backend/kernel/wire-set.c \
	backend/kernel/wire-subject.c \
	backend/kernel/wire-table.c \
	backend/kernel/wire.h

libdeploy_a_SOURCES = \
	backend/deploy/author.c \
	backend/deploy/author.h \
	backend/deploy/cgroup.c \
	backend/deploy/deploy.c \
	backend/deploy/deploy.h \
	backend/deploy/formats.c \
	backend/deploy/formats.h \
	backend/deploy/install.c \
	backend/deploy/lock.c \
	backend/deploy/names.c \
	backend/deploy/names_socket.c \
	backend/deploy/names_socket.h \
	backend/deploy/parts.h \
	backend/deploy/presets.c \
	backend/deploy/presets.h \
	backend/deploy/restarted.c \
	backend/deploy/revision.c \
	backend/deploy/revision.h \
	backend/deploy/rollback.c \
	backend/deploy/services.c \
	backend/deploy/sshd.c \
	backend/deploy/status.c \
	backend/deploy/step.c \
	backend/deploy/system.c \
	backend/deploy/system.h \
	backend/deploy/timer.c
