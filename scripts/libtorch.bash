# Which libtorch the build uses (source it, after common.bash): looks in the order of Package.swift, and where there is
# none, fetches one into the cache and links it as .libtorch. Sets `libtorch` to the folder, or to "none".
# shellcheck shell=bash disable=SC2154  # cache_folder and package_folder are common.bash's

libtorch_series=2.13
libtorch=none

libtorch_version() {
  local header
  for header in include/torch/headeronly/version.h include/torch/csrc/api/include/torch/version.h; do
    [ -f "$1/$header" ] || continue
    sed -n 's/^ *#define TORCH_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\).*/\2/p' "$1/$header" | paste -sd.
    return
  done
}

# libtorch_problem FOLDER: one line on what is wrong with it; nothing where it is whole and of the right version.
libtorch_problem() {
  local folder=$1 file version linkage
  [ -d "$folder" ] || { echo "there is no such folder" && return; }
  for file in include/ATen/ATen.h include/torch/csrc/autograd/autograd.h lib/libtorch_cpu.so lib/libc10.so; do
    [ -f "$folder/$file" ] || { echo "it lacks $file" && return; }
  done
  version=$(libtorch_version "$folder")
  case $version in
    "$libtorch_series".*) ;;
    *) echo "version $libtorch_series is required, this is ${version:-of an unknown version}" && return ;;
  esac
  # What fetch_libtorch.py wrote down: sizes of the libraries, number of headers.
  if [ -f "$folder/manifest" ]; then
    file=$(cd "$folder" && { find lib -maxdepth 1 -type f -printf '%s %p\n'; find include -type f | wc -l; } |
      LC_ALL=C sort | LC_ALL=C comm -23 manifest - | head -n 1)
    [ -z "$file" ] || { echo "it is damaged (missing or of another size: $file)" && return; }
  fi
  # All it needs, libcudart and libcupti of a CUDA build included, must be found; this loads nothing.
  linkage=$(ldd "$folder/lib/libtorch_cpu.so" 2>&1) || { echo "lib/libtorch_cpu.so is no library of this machine" && return; }
  file=$(awk '/not found/ { print $1 }' <<<"$linkage" | paste -sd' ')
  [ -z "$file" ] || echo "lib/libtorch_cpu.so needs $file, which is not found"
}

python_with_pip() {
  local python
  for python in python3 /usr/bin/python3; do
    if have "$python" && "$python" -m pip --version >/dev/null 2>&1; then echo "$python" && return; fi
  done
  return 1
}

# A whole libtorch in the cache, fetched only where none is there. Prints its folder.
cached_libtorch() {
  local folder python
  make_cache_folder
  one_at_a_time
  for folder in "$cache_folder/libtorch-$libtorch_series".*-{cpu,cuda}; do
    [ -d "$folder" ] || continue
    if [ -z "$(libtorch_problem "$folder")" ]; then echo "$folder" && return; fi
  done
  python_with_pip >/dev/null || install_packages python3 python3-pip
  python=$(python_with_pip) || fail "no python3 with pip found, which libtorch is fetched by" \
    "as root: apt-get install python3-pip; or set LIBTORCH to a libtorch $libtorch_series"
  need_space "$cache_folder" 2000 "fetching libtorch"
  "$python" "$package_folder/scripts/fetch_libtorch.py" --cache "$cache_folder" --series "$libtorch_series"
}

settle_libtorch() {
  local problem folder
  if [ "${COUNTERPLAY_WITHOUT_LIBTORCH:-}" = 1 ]; then return; fi
  if [ "$(uname -s)" != Linux ]; then
    say "libtorch is left out: the network half builds on Linux only"
    return
  fi
  if [ -n "${LIBTORCH:-}" ]; then
    problem=$(libtorch_problem "$LIBTORCH")
    [ -z "$problem" ] || fail "LIBTORCH=$LIBTORCH: $problem" \
      "point LIBTORCH at a whole libtorch $libtorch_series (a folder with include/ and lib/)" \
      "or unset it, and one is fetched" "or go on with the toy half alone: make demo COUNTERPLAY_WITHOUT_LIBTORCH=1"
    libtorch=$LIBTORCH
    return
  fi
  if [ -e .libtorch ] || [ -L .libtorch ]; then
    problem=$(libtorch_problem .libtorch)
    if [ -z "$problem" ]; then
      libtorch=$(readlink -f .libtorch)
      return
    fi
    # A link that an earlier set-up made is renewed; what somebody else put there is left to them.
    case $(readlink .libtorch || true) in
      "$cache_folder"/*) say ".libtorch: $problem; renewing it" && rm .libtorch ;;
      *) fail ".libtorch: $problem" "remove it (rm -r .libtorch) and call again, and one is fetched" \
        "or set LIBTORCH to a whole libtorch $libtorch_series" ;;
    esac
  fi
  for folder in /usr/local/libtorch /opt/libtorch /usr/local /usr; do
    [ -f "$folder/include/ATen/ATen.h" ] || continue
    problem=$(libtorch_problem "$folder")
    if [ -z "$problem" ]; then
      libtorch=$folder
      return
    fi
    say "passing over the libtorch in $folder: $problem"
  done
  libtorch=$(cached_libtorch)
  problem=$(libtorch_problem "$libtorch")
  [ -z "$problem" ] || fail "$libtorch was fetched, but: $problem" \
    "remove it (rm -r $libtorch) and call again, or set LIBTORCH to a whole libtorch $libtorch_series" \
    "or go on with the toy half alone: make demo COUNTERPLAY_WITHOUT_LIBTORCH=1"
  ln -sfn "$libtorch" .libtorch
  say "linked .libtorch to $libtorch"
}
