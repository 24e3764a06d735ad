"""Where a worksheet's headings stand, and which rows below them only explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sellercheck.columns.cells import ADDRESS, AMOUNT, CODE, FILE_NAME, is_info, is_null, kind_of, unlike_heading, words_in
from sellercheck.columns.headings import TEXTS, ColumnNames, fold, recognised
from sellercheck.errors import SheetError
from sellercheck.listing import Row
from sellercheck.patterns import shape
from sellercheck.sheets import OWN, Grid

_HEADER_DEPTH = 24
"""How many filled rows are searched for the headings. Those of templates stand in row 3 to 7; above those of an offer stand the maker's letterhead and terms."""
_SAMPLE_ROWS = 400
"""How many rows the content of a column is judged by."""


_SETTINGS = shape(r"(attributeRow|dataRow|labelRow)=(\d+)")
_MACHINE = shape(r"[★*\s]*[a-z0-9]+(?:[_.\-][a-z0-9]+)+(?:[\[|#].*)?$|[a-z]+(?:[A-Z][a-z0-9]+)+$")
ASIDE = shape(
    r"instruction|panduan|guide|faq|data definition|valid value|dropdown|browse data|^index$|summary|master ?data|read ?me|conditions list|definition|"
    r"填写说明|填写指南|使用说明|说明|说明书|参考|須知|须知|値一覧|推奨値|使用方法|説明|データ定義|instruc|anleitung|istruzioni|hướng dẫn|คำแนะนำ|"
    r"image ?guide|^images$|pre-?order|size ?chart|ukuran|pemetaan|template_version|change ?log|version|lookup|list of|option",
    re.IGNORECASE,
)
_EXAMPLE_SHEET = shape(
    r"example|sample|contoh|示例|样例|範例|范例|記入例|サンプル|ejemplo|exemplo|esempi|exemple|beispiel|mẫu|ví dụ|ตัวอย่าง", re.IGNORECASE
)
_PREFERRED_SHEET = shape(
    r"^template|vorlage|plantilla|modelo|modello|modèle|テンプレート|模板|products?$|listings?$|上传|商品", re.IGNORECASE
)
_FLAG_WORDS = frozenset({
    "mandatory", "required", "optional", "conditional", "conditionally required", "conditional mandatory", "preferred", "desired", "wajib", "opsional",
    "wajib bersyarat", "bersyarat", "tidak dapat diedit", "cannot be edited", "not editable", "compulsory", "recommended", "必填", "选填", "選填", "条件必填", "非必填", "必須", "任意", "推奨", "条件付き必須", "obligatorio", "obligatoire", "obrigatório", "obbligatorio",
    "opcional", "facultatif", "facoltativo", "pflichtfeld", "erforderlich", "bắt buộc", "tùy chọn", "จำเป็น", "ไม่จำเป็น", "обязательное", "обязательное поле", "необязательное", "wymagane", "opcjonalne", "zorunlu", "필수", "선택", "text", "string", "number", "integer",
    "decimal", "boolean", "dropdown", "date", "url", "basic", "advanced", "yes/no",
})  # fmt: skip
_EXAMPLE_CELL = shape(
    r"(?:ABC|XYZ)[-_]?\d{2,}$|[A-Z0-9]*X{4,}$|0?1234567890(?:1|12|123|128)?$|0?12345678901[0-9]?$|(?:my|your|example|sample)[ _-]?brand\b|<[^<>/]{4,}>$|lorem ipsum|"
    r"(?:example|sample|e\.g\.|示例|样例|例如|例[:：]|記入例|サンプル|contoh|ejemplo|exemplo|esempio|exemple|beispiel|ví dụ|ตัวอย่าง)(?:[\s_:：-].{0,30}|\d*)$",
    re.IGNORECASE,
)
"""What templates write into their example rows; a whole cell, for a perfume sample is also sold."""
_CALLED_EXAMPLE = shape(
    r"\W?(?:e\.g\.|eg:|z\. ?b\.|例如|示例|(?:example|sample|例|记入例|記入例|contoh|ejemplo|exemplo|esempio|exemple|beispiel|ví dụ|ตัวอย่าง|пример|przykład|örnek|예|예시)\s*[:：])",
    re.IGNORECASE,
)
_INSTRUCTION = shape(
    r"\s*(?:please|enter|select|choose|fill|edit|describe|provide|input|type in|upload|specify|group the|the (?:name|title|sku|price|description|image)\b|"
    r"请|填写|输入|选择|請|填寫|輸入|選擇|入力|isi |masukkan|pilih|silakan|ingresa|introduce|selecciona|escribe|insira|selecione|preencha|inserisci|entrez|"
    r"saisissez|geben sie|wählen sie|nhập|chọn|vui lòng|กรุณา|ระบุ|เลือก|введите|укажите|выберите|wpisz|wybierz)|"
    r"\s*(?:max(?:imum)?|min(?:imum)?|up to|at most)\b\W{0,2}\d+|最多|不超过|不超過|最大\d|"
    r"\d+\s*(?:to\s*\d+\s*)?(?:characters|chars|caracteres|caractères|caratteri|zeichen|karakter|ký tự|ตัวอักษร|个字符|個字元|文字|символ)",
    re.IGNORECASE,
)
"""How help for a column begins, or the limit it names."""
_NUMBER_FIELDS = frozenset({"price", "msrp", "quantity", "weight", "gtin"})


class Heading(NamedTuple):
    """One row judged as a row of headings."""

    at: int
    """Place among the peeked rows."""
    score: float
    known: int
    fields: frozenset[str]
    filled: int
    data: int
    """Cells that no heading looks like: numbers, addresses, long texts."""


class Worksheet:
    """One worksheet while its layout is sought."""

    def __init__(self, grid: Grid, names: ColumnNames, wanted: Iterable[str]) -> None:
        self.grid, self.names = grid, names
        self.wanted = tuple(wanted)
        self.rows: list[Row] = list(islice(grid.rows(), _SAMPLE_ROWS + _HEADER_DEPTH))
        self.heading: Heading | None = None
        self.first: int = 0
        """Place among `rows` of the first row of data."""
        self.first_number: int | None = None
        self.labels: tuple[str, ...] = ()
        self.notes: list[str] = []

    def judge(self, at: int) -> Heading:
        cells = self.rows[at].values
        filled = [cell for cell in cells if cell.strip()]
        score, known, fields = 0.0, 0, set()
        for cell in filled:
            if claims := self.names.claims(cell):
                known += 1
                best = claims[0]
                # A field named twice is worth little: value lists repeat, headings vary.
                worth = (1.0, 1.0, 0.8, 0.7, 0.3, 0.5)[best.looseness]
                score += worth if best.field not in fields else worth / 4
                fields.add(best.field)
        data = sum(unlike_heading(cell) for cell in filled)
        score += 2 * ("title" in fields) + ("description" in fields) + ("sku" in fields) + ("price" in fields)
        if sum(_MACHINE().match(cell) is not None for cell in filled) > max(2, len(filled) // 2):
            score *= 1.5  # keys and attribute names: labels beside them repeat and are translated
        if self.wanted and all(any(same(cell, wish) for cell in filled) for wish in self.wanted):
            score += 100
        return Heading(at, score, known, frozenset(fields), len(filled), data)

    def find_heading(self, header_row: int | None) -> None:
        if header_row is not None:
            self._forced(header_row)
            return
        if self._by_settings():
            return
        best: Heading | None = None
        for at in range(min(_HEADER_DEPTH, len(self.rows))):
            found = self.judge(at)
            if best and self._sure(self.rows[at], self._by_place(best.at)):
                break  # below listings a second table may begin, however rich its headings
            if self._plausible(found) and (best is None or found.score > best.score):
                best = found
        if best is None and self.rows and self._contrasts(0):
            best = self.judge(0)
        self.heading = best
        self.first = self._first_data(best.at) if best else 0

    def _forced(self, header_row: int) -> None:
        if header_row <= 0:
            return
        for at, row in enumerate(self.rows):
            if row.number == header_row:
                self.heading = self.judge(at)
                self.first = self._first_data(at)
                return
        last = self.rows[-1].number if self.rows else 0
        raise SheetError(f"row {header_row} of {called(self.grid)} holds nothing that could be headings",
                         f"Give --header-row a filled row up to {last}, or 0 for a sheet without headings.")  # fmt: skip

    def headings_below_each_other(self) -> int | None:
        """Place of a first column that names more fields than any row does, the title among them; None where rows are listings."""
        if self.grid.keys is not None or len(self.rows) > 60:
            return None
        across = max((len(self.judge(at).fields) for at in range(min(_HEADER_DEPTH, len(self.rows)))), default=0)
        for place in (0, 1):
            cells = [row.values[place] for row in self.rows if place < len(row.values) and row.values[place].strip()]
            claims = [claims[0] for claims in map(self.names.claims, cells) if claims and claims[0].looseness < 2]
            fields = {claim.field for claim in claims}
            if "title" in fields and len(fields) >= max(4, across + 2) and len(claims) * 2 >= len(cells):
                return place
        return None

    def _by_settings(self) -> bool:
        """Amazon's flat files say in row 1 where their attribute row and data stand."""
        for row in self.rows[:2]:
            said = dict(_SETTINGS().findall(" ".join(cell for cell in row.values if "Row=" in cell)))
            if "attributeRow" not in said:
                continue
            at = next((at for at, found in enumerate(self.rows) if found.number == int(said["attributeRow"])), None)
            if at is None:
                continue
            self.heading = self.judge(at)
            label = next((found for found in self.rows if "labelRow" in said and found.number == int(said["labelRow"])), None)
            self.labels = label.values if label else ()
            self.first = self._first_data(at)
            number = int(said.get("dataRow", 0))
            if number > self.rows[at].number and (self.first >= len(self.rows) or self.rows[self.first].number < number):
                self.first_number = number
                self.first = next((place for place, found in enumerate(self.rows) if found.number >= number), len(self.rows))
            return True
        return False

    def _plausible(self, found: Heading) -> bool:
        if found.score >= 100:
            return True
        if found.data > 0.25 * found.filled or not found.known:
            return False
        share = found.known / found.filled
        if found.known >= 4 or (found.known >= 2 and share >= 0.25):
            return True
        # One known word may be chance: "Title" is also a value. It must be most of the row, or the rows below must look different.
        return (share >= 0.5 and "title" in found.fields and not self._repeats(found.at)) or self._contrasts(found.at)

    def _repeats(self, at: int) -> bool:
        """Whether what would be the headings stands below as values too."""
        cells = {(place, cell) for place, cell in enumerate(self.rows[at].values) if cell.strip()}
        below = (row.values for row in self.rows[at + 1 : at + 60] if row.values != self.rows[at].values)
        return any(not cells.isdisjoint(enumerate(values)) for values in below)

    def _contrasts(self, at: int) -> bool:
        """Whether the row differs from those below as headings do: words over numbers, addresses and texts, none of them repeated."""
        cells, below = self.rows[at].values, self.rows[at + 1 : at + 60]
        if not below:
            return False
        votes = 0
        for place, cell in enumerate(cells):
            kind = kind_of(cell)
            values = [row.values[place] for row in below if place < len(row.values) and row.values[place].strip()]
            if kind in {"address", "number", "date", "long"}:
                votes -= 2
            if not values or kind != "word":
                continue
            if cell in values:
                votes -= 2
                continue
            kinds = [kind_of(value) for value in values]
            typed = sum(kind in {"address", "number", "date", "long"} for kind in kinds)
            words = [words_in(value) for value in values]
            single = (
                len(cell.split()) == 1 and len(cell) <= 30 and words_in(cell) <= 3
            )  # a heading in Chinese has four characters, a title more
            # A short first title is no heading because longer ones follow; a lone `zh_text` above sentences is.
            longer = sum(words) / len(words) >= (2 if _MACHINE().match(cell) else 4) and min(words) >= 2
            coded = all(map(CODE.match, values)) and not CODE.match(cell)
            votes += typed > 0.6 * len(values) or (single and (longer or coded))
        return votes >= (1 if len(cells) < 4 else 2)

    def _first_data(self, at: int) -> int:
        """Place of the first row below the headings that is no label, help, type, limit or example row."""
        header = self.rows[at].values
        by_place = self._by_place(at)
        first = at + 1
        helps = 0
        gap = 0
        keyed = self._keyed(header)
        # Under a row of keys all is template down to its labels, Shopee's `basic_info` and hashes among it.
        labels = max(
            (
                place
                for place in range(at + 1, min(at + 5, len(self.rows)))
                if keyed and (self._labels(self.rows[place], at) or _flags(self.rows[place]))
            ),
            default=at,
        )
        for place in range(at + 1, min(at + 9, len(self.rows))):
            row = self.rows[place]
            if place < labels or self._is_help(row, by_place, at) or ((helps or place == at + 1) and self._instructs(row)):
                first, gap, helps = place + 1, 0, helps + 1
            else:
                gap += 1
                # A template may put one row (a version, an example) between its help rows; real listings fill price or SKU.
                if gap > 1 or (self._sure(row, by_place) and not self._an_example(row, 1)):
                    break
        template = helps or recognised(header, self.names.recognise) or sum(cell.lstrip()[:1] == "★" for cell in header) > 2
        while first < len(self.rows) and (_is_called_example(self.rows[first]) or (template and self._an_example(self.rows[first], 2))):
            first += 1
        if not self.labels and first > at + 1:
            self.labels = next((row.values for row in self.rows[at + 1 : first] if self._labels(row, at)), ())
        if not self.labels and at:
            self.labels = next((row.values for row in self.rows[at - 1 : at] if self._labels(row, at)), ())
        return first

    def _keyed(self, header: Sequence[str]) -> bool:
        """Whether the headings are names for programs: `item_name`, `ps_price`."""
        return sum(_MACHINE().match(cell) is not None for cell in header) > max(1, len(header) // 2)

    def _by_place(self, at: int) -> dict[int, str]:
        """Place → likeliest field by the headings in that row."""
        return {place: claims[0].field for place, cell in enumerate(self.rows[at].values) if (claims := self.names.claims(cell))}

    def _labels(self, row: Row, at: int) -> bool:
        """Whether a row beside the headings names the same fields in other words or another language."""
        filled = [cell for cell in row.values if cell.strip()]
        headings = self.rows[at].values
        alike = 0
        for cell, heading in zip(row.values, headings, strict=False):
            meant = {claim.field for claim in self.names.claims(heading)}
            alike += any(claim.looseness < 3 and claim.field in meant for claim in self.names.claims(cell))
        if self._keyed(headings):  # labels of keys that nobody knows, in whatever language
            known = sum(bool(claims) and claims[0].looseness < 3 for claims in map(self.names.claims, filled))
            alike = max(alike, known if known >= 4 else 0)
        return alike >= max(2, 0.3 * len(filled)) and sum(map(unlike_heading, filled)) <= 0.25 * len(filled)

    def _sure(self, row: Row, by_place: Mapping[int, str]) -> bool:
        """Whether a row holds a number where a price or stock belongs, or a code for its SKU."""
        for place, field in by_place.items():
            if place < len(row.values) and (cell := row.values[place].strip()):
                if field in {"price", "quantity"} and AMOUNT.match(cell):
                    return True
                if field == "sku" and CODE.match(cell) and not _EXAMPLE_CELL().match(cell):
                    return True
        return False

    def _an_example(self, row: Row, least: int) -> bool:
        return sum(_EXAMPLE_CELL().match(cell.strip()) is not None for cell in row.values if len(cell) < 200) >= least

    def _is_help(self, row: Row, by_place: Mapping[int, str], at: int) -> bool:
        """Whether a row below the headings explains them instead of holding a listing."""
        filled = [cell.strip() for cell in row.values if cell.strip()]
        if filled and all(cell.casefold() in _FLAG_WORDS for cell in filled):
            return True
        if len(filled) < 2 or (len(filled) < 4 and len(self.rows[at].values) > 8):
            return False
        if sum(cell.casefold() in _FLAG_WORDS for cell in filled) > 0.5 * len(filled) or not any(map(str.isalnum, "".join(filled))):
            return True
        if self._labels(row, at) and not self._sure(row, by_place):
            return True
        wrong = right = 0
        for place, field in by_place.items():
            cell = row.values[place].strip() if place < len(row.values) else ""
            if not cell or is_null(cell):
                continue
            if field in _NUMBER_FIELDS:
                if any(map(str.isdigit, cell)) and (AMOUNT.match(cell) or CODE.match(cell)):
                    right += 2
                elif words_in(cell) > 2 or not any(map(str.isdigit, cell)):
                    wrong += 1
            elif field == "image":
                right, wrong = (right + 1, wrong) if ADDRESS.match(cell) or FILE_NAME.match(cell) else (right, wrong + 1)
            elif field in {"sku", "parent"} and words_in(cell) > 5:
                wrong += 1
        return wrong >= 2 and wrong > right

    def _instructs(self, row: Row) -> bool:
        """Whether most of a row's texts tell how to fill in its columns."""
        filled = [cell for cell in row.values if len(cell.strip()) > 4]
        return sum(_INSTRUCTION().search(cell) is not None for cell in filled) * 2 > len(filled) > 1

    @property
    def strength(self) -> float:
        """How much this looks like the worksheet with the listings."""
        found = self.heading
        if self.grid.keys is not None or len(self.rows) == 0:
            return 0.0
        name = self.grid.name or ""
        score = found.score if found else 0.0
        if found:
            notes_above = sum(max(map(len, row.values), default=0) > 80 for row in self.rows[: found.at])
            score -= 3 * max(0, notes_above - 1)
            score += 1 if len(self.rows) > self.first else 0
        return score + 4 * bool(_PREFERRED_SHEET().search(name))

    @property
    def merit(self) -> tuple[bool, bool, float]:
        """For choosing among worksheets: one of examples, or of our own reports, however rich, comes after every other that has headings for text."""
        texts = self.heading is not None and not self.heading.fields.isdisjoint(TEXTS[:4])
        name = self.grid.name or ""
        return texts and not name.startswith(OWN), not _EXAMPLE_SHEET().search(name), self.strength

    @property
    def names_several(self) -> bool:
        """Whether the headings name a text of the goods and two fields besides."""
        return self.heading is not None and len(self.heading.fields) > 2 and not self.heading.fields.isdisjoint(TEXTS[:4])

    @property
    def sample(self) -> list[Row]:
        return [row for row in self.rows[self.first :] if row.values and not is_info(row.values[0])]


def _filled(row: Row) -> list[str]:
    return [cell.strip() for cell in row.values if cell.strip()]


def _is_called_example(row: Row) -> bool:
    """Whether half of a row's cells say that they are examples: `e.g. Blue mug`, `Example: A-1`."""
    filled = _filled(row)
    called = sum(_CALLED_EXAMPLE().match(cell) is not None for cell in filled)
    return called > 1 and called * 2 >= len(filled)


def _flags(row: Row) -> bool:
    """Whether a row only says which columns must be filled in."""
    filled = [cell.casefold() for cell in _filled(row)]
    return len(filled) > 1 and sum(cell in _FLAG_WORDS for cell in filled) * 2 > len(filled)


def same(heading: str, wish: str) -> bool:
    return heading.strip() == wish.strip() or (fold(heading) == fold(wish) != "")


def called(grid: Grid) -> str:
    return f'worksheet "{grid.name}"' if grid.name else "the sheet"
