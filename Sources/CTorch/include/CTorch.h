// The C face of libtorch, written by hand, one header a topic. Conventions that hold in all of them:
//
// - A handle is a struct of one field, passed by value; the four kinds of handle are therefore four types in Swift.
// - A function that can fail returns a status, 0 for success, and writes its results through out-parameters, which are
//   touched on success alone. On failure `ct_last_error` has libtorch's words. No C++ exception crosses this border.
// - OWNERSHIP: every handle written to an out-parameter belongs to the caller, who frees it exactly once. Handles that
//   are passed in are borrowed for the call. Arrays of numbers and of handles are borrowed for the call, too.
// - A handle whose `object` is NULL is "no tensor": allowed where a parameter is said to be optional, otherwise an
//   error.
#ifndef COUNTERPLAY_CTORCH_H
#define COUNTERPLAY_CTORCH_H

#include "CTTensor.h"
#include "CTArithmetic.h"
#include "CTReduction.h"
#include "CTShape.h"
#include "CTNetworks.h"
#include "CTAutograd.h"
#include "CTRandom.h"
#include "CTRuntime.h"
#include "CTScript.h"
#include "CTScriptWriting.h"

#endif
