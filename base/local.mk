noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	base/civil.c \
	base/delta.c base/delta.h \
	base/error.c base/error.h \
	base/file.c base/file.h \
	base/i18n.c base/i18n.h \
	base/mem.c base/mem.h \
	base/str.c base/str.h \
	base/utf8.c base/utf8.h \
	base/vec.c base/vec.h \
	base/watch.c base/watch.h \
	base/words.c base/words.h \
	base/zone.c base/zone.h \
	base/zone_rule.c base/zone_rule.h
