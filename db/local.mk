noinst_LIBRARIES += libdb.a
libdb_a_SOURCES = \
	db/database.c \
	db/database.h \
	db/details.c \
	db/details.h \
	db/file.c \
	db/file.h \
	db/journal.c \
	db/journal.h \
	db/journal_changes.c \
	db/journal_changes.h \
	db/load.c \
	db/load.h \
	db/position.c \
	db/position.h \
	db/revert.c \
	db/revision.c \
	db/rows.c \
	db/rows.h \
	db/rows_writer.c \
	db/rows_writer.h \
	db/save.c \
	db/save.h \
	db/schema.c \
	db/schema.h \
	db/state.c \
	db/store.c \
	db/store.h \
	db/undo.c
