"""`sellercheck fix --interactive`: each finding is shown, and the seller at the keyboard decides.

Lines and letters only: it works wherever a line can be typed, with a screen reader, and through an input method that gives
full-width letters.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from sellercheck.errors import SellercheckError, UsageError
from sellercheck.messages import filled

if TYPE_CHECKING:
    from sellercheck.fixing import Fixed
    from sellercheck.listing import Field
    from sellercheck.reporters._lines import Lines
    from sellercheck.walk import Item, Walk

USUAL_DAYS = 183
"""How long an ignore holds when only Enter is pressed: half a year."""
WHOLE = 500
"""Characters up to which a cell of one line is edited whole; of a longer one only the words found."""
INTERRUPTED = 128 + 2
"""Exit status, as if ended by SIGINT."""

TEXTS: dict[str, tuple[str, str]] = {
    "no-terminal": ("--interactive asks at the keyboard, and this is no terminal", "--interactive 需要在终端中通过键盘操作，而当前不是终端"),
    "no-terminal-hint": (
        "Run it in a terminal, with the sheet as a file; without one, use --apply none and edit the copy.",
        "请在终端中运行，并以文件形式指定表格；没有终端时可用 --apply none，再编辑副本。",
    ),
    "begin": (
        "{n} finding to decide; decisions are kept in {path}|{n:,} findings to decide; decisions are kept in {path}",
        "共 {n:,} 项待处理；决定保存在 {path}",
    ),
    "nothing": ("Nothing to decide.", "没有需要处理的发现。"),
    "resumed": (
        "{n} decision of an earlier run holds|{n:,} decisions of an earlier run hold",
        "沿用上次的 {n:,} 项决定",
    ),
    "dropped": (
        "{n} does not: its cell or finding is not there any more|{n:,} do not: their cells or findings are not there any more",
        "{n:,} 项不再适用：其单元格或发现已不存在",
    ),
    "changed-sheet": ("the sheet has changed since", "表格自上次以来已有改动"),
    "to-go": ("{n} to decide|{n:,} to decide", "待处理 {n:,} 项"),
    "row": ("row {row}", "第 {row} 行"),
    "missing": ("no {field}", "缺少 {field}"),
    "empty": ("(empty)", "（空）"),
    "why": ("why", "原因"),
    "consequence": ("consequence", "后果"),
    "remedy": ("remedy", "处理"),
    "mark": ("mark", "商标"),
    "owner": ("{mark}, owner {owner}, as the list {list} says", "{mark}，权利人 {owner}（据列表 {list}）"),
    "from-list": ("{mark}, from the list {list}", "{mark}（出自列表 {list}）"),
    "edit": ("edit", "修改"),
    "safe": ("suggested: {title}", "建议修改：{title}"),
    "review": ("suggested, look at it first: {title}", "建议修改（采用前请核对）：{title}"),
    "advice": ("a direction only: {title}", "仅供参考：{title}"),
    "not-offered": (
        "the suggested edit would bring up another finding, or leave nothing to read",
        "按建议修改会引出其他问题，或使文字不再通顺",
    ),
    "key-a": ("a accept", "a 采用"),
    "key-e": ("e edit", "e 自行修改"),
    "key-i": ("i ignore", "i 忽略"),
    "key-s": ("s skip", "s 跳过"),
    "key-q": ("q quit", "q 退出"),
    "key-?": ("? help", "? 帮助"),
    "help-a": ("make the suggested edit", "按建议修改"),
    "help-e": ("type a text of your own; Enter alone leaves the cell as it is", "自行输入文字；直接按 Enter 则不改"),
    "help-i": (
        "do not count it, with a reason and a last day; goes to {path}",
        "不计入，须写明理由和截止日期；写入 {path}",
    ),
    "help-no-i": ("To ignore a finding, name a file for it with --ignores.", "如需忽略，请用 --ignores 指定文件。"),
    "help-s": ("leave it, and do not ask again before the copy is finished", "保持原样，副本完成之前不再询问"),
    "help-q": (
        "write the copy with the edits made so far; the same command goes on from here. Ctrl-C stops without writing it",
        "将目前的修改写入副本；再次运行同一命令可继续。按 Ctrl-C 则停止且不写副本",
    ),
    "help-more": ("more on the rule: sellercheck explain {rule}", "规则详情：sellercheck explain {rule}"),
    "which": ("Type one of: {keys}.", "请输入其中之一：{keys}。"),
    "now": ("now", "现为"),
    "still": ("what was found is still there", "所发现的问题仍然存在"),
    "new-text": ("The whole cell anew", "输入整个单元格的新内容"),
    "new-words": ("In place of “{words}”", "将“{words}”替换为"),
    "no-edit": ("The cell is too long to be edited here, or nothing in it is marked; edit the sheet.", "此单元格过长或没有标出的文字，请直接修改表格。"),
    "same": ("That is what stands there.", "与原文相同。"),
    "formula": ("A spreadsheet would take that for a formula; begin with another sign.", "电子表格会将其视为公式，请换一个开头字符。"),
    "control": ("That holds a control character.", "内容含有控制字符。"),
    "encoding": ("The sheet's encoding, {encoding}, has no place for that.", "表格的编码 {encoding} 无法表示该内容。"),
    "scope": ("For [1] this listing, or [2] wherever “{words}” is found so?", "适用于 [1] 仅本商品，还是 [2] 所有出现“{words}”的商品？"),
    "reason": ("Reason (Enter: do not ignore)", "理由（直接按 Enter 则不忽略）"),
    "expires": ("Last day, or days such as 90d", "截止日期，或天数如 90d"),
    "no-date": ("Write a day to come such as {date}, or 90d.", "请输入今后的日期，如 {date}，或 90d。"),
    "decided-by": ("Decided by", "决定人"),
    "ignored": ("ignored until {date}; written to {path}", "忽略至 {date}；已写入 {path}"),
    "kept": ("The same command goes on from here; what was decided is in {path}", "再次运行同一命令可继续；已作的决定保存在 {path}"),
    "stopped": ("Stopped; no copy was written.", "已停止；未写副本。"),
    "no-edits": ("No cell was edited; no copy was written.", "没有修改单元格；未写副本。"),
}  # fmt: skip


LABELS = ("mark", "why", "remedy", "edit", "consequence")
"""Stand under each other before what is told."""


def at_a_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def walked(sheet: str, out: str | None, lines: Lines, *, isolated: bool, **options: Any) -> Fixed | int:
    """Go through the sheet's findings at the terminal: what was written, or, where nothing was, the exit status.

    Raises UsageError where nobody can be asked.
    """
    language = options["language"]
    if not at_a_terminal() or sheet == "-":
        raise UsageError(filled(TEXTS, language, "no-terminal", {}), filled(TEXTS, language, "no-terminal-hint", {}))
    if out is None:
        raise UsageError("fix needs a name for the copy", "Name one with -o.")
    from sellercheck.cli.progress import listener
    from sellercheck.settings import IGNORES
    from sellercheck.walk import Walk

    with listener(quiet=False) as progress:
        walk = Walk(sheet, out, new_ignores=None if isolated else IGNORES, progress=progress, **options)
    seller = _Seller(walk, lines, language)
    try:
        finished = seller.asked()
        if not finished and not walk.edits:
            seller.tell("no-edits")
            seller.kept()
            return 0
        with listener(quiet=False) as progress:
            fixed = walk.finish(progress)
    except (click.Abort, KeyboardInterrupt):
        lines.line()
        seller.tell("stopped")
        seller.kept()
        return INTERRUPTED
    if not finished:
        seller.kept()
    return fixed


class _Seller:
    """Who sits at the terminal: is told, and asked."""

    def __init__(self, walk: Walk, lines: Lines, language: str) -> None:
        self.walk, self.lines, self.language = walk, lines, language
        self.decided_by: str | None = None

    def say(self, text: str, **values: object) -> str:
        return filled(TEXTS, self.language, text, values)

    def tell(self, text: str, **values: object) -> None:
        self.lines.hanging(("",), self.say(text, **values))

    def kept(self) -> None:
        """Where to go on, when there is anything to go on with."""
        if self.walk.progress.exists():
            self.tell("kept", path=str(self.walk.progress))

    def asked(self) -> bool:
        """Whether everything was decided; False when the seller quits."""
        if self.walk.resumed or self.walk.dropped:
            parts = [self.say("resumed", n=self.walk.resumed)]
            parts += [self.say("dropped", n=self.walk.dropped)] if self.walk.dropped else []
            parts += [self.say("changed-sheet")] if self.walk.sheet_changed else []
            self.lines.hanging(("",), "; ".join(parts))
        count = self.walk.to_go
        self.tell("begin" if count else "nothing", n=count, path=str(self.walk.progress))
        while (item := self.walk.next()) is not None:
            self._show(item)
            if not self._decide(item):
                return False
        return True

    def _ask(self, prompt: str, default: str = "") -> str:
        """One line from the keyboard; raises click.Abort on Ctrl-C and at the end of input."""
        from sellercheck.reporters._lines import visible

        shown = visible(f"{prompt} [{default}]" if default else prompt)  # it can quote the sheet
        answer: str = click.prompt(shown, default=default, show_default=False, prompt_suffix=" > ")
        return answer.strip()

    # ------------------------------------------------------------------------------------------------------- showing

    def _show(self, item: Item) -> None:
        from sellercheck.reporters._blocks import distinct, told
        from sellercheck.reporters._texts import TEXTS as WORDS

        first = item.findings[0]
        lines = self.lines
        lines.line()
        where = [self.say("row", row=first.at.row), first.listing]
        if item.field is None:
            where.append(self.say("missing", field=first.at.field))
        else:
            where.append(
                f"{first.at.cell} {first.at.column} ({item.field.name})" if first.at.column else f"{first.at.cell} {item.field.name}"
            )
        severity = filled(WORDS, self.language, str(first.severity), {})
        lines.hanging(((severity, str(first.severity)), "  "), f"{' · '.join(where)} · {self.say('to-go', n=self.walk.to_go)}", "bold")
        lines.hanging(("  ",), f"{', '.join(distinct(f.rule for f in item.findings))}", "dim")
        if first.mark is not None:
            values = {"mark": first.mark.text, "owner": first.mark.owner, "list": first.mark.list}
            self._labelled("mark", self.say("owner" if first.mark.owner else "from-list", **values))
        if item.field is not None:
            self._excerpt(item.field, item.spans)
        self._told("why", told(item.findings, lambda finding: finding.message), always=True)
        self._told("remedy", told(item.findings, lambda finding: finding.remedy))
        self._suggestion(item)
        lines.line()

    def _told(self, label: str, texts: dict[str, tuple[str, ...]], *, always: bool = False) -> None:
        """What the platforms say; named where they differ, or `always`."""
        for text, platforms in texts.items():
            self._labelled(label, f"{', '.join(platforms)}: {text}" if always or len(texts) > 1 else text)

    def _labelled(self, label: str, text: str) -> None:
        from sellercheck.reporters._lines import width

        name = self.say(label)
        self.lines.hanging(("  ", (name, "dim"), " " * (max(width(self.say(each)) for each in LABELS) - width(name) + 2)), text)

    def _excerpt(self, cell: Field, spans: tuple[tuple[int, int], ...]) -> None:
        from sellercheck.reporters._lines import excerpt

        text, carets, _ = excerpt(cell.value, spans, self.lines.room - 6)
        self.lines.line(("  | ", "dim"), text)
        if spans:
            self.lines.line(("  | ", "dim"), (carets, "caret"))

    def _suggestion(self, item: Item) -> None:
        from sellercheck.fixes import whole
        from sellercheck.reporters._edits import by_cell, edited
        from sellercheck.reporters._lines import excerpt

        if item.fix is None:
            if any(fix.applicability != "advice" and fix.edits for finding in item.findings for fix in finding.fixes):
                self._labelled("edit", self.say("not-offered"))
            return
        self._labelled("edit", self.say(item.fix.applicability, title=item.fix.title))
        if item.changes:
            after = [(change.new, whole(change, change.field)) for change in item.changes]
            shown = [(text, (edit.span[0], edit.span[0] + len(edit.new))) for text, edit in after]
        else:
            shown = [edited(edits) for edits in by_cell(item.fix)]
        for text, focus in shown:
            new = excerpt(text, (focus,), self.lines.room - 6)[0] if text.strip() else self.say("empty")
            self.lines.line(("  + " if item.changes else "  ? ", "dim"), (new, "new"))

    # ------------------------------------------------------------------------------------------------------ deciding

    def _decide(self, item: Item) -> bool:
        """Ask until something is decided; False when the seller quits."""
        keys = ["a"] * bool(item.changes) + ["e"] * (item.field is not None) + ["i"] * self.walk.can_ignore(item) + ["s", "q", "?"]
        choices = " · ".join(self.say(f"key-{name}") for name in keys)
        while True:
            answer = _plain(self._ask(choices))
            if answer not in keys:
                self.tell("which", keys=", ".join(keys))
            elif answer == "q":
                return False
            elif answer == "?":
                self._help(item, keys)
            elif self._done(answer, item):
                return True

    def _done(self, answer: str, item: Item) -> bool:
        """Whether the answer led to a decision."""
        try:
            if answer == "a":
                self.walk.accept(item)
                self._tell_new(item)
                return True
            if answer == "s":
                self.walk.skip(item)
                return True
            return self._edited(item) if answer == "e" else self._ignored(item)
        except SellercheckError as error:
            from sellercheck.chinese import in_language

            for text in filter(None, (error.message, error.hint)):
                self.lines.hanging(("",), in_language(text, self.language))
            return False

    def _help(self, item: Item, keys: list[str]) -> None:
        from sellercheck.reporters._blocks import told

        for name in keys[:-1]:
            self.lines.hanging(("  ", (name, "bold"), "  "), self.say(f"help-{name}", path=str(self.walk.ignores)))
        if self.walk.ignores is None:
            self.tell("help-no-i")
        self._told("consequence", told(item.findings, lambda finding: finding.consequence))
        self.lines.hanging(("  ",), self.say("help-more", rule=item.findings[0].rule))

    def _edited(self, item: Item) -> bool:
        assert item.field is not None, "the key is not offered without a cell"
        cell = item.field
        if len(cell.value) <= WHOLE and cell.value.isprintable():
            offered = next((change.new for change in item.changes if change.field.column.index == cell.column.index), cell.value)
            with _prefilled(offered):
                new = self._ask(self.say("new-text"))
            if not new:
                return False
        elif item.spans:
            typed = self._ask(self.say("new-words", words=item.findings[0].text))
            if not typed:
                return False
            new = _replaced(cell.value, item.spans, typed)
        else:
            self.tell("no-edit")
            return False
        if problem := self.walk.why_not(cell, new):
            self.tell(problem, encoding=cell.sheet.encoding)
            return False
        gone = self.walk.edit(item, new)
        self._tell_new(item)
        if not gone:
            self.tell("still")
        return True

    def _tell_new(self, item: Item) -> None:
        """The cell as it is now."""
        if item.field is not None:
            text = self.walk.text_of(item.field)
            self.lines.hanging(("  ", (self.say("now"), "dim"), "  "), text if len(text) <= WHOLE else text[:WHOLE] + "…", "new")

    def _ignored(self, item: Item) -> bool:
        reason = self._ask(self.say("reason"))
        if not reason:
            return False
        everywhere = False
        if self.walk.can_ignore(item, everywhere=True):
            first = item.findings[0]
            everywhere = _plain(self._ask(self.say("scope", words=first.text or (first.mark.text if first.mark else "")), "1")) == "2"
        usual = self.walk.today + timedelta(days=USUAL_DAYS)
        while (expires := _day(self._ask(self.say("expires"), usual.isoformat()), self.walk.today)) is None:
            self.tell("no-date", date=usual.isoformat())
        if self.decided_by is None:
            self.decided_by = self._ask(self.say("decided-by"), _user())
        self.walk.ignore(item, reason=reason, expires=expires, owner=self.decided_by, everywhere=everywhere)
        self.tell("ignored", date=expires.isoformat(), path=str(self.walk.ignores))
        return True


def _plain(answer: str) -> str:
    """The answer in small letters, full-width ones as plain ones."""
    import unicodedata

    return unicodedata.normalize("NFKC", answer).casefold().replace("？", "?")


def _replaced(value: str, spans: tuple[tuple[int, int], ...], new: str) -> str:
    from sellercheck import wording

    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return wording.applied(value, [(span, new) for span in apart])


def _day(answer: str, today: date) -> date | None:
    """The day meant, not before `today`; None when none can be."""
    answer = _plain(answer)
    try:
        if answer.removesuffix("d").isdecimal():
            return today + timedelta(days=int(answer.removesuffix("d")))
        day = date.fromisoformat(answer)
    except (ValueError, OverflowError):
        return None
    return day if day >= today else None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    """Where the terminal's line can be edited, it starts with this text."""
    try:
        import readline
    except ImportError:  # NOTE: Windows has none
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()
