check_PROGRAMS += tests/base/test-str
tests_base_test_str_SOURCES = tests/base/test-str.c
tests_base_test_str_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/base/test-zone
tests_base_test_zone_SOURCES = tests/base/test-zone.c
tests_base_test_zone_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
