// The arithmetic of lists of lanes in memory, a call for many numbers: the same numbers, bit for bit, as the operations of
// CLaneMath.h one after the other. Each function is compiled for three levels of x86-64 (SSE2, AVX2, AVX-512) and the
// processor's is taken when the program is loaded, so that code which calls them is compiled once.
//
// A part is 8 doubles, a number of 32 lanes four parts; memory holds doubles and is aligned for them. `r` may be one of the
// operands.
#ifndef C_LANE_LISTS_H
#define C_LANE_LISTS_H

// r = a + b and so on, double by double.
void cl_many_sums(void *r, const void *a, const void *b, long parts);
void cl_many_differences(void *r, const void *a, const void *b, long parts);
void cl_many_products(void *r, const void *a, const void *b, long parts);
void cl_many_quotients(void *r, const void *a, const void *b, long parts);
// The larger of the two; NaN where either is.
void cl_many_maxima(void *r, const void *a, const void *b, long parts);
void cl_many_negatives(void *r, const void *a, long parts);
void cl_many_square_roots(void *r, const void *a, long parts);

// With a number s of 32 lanes and lists of as many `numbers`: r = s v, r = r + s v, r = v + s.
void cl_many_multiples(void *r, const void *s, const void *v, long numbers);
void cl_many_add_multiples(void *r, const void *s, const void *v, long numbers);
void cl_many_shifts(void *r, const void *s, const void *v, long numbers);
// The number r = ((0 + a_0 b_0) + a_1 b_1) + ...
void cl_many_inner_product(void *r, const void *a, const void *b, long numbers);
// The number r = r + a_0^2 + a_1^2 + ..., fused where the processor can: for watching sizes.
void cl_many_add_squares(void *r, const void *a, long numbers);
// r_i = r_i + s (((0 + e_1 v_1) + e_2 v_2) + ...) over the entries e of row i, which lie from starts[i] to starts[i + 1] and
// belong to columns[...] of v.
void cl_many_add_rows(void *r, const void *s, const int *starts, const int *columns, const double *entries, long rows,
                      const void *v);
// r_i = r_i + t ((0 + s (row i of a matrix times v)) + s' (row i of another times v')), rows as above; a matrix with null
// for its factor is left out.
void cl_many_add_multiples_of_rows(void *r, const void *t, const void *s, const int *starts, const int *columns,
                                   const double *entries, const void *v, const void *other_s, const int *other_starts,
                                   const int *other_columns, const double *other_entries, const void *other_v, long rows);

#endif
