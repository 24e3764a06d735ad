import pytest

from sellercheck.finding import Severity

PROMO = {"terms": ["cheap", "hot", "free shipping", "best seller", "热卖"], "unless": ["hot water", "hot pink"]}
CODE = {"terms": ["1:1", "AAA", "AAA quality", "100%", "#1", "24/7"], "unless": ["AAA batter", "AAA battery"]}
WEAPONS = {"terms": ["gun"], "unless": ["glue gun", "massage gun"], "unless-with": ["upholstery"]}
PLAIN = {"terms": [{"term": "velcro", "use": "hook and loop"}, {"term": "onesie", "use": "bodysuit"}]}


@pytest.mark.parametrize(
    ("options", "text", "matched"),
    [
        (PROMO, "CHEAP summer dress", ["CHEAP"]),
        (PROMO, "Free-Shipping dress, cheap", ["Free-Shipping", "cheap"]),
        (PROMO, "freeshipping dress", ["freeshipping"]),
        (PROMO, "Best  sellers of 2024", ["Best  sellers"]),
        (PROMO, "hot dress in hot pink", ["hot"]),
        (PROMO, "夏季热卖连衣裙", ["热卖"]),
        (PROMO, "ｃｈｅａｐ dress", ["ｃｈｅａｐ"]),
        (CODE, "1:1 AAA quality bag", ["1:1", "AAA quality"]),
        (CODE, "1：1 bag AAA", ["1：1", "AAA"]),
        (CODE, "100 % leather, 24/7 help", ["100 %", "24/7"]),
        (CODE, "The #1 bag", ["#1"]),
        (WEAPONS, "toy gun", ["gun"]),
        (WEAPONS, "Glue gun and water guns", ["guns"]),
        (PLAIN, "Velcro strap", ["Velcro"]),
    ],
)
def test_a_term_is_flagged(hits, texts, options, text, matched):
    assert texts(hits("forbidden-term", options, title=text)) == matched


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (PROMO, "Cheapside print"),
        (PROMO, "More at www.freeshipping.example and bestseller.shop"),
        (PROMO, "Hot water bottle"),
        (PROMO, "hot-pink dress"),
        (PROMO, "Photo frame for shots"),
        (PROMO, "free size, no shipping box"),
        (CODE, "11 inch bag"),
        (CODE, "1-1/2 inch bag"),
        (CODE, "scale 1:10, ratio 1:1.5, 2.1:1"),
        (CODE, "AAA battery charger"),
        (CODE, "100 pieces"),
        (CODE, "1 piece"),
        (CODE, "size 24 7"),
        (WEAPONS, "Hot glue gun with 20 sticks"),
        (WEAPONS, "gunmetal ring, Gunnar lamp, begun"),
        (WEAPONS, "Staple gun for upholstery"),
    ],
)
def test_a_near_miss_is_not(hits, options, text):
    assert not hits("forbidden-term", options, title=text)


def test_a_near_miss_spares_only_what_it_overlaps(hits, texts):
    options = {"terms": ["hot water sale"], "unless": ["hot water"]}
    assert texts(hits("forbidden-term", options, title="hot water sale")) == ["hot water sale"]


def test_only_with_words_or_marks(hits, texts):
    beside = {"terms": ["style"], "only-with": ["brand"]}
    assert texts(hits("forbidden-term", beside, title="brand style bag")) == ["style"]
    assert not hits("forbidden-term", beside, title="boho style bag")
    marked = {"terms": ["style"], "only-with": ["[mark]"]}
    assert texts(hits("forbidden-term", marked, title="Gucci style bag", marks=["Gucci"])) == ["style"]
    assert not hits("forbidden-term", marked, title="boho style bag", marks=["Gucci"])
    own = {"terms": [{"term": "style", "only-with": "mark"}, "cheap"]}
    assert texts(hits("forbidden-term", own, title="cheap style bag")) == ["cheap"]


def test_a_terms_own_near_misses_do_not_spare_others(hits, texts):
    options = {"terms": [{"term": "hot", "unless": ["hot sauce"]}, "sauce"]}
    assert texts(hits("forbidden-term", options, title="hot sauce")) == ["sauce"]


def test_a_terms_severity_is_never_above_the_rules(hits):
    options = {"terms": [{"term": "hot", "severity": "low"}, {"term": "cheap", "severity": "high"}, "new"]}
    found = hits("forbidden-term", options, severity="medium", title="hot cheap new")
    assert [hit.severity for hit in found] == [Severity.LOW, Severity.MEDIUM, None]


@pytest.mark.parametrize(
    ("options", "text", "fixed_text"),
    [
        (PROMO, "CHEAP summer dress", "Summer dress"),
        (PROMO, "Summer dress (free shipping), red", "Summer dress, red"),
        (PROMO, "【热卖】夏季连衣裙", "夏季连衣裙"),
        (PLAIN, "Velcro strap", "Hook and loop strap"),
        (PLAIN, "Baby ONESIES", "Baby BODYSUITS"),
        (PLAIN, "baby onesies", "baby bodysuits"),
    ],
)
def test_fix(hits, fixed, options, text, fixed_text):
    (hit,) = hits("forbidden-term", options, title=text)
    assert fixed(hit) == fixed_text
    assert hit.fixes[0].applicability == "review"
    assert not hits("forbidden-term", options, title=fixed_text)


def test_fix_none(hits):
    (hit,) = hits("forbidden-term", {"terms": ["cheap"], "fix": "none"}, title="cheap dress")
    assert not hit.fixes


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("Nike 1:1 replica bag", ["1:1", "replica"]),
        ("replica bag", ["replica"]),
        ("高仿包包", ["高仿"]),
        ("AAA battery, scale 1:12", []),
        ("Nike AAA battery, aspect ratio 16:9, 11 pieces", []),
        ("Nike 1:1 diecast car", []),
        ("1:1 bag", []),
    ],
)
def test_bundled_cues(hits, texts, text, matched):
    assert texts(hits("forbidden-term", {"cues": ["counterfeit"]}, title=text, marks=["Nike"])) == matched


def test_a_cue_brings_its_severity_and_its_source(hits):
    found = hits("forbidden-term", {"cues": ["counterfeit", "imitation", "authenticity"]}, severity="medium", title="replica bag")
    assert [hit.severity for hit in found] == [Severity.MEDIUM]
    assert found[0].evidence[0].source


def test_options_that_mean_nothing_are_refused(hits):
    with pytest.raises(Exception, match="neither"):
        hits("forbidden-term", {}, title="x")
    with pytest.raises(Exception, match="holds no letter"):
        hits("forbidden-term", {"terms": ["!!"]}, title="x")
    with pytest.raises(Exception, match='option "cues" is "fake"'):
        hits("forbidden-term", {"cues": ["fake"]}, title="x")


def test_without_a_fix_a_term_is_told_once_a_cell(hits):
    cell = {"title": "Love doll, soft love dolls, sex doll"}
    options = {"terms": ["love doll", "sex doll"]}
    assert [hit.words["matched"] for hit in hits("forbidden-term", options, **cell)] == ["Love doll", "love dolls", "sex doll"]
    assert [hit.words["matched"] for hit in hits("forbidden-term", options | {"fix": "none"}, **cell)] == ["Love doll", "sex doll"]


def test_words_side_by_side_go_with_what_parted_them_from_the_rest(hits, fixed):
    (hit,) = hits("forbidden-term", {"terms": ["高仿", "一比一"], "together": "yes"}, description="高仿一比一,柔软皮革")
    assert fixed(hit) == "柔软皮革"
    (hit,) = hits("forbidden-term", {"terms": ["cheap", "best seller"], "together": "yes"}, title="red dress, cheap best seller, blue")
    assert fixed(hit) == "red dress, blue"
