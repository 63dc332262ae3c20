// The part of ARPACK that KrylovEigenvalues puts a Swift face on: eigenvalues of real general matrices by reverse
// communication. Distributions put the header into a folder of its own or not; its two declarations are repeated, so that
// both do.
void dnaupd_c(
    int *ido, char const *bmat, int n, char const *which, int nev, double tol, double *resid, int ncv, double *v, int ldv,
    int *iparam, int *ipntr, double *workd, double *workl, int lworkl, int *info);
void dneupd_c(
    int rvec, char const *howmny, int const *select, double *dr, double *di, double *z, int ldz, double sigmar,
    double sigmai, double *workev, char const *bmat, int n, char const *which, int nev, double tol, double *resid,
    int ncv, double *v, int ldv, int *iparam, int *ipntr, double *workd, double *workl, int lworkl, int *info);
