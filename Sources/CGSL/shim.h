// The parts of the GNU Scientific Library that GSLNumerics puts a Swift face on.
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_multiroots.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_vector.h>

// GSL keeps its methods in variables that are never written; Swift cannot know that and takes them from functions.
static inline const gsl_multiroot_fdfsolver_type *counterplay_gsl_hybridsj(void) {
  return gsl_multiroot_fdfsolver_hybridsj;
}
static inline const gsl_root_fsolver_type *counterplay_gsl_brent(void) { return gsl_root_fsolver_brent; }
static inline const gsl_multimin_fminimizer_type *counterplay_gsl_nmsimplex2(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}
static inline const gsl_qrng_type *counterplay_gsl_sobol(void) { return gsl_qrng_sobol; }
