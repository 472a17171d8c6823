"""Pillow is read when a picture of dots is drawn, and not, as ReportLab has it, before anything is: few leaflets have one."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

_NAME = "PIL.Image"


def _put_off() -> None:
    if _NAME in sys.modules:
        return
    spec = find_spec(_NAME)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[_NAME] = module
    spec.loader.exec_module(module)
    sys.modules["PIL"].Image = module  # type: ignore[attr-defined]  # `from PIL import Image` looks here first


_put_off()
