"""A build backend (PEP 517, PEP 660) for one pure-Python package in src/, with the standard library alone."""

import base64
import hashlib
import io
import re
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def get_requires_for_build_wheel(config_settings=None):
    return []


get_requires_for_build_sdist = get_requires_for_build_editable = get_requires_for_build_wheel


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = Path(metadata_directory, dist_info())
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in metadata_files().items():
        (folder / name).write_bytes(content)
    return folder.name


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    sources = sorted((ROOT / "src").rglob("*.py"))
    files = {path.relative_to(ROOT / "src").as_posix(): path.read_bytes() for path in sources}
    return write_wheel(wheel_directory, files)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return write_wheel(wheel_directory, {f"{project('name')}.pth": f"{ROOT / 'src'}\n".encode()})


def build_sdist(sdist_directory, config_settings=None):
    base = f"{project('name')}-{project('version')}"
    folders = ("src", "tests", "_build")
    sources = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sources}
    for name in ("pyproject.toml", "tox.ini", "README.md"):
        files[name] = (ROOT / name).read_bytes()
    files["PKG-INFO"] = metadata_files()["METADATA"]
    with tarfile.open(Path(sdist_directory, f"{base}.tar.gz"), "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"{base}/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return f"{base}.tar.gz"


def project(key):
    """The value of a one-line key of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return re.search(rf'^{key} = "(.+)"$', text, re.MULTILINE).group(1)


def dist_info():
    return f"{project('name')}-{project('version')}.dist-info"


def metadata_files():
    metadata = {
        "Metadata-Version": "2.1",
        "Name": project("name"),
        "Version": project("version"),
        "Summary": project("description"),
        "Requires-Python": project("requires-python"),
    }
    wheel = {"Wheel-Version": "1.0", "Generator": "backend 1", "Root-Is-Purelib": "true", "Tag": "py3-none-any"}
    return {"METADATA": headers(metadata), "WHEEL": headers(wheel)}


def headers(fields):
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def write_wheel(directory, files):
    files.update((f"{dist_info()}/{name}", content) for name, content in metadata_files().items())
    record = f"{dist_info()}/RECORD"
    lines = [f"{name},sha256={digest(content)},{len(content)}\n" for name, content in files.items()]
    files[record] = "".join([*lines, f"{record},,\n"]).encode()
    wheel = f"{project('name')}-{project('version')}-py3-none-any.whl"
    with zipfile.ZipFile(Path(directory, wheel), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Without a time of its own, an entry has a fixed one: equal sources make equal wheels.
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return wheel


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
