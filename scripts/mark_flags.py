"""Decides which names and aliases say nothing alone, by rules that name their reason."""

from __future__ import annotations

from mark_context import CONTEXT, widened
from mark_entries import Entry, Tally
from mark_facts import SERVICES
from ordinary_words import MODERN_WORDS, WEAK, Vocabulary, fold, script, singular, words, wordset

FREQUENT = 5_000
"""Rank up to which a word of another language makes even a famous name ambiguous: boca, contigo, fila."""

ISLAND_SHARE, ISLAND_SHARE_OF_KNOWN, ISLAND_SHARE_IN_DICTIONARY = 2.0, 100.0, 30.0
"""Times in a million words of Indonesian, Malay or Filipino from which on a name is also such a word; for names that somebody judged, and for
those of them that the Indonesian dictionary has."""

ABROAD, ABROAD_FAMOUS = 2.0, 10.0
"""Times in a million words of a language whose dictionary has the word, from which on a name is that word too: testo; wahl for a famous one."""

SEEN = 60_000
"""Rank among all words of English texts up to which a name is one of them: java, which the list calls Java Bikes."""

MADE = "the list adds what it makes"
"""Why the Java of Java Bikes says nothing alone."""

LOAN_SHARE = 1.0
"""Times in a million Korean words from which on the sound of an ordinary name is a loanword too."""

SHORT_ABROAD = 5
"""Letters up to which the name that a figure of a game has in French or German may be anybody's: Draco."""

TRUSTED = frozenset({"curated"})
"""Sources in which somebody judged each name, though from general knowledge."""

PLAIN_CHINESE = wordset(
    "好奇|博士|联想|小米|海盗船|封面女郎|行尸走肉|河床|驼峰|红鞋|次方|油管|空中飞人|始祖鸟|花花公子|火焰|钻石|椰子|风火轮|热火|擎天柱|大黄蜂|现代|化石|精工|魔音|乐事|日产|宫殿|富豪|雷达|林肯|三叉|百乐|"
    "外星人|奔驰|回到未来|机器猫|奥运|洋基|大发|彩妆大师|恐龙|皇冠|企鹅|先锋|兄弟|光荣|冠军"
)
"""Chinese aliases that are also plain words. The Chinese dictionary cannot tell: it lists 微软 and 可口可乐 as common nouns too."""

PLAIN_PARTS = wordset("小蜜蜂|雷神|奥飞|奧飛|海大|大有|马利|莫拉|艾米|振华|大华|真善美|双子星|罗德|卓尔|纳尔|林克")
"""Chinese aliases of marks of the long lists that are a plain word, a figure's name or a piece of many names spelt by their sound."""

SURE_PAIRS = wordset(
    "One Direction|Super Junior|Pearl Jam|Talking Heads|Joy Division|Tiger Woods|Britney Spears|Whitney Houston|Mariah Carey|Tina Turner|"
    "Phil Collins|Janet Jackson|Ricky Martin|Bryan Adams|George Michael|Wonder Girls"
)
"""Names of people and bands that nobody writes on goods who does not mean them, though both words are common."""

DESCRIPTIVE = wordset(
    "Swatch|Love bracelet|Red bottoms|Three Stripes|3-Stripes|Bunny head|Saturn orb|Cloud perfume|Naked palette|"
    "Polo pony|Monster claw|Kelly bag|Big Bird|Dancing Bears|Golden Arches|Final Four|Only You|the gap|Off the Wall|"
    "Type R|S line|M Power|M Performance|Royal Oak|501 jeans|Align leggings|Nova check|Black Mamba|Ohio State|"
    "Command hooks|Middle-earth|Shellac nails|Brown bear LINE|Yellow Submarine|specialman|goole|louis button|"
    "King Kong|Harajuku|Pitbull|Mamba|Wayfarer|Peter Pan|Robin Hood|Robinson Crusoe|Tom Thumb|Bon Appetit|Beach Bunny|Good Vibes|Cat Eye"
)
"""Names and aliases that describe goods or are a saying, a place or another thing as well, though each is no single dictionary word."""

COUNTRIES = wordset("中国|中國|日本|美国|美國|英国|英國|法国|法國|德国|德國|韩国|韓國|泰国|泰國|意大利|義大利|台湾|台灣|香港")
"""What stands before goods as where they come from, whoever makes them."""

NO_NAMES = wordset("钻石|鑽石|火焰|海大|Alpine")
"""Aliases that nobody means for the mark: what jewellery is made of, two signs of many words, mountains on the cover of a Jeep's wheel."""

CLUB_WORDS = wordset(
    "fc|afc|cf|ac|sc|as|ss|us|cd|ca|cr|sv|tsv|vfl|vfb|fsv|bsc|bsv|tsg|ssv|asv|ud|rcd|rc|ad|fk|nk|hk|gnk|ks|mks|bk|if|ik|"
    "ff|sk|ksk|kv|afk|cfr|utd|united|city|town|rovers|rangers|wanderers|athletic|athletico|albion|hotspur|county|villa|"
    "wednesday|harriers|argyle|orient|dons|academical|thistle|hearts|celtic|football|futbol|futebol|fussball|calcio|club|"
    "clube|sporting|sport|sportverein|deportivo|deportes|atletico|atletic|real|racing|union|unido|olympique|stade|dinamo|"
    "dynamo|lokomotiv|spartak|torpedo|zenit|rapid|austria|borussia|eintracht|fortuna|bayer|hertha|arminia|alemannia|"
    "werder|estudiantes|independiente|juniors|internacional|gremio|hapoel|maccabi|galatasaray|besiktas|boca"
)
"""Words that make a club's name more than the name of its town."""


MAKERS_AMONG_PROGRAMS = wordset(
    "Activision|Adafruit|Airbus|AnkerMake|Anycubic|Arlo|Atari|Binance|Bitcoin|Bluesound|Boeing|Bombardier|Broadcom|Creality|Crunchyroll|Dogecoin|"
    "DreamWorks|Elegoo|Elgato|Espressif|Ethereum|FRITZ!|Flashforge|GL.iNet|GSK|Gameloft|Gojek|Grab|HarmonyOS|Havells|Infosys|Jio|Kahoot!|Kakao|"
    "KakaoTalk|Keenetic|Konami|LIFX|Litecoin|Lufthansa|M5Stack|MIDI|MSI|MakerBot|MikroTik|Monzo|NFC|NXP|Napster|Naver|Norco|OYO|Palantir|Patreon|"
    "Paytm|Pinterest|Pixar|Plex|Reddit|Ryanair|Snapchat|SmartThings|Snapdragon|SpaceX|SparkFun|STMicroelectronics|StockX|Strava|Stryker|Supercell|"
    "Symantec|System76|TikTok|TourBox|Trezor|GitHub|Docker|Python|Linux|Tumblr|Twinkly|Twitch|Ubisoft|Unsplash|WALKMAN|WEMO|WeChat|WhatsApp|Wikipedia|Wyze|Yubico|"
    "Zalo|abuse.ch|boAt|bigbasket|iBeacon|iMessage|iOS|iTunes|macOS|miHoYo|micro:bit|niconico|tado°|JPEG|HTML5|AirAsia|Sonar|Spotify|Starship|"
    "Threadless|Redbubble|Zazzle|Society6|Teespring|TeePublic|CafePress|Spreadshirt|Emirates|Aeroflot|Barclays|Carlsberg|Dailymotion|Deezer|Discord|"
    "Disroot|DLNA|DTS|Duolingo|Evernote|FARFETCH|Fandango|Firefox|Fossa|Geocaching|Gmail|HBO|IGN|IMDb|Iberia|Imgur|Kaspersky|Kickstarter|Komoot|"
    "Last.fm|Lyft|Marriott|MailChimp|MoneyGram|Mozilla|Myspace|NASCAR|NBC|CBS|CNN|CBC|NEXON|Newegg|NordVPN|Odnoklassniki|OnStar|OnlyFans|Payoneer|"
    "Qantas|QuickTime|Realtek|Roku|SAP|STARZ|Shopify|SiFive|Skype|Slack|SoundCloud|Stadia|Steam|Telegram|Tesla|Thingiverse|TIDAL|Tinder|Trello|"
    "Treyarch|Udemy|Untappd|VMware|VRChat|VSCO|Venmo|Vimeo|Vinted|VirtualBox|Walkman|Wattpad|Waze|Webex|WEBTOON|Winamp|Wish|Xiaohongshu|Yelp|"
    "YouTube|Zalando|Zillow|Zomato|Swiggy|easyJet|osu!|pixiv|uTorrent"
)
"""Names of one word among programs and services that goods are sold under, or that people wear and put on things."""


def is_program(entry: Entry) -> bool:
    """Whether only the set of icons has this name, of one word, and no goods are sold under it: Credly, Basecamp, Thangs."""
    return entry.sources == ["simple-icons"] and len(words(entry.name)) == 1 and entry.name not in MAKERS_AMONG_PROGRAMS


def trusted(entry: Entry) -> bool:
    """Somebody judged this name, or two lists of brands carry it independently."""
    return bool(TRUSTED & set(entry.sources)) or len(entry.sources) > 1


SCHOOL_WORDS = wordset(
    "university|college|institute|institutes|institution|school|schools|academy|seminary|centre|center|campus|of|the|and|"
    "for|at|in|a|community|technical|technological|technology|state|junior|american|national|international|global|world|"
    "union|united|central|city|county|career|careers|business|management|engineering|design|art|arts|music|medicine|"
    "medical|nursing|health|law|bible|christian|baptist|theological|king|kings|king's|queen|queens|queen's|open|online|"
    "professional|vocational|training|liberal|graduate|science|sciences|northern|southern|eastern|western|north|south|"
    "east|west|northeast|northwest|southeast|southwest|metropolitan|regional|district|area|system"
)
"""Words of which a school's name may consist and still name no single school."""


def why_ambiguous(entry: Entry, name: str, words_of: Vocabulary, series: frozenset[str], lines: frozenset[str]) -> str | None:
    """The rule by which the entry's name alone is no sign of its mark, or None. Not for `famous`, whose flags were set by hand."""
    text, key, parts = entry.name, entry.key, words(entry.name)
    known = trusted(entry)
    if text in DESCRIPTIVE:
        return "describes, or is a plain word"
    if text in SURE_PAIRS:
        entry.ambiguous = False
        return None
    if is_program(entry):
        entry.context = entry.context or CONTEXT["programs"]
        return "a program, of which no goods are sold"
    if words_of.is_tiny(text):
        return "the smallest words only"
    reason = words_of.why_ordinary(text)
    if reason and not (known and reason in WEAK):
        return reason
    kind = script(text)
    if kind != "latin":
        if kind == "han" and len(key) == 2 and not known:
            return "two Chinese characters, one source"
        if kind == "kana" and words_of.is_japanese_noun(text):
            return "Japanese word"
        return "no word list for the script, one shop directory" if kind == "other" and entry.sources == ["nsi"] else None
    if len(key) == 3 and "curated" not in entry.sources and len(entry.sources) < 3:
        return "three letters, fewer than three sources"
    if not known and words_of.forms.get(key, 99_999) <= SEEN:
        return "seen in English text"
    if words_of.spoken.get(key, 99_999) <= (4_000 if known else 20_000):
        return "frequent word of another language"
    if is_island_word(key, words_of, known=known):
        return "word of Indonesian, Malay or Filipino"
    if len(parts) == 1 and (why := why_a_word(text, words_of, known=known)):
        return why
    if name == "clubs":
        return why_ambiguous_club(text, words_of)
    if name == "universities":
        return "ordinary words only" if SCHOOL_WORDS.issuperset(parts) or len(parts) == 1 else None
    if entry.kind == "product-line" and entry.parent and set(words(entry.parent)) & set(parts):
        return None
    if key in lines:
        return None
    if entry.sources == ["android-devices"] and len(parts) > 1 and all(words_of.is_small(part) or len(part) < 3 for part in parts):
        return "a device's name of plain words"
    if words_of.frequent_pair(text) and not (known and name == "brands_more"):
        return "frequent word pair"
    if entry.sources == ["fivethirtyeight-comics"] and words_of.person(text):
        return "personal name of a comic figure"
    if not known and words_of.plain_person(text):
        return "personal name"
    if words_of.plain_pair(text) and not known and key not in series:
        return "two title words, one source"
    return None


def is_island_word(key: str, words_of: Vocabulary, *, known: bool) -> bool:
    """Whether a folded name is a word of the islands; one that somebody judged only where it is frequent, or less so and in the dictionary."""
    share = words_of.island_words.get(key, 0.0)
    if not known:
        return share >= ISLAND_SHARE
    return share >= ISLAND_SHARE_OF_KNOWN or (share >= ISLAND_SHARE_IN_DICTIONARY and key in words_of.indonesian)


def why_a_word(text: str, words_of: Vocabulary, *, known: bool) -> str | None:
    """Whether a single word that the lists of ordinary words lack is one all the same: minimalist, testo."""
    if words_of.share_abroad(text) >= ABROAD or (not known and text.casefold() in words_of.foreign_shares):
        return "at home in another language"
    return "written in small letters elsewhere" if len(text) > 3 and words_of.is_written_small(text, known=known) else None


def why_ambiguous_club(text: str, words_of: Vocabulary) -> str | None:
    parts = [part for part in words(text) if not part.isdigit()]
    if len(parts) == 1:
        return "one word: towns and nouns"
    if fold(text) in words_of.settlements:
        return "a place"
    return "ordinary words, no club word" if not CLUB_WORDS & set(parts) and words_of.phrase(text) else None


def why_ambiguous_alias(alias: str, entry: Entry, name: str, words_of: Vocabulary) -> str | None:
    kind, key = script(alias), fold(alias)
    reason = words_of.why_ordinary(alias)
    if name == "famous":
        if alias in DESCRIPTIVE or alias in PLAIN_CHINESE:
            return "describes, or is a plain word"
        if entry.kind == "club" and (is_town(alias, kind, words_of) or (words_of.phrase(alias) and not CLUB_WORDS & set(words(alias)))):
            return "a place, or ordinary words"
        if kind != "latin":
            return why_loanword(alias, kind, entry, words_of)
        if reason == "short":
            return None if "&" in alias else reason
        if alias in entry.misspellings and len(key) <= 4:
            return "short misspelling"
        if words_of.spoken_as_written.get(alias.casefold(), FREQUENT + 1) <= FREQUENT or words_of.share_abroad(alias) >= ABROAD_FAMOUS:
            return "frequent word of another language"
        return None if reason in WEAK or reason == "word form" else reason
    if alias in PLAIN_PARTS or alias in DESCRIPTIVE:
        return "describes, or is a plain word"
    if entry.sources == ["fivethirtyeight-comics"] and len(words(alias)) == 1:
        return "one word of a little-known figure's name"
    if reason or words_of.is_tiny(alias):
        return reason or "the smallest words only"
    if words(alias) == words(entry.name)[:-1] and words_of.forms.get(key, 99_999) <= SEEN:
        return MADE
    if kind == "han":
        tag = words_of.chinese.get(alias, (0, "nz"))[1]
        ordinary = entry.ambiguous or entry.common in {"yes", "phrase"}
        if ordinary and tag not in {"nz", "nt"} and words_of.chinese_shares.get(alias, 0.0) >= ABROAD:
            return "an ordinary name in Chinese"
        return "two Chinese characters, one source" if len(key) == 2 and not trusted(entry) else None
    if kind != "latin" and (why := why_loanword(alias, kind, entry, words_of)):
        return why
    if kind != "latin":
        return "spelt-out ordinary word" if entry.common == "yes" and name == "brands" else None
    if words_of.spoken.get(key, 99_999) <= (4_000 if trusted(entry) else 20_000):
        return "frequent word of another language"
    if is_island_word(key, words_of, known=trusted(entry)):
        return "word of Indonesian, Malay or Filipino"
    if len(words(alias)) == 1 and (why := why_a_word(alias, words_of, known=trusted(entry))):
        return why
    if name == "clubs":
        return why_ambiguous_club(alias, words_of)
    if len(key) <= 3 + (name == "characters") and "curated" not in entry.sources:
        return "a few letters"
    if "pokeapi" in entry.sources and len(key) <= SHORT_ABROAD:
        return "a figure's short name in another language"
    if words_of.frequent_pair(alias):
        return "frequent word pair"
    return "two title words, one source" if words_of.plain_pair(alias) and not trusted(entry) else None


def why_loanword(alias: str, kind: str, entry: Entry, words_of: Vocabulary) -> str | None:
    """Whether a name spelt by its sound is a word of the language it is spelt in: ワンピース is a dress, 슬리퍼 are slippers."""
    if kind == "kana" and words_of.is_japanese_noun(alias):
        return "Japanese word"
    if kind == "hangul":
        ordinary = words_of.is_word(entry.key) or words_of.phrase(entry.name)
        least = LOAN_SHARE if entry.ambiguous and ordinary else 2 * LOAN_SHARE if "pokeapi" in entry.sources else 1e6
        return "Korean word" if words_of.korean_shares.get(alias, 0.0) >= least else None
    return None


def is_town(alias: str, kind: str, words_of: Vocabulary) -> bool:
    """Whether a club is called as its town is, in the town's language or in Chinese: Napoli, 利物浦."""
    if kind == "han":
        return len(alias) > 2 and words_of.chinese.get(alias, (0, ""))[1] == "ns"
    key = fold(alias)
    return kind == "latin" and (key in words_of.places or (key in words_of.settlements and words_of.share_abroad(alias) > 0.0))


def drop_short_words(entry: Entry, words_of: Vocabulary) -> list[str]:
    """Three letters that are an everyday word, where they only stand for a longer name: WoW, EVA. And plain goods: a love bracelet."""
    dropped = [
        text
        for text in (*entry.aliases, *entry.abbreviations)
        if (len(text) == 3 and script(text) == "latin" and (fold(text) in words_of.common or fold(text) in MODERN_WORDS))
        or (text in DESCRIPTIVE and words_of.phrase(text) and words_of.is_goods_phrase(text))
    ]
    entry.aliases = [alias for alias in entry.aliases if alias not in dropped]
    entry.abbreviations = [text for text in entry.abbreviations if text not in dropped]
    return dropped


def flag(lists: dict[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """Sets `ambiguous`, `common`, `ambiguous_aliases` and the context of ambiguous names."""
    titles = [entry.name.casefold() for entry in lists["games"]]
    series = frozenset(entry.key for entry in lists["games"] if sum(title.startswith(entry.name.casefold()) for title in titles) > 2)
    # "Ford Mustang": the lists have Mustang as a line of Ford, so that both words together are no chance.
    lines = frozenset(
        fold(f"{house} {line}")
        for entries in lists.values()
        for entry in entries
        for house, line in [(entry.parent, entry.name), *((entry.name, alias) for alias in entry.aliases)]
        if house and (entry.kind == "product-line" if line is entry.name else "curated" in entry.sources and entry.kind == "brand")
    )
    for name, entries in lists.items():
        for entry in entries:
            if is_program(entry):
                entry.classes = SERVICES
            if name == "famous":
                reason = "describes, or is a plain word" if entry.name in DESCRIPTIVE else None
                if entry.name.casefold() in words_of.foreign_as_written and " " not in entry.name:
                    reason = "foreign word"
                elif (
                    words_of.spoken_as_written.get(entry.name.casefold(), FREQUENT + 1) <= FREQUENT
                    or words_of.share_abroad(entry.name) >= ABROAD_FAMOUS
                ):
                    reason = "frequent word of another language"
                for text in drop_short_words(entry, words_of):
                    tally.note("famous: alias left out: an everyday word, or plain goods", f"{text} of {entry.name}")
            else:
                reason = why_ambiguous(entry, name, words_of, series, lines)
            if reason and not entry.ambiguous:
                tally.note(f"{name}: ambiguous by rule: {reason}", entry.name)
                entry.ambiguous = True
            if entry.common == "no":
                entry.common = commonness(entry.name, words_of)
            for alias in drop_pieces(entry, words_of):
                tally.note(f"{name}: alias left out: says nothing of a club or a figure", f"{alias} of {entry.name}")
            for alias in drop_literal_translations(entry, words_of):
                tally.note(f"{name}: alias left out: literal translation of an ordinary word", f"{alias} of {entry.name}")
            for alias in entry.spellings:
                if alias not in entry.ambiguous_aliases and (why := why_ambiguous_alias(alias, entry, name, words_of)):
                    tally.note(f"{name}: alias ambiguous by rule: {why}", f"{alias} of {entry.name}")
                    entry.ambiguous_aliases.append(alias)
                    if why == MADE and not entry.context and name.startswith("brands"):
                        entry.context = singular(words(entry.name)[-1])
            if entry.ambiguous and entry.parent and "vehicle-make-model" in entry.sources and entry.kind == "product-line":
                entry.context = entry.parent.lower()  # what is for a car has an edge and a city mode, whoever made the car
            if (entry.ambiguous or entry.ambiguous_aliases) and not entry.context:
                entry.context = "|".join(filter(None, [entry.parent.lower(), CONTEXT.get(entry.sector, "")]))
            if name == "famous" or entry.common not in {"yes", "phrase"}:  # an everyday word stands beside too much else
                entry.context = widened(entry.context)


PROGRAM_OF_PLAIN_WORD = 6_000
"""Rank up to which an English word that a program is called by means something else on a sheet of goods: Note, Stylus, Box."""

KNOWN_PROGRAMS = wordset(
    "Boots|Discover|Grab|Kakao|LaTeX|Messenger|Meta|Neon|Opera|Safari|Signal|Sonar|Square|Steam|Threads|Tile|Tinder|TON|Virgin|Windsurf|Wish"
)
"""Those among them whose owner sells goods as well, or whom people know by the name alone."""


def drop_plain_programs(lists: dict[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """Leaves out programs and services on the web that are called by an everyday word or a word for goods: no goods are sold under them."""
    kept = []
    for entry in lists["brands"]:
        parts = words(entry.name)
        plain = len(parts) == 1 and (0 < words_of.common.get(entry.key, 0) <= PROGRAM_OF_PLAIN_WORD or parts[0] in words_of.goods_terms)
        if plain and entry.sources == ["simple-icons"] and entry.name.istitle() and entry.name not in KNOWN_PROGRAMS:
            tally.drop(entry.sources, "a program called by a plain word", entry.name)
        else:
            kept.append(entry)
    lists["brands"] = kept


DIRECTORIES = frozenset({"android-devices", "flipper-irdb", "home-assistant", "nsi", "simple-icons", "usb-ids", "zigbee-herdsman"})
"""Sources that list houses of devices, programs and shops by the thousand, and say of none what is sold under its name."""


SOLD = wordset(
    "ABB|Atlas|BitTorrent|Bobdog|Bungie|Chili's|Constance|Domino's|Freddo|GIMP|GNOME|GNU|Gentoo|HEY|Hallmark|HiKing|Hobbycraft|Hööks|JUKE|Kohl's|"
    "Lakeland|Lids|Nautilus|Nothing|OBI|POCO|Prénatal|Quirky|Reserved|SELECTED|Salsa|Sears|Shelly|Slackware|Springfield|Sprint|Staples|Stokes|Swiss|TUI|"
    "Thunderbird|Unity|VILA|Weekday|WiZ|Wimpy|Zippy|eMotion"
)
"""Everyday words in one directory that people know as the name of goods all the same."""


PAGES, SYNONYMS = "ebay-brand-pages", "kr-brand-synonyms"

HOUSES_OF_THREE = wordset(
    "2XU|3T|ADT|AEG|AFX|AGV|AMP|BHS|BMC|BT|BWT|BYC|CND|CWC|DAB|DC|DUO|DVF|DVS|DW|EVH|EXR|GE|GME|HED|HJC|HKM|HOM|HPI|IRO|ITT|IXO|JCB|JJC|JML|JRC|JT|K1X|K2|KEF|KLH|KMC|"
    "KRK|KWA|LEC|LGB|LS2|LuK|MAM|MBT|MEC|MSR|MTD|MTH|MXL|NAD|NGK|NHT|NSU|OBO|OCB|OKI|OMP|OQO|OZ|PNY|POC|PRS|QSC|RAB|RCA|RCF|RME|RRD|RRL|RST|SOG|SRM|SSL|TBJ|"
    "TCM|TCX|TDK|TRP|TRW|TRX|USN|VDO|VOV|Vax|WEN|WMW|YMC|ZTE|blu|dbx|iXS"
)
"""Names of two or three letters that people know as the name of a house, though one directory alone has them."""


def _says_nothing(entry: Entry) -> bool:
    return len(entry.name) <= 3 and entry.name.isascii() and not (entry.owner or entry.classes or entry.parent or entry.context)


def drop_words_of_directories(lists: dict[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """Leaves out everyday words and unknown three letters that one directory alone has for a name.

    Who writes Prime, Icon or Glitter means none of these houses, nor who writes ATC or DGK one of which nothing else is known.
    """
    spared = KNOWN_PROGRAMS | MAKERS_AMONG_PROGRAMS | SOLD
    for name in ("brands", "brands_more"):
        kept = []
        for entry in lists[name]:
            alone = len(entry.sources) == 1 and entry.sources[0] in DIRECTORIES and entry.name not in spared
            if alone and words_of.why_ordinary(entry.name) is not None and commonness(entry.name, words_of) == "yes":
                tally.drop(entry.sources, "an everyday word, in one directory alone", entry.name)
            elif entry.sources in ([PAGES], [SYNONYMS]) and _says_nothing(entry) and entry.name not in HOUSES_OF_THREE:
                tally.drop(entry.sources, "two or three letters of one directory, without owner and goods", entry.name)
            else:
                kept.append(entry)
        lists[name] = kept


def commonness(name: str, words_of: Vocabulary) -> str:
    if script(name) == "latin":
        if len(fold(name)) <= 2:
            return "short"
        if words_of.phrase(name):
            return "phrase"
        return "yes" if len(words(name)) == 1 and words_of.is_word(fold(name)) else "no"
    return "yes" if words_of.why_ordinary(name) == "Chinese word" else "no"


def drop_literal_translations(entry: Entry, words_of: Vocabulary) -> list[str]:
    """Chinese aliases that a forwarder's app made by translating an ordinary English word, Represent → 代表, countries, diamonds and mountains."""
    dropped = [alias for alias in entry.aliases if alias in COUNTRIES | NO_NAMES]
    if entry.sources == ["freight-list-zh"] and entry.common in {"yes", "phrase"}:
        dropped += [alias for alias in entry.aliases if words_of.why_ordinary(alias) == "Chinese word"]
    entry.aliases = [alias for alias in entry.aliases if alias not in dropped]
    return dropped


def drop_pieces(entry: Entry, words_of: Vocabulary) -> list[str]:
    """A club's two letters and short first name (OM, Tom of Tomsk), and the Chinese word that a figure of a game is called by (夢幻, Mew)."""
    if entry.kind == "club":
        dropped = [
            text
            for text in entry.spellings
            if script(text) == "latin" and (len(fold(text)) <= 2 or (len(fold(text)) == 3 and fold(text) in words_of.first_names))
        ]
    elif "pokeapi" in entry.sources:
        dropped = [text for text in entry.aliases if script(text) == "han" and words_of.why_ordinary(text) == "Chinese word"]
    else:
        return []
    for spellings in (entry.aliases, entry.abbreviations, entry.misspellings):
        spellings[:] = [text for text in spellings if text not in dropped]
    return dropped
