"""Configurations of any size, each of one kind of content that a reader could stumble over."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

TWO = "[tox]\nenv_list = a, b\nno_package = true\n"
ROOT = 'env_list = ["a", "b"]\nno_package = true\n'

#: Text of about so many bytes.
Content = Callable[[int], str]


def many(size: int, line: Callable[[int], str], start: str = "", end: str = "") -> str:
    """`start`, then lines (or other parts) until there are `size` bytes, then `end`."""
    parts, length = [start], len(start.encode()) + len(end.encode())
    for number in count():
        if length >= size:
            break
        parts.append(line(number))
        length += len(parts[-1].encode())
    return "".join(parts) + end


def each(line: str, start: str = "", end: str = "") -> Content:
    """Lines that differ by their number, which stands for `#`."""
    return lambda size: many(size, lambda number: line.replace("#", str(number)), start, end)


def following(line: str, start: str = "", end: str = "") -> Content:
    """Lines that speak of the next one, whose number stands for `@`."""
    return lambda size: many(
        size, lambda number: line.replace("#", str(number)).replace("@", str(number + 1)), start, end)


def run(letters: str, start: str = "", end: str = "") -> Content:
    """The same letters again and again."""
    return lambda size: start + letters * ((size - len(start) - len(end)) // len(letters.encode())) + end


def inside(key: str, section: str = "testenv") -> str:
    return f"{TWO}[{section}]\n{key} ="


INI: dict[str, Content] = {
    # Lines and letters.
    "nothing": run(" \n"),
    "line ends": run("\n"),
    "one line": run("x"),
    "one long value": run("x", inside("description") + " "),
    "zero bytes": run("\0", TWO),
    "quotes": run('"', inside("commands") + " echo "),
    "backslashes": run("\\", inside("commands") + " echo "),
    "continuations": run(" \\\n", inside("commands") + " echo "),
    "comments": run("# comment ;\n", TWO),
    "comments in a value": run("    # comment\n", inside("deps") + "\n"),
    "carriage returns": run("\r", TWO),
    "combining marks": run("\u0301", inside("description") + " e"),
    "combining marks as a name": run("\u0301", TWO + "[testenv:e", "]\n"),
    "emoji": run("\U0001f9ea\u200d", inside("description") + " "),
    # Sections and keys.
    "sections": each("[s#]\n"),
    "environments": each("[testenv:e#]\n", TWO),
    "environments with keys": each("[testenv:e#]\ndescription = number #\n", TWO),
    "the same section": each("[testenv:a]\nx# = 1\n", TWO),
    "near misses of sections": each("[testnev:e#]\ndeps = x\n", TWO),
    "generative sections": each("[testenv:x{a,b}-#]\n", TWO),
    "open sections": each("[testenv:e#\n", TWO),
    "brackets": run("[", TWO),
    "braces in a section": run("{", TWO + "[testenv:", "]\n"),
    "commas in a section": run(",", TWO + "[testenv:{", "}]\n"),
    "keys": each("key# = 1\n", TWO + "[testenv]\n"),
    "the same key": each("description = #\n", TWO + "[testenv]\n"),
    "near misses of keys": each("commandz# = 1\n", TWO + "[testenv]\n"),
    "one long key": run("k", TWO + "[testenv]\n", " = 1\n"),
    "lines without a key": each("what # is\n", TWO + "[testenv]\n"),
    "equals signs": run("=", TWO + "[testenv]\n"),
    # Factors.
    "environment list": each("e#,", "[tox]\nno_package = true\nenv_list = "),
    "list of generative names": each("{a#,b#},", "[tox]\nno_package = true\nenv_list = "),
    "alternatives in a list": each("a#,", "[tox]\nno_package = true\nenv_list = {", "}"),
    "labels": each("    l# = a\n", TWO + "labels =\n"),
    "conditional lines": each("    f#: dep\n", inside("deps") + "\n"),
    "negated conditions": each("    !f#: dep\n", inside("deps") + "\n"),
    "conditions that hold": each("    a: dep#\n", inside("deps") + "\n"),
    "conditions of many words": run("a-", inside("deps") + "\n    ", "a: x"),
    "conditions of many alternatives": run("f,", inside("deps") + "\n    ", "a: x"),
    "colons": run("a:", inside("deps") + "\n    "),
    # Substitutions.
    "substitutions": run("{envname}", inside("description") + " "),
    "substitutions in a command": run("{envname} ", inside("commands") + " echo "),
    "variables": run("{env:HOME}", inside("description") + " "),
    "variables with defaults": run("{env:NO:d}", inside("description") + " "),
    "unknown substitutions": run("{nothing}", inside("description") + " "),
    "references": run("{[base]x}", "[base]\nx = 1\n" + inside("description") + " "),
    "references to many sections": each("{[s#]x}", inside("description") + " "),
    "a chain of references": following("[s#]\nx = 1{[s@]x}\n", inside("description") + " {[s0]x}\n"),
    "positional arguments": run("{posargs}", inside("commands") + " echo "),
    "open braces": run("{", inside("description") + " "),
    "closed braces": run("}", inside("description") + " "),
    "pairs of braces": run("{}", inside("description") + " "),
    "nested defaults": run("{env:A:", inside("description") + " "),
    "doubling": following("x# = {[base]x@}{[base]x@}\n", inside("description") + " {[base]x0}\n[base]\n"),
    # Values of keys.
    "commands": each("    echo #\n", inside("commands") + "\n"),
    "words of a command": each("w# ", inside("commands") + " echo "),
    "dependencies": each("    dep#==1\n", inside("deps") + "\n"),
    "set_env": each("    V# = 1\n", inside("set_env") + "\n"),
    "set_env with substitutions": each("    V# = {envname}\n", inside("set_env") + "\n"),
    "pass_env": each("    V#\n", inside("pass_env") + "\n"),
    "pass_env wildcards": each("    *#*\n", inside("pass_env") + "\n"),
    "allowlist": each("    x#*\n", inside("allowlist_externals") + "\n"),
    "depends": each("    e#\n", inside("depends") + "\n"),
    "depends by braces": each("    e#{a,b}\n", inside("depends") + "\n"),
    "depends by wildcards": each("    e#*\n", inside("depends") + "\n"),
    "bases": each("    s#,\n", inside("base") + "\n"),
    "limits": each("    l# = 1\n", TWO + "[limits]\n"),
    "numbers": run("9", inside("parallel_show_output") + " "),
    "not a truth": run("maybe", inside("skip_install") + " "),
    # Definitions.
    "package definitions": each("[packagedef:d#]\nbuilder = wheel\n", TWO),
    "package definitions that match": each("[packagedef:d#]\nbuilder = wheel\nmatch = z#\n", TWO),
    "package definitions with depends": each("[packagedef:d#]\nbuilder = wheel\ndepends = d1\n", TWO),
    "environment definitions": each("[envdef:d#]\nkind = virtualenv\nmatch = z#\n", TWO),
    "environment definitions without a match": each("[envdef:d#]\nkind = virtualenv\n", TWO),
}

TOML: dict[str, Content] = {
    "TOML comments": run("# comment\n"),
    "TOML keys": each("k# = 1\n", ROOT),
    "TOML tables": each("[t#]\n", ROOT),
    "TOML environments": each("[env.e#]\n", ROOT),
    "TOML dotted keys": each("a.b.c# = 1\n", ROOT),
    "TOML long dotted key": run("a.", ROOT, "a = 1\n"),
    "TOML arrays of tables": each("[[t]]\nx = #\n", ROOT),
    "TOML array": each("#,", ROOT + "x = [", "]\n"),
    "TOML nested arrays": run("[", ROOT + "x = "),
    "TOML inline tables": each("{a=#},", ROOT + "x = [", "]\n"),
    "TOML nested tables": run("{a=", ROOT + "x = "),
    "TOML string": run("x", ROOT + 'x = "', '"\n'),
    "TOML escapes": run("\\u00e9", ROOT + 'x = "', '"\n'),
    "TOML combining marks": run("\u0301", ROOT + '[env_run_base]\ndescription = "e', '"\n'),
    "TOML number": run("9", ROOT + "x = ", "\n"),
    "TOML commands": each('["echo", "#"],', ROOT + "[env_run_base]\ncommands = [", "]\n"),
    "TOML dependencies": each('"dep#",', ROOT + "[env_run_base]\ndeps = [", "]\n"),
    "TOML set_env": each('V# = "1"\n', ROOT + "[env_run_base.set_env]\n"),
    "TOML limits": each("l# = 1\n", ROOT + "[limits]\n"),
    "TOML package definitions": each('[packagedef.d#]\nbuilder = "wheel"\n', ROOT),
    "TOML environment list": each('"e#",', "no_package = true\nenv_list = [", "]\n"),
    "TOML replacements": each('{replace = "env", name = "V#"},', ROOT + "[env_run_base]\ndeps = [", "]\n"),
    "TOML errors": each("= #\n", ROOT),
}
