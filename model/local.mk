noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	model/address.h \
	model/check.h \
	model/diff.h \
	model/document.h \
	model/endpoint.h \
	model/environment.h \
	model/evaluate.h \
	model/field.h \
	model/log.h \
	model/nesting.c model/nesting.h \
	model/policy.h \
	model/port.h \
	model/program.h \
	model/protocol.h \
	model/resolve.c model/resolve.h \
	model/resolve_services.c \
	model/rule.h \
	model/table.h \
	model/validity.c model/validity.h \
	model/validity_parse.c \
	model/validity_split.c \
	model/weekday.c model/weekday.h
