"""What every register has in common: credentials, cache, errors said one way, and when to stop asking."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import quote, urlsplit

from sellercheck.errors import LookupFailed, RegistryError, RegistryUnavailable, UsageError
from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._answers import Answers, encoded
from sellercheck.registries._credentials import missing, values
from sellercheck.registries._http import Desk, Pace, Reply, is_here
from sellercheck.registries._reading import Unreadable, json_object, mapping, plain

T = TypeVar("T")
FAILURES_IN_A_ROW = 3
"""So many questions without an answer, one after the other, and a register is asked no more in this run."""


class Register(ABC):
    """One register, ready to be asked. Closed after use."""

    title: ClassVar[str]
    """Its name for people."""
    office: ClassVar[str]
    """WIPO ST.3 code of the territory it covers."""
    asks: ClassVar[frozenset[str]]
    """`words` and `number`: what it can be asked for."""
    keys: ClassVar[tuple[str, ...]]
    """Names of the credentials it needs, all of them."""
    portal: ClassVar[str]
    """Where a seller gets them."""
    base: ClassVar[str]
    """Address of the interface; `SELLERCHECK_<NAME>_BASE` sets another."""
    page: ClassVar[str]
    """The search page for people; `{}` is where the words go."""
    sample: ClassVar[Lookup]
    """A harmless question that shows whether the credentials work."""
    pace: ClassVar[Pace]
    numbers: ClassVar[str] = "Give digits only."
    """What its numbers look like, as a hint."""

    holds_cases: ClassVar[bool] = False
    """It is an archive of court cases: its numbers are dockets, and nothing follows from it about a mark's status."""

    def __init__(self, name: str, credentials: Mapping[str, str]) -> None:
        self.name, self.credentials = name, dict(credentials)
        self.address = address(f"SELLERCHECK_{name.upper()}_BASE", self.base)
        self.desk = Desk(name, self.title, self.pace, tuple(credentials.values()))
        self.answers = Answers(name, self.address)

    @classmethod
    def from_credentials(cls, name: str) -> Self:
        """Ready to be asked with the credentials set here; UsageError naming those that are not."""
        found = values(cls.keys)
        if found is None:
            raise UsageError(
                f"{cls.title} needs credentials: {', '.join(missing(cls.keys))} not set",
                f"Get them at {cls.portal} and set the environment variables, or store them in the keyring as user names of the service sellercheck.",
            )
        return cls(name, found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.close()

    def number(self, text: str) -> str | None:
        """The number as the register's interface wants it; None for what is none of its numbers."""
        bare = text.strip()
        return bare if bare.isascii() and bare.isdecimal() else None

    def link(self, text: str) -> str:
        """A page where a person can search for these words."""
        return self.page.format(quote(text, safe=""))

    def known(self, lookup: Lookup) -> Answer | None:
        """The answer to this question from the cache, if it is there and fresh. Asks nobody."""
        return self.answers.found(lookup)

    def look_up(self, lookup: Lookup) -> Answer:
        """What the register holds, from the cache when it is fresh. LookupFailed or RegistryUnavailable without an answer."""
        self._fits(lookup)
        return self.known(lookup) or self._kept(lookup, self._ask(lookup))

    def look_up_all(self, lookups: Iterable[Lookup]) -> Iterator[tuple[Lookup, Answer | RegistryError]]:
        """Each question with its answer or error, in order.

        Once the register is unavailable, or has failed `FAILURES_IN_A_ROW` times running, the rest gets the error without being asked.
        """
        stop: RegistryError | None = None
        failures = 0
        for lookup in lookups:
            if stop is None:
                try:
                    yield lookup, self.look_up(lookup)
                    failures = 0
                    continue
                except RegistryUnavailable as error:
                    stop = error
                    yield lookup, error
                    continue
                except LookupFailed as error:
                    failures += 1
                    if failures == FAILURES_IN_A_ROW:
                        stop = RegistryUnavailable(f"{self.title} was asked no more after {failures} failures running", error.hint)
                    yield lookup, error
                    continue
            yield lookup, self.known(lookup) or RegistryUnavailable(stop.message, stop.hint)

    def test(self) -> None:
        """Ask a harmless question anew, whatever the cache holds; RegistryError when it is not answered."""
        self._ask(self.sample)

    @abstractmethod
    def _ask(self, lookup: Lookup) -> Answer:
        """The register's own answer, over the network."""

    # ------------------------------------------------------------------------------------------------ for members

    def _fits(self, lookup: Lookup) -> None:
        if not (lookup.number or lookup.text.strip()):
            raise LookupFailed(f"{self.title} was asked for nothing", "Give a name or a number.")
        if ("number" if lookup.number else "words") not in self.asks:
            raise LookupFailed(
                f"{self.title} has no search by {'number' if lookup.number else 'words'} for programs",
                f"Open {self.link(lookup.text)} instead." if not lookup.number else None,
            )
        if lookup.number and self.number(lookup.number) is None:
            raise LookupFailed(f'"{lookup.number}" is no number of {self.title}', self.numbers)

    def _kept(self, lookup: Lookup, answer: Answer) -> Answer:
        if not self.desk.holds_secret(encoded(answer)):  # a server may echo anything
            self.answers.keep(lookup, answer)
            return answer
        raise LookupFailed(f"{self.title} sent an answer that holds a credential; it was thrown away")

    def _read(self, reply: Reply, kinds: Mapping[str, Callable[[bytes], T]]) -> T | None:
        """What the reply holds, read by the reader for its kind; None when the register knows nothing of the sort (204, 404).

        LookupFailed or RegistryUnavailable for every other status, another kind of content, and what cannot be read.
        """
        if reply.status in {204, 404}:
            return None
        self._refuse(reply)
        reader = kinds.get(reply.kind)
        if reader is None:
            what = {"html": "a web page", "other": "an unknown type of content"}.get(reply.kind, reply.kind.upper())
            raise LookupFailed(
                f"{self.title} sent {what} instead of {' or '.join(kinds).upper()}", "It may be under maintenance: try again later."
            )
        try:
            return reader(reply.content)
        except Unreadable as error:
            raise LookupFailed(f"{self.title} sent an answer that cannot be read: {error}", "Try again later.") from None

    def _refuse(self, reply: Reply) -> None:
        if reply.status in {401, 403}:
            raise RegistryUnavailable(
                f"{self.title} refuses the credentials (status {reply.status})",
                f"Check {', '.join(self.keys)}, and that the account is approved for this interface at {self.portal}.",
            )
        if reply.status != 200:
            raise LookupFailed(f"{self.title} answered with status {reply.status}")


def address(variable: str, usual: str) -> str:
    """The address that the environment variable sets, else the usual one; UsageError for one that may not be asked."""
    given = os.environ.get(variable, "").strip().rstrip("/")
    if not given:
        return usual
    try:
        parts = urlsplit(given)
        right = parts.scheme == "https" or (parts.scheme == "http" and is_here(parts.hostname or ""))
        right = right and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        right = False
    if not right:
        raise UsageError(
            f"{variable} holds no address that may be asked", "Give one that begins with https:// (http:// is for this machine alone)."
        )
    return given


class Token:
    """An OAuth2 token by client credentials, in memory only, renewed a minute before it ends."""

    def __init__(self, register: Register, url: str, form: Mapping[str, str], basic: tuple[str, str] | None = None) -> None:
        self.register, self.url, self.form, self.basic = register, url, dict(form), basic
        self._token, self._until = "", 0.0

    def _bearer(self) -> str:
        """The header's value; RegistryUnavailable when no token is given."""
        if not self._token or time.monotonic() >= self._until:
            self._fetch()
        return f"Bearer {self._token}"

    def ask(self, url: str, *, keys: Mapping[str, str] | None = None, **asked: Any) -> Reply:
        """The reply of the register's desk, asked with the token; with a new one where it ended before its time."""
        for turn in range(2):
            reply = self.register.desk.ask(url, keys={"Authorization": self._bearer(), **(keys or {})}, **asked)
            if reply.status != 401 or turn:
                break
            self._token = ""
        return reply

    def _fetch(self) -> None:
        register, headers = self.register, {"Accept": "application/json"}
        reply = register.desk.ask(self.url, method="POST", form=self.form, headers=headers)
        if reply.status in {400, 401} and self.basic is not None:
            from base64 import b64encode

            word = b64encode(":".join(self.basic).encode()).decode("ascii")
            register.desk.keep(word)
            reply = register.desk.ask(
                self.url, method="POST", form={"grant_type": "client_credentials"}, headers=headers, keys={"Authorization": f"Basic {word}"}
            )
        if reply.status in {400, 401, 403}:
            raise RegistryUnavailable(
                f"{register.title} gives no access token (status {reply.status})",
                f"Check {', '.join(register.keys)}; they come from {register.portal}.",
            )
        told = register._read(reply, {"json": json_object})  # noqa: SLF001 -- the token is the register's own
        token = mapping(told).get("access_token")
        if not isinstance(token, str) or not token or not (token.isascii() and token.isprintable()):
            raise RegistryUnavailable(f"{register.title} sent no access token", "Try again later.")
        lasts = mapping(told).get("expires_in")
        register.desk.keep(token)
        self._token = token
        self._until = time.monotonic() + (float(text[:9]) if (text := plain(lasts)).isdecimal() else 300.0) - 60


def answer_of(record: RegistryRecord | None) -> Answer:
    """The answer to a question for one number."""
    return Answer(today(), (record,) if record else (), total=1 if record else 0)


def today() -> date:
    """The day of an answer."""
    return date.today()  # noqa: DTZ011 -- the seller's own day, as in the report
