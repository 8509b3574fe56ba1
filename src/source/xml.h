/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * xml: a file of a spreadsheet, read from its start to its end and told
 * element by element. Nothing is kept, no other file is opened, and a
 * document type, by which entities could be made, is refused: neither
 * ECMA-376 (part 2, 9.1.1) nor ODF 1.2 (part 3, 3.1) has a use for one.
 */
#ifndef DPI_SOURCE_XML_H
#define DPI_SOURCE_XML_H

#include "source/bytes.h"

struct dpi_xml;

/* What is told of a file; a failure of START ends the reading. */
struct dpi_xml_handler {
	/*
	 * An element of the namespaces asked for, by its local name (others
	 * have the name ""): 0, or -1 with *ERR.
	 */
	int (*start)(void *self, const struct dpi_xml *x, dp_str name,
		     struct dp_err *err);
	int (*end)(void *self, dp_str name, struct dp_err *err);
	/* Some text in between; it may come in pieces. May be NULL. */
	void (*text)(void *self, dp_str text);
	/* Namespaces whose elements have names, ended by NULL. */
	const char *const *namespaces;
};

/*
 * Reads B, which is then its own, for HANDLER and SELF. NAME, for messages,
 * must outlive it. NULL on failure.
 */
struct dpi_xml *dpi_xml_open(struct dpi_bytes *b, const char *name,
			     const struct dpi_xml_handler *handler, void *self,
			     struct dp_err *err);
/* Tells some more: 1, 0 at the end, -1. */
int dpi_xml_step(struct dpi_xml *x, struct dp_err *err);
void dpi_xml_close(struct dpi_xml *x);
/* All of it at once: open, step to the end, close. 0 or -1. B may be NULL:
 * a failure that ERR tells already. */
int dpi_xml_read(struct dpi_bytes *b, const char *name,
		 const struct dpi_xml_handler *handler, void *self,
		 struct dp_err *err);

/*
 * In a START: the attribute NAME of the element, whose namespace ends with
 * SPACE (NULL: it has none). p == NULL: it is not there. Holds until the
 * next call.
 */
dp_str dpi_xml_attribute(const struct dpi_xml *x, const char *space,
			 const char *name);
/* The same as a whole number from 0 on; DEFAULT where there is none. */
uint64_t dpi_xml_count(const struct dpi_xml *x, const char *space,
		       const char *name, uint64_t otherwise);
/* The same as a truth: 1, true, on. */
bool dpi_xml_is(const struct dpi_xml *x, const char *space, const char *name);

#endif
