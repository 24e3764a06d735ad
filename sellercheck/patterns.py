"""Regular expressions that are made ready when they are first needed: `shape`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable


def shape(source: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is made ready when it is first called for.

    Most sheets need few of them, and making all of them ready would cost a small sheet more than its check.
    """
    return functools.cache(functools.partial(re.compile, source, flags))
