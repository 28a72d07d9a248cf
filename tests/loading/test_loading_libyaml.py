"""PyYAML is imported with patterns that wait: what is swapped for that is put back, and PyYAML is as it always was."""

from __future__ import annotations

import subprocess
import sys

import pytest

IMPORTED = """
import re, sys
compiling = re.compile
from takeover.loading.libyaml import import_yaml
yaml = import_yaml()
assert re.compile is compiling
assert import_yaml() is yaml is sys.modules["yaml"]
text = "[1, 0x1F, 2.5, .inf, yes, ~, 2026-01-01, 2026-01-01T10:15:00Z, <<, =, 012, plain]"
values = yaml.load(text.replace("<<, =, ", ""), yaml.CSafeLoader)
assert values == yaml.safe_load(text.replace("<<, =, ", "")), values
assert [type(value).__name__ for value in values] == (
    "int int float float bool NoneType date datetime int str".split()
), values
assert yaml.safe_load(yaml.safe_dump({"a": ["yes", 1.5, None, "é", "x: y"]})) == {"a": ["yes", 1.5, None, "é", "x: y"]}
"""
MISSING = """
import re, sys
compiling = re.compile
sys.modules["yaml.error"] = None
from takeover.loading.libyaml import import_yaml
try:
    import_yaml()
except ImportError:
    assert re.compile is compiling
else:
    raise SystemExit("PyYAML was there")
"""


@pytest.mark.parametrize("program", [IMPORTED, MISSING], ids=["imported", "missing"])
def test_what_is_swapped_is_put_back(program: str) -> None:
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
