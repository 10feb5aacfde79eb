/// The Python program that installs packages of conda by py-rattler and builds them by py-rattler-build.
///
/// `--requires REQUIREMENT [--uv PATH]`, and then `create`, `install` or `remove` with the options of conda that are named
/// below, or `build`. The library is put into the user's cache by whoever needs it first; others wait for that. Exit codes: 0, or 1
/// with a sentence on standard error.
enum RattlerProgram {
  static let text = #"""
    import argparse, asyncio, fcntl, json, os, shutil, subprocess, sys
    from pathlib import Path


    def library(requirement, uv):
        name = requirement.replace("==", "-")
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        folder = Path(base, "swtox", f"{name}-{sys.implementation.cache_tag}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            with open(f"{folder}.lock", "w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not folder.is_dir():
                    print(f"fetching {requirement} into {folder}, once for all environments", flush=True)
                    fresh = f"{folder}.new"
                    shutil.rmtree(fresh, ignore_errors=True)
                    tool = [uv, "pip", "install", "--python", sys.executable] if uv else \
                        [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
                    code = subprocess.call([*tool, "--target", fresh, requirement])
                    if code:
                        sys.exit(f"{requirement} could not be fetched (exit code {code})")
                    os.rename(fresh, folder)
        sys.path.insert(0, str(folder))


    def records(prefix):
        from rattler import PrefixRecord
        return [PrefixRecord.from_path(path) for path in sorted(Path(prefix, "conda-meta").glob("*.json"))]


    def channels(named):
        from rattler import Channel
        chosen = named or [c for c in os.environ.get("CONDA_CHANNELS", "").split(",") if c] or ["conda-forge"]
        return [Channel(Path(c).absolute().as_uri() if c.startswith(("/", ".")) else c) for c in chosen]


    def read(path):
        lines = [line.split("#")[0].strip() for line in Path(path).read_text().splitlines()]
        if "@EXPLICIT" in lines:
            sys.exit(f"{path} is a lock (@EXPLICIT), which py-rattler does not install; have micromamba or conda do it")
        return [line for line in lines if line]


    def remove(options):
        for path in Path(options.prefix, "conda-meta").glob("*.json"):
            record = json.loads(path.read_text())
            if record["name"] in options.specs:
                for name in record.get("files", []):
                    Path(options.prefix, name).unlink(missing_ok=True)
                path.unlink()


    async def change(options):
        from rattler import Gateway, MatchSpec, Platform, VirtualPackage, install, solve
        have = records(options.prefix)
        specs = options.specs + [spec for path in options.file for spec in read(path)]
        wanted = [MatchSpec(spec) for spec in specs]
        asked = {spec.name.normalized for spec in wanted if spec.name}
        kept = [MatchSpec(spec) for record in have for spec in record.requested_specs or []]
        kept = [spec for spec in kept if not spec.name or spec.name.normalized not in asked]
        cache = Path(os.environ.get("RATTLER_CACHE_DIR") or Path(os.path.expanduser("~/.cache"), "rattler", "cache"))
        solved = await solve(
            channels(options.channel), kept + wanted, gateway=Gateway(cache_dir=cache / "repodata"),
            platforms=[str(Platform.current()), "noarch"], virtual_packages=VirtualPackage.detect(),
            locked_packages=have, timestamp_policy="allow-missing")
        await install(
            solved, options.prefix, cache_dir=cache / "pkgs", show_progress=False, execute_link_scripts=True,
            requested_specs=[spec._match_spec for spec in kept + wanted])
        Path(options.prefix, "conda-meta", "history").touch()
        old = {(r.name.normalized, str(r.version), str(r.build)) for r in have}
        new = {(r.name.normalized, str(r.version), str(r.build)) for r in solved}
        for sign, entries in (("-", old - new), ("+", new - old)):
            for entry in sorted(entries):
                print(sign, *entry)


    def build(options):
        from rattler_build import Stage0Recipe, ToolConfiguration
        named = [Path(c).absolute().as_uri() if c.startswith(("/", ".")) else c for c in options.channel]
        for recipe in options.specs:
            results = Stage0Recipe.from_file(recipe).run_build(
                output_dir=options.output_dir, channels=named or ["conda-forge"],
                package_format=options.package_format,
                tool_config=ToolConfiguration(test_strategy="skip" if options.no_test else "native"))
            for result in results:
                print("built", *map(str, result.packages))


    def main():
        parser = argparse.ArgumentParser(prog="rattler")
        parser.add_argument("--requires", required=True)
        parser.add_argument("--uv")
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in ("create", "install"):
            options = verbs.add_parser(verb)
            options.add_argument("-p", "--prefix", required=True)
            options.add_argument("--file", action="append", default=[])
            options.add_argument("-c", "--channel", action="append", default=[])
            options.add_argument("-y", "--yes", "-q", "--quiet", "--override-channels", action="store_true")
            options.add_argument("specs", nargs="*")
        options = verbs.add_parser("remove")
        options.add_argument("-p", "--prefix", required=True)
        options.add_argument("specs", nargs="+")
        options = verbs.add_parser("build")
        options.add_argument("-c", "--channel", action="append", default=[])
        options.add_argument("--output-dir", required=True)
        options.add_argument("--package-format", default="conda")
        options.add_argument("--no-test", action="store_true")
        options.add_argument("specs", nargs="+")
        options, unknown = parser.parse_known_args()
        if unknown:
            print("py-rattler has no options", *unknown, "and goes on without them", flush=True)
        library(options.requires, options.uv)
        try:
            if options.verb == "build":
                build(options)
            elif options.verb == "remove":
                remove(options)
            else:
                asyncio.run(change(options))
        except Exception as failure:
            print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
            return 1
        return 0


    if __name__ == "__main__":
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
        # The library's threads may abort a Python that ends as usual.
        os._exit(code)

    """#
}
