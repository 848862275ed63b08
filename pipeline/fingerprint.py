"""What a result depends on besides its bytes: code, vocabularies, libraries, limits. Equal keys, equal results.

Two keys: that of reading (the modules that the readers import, and the data files that these name) and that of
understanding (everything). A vocabulary line that no reader uses changes the second only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from extractors.readers.scans import ocr
from pipeline.convert import version as office_version
from pipeline.result import Settings

ROOT = Path(__file__).parent.parent
PACKAGES = ("extractors", "normalizers", "pipeline", "schemas")
READING = ("pipeline.kept", "pipeline.reading", "pipeline.containers", "extractors.readers")
UNDERSTANDING = ("pipeline.process", "pipeline.conform")
DATASET = ("pipeline.assembly", "pipeline.publish")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)|import[ \t]+([\w., \t]+))", re.M
)
_DATA_FILE = re.compile(r"[\"']([\w/.-]+\.(?:ya?ml|csv|json|txt))[\"']")


@dataclass(frozen=True, slots=True)
class Key:
    """What a result was made with, as one hash for each thing that may change."""

    code: str
    vocabulary: str
    libraries: str
    limits: str

    @property
    def text(self) -> str:
        """Return the whole as one word of 32 hex digits."""
        return _hash([self.code, self.vocabulary, self.libraries, self.limits])[:32]

    def differences(self, other: Key) -> list[str]:
        """Return the names of what is not the same, such as ``vocabulary``."""
        mine, theirs = asdict(self), asdict(other)
        return [name for name in mine if mine[name] != theirs[name]]

    def to_json(self) -> str:
        """Return the key as JSON; `from_json` gives it back."""
        return json.dumps(asdict(self), sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Key:
        """Return the key that `to_json` wrote."""
        return Key(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of this checkout: of what was read, by format, and of what was made of it."""

    reading: dict[str, Key]
    understanding: Key

    def reading_of(self, format_name: str) -> Key:
        """Return the key of reading a format; that of reading anything where the format has no reader of its name."""
        return self.reading.get(format_name) or self.reading[""]


def keys(settings: Settings, process: str = "pipeline.process") -> Keys:
    """Return the keys of the code, vocabularies and libraries of this process.

    `process` is the module that reads and understands, the project's own but in tests.
    """
    own = process == "pipeline.process"
    libraries = _libraries()
    limits = _hash([json.dumps(asdict(settings.limits), sort_keys=True)])
    others = () if own else (process,)
    reading = closure((*READING, *others))
    code = _content(reading)
    keys_of = {"": Key(code, _content(named_data(reading)), libraries, limits)}
    for path in reading if own else ():
        if path.stem == "reader":
            # the reader of one format names fewer vocabularies than all of them together
            form = path.parent.name
            names = named_data(closure([f"extractors.readers.{form}.reader"], packages=False))
            keys_of["image" if form == "scans" else form] = Key(code, _content(names), libraries, limits)
    everything = _content(closure((*UNDERSTANDING, *READING, *others)))
    return Keys(keys_of, Key(everything, _content(_vocabulary()), libraries, limits))


def dataset_code() -> str:
    """Return the hash of the code that makes a dataset of results."""
    return _content(closure(DATASET))


def closure(modules: Iterable[str], *, packages: bool = True) -> list[Path]:
    """Return the files of modules and of all modules of this project that they import, directly or not, sorted.

    Importing a module runs its package first. Without `packages` that of the readers, which imports them all, is left
    out.
    """
    found: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if path is None or name in found:
            continue
        found[name] = path
        if not packages and name == "extractors.readers":
            del found[name]
            continue
        if "." in name:
            waiting.append(name.rpartition(".")[0])
        waiting += _imports(path)
    return sorted(set(found.values()))


def named_data(modules: Iterable[Path]) -> list[Path]:
    """Return the vocabulary files that the code of modules names."""
    known = {path.name: path for path in _vocabulary()}
    names = {Path(name).name for path in modules for name in _DATA_FILE.findall(_text(path))}
    return sorted(known[name] for name in names if name in known)


@cache
def _imports(path: Path) -> tuple[str, ...]:
    imported: list[str] = []
    for package, names, plain in _IMPORT.findall(_text(path)):
        if package:
            # `from package import module` names modules, which are taken along where there are such
            imported += [package, *(f"{package}.{word}" for word in re.findall(r"\w+", names))]
        imported += [word.split()[0] for word in plain.split(",") if word.strip()]
    return tuple(dict.fromkeys(imported))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _vocabulary() -> list[Path]:
    folders = (ROOT / "normalizers" / "vocabulary", ROOT / "schemas")
    suffixes = (".yaml", ".yml", ".csv", ".json", ".txt")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes)


@cache
def _file(name: str) -> Path | None:
    if name.partition(".")[0] not in (*PACKAGES, "tests"):
        return None
    base = ROOT.joinpath(*name.split("."))
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


def _libraries() -> str:
    """Return the hash of the versions of the project's dependencies that are installed, and of LibreOffice."""
    names = sorted(re.split(r"[^\w.-]", text)[0] for text in metadata.requires("congbao") or () if "extra" not in text)
    seen = ocr.engine() or str(ocr.missing())  # scans are read anew once it is there
    return _hash([*(f"{name} {metadata.version(name)}" for name in names), seen, office_version()])


def _content(paths: Iterable[Path]) -> str:
    return _hash([f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths])


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
