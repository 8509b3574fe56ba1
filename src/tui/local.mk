# The interface on a screen. One line a file; views are the view_ files.
dpipe_SOURCES += src/tui/app.h
dpipe_SOURCES += src/tui/command.c
dpipe_SOURCES += src/tui/grid.c
dpipe_SOURCES += src/tui/grid.h
dpipe_SOURCES += src/tui/grid_draw.c
dpipe_SOURCES += src/tui/key.c
dpipe_SOURCES += src/tui/key.h
dpipe_SOURCES += src/tui/keys.def
dpipe_SOURCES += src/tui/view.h
