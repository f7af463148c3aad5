noinst_LIBRARIES += libcompile.a libkernel.a libdeploy.a
libcompile_a_SOURCES = \
	backend/compile/compile.h \
	backend/compile/ir.c backend/compile/ir.h \
	backend/compile/ir_set.c \
	backend/compile/text.h

libkernel_a_SOURCES = backend/kernel/kernel.h

libdeploy_a_SOURCES = \
	backend/deploy/deploy.h \
	backend/deploy/system.h
