"""Fit the weights of `sellercheck/data/context.json` on labelled titles: `fit_context.py --fit A.jsonl --report B.jsonl`.

Two models: a logistic one (is the word the mark?) and a softmax one (what is it used for?). Both are fitted as maximum a
posteriori estimates: every weight has a normal prior whose mean is the weight set by hand below, so that a few hundred
titles correct the hand where they speak clearly and leave it alone where they are silent. Features without a weight set
by hand start at 0 with a narrower prior. Words and thresholds are not fitted.

Nothing is drawn at random: the same labels and lists give the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from sellercheck.api import check  # noqa: E402,F401 -- proves that the checkout itself is imported
from sellercheck.context import Judge, Mention  # noqa: E402
from sellercheck.evidence import DISGUISES, Evidence  # noqa: E402
from sellercheck.finding import Use  # noqa: E402
from sellercheck.index import MarkIndex  # noqa: E402
from sellercheck.listing import Column, Listing, Row, SheetLayout  # noqa: E402
from sellercheck.names import NOTHING  # noqa: E402
from sellercheck.scene import FIELD, Rows, Scene, worth_a_look  # noqa: E402
from sellercheck.screen import Screen  # noqa: E402
from sellercheck.vocabulary import Vocabulary, vocabulary  # noqa: E402

DATA = ROOT / "sellercheck" / "data" / "context.json"
SPREAD, NEW_SPREAD = 0.6, 0.35
"""Standard deviations of the priors: of weights set by hand, and of features nobody gave a weight."""
HELD = frozenset(
    {
        "taken for it before",
        "colour before a thing",
        "imitation word",
        "part of an expression",
        "sure in an expression",
        "accessory claimed genuine",
        "genericised inside",
        "part of another brand",
        "animal motif",
        "short plural",
        "short accent",
        "first in sentence case",
        "sign",
        "one of standards",
        "everyday genericised",
        "emblem on goods",
        "ordinary plural",
        "material word",
        "short typo",
        "small foreign word",
        "everyday figure in the brand cell",
        "joined into a word",
        "parted into ordinary words",
        "place in the brand cell",
        "colour in the brand cell",
        "among keywords",
        "among variant",
        "part of a code",
        "appliance after its maker",
        "nothing speaks for it",
        "colour among variants",
        "short typo?",
        "service in running text",
        "shipping word near",
        "capital among signs",
        "genericised before its thing",
        "ambiguous genericised",
        "series of another",
        "slip in the brand cell",
        "slip in running text",
        "service only used",
        "wearer after?",
        "letters before signs?",
        "maker of such accessories",
        "supported",
        "called so by another",
    }
)
"""Features that the labelled titles are silent or nearly silent on: these few titles must not move them."""
HELD_SPREAD = 0.05
SURE, FAIR, LIKELY = 0.92, 0.85, 0.36

MARK: dict[str, float] = {
    "part of another brand": -4.0, "taken for it before": 2.0, "capitals missing": -1.0, "brand cell alike?": 1.2, "context word missing?": -0.5, "everyday word after": -0.6,
    "bias": 3.2, "ambiguous": -3.0, "ambiguous obscure": -2.2, "ambiguous curated": 0.4, "ambiguous phrase": 0.3, "everyday": -1.5, "foreign word": -0.5,
    "colour word": -1.2, "size word": -1.5, "animal word": -0.5, "plant word": -1.0, "material word": -4.0, "describing word": -1.0, "topic word": -0.7, "function word": -2.5, "filler word": -1.5, "goods word": -1.0,
    "obscure": -0.4, "everyday genericised": -0.3, "abbreviation": -0.4, "short?": -0.3, "two letters": -0.5, "own list": 1.5, "in several lists?": 0.5, "another spelling": 0.2,
    "one of devices": 0.5, "one of technology": 0.8, "one of standards": -6.0, "one of services": 0.5, "one of toy-makers": 0.3, "one of accessory-makers": 0.2,
    "kind celebrity?": -0.4, "kind character?": -0.2, "kind franchise?": -0.3, "kind club?": -0.5, "field brand": 2.0,
    "class yes?": 0.7, "class no?": -1.2, "class no": -0.2, "brand cell": 4.0, "brand cell of the parent": 2.5, "brand cell alike": 2.5, "another brand cell?": -0.8,
    "same mark near": 3.0, "parent near?": 2.5, "owner near?": 1.8, "context word?": 1.0, "no case?": 0.5, "no case~": -0.3, "small?": -2.0, "all small?": -0.6, "small among capitals?": -1.2, "small~": -1.0,
    "small among capitals~": -0.5, "capital among small?": 1.2, "all capitals?": 1.0, "written as the owner does?": 1.2, "written as the owner does~": 0.5, "plural": -0.5, "plural?": -0.5, "short plural": -4.0, "ordinary plural": -5.0, "colour before a thing": -1.8, "plural~": -0.8, "accent~": -1.0, "accent": -0.5, "accent?": -0.8, "short accent": -4.0, "phrase begun with a capital": -1.2, "small among signs?": -0.4,
    "first?": 1.5, "first in sentence case": -1.0, "after a price?": 1.2, "near first?": 0.4, "first obscure": -0.2, "late": -0.2, "sign": 2.5, "hyphened": -1.0, "model after?": 1.0, "number after?": 0.2, "imitation word": 0.3, "next accessory?": 0.3,
    "compatibility after": 1.0, "compatibility before": 1.2, "garment word near": -3.0, "garment word in the listing": -3.0, "material near": -0.5, "by?": 0.5,
    "brand word before?": 2.0, "goods noun before?": 0.2, "function word before": -0.6, "first name before": -1.5, "adjective before": -0.5, "quantity before": -1.5,
    "part of a goods term": -1.5, "part of an expression": -3.5, "sure in an expression": -12.0, "animal motif": -2.0, "generic goods word": -1.0, "short for a line": 3.0, "joined?": -0.8, "list games?": -0.5, "list clubs?": -0.5, "list universities?": -0.3, "technology in a device": 1.0,
    "how homoglyph": 0.5, "how leetspeak": -0.3, "how typo": -0.5, "how doubled": -0.3, "how split": -0.5, "how parted": -0.5, "short typo": -1.2, "short typo?": -0.8, "place in the brand cell": -7.0, "colour in the brand cell": -7.0, "among keywords": -0.5, "among variant": -1.5, "colour among variants": -4.0, "part of a code": -2.0, "nothing speaks for it": -1.2, "ambiguous genericised": -2.0, "small foreign word": -1.5, "everyday figure in the brand cell": -4.0, "joined into a word": -5.0, "parted into ordinary words": -2.5,
    "wearer after?": 1.0, "letters before signs?": 1.0, "slip in the brand cell": -4.0, "slip in running text": -1.5, "service only used": -9.0, "called so by another": -8.0,
}  # fmt: skip
"""Weights set by hand: is the word the mark? In logits; a suffix "?" is the same evidence for an ambiguous name, "~" for one of the long lists."""

USES: dict[str, dict[str, float]] = {
    "brand-goods": {
        "bias": 0.8, "brand cell": 1.2, "brand cell of the parent": 1.2, "brand cell alike": 1.0, "brand cell alike?": 1.0, "field brand": 2.5, "first": 0.8, "first?": 0.8, "near first": 0.3, "near first?": 0.3, "kind brand": 0.6,
        "kind product-line": 0.4, "sign": 0.3, "class yes": 0.3, "class yes?": 0.3, "one of accessory-makers": 1.0, "model after": 0.3, "model after?": 0.3, "goods noun after": 0.3, "goods noun after?": 0.3,
        "figure and toy": 1.2, "figure and medium": 1.6, "figure by a toy maker": 1.4, "brand cell of a toy maker": 0.8, "goods noun before": 0.3, "goods noun before?": 0.3, "one of toy-makers": 0.6,
        "genericised famous": 0.8, "genericised in front": 1.5, "accessory claimed genuine": 1.5, "maker of such accessories": 1.5, "scale model": -1.0, "by": 0.5, "by?": 0.5, "brand word before?": 1.0,
    },
    "compatibility": {
        "bias": -2.0, "compatibility before": 3.2, "compatibility after": 2.6, "accessory and device": 2.2, "accessory and device?": 2.0, "connective and accessory": 0.6, "accessory claimed genuine": -1.5, "maker of such accessories": -2.5, "brand cell": -1.2, "next accessory": 0.8, "next accessory?": 0.8,
        "one of devices": 0.4, "another brand cell": 0.5, "another brand cell?": 0.5, "model after": 0.4, "model after?": 0.4, "field brand": -3.0, "kind product-line": 0.2, "genericised famous": 0.4, "appliance after its maker": -4.0,
        "figure": -1.5,
    },
    "generic-word-use": {
        "bias": -3.5, "kind genericised": 5.0, "small genericised": 1.0, "genericised famous": -2.4, "genericised before its thing": 1.5, "genericised in front": -1.5, "genericised inside": 1.5, "brand cell": -3.0, "first": -0.5, "field brand": -3.0, "sign": -0.5, "one of technology": -3.0,
        "written as the owner does": -0.2, "capital among signs": -1.5, "model after": -0.5, "one of toy-makers": -1.0, "one of devices": -1.0,
    },
    "imitation": {"bias": -3.0, "imitation word": 8.5, "field brand": -3.0},
    "keyword-stuffing": {"bias": -3.2, "brand of other goods": 0.6, "field keywords": 0.8, "other marks near": 0.5, "late": 0.4, "field brand": -3.0, "last": 0.3, "last?": 0.3},
    "reference": {
        "bias": -1.6, "one of technology": 2.8, "technology in a device": 1.0, "kind certification": 2.5, "kind material": 2.6, "one of services": 3.2, "service in running text": 2.5, "supported": 4.5, "shipping word near": 3.0, "other marks near": 0.2, "brand cell": -1.5,
        "field brand": -3.0, "first": -0.8, "first?": -0.8, "late": 0.3, "another brand cell": 0.2, "another brand cell?": 0.2,
    },
    "theme": {
        "bias": -1.4, "figure": 2.4, "figure and theme goods": 0.8, "figure and motif": 0.8, "figure and toy": -0.2, "brand cell": -0.6, "field brand": -2.0, "scale model": 3.2, "toy of nobody's": 1.5, "emblem on goods": 4.0, "brand of other goods": 1.3,
        "brand and motif": 1.3, "motif word after": 1.2, "no brand cell": 0.2, "series word after": 0.3, "series word after?": 0.3,
    },
}  # fmt: skip
"""Weights set by hand: what is the mark used for?"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sighting in a labelled title."""

    title: str
    text: str
    features: Mapping[str, float]
    label: str
    """A use, or nothing for a word that is no mark."""
    known: bool
    how: str


class Recorder(Judge):
    """A judge that notes the features of every word in a title that it decides on."""

    notes: list[tuple[str, tuple[int, int], Mapping[str, float], str]]
    _listings: Sequence[Listing] = ()

    def mentions(self, listings: Sequence[Listing], *given: Any) -> list[list[Mention]]:
        self._listings = listings
        return super().mentions(listings, *given)

    def weigh(self, scene: Scene, rows: Rows, written: Sequence[str], how: Sequence[str]) -> Evidence:
        evidence = super().weigh(scene, rows, written, how)
        noted = (rows.field == FIELD["title"]) & (rows.outer == NOTHING) & worth_a_look(scene, rows, written)
        for row in np.flatnonzero(noted).tolist():
            span = int(rows.start[row]), int(rows.end[row])
            features = {**evidence.named[row].features, **evidence.found.of(row)}
            self.notes.append((self._listings[int(rows.listing[row])].id, span, features, how[row]))
        return evidence


def read(path: Path) -> list[dict[str, Any]]:
    """Labelled titles, one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def samples(rows: Sequence[Mapping[str, Any]], index: MarkIndex, words: Vocabulary) -> list[Sample]:
    """What the judge has to decide in these titles, with its label."""
    names = ("sku", "title", "brand", "category")
    layout = SheetLayout("labels", "rows", columns=tuple(Column(number, name, name) for number, name in enumerate(names)))
    listings = [
        Listing(row["id"], (Row(number, None, (row["id"], row["title"], row.get("brand", ""), row.get("category", ""))),), layout)
        for number, row in enumerate(rows, 1)
    ]
    judge = Recorder(index, words=words)
    judge.notes = []
    screen = Screen([], index, (), (), judge, "en")
    screen.marks_scope = frozenset({"title", "brand"})
    screen.scope = frozenset({"title", "brand", "category"})
    screen.examine(listings)
    by_id = {row["id"]: row for row in rows}
    out = []
    for listing, (start, end), features, how in judge.notes:
        row = by_id[listing]
        over = [m for m in row["mentions"] if start < m["end"] and m["start"] < end]
        best = max(over, key=lambda m: min(end, m["end"]) - max(start, m["start"]), default=None)
        out.append(
            Sample(row["title"], row["title"][start:end], features, best["use"] if best else "", bool(best["known"]) if best else True, how)
        )
    return out


def matrix(given: Sequence[Sample], names: Sequence[str]) -> Any:
    place = {name: number for number, name in enumerate(names)}
    out = np.zeros((len(given), len(names)))
    for number, sample in enumerate(given):
        for name, value in sample.features.items():
            if name in place:
                out[number, place[name]] = value
    return out


def prior(names: Sequence[str], by_hand: Mapping[str, float]) -> tuple[Any, Any]:
    spread = [HELD_SPREAD if name in HELD else SPREAD if name in by_hand else NEW_SPREAD for name in names]
    return np.array([by_hand.get(name, 0.0) for name in names]), 1 / np.square(spread)


def seen(given: Sequence[Sample], least: int = 3) -> list[str]:
    """Features that enough samples have to be fitted."""
    counts: dict[str, int] = {}
    for sample in given:
        for name in sample.features:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= least)


def fit_mark(given: Sequence[Sample], by_hand: Mapping[str, float]) -> dict[str, float]:
    """Logistic regression by Newton's method."""
    names = sorted({*seen(given), *by_hand})
    x = matrix(given, names)
    y = np.array([bool(sample.label) for sample in given], float)
    mean, stiffness = prior(names, by_hand)
    w = mean.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + stiffness * (w - mean)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(stiffness)
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, w.tolist(), strict=True))


def fit_uses(given: Sequence[Sample], by_hand: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Softmax regression by Newton's method, all uses at once."""
    uses = sorted(by_hand)
    chosen = [sample for sample in given if sample.label in by_hand and sample.how not in DISGUISES]
    names = sorted({*seen(chosen), *(name for weights in by_hand.values() for name in weights)})
    x = matrix(chosen, names)
    target = np.zeros((len(chosen), len(uses)))
    target[np.arange(len(chosen)), [uses.index(sample.label) for sample in chosen]] = 1
    priors = [prior(names, by_hand[use]) for use in uses]
    mean, stiffness = np.stack([m for m, _ in priors]), np.stack([s for _, s in priors])
    w = mean.copy()
    count = len(names)

    def loss(w: Any) -> tuple[float, Any]:
        scores = x @ w.T
        top = scores.max(axis=1, keepdims=True)
        p = np.exp(scores - top)
        total = p.sum(axis=1, keepdims=True)
        chance = (scores - top - np.log(total))[target > 0]
        return float(-chance.sum() + (stiffness * (w - mean) ** 2).sum() / 2), p / total

    now, p = loss(w)
    for _ in range(60):
        gradient = (p - target).T @ x + stiffness * (w - mean)
        curvature = np.diag(stiffness.ravel())
        for one in range(len(uses)):
            for other in range(one, len(uses)):
                factor = p[:, one] * ((one == other) - p[:, other])
                block = (x * factor[:, None]).T @ x
                curvature[one * count : (one + 1) * count, other * count : (other + 1) * count] += block
                if one != other:
                    curvature[other * count : (other + 1) * count, one * count : (one + 1) * count] += block
        step = np.linalg.solve(curvature, gradient.ravel()).reshape(w.shape)
        size = 1.0
        while size > 1e-6 and (tried := loss(w - size * step))[0] > now:
            size /= 2
        gain = now - tried[0]
        if gain <= 0:
            break
        w, now, p = w - size * step, *tried
        if gain < 1e-9:
            break
    return {use: dict(zip(names, row, strict=True)) for use, row in zip(uses, w.tolist(), strict=True)}


def rounded(weights: Mapping[str, float]) -> dict[str, float]:
    """Two decimals, what is next to nothing left out."""
    return {name: round(value, 2) for name, value in sorted(weights.items()) if abs(value) >= 0.05}


def outcome(given: Sequence[Sample], words: Vocabulary) -> str:
    """One line: how the models do on these samples."""
    judge = _Scorer(words)
    counts = {"right": 0, "missed": 0, "false": 0, "spared": 0, "use right": 0, "use wrong": 0}
    for sample in given:
        if sample.label and not sample.known:
            continue
        is_mark = judge.probability(sample.features) >= words.likely
        counts["right" if is_mark and sample.label else "missed" if sample.label else "false" if is_mark else "spared"] += 1
        if is_mark and sample.label:
            counts["use right" if judge.use(sample) == sample.label else "use wrong"] += 1
    recall = counts["right"] / max(1, counts["right"] + counts["missed"])
    precision = counts["right"] / max(1, counts["right"] + counts["false"])
    use = counts["use right"] / max(1, counts["use right"] + counts["use wrong"])
    return f"of the sighted: recall {recall:.3f}, precision {precision:.3f}, use {use:.3f}   {counts}"


class _Scorer:
    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def probability(self, features: Mapping[str, float]) -> float:
        score = sum(self.words.mark.get(name, 0.0) * value for name, value in features.items())
        return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))

    def use(self, sample: Sample) -> str:
        if sample.how in DISGUISES:
            return str(Use.DISGUISED)
        scores = {
            use: sum(weights.get(name, 0.0) * value for name, value in sample.features.items()) for use, weights in self.words.uses.items()
        }
        return max(scores, key=scores.__getitem__)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fit", type=Path, required=True, help="labelled titles to fit on")
    parser.add_argument("--report", type=Path, required=True, help="labelled titles to report on; nothing is learnt from them")
    parser.add_argument("--by-hand", action="store_true", help="write the weights set by hand, unfitted")
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args()
    index = MarkIndex.open()
    given: dict[str, Any] = json.loads(DATA.read_text("utf-8"))

    def with_weights(mark: Mapping[str, float], uses: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
        return {
            **given,
            "mark": rounded(mark),
            "uses": {use: rounded(weights) for use, weights in sorted(uses.items())},
            "sure": SURE,
            "fair": FAIR,
            "likely": LIKELY,
        }

    hand = with_weights(MARK, USES)
    halves = {name: samples(read(path), index, Vocabulary(hand)) for name, path in (("fitted", options.fit), ("other", options.report))}
    # Names that only one listing shows are neither right nor wrong when scored; nothing is learnt from them either.
    certain = {name: [sample for sample in half if sample.known] for name, half in halves.items()}
    fitted = with_weights(fit_mark(certain["fitted"], MARK), fit_uses(certain["fitted"], USES))
    turned = with_weights(fit_mark(certain["other"], MARK), fit_uses(certain["other"], USES))
    for label, content, on in (
        ("by hand", hand, "fitted"), ("by hand", hand, "other"), ("fitted on --fit", fitted, "fitted"), ("fitted on --fit", fitted, "other"),
        ("fitted on --report", turned, "fitted"), ("fitted on --report", turned, "other"),
    ):  # fmt: skip
        print(f"{label:20} on {options.fit.name if on == 'fitted' else options.report.name:16} {outcome(halves[on], Vocabulary(content))}")
    if not options.dry:
        DATA.write_text(json.dumps(hand if options.by_hand else fitted, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        vocabulary.cache_clear()
        print(f"wrote {DATA}")


if __name__ == "__main__":
    main()
