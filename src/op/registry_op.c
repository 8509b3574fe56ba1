/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operations known. Their list, ops.def, is made from local.mk when the
 * program is built; nothing is to be added here.
 */
#include <dpipe/op.h>

#define DP_OP(name) extern const struct dp_op_class dpi_op_##name;
#include "op/ops.def"
#undef DP_OP

static const struct dp_op_class *const ops[] = {
#define DP_OP(name) &dpi_op_##name,
#include "op/ops.def"
#undef DP_OP
};

size_t
dp_op_count(void)
{
	return sizeof ops / sizeof ops[0];
}

const struct dp_op_class *
dp_op_at(size_t i)
{
	return i < dp_op_count() ? ops[i] : NULL;
}

const struct dp_op_class *
dp_op_find(dp_str name)
{
	for (size_t i = 0; i < dp_op_count(); i++)
		if (dp_str_is(name, ops[i]->name))
			return ops[i];
	return NULL;
}
