import Host

/// A build back end in a file: it needs nothing to be installed, so that tests of packages need no network.
enum TinyBackend {
  /// `pyproject.toml` of a project that the back end builds.
  ///
  /// - Parameters:
  ///   - requires: What the package needs.
  ///   - isNative: Whether wheels are for the interpreter that builds them, and nothing is compiled all the same.
  static func project(_ name: String, requires: [String] = [], isNative: Bool = false) -> String {
    """
    [build-system]
    requires = []
    build-backend = "tiny"
    backend-path = ["."]
    [project]
    name = "\(name)"
    version = "1.0"
    dependencies = [\(requires.map { "\"\($0)\"" }.joined(separator: ", "))]
    \(isNative ? "[tool.tiny]\n    ext-modules = true" : "")
    """
  }

  /// `tiny.py`, which stands beside it; the wheel has the package `src/NAME`.
  static let code = #"""
    import io, os, re, sys, tarfile, time, zipfile

    TEXT = open("pyproject.toml").read()
    NAME = re.search('name = "(.*)"', TEXT).group(1)
    REQUIRES = re.findall('"(.*?)"', re.search(r"dependencies = \[(.*)\]", TEXT).group(1))


    def get_requires_for_build_wheel(settings=None):
        return []


    def build_wheel(folder, settings=None, metadata=None):
        tag = "py3-none-any"
        if "ext-modules" in TEXT:
            version = "cp%d%d" % sys.version_info[:2]
            tag = "%s-%s-linux_x86_64" % (version, version)
        if os.path.exists("broken"):
            raise SystemExit("broken on purpose")
        # Like the folders that real tools work in: two builds at once come to grief.
        os.mkdir("busy")
        time.sleep(0.05)
        info = "%s-1.0.dist-info" % NAME
        files = {"%s/%s" % (NAME, n): open("src/%s/%s" % (NAME, n)).read() for n in sorted(os.listdir("src/" + NAME))}
        requires = "".join("Requires-Dist: %s\n" % r for r in REQUIRES)
        files[info + "/METADATA"] = "Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n%s" % (NAME, requires)
        files[info + "/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: %s\n" % tag
        files[info + "/RECORD"] = "".join("%s,,\n" % n for n in list(files) + [info + "/RECORD"])
        name = "%s-1.0-%s.whl" % (NAME, tag)
        with zipfile.ZipFile(os.path.join(folder, name), "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        os.rmdir("busy")
        return name


    def build_sdist(folder, settings=None):
        top = "%s-1.0" % NAME
        with tarfile.open(os.path.join(folder, top + ".tar.gz"), "w:gz") as archive:
            for path in ("pyproject.toml", "tiny.py", "src"):
                archive.add(path, top + "/" + path)
            entry = tarfile.TarInfo(top + "/PKG-INFO")
            text = ("Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n" % NAME).encode()
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
        return top + ".tar.gz"


    def get_requires_for_build_editable(settings=None):
        return []


    def build_editable(folder, settings=None, metadata=None):
        name = "%s-1.0-py3-none-any.whl" % NAME
        info = "%s-1.0.dist-info" % NAME
        files = {"%s.pth" % NAME: os.path.abspath("src")}
        requires = "".join("Requires-Dist: %s\n" % r for r in REQUIRES)
        files[info + "/METADATA"] = "Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n%s" % (NAME, requires)
        files[info + "/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        files[info + "/RECORD"] = "".join("%s,,\n" % n for n in list(files) + [info + "/RECORD"])
        with zipfile.ZipFile(os.path.join(folder, name), "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        return name
    """#
}

extension Workplace {
  /// Writes a project that the tiny back end builds into a folder of the project.
  func writeTinyProject(_ name: String, in folder: String, requires: [String] = [], isNative: Bool = false) throws {
    try Program.host.files.createDirectory("\(project)/\(folder)/src/\(name)")
    try write(TinyBackend.project(name, requires: requires, isNative: isNative), to: "\(folder)/pyproject.toml")
    try write(TinyBackend.code, to: "\(folder)/tiny.py")
    try write("WHO = '\(name)'\n", to: "\(folder)/src/\(name)/__init__.py")
  }
}
