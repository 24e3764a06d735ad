"""What is said in English where it arises is said in Chinese too: no sentence without one, no Chinese one without its English."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sellercheck
from sellercheck import data, errors, lists
from sellercheck.chinese import chinese, in_language

PACKAGE = Path(__file__).parents[1] / "sellercheck"
TOLD = json.loads(data.read_bytes("zh.json"))
PARTS = (
    "api.py", "families.py", "settings.py", "tomlfile.py", "results.py", "comparison.py", "pages.py", "fixing.py", "cli/", "clients/", "columns/", "settle/",
    "sheets/", "lists/", "bulk/", "registries/", "rules/__init__.py", "yamlfile.py", "needs.py", "data/", "checks/",
)  # fmt: skip
"""Where what a seller meets is said."""
NOT_A_SELLERS = ("checks/_options.py", "checks/pattern.py", "sheets/_ole.py", "checks/_removal.py")
"""Errors of a pack's options, which its author reads, and of our own bytes."""
FREE = frozenset({"{0}", "{0}: {1}", "{0}: {1} {2}", "{0}:{1}: {2}", "{0} {1}; tried {2} times", "{0} {1} and asks to wait {2} seconds"})
"""Nothing but what others said, or put behind it: {0} and {1} together are one of the sentences."""
BY_THE_SYSTEM = frozenset(
    f"{{0}}: {what}" for what in (
        "no such file or directory", "permission denied", "is a directory", "not a directory", "input/output error", "file name too long", "too many open files",
    )
)  # fmt: skip
BY_CLICK = re.compile(
    r"Show (this message|the version) and exit\.|Usage:|Options|Commands|\[OPTIONS\]|COMMAND \[ARGS\]\.\.\.|No such (option|command).*|Missing .*"
    r"|Got unexpected extra .*|Option \{0\} .*|Invalid value for .*|\{0\} (is not|does not match) .*"
)
"""What click says, in the words of its versions; the help pages and errors of tests/cli/test_chinese_command.py are those of the one here."""
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.SellercheckError)}


def templates(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """What an expression can say, with `{0}` … for what is filled in; nothing for texts that come from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = iter(range(100))
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else f"{{{next(parts)}}}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body, constants)
        yield from templates(node.orelse, constants)
    elif isinstance(node, ast.Name) and node.id in constants:
        yield from templates(constants[node.id], constants)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for left in templates(node.left, constants) or ():
            yield left + "{0}"


def said() -> Iterator[tuple[str, str]]:
    """Place and template of every error, hint, note, reason and title."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if not place.startswith(PARTS):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            found: list[ast.expr] = []
            if called in ERRORS and place not in NOT_A_SELLERS:
                found = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg in {"message", "hint"})]
            elif called in {"Fix", "out_of_text"} and len(node.args) >= 3:
                found = [node.args[0] if called == "Fix" else node.args[2]]
            elif called in {"Fault", "_skip"} and place != "sheets/_jsonl_writer.py":
                found = [node.args[1]]
            elif called in {"Left", "Unwritten"}:
                found = node.args[-1:]
            elif called == "append" and isinstance(node.func, ast.Attribute) and "notes" in ast.unparse(node.func.value):
                found = node.args[:1]
            of_whom = [node.args[0]] if called == "_Trouble" else node.args[1:2] if called == "_unavailable" else []
            for each in of_whom:  # "TITLE cannot be reached", put together elsewhere
                for template in templates(each, constants):
                    whole = "{0} " + re.sub(r"\{(\d)\}", lambda gap: f"{{{int(gap[1]) + 1}}}", template)
                    if whole not in FREE:
                        yield f"{place}:{node.lineno}", whole
            for each in found:
                for template in templates(each, constants):
                    if template not in FREE and re.search(r"[a-z]{2}", re.sub(r"\{\d\}", "", template)):
                        yield f"{place}:{node.lineno}", template


def test_no_sentence_is_without_chinese() -> None:
    found = list(said())
    assert len({template for _, template in found}) > 300, "the search has gone blind"
    assert [f"{place}: {template}" for place, template in found if template not in TOLD["sentences"]] == []


def test_no_chinese_sentence_is_left_over() -> None:
    """Its English one stands in the code: the longest part without gaps does."""
    said_anywhere = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                said_anywhere.update(templates(node, {}))
    said_anywhere |= {info.title for info in lists.catalogue()} | {restriction.claim for restriction in lists.restrictions()}
    everything = "\x00".join(" ".join(text.split()) if "\n" in text else text for text in said_anywhere)
    longest = {english: max(re.split(r"\{\d\}", english), key=len) for english in TOLD["sentences"]}
    left = [english for english, part in longest.items() if part.strip() not in everything and english not in BY_THE_SYSTEM]
    assert [english for english in left if not BY_CLICK.fullmatch(english)] == []


def test_both_languages_have_the_same_gaps() -> None:
    for english, chinese_one in TOLD["sentences"].items():
        assert set(re.findall(r"\{\d\}", english)) >= set(re.findall(r"\{\d\}", chinese_one.replace("w}", "}"))), english
        lost = set(re.findall(r"\{\d\}", english)) - set(re.findall(r"\{\d\}", chinese_one.replace("w}", "}")))
        assert not lost or english.startswith("a quotation mark inside"), english  # there {1} is the English plural's s
        assert re.search(r"[\u4e00-\u9fff]", chinese_one), english
        assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", chinese_one), english


def test_chinese_verdicts_of_law_are_not_given() -> None:
    text = "".join(TOLD["sentences"].values())
    assert not re.search("侵权|违法|合法|保证安全", text)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ('no platform is called "wsih"', "没有名为“wsih”的平台"),
        ('no reporter is called "jsn"', "没有名为“jsn”的报告格式"),
        ("stock.csv: is a PDF document, not a sheet", "stock.csv：是PDF 文档，不是表格"),
        ("take out “Nike style”", "删去“Nike style”"),
        ('Did you mean "wish"?', "您是否要找“wish”？"),
        ("Was it cut off? Name a file that `sellercheck check -f json=…` or `-f jsonl=…` wrote.", "文件是否不完整？请指定由 `sellercheck check -f json=…` 或 `-f jsonl=…` 生成的文件。"),
        ("row 2 holds the template's labels, help or examples and is no listing", "第 2 行是模板的标签、说明或示例，不是商品"),
        ("nobody ever said this", "nobody ever said this"),
        ("write “{0} \\1 [x] (?P<g>)”", "改写为“{0} \\1 [x] (?P<g>)”"),  # what a sheet holds is no template and no expression
        ("a total", "合计行"),
        ("take out “Video games”", "删去“Video games”"),  # a sheet's text is no title of a list
        ('no bundled list is called "Alarm clock, 5 times"', "没有名为“Alarm clock, 5 times”的内置列表"),
        ("EUIPO cannot be reached within 5 s, 2 times", "5 秒内无法连接 EUIPO（共 2 次）"),
        ('"/x y/z": No space left on device', "“/x y/z”出错：磁盘空间不足"),
    ],
)  # fmt: skip
def test_sentences(english: str, expected: str) -> None:
    assert chinese(english) == expected
    assert in_language(english, "en") == english


def test_a_page_long_heading_takes_no_time() -> None:
    # NOTE: an expression that tries every way to part these would not end within hours.
    long = '"' + "a: b, cell " * 100_000 + '" is read as the title'
    assert chinese(long) == long  # its other half is missing
    middling = 'x: cell "' * 200
    assert chinese(middling) == middling


def test_a_report_in_chinese_says_notes_reasons_and_titles_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text('sku,title,brand\nA-1,NIKE style running shoes,\nTOTAL,,\nA-2,"Case <b>red</b>\x00",\n', "utf-8")
    report = sellercheck.check(path, platforms=["amazon", "wish"], language="zh")
    titles = {fix.title for finding in report.findings for fix in finding.fixes}
    assert "删去“NIKE style”" in titles
    assert all(re.search(r"[\u4e00-\u9fff]", title) for title in titles), titles
    assert [row.reason for row in report.skipped] == ["合计行"]
    assert [note for sheet in report.sheets for note in sheet.notes] == ["文本含有 NUL 字符，表格软件不会显示；已保留。"]
    english = sellercheck.check(path, platforms=["amazon", "wish"])
    assert [row.reason for row in english.skipped] == ["a total"]
    assert [finding.id for finding in english.findings] == [finding.id for finding in report.findings]
