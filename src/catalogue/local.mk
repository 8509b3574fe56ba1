libdpipe_a_SOURCES += src/catalogue/catalogue.c
libdpipe_a_SOURCES += src/catalogue/index.c
libdpipe_a_SOURCES += src/catalogue/inner.h
libdpipe_a_SOURCES += src/catalogue/licence.c
libdpipe_a_SOURCES += src/catalogue/search.c
libdpipe_a_SOURCES += src/catalogue/sheet.c
libdpipe_a_SOURCES += src/catalogue/store.c
libdpipe_a_SOURCES += src/catalogue/query_words.c
