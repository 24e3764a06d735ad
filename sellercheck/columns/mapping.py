"""The field of every column: by its heading first, then by what its cells hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sellercheck.columns.cells import FILE_NAME, PRODUCT_KINDS, Profile, profile_of
from sellercheck.columns.headings import COMMON, DIGITS, Claim, fold, is_of_others, seen_within, words_of
from sellercheck.columns.worksheet import Worksheet
from sellercheck.listing import Column
from sellercheck.sheets import OWN

SINGLE = ("title", "sku", "parent", "brand", "manufacturer", "price", "msrp", "currency", "quantity")
"""Fields of which a sheet has one column; of all others every column that claims them is read."""

_STATES = frozenset(
    {
        "在售",
        "已上架",
        "上架",
        "下架",
        "已下架",
        "正常",
        "停售",
        "active",
        "inactive",
        "enabled",
        "disabled",
        "published",
        "draft",
        "live",
        "sold out",
        "y",
        "n",
    }
)
"""What a column headed as the condition says where it is the offer's state."""


class Mapper:
    """Decides what each column of one sheet is, first by its heading, then by what its cells hold."""

    def __init__(self, sheet: Worksheet, headers: Sequence[str], overrides: Mapping[str, int]) -> None:
        self.names, self.headers, self.notes = sheet.names, headers, sheet.notes
        self.called = seen_within(headers, sheet.names) if sheet.grid.keys is not None else headers
        """The headings as they are looked up: in formats that nest fields, without what all of them stand in."""
        self.order = sheet.names.order_for(headers)
        self.labels = sheet.labels
        rows = sheet.sample
        self.profiles = [
            profile_of([row.values[place] for row in rows if place < len(row.values)], len(rows)) for place in range(len(headers))
        ]
        for place, profile in enumerate(self.profiles):
            if headers[place].startswith(OWN) or (profile.values and all(value.startswith(OWN) for value in profile.values)):
                self.profiles[place] = profile_of((), 0)  # an annotated copy: what `fix` wrote is no text of the seller's
        self.cells = [row.values for row in rows]
        self.claims = [self._claims(place) for place in range(len(headers))]
        self.fields: list[str | None] = [None] * len(headers)
        self.ranks = [0] * len(headers)
        self.how: list[str] = [""] * len(headers)
        self.overrides = overrides
        self.spare: dict[int, Claim] = {}
        """Second SKU columns of the winner's own platform, such as Shopee's parent SKU: they name a listing whose first is blank."""

    def run(self) -> None:
        for field, place in self.overrides.items():
            self.fields[place], self.how[place] = field, "option"
        self._by_name()
        self._pairs()
        self._promote("msrp", "price")
        self._promote("manufacturer", "brand")

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(place, header, self.fields[place], self.how[place], self.ranks[place]) for place, header in enumerate(self.headers)
        )

    def _claims(self, place: int) -> list[Claim]:
        header = self.called[place]
        if header.startswith(OWN):
            return []
        claims = self.names.claims(header)
        if (not claims or claims[0].looseness >= 4) and place < len(self.labels):
            claims = (*self.names.claims(self.labels[place]), *claims) if self.labels[place].strip() else claims
        claims = tuple(sorted(claims, key=lambda claim: (claim.looseness, self.order[claim.pack])))
        profile = self.profiles[place]
        kept = [claim for claim in claims if not self._contradicted(claim, profile)]
        fields = [claim.field for claim in kept]
        if "sku" in fields and "gtin" in fields:
            typed = {fold(header) + "type"} & {fold(other) for other in self.headers}
            no = "sku" if typed or are_barcodes(profile.values) else "gtin"
            kept = [claim for claim in kept if claim.field != no]
        if "keywords" in fields and "category" in fields and _a_search_word(profile):
            kept.sort(key=lambda claim: claim.field != "category")
        return kept

    def _contradicted(self, claim: Claim, profile: Profile) -> bool:
        """Whether what the column holds rules a field out. An empty column is believed."""
        if not profile.filled:
            return False
        values = {value.strip().casefold() for value in profile.values}
        match claim.field:
            case "title":
                return profile.address > 0.8 or profile.number > 0.9
            case "description" | "bullets":
                return profile.number > 0.9 or (profile.address > 0.8 and profile.words < 2)
            case "brand" | "manufacturer":
                return profile.number > 0.9 or profile.address > 0.8
            case "category":
                return {part.strip() for value in values for part in value.split(",")} <= PRODUCT_KINDS
            case "condition":
                return values <= _STATES
            case "variant" | "keywords":
                return profile.address > 0.8
            case "material":  # SAP's `Material` is the number of the goods
                return profile.number > 0.9 or (profile.code > 0.9 and profile.distinct > 0.9)
            case "image":
                return profile.address + profile.picture == 0 and profile.json < 0.5 and not any(map(FILE_NAME.match, profile.values))
            case "price" | "msrp" | "quantity":
                return not any(any(map(str.isdigit, value)) for value in values) or profile.address > 0.5
            case "url":
                return profile.address < 0.2 and profile.slug < 0.2
            case "gtin":
                return all(not any(map(str.isdigit, value)) for value in values)
            case _:
                return False

    def _by_name(self) -> None:
        """Give every column its likeliest field; of two that claim a single one the better keeps it, the other its next claim."""
        waiting = {place: list(claims) for place, claims in enumerate(self.claims) if self.how[place] != "option"}
        taken = set(self.overrides)
        settled = False
        while not settled:
            settled = True
            for field in SINGLE:
                rivals = [place for place, claims in waiting.items() if claims and claims[0].field == field]
                if len(rivals) < 2 and not (rivals and field in taken):
                    continue
                winner = None if field in taken else self._best(rivals, waiting)
                for place in rivals:
                    if place != winner:
                        self._lose(waiting, place, winner, field)
                        settled = False
        for place, claims in waiting.items():
            if claims:
                self.fields[place], self.how[place] = claims[0].field, f"name {claims[0].pack}"
                # A cover image goes before the pictures of variants, wherever it stands.
                self.ranks[place] = min(claims[0].rank, 1) if claims[0].field == "image" else 0
        for place, claim in self.spare.items():
            if self.fields[place] is not None:
                continue
            self.fields[place], self.how[place], self.ranks[place] = claim.field, f"name {claim.pack}", 1 + claim.rank

    def _lose(self, waiting: dict[int, list[Claim]], place: int, winner: int | None, field: str) -> None:
        lost = waiting[place].pop(0)
        while waiting[place] and waiting[place][0].field in SINGLE and waiting[place][0].looseness > lost.looseness:
            waiting[place].pop(0)
        if field == "sku" and winner is not None and lost.pack == waiting[winner][0].pack != COMMON:
            self.spare[place] = lost
        if field != "title" or waiting[place] or (self.profiles[place].filled > 2 and len(self.profiles[place].values) == 1):
            return  # BigCommerce's `Item` says `Product` in every row
        # A second name is text a buyer may read: it is screened too, as an attribute, unless it says the same.
        if winner is None or not self._same_text(place, winner):
            waiting[place].append(Claim("attributes", lost.pack, lost.rank, lost.looseness))
        if winner is not None and self.profiles[place].filled:
            self.notes.append(f'"{self.headers[winner]}" is read as the title; "{self.headers[place]}" names the product too')

    def _same_text(self, one: int, other: int) -> bool:
        pairs = [(cells[one].strip(), cells[other].strip()) for cells in self.cells if max(one, other) < len(cells)]
        pairs = [pair for pair in pairs if pair[0]]
        return bool(pairs) and sum(a == b for a, b in pairs) > 0.9 * len(pairs)

    def _best(self, rivals: Sequence[int], waiting: Mapping[int, Sequence[Claim]]) -> int:
        most = max(self.profiles[place].fill for place in rivals)
        alive = [place for place in rivals if self.profiles[place].fill >= 0.5 * most]
        if waiting[rivals[0]][0].field in {"sku", "title"} and most:
            varied = max(self.profiles[place].distinct for place in alive)
            alive = [place for place in alive if self.profiles[place].distinct >= 0.5 * varied]
        if waiting[rivals[0]][0].field == "title" and any(self.profiles[place].words >= 1.5 for place in alive):
            alive = [place for place in alive if self.profiles[place].code <= 0.8]  # NetSuite's `Name` is a code, `Display Name` the name

        def merit(place: int) -> tuple[bool, bool, int, bool, int, int, int]:
            claim = waiting[place][0]
            # One of a numbered row of columns (`custom_label_0`), or named in part, comes after whatever bears the name itself.
            return (
                self.order[claim.pack][0],
                claim.looseness in {2, 3},
                claim.rank,
                claim.looseness > 2,
                claim.own_rank,
                claim.looseness,
                place,
            )

        return min(alive, key=merit)

    def _pairs(self) -> None:
        """Where a column pair is name and value (`Attribute 1 name`, `Attribute 1 value(s)`) and the name says Brand, the value is the brand."""
        by_fold = {fold(header): place for place, header in enumerate(self.headers)}
        for folded, place in by_fold.items():
            if not folded.endswith("name") or not DIGITS.search(folded):
                continue
            value_at = by_fold.get(folded[:-4] + "value", by_fold.get(folded[:-4] + "values"))
            said = self.profiles[place].values
            if value_at is None or self.how[value_at] == "option":
                continue
            if self.how[place] != "option":
                self.fields[place], self.how[place] = None, ""
            if len(said) != 1:
                continue
            claims = self.names.claims(next(iter(said)))
            if claims and claims[0].field in {"brand", "material", "manufacturer"} and claims[0].field not in self.fields:
                self.fields[value_at], self.how[value_at] = claims[0].field, "content"

    def _promote(self, field: str, to: str) -> None:
        """The only price in a sheet is the price, whatever it is called; the only maker named is the brand."""
        places = [place for place, found in enumerate(self.fields) if found == field and self.how[place] != "option"]
        if to in self.fields or len(places) != 1:
            return
        if field == "manufacturer" and (self.profiles[places[0]].length > 40 or "detail" in fold(self.called[places[0]])):
            return
        self.fields[places[0]] = to
        if to == "brand":
            self.notes.append(f'no column holds a brand: "{self.headers[places[0]]}" is read as the brand')

    # By content.

    def name_title(self) -> int | None:
        """Take the column of varied texts of several words for the title when no heading named one; its place."""
        best, merit = None, (0.0, 0.0)
        described = self._named_by_description()
        for place, profile in enumerate(self.profiles):
            if (self.fields[place] is not None and place != described) or not profile.filled:
                continue
            said = 1.2 if place == described else self._heading_worth(place)
            worth = _title_worth(profile) * said
            if worth and (said > 2, worth) > merit:
                best, merit = place, (said > 2, worth)
        if best is not None:
            self.fields[best], self.how[best] = "title", "content"
        return best

    def _heading_worth(self, place: int) -> float:
        """How much more or less a column looks like the title for its heading: `Auction name` does, `Seller's comment` does not."""
        if is_of_others(self.called[place]):
            return 0.0
        meant = {
            claims[0].field for word in words_of(self.called[place]) if (claims := self.names.claims(word)) and claims[0].looseness < 2
        }
        return 1.0 if not meant else 3.0 if meant == {"title"} else 1.0 if "title" in meant else 0.0

    def _named_by_description(self) -> int | None:
        """Place of the first description whose texts are as short as names: suppliers' lists head the names of their goods so."""
        places = [place for place, field in enumerate(self.fields) if field == "description" and self.how[place] != "option"]
        return next((place for place in places[:1] if self.profiles[place].words <= 20 and self.profiles[place].length <= 150), None)

    def believe_heading(self) -> None:
        """Take a column headed as the title for it though it holds numbers: `1984` is a book too."""
        for place, header in enumerate(self.headers):
            claims = self.names.claims(header)
            if (
                self.fields[place] is None
                and claims
                and claims[0].field == "title"
                and self.profiles[place].number > self.profiles[place].address
            ):
                self.fields[place], self.how[place] = "title", f"name {claims[0].pack}"
                return

    def name_rest(self) -> None:
        """Fields of a sheet without headings, by what the columns hold. The title is found before."""
        title = self.fields.index("title") if "title" in self.fields else None
        for place, profile in enumerate(self.profiles):
            if self.fields[place] is not None or not profile.filled:
                continue
            field = self._by_content(place, profile, title)
            if field and not (field in SINGLE and field in self.fields):
                self.fields[place], self.how[place] = field, "content"

    def _by_content(self, place: int, profile: Profile, title: int | None) -> str | None:
        if profile.address > 0.8:
            return "image" if profile.picture > 0.8 else "url"
        if are_barcodes(profile.values):
            return "gtin"
        if profile.money > 0.6 or (profile.number > 0.8 and profile.decimal > 0.6 and profile.most > 5):
            return "price"  # one decimal and never above five is a rating
        if profile.number > 0.8 and not (profile.distinct > 0.95 and profile.fill > 0.95 and profile.length >= 5):
            return None
        if profile.code > 0.9 and profile.fill > 0.9 and profile.distinct > 0.9 and profile.length >= 4:
            return "sku"
        if profile.path > 0.5 and profile.words > 1:
            return "category"
        if title is not None and profile.words < 4 and self._begins(place, title) > 0.3:
            return "brand"
        if profile.words > 25:
            return "description"
        if profile.words < 5 and profile.distinct < 0.2 and profile.filled > 10 and profile.code < 0.5 and profile.number < 0.3:
            return "category"
        return None

    def _begins(self, place: int, title: int) -> float:
        """In what share of rows the cell is the first word or words of the title."""
        pairs = [
            (cells[place].strip().casefold(), cells[title].strip().casefold()) for cells in self.cells if max(place, title) < len(cells)
        ]
        pairs = [pair for pair in pairs if pair[0]]
        return sum(name.startswith(word) for word, name in pairs) / len(pairs) if pairs else 0.0


def _title_worth(profile: Profile) -> float:
    if (
        profile.address > 0.2
        or profile.number > 0.5
        or profile.date > 0.5
        or profile.fill < 0.3
        or profile.words < 1.6
        or profile.code > 0.5
    ):
        return 0.0
    if profile.distinct < 0.3 and profile.filled > 4:
        return 0.0
    # Past forty words it is a description, which still beats nothing.
    length = min(profile.words, 15.0) if profile.words <= 40 else 4.0
    return length * profile.distinct * profile.fill * (0.4 if profile.path > 0.5 else 1.0)


def _a_search_word(profile: Profile) -> bool:
    """A scraper's `keyword` column: the few words that were searched for, which is what groups the listings."""
    return profile.filled > 10 and profile.distinct < 0.2 and profile.words < 5


def are_barcodes(values: Iterable[str]) -> bool:
    """Whether most values are twelve to fourteen digits with a true check digit."""
    found = [value.strip().lstrip("'").removesuffix(".0") for value in values]
    good = sum(value.isdigit() and 12 <= len(value) <= 14 and _check_digit(value) for value in found)
    return good > 0.6 * len(found) > 0


def _check_digit(code: str) -> bool:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code))) % 10 == 0
