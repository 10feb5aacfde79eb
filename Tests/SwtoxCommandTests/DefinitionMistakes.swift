/// Configurations with something wrong in their definitions, by the names of their golden files.
enum DefinitionMistakes {
  static let all: [(name: String, text: String)] = [
    ("ambiguous-rules", "[tox]\nenv_list = a-b\n[packagedef:wheel]\nmatch = a\n[packagedef:sdist]\nmatch = b\n"),
    ("ambiguous-forms", "[tox]\nenv_list = a\n[packagedef:wheel]\n[packagedef:sdist]\n"),
    ("no-rule", "[tox]\nenv_list = a, b\n[packagedef:wheel]\nmatch = a\n[packagedef:deb]\n"),
    (
      "unused",
      "[tox]\nenv_list = a-b\n[packagedef:wheel]\nmatch = a-b\n[packagedef:sdist]\nmatch = a\n[packagedef:editable]\n"
    ),
    ("not-accepted", "[tox]\nenv_list = a\n[packagedef:rpm]\nmatch = a\n"),
    ("two-kinds-by-definition", "[tox]\nenv_list = a-b\n[envdef:a]\nkind = conda\n[envdef:b]\nkind = npm\n"),
    ("two-kinds-by-factor", "[tox]\nenv_list = conda-nix\nenv_kinds = conda\n[envdef:nix]\nmatch = other\n"),
    ("unknown-kind", "[tox]\nenv_list = a\nenv_kinds = cnda\n[envdef:dokcer]\n[envdef:b]\nkind = mine\nmatch = a\n"),
    ("unknown-builder", "[tox]\nenv_list = a\n[packagedef:core]\nbuilder = whel\nmatch = a\n"),
    ("no-builder", "[tox]\nenv_list = a\n[packagedef:core]\nmatch = a\n"),
    ("malformed-rule", "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a-, colour:red\n"),
    ("malformed-braces", "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = {a,b\n"),
    ("unknown-key", "[tox]\nenv_list = a\n[packagedef:wheel]\nmach = a\n[envdef:conda]\nmatsch = a\n"),
    ("unknown-factor", "[tox]\nenv_list = linux\n[packagedef:wheel]\nmatch = linx, linux\n"),
    ("unknown-name", "[tox]\nenv_list = a\n[testenv]\npackage = whl\n[packagedef:wheel]\nmatch = a\n"),
    (
      "unknown-dependency",
      "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\ndepends = croe\n[packagedef:core]\nbuilder = wheel\n"
    ),
    (
      "circle",
      "[tox]\nenv_list = a\n[packagedef:x]\nbuilder = wheel\ndepends = y\nmatch = a\n[packagedef:y]\nbuilder = wheel\ndepends = x\n"
    ),
    ("command-without-commands", "[tox]\nenv_list = a\n[packagedef:command]\nmatch = a\n"),
    ("command-without-artifact", "[tox]\nenv_list = a\n[packagedef:command]\nmatch = a\ncommands = make\n"),
    ("existing-without-path", "[tox]\nenv_list = a\n[packagedef:existing]\nmatch = a\n"),
    ("existing-without-files", "[tox]\nenv_list = a\n[packagedef:existing]\nmatch = a\npath = dist/*.whl\n"),
    ("index-without-requirement", "[tox]\nenv_list = a\n[packagedef:index]\nmatch = a\n"),
    ("unknown-choice", "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\nper = machine\nformat = egg\n"),
    ("unknown-build-environment", "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\nbuild_env = nowhere\n"),
    (
      "unknown-reference",
      "[tox]\nenv_list = a\n[testenv]\ncommands = echo {package:whel}\n[packagedef:wheel]\nmatch = a\n"
    ),
    (
      "faulty-and-unused",
      "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\n[packagedef:x]\nmatch = a-b\n"
        + "[packagedef:y]\nbuilder = wheel\ndepends = y\nmatch = c\n[packagedef:z]\nbuilder = deb\nmatch = {d\n"
    ),
    ("unknown-own-kind", "[tox]\nenv_list = a, b\n[testenv]\nkind = virtulenv\nskip_install = true\n"),
    ("rule-of-existing-environment", "[tox]\nenv_list = a\n[testenv]\nkind = system\n[packagedef:wheel]\nmatch = a\n"),
    (
      "rule-of-named",
      "[tox]\nenv_list = a\n[testenv]\npackage = wheel\n[packagedef:wheel]\n[packagedef:x]\nbuilder = sdist\nmatch = a\n"
    ),
    ("faulty-by-metadata", "[tox]\nenv_list = a\n[packagedef:x]\nbuilder = existing\n"),
    ("skip-beside-others", "[tox]\nenv_list = a\n[testenv]\npackage = wheel, skip\n[packagedef:wheel]\n"),
    (
      "keys-of-others",
      "[tox]\nenv_list = a\nkind = system\n[testenv]\nretries = 2\nenv_list = b\n[packagedef:wheel]\nchange_dir = x\n"
        + "labels = a\n[envdef:conda]\nmatch = c\nbuilder = wheel\n"
    ),
    (
      "reference-in-definition",
      """
      [tox]
      env_list = a
      [packagedef:core]
      builder = wheel
      [packagedef:app]
      builder = command
      match = a
      artifact = dist/{package:core}
      set_env =
        CORE = {package:core}
        OTHER = {package:coer}
      commands = build {package:core} {package:app}

      """
    ),
    (
      "reference-too-early",
      """
      [tox]
      env_list = a
      [vars]
      core = {package:core}
      [packagedef:core]
      builder = wheel
      [testenv]
      set_env = CORE = {package:core}
      deps =
        pytest
        {package:core}
      change_dir = {[vars]core}
      extras = {env:CORE}
      commands = echo {[vars]core} {env:CORE} {[testenv]description}
      description = of {package:core}
      [testenv:.pkg]
      set_env = CORE = {package:core}

      """
    ),
    (
      "reference-in-build-environment",
      """
      [tox]
      env_list = a, b
      [packagedef:core]
      builder = wheel
      match = b
      [packagedef:app]
      build_env = maker
      builder = wheel
      match = a
      [testenv:maker]
      set_env = CORE = {package:core}

      """
    ),
    (
      "reference-without-file",
      """
      [tox]
      env_list = a, b
      [testenv]
      package = wheel
      [testenv:a]
      commands = echo {package:old}
      [testenv:b]
      set_env = OLD = {package:old}
      [packagedef:wheel]
      depends = old
      [packagedef:old]
      builder = existing
      path = dist/*.whl

      """
    ),
    (
      "depends-of-existing",
      "[tox]\nenv_list = a\n[packagedef:existing]\nmatch = a\npath = *.whl\ndepends = wheel\n[packagedef:wheel]\n"
    ),
    (
      "refused-names",
      """
      [tox]
      env_list = a, b
      [packagedef:../../out]
      builder = wheel
      match = a
      [packagedef:a b]
      builder = wheel
      [packagedef:x~y, ..]
      builder = wheel
      match = b
      depends = a b
      [envdef:a/b]
      kind = conda
      match = z

      """
    ),
    (
      "used-otherwise",
      """
      [tox]
      env_list = a
      [testenv]
      commands = echo {package:spoken}
      # {package:commented}
      [packagedef:wheel]
      match = a
      [packagedef:spoken]
      builder = sdist
      [packagedef:commented]
      builder = sdist
      depends = needed
      [packagedef:needed]
      builder = sdist

      """
    ),
    (
      "named-and-refused",
      """
      [tox]
      env_list = a, b, c
      [testenv:a]
      package = deb, wheel
      [testenv:b]
      package = old
      [testenv:c]
      package = broken
      [packagedef:deb]
      [packagedef:wheel]
      [packagedef:old]
      builder = existing
      path = *.whl
      [packagedef:broken]
      builder = command

      """
    ),
    (
      "values-of-no-use",
      """
      [tox]
      env_list = a, b, c
      [packagedef:wheel]
      match = a
      timeout = -3
      root = missing
      [packagedef:index]
      requirement = demo=1.4
      match = b
      [packagedef:sdist]
      match = c
      commands = make
      requirement = demo==1
      [packagedef:existing]
      path = *.whl
      timeout = 3
      match = c-d

      """
    ),
    ("defined-twice", "[tox]\nenv_list = a\n[packagedef:wheel]\nmatch = a\n[packagedef:{wheel}]\nmatch = b\n"),
    ("kind-in-definition", "[tox]\nenv_list = a\n[envdef:conda]\nmatch = kind:conda\n"),
    ("no-driver", "[tox]\nenv_list = a\n[testenv]\nkind = mine\n[packagedef:wheel]\nmatch = a\n"),
  ]
}
