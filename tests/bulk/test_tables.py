"""Registers that come as tables, pages and gazettes: the real samples to the letter, and what their layouts may bring."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from bulk.conftest import TODAY
from bulk.facts import facts

from sellercheck.bulk import inpi_br, ipau, tipo, ukipo, uspto
from sellercheck.bulk._case import Case, Damaged, written_day
from sellercheck.bulk._store import Store
from sellercheck.bulk._taking import take_in
from sellercheck.errors import ListError, UsageError

SAMPLES = Path(__file__).parents[3] / "shared" / "registries" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of ../shared are not here")


def read(reader, content: str | bytes, **options) -> list[Case | Damaged]:
    return list(reader.read(io.BytesIO(content.encode() if isinstance(content, str) else content), "x", **options))


def one(reader, content: str | bytes, **options) -> Case:
    (case,) = read(reader, content, **options)
    assert isinstance(case, Case), case
    return case


def kept(name: str, data: Path) -> dict[str, tuple]:
    """The cases that a register now holds: number → status, text, classes, owner, filed, registered, day."""
    store = Store(data / "registers" / name / "cases.sqlite")
    try:
        rows = list(store.db.execute("SELECT number, status, text, classes, owner, filed, registered, as_of FROM cases"))
    finally:
        store.close()
    return {row[0]: (row[1], row[2], [one for one in range(46) if row[3] >> one & 1], *row[4:]) for row in rows}


# ---- the real samples


GAZETTE = """\
50000382|NGUOYD|pending|681 published|28|Guifon YEE|2026-07-18
50000391|UVCGU|pending|681 published|25|Guifon YEE|2026-07-18
50002920|SEVEN CLANS|pending|681 published|36|B6 Holdings, LLC|2026-07-20
50005028|ANYSTYLER|pending|681 published|8|SharkNinja Operating LLC|2026-07-21
50005184|AFT|pending|681 published|41|Daytona Motorsports Group, LLC|2026-07-21
79218257|IRON ANNIE BAUHAUS|registered|686 registered|3 14 25|POINT tec Products Electronic GmbH|2017-08-07
79257641|ZARA|registered|686 registered|43|INDUSTRIA DE DISEÑO TEXTIL, S.A.|2019-03-29
79323448|ARRIVER|registered|686 registered|9|Arriver Software AB|2021-05-17
79331476|SNGULAR|pending|681 published|9 35 37 41 42|Singular People S.A|2021-11-12
79333729|JUST ME|registered|686 registered|9 35 38 41 45|Netfire GmbH|2021-02-11
"""


@needs_samples
def test_the_real_rows_of_a_gazette_of_the_uspto() -> None:
    found = read(uspto, (SAMPLES / "uspto" / "gazette" / "2026-08-25_excerpt.csv").read_bytes())
    assert len(found) == 29
    expected = []
    for line in GAZETTE.splitlines():
        number, text, status, code, classes, owner, filed = line.split("|")
        expected.append((number, "", text, status, code, list(map(int, classes.split())), owner, "unknown", filed, "", "2026-08-25"))
    assert [facts(case) for case in found[:10]] == expected
    told = {case.number: case for case in found if isinstance(case, Case)}
    assert (told["79402002"].owner, told["79410305"].text, told["79394384"].text) == ('UAB "NORDCURRENT GROUP"', "MÜLLER TEXTIL", "KOD'S")


@needs_samples
def test_the_real_applications_of_taiwan() -> None:
    found = read(tipo, (SAMPLES / "tipo" / "TmarkAppl_top2.json").read_bytes())
    # Filed in 1951: class 32 with hair cream and class 33 with face cream are none of Nice.
    expected = ("", "林森", "unknown", "", [], "盛香堂 許鉗", "unknown", "1951-02-27", "", "2026-05-17")
    assert [facts(case) for case in found] == [("000000001", *expected), ("000000002", *expected)]


@needs_samples
def test_the_real_process_of_brazil() -> None:
    (found,) = read(inpi_br, (SAMPLES / "inpi_br" / "processo-excerpt.xml").read_bytes())
    assert facts(found) == (
        "920493416", "", "ESTUDIO CAR DETALHAMENTO", "pending", "IPAS421 Republicação de pedido", [37], "PABLO SILVA NEVES", "combined",
        "2020-08-19", "", "2020-01-01",
    )  # fmt: skip


@needs_samples
@pytest.mark.parametrize(
    ("office", "files", "counts", "indexed"),
    [
        ("tipo", ["tipo/TmarkAppl_top2.json"], {"unknown": 2}, 2),
        ("inpi-br", ["inpi_br/processo-excerpt.xml"], {"pending": 1}, 1),
        ("uspto", ["uspto/gazette/2026-08-25_excerpt.csv", "uspto/bulk/apc-excerpt.xml"], {"pending": 23, "registered": 12}, 35),
        ("euipo", ["euipo/opendata/018222200.xml", "euipo/opendata/018222214.xml", "euipo/opendata/018222474.xml"], {"pending": 1, "registered": 2}, 3),
        ("wipo-st66", ["uspto/tsdr/casestatus_sn76044902_ST66.xml"], {"registered": 1}, 1),
        ("wipo-st96", ["uspto/tsdr/casestatus_sn76044902_ST96.xml"], {"registered": 1}, 1),
    ],
)  # fmt: skip
def test_the_samples_are_taken_in_whole(office: str, files: list[str], counts: dict[str, int], indexed: int) -> None:
    done = take_in(office, [SAMPLES / file for file in files], TODAY)
    assert (done.refused, done.tally.damaged, done.counts, done.indexed) == ([], 0, counts, indexed)


# ---- United Kingdom


HEADING = "Trade Mark|Hyperlink|Mark Text|Name|Postcode|Region|Country|Status|Category of Mark|Mark Type|Series|No of Marks in Series|Filed|Published|Registered|Expired|Renewal Due Date|"
HEADING += "|".join(f"Class{number}" for number in range(1, 46))


def uk_row(
    number: str = "UK00000008888", text: str = "ZORVEXA", owner: str = "Example Ltd", status: str = "Registered", kind: str = "Word",
    filed: str = "1876-01-01", registered: str = "1877-02-03", classes: tuple[int, ...] = (25,),
) -> str:  # fmt: skip
    flags = "|".join("1" if number in classes else "0" for number in range(1, 46))
    return f"{number}|https://example.org|{text}|{owner}|AB1 2CD||GB|{status}|Trade mark|{kind}|N|1|{filed}|1876-05-01|{registered}||2027-01-01|{flags}"


def uk(*rows: str, encoding: str = "utf-16") -> bytes:
    return ("\r\n".join((HEADING, *rows)) + "\r\n").encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8", "utf-8-sig"])
def test_a_row_of_the_united_kingdom(encoding: str) -> None:
    assert facts(one(ukipo, uk(uk_row(text='QUIX "O\'NEIL" Ünï', classes=(9, 25, 45)), encoding=encoding))) == (
        "UK00000008888", "UK00000008888", 'QUIX "O\'NEIL" Ünï', "registered", "Registered", [9, 25, 45], "Example Ltd", "word", "1876-01-01", "1877-02-03", "1877-02-03",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"status": "Expired"}, ("ended", "word", "1876-01-01")),
        ({"status": "Application Published", "registered": ""}, ("pending", "word", "1876-01-01")),
        ({"status": "Sleeping"}, ("unknown", "word", "1876-01-01")),
        ({"kind": "Figurative", "filed": "31/12/1999"}, ("registered", "figurative", "1999-12-31")),
        ({"kind": "", "filed": "1999-12-31 00:00:00"}, ("registered", "unknown", "1999-12-31")),
        ({"filed": "31/02/1999"}, ("registered", "word", "")),
    ],
)
def test_what_a_row_of_the_united_kingdom_may_say(given: dict, found: tuple) -> None:
    case = one(ukipo, uk(uk_row(**given)))
    assert (case.status, case.kind, case.filed) == found


def test_the_owners_of_a_mark_in_rows_of_their_own_are_put_together(tmp_path: Path, data: Path) -> None:
    rows = [uk_row(owner="First Ltd"), uk_row("UK00000008888A", owner="Other Ltd"), uk_row(owner="Second Ltd"), uk_row(owner="First Ltd")]
    (tmp_path / "OpenDataDomestic.txt").write_bytes(uk(*rows))
    done = take_in("ukipo", [tmp_path / "OpenDataDomestic.txt"], TODAY)
    assert (done.tally.records, done.counts) == (4, {"registered": 2})
    found = kept("ukipo", data)
    assert (found["UK00000008888"][3], found["UK00000008888A"][3]) == ("First Ltd; Second Ltd", "Other Ltd")


def test_a_sign_of_the_table_within_a_name_costs_its_row_alone() -> None:
    first, second = read(ukipo, uk(uk_row(text="A|B"), uk_row()))
    assert first == Damaged("x:2", "the row has 63 cells, the heading 62")
    assert isinstance(second, Case)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Name|Owner\r\n", "no column tells the number and the text and the status"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"caf\xe9|\n", "is not UTF-8-SIG text"),
        (uk(uk_row())[:-1], "ends within a character"),
        (b"PK\x05\x06", "no column tells"),
    ],
)
def test_no_table_of_the_united_kingdom(content: bytes, message: str) -> None:
    with pytest.raises(ListError) as caught:
        read(ukipo, content)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_row_without_end_is_refused_before_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellercheck.bulk._table.LINE_MOST", 10_000)
    monkeypatch.setattr("sellercheck.bulk._table.PIECE", 1000)
    with pytest.raises(ListError, match="more than 10,000 characters"):
        read(ukipo, uk("x" * 20_000))


def test_rows_cut_anywhere_by_the_reads_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    content = uk(uk_row(text="Ünï 𝕏"), uk_row("UK2"))
    whole = read(ukipo, content)
    for size in (1, 3, 7, 64):
        monkeypatch.setattr("sellercheck.bulk._table.PIECE", size)
        assert read(ukipo, content) == whole


# ---- Australia


SUMMARY = "TM Number,Trade Mark Words,Status Group,Lodgement Date,Registered Date\n1001,ZORVEXA,REGISTERED,2020-01-02,2020-09-01\n1002,QUONTLE,NEVER_REGISTERED,2020-01-03,\n"


def test_tables_of_australia_are_put_together_by_number(tmp_path: Path, data: Path) -> None:
    (tmp_path / "summary.csv").write_text(SUMMARY)
    (tmp_path / "classes.csv").write_text("tm_number,class_number\n1001,25\n1001,9\n1002,All\n")
    (tmp_path / "owners.csv").write_text('tm_number,name\n1001,"Example, Pty Ltd"\n1001,Second Pty Ltd\n')
    expected = {
        "1001": ("registered", "ZORVEXA", [9, 25], "Example, Pty Ltd; Second Pty Ltd", "2020-01-02", "2020-09-01", ""),
        "1002": ("ended", "QUONTLE", list(range(1, 46)), "", "2020-01-03", "", ""),
    }
    for name, order in (("one", ("summary", "classes", "owners")), ("two", ("owners", "classes", "summary"))):
        done = take_in("ipau", [tmp_path / f"{file}.csv" for file in order], TODAY, name, as_of=date(2026, 11, 1))
        assert (done.refused, done.indexed) == ([], 1)
        assert kept(name, data) == expected


def test_columns_that_nobody_knows_are_named(tmp_path: Path, data: Path) -> None:
    (tmp_path / "a.csv").write_text("Nummer,Wort,Lage\n7,ZORVEXA,Registered\n")
    (refused,) = take_in("ipau", [tmp_path / "a.csv"], TODAY).refused
    assert "a.csv:1: no column tells the number" in refused.message
    assert "--column number=" in (refused.hint or "")
    done = take_in("ipau", [tmp_path / "a.csv"], TODAY, columns={"number": "Nummer", "text": "wort", "status": "LAGE"})
    assert (done.refused, done.counts) == ([], {"registered": 1})
    # Named in another way the same file tells other things, and is no file known already.
    assert take_in("ipau", [tmp_path / "a.csv"], TODAY, columns={"number": "Nummer", "owner": "Wort"}).known == []
    assert kept("ipau", data)["7"][3] == "ZORVEXA"


@pytest.mark.parametrize(
    ("office", "column", "message"), [("ipau", "wrods", 'no column for "wrods"'), ("uspto", "text", "the columns of .uspto. are known")]
)
def test_columns_that_cannot_be_named(office: str, column: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        take_in(office, [], TODAY, columns={column: "x"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("number,x\n1,2\n", "no column but the number"),
        ("text\nZ\n", "no column tells the number"),
        ('"number\n1', "no column"),
    ],
)
def test_no_table_of_australia(content: str, message: str) -> None:
    with pytest.raises(ListError, match=message):
        read(ipau, content, columns={})


def test_rows_of_australia_that_cannot_be_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(ipau, "number,text\n,ZORVEXA\n1,2,3\n\n5,QUONTLE\n", columns={})
    assert found[:2] == [Damaged("x:2", "no number"), Damaged("x:3", "the row has 3 cells, the heading 2")]
    assert isinstance(found[2], Case)
    monkeypatch.setattr("sellercheck.bulk._table.LINE_MOST", 1 << 24)
    before = csv.field_size_limit(1 << 17)  # the process's own: a sheet read earlier may have raised it
    try:
        long = read(ipau, f"number,text\n6,{'x' * 200_000}\n7,QUONTLE\n", columns={})
    finally:
        csv.field_size_limit(before)
    assert [type(row) for row in long] == [Damaged, Case]


# ---- Brazil


def gazette(*processes: str, day: str = "21/07/2026") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><revista numero="2900" data="{day}">{"".join(processes)}</revista>'


def process(*acts: tuple[str, str], more: str = "", days: str = 'data-deposito="12/04/2010"') -> str:
    told = "".join(f'<despacho codigo="{code}" nome="{name}"><texto-complementar/></despacho>' for code, name in acts)
    return f'<processo numero="902488309" {days}><despachos>{told}</despachos>{more}</processo>'


MARK = (
    '<titulares><titular nome-razao-social="EXEMPLO LTDA" pais="BR" uf="SP"/></titulares><marca apresentacao="Nominativa" natureza="De Produto">'
    '<nome>ZORVEXA</nome></marca><classe-nice codigo="25" edicao="10"><especificacao>camisas;</especificacao></classe-nice>'
)


@pytest.mark.parametrize(
    ("acts", "days", "status"),
    [
        ([("IPAS158", "Concessão de registro")], "", "registered"),
        ([("IPAS158", "")], "", "registered"),
        ([("IPAS024", "Indeferimento do pedido")], "", "ended"),
        ([("IPAS029", "Deferimento do pedido")], "", "pending"),
        ([("IPAS009", "Publicação de pedido de registro para oposição (exame formal concluído)")], "", "pending"),
        ([("IPAS161", "Extinção de registro pela expiração do prazo de vigência")], 'data-concessao="10/05/2013"', "ended"),
        ([("IPAS157", "Arquivamento definitivo de pedido de registro por falta de pagamento da concessão")], "", "ended"),
        ([("IPAS270", "Deferimento de petição")], "", "unknown"),
        ([("IPAS270", "Deferimento de petição")], 'data-concessao="10/05/2013"', "registered"),
        ([("IPAS235", "Recurso não provido (decisão mantida)")], "", "unknown"),
        ([("IPAS270", "Deferimento de petição"), ("IPAS009", "Publicação de pedido de registro para oposição")], "", "pending"),
        ([("IPAS009", "Publicação de pedido"), ("IPAS270", "Deferimento de petição")], "", "pending"),
        ([], "", "unknown"),
    ],
)  # fmt: skip
def test_the_last_act_that_says_anything_decides(acts: list, days: str, status: str) -> None:
    assert one(inpi_br, gazette(process(*acts, days=days))).status == status


def test_a_mark_of_brazil_in_the_older_shape() -> None:
    case = one(
        inpi_br,
        gazette(process(("IPAS158", "Concessão de registro"), more=MARK, days='data-deposito="12/04/2010" data-concessao="10/05/2013"')),
    )
    assert facts(case) == (
        "902488309", "902488309", "ZORVEXA", "registered", "IPAS158 Concessão de registro", [25], "EXEMPLO LTDA", "word", "2010-04-12", "2013-05-10", "2026-07-21",
    )  # fmt: skip


def test_a_national_class_is_none_of_nice() -> None:
    more = '<classe-nacional codigo="25"><sub-classes-nacional><sub-classe-nacional codigo="10"/></sub-classes-nacional></classe-nacional>'
    assert one(inpi_br, gazette(process(more=more))).classes == 0


def test_gazettes_in_any_order_tell_the_same(tmp_path: Path, data: Path) -> None:
    issues = {
        "1": gazette(process(("IPAS009", "Publicação de pedido"), more=MARK), day="01/06/2021"),
        "2": gazette(
            process(("IPAS158", "Concessão de registro"), days='data-deposito="12/04/2010" data-concessao="10/05/2022"'), day="10/05/2022"
        ),
        "3": gazette(process(("IPAS270", "Deferimento de petição"), more=MARK.replace("EXEMPLO", "NOVA"), days=""), day="10/05/2023"),
    }
    for number, content in issues.items():
        (tmp_path / f"RM{number}.xml").write_text(content)
    expected = {"902488309": ("registered", "ZORVEXA", [25], "NOVA LTDA", "2010-04-12", "2022-05-10", "2022-05-10")}
    for order in ("123", "321", "213", "132"):
        assert take_in("inpi-br", [tmp_path / f"RM{number}.xml" for number in order], TODAY, f"r{order}").refused == []
        assert kept(f"r{order}", data) == expected, order


def test_a_process_without_number_is_told() -> None:
    assert read(inpi_br, gazette("<processo/>")) == [Damaged("x: process 1", "no number")]


# ---- Taiwan


def page(*records: dict | None, **more: object) -> str:
    return json.dumps(
        {"version": "1.0", "total-count": len(records), "tmarkappl": {"-create-date": "2026/05/17", "tmarkcontent": list(records)}, **more},
        ensure_ascii=False,
    )


def application(**told: object) -> dict:
    return {
        "appl-no": "112000001", "appl-date": "2023/01/03", "tmark-name": "佐維莎", "tmark-draft-c": "佐維莎", "tmark-draft-e": "ZORVEXA",
        "goodsclasses": [{"goodsclass-code": "025"}, {"goodsclass-code": "018"}],
        "parties": {"applicants": [{"chinese-name": "某某股份有限公司", "english-name": "EXAMPLE CO."}, {"english-name": "SECOND LTD."}]},
    } | told  # fmt: skip


def test_an_application_of_taiwan_of_today() -> None:
    case = one(tipo, page(application()))
    assert facts(case) == (
        "112000001", "", "佐維莎", "unknown", "", [18, 25], "某某股份有限公司; SECOND LTD.", "unknown", "2023-01-03", "", "2026-05-17",
    )  # fmt: skip
    assert case.pseudo == "ZORVEXA"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"tmark-name": None}, ("佐維莎", [18, 25], 0)),
        ({"tmark-name": None, "tmark-draft-c": None, "tmark-draft-e": ""}, ("", [18, 25], 0)),
        ({"goodsclasses": None}, ("佐維莎", [], 0)),
        ({"goodsclasses": {"goodsclass-code": "25"}}, ("佐維莎", [25], 0)),
        ({"goodsclasses": []}, ("佐維莎", [], 0)),
        ({"appl-date": "2023/13/01"}, ("佐維莎", [], 1)),
        ({"appl-date": "1994/07/14"}, ("佐維莎", [], 0)),
        ({"parties": None}, ("佐維莎", [18, 25], 0)),
        ({"parties": []}, ("佐維莎", [18, 25], 0)),
    ],
)
def test_applications_of_taiwan_with_something_missing(told: dict, expected: tuple) -> None:
    case = one(tipo, page(application(**told)))
    assert (case.text, [number for number in range(46) if case.classes >> number & 1], case.bad_dates) == expected


def test_many_applications_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    content = page(*(application(**{"appl-no": f"{number:09}"}) for number in range(50)))
    whole = read(tipo, content)
    for size in (1, 5, 1000):
        monkeypatch.setattr(tipo, "PIECE", size)
        assert read(tipo, content) == whole
    assert [case.number for case in whole if isinstance(case, Case)] == [f"{number:09}" for number in range(50)]


def test_a_page_without_applications_and_records_that_are_none() -> None:
    assert read(tipo, page()) == []
    found = read(tipo, page({}, None, application()))
    assert found[:2] == [Damaged("x: record 1", "no application number"), Damaged("x: record 2", "no object")]
    assert isinstance(found[2], Case)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda _: "", "is no page of TmarkAppl"),
        (lambda _: "<html>maintenance</html>", "is a web page"),
        (lambda _: '{"status": "error"}', "is no page of TmarkAppl"),
        (lambda told: told[:-200], "ends within record 2"),
        (lambda told: told[:-1], "ends before the page does"),
        (lambda told: told + "}", "ends before the page does"),
        (lambda told: told[: told.index("]}") + 1], "ends within record"),
        (lambda told: told.encode()[: told.encode().index("佐".encode()) + 1], "is not UTF-8 text"),
    ],
)
def test_pages_of_taiwan_that_are_refused(spoil, message: str) -> None:
    with pytest.raises(ListError) as caught:
        read(tipo, spoil(page(application(), application(**{"appl-no": "2"}))))
    assert message in caught.value.message
    assert caught.value.hint


def test_a_record_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tipo, "RECORD_MOST", 1000)
    monkeypatch.setattr(tipo, "PIECE", 100)
    with pytest.raises(ListError, match="record 1 is no JSON, or larger"):
        read(tipo, page(application(more="x" * 5000)))


# ---- the gazette of the United States as others derive it


def test_rows_of_the_gazette_are_added_to_what_is_known(tmp_path: Path, data: Path) -> None:
    from bulk.files import case_file, daily

    (tmp_path / "apc.xml").write_bytes(
        daily(case_file("90000001", "ZORVEXA", status="630", changed="20260105", owners=(("10", "Example Maker LLC"),)))
    )
    heading = "serial,mark,owner,classes,event,status,filing_date,pub_date,transaction_date\n"
    (tmp_path / "g.csv").write_text(
        heading + '90000001,ZORVEXA,"Example Maker LLC",25 18,registered,700,2025-01-02,2026-03-03,2026-03-03\n'
    )
    for name, files in (("a", ("apc.xml", "g.csv")), ("b", ("g.csv", "apc.xml"))):
        take_in("uspto", [tmp_path / file for file in files], TODAY, name)
    assert kept("a", data)["90000001"][:4] == ("registered", "ZORVEXA", [18, 25], "Example Maker LLC")
    assert kept("b", data)["90000001"][0] == "registered"


def test_rows_of_a_gazette_that_cannot_be_read_are_told() -> None:
    found = read(uspto, "serial,mark,owner,classes,event,status,filing_date,pub_date,transaction_date\nabc,Z,O,25,p,681,,,\n1,2\n")
    assert found == [Damaged("x:2", "no serial number"), Damaged("x:3", "the row has 2 cells, the heading 9")]
    with pytest.raises(ListError, match="no column tells the text"):
        read(uspto, "serial,owner\n1,2\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [("19/08/2020", "2020-08-19"), ("1951/02/27", "1951-02-27"), ("1951/2/7", "1951-02-07"), ("2020-08-19T10:00:00", "2020-08-19"), ("20200819", "2020-08-19"),
     ("19.08.2020 00:00", "2020-08-19"), ("", ""), ("00/00/0000", None), ("31/02/2020", None), ("tomorrow", None), ("１９/08/2020", None)],
)  # fmt: skip
def test_days_as_offices_write_them(text: str, found: str | None) -> None:
    assert written_day(text) == found


def test_half_a_character_in_a_page_of_taiwan_is_kept_out_of_the_register(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(page(application(**{"tmark-name": "?"})).replace('"?"', '"ZORVEXA \\ud800"'), "utf-8")
    done = take_in("tipo", [tmp_path / "a.json"], TODAY)
    assert (done.refused, done.counts) == ([], {"unknown": 1})


@pytest.mark.parametrize("reader", ["uspto", "euipo", "wipo-st66", "wipo-st96", "inpi-br", "tipo"])
def test_files_spoilt_at_random_are_read_or_refused(reader: str) -> None:
    """Bytes changed, cut out and put in: cases, damaged records or a ListError, and nothing else."""
    import random

    from bulk.files import case_file, daily
    from bulk.test_layouts import ST66, ST96, euipo_mark

    from sellercheck import families

    digits = "9" * 5000
    whole = {
        "uspto": daily(case_file(), case_file("90000002", "QUONTLE", classes=(((digits,), "6"),), owners=((digits, "Example"),))),
        "euipo": euipo_mark().encode(),
        "wipo-st66": ST66.format(
            f"<TradeMark><ApplicationNumber>7</ApplicationNumber><MarkCurrentStatusCode>{digits}</MarkCurrentStatusCode><ApplicantDetails><Applicant>"
            f"<ApplicantExt><PartyTypeCode>{digits}</PartyTypeCode></ApplicantExt></Applicant></ApplicantDetails></TradeMark>", ""
        ).encode(),
        "wipo-st96": ST96.format(
            "<tmk:Trademark><com:ApplicationNumber>5</com:ApplicationNumber><tmk:ApplicantBag>"
            f'<tmk:Applicant com:sequenceNumber="{digits}"/></tmk:ApplicantBag></tmk:Trademark>'
        ).encode(),
        "inpi-br": gazette(process(("IPAS158", "Concessão de registro"), more=MARK)).encode(),
        "tipo": page(application()).encode(),
    }[reader]  # fmt: skip
    office = families.load("bulk", reader)
    assert [type(each) for each in office.read(io.BytesIO(whole), "x")]
    draw = random.Random(7)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            at, how = draw.randrange(len(content)), draw.random()
            if how < 0.4:
                content[at] = draw.randrange(256)
            elif how < 0.6:
                del content[at : at + draw.randint(1, 60)]
            else:
                content[at:at] = draw.choice(
                    [b"<", b">", b"\0", b"&x;", b"\xff\xfe", b'"', b"<case-file>", b"</case-file>", b"|", b"\n", b"<!--", b"[", b"}"]
                )
            content = content or bytearray(b" ")
        try:
            assert all(isinstance(each, Case | Damaged) for each in office.read(io.BytesIO(bytes(content)), "x"))
        except ListError as error:
            assert error.hint  # noqa: PT017 -- most are read
