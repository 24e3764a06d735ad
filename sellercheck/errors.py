"""What can go wrong, as one tree.

```
SellercheckError
├─ UsageError             an option or argument that cannot be meant
├─ SettingsError          file, key
├─ RulePackError          file:line, rule
├─ SheetError             path, row, column
├─ ReportError            path, part
├─ ListError              list; ListMissing, ListDamaged, ListUnavailable
├─ RegistryError          LookupFailed (this one), RegistryUnavailable (stop asking)
└─ EngineError            which extra to install, or what to spare
```

Every error has a `message` (what happened and where: lower case, no full stop) and, where there is one, a `hint`
(what to do next, an imperative sentence). The command prints both and exits with status 2; a traceback is ours.
"""

from __future__ import annotations


class SellercheckError(Exception):
    """Anything sellercheck says about a sheet, a pack, a list or a setting that it cannot work with."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(SellercheckError):
    """An option or argument that cannot be meant. The caller can mend it."""


class SettingsError(SellercheckError):
    """A settings file with an unknown key or a wrong value. Its owner can mend it."""


class RulePackError(SellercheckError):
    """A rule pack that cannot be used; the message starts with `file:line`. Its author can mend it."""


class SheetError(SellercheckError):
    """A sheet that cannot be read, or holds nothing to check. The seller can mend it."""


class ReportError(SellercheckError):
    """A saved result that cannot be read. Whoever saved it can mend it."""


class ListError(SellercheckError):
    """A list that cannot be used. Its maintainer can mend it."""


class ListMissing(ListError):
    """No list of that name or at that path."""


class ListDamaged(ListError):
    """The list's bytes are not what its catalogue entry promises, or its rows are malformed."""


class ListUnavailable(ListError):
    """The publisher of lists could not be reached, or gave no usable answer. Time, or the network's keeper, can mend it."""


class RegistryError(SellercheckError):
    """An official register did not give an answer."""


class LookupFailed(RegistryError):
    """This one question got no answer; others may."""


class RegistryUnavailable(RegistryError):
    """The register answers nothing now: stop asking."""


class EngineError(SellercheckError):
    """An engine that cannot run here, or was ended before it was done; the hint names the way out."""
