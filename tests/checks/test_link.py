import pytest

from sellercheck.checks import link

PICTURES = {"extensions": ["jpg", "jpeg", "png"]}
HOSTS = {"forbidden-hosts": ["alicdn.com", "media-amazon.com"]}


@pytest.mark.parametrize(
    ("options", "text", "matched", "reason"),
    [
        (PICTURES, "https://example.org/shoe.html", ["https://example.org/shoe.html"], link.EXTENSION),
        (PICTURES, "https://example.org/a.jpg_640x640.jpg_.webp", ["https://example.org/a.jpg_640x640.jpg_.webp"], link.EXTENSION),
        (PICTURES, "shoe.tif", ["shoe.tif"], link.EXTENSION),
        (PICTURES, "https://e.org/a.jpg|https://e.org/b.gif", ["https://e.org/b.gif"], link.EXTENSION),
        (PICTURES, "https://e.org/a.jpg, https://e.org/b.gif, https://e.org/c.gif", ["https://e.org/b.gif"], link.EXTENSION),
        (PICTURES, '["https:\\/\\/e.org\\/b.gif"]', ["https:\\/\\/e.org\\/b.gif"], link.EXTENSION),
        (PICTURES, '["https://e.org/a,b.gif"]', ["https://e.org/a,b.gif"], link.EXTENSION),
        (PICTURES, "https://e.org/b.gif;https://e.org/a.jpg", ["https://e.org/b.gif"], link.EXTENSION),
        (PICTURES, "https://e.org/a.jpg\nhttps://e.org/b.gif", ["https://e.org/b.gif"], link.EXTENSION),
        (PICTURES, r"C:\Users\me\a.jpg", [r"C:\Users\me\a.jpg"], link.LOCAL),
        (HOSTS, "https://ae01.alicdn.com/kf/a.jpg", ["https://ae01.alicdn.com/kf/a.jpg"], link.HOST),
        (HOSTS, "//alicdn.com/a", ["//alicdn.com/a"], link.HOST),
        ({"schemes": ["https"]}, "http://e.org/a.jpg", ["http://e.org/a.jpg"], link.SCHEME),
        (PICTURES | {"extensionless": "flag"}, "https://e.org/a/", ["https://e.org/a/"], link.NO_EXTENSION),
    ],
)
def test_a_link_that_is_not_taken(hits, texts, options, text, matched, reason):
    found = hits("link", options, image=text)
    assert texts(found) == matched
    assert found[0].words["reason"] is reason


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (PICTURES, "https://example.org/shoe.JPG?w=600&f=x.html#y.gif"),
        (PICTURES, "https://example.org/image?id=3"),
        (PICTURES, "https://example.org/v1.2/image"),
        (PICTURES, "https://example.org"),
        (PICTURES, "https://e.org/a.jpg|https://e.org/b.png"),
        (PICTURES, "https://e.org/a;v=1,2/b.png"),
        (PICTURES, "https://e.org/a%20b,c.png"),
        (PICTURES, "shoe one.jpg, shoe.png"),
        (PICTURES, "null"),
        (HOSTS, "https://notalicdn.com/a.jpg"),
        (HOSTS, "https://example.org/alicdn.com/a.jpg"),
        ({"schemes": ["https"]}, "https://e.org/a.jpg"),
        ({"schemes": ["https"]}, "a.jpg"),
    ],
)
def test_a_near_miss_is_not_flagged(hits, options, text):
    assert not hits("link", options, image=text)


def test_one_hit_a_reason(hits):
    found = hits("link", PICTURES | HOSTS, image="https://x.alicdn.com/a.gif, https://y.alicdn.com/b.gif, https://e.org/c.bmp")
    assert [(hit.words["extension"], hit.words["count"]) for hit in found] == [("gif", 2), ("gif", 2), ("bmp", 1)]
