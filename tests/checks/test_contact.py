import pytest

from sellercheck.checks import contact


def kinds(found):
    return [hit.words["kind"].en.split()[0] for hit in found]


@pytest.mark.parametrize(
    ("text", "matched", "kind"),
    [
        ("ask sales@shop.com now", "sales@shop.com", "e-mail"),
        ("SALES.dept+1@My-Shop.co.uk", "SALES.dept+1@My-Shop.co.uk", "e-mail"),
        ("联系邮箱：abc123@qq.com", "abc123@qq.com", "e-mail"),
        ("shop＠163.com", "shop＠163.com", "e-mail"),
        ("name (at) gmail.com", "name (at) gmail.com", "e-mail"),
        ("shop @ gmail.com", "shop @ gmail.com", "e-mail"),
        ("name at gmail.com", "name at gmail.com", "e-mail"),
        ("name at gmail dot com", "name at gmail dot com", "e-mail"),
        ("visit https://shop.example/a?b=1.", "https://shop.example/a?b=1", "web"),
        ("see www.myshop.de!", "www.myshop.de", "web"),
        ("more on myshop.com", "myshop.com", "web"),
        ("MYSHOP.COM.AU dresses", "MYSHOP.COM.AU", "web"),
        ("deals bit.ly/3abc", "bit.ly/3abc", "web"),
        ("visit my-shop.store today", "my-shop.store", "web"),
        ("官网：dianpu.top", "dianpu.top", "web"),
        ("our shop: etsy.me/3xyz", "etsy.me/3xyz", "web"),
        ("mystore dot com", "mystore dot com", "web"),
        ("淘宝店铺taobao.com搜索", "taobao.com", "web"),
        ("+86 138 0013 8000", "+86 138 0013 8000", "phone"),
        ("call +1 (555) 234-5678", "call +1 (555) 234-5678", "phone"),
        ("Order: +447911123456", "+447911123456", "phone"),
        ("Tel: 020 7946 0958", "Tel: 020 7946 0958", "phone"),
        ("(555) 234-5678", "(555) 234-5678", "phone"),
        ("12 pcs 24, 555 g, (555) 234-5678", "(555) 234-5678", "phone"),
        ("1-800-555-0199 for help", "1-800-555-0199", "phone"),
        ("ring 415-555-2671", "415-555-2671", "phone"),
        ("电话13800138000", "电话13800138000", "phone"),
        ("手机号：138-0013-8000", "手机号：138-0013-8000", "phone"),
        ("批发13912345678同城", "13912345678", "phone"),
        ("Phone: 0812 3456 7890", "Phone: 0812 3456 7890", "phone"),
        ("hotline 0800 123456", "hotline 0800 123456", "phone"),
        ("Hubungi WA 081234567890", "WA 081234567890", "phone"),
        ("order via wa: 0812-3456-7890", "wa: 0812-3456-7890", "phone"),
        ("Chame no zap (11) 91234-5678", "zap (11) 91234-5678", "phone"),
        ("Liên hệ 0912 345 678 để đặt hàng", "Liên hệ 0912 345 678", "phone"),
        ("โทร 081-234-5678", "โทร 081-234-5678", "phone"),
        ("Call us today", "Call us", "phone"),
        ("WhatsApp: +44 7911 123456", "WhatsApp: +44 7911 123456", "phone"),
        ("WhatsApp +86 13800138000", "WhatsApp +86 13800138000", "phone"),
        ("加微信abc12345", "加微信abc12345", "messenger"),
        ("微信号：shop_888", "微信号：shop_888", "messenger"),
        ("WeChat ID: topseller99", "WeChat ID: topseller99", "messenger"),
        ("wechat: mybestshop", "wechat: mybestshop", "messenger"),
        ("add us on WhatsApp", "add us on WhatsApp", "messenger"),
        ("contact me via telegram", "contact me via telegram", "messenger"),
        ("QQ 12345678", "QQ 12345678", "messenger"),
        ("QQ群123456789", "QQ群123456789", "messenger"),
        ("Line ID: shop.tw", "Line ID: shop.tw", "messenger"),
        ("正品代購 LINE: shoes888", "LINE: shoes888", "messenger"),
        ("詳情請加LINE好友 shoes888", "加LINE好友 shoes888", "messenger"),
        ("歡迎加LINE詢問", "加LINE", "messenger"),
        ("เสื้อยืด ไลน์: @shop.th", "ไลน์: @shop.th", "messenger"),
        ("加V abc8888", "加V abc8888", "messenger"),
        ("follow @shop_name", "@shop_name", "social"),
        ("blue shirt, ＠shopname", "＠shopname", "social"),
        ("IG: best.shop", "IG: best.shop", "social"),
        ("Follow us on Instagram", "Follow us on Instagram", "social"),
        ("抖音号：bestshop", "抖音号：bestshop", "social"),
    ],
)
def test_a_way_to_reach_the_seller(hits, texts, text, matched, kind):
    found = hits("contact", {}, description=text)
    assert texts(found) == [matched]
    assert kinds(found) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "10 pcs @ 50% off",
        "5 @ 3 each, @ home, @5V",
        "icon@2x.png",
        "earn 5% back at Amazon.example, FB @ Acme.Hobby.Store",
        "3.5mm jack, 2.4GHz, 1.5m",
        "No.1 gift, No.10",
        "Shenzhen Co.Ltd and Co.,Ltd.",
        "Node.js and Vue.js mug",
        "Made in U.S.A. by U.S.Army fans, e.g. pens, i.e. that",
        "ASP.NET book",
        "Soft cotton.It is warm.Me too.In stock.Shop now",
        "algodon.de alta calidad, quality.top material",
        "file manual.pdf, photo.jpg, song.mp3",
        "1080p 60Hz 3840x2160 4096 x 2160",
        "120 x 60 x 75 cm",
        "120*60*75cm, 200/180/150",
        "EAN 4006381333931",
        "UPC: 036000291452",
        "4006381333931",
        "13 digits 9780306406157",
        "2024-05-01, 01.05.2024, 2019-2020, 2023/12/31",
        "Model 13812345678 black",
        "SKU 415-555-2671",
        "10000000 pieces, 20000mAh 5000000 cycles",
        "+5V +12V -12V, +20 +40 +60",
        "8+256GB 12+512GB",
        "US $1 234 567",
        "OEM 04465-33471 06A905115D 028 115 561",
        "5.50 6.50 7.50 8.50 9.50",
        "size 36 37 38 39 40 41 42",
        "1 2 3 4 5 6 7 8 9 10",
        "smartwatch with WhatsApp and WeChat messages",
        "Smart Watch Facebook Whatsapp Twitter reminder, 10 sports",
        "WhatsApp, WeChat, QQ, Skype push",
        "QQ糖 软糖 500g",
        "line art, line 6 guitar, fishing line: 100m",
        "Sold in Seattle, WA 98101-1234",
        "釣魚線 PE Line 300m, LINE: 100m8",
        "LINE FRIENDS 熊大 抱枕，加 LINE FRIENDS 貼紙",
        "Product line: series5 black",
        "Chat 2024 edition, hub 7 ports 10 100 1000",
        "telegram style font poster",
        "电话线 3米 电话手表",
        "微信支付 手机壳 iPhone 13 Pro Max",
        "Phone case for iPhone 12345678",
        "phone holder 360 degree",
        "call of duty poster, text message bell",
        "Tel Aviv 2020 poster",
        "contact lens case 20 pcs",
        "Facebook blue, tiktok lights, instagram props",
        "@media screen",
        "T@shirt a@b",
        "Dr.Martens style, St.Patrick, Mr.Bean",
        "100% cotton 95.5% 4.5",
        "3-5 days 10-20 pcs 100-200-300",
        "192.168.1.1 router",
        "v1.2.3.4 firmware",
        "CAS 7732-18-5",
        "M3 M4 M5 1000000",
        "ISO 9001 14001 2015",
        "1/100 1/144 scale 1/60",
        "price 12,345,678",
        "Year 1939-1945 2020 2021 2022",
    ],
)
def test_near_misses(hits, texts, text):
    assert texts(hits("contact", {}, description=text)) == []


def test_allowed_hosts(hits, texts):
    text = "https://img.shopee.sg/a.jpg and https://evil.example/a.jpg"
    assert texts(hits("contact", {"allow-hosts": ["shopee.sg"]}, description=text)) == ["https://evil.example/a.jpg"]


def test_a_host_is_reported_once_and_taken_out_everywhere(hits, texts, fixed):
    found = hits("contact", {}, description="see https://e.org/a, https://f.org and https://e.org/b")
    assert texts(found) == ["https://e.org/a", "https://f.org"]
    assert fixed(found[0]) == "https://f.org and"


def test_kinds(hits):
    text = "sales@shop.com www.shop.com +86 138 0013 8000 @shop_name"
    assert kinds(hits("contact", {}, description=text)) == ["e-mail", "web", "phone", "social"]
    assert kinds(hits("contact", {"kinds": ["phone"]}, description=text)) == ["phone"]
    assert kinds(hits("contact", {"kinds": ["social"]}, description="sales@shop.com")) == []
    for kind, alone in {
        "phone": "Tel: 020 7946 0958",
        "messenger": "Line: @shop.tw",
        "email": "name at gmail.com",
        "url": "mystore dot com",
        "social": "IG: best.shop",
    }.items():
        assert len(hits("contact", {"kinds": [kind]}, description=alone)) == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dress, ask sales@shop.com, red", "Dress, red"),
        ("Red dress (www.shop.com)", "Red dress"),
        ("Red dress. Tel: 020 7946 0958", "Red dress."),
        ("连衣裙 加微信abc12345 红色", "连衣裙 红色"),
        ('<a href="https://shop.example/a">more</a>', None),
    ],
)
def test_fix(hits, fixed, text, left):
    (hit,) = hits("contact", {}, description=text)
    assert (fixed(hit) if hit.fixes else None) == left
    assert left is None or not hits("contact", {}, description=left)


def test_no_text_makes_a_pattern_slow():
    parts = [
        "1 ",
        "a.",
        "a-",
        "(",
        "@",
        "+1-",
        "加",
        "wechat ",
        "a",
        "a at ",
        "dot ",
        "www.",
        "http://",
        "1",
        "a_",
        " ",
        "微 ",
        "a@",
        "visit ",
        "No.1 a.b.c 12 34 ",
    ]
    # NOTE: an expression that tries every way to part these would not end within hours.
    for part in parts:
        text = (part * contact.MAX_CHARS)[: contact.MAX_CHARS]
        for find in contact._FINDERS.values():
            assert all(0 <= start < end <= len(text) for _, spans, _, _ in find(text) for start, end in spans)
