/// The small programs that put a Node environment together, as arguments of `sh -c` and `node -e`.
enum NpmScripts {
  /// Puts `node`, `npm` and `npx` into a folder.
  ///
  /// Arguments: the folder, Node's program, and npm's, which is empty where there is none.
  static let programs = #"""
    set -e
    mkdir -p "$1"
    ln -sfn "$2" "$1/node"
    for name in npm npx; do
      cli=${3%npm-cli.js}$name-cli.js
      if [ -z "$3" ] || [ ! -e "$cli" ]; then continue; fi
      printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$1/node" "$cli" >"$1/$name"
      chmod +x "$1/$name"
    done
    """#

  /// Puts tarballs into `node_modules`, where an installer leaves a link to sources or nothing.
  ///
  /// npm takes a tarball of one of its own workspaces for what is there already, and others are told nothing of tarballs,
  /// so that they change no lock file. Arguments: `npm`, or the name of another manager, and the tarballs.
  static let placing = #"""
    set -e
    manager=$1
    shift
    mkdir -p node_modules
    for tarball; do
      rm -rf node_modules/.swtox
      mkdir node_modules/.swtox
      tar -xzf "$tarball" -C node_modules/.swtox --strip-components=1
      name=$(node -p 'JSON.parse(require("fs").readFileSync("node_modules/.swtox/package.json", "utf8")).name')
      if [ "$manager" = npm ] && [ -d "node_modules/$name" ] && [ ! -L "node_modules/$name" ]; then
        rm -rf node_modules/.swtox
        continue
      fi
      rm -rf "node_modules/$name"
      mkdir -p "$(dirname "node_modules/$name")"
      mv node_modules/.swtox "node_modules/$name"
      # Packages of the project may have links to its sources of their own.
      for link in */node_modules/"$name" */*/node_modules/"$name"; do
        if [ -L "$link" ]; then ln -sfn "$PWD/node_modules/$name" "$link"; fi
      done
      echo "put $name from $(basename "$tarball") into node_modules"
    done
    """#

  /// Renames the copy of a project that has `exports`, since Node would find the copy by its own name, and not what was
  /// packed of it.
  static let renaming = #"""
    const fs = require("fs"), project = JSON.parse(fs.readFileSync("package.json", "utf8"));
    if (project.name && project.exports && fs.existsSync("node_modules/" + project.name)) {
      project.name += "-under-test";
      fs.writeFileSync("package.json", JSON.stringify(project, null, 2) + "\n");
    }
    """#
}
