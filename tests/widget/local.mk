check_PROGRAMS += tests/widget/test-fields
tests_widget_test_fields_SOURCES = tests/widget/test-fields.c tests/widget/bench.c tests/widget/bench.h
tests_widget_test_fields_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
