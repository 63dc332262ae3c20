#include "CLaneLists.h"

#if defined(__x86_64__) && defined(__linux__)
#define CL_EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CL_EVERY_PROCESSOR
#endif

// Eight doubles, wherever they lie. Expressions in place of CLaneMath.h's functions, which cannot be inlined into code
// for another processor.
typedef double part __attribute__((ext_vector_type(8), aligned(8)));
typedef long long mask __attribute__((ext_vector_type(8)));
enum { PARTS = 4 };

#pragma STDC FP_CONTRACT OFF

#define CL_BINARY(name, expression)                                                           \
  CL_EVERY_PROCESSOR void name(void *result, const void *left, const void *right, long parts) { \
    part *r = (part *)result;                                                                 \
    const part *x = (const part *)left, *y = (const part *)right;                             \
    for (long i = 0; i < parts; i++) {                                                        \
      part a = x[i], b = y[i];                                                                \
      r[i] = expression;                                                                      \
    }                                                                                         \
  }
#define CL_UNARY(name, expression)                                          \
  CL_EVERY_PROCESSOR void name(void *result, const void *operand, long parts) { \
    part *r = (part *)result;                                               \
    const part *x = (const part *)operand;                                  \
    for (long i = 0; i < parts; i++) {                                      \
      part a = x[i];                                                        \
      r[i] = expression;                                                    \
    }                                                                       \
  }
// b where m holds, else a.
#define CL_CHOICE(a, b, m) ((part)(((mask)(a) & ~(m)) | ((mask)(b) & (m))))

CL_BINARY(cl_many_sums, a + b)
CL_BINARY(cl_many_differences, a - b)
CL_BINARY(cl_many_products, a *b)
CL_BINARY(cl_many_quotients, a / b)
// b where a < b or b is NaN, else a, which may be NaN itself.
CL_BINARY(cl_many_maxima, CL_CHOICE(a, b, (mask)(a < b) | (mask)(b != b)))
CL_UNARY(cl_many_negatives, -a)
CL_UNARY(cl_many_square_roots, __builtin_elementwise_sqrt(a))

#define CL_WITH_NUMBER(name, expression)                                                       \
  CL_EVERY_PROCESSOR void name(void *result, const void *number, const void *list, long numbers) { \
    part *r = (part *)result;                                                                  \
    const part *v = (const part *)list;                                                        \
    for (int k = 0; k < PARTS; k++) {                                                          \
      part s = ((const part *)number)[k];                                                      \
      for (long i = k; i < numbers * PARTS; i += PARTS) r[i] = expression;                     \
    }                                                                                          \
  }

CL_WITH_NUMBER(cl_many_multiples, s *v[i])
CL_WITH_NUMBER(cl_many_add_multiples, r[i] + s * v[i])
CL_WITH_NUMBER(cl_many_shifts, v[i] + s)

CL_EVERY_PROCESSOR void cl_many_inner_product(void *result, const void *left, const void *right, long numbers) {
  const part *a = (const part *)left, *b = (const part *)right;
  part sums[PARTS] = {0};
  for (long i = 0; i < numbers; i++)
    for (int k = 0; k < PARTS; k++) sums[k] = sums[k] + a[i * PARTS + k] * b[i * PARTS + k];
  for (int k = 0; k < PARTS; k++) ((part *)result)[k] = sums[k];
}

CL_EVERY_PROCESSOR void cl_many_add_squares(void *result, const void *list, long numbers) {
#pragma clang fp contract(fast)
  const part *a = (const part *)list;
  for (int k = 0; k < PARTS; k++) {
    part sum = ((part *)result)[k];
    for (long i = k; i < numbers * PARTS; i += PARTS) sum = a[i] * a[i] + sum;
    ((part *)result)[k] = sum;
  }
}

// Adds s times the product of a row with v to sums.
#define CL_ADD_ROW(sums, s, starts, columns, entries, v)                                                     \
  do {                                                                                                       \
    part products[PARTS] = {0};                                                                              \
    for (int e = starts[i]; e < starts[i + 1]; e++)                                                          \
      for (int k = 0; k < PARTS; k++)                                                                        \
        products[k] = products[k] + entries[e] * ((const part *)(v))[(long)columns[e] * PARTS + k];          \
    for (int k = 0; k < PARTS; k++) (sums)[k] = (sums)[k] + ((const part *)(s))[k] * products[k];            \
  } while (0)

CL_EVERY_PROCESSOR void cl_many_add_rows(void *result, const void *number, const int *starts, const int *columns,
                                         const double *entries, long rows, const void *list) {
  for (long i = 0; i < rows; i++) CL_ADD_ROW((part *)result + i * PARTS, number, starts, columns, entries, list);
}

CL_EVERY_PROCESSOR void cl_many_add_multiples_of_rows(void *result, const void *t, const void *number, const int *starts,
                                                      const int *columns, const double *entries, const void *list,
                                                      const void *other_number, const int *other_starts,
                                                      const int *other_columns, const double *other_entries,
                                                      const void *other_list, long rows) {
  for (long i = 0; i < rows; i++) {
    part sums[PARTS] = {0};
    if (number) CL_ADD_ROW(sums, number, starts, columns, entries, list);
    if (other_number) CL_ADD_ROW(sums, other_number, other_starts, other_columns, other_entries, other_list);
    part *r = (part *)result + i * PARTS;
    for (int k = 0; k < PARTS; k++) r[k] = r[k] + ((const part *)t)[k] * sums[k];
  }
}
