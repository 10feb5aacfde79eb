/// The Python program that makes a package of conda from a wheel, with nothing but the standard library.
///
/// Arguments: the wheel, and the folder for the package. Only wheels without programs of a machine become one, for all
/// platforms (`noarch: python`). Requirements keep their names and versions; those of extras, and those whose markers are
/// for other systems, are left out. What conda calls otherwise has to be built from a recipe.
enum WheelProgram {
  static let text = #"""
    import configparser, hashlib, io, json, re, sys, tarfile, zipfile
    from email.parser import Parser
    from pathlib import Path


    def fail(reason):
        sys.exit(f"{Path(sys.argv[1]).name} does not become a package of conda: {reason}")


    def specification(requirement):
        text, _, marker = requirement.partition(";")
        if "extra" in marker or re.search(r"(sys_platform|platform_system|os_name)\s*==\s*['\"](?!linux|Linux|posix)", marker):
            return None
        if "python_version" in marker:
            fail(f"the requirement '{requirement}' depends on the version of Python; write a recipe.yaml")
        if "@" in text:
            fail(f"the requirement '{requirement}' is no release")
        name, versions = re.fullmatch(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*\(?([^)]*)\)?\s*", text).groups()
        return f"{re.sub('[-_.]+', '-', name).lower()} {versions.replace(' ', '')}".strip()


    def main():
        wheel, folder = Path(sys.argv[1]), Path(sys.argv[2])
        name, version, *_, python, abi, platform = wheel.name[: -len(".whl")].split("-")
        if abi != "none" or platform != "any" or "py3" not in python:
            fail(f"it is for {python}-{abi}-{platform}; write a recipe.yaml")
        files, scripts, metadata = {}, [], None
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member.endswith("/"):
                    continue
                content = archive.read(member)
                if member.split("/", 1)[0].endswith(".data"):
                    kind, _, rest = member.split("/", 1)[1].partition("/")
                    place = {"purelib": "site-packages/", "platlib": "site-packages/", "scripts": "python-scripts/", "data": ""}
                    if kind not in place:
                        fail(f"it has files for '{kind}'")
                    files[place[kind] + rest] = content
                    continue
                files[f"site-packages/{member}"] = content
                if member.endswith(".dist-info/METADATA"):
                    metadata = Parser().parsestr(content.decode("utf-8"))
                if member.endswith(".dist-info/entry_points.txt"):
                    points = configparser.ConfigParser(delimiters=("=",))
                    points.optionxform = str
                    points.read_string(content.decode("utf-8"))
                    if points.has_section("console_scripts"):
                        scripts = [f"{key} = {value}" for key, value in points["console_scripts"].items()]
        if metadata is None:
            fail("it has no metadata")
        depends = [f"python {(metadata['Requires-Python'] or '').replace(' ', '')}".strip()]
        depends += [s for s in map(specification, metadata.get_all("Requires-Dist") or []) if s]
        name = re.sub("[-_.]+", "-", metadata["Name"]).lower()
        index = {"name": name, "version": version, "build": "py_0", "build_number": 0, "depends": depends, "noarch": "python",
                 "subdir": "noarch", "arch": None, "platform": None}
        paths = [{"_path": path, "path_type": "hardlink", "sha256": hashlib.sha256(content).hexdigest(),
                  "size_in_bytes": len(content)} for path, content in sorted(files.items())]
        info = {
            "index.json": json.dumps(index, indent=2),
            "link.json": json.dumps({"noarch": {"type": "python", "entry_points": scripts}, "package_metadata_version": 1}),
            "paths.json": json.dumps({"paths": paths, "paths_version": 1}),
            "files": "".join(f"{path}\n" for path in sorted(files)),
            "about.json": json.dumps({"summary": metadata["Summary"] or ""}),
        }
        (folder / "noarch").mkdir(parents=True, exist_ok=True)
        package = folder / "noarch" / f"{name}-{version}-py_0.tar.bz2"
        with tarfile.open(package, "w:bz2") as archive:
            members = {f"info/{key}": text.encode("utf-8") for key, text in info.items()}
            for member, content in {**members, **files}.items():
                item = tarfile.TarInfo(member)
                item.size = len(content)
                item.mode = 0o755 if member.startswith("python-scripts/") else 0o644
                archive.addfile(item, io.BytesIO(content))
        print("made", package.name, "from", wheel.name)


    main()

    """#
}
