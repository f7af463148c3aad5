noinst_LIBRARIES += libdb.a
libdb_a_SOURCES = db/store.h
