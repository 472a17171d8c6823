"""Builds killed at random moments: only whole files, a true manifest, and a run that ends the work."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pikepdf

ROOT = Path(__file__).parents[2]
SEED = 20261124


def command(content: Path, output: Path, *more: str) -> list[str]:
    """Return the command that builds the leaflets of a folder of content."""
    words = [sys.executable, "-m", "irdocs", "build", "--layout", "leaflet", "--content", str(content)]
    words += ["--layouts", str(ROOT / "layouts"), "--output", str(output), "--date", "2026-11-24", "--quiet"]
    return [*words, *more]


def kill_builds(content: Path, output: Path, kills: int) -> list[str]:
    """Kill builds into a folder at random moments; return what was wrong afterwards, nothing where all is well."""
    started = time.monotonic()
    subprocess.run(command(content, output), check=True, capture_output=True)
    whole = time.monotonic() - started
    chance, wrong = random.Random(SEED), []
    for number in range(1, kills + 1):
        process = subprocess.Popen(command(content, output, "--force"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.2, 1.0) * whole)
        process.kill()
        process.communicate()
        for path in output.rglob("*.pdf"):
            if not path.name.startswith("."):
                try:
                    pikepdf.open(path).close()
                except pikepdf.PdfError as error:
                    wrong.append(f"kill {number}: {path.name} is not whole: {error}")
        told = subprocess.run(command(content, output, "--verify"), capture_output=True, text=True, check=False).stderr
        if "[changed-file]" in told or "[missing-file]" in told or "Traceback" in told:
            wrong.append(f"kill {number}: the manifest is not true: {told}")
    for more in ((), ("--verify",)):
        done = subprocess.run(command(content, output, *more), capture_output=True, text=True, check=False)
        if done.returncode:
            wrong.append(f"the work was not ended: {done.stderr}")
    return wrong
