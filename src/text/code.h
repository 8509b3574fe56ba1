/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of identifiers, shared by code.c and code_check.c. */
#ifndef DPI_TEXT_CODE_H
#define DPI_TEXT_CODE_H

#include <dpipe/text.h>

/* True when S is N digits. */
bool dpi_is_digits(dp_str s, size_t n);
/* True when the digits S satisfy Luhn's formula (ISO/IEC 7812-1). */
bool dpi_luhn(dp_str s);

/* The checks of dp_code_kind. */
int dpi_check_siren(dp_str s);
int dpi_check_siret(dp_str s);
int dpi_check_uai(dp_str s);
int dpi_check_rna(dp_str s);
int dpi_check_finess(dp_str s);
int dpi_check_tva(dp_str s);
int dpi_check_iban(dp_str s);
int dpi_check_nir(dp_str s);
int dpi_check_tel(dp_str s);

#endif
