check_PROGRAMS += tests/property/test-property
tests_property_test_property_SOURCES = \
	tests/property/frame.c tests/property/frame.h \
	tests/property/random.c tests/property/random.h \
	tests/property/random_environment.c \
	tests/property/test-property.c \
	tests/property/world.c tests/property/world.h
tests_property_test_property_LDADD = libkernel.a $(COMPILE_LIBS) $(NETLINK_LIBS)
