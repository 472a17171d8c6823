"""Writes plain data as YAML that our own reader takes: no anchors, no tags, keys in their order."""

from typing import Any

import yaml


class _Plain(yaml.SafeDumper):
    """Writes everything where it stands: the reader refuses aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that nothing is written by reference."""
        return True


def yaml_text(data: Any) -> str:
    """Return data as YAML."""
    text: str = yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)
    return text.rstrip("\n")
