"""Fetch the desk's copy of htmx from the npm registry, as the version and checksum below say.

Run it from the project's folder: ``python tools/vendor_htmx.py``. Node's npm must be there. To take another version,
change both lines together; ``--check`` only says whether the copy is the pinned one.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "2.0.11"  # 0BSD; https://www.npmjs.com/package/htmx.org
SHA256 = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
MEMBER = "package/dist/htmx.min.js"
COPY = Path(__file__).resolve().parents[1] / "src" / "newsdraft" / "desk" / "static" / "htmx.min.js"


def is_pinned(data: bytes) -> bool:
    """Whether these are the bytes that the pin names."""
    return hashlib.sha256(data).hexdigest() == SHA256


def fetched() -> bytes:
    """The file from the package of the pinned version."""
    with tempfile.TemporaryDirectory() as folder:
        npm = ["npm", "pack", "--silent", f"htmx.org@{VERSION}"]
        name = subprocess.run(npm, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(fileobj=io.BytesIO((Path(folder) / name).read_bytes())) as package:
            member = package.extractfile(MEMBER)
            return member.read() if member else b""


def main() -> None:
    """Write the copy, or check it."""
    data = COPY.read_bytes() if "--check" in sys.argv else fetched()
    if not is_pinned(data):
        sys.exit(f"this is not htmx {VERSION} as it was pinned")
    COPY.write_bytes(data)
    sys.stdout.write(f"htmx {VERSION}, {len(data):,} bytes\n")


if __name__ == "__main__":
    main()
