"""How well the mark screen does on labelled titles: `accuracy.py LABELS.jsonl… [--peers]`.

Runs the product as a seller would, on title, brand and category, and holds its findings on the titles against the
labels. The measures:

- recall: labelled mentions of known marks that a finding of severity low or above overlaps;
- precision at low, medium, high: findings of that severity or above that overlap a labelled mention. Findings on names
  that only one listing shows (known: false) are neither right nor wrong and left out;
- traps: labelled traps that a finding of that severity or above overlaps;
- use: matched mentions whose `context.use` is the label's;
- verdict: titles whose highest risk is the label's, wording cues and all;
- false highs: findings of severity high on titles without any mention, per 1,000 such titles.

`--peers` puts the usual tools beside it, on the same lists. A peer that is not installed is left out with a line.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sellercheck import lists
from sellercheck.api import check
from sellercheck.finding import Severity

MARK_CHECKS = ("mark-use", "genericised-mark")
RISK_RULES = ("mark-use", "genericised-mark", "counterfeit-wording", "imitation-wording", "authenticity-claim")
PEER_LISTS = ("famous", "characters", "brands", "brands_more", "genericised")
LEVELS = (Severity.LOW, Severity.MEDIUM, Severity.HIGH)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a tool says of a place in a title."""

    start: int
    end: int
    severity: Severity
    use: str = ""

    def meets(self, label: Mapping[str, Any]) -> bool:
        return self.start < int(label["end"]) and int(label["start"]) < self.end


@dataclass(slots=True)
class Score:
    """Counts over titles."""

    mentions: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """(group, found) of known mentions."""
    right: Counter[Severity] = field(default_factory=Counter)
    wrong: Counter[Severity] = field(default_factory=Counter)
    traps: int = 0
    trapped: Counter[Severity] = field(default_factory=Counter)
    uses: Counter[tuple[str, str]] = field(default_factory=Counter)
    clean: int = 0
    alarms: Counter[Severity] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)

    def add(self, row: Mapping[str, Any], seen: Sequence[Seen]) -> None:
        """Hold what was seen in one title against its labels."""
        title = row["title"]
        for mention in row["mentions"]:
            if not mention["known"]:
                continue
            met = [one for one in seen if one.severity >= Severity.LOW and one.meets(mention)]
            for group in ("all", f"kind {mention['kind']}", f"script {script(mention['text'])}", f"use {mention['use']}"):
                self.mentions[group, bool(met)] += 1
            if not met:
                self.missed.append(f"{row['id']}  {mention['text']} ({mention['mark']}, {mention['use']}) in {title[:90]!r}")
            elif met[0].use:
                best = max(met, key=lambda one: min(one.end, mention["end"]) - max(one.start, mention["start"]))
                self.uses[mention["use"], best.use] += 1
                if best.use != mention["use"]:
                    self.misread.append(f"{row['id']}  {mention['text']}: labelled {mention['use']}, read as {best.use}, in {title[:90]!r}")
        for one in seen:
            labels = [mention for mention in row["mentions"] if one.meets(mention)]
            if labels and not any(label["known"] for label in labels):
                continue
            for level in LEVELS:
                if one.severity >= level:
                    (self.right if labels else self.wrong)[level] += 1
            if not labels and one.severity >= Severity.LOW:
                self.false.append(f"{row['id']}  {title[one.start : one.end]} at {one.severity} ({one.use}) in {title[:90]!r}")
        for trap in row["traps"]:
            self.traps += 1
            for level in LEVELS:
                self.trapped[level] += any(one.severity >= level and one.meets(trap) for one in seen)
        if not row["mentions"]:
            self.clean += 1
            for level in LEVELS:
                self.alarms[level] += sum(one.severity >= level for one in seen)

    def recall(self, group: str = "all") -> float:
        return part(self.mentions[group, True], self.mentions[group, False])

    def precision(self, level: Severity) -> float:
        return part(self.right[level], self.wrong[level])

    def trap_share(self, level: Severity) -> float:
        return self.trapped[level] / self.traps if self.traps else 0.0

    def alarm_rate(self, level: Severity) -> float:
        return 1000 * self.alarms[level] / self.clean if self.clean else 0.0

    def agreement(self, pairs: Counter[tuple[str, str]]) -> float:
        return sum(count for (label, got), count in pairs.items() if label == got) / max(1, sum(pairs.values()))


def part(yes: int, no: int) -> float:
    return yes / (yes + no) if yes + no else 0.0


def script(text: str) -> str:
    """Which letters a mention is written in."""
    if re.search("[\u0e00-\u0eff]", text):
        return "Thai"
    if re.search("[\u3040-\u30ff]", text):
        return "kana"
    if re.search("[\uac00-\ud7af]", text):
        return "Hangul"
    if re.search("[\u2e80-\u9fff]", text):
        return "Chinese"
    return "Cyrillic" if re.search("[\u0400-\u04ff]", text) else "Latin"


def read(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Labelled titles of all files, one JSON object a line."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def product(rows: Sequence[Mapping[str, Any]], platform: str) -> Score:
    """The product's score."""
    report = check(
        rows=[
            {"sku": row["id"], "title": row["title"], "brand": row.get("brand", ""), "category": row.get("category", "")} for row in rows
        ],
        platforms=[platform],
    )
    seen: dict[str, dict[tuple[int, int], Seen]] = {}
    worst: dict[str, Severity] = {}
    for finding in report.row_for_row(report.findings):  # one that stands for others tells them too
        if finding.field is None or finding.field.name != "title":
            continue
        if finding.rule.split("/", 1)[1] in RISK_RULES:
            worst[finding.listing] = max(worst.get(finding.listing, Severity.INFO), finding.severity)
        if finding.check in MARK_CHECKS and finding.span and finding.context:
            one = Seen(*finding.span, finding.severity, str(finding.context.use))
            spans = seen.setdefault(finding.listing, {})
            if finding.span not in spans or spans[finding.span].severity < one.severity:
                spans[finding.span] = one
    score = Score()
    for row in rows:
        score.add(row, list(seen.get(row["id"], {}).values()))
        got = worst.get(row["id"], Severity.INFO)
        score.verdicts[row["verdict"], "none" if got is Severity.INFO else str(got)] += 1
    return score


def spellings() -> list[str]:
    """What the peers get: every name of the lists that has two letters or more."""
    return sorted(
        {spelling.text for name in PEER_LISTS for entry in lists.marks(name) for spelling in entry.spellings if len(spelling.text) > 1}
    )


Finder = Callable[[str], Iterator[tuple[int, int]]]


def flashtext_finder(names: Sequence[str]) -> Finder:
    """FlashText's keyword processor, without regard to case."""
    from flashtext import KeywordProcessor  # type: ignore[import-not-found,unused-ignore]

    processor = KeywordProcessor(case_sensitive=False)
    for name in names:
        processor.add_keyword(name)

    def find(title: str) -> Iterator[tuple[int, int]]:
        for _, start, end in processor.extract_keywords(title, span_info=True):
            yield start, end

    return find


def expression_finder(names: Sequence[str]) -> Finder:
    """One regular expression of all names between word borders, the longest first."""
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)", re.IGNORECASE)

    def find(title: str) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(title):
            yield match.span()

    return find


def rapidfuzz_finder(names: Sequence[str]) -> Finder:
    """RapidFuzz over windows of one to four words, ratio 90 or more, four letters or more; the best of overlapping windows."""
    from rapidfuzz import fuzz, process

    lowered = sorted({name.lower() for name in names if len(name) > 3})

    def find(title: str) -> Iterator[tuple[int, int]]:
        words = [match.span() for match in re.finditer(r"\w+(?:['’&.-]\w+)*", title)]
        windows = [(words[first][0], words[last][1]) for first in range(len(words)) for last in range(first, min(len(words), first + 4))]
        windows = [window for window in windows if window[1] - window[0] > 3]
        if not windows:
            return
        table = process.cdist([title[start:end].lower() for start, end in windows], lowered, scorer=fuzz.ratio, score_cutoff=90)
        best = table.max(axis=1)
        taken: list[tuple[int, int]] = []
        for number in sorted(range(len(windows)), key=lambda n: (-best[n], windows[n][0] - windows[n][1])):
            start, end = windows[number]
            if best[number] >= 90 and all(end <= other[0] or other[1] <= start for other in taken):
                taken.append((start, end))
        yield from sorted(taken)

    return find


def spacy_finder(names: Sequence[str]) -> Finder:
    """spaCy's PhraseMatcher on the small letters of the blank English pipeline."""
    import spacy  # type: ignore[import-not-found,unused-ignore]
    from spacy.matcher import PhraseMatcher  # type: ignore[import-not-found,unused-ignore]
    from spacy.util import filter_spans  # type: ignore[import-not-found,unused-ignore]

    pipeline = spacy.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("mark", list(pipeline.tokenizer.pipe(names)))

    def find(title: str) -> Iterator[tuple[int, int]]:
        doc = pipeline.make_doc(title)
        for span in filter_spans([doc[start:end] for _, start, end in matcher(doc)]):
            yield span.start_char, span.end_char

    return find


PEERS: Mapping[str, Callable[[Sequence[str]], Finder]] = {
    "flashtext": flashtext_finder, "regular expression": expression_finder, "rapidfuzz, windows": rapidfuzz_finder, "spaCy PhraseMatcher": spacy_finder,
}  # fmt: skip


def table_line(name: str, score: Score, seconds: float) -> str:
    low, medium, high = (f"{score.precision(level):.3f}" for level in LEVELS)
    traps = " / ".join(f"{100 * score.trap_share(level):.1f} %" for level in LEVELS)
    return f"| {name} | {score.recall():.3f} | {low} | {medium} | {high} | {traps} | {score.alarm_rate(Severity.HIGH):.0f} | {score.alarm_rate(Severity.LOW):.0f} | {seconds:.1f} |"


HEAD = """| tool | recall | precision at low | at medium | at high | traps hit at low / medium / high | false highs per 1,000 clean titles | false alarms per 1,000 clean titles | seconds |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


def details(score: Score) -> Iterator[str]:
    """Everything below the table."""
    yield f"known mentions {sum(count for (group, _), count in score.mentions.items() if group == 'all')}, traps {score.traps}, clean titles {score.clean}"
    yield f"use agrees in {100 * score.agreement(score.uses):.1f} % of {sum(score.uses.values())} matched mentions; verdict in {100 * score.agreement(score.verdicts):.1f} % of {sum(score.verdicts.values())} titles"
    for group in sorted({group for group, _ in score.mentions} - {"all"}):
        yield f"  recall, {group}: {score.recall(group):.3f} of {score.mentions[group, True] + score.mentions[group, False]}"
    labels = sorted({label for pair in score.uses for label in pair})
    yield "use: labelled (down), read as (across)"
    yield "  " + " " * 18 + "".join(f"{label[:11]:>13}" for label in labels)
    for label in labels:
        if any(score.uses[label, other] for other in labels):
            yield f"  {label:18}" + "".join(f"{score.uses[label, other] or '·':>13}" for other in labels)
    order = ("none", "low", "medium", "high")
    yield "verdict: labelled (down), given (across)"
    yield "  " + " " * 18 + "".join(f"{label:>13}" for label in order)
    for label in order:
        yield f"  {label:18}" + "".join(f"{score.verdicts[label, other] or '·':>13}" for other in order)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", nargs="+", type=Path, help="labelled titles, one JSON object a line")
    parser.add_argument("--platform", default="amazon", help="rule pack to use (default: amazon)")
    parser.add_argument("--peers", action="store_true", help="measure the usual tools too")
    parser.add_argument("--errors", action="store_true", help="list what was missed, found in vain and misread")
    options = parser.parse_args()
    rows = read(options.labels)
    print(f"{len(rows)} titles of {', '.join(path.name for path in options.labels)}; pack {options.platform}\n\n{HEAD}")
    product(rows[:20], options.platform)
    began = time.perf_counter()
    score = product(rows, options.platform)
    print(table_line("sellercheck", score, time.perf_counter() - began))
    if options.peers:
        names = spellings()
        for peer, build in PEERS.items():
            try:
                find = build(names)
            except ImportError as error:
                print(f"({peer} is not installed: {error.name})")
                continue
            began = time.perf_counter()
            its = Score()
            for row in rows:
                its.add(row, [Seen(start, end, Severity.HIGH) for start, end in find(row["title"])])
            print(table_line(peer, its, time.perf_counter() - began))
    print()
    print("\n".join(details(score)))
    if options.errors:
        for label, lines in (("missed", score.missed), ("found in vain", score.false), ("misread", score.misread)):
            print(f"\n{label}: {len(lines)}")
            print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    main()
