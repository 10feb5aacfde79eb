#!/bin/sh
# The tests of what is installed: they call 'greet' by its name.
[ "$(greet)" = "hello world" ] || exit 1
[ "$(greet swtox)" = "hello swtox" ] || exit 1
echo "2 tests of $(command -v greet) passed"
