check_PROGRAMS += tests/widget/test-fields
tests_widget_test_fields_SOURCES = tests/widget/test-fields.c \
	tests/widget/bench.c tests/widget/bench.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_fields_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/widget/test-layers
tests_widget_test_layers_SOURCES = tests/widget/test-layers.c \
	tests/widget/stage.c tests/widget/stage.h \
	tests/widget/chance.c tests/widget/chance.h
tests_widget_test_layers_LDADD = $(WIDGET_LIBS) $(CMOCKA_LIBS)
