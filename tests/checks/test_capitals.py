import pytest

OPTIONS = {"max-share": "0.6", "min-letters": "10"}


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("WOMENS SUMMER DRESS RED", "100%"),
        ("NEW STYLISH LED DESK LAMP 2024", "100%"),
        ("WOMENS SUMMER Dress", "76%"),
        ("ЖЕНСКОЕ ЛЕТНЕЕ ПЛАТЬЕ", "100%"),
        ("裙 WOMENS SUMMER DRESS", "100%"),
        ("USB CABLE CHARGER FOR CAR", "100%"),
    ],
)
def test_a_shouted_text_is_flagged(hits, text, share):
    (hit,) = hits("capitals", OPTIONS, title=text)
    assert (hit.words["share"], hit.span) == (share, None)


@pytest.mark.parametrize(
    "text",
    [
        "Womens Summer Dress Red",
        "USB LED LCD HDMI lamp with cable",
        "XXL XXXL Shirt in red",
        "HOT dress",
        "连衣裙夏季新款 DRESS",
        "NIKE 耐吉 JORDAN RISING HIGH 2 籃球鞋 男",
        "STAGE HOUNDSTOOTH SHIRT 黑 單色",
        "MICHAEL KORS JET SET ITEM 金方牌防刮牛皮鑰匙零錢包",
        "ABC123X DEF456Y GHI789Z JKL012W",
        "WOMENS DRESS in soft light summer cotton",
        "Größe ÄÖÜ weites Kleid",
    ],
)
def test_a_near_miss_is_not(hits, text):
    assert not hits("capitals", OPTIONS, title=text)


def test_the_brands_own_capitals_do_not_count(hits):
    assert hits("capitals", OPTIONS, title="SANSHILIU FITMAX gym bag")
    assert not hits("capitals", OPTIONS, title="SANSHILIU FITMAX gym bag", brand="Sanshiliu FITMAX")


def test_fix(hits, fixed):
    (hit,) = hits("capitals", OPTIONS, title="WOMEN'S T-SHIRT FOR SUMMER, 100% COTTON USB LED")
    assert fixed(hit) == "Women's T-Shirt for Summer, 100% Cotton USB LED"
    assert not hits("capitals", OPTIONS, title=fixed(hit))


def test_a_share_that_cannot_be_is_refused(hits):
    with pytest.raises(Exception, match='option "max-share" is 60'):
        hits("capitals", {"max-share": "60"}, title="x")
