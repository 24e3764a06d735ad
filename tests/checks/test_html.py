import pytest


@pytest.mark.parametrize(
    ("text", "tag", "count"),
    [
        ("<b>Soft</b> cotton", "b", 2),
        ("one<br>two<BR/>three", "br", 2),
        ('<p style="color:red">Soft', "p", 1),
        ("<script>alert('<b>')</script> Soft", "script", 1),
        ("<script src=x", "", 0),
        ("<!-- made by tool --> Soft", "!", 1),
        ("&lt;br&gt; Soft &lt;/p&gt;", "br", 2),
        ("<ul><li>Soft</li></ul>", "ul", 4),
        ("<s>old</s> new", "s", 2),
        ('<img alt="a > b" src="x.jpg"> Soft', "img", 1),
        ("<a href='javascript:x()'>Soft</a>", "a", 2),
        ("</div>", "div", 1),
    ],
)
def test_code_is_flagged(hits, text, tag, count):
    found = hits("html", {}, description=text)
    assert [(hit.words["tag"], hit.words["count"]) for hit in found] == ([(tag, count)] if count else [])


@pytest.mark.parametrize(
    "text",
    [
        "holds <10 lb",
        "I <3 you",
        "a < b > c",
        "if a <b and c> d",
        "<< Size Kids XXS >>",
        "<S> size",
        "<Brand New> in box",
        "<new>",
        "Tom & Jerry &amp; friends",
        "5 &lt; 6",
        "p>0.5",
    ],
)
def test_what_only_looks_like_code_is_not(hits, text):
    assert not hits("html", {}, description=text)


def test_allowed_tags(hits):
    options = {"allowed": ["br"]}
    assert not hits("html", options, description="one<br>two<br/>three</br>four<BR />")
    (hit,) = hits("html", options, description="one<br>two<b>three</b>")
    assert hit.words["count"] == 2
    assert hits("html", options, description="one<br onclick='x()'>two")


def test_entities_when_asked(hits, fixed):
    (hit,) = hits("html", {"entities": "yes"}, description="Tom &amp; Jerry&#39;s&nbsp;cat")
    assert fixed(hit) == "Tom & Jerry's cat"
    assert not hits("html", {"entities": "yes"}, description="Tom & Jerry; AT&T")


@pytest.mark.parametrize(
    ("text", "left", "how"),
    [
        ("<b>Soft</b> cotton", "Soft cotton", "safe"),
        ("one<br>two<br/> three", "one two three", "safe"),
        ("<ul><li>Soft</li><li>Warm</li></ul>", "Soft Warm", "safe"),
        ("Soft <img src='a.jpg'> cotton", "Soft cotton", "review"),
        ("<a href='https://x.example'>Soft</a>", "Soft", "review"),
        ("x<script>alert(1)</script>y", "x y", "review"),
    ],
)
def test_fix(hits, fixed, text, left, how):
    (hit,) = hits("html", {}, description=text)
    assert (fixed(hit), hit.fixes[0].applicability) == (left, how)
    assert not hits("html", {}, description=left)
