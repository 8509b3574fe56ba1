/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XML by libxml2, which nothing else may include, pushed piece by piece. Its
 * own limits hold: texts of 10 MB, 256 elements inside one another.
 */
#include <libxml/parser.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/lazy.h"
#include "source/xml.h"

/* From 2.14 on it has another binary interface. */
#define NEW_XML (LIBXML_VERSION >= 21400)

/* Small, since what a piece makes is kept until it was read. */
#define PIECE_BYTES 4096

#define XML_FUNCTIONS(X) \
	X(xmlCreatePushParserCtxt) \
	X(xmlCtxtGetLastError) \
	X(xmlCtxtUseOptions) \
	X(xmlFreeParserCtxt) \
	X(xmlParseChunk) \
	X(xmlStopParser)

struct xml_api {
	XML_FUNCTIONS(DPI_LAZY_MEMBER)
};

#define DPI_LAZY_API struct xml_api
static const struct dpi_lazy wanted[] = { XML_FUNCTIONS(DPI_LAZY_ROW) };
static const struct dpi_library library = {
	.name = "xml2",
	.abi = NEW_XML ? "16" : "2",
	.package = NEW_XML ? "libxml2-16" : "libxml2",
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

struct dpi_xml {
	struct xml_api api;
	xmlParserCtxtPtr parser;
	struct dpi_bytes *bytes;
	const char *name;
	const struct dpi_xml_handler *handler;
	void *self;
	const xmlChar **attribute; /* five pointers each */
	int n_attributes;
	char *value; /* of an attribute that had to be rewritten */
	size_t value_bytes;
	bool failed, ended;
	struct dp_err err;
	char piece[PIECE_BYTES];
};

static const char *
c(const xmlChar *s)
{
	return (const char *)s;
}

static void
stop(struct dpi_xml *x)
{
	x->failed = true;
	x->api.xmlStopParser(x->parser);
}

/* NAME, or "" where its namespace URI is none of those asked for. */
static dp_str
known_name(const struct dpi_xml *x, const xmlChar *name, const xmlChar *uri)
{
	for (const char *const *n = x->handler->namespaces; uri && *n; n++)
		if (strcmp(c(uri), *n) == 0)
			return dp_str_c(c(name));
	return DP_S("");
}

static void
on_start(void *self, const xmlChar *name, const xmlChar *prefix,
	 const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
	 int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct dpi_xml *x = self;

	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	if (x->failed)
		return;
	x->attribute = attributes;
	x->n_attributes = n_attributes;
	if (x->handler->start(x->self, x, known_name(x, name, uri), &x->err))
		stop(x);
	x->n_attributes = 0;
}

static void
on_end(void *self, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
	struct dpi_xml *x = self;

	(void)prefix;
	if (!x->failed && x->handler->end &&
	    x->handler->end(x->self, known_name(x, name, uri), &x->err))
		stop(x);
}

static void
on_text(void *self, const xmlChar *p, int n)
{
	struct dpi_xml *x = self;

	if (!x->failed && x->handler->text && n > 0)
		x->handler->text(x->self, (dp_str){ c(p), (size_t)n });
}

static void
on_document_type(void *self, const xmlChar *name, const xmlChar *id,
		 const xmlChar *system)
{
	struct dpi_xml *x = self;

	(void)name;
	(void)id;
	(void)system;
	(void)dp_fail(&x->err, DP_EDATA,
		      _("%s declares a document type, by which a few bytes can "
			"stand for many; no spreadsheet needs that, and it is "
			"refused."),
		      x->name);
	stop(x);
}

static void
on_trouble(void *self, const char *format, ...)
{
	/* Nothing is printed; xmlCtxtGetLastError tells. */
	(void)self;
	(void)format;
}

/* ---- pieces ----------------------------------------------------------- */

struct dpi_xml *
dpi_xml_open(struct dpi_bytes *b, const char *name,
	     const struct dpi_xml_handler *handler, void *self,
	     struct dp_err *err)
{
	struct dpi_xml *x = dp_alloc0(sizeof *x);
	xmlSAXHandler sax;

	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = sax.ignorableWhitespace = sax.cdataBlock = on_text;
	sax.internalSubset = on_document_type;
	sax.warning = sax.error = on_trouble;
	x->bytes = b;
	x->name = name;
	x->handler = handler;
	x->self = self;
	if (dpi_lazy_open(&library, &x->api, err) == 0) {
		x->parser = x->api.xmlCreatePushParserCtxt(&sax, x, NULL, 0,
							   NULL);
		if (!x->parser)
			(void)dp_fail(err, DP_EDATA,
				      _("%s cannot be read as XML."), name);
	}
	if (x->parser) {
		(void)x->api.xmlCtxtUseOptions(x->parser,
					       XML_PARSE_NONET |
						       XML_PARSE_NOERROR |
						       XML_PARSE_NOWARNING);
		return x;
	}
	dpi_xml_close(x);
	return NULL;
}

/* Why the parser stopped. */
static int
trouble(const struct dpi_xml *x, struct dp_err *err)
{
	const xmlError *e = x->api.xmlCtxtGetLastError(x->parser);
	int line = e ? e->line : 0;

	if (x->err.code != DP_OK) {
		*err = x->err;
		return -1;
	}
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged: its XML breaks off or makes no sense "
			 "on line %d. Open it in a spreadsheet program and "
			 "save it again."),
		       x->name, line);
}

/* Did the parser meet what it cannot go on after? */
static bool
is_broken(const struct dpi_xml *x)
{
	const xmlError *e = x->api.xmlCtxtGetLastError(x->parser);

	return e && e->level == XML_ERR_FATAL;
}

int
dpi_xml_step(struct dpi_xml *x, struct dp_err *err)
{
	ptrdiff_t got;

	if (x->ended)
		return 0;
	got = dpi_bytes_read(x->bytes, x->piece, sizeof x->piece, err);
	if (got < 0)
		return -1;
	x->ended = got == 0;
	(void)x->api.xmlParseChunk(x->parser, x->piece, (int)got, x->ended);
	if (x->failed || is_broken(x))
		return trouble(x, err);
	return x->ended ? 0 : 1;
}

void
dpi_xml_close(struct dpi_xml *x)
{
	if (!x)
		return;
	if (x->parser)
		x->api.xmlFreeParserCtxt(x->parser);
	dpi_bytes_close(x->bytes);
	free(x->value);
	free(x);
}

int
dpi_xml_read(struct dpi_bytes *b, const char *name,
	     const struct dpi_xml_handler *handler, void *self,
	     struct dp_err *err)
{
	struct dpi_xml *x = b ? dpi_xml_open(b, name, handler, self, err) :
				NULL;
	int status = x ? 1 : -1;

	while (status > 0)
		status = dpi_xml_step(x, err);
	dpi_xml_close(x);
	return status;
}

/* ---- attributes ------------------------------------------------------- */

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && memcmp(s + n - k, end, k) == 0;
}

/*
 * Without a tree, libxml2 leaves "&#38;" for each & in an attribute: what
 * makes the tree would read it once more.
 */
static dp_str
with_ampersands(const struct dpi_xml *x, dp_str s)
{
	struct dpi_xml *own = (struct dpi_xml *)x;
	size_t n = 0;

	if (dp_str_search(s, DP_S("&#38;")) < 0)
		return s;
	if (s.n > x->value_bytes) {
		own->value = dp_realloc(own->value, s.n);
		own->value_bytes = s.n;
	}
	for (size_t i = 0; i < s.n; n++) {
		own->value[n] = s.p[i];
		i += dp_str_starts(dp_str_from(s, i), "&#38;") ? 5 : 1;
	}
	return (dp_str){ own->value, n };
}

dp_str
dpi_xml_attribute(const struct dpi_xml *x, const char *space, const char *name)
{
	for (int i = 0; i < x->n_attributes; i++) {
		const xmlChar **a = x->attribute + i * 5L;

		if (strcmp(c(a[0]), name) != 0)
			continue;
		if (space ? !a[2] || !ends_with(c(a[2]), space) : a[2] != NULL)
			continue;
		return with_ampersands(x, (dp_str){ c(a[3]),
						    (size_t)(a[4] - a[3]) });
	}
	return (dp_str){ NULL, 0 };
}

uint64_t
dpi_xml_count(const struct dpi_xml *x, const char *space, const char *name,
	      uint64_t otherwise)
{
	dp_str s = dpi_xml_attribute(x, space, name);
	int64_t n;

	if (!s.p || !dp_str_int(s, &n) || n < 0)
		return otherwise;
	return (uint64_t)n;
}

bool
dpi_xml_is(const struct dpi_xml *x, const char *space, const char *name)
{
	dp_str s = dpi_xml_attribute(x, space, name);

	return dp_str_is(s, "1") || dp_str_is(s, "true") || dp_str_is(s, "on");
}
