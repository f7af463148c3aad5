check_PROGRAMS += tests/base/test-str
tests_base_test_str_SOURCES = tests/base/test-str.c
tests_base_test_str_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
