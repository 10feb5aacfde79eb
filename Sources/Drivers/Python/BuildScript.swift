/// The Python program that calls a build back end's hooks inside the build environment.
///
/// Arguments: what to make, back end, its folders (`:` between them), folder for artefacts, result file, settings as JSON,
/// `--`, installer. `own-wheel` is a wheel for the interpreter that builds it; any other is to serve all of them.
/// The result file is JSON with `artifact`, the absolute path of what is to be installed, and `companions`, those of what
/// was built beside it. Each build has a process of its own, as PEP 517 asks, with the project as its folder; that asks for
/// what the build requires first, so that a back end that requires nothing more is loaded once.
enum BuildScript {
  static let text = #"""
    import importlib, json, os, shutil, subprocess, sys, tarfile, tempfile

    # The exit code that says that there is no back end to ask; tox has it as -5.
    NO_BACKEND = 251


    def backend(spec, path):
        sys.path[:0] = [os.path.abspath(p) for p in path.split(":") if p]
        module, _, name = spec.partition(":")
        found = importlib.import_module(module)
        for part in name.split(".") if name else []:
            found = getattr(found, part)
        return found


    def hide_work_directory(spec):
        # hatchling packs whatever lies about, but for folders that it knows by name. No package is called '.name'.
        name = os.path.basename(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        if spec.startswith("hatchling.") and name.startswith("."):
            try:
                from hatchling.builders import constants
                constants.EXCLUDED_DIRECTORIES = frozenset({*constants.EXCLUDED_DIRECTORIES, name})
            except (ImportError, AttributeError):
                pass  # another hatchling than those known: an entry in .gitignore serves as well


    def hook(spec, path, name, arguments, result):
        """Calls a hook; before one that builds, whose name has a '+', what it requires is asked for.

        Nothing is built where that is something: who called has it installed, and calls the other one.
        """
        hide_work_directory(spec)
        if spec == "setuptools.build_meta:__legacy__" and os.getcwd() not in sys.path:
            sys.path.insert(0, os.getcwd())
        try:
            found = backend(spec, path)
        except (ImportError, AttributeError) as problem:
            print(f"the build back end '{spec}' cannot be started: {problem}", flush=True)
            sys.exit(NO_BACKEND)
        required = []
        if name.startswith("+"):
            name = name[1:]
            asking = getattr(found, f"get_requires_for_{name}", None)
            required = list((None if asking is None else asking(arguments[-1])) or [])
        function = getattr(found, name, None)
        value = None if function is None or required else function(*arguments)
        with open(result, "w") as stream:
            json.dump({"missing": function is None, "required": required, "value": value}, stream)


    def call(spec, path, name, *arguments, folder):
        with tempfile.TemporaryDirectory() as scratch:
            result = os.path.join(scratch, "result.json")
            command = [sys.executable, os.path.abspath(__file__), "--hook", spec, path, name, json.dumps(arguments), result]
            code = subprocess.call(command, cwd=folder)
            if code == NO_BACKEND:
                sys.exit(code)
            if code:
                name = name.lstrip("+")
                sys.exit(f"{name} failed with exit code {code}" if code > 0 else f"{name} was ended by signal {-code}")
            with open(result) as stream:
                return json.load(stream)


    def build(spec, path, kind, out, settings, installer, folder):
        print(f"build {kind}", flush=True)
        answer = call(spec, path, f"+build_{kind}", out, settings, folder=folder)
        if answer["required"]:
            print("build requires", ", ".join(answer["required"]), flush=True)
            code = subprocess.call([*installer, *answer["required"]])
            if code:
                sys.exit(code)
            answer = call(spec, path, f"build_{kind}", out, settings, folder=folder)
        if answer["missing"]:
            sys.exit(f"the build back end '{spec}' has no attribute 'build_{kind}', which makes what is wanted")
        return os.path.join(out, answer["value"])


    def unpacked(sdist, folder):
        with tarfile.open(sdist) as archive:
            if hasattr(tarfile, "data_filter"):
                archive.extractall(folder, filter="data")
            else:
                archive.extractall(folder)
        entries = [os.path.join(folder, name) for name in os.listdir(folder)]
        # A sdist has one folder; what has none is taken as it is.
        return entries[0] if len(entries) == 1 and os.path.isdir(entries[0]) else folder


    def is_for_one(wheel):
        python, abi = wheel[:-len(".whl")].split("-")[-3:-1]
        return not python.startswith("py") if abi == "none" else abi != "abi3"


    def main():
        kind, spec, path, out, result, settings = sys.argv[1:7]
        settings = json.loads(settings)
        installer = sys.argv[8:]
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out)
        companions = []
        artifact = build(spec, path, "wheel" if kind == "own-wheel" else kind, out, settings, installer, os.getcwd())
        if kind == "sdist" and artifact.endswith(".tar.gz"):
            with tempfile.TemporaryDirectory() as scratch:
                try:
                    source = unpacked(artifact, os.path.join(scratch, "src"))
                    wheel = build(spec, path, "wheel", scratch, settings, installer, source)
                except SystemExit as failure:
                    print("each environment builds the sdist itself, since it gives no wheel here:", failure.code)
                else:
                    if wheel.endswith(("-py3-none-any.whl", "-py2.py3-none-any.whl")):
                        companions = [artifact]
                        artifact = shutil.copy(wheel, out)
        elif kind == "wheel" and is_for_one(artifact):
            print("each environment builds a wheel of its own from the sdist, since this one is for", sys.version.split()[0])
            try:
                artifact = build(spec, path, "sdist", out, settings, installer, os.getcwd())
            except SystemExit as failure:
                print("there is no sdist, so that wheel is for all:", failure.code)
        with open(result, "w", encoding="utf-8") as stream:
            json.dump({"artifact": artifact, "companions": companions}, stream, ensure_ascii=False)
        print("built", artifact)


    if sys.argv[1] == "--hook":
        spec, path, name, arguments, result = sys.argv[2:7]
        arguments = json.loads(arguments)
        arguments[-1] = arguments[-1] or None
        hook(spec, path, name, arguments, result)
    else:
        main()

    """#
}
