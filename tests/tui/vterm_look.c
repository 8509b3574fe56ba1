/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the screen, and in which state the terminal is. */
#include "vterm_inner.h"

#include <stdlib.h>
#include <string.h>

static size_t
put_char(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	to[0] = (char)(0xe0 | (c >> 12 & 0x0f));
	to[1] = (char)(0x80 | (c >> 6 & 0x3f));
	to[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

static VTermScreenCell
cell_at(struct vt *v, int row, int col)
{
	VTermPos at = { row, col };
	VTermScreenCell cell;

	(void)vterm_screen_get_cell(v->screen, at, &cell);
	return cell;
}

const char *
vt_text(struct vt *v)
{
	size_t n = 0;

	for (int row = 0; row < v->rows; row++) {
		size_t end = n;

		for (int col = 0; col < v->cols && n < TEXT_BYTES - 32;) {
			VTermScreenCell c = cell_at(v, row, col);

			/* up to the first that is 0 */
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL &&
					c.chars[i] && c.chars[i] != UINT32_MAX;
			     i++)
				n += put_char(v->text + n, c.chars[i]);
			if (!c.chars[0])
				v->text[n++] = ' ';
			if (v->text[n - 1] != ' ')
				end = n;
			col += c.width > 0 ? c.width : 1;
		}
		n = end;
		v->text[n++] = '\n';
	}
	v->text[n] = '\0';
	return v->text;
}

char *
vt_cells(struct vt *v)
{
	size_t cap = (size_t)v->rows * (size_t)v->cols * 16 + 64, n = 0;
	char *out = malloc(cap);

	if (!out)
		abort();
	for (int row = 0; row < v->rows; row++) {
		for (int col = 0; col < v->cols; col++) {
			VTermScreenCell c = cell_at(v, row, col);
			uint32_t letter = c.chars[0] ? c.chars[0] : ' ';

			if (letter == UINT32_MAX)
				continue;
			out[n++] = (char)('0' + (c.attrs.bold ? 1 : 0) +
					  (c.attrs.reverse ? 2 : 0) +
					  (c.attrs.underline ? 4 : 0));
			n += put_char(out + n, letter);
		}
		out[n++] = '\n';
	}
	out[n] = '\0';
	return out;
}

bool
vt_has(struct vt *v, const char *text)
{
	return strstr(vt_text(v), text) != NULL;
}

/* Whether the private mode MODE is on, by what was written last about it. */
static bool
mode_is_on(const struct vt *v, int mode)
{
	bool on = false;

	for (size_t i = 0; i + 3 < v->n; i++) {
		bool named = false;
		int value = 0;

		if (memcmp(v->bytes + i, "\033[?", 3) != 0)
			continue;
		for (i += 3; i < v->n; i++) {
			char c = v->bytes[i];

			if (c >= '0' && c <= '9') {
				value = value * 10 + c - '0';
				continue;
			}
			named = named || value == mode;
			value = 0;
			if (c != ';')
				break;
		}
		if (named && i < v->n)
			on = v->bytes[i] == 'h';
	}
	return on;
}

void
vt_state(struct vt *v, struct vt_state *out)
{
	memset(out, 0, sizeof *out);
	(void)tcgetattr(v->fd, &out->tty);
	out->alternate = v->alternate;
	out->cursor = v->cursor;
	out->mouse = mode_is_on(v, 1000);
	out->paste = mode_is_on(v, 2004);
}

size_t
vt_colours(const struct vt *v)
{
	size_t n, found = 0;
	const char *p = vt_bytes(v, &n);

	for (size_t i = 0; i + 2 < n; i++) {
		bool coloured = false;
		int value = 0;

		if (p[i] != '\033' || p[i + 1] != '[')
			continue;
		for (i += 2;
		     i < n && (p[i] == ';' || (p[i] >= '0' && p[i] <= '9'));
		     i++) {
			value = p[i] == ';' ? 0 : value * 10 + p[i] - '0';
			coloured = coloured || (value >= 30 && value <= 49) ||
				   (value >= 90 && value <= 107);
		}
		found += coloured && i < n && p[i] == 'm';
	}
	return found;
}
