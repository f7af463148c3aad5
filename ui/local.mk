noinst_LIBRARIES += libwidget.a
libwidget_a_SOURCES = \
	ui/widget/canvas.c ui/widget/canvas.h \
	ui/widget/key.c ui/widget/key.h \
	ui/widget/loop.c ui/widget/loop.h \
	ui/widget/screen.c ui/widget/screen.h \
	ui/widget/style.h \
	ui/widget/terminal.c ui/widget/terminal.h \
	ui/widget/terminal_input.c \
	ui/widget/terminal_probe.c ui/widget/terminal_private.h \
	ui/widget/terminal_style.c ui/widget/terminal_style.h \
	ui/widget/text.c ui/widget/text.h \
	ui/widget/widget.c ui/widget/widget.h
