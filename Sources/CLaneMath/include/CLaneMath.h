// The arithmetic of lanes on whole registers. Swift's SIMD types compute one lane after the other, or pass registers to
// functions as pairs of lanes, and count on the compiler to join them again; in long expressions it does not, and a step
// then takes several times as long (its square root even calls the C library once a lane). Each lane's result is that of
// the operation on double, bit for bit: nothing is fused, but for cl_square_plus, whose result is only
// compared. Inline, so that every module compiles them for its processors.
#ifndef C_LANE_MATH_H
#define C_LANE_MATH_H

#include "CLaneEigenvalues.h"
#include "CLaneLists.h"

#define CL_INLINE static inline __attribute__((always_inline))

// SIMD8<Double>, and a SIMD8<Int64> that is -1 where something holds and 0 elsewhere.
typedef double cl_part __attribute__((ext_vector_type(8)));
typedef long long cl_mask __attribute__((ext_vector_type(8)));

CL_INLINE cl_part cl_sum(cl_part a, cl_part b) { return a + b; }
CL_INLINE cl_part cl_difference(cl_part a, cl_part b) { return a - b; }
CL_INLINE cl_part cl_product(cl_part a, cl_part b) { return a * b; }
CL_INLINE cl_part cl_quotient(cl_part a, cl_part b) { return a / b; }
CL_INLINE cl_part cl_negative(cl_part a) { return -a; }
CL_INLINE cl_part cl_square_root(cl_part a) { return __builtin_elementwise_sqrt(a); }
CL_INLINE cl_part cl_square_plus(cl_part a, cl_part sum) {
#pragma clang fp contract(fast)
  return a * a + sum;
}

// For watching sizes: the larger of |a| and g >= 0, or g where a is NaN, by one instruction of AVX-512, which computes beside
// products and sums; elsewhere a^2 + g.
#ifdef __AVX512DQ__
CL_INLINE cl_part cl_gathered(cl_part a, cl_part g) {
  // 11: the greater absolute value (3), its sign cleared (8); 4: rounding as it is set. The builtin, since the header of all
  // of them would be read for every module.
  return __builtin_ia32_rangepd512_mask(g, a, 11, g, (unsigned char)-1, 4);
}
CL_INLINE _Bool cl_gathers_greatest(void) { return 1; }
#else
CL_INLINE cl_part cl_gathered(cl_part a, cl_part g) {
#pragma clang fp contract(fast)
  return a * a + g;
}
CL_INLINE _Bool cl_gathers_greatest(void) { return 0; }
#endif

// False where either is NaN.
CL_INLINE cl_mask cl_less(cl_part a, cl_part b) { return (cl_mask)(a < b); }
CL_INLINE cl_mask cl_at_most(cl_part a, cl_part b) { return (cl_mask)(a <= b); }
CL_INLINE cl_mask cl_equal(cl_part a, cl_part b) { return (cl_mask)(a == b); }

// b where the mask holds, elsewhere a. Casts of vectors keep the bits.
CL_INLINE cl_part cl_choice(cl_part a, cl_part b, cl_mask m) {
  return (cl_part)(((cl_mask)a & ~m) | ((cl_mask)b & m));
}

CL_INLINE cl_mask cl_and(cl_mask a, cl_mask b) { return a & b; }
CL_INLINE cl_mask cl_or(cl_mask a, cl_mask b) { return a | b; }
CL_INLINE cl_mask cl_not(cl_mask a) { return ~a; }
CL_INLINE _Bool cl_any(cl_mask m) { return __builtin_reduce_or(m) != 0; }
CL_INLINE _Bool cl_all(cl_mask m) { return __builtin_reduce_and(m) != 0; }

#endif
