# model
check_PROGRAMS += tests/model/test-validity
tests_model_test_validity_SOURCES = tests/model/test-validity.c
tests_model_test_validity_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
