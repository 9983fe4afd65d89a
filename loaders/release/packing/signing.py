"""Signs the checksums of a pack with ssh or minisign, which have to be installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from loaders import sums
from loaders.errors import UsageError

NAMESPACE = "urbsol-release"
SSH, MINISIGN = f"{sums.NAME}.sig", f"{sums.NAME}.minisig"
SIGNATURES = frozenset({SSH, MINISIGN})


def sign(folder: Path, key: Path, program: str) -> Path:
    """Sign the checksums with a private key by ``ssh`` or ``minisign``; return the signature.

    Its own checksum is added to ``SHA256SUMS.sha256``. Raise UsageError when it cannot be done.
    """
    name, arguments = _order(folder, key, program)
    if not shutil.which(arguments[0]):
        raise UsageError(f"{arguments[0]} is not installed", "install it, or leave --sign away")
    done = subprocess.run(
        arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    path = folder / name
    if done.returncode or not path.is_file():
        raise UsageError(f"the pack could not be signed: {done.stderr.strip()}", f"see {key}")
    seal = sums.read(folder / sums.SEAL) | {name: sums.digest(path)}
    (folder / sums.SEAL).write_bytes(sums.text_of(seal).encode())
    return path


def _order(folder: Path, key: Path, program: str) -> tuple[str, list[str]]:
    signed = str(folder / sums.NAME)
    if program == "ssh":
        return SSH, ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, signed]
    output = str(folder / MINISIGN)
    comment = f"{NAMESPACE} {sums.digest(folder / sums.NAME)}"
    return MINISIGN, ["minisign", "-S", "-s", str(key), "-m", signed, "-x", output, "-t", comment]
