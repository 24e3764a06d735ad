"""EUIPO open data, ST.66 and ST.96: the real samples to the letter, traps of the layouts, and XML that is up to no good."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from bulk.conftest import TODAY
from bulk.facts import facts

from sellercheck import bulk, families
from sellercheck.bulk import euipo, wipo_st66, wipo_st96
from sellercheck.bulk._case import Case, Damaged
from sellercheck.bulk._taking import take_in
from sellercheck.errors import ListError

SAMPLES = Path(__file__).parents[3] / "shared" / "registries" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of ../shared are not here")

EUIPO = '<Transaction xmlns="http://euipo.europa.eu/trademark/data"><TradeMarkDetails>{}</TradeMarkDetails></Transaction>'
ST66 = (
    '<Transaction xmlns="http://www.wipo.int/standards/XMLSchema/trademarks"><TransactionData>'
    "<TradeMarkDetails>{}</TradeMarkDetails>{}</TransactionData></Transaction>"
)
ST96 = (
    '<tmk:TrademarkTransaction xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark" '
    'xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><tmk:TrademarkBag>{}</tmk:TrademarkBag></tmk:TrademarkTransaction>'
)
READERS = ((euipo, EUIPO), (wipo_st66, ST66), (wipo_st96, ST96))


@needs_samples
@pytest.mark.parametrize(
    ("reader", "name", "expected"),
    [
        (euipo, "euipo/opendata/018222200.xml",
         ("018222200", "018222200", "OCCHIO DI PUGLIA", "registered", "Registered", [29], "EUIPO owner 784806", "figurative", "2020-04-08", "2020-07-28", "2020-07-28")),
        (euipo, "euipo/opendata/018222214.xml",
         ("018222214", "018222214", "CANDIGOLD", "registered", "Registered", [5], "EUIPO owner 978866", "word", "2020-04-08", "2020-09-12", "2020-09-15")),
        (euipo, "euipo/opendata/018222474.xml",
         ("018222474", "", "HiCare", "pending", "Application under examination", [5, 9], "EUIPO owner 924334", "word", "2020-04-08", "", "2020-04-08")),
        (wipo_st66, "uspto/tsdr/casestatus_sn76044902_ST66.xml",
         ("76044902", "2824281", "PYTHON", "registered", "702", [9, 42], "PYTHON SOFTWARE FOUNDATION", "word", "2000-05-09", "2004-03-23", "2010-09-08")),
        (wipo_st96, "uspto/tsdr/casestatus_sn76044902_ST96.xml",
         ("76044902", "2824281", "PYTHON", "registered", "800", [9, 42], "PYTHON SOFTWARE FOUNDATION", "word", "2000-05-09", "2004-03-23", "2014-02-10")),
    ],
)  # fmt: skip
def test_the_real_records_give_exactly_these_facts(reader, name: str, expected: tuple) -> None:
    with (SAMPLES / name).open("rb") as source:
        (case,) = reader.read(source, name)
    assert facts(case) == expected


def one(reader, content: str) -> Case:
    (case,) = reader.read(io.BytesIO(content.encode()), "x.xml")
    assert isinstance(case, Case), case
    return case


def euipo_mark(
    status: str = "Registered",
    more: str = "",
    operation: str = "Insert",
    words: str = "<MarkVerbalElementText>ZORVEXA</MarkVerbalElementText>",
) -> str:
    return EUIPO.format(
        f'<TradeMark operationCode="{operation}"><ApplicationNumber>018000001</ApplicationNumber><ApplicationDate>2020-01-02</ApplicationDate>'
        f'<MarkCurrentStatusCode milestone="1">{status}</MarkCurrentStatusCode><MarkFeature>Word</MarkFeature>'
        f"<WordMarkSpecification>{words}</WordMarkSpecification><GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription>"
        f"<ClassNumber>25</ClassNumber></ClassDescription></ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>{more}</TradeMark>"
    )


def test_earlier_marks_nested_in_oppositions_are_not_the_mark() -> None:
    nested = (
        "<OppositionDetails><Opposition><EarlierMark><TradeMark><ApplicationNumber>1</ApplicationNumber><ApplicationDate>1999-01-01</ApplicationDate>"
        "<WordMarkSpecification><MarkVerbalElementText>OTHER</MarkVerbalElementText></WordMarkSpecification>"
        "<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription><ClassNumber>9</ClassNumber></ClassDescription>"
        "</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails></TradeMark></EarlierMark></Opposition></OppositionDetails>"
    )
    case = one(euipo, euipo_mark(more=nested))
    assert (case.number, case.text, case.filed, case.classes) == ("018000001", "ZORVEXA", "2020-01-02", 1 << 25)
    assert one(euipo, euipo_mark(more=nested, words="")).text == ""


@pytest.mark.parametrize(
    ("status", "found"),
    [("Registered", "registered"), ("REGISTERED", "registered"), ("Application opposed", "pending"), ("Application published", "pending"),
     ("Application refused", "ended"), ("Registration expired", "ended"), ("Something new", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_euipo_standing(status: str, found: str) -> None:
    assert one(euipo, euipo_mark(status)).status == found


@pytest.mark.parametrize(
    ("status", "found"),
    [("Registered", "registered"), ("LIVE/REGISTRATION/Issued and Active", "registered"), ("700", "registered"), ("602", "ended"), ("999", "unknown"),
     ("Registration cancelled", "ended"), ("Expired", "ended"), ("Registered - expired", "unknown"), ("Application published", "pending"),
     ("Cancellation pending", "unknown"), ("Formalized", "unknown"), ("", "unknown"), ("NEVER_REGISTERED", "ended"), ("Not registered", "ended"),
     ("Unregistered", "unknown"), ("Registered/Protected", "registered"), ("Lapsed: not protected", "ended"), ("DISCONTINUED", "ended")],
)  # fmt: skip
def test_standing_by_words(status: str, found: str) -> None:
    assert wipo_st66.standing(status) == found


def test_a_deleted_record_goes(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(euipo_mark())
    (tmp_path / "b.xml").write_text(euipo_mark(operation="Delete"))
    assert take_in("euipo", [tmp_path / "a.xml"], TODAY).counts == {"registered": 1}
    done = take_in("euipo", [tmp_path / "b.xml"], TODAY)
    assert (done.counts, done.tally.removed) == ({}, 1)


def test_st66_keeps_the_nice_classification_and_the_classes_still_claimed() -> None:
    def goods(kind: str, number: str, status: str) -> str:
        return (
            f"<GoodsServices><ClassificationKindCode>{kind}</ClassificationKindCode><ClassDescriptionDetails><ClassDescription>"
            f"<ClassNumber>{number}</ClassNumber><ClassNumberStatusCode>{status}</ClassNumberStatusCode></ClassDescription></ClassDescriptionDetails></GoodsServices>"
        )

    mark = "<TradeMark><ApplicationNumber>7</ApplicationNumber><GoodsServicesDetails>{}</GoodsServicesDetails></TradeMark>"
    case = one(wipo_st66, ST66.format(mark.format(goods("Nice", "25", "6") + goods("Domestic", "39", "6") + goods("Nice", "18", "0")), ""))
    assert case.classes == 1 << 25


def test_st66_applicants_beside_several_marks_belong_to_none_of_them() -> None:
    mark = "<TradeMark><ApplicationNumber>{}</ApplicationNumber></TradeMark>"
    applicants = "<ApplicantDetails><Applicant><OrganizationName>Example Ltd</OrganizationName></Applicant></ApplicantDetails>"
    assert one(wipo_st66, ST66.format(mark.format(1), applicants)).owner == "Example Ltd"
    found = list(wipo_st66.read(io.BytesIO(ST66.format(mark.format(1) + mark.format(2), applicants).encode()), "x"))
    assert [case.owner for case in found if isinstance(case, Case)] == ["", ""]


def test_st96_of_canada_names_the_owner_where_the_united_states_name_the_kind_of_company() -> None:
    def mark(office: str) -> str:
        return ST96.format(
            f"<tmk:Trademark><com:ApplicationNumber><com:IPOfficeCode>{office}</com:IPOfficeCode><com:ApplicationNumberText>777</com:ApplicationNumberText>"
            "</com:ApplicationNumber><tmk:MarkCurrentStatusInternalDescriptionText>Registered</tmk:MarkCurrentStatusInternalDescriptionText>"
            "<tmk:MarkRepresentation><tmk:WordMarkSpecification><tmk:MarkSignificantVerbalElementText>ZORVEXA</tmk:MarkSignificantVerbalElementText>"
            "</tmk:WordMarkSpecification></tmk:MarkRepresentation><tmk:ApplicantBag><tmk:Applicant><com:LegalEntityName>CORPORATION</com:LegalEntityName>"
            "</tmk:Applicant></tmk:ApplicantBag></tmk:Trademark>"
        )

    assert (one(wipo_st96, mark("CA")).owner, one(wipo_st96, mark("CA")).status, one(wipo_st96, mark("CA")).text) == (
        "CORPORATION",
        "registered",
        "ZORVEXA",
    )
    assert one(wipo_st96, mark("US")).owner == ""


def test_st66_with_many_marks_in_one_transaction_is_read_mark_by_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellercheck.bulk._elements.RECORD_MOST", 10)
    marks = "".join(
        f"<TradeMark><ApplicationNumber>{number}</ApplicationNumber><ApplicantDetails><Applicant><OrganizationName>Owner {number}</OrganizationName>"
        "</Applicant></ApplicantDetails></TradeMark>"
        for number in range(1, 50)
    )
    found = list(wipo_st66.read(io.BytesIO(ST66.format(marks, "").encode()), "x"))
    assert [(case.number, case.owner) for case in found if isinstance(case, Case)] == [(str(n), f"Owner {n}") for n in range(1, 50)]


def test_st66_transactions_keep_their_applicants_apart() -> None:
    def transaction(number: int) -> str:
        return (
            f"<TransactionData><ApplicantDetails><Applicant><LastName>Owner {number}</LastName></Applicant></ApplicantDetails><TradeMarkDetails>"
            f"<TradeMark><ApplicationNumber>{number}</ApplicationNumber></TradeMark></TradeMarkDetails><OppositionDetails><EarlierMark><TradeMark>"
            "<ApplicationNumber>999</ApplicationNumber></TradeMark></EarlierMark></OppositionDetails></TransactionData>"
        )

    found = list(wipo_st66.read(io.BytesIO(f"<Transaction>{transaction(1)}{transaction(2)}</Transaction>".encode()), "x"))
    assert [(case.number, case.owner) for case in found if isinstance(case, Case)] == [("1", "Owner 1"), ("2", "Owner 2")]


def test_codes_of_the_united_states_say_nothing_of_other_offices() -> None:
    mark = "<TradeMark><RegistrationOfficeCode>{}</RegistrationOfficeCode><ApplicationNumber>7</ApplicationNumber><MarkCurrentStatusCode>602</MarkCurrentStatusCode></TradeMark>"
    assert [one(wipo_st66, ST66.format(mark.format(office), "")).status for office in ("US", "CA", "")] == ["ended", "unknown", "ended"]
    mark = (
        "<tmk:Trademark><com:ApplicationNumber><com:IPOfficeCode>CA</com:IPOfficeCode><com:ST13ApplicationNumber>300000077777700</com:ST13ApplicationNumber>"
        "</com:ApplicationNumber><tmk:MarkCurrentStatusCode>602</tmk:MarkCurrentStatusCode>{}</tmk:Trademark>"
    )
    told = "<tmk:MarkCurrentStatusInternalDescriptionText>Registered</tmk:MarkCurrentStatusInternalDescriptionText>"
    assert [one(wipo_st96, ST96.format(mark.format(more))).status for more in ("", told)] == ["unknown", "registered"]


def test_st96_reads_no_mark_of_somebody_else() -> None:
    record = (
        '<tmk:Trademark com:operationCategory="{}"><com:ApplicationNumber><com:ApplicationNumberText>5</com:ApplicationNumberText></com:ApplicationNumber>'
        "<tmk:OppositionBag><tmk:EarlierMark><tmk:WordMarkSpecification><tmk:MarkVerbalElementText>OTHER</tmk:MarkVerbalElementText></tmk:WordMarkSpecification>"
        "<tmk:GoodsServicesBag><tmk:GoodsServices><tmk:ClassDescription><tmk:ClassNumber>9</tmk:ClassNumber></tmk:ClassDescription></tmk:GoodsServices>"
        "</tmk:GoodsServicesBag></tmk:EarlierMark></tmk:OppositionBag>{}</tmk:Trademark>"
    )
    assert (
        one(wipo_st96, ST96.format(record.format("Insert", ""))).text,
        one(wipo_st96, ST96.format(record.format("Insert", ""))).classes,
    ) == ("", 0)
    own = "<tmk:MarkRepresentation><tmk:MarkSignificantVerbalElementText>ZORVEXA</tmk:MarkSignificantVerbalElementText></tmk:MarkRepresentation>"
    assert one(wipo_st96, ST96.format(record.format("Insert", own))).text == "ZORVEXA"
    assert one(wipo_st96, ST96.format(record.format("Delete Trademark", own))).removed


@pytest.mark.parametrize(
    ("feature", "kind"),
    [("Word", "word"), ("Stylized characters", "stylised"), ("Figurative", "figurative"), ("Combined", "combined"), ("Word and device", "combined"),
     ("3D shape", "shape"), ("Three dimensional", "shape"), ("Sound", "sound"), ("Colour", "other"), ("", "unknown")],
)  # fmt: skip
def test_kinds_of_marks(feature: str, kind: str) -> None:
    assert wipo_st66.kind(feature) == kind


@pytest.mark.parametrize("prefix", ["tmk", "ns2"])
def test_namespaces_and_prefixes_do_not_matter(prefix: str) -> None:
    content = ST96.format("<tmk:Trademark><com:ApplicationNumber>5</com:ApplicationNumber></tmk:Trademark>").replace("tmk", prefix)
    assert one(wipo_st96, content.replace("/ST96/Trademark", "/Trademark/1")).number == "5"


@pytest.mark.parametrize(("reader", "frame"), READERS)
def test_records_without_number_are_told(reader, frame: str) -> None:
    element = "tmk:Trademark" if reader is wipo_st96 else "TradeMark"
    (damaged,) = reader.read(io.BytesIO(frame.format(f"<{element}><x>1</x></{element}>", "").encode()), "x.xml")
    assert damaged == Damaged("x.xml: record 1", "no application number")


@pytest.mark.parametrize(("reader", "frame"), READERS)
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda xml: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + xml, "declares the XML entity"),
        (lambda xml: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xml, "declares the XML entity"),
        (lambda xml: xml[:-10], "not whole XML"),
        (lambda xml: xml.replace("</", "<", 1), "not whole XML"),
        (lambda _: "", "not whole XML"),
        (lambda _: "<html><body><p>Sign in</body></html>", "not whole XML"),
        (lambda _: "<a>" * 300 + "</a>" * 300, "nests"),
    ],
)
def test_xml_up_to_no_good_is_refused(reader, frame: str, spoil, message: str) -> None:
    with pytest.raises(ListError) as caught:
        list(reader.read(io.BytesIO(spoil(frame.format("", "")).encode()), "x.xml"))
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", bulk.offices())
def test_every_reader_says_what_it_is_and_on_what_it_was_tried(name: str) -> None:
    reader = families.load("bulk", name)
    assert all(getattr(reader, told) for told in ("TITLE", "PUBLISHER", "LICENCE", "ENDINGS"))
    assert "Tested on" in reader.__doc__
    assert name in (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_a_register_of_another_office_is_held_against_listings(tmp_path: Path) -> None:
    import sellercheck

    (tmp_path / "a.xml").write_text(euipo_mark())
    take_in("euipo", [tmp_path / "a.xml"], TODAY)
    report = sellercheck.check(rows=[{"title": "Zorvexa shirts", "category": "Shirts"}], platforms=["wish"], lists=["euipo"], today=TODAY)
    (found,) = [each for each in report.findings if each.mark]
    assert (found.mark.list, found.mark.territory, found.mark.number) == ("euipo", "EM", "018000001")
