/// The scripts that do what `conda activate` and `conda deactivate` do to a shell: variables first, then the scripts that
/// packages bring, in the order of their names.
enum CondaActivation {
  /// Arguments: the prefix, and a script with the variables that conda keeps for it.
  static let script = #"""
    if [ ! -e "$1/conda-meta/history" ]; then
      echo "there is no environment of conda in '$1'" >&2
      exit 1
    fi
    export CONDA_PREFIX=$1 CONDA_SHLVL=1 CONDA_DEFAULT_ENV=$1 PATH=$1/bin:$PATH
    . "$2"
    shift $#
    for __swtox_file in "$CONDA_PREFIX"/etc/conda/activate.d/*.sh; do
      if [ -e "$__swtox_file" ]; then __swtox_run "$__swtox_file"; fi
    done
    """#

  /// Argument: the prefix. The last script comes first.
  static let deactivation = #"""
    __swtox_prefix=$1
    shift
    __swtox_files=("$__swtox_prefix"/etc/conda/deactivate.d/*.sh)
    for ((__swtox_i = ${#__swtox_files[@]} - 1; __swtox_i >= 0; __swtox_i--)); do
      __swtox_file=${__swtox_files[__swtox_i]}
      if [ -e "$__swtox_file" ]; then . "$__swtox_file" || echo "'$__swtox_file' returned $?" >&2; fi
    done
    true
    """#
}
