"""Where a system keeps what a program saves for its user: `of_user`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

_PLAIN = {"cache": ("XDG_CACHE_HOME", ".cache"), "data": ("XDG_DATA_HOME", ".local/share")}
"""Kind → the variable that may name another folder, and the folder below the user's own, as the XDG Base Directory Specification 0.8 has them."""


def of_user(kind: Literal["cache", "data"]) -> Path:
    """This user's folder of that kind for sellercheck; it need not exist."""
    variable, plain = _PLAIN[kind]
    home = os.environ.get("HOME", "")
    if sys.platform == "linux" and home.startswith("/") and not {variable, "ANDROID_DATA"} & os.environ.keys():
        # NOTE: what platformdirs gives here; loading it takes a small sheet longer than opening all the lists.
        return Path(home, plain, "sellercheck")
    import platformdirs

    find = platformdirs.user_cache_dir if kind == "cache" else platformdirs.user_data_dir
    return Path(find("sellercheck", appauthor=False))
