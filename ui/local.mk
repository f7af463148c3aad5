noinst_LIBRARIES += libwidget.a
libwidget_a_SOURCES = \
	ui/widget/canvas.c ui/widget/canvas.h \
	ui/widget/check_field.c ui/widget/check_field.h \
	ui/widget/combo_field.c ui/widget/combo_field.h \
	ui/widget/dialog.c ui/widget/dialog.h \
	ui/widget/dialog_draw.c \
	ui/widget/flow.c ui/widget/flow.h \
	ui/widget/flow_draw.c \
	ui/widget/form.c ui/widget/form.h \
	ui/widget/form_draw.c \
	ui/widget/guide.c ui/widget/guide.h \
	ui/widget/guide_keys.c \
	ui/widget/key.c ui/widget/key.h \
	ui/widget/list_field.c ui/widget/list_field.h \
	ui/widget/list_field_draw.c \
	ui/widget/loop.c ui/widget/loop.h \
	ui/widget/menu.c ui/widget/menu.h \
	ui/widget/message.c ui/widget/message.h \
	ui/widget/note.c \
	ui/widget/picker.c ui/widget/picker.h \
	ui/widget/progress.c ui/widget/progress.h \
	ui/widget/radio_field.c ui/widget/radio_field.h \
	ui/widget/screen.c ui/widget/screen.h \
	ui/widget/style.h \
	ui/widget/table.c ui/widget/table.h \
	ui/widget/table_columns.c \
	ui/widget/table_draw.c \
	ui/widget/table_rows.c \
	ui/widget/table_sort.c \
	ui/widget/tabs.c ui/widget/tabs.h \
	ui/widget/terminal.c ui/widget/terminal.h \
	ui/widget/terminal_input.c \
	ui/widget/terminal_private.h \
	ui/widget/terminal_print.c \
	ui/widget/terminal_probe.c \
	ui/widget/terminal_style.c ui/widget/terminal_style.h \
	ui/widget/text.c ui/widget/text.h \
	ui/widget/text_field.c ui/widget/text_field.h \
	ui/widget/text_view.c ui/widget/text_view.h \
	ui/widget/week_grid.c ui/widget/week_grid.h \
	ui/widget/widget.c ui/widget/widget.h

noinst_LIBRARIES += libui.a
libui_a_SOURCES = \
	ui/action.c ui/action.h \
	ui/apply.c ui/apply.h \
	ui/apply_keep.c \
	ui/apply_run.c \
	ui/apply_ssh.c \
	ui/changes.c ui/changes.h \
	ui/check.c ui/check.h \
	ui/detail.c ui/detail.h \
	ui/editor.c ui/editor.h \
	ui/documents.h \
	ui/export.c \
	ui/field_widget.c ui/field_widget.h \
	ui/fields_dialog.c ui/fields_dialog.h \
	ui/file_dialog.c ui/file_dialog.h \
	ui/file_names.c ui/file_names.h \
	ui/firewall.c ui/firewall.h \
	ui/firewall_actions.c \
	ui/firewall_cell.c ui/firewall_cell.h \
	ui/firewall_edit.c \
	ui/firewall_group.c \
	ui/firewall_marks.c \
	ui/firewall_move.c \
	ui/firewall_pending.c \
	ui/firewall_print.c \
	ui/firewall_rows.c \
	ui/firewall_search.c \
	ui/help.c ui/help.h \
	ui/history.c \
	ui/hits.c ui/hits.h \
	ui/id_set.c ui/id_set.h \
	ui/import.c \
	ui/job.c ui/job.h \
	ui/key_bar.c ui/key_bar.h \
	ui/loading.c ui/loading.h \
	ui/log_field.c ui/log_field.h \
	ui/main_actions.c \
	ui/main_screen.c ui/main_screen.h \
	ui/menu_bar.c ui/menu_bar.h \
	ui/objects.c \
	ui/pick.c ui/pick.h \
	ui/pick_applications.c \
	ui/pick_installed.c \
	ui/pick_sources.c ui/pick_sources.h \
	ui/presets_choose.c \
	ui/presets_page.c ui/presets_page.h \
	ui/print.c ui/print.h \
	ui/prompt.c ui/prompt.h \
	ui/review.c ui/review.h \
	ui/review_nft.c \
	ui/rule_dialog.c ui/rule_dialog.h \
	ui/settings.c ui/settings.h \
	ui/status.c ui/status.h \
	ui/title.c ui/title.h \
	ui/ui.c ui/ui.h \
	ui/usage.c ui/usage.h \
	ui/validity_field.c ui/validity_field.h \
	ui/view.h
