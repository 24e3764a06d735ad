"""Wording that gives a copy away, compares with a brand, or claims to be genuine: what `cues.csv` holds besides the shared terms.

Every term names its source: an address that a stored page was read at, or the id of a source in `SOURCES.md`. `unless` names phrases in
which the term says nothing of the kind; they are near misses noted with the sources or met while reading ordinary goods terms.
"""

from __future__ import annotations

from ordinary_words import wordset

SHOPEE_BAN = "https://10100.com/article/351965"
SHOPEE_PROOF = "http://shchhyl.cn/article/82277"
SHOPEE_GUIDE = "http://gantiao.com.cn/post/2027442114.html"
TIKTOK_FAKES = "https://seller-us.tiktok.com/university/essay?identity=1&knowledge_id=3196690250417921"
TIKTOK_KNOCKOFF = "https://seller-vn.tiktok.com/university/essay?knowledge_id=6837770400483073&lang=en"
TIKTOK_INSPIRED = "https://www.godatafeed.com/disapproval/tiktok-counterfeit-suspected"
CODED = "https://www.legitscript.com/e-commerce-risk-and-compliance/counterfeit-goods-coded-terminology"
HIGH_RISK = "https://davidbarnettbrandprotection.blogspot.com/2024/03/finding-fakes-another-application-of.html"
EBAY_COMPARE = "https://www.ebay.com/help/policies/listing-policies/search-browse-manipulation-policy?id=4243"
EBAY_KEYWORDS = "https://www.ebay.com.my/help/policies/listing-policies/keyword-spam-policy?id=5375"
AMAZON_COMPARE = "http://wp-ecommerce.org/index-5853.html"
STYLE_GUIDE = "https://www.tmsoo.com/articles/trademark-risks-in-cross-border-e-commerce-compliance-and-infringement-prevention-on-amazon-aliexpress-and-other-platforms"
OFFICIAL = "https://www.amazonlistingaudit.com/policy/trademark-policy"
PUTIAN = "https://www.bkwk.cn/article/twrkptxpzyjgrhsfzdgmxz.html"
DUPES_ZH = "https://www.cnyoo.cn/article/33815.html"
COPIES_ZH = "https://www.25230.com/17200406/33938.html"
COPIES_ZH_2 = "https://www.dny123.com/t/n4zaCtfO"
COMPARE_ZH = "https://wodefinance.com/Trademarkregistration/axffvqgsdh.html"
BANNED_ZH = "http://www.szflpy.icu/announce/163.html"
PIRATE_PT = (
    "https://tecnoblog.net/noticias/2022/07/01/shopee-e-enjoei-tem-produtos-piratas-a-venda-incluindo-airpods-falsos-e-manga-artesanal"
)
COMPARE_ES = "https://global-selling.mercadolibre.com/help/1078"
INSPIRED_ES = "https://www.empresas2030.com/articles/2025/07/02/lo-legal-vende-mejor-todo-lo-que-puedes-hacer-para-proteger-tu-marca-y"
CLONES_ES = "https://imagenpoblana.com.mx/23/10/27/venta-de-productos--ldquo-clones-rdquo--delito-lucrativo-y-dificil-de-erradicar"
GRADES_ID = "https://www.jedadulu.com/?p=728526"
GRADES_ID_2 = "https://tasfashionzara.blogspot.com/2013/05/?m=1"
REPLICA_ID = "https://kompasiana.com/kokpit/6425f8af3788d45aca3aecc3/barang-kw-antara-knockoff-counterfeit-dan-replica?page=2&page_images=2"
COPIES_JA = "https://brandbank.co.jp/?p=516"
PLAGIATES_DE = "https://www.teltarif.de/faelschung-original-plagiate-erkennen/news/87860.html"
COPIES_FR = "https://www.journaldemontreal.com/2022/11/11/attention-a-vos-achats-le-marche-des-sacs-contrefaits-envahi-le-web"
COPIES_IT = "https://www.amichedismalto.it/borse-contraffatte-perche-non-lasciarsi-tentare/"
COPIES_IT_2 = "https://www.lidentita.it/borse-da-donna-taroccate-mercato-falso-moda/"
COPIES_NL = "https://consumentenbond.nl/online-kopen/tips-om-te-voorkomen-dat-je-een-namaakproduct-bestelt"
COPIES_PL = "https://www.polityka.pl/tygodnikpolityka/ludzieistyle/2216620,1,kosztowna-bagietka-modowe-repliki-sa-coraz-drozsze-i-mozna-je-nosic-ironicznie.read"
COPIES_TR = "https://gazeteduvar.com.tr/turkiye/2020/09/16/cakma-ama-barkoduna-kadar-yapiyorlar-yani"
CLONES_TR = (
    "https://m.haberturk.com/super-sahte-ekonomisinin-onlenemez-yukselisi-milyar-dolarlik-pazar-luks-markalari-zorluyor-3814589-ekonomi"
)
COPIES_TH = "https://kaijeaw.com/%e0%b8%a7%e0%b8%b4%e0%b8%98%e0%b8%b5%e0%b9%81%e0%b8%a2%e0%b8%81-nike-%e0%b9%81%e0%b8%97%e0%b9%89"

# Where the shared list has the term too, its severity and kind stand and the address joins its source.
# lang, severity, kind, needs a brand beside it, source, terms
GATHERED: tuple[tuple[str, str, str, bool, str, tuple[str, ...]], ...] = (
    ("en", "high", "counterfeit", False, SHOPEE_BAN, ("replica", "replicas", "AAA quality", "1:1", "1 to 1", "inspired by")),
    ("en", "high", "counterfeit", False, TIKTOK_FAKES, ("fake", "fakes", "dupe", "dupes")),
    ("en", "high", "imitation", False, TIKTOK_KNOCKOFF, ("copycat", "knock-off", "knockoff", "look alike", "lookalike")),
    ("en", "medium", "imitation", True, TIKTOK_INSPIRED, ("inspired",)),
    ("en", "high", "counterfeit", True, SHOPEE_BAN, ("AAA", "AAAA")),
    ("en", "low", "counterfeit", True, CODED, ("passing",)),
    ("en", "high", "counterfeit", True, HIGH_RISK, ("mirror-quality", "mirror quality", "A-grade")),
    ("en", "medium", "imitation", True, AMAZON_COMPARE, ("similar to", "better than")),
    ("en", "medium", "imitation", True, EBAY_COMPARE, ("equivalent to",)),
    ("en", "low", "imitation", True, COMPARE_ES, ("like", "type")),
    ("en", "medium", "imitation", True, STYLE_GUIDE, ("style",)),
    ("en", "low", "imitation", True, EBAY_KEYWORDS, ("reproduction", "recreation", "copy")),
    ("en", "medium", "authenticity", True, SHOPEE_BAN, ("official", "official store", "official shop", "authorized store", "flagship store")),
    ("en", "medium", "authenticity", False, SHOPEE_BAN, ("Shopee Mall",)),
    ("en", "medium", "authenticity", True, OFFICIAL, ("official replacement",)),
    ("en", "medium", "authenticity", True, SHOPEE_PROOF, ("authentic", "original", "genuine", "100% original")),
    ("zh", "high", "counterfeit", True, PUTIAN, ("莆田鞋", "莆田", "真标", "公司级")),
    ("zh", "medium", "imitation", True, DUPES_ZH, ("平替", "平价替代")),
    ("zh", "high", "counterfeit", False, COPIES_ZH, ("假货", "仿品")),
    ("zh", "high", "counterfeit", False, SHOPEE_GUIDE, ("高仿", "山寨")),
    ("zh", "high", "counterfeit", True, COPIES_ZH_2, ("复制品",)),
    ("zh", "medium", "imitation", True, COMPARE_ZH, ("媲美",)),
    ("zh", "low", "authenticity", True, BANNED_ZH, ("正品", "官方")),
    ("pt", "medium", "imitation", True, PIRATE_PT, ("similar ao original", "similar", "artesanal")),
    ("pt", "high", "counterfeit", False, PIRATE_PT, ("pirata", "réplica", "primeira linha", "falsificado")),
    ("es", "medium", "imitation", True, COMPARE_ES, ("similar a", "tipo", "réplica")),
    ("es", "medium", "imitation", True, INSPIRED_ES, ("inspirado en", "similares")),
    ("es", "high", "counterfeit", True, CLONES_ES, ("clon",)),
    ("id", "high", "counterfeit", True, GRADES_ID, ("KW",)),
    ("id", "high", "counterfeit", False, GRADES_ID, ("KW super", "KW premium", "grade ori", "KW1", "KW2", "KW semi super", "non original")),
    ("id", "high", "counterfeit", False, GRADES_ID_2, ("KW super AAA", "KW ori", "semi ori")),
    ("id", "high", "counterfeit", False, REPLICA_ID, ("replika", "palsu", "tiruan")),
    ("id", "medium", "imitation", True, REPLICA_ID, ("OEM",)),
    ("ja", "high", "counterfeit", False, COPIES_JA, ("スーパーコピー", "N級品")),
    ("ja", "high", "counterfeit", True, COPIES_JA, ("S級品",)),
    ("de", "high", "counterfeit", False, PLAGIATES_DE, ("Plagiat", "Plagiate", "gefälscht", "gefälschte")),
    ("de", "medium", "imitation", True, PLAGIATES_DE, ("Nachahmung", "Nachahmungen")),
    ("fr", "high", "counterfeit", False, COPIES_FR, ("contrefait", "contrefaits")),
    ("fr", "high", "counterfeit", True, COPIES_FR, ("faux sac", "faux sacs")),
    ("it", "high", "counterfeit", False, COPIES_IT, ("contraffatto", "contraffatta", "contraffatti", "contraffatte")),
    ("it", "high", "counterfeit", True, COPIES_IT, ("repliche",)),
    ("it", "high", "counterfeit", False, COPIES_IT_2, ("taroccata", "taroccate", "taroccato")),
    ("nl", "high", "counterfeit", True, COPIES_NL, ("namaak", "nep")),
    ("pl", "high", "counterfeit", False, COPIES_PL, ("podróbka", "podróbki", "fałszywka")),
    ("tr", "high", "counterfeit", True, COPIES_TR, ("çakma", "imitasyon")),
    ("tr", "high", "counterfeit", False, CLONES_TR, ("süper klon",)),
    ("th", "high", "counterfeit", False, COPIES_TH, ("ของก๊อป", "ก๊อปเกรดเอ")),
)  # fmt: skip

BESIDE = frozenset({"original", "genuine"})
"""Claims to be genuine that are plain words away from a brand: "with the original logs in the compartment", "100% genuine sunflower
seeds"."""
NEEDS_BRAND = wordset(
    "1:1|1 to 1|AAA quality|AAAA quality|AAA grade|copy|novelty|junk|no guarantee|inspired by|style of|"
    "mirror image|mirror quality|brand style|designer inspired|overrun|factory leftover|blank logo|"
    "custom logo print|no logo version|logo hidden|parallel import|grey market|gray market|unauthorized|unofficial|"
    "imitation|コピー|ノベルティ|フェイク|同款|明星同款|原单|尾单|外贸尾货|一比一|1比1|复刻|擦边|falso|primera línea|primeira linha|Nachbildung|"
    "imitación|tiruan|並行輸入|same as original"
)
"""Shared terms that say little unless a brand stands beside them."""

KINDS = {
    "imitation": "inspired by|style of|look alike|lookalike|dupe|designer inspired|brand style|same as original|imitation|novelty|同款|大牌同款|明星同款|擦边|"
    "imitation de marque|imitación|Nachbildung|tiruan|イミテーション|이미테이션|custom logo print|copycat",
    "authenticity": "authenticity unknown|cannot guarantee authentic|no guarantee|parallel import|grey market|gray market|並行輸入",
}
"""Shared terms that are no plain word for a counterfeit."""

UNLESS: dict[str, str] = {
    "1:1": "1:1 scale|scale 1:1|1:1 ratio|ratio 1:1|aspect ratio|1:1 full size|1:1 model|diecast|mix 1:1|1:1 mix|mixing ratio|1:1 display|life size",
    "1 to 1": "1 to 1 scale|1 to 1 ratio|1 to 10|1 to 100|1 to 12|1 to 1000|ages 1 to|size 1 to|1 to 1 mix|1 to 1 tuition|1 to 1 splitter",
    "AAA": "AAA battery|AAA batteries|AA AAA|AA/AAA|AAA size|AAA rechargeable|AAA cell|AAA charger|AAA alkaline|AAA NiMH|x AAA|AAA not included|AAA included|AAA holder|AAA flashlight|AAA headlamp|AAA zirconia|AAA grade pearl|batería AAA|baterías AAA|bateria AAA|baterias AAA|pila AAA|pilas AAA|pilha AAA|pilhas AAA|baterai AAA|battery AAA|batteries AAA|pin AAA",
    "AAAA": "AAAA battery|AAAA batteries|AAAA size|AAAA cell|AAAA alkaline|AAAA rechargeable",
    "AAA quality": "AAA quality zirconia|AAA quality pearl|AAA quality gemstone|AAA quality crystal",
    "AAA grade": "AAA grade zirconia|AAA grade pearl|AAA grade gemstone|AAA grade crystal|AAA grade CZ",
    "A-grade": "food A-grade|food-grade|A-grade leather|A-grade timber|A-grade student",
    "replica": "museum replica|replica coin|historical replica|replica film prop|replica movie prop|life size replica|non-replica|not a replica|no replica|scale replica|dinosaur replica|animal replica|fossil replica|die-cast|diecast|die cast|miniature|miniatures|scale model|playset|fancy dress|action figure|lightsaber|saber|toy farm|bruder",
    "replicas": "scale replicas|museum replicas|fossil replicas|dinosaur replicas|animal replicas|historical replicas|no replicas|master replicas|die-cast|diecast|die cast|miniature|miniatures|scale model|playset|fancy dress|action figure|lightsaber|saber|toy farm|bruder",
    "fake": "fake fur|fake leather|fake plant|fake plants|fake flower|fake flowers|fake eyelash|fake eyelashes|fake lashes|fake nails|fake grass|fake hair|fake tan|fake food|fake snow|fake candle|fake collar|fake ear|fake nose ring|fake blood|fake teeth|fake tattoo|fake money detector|fake two piece|fake zipper|fake pocket|anti fake|anti-fake|fake false|fake beard|fake beards|fake moustache|fake mustache|fake tattoos|fake temporary tattoo|fake temporary tattoos|fake tree|fake trees|fake branch|fake branches|fake tree branches|fake leaf|fake leaves|fake green leaf|fake vine|fake ivy|fake rose|fake roses|fake succulent|fake succulents|fake cactus|fake fruit|fake fruits|fake cake|fake rock|fake spider|fake spiders|fake bird|fake camera|fake security camera|fake belly|fake ponytail|fake wig|fake moss|fake piercing|fake piercings|fake nose|fake lip ring|fake wound|fake wounds|fake scar|fake brick|fake wood|fake stone|flowers fake|plants fake|fake nail|fake press on nail|fake press on nails|press on nail|press on nails|nail tip|nail tips|false nail|false nails|false eyelashes|temporary tattoo|temporary tattoos|pretend",
    "fakes": "anti fakes",
    "imitation": "imitation denim|imitation suede|imitation wool|imitation fur|imitation leather|imitation pearl|imitation pearls|imitation jewellery|imitation jewelry|imitation silk|imitation wood|imitation stone|imitation diamond|imitation rattan|imitation linen|imitation cashmere|imitation down|imitation marble|imitation crab|imitation jade|imitation crystal",
    "copy": "copy paper|copy machine|copy stand|copy editor|hard copy|copycat game|copy board|copy holder|copy key|rfid copy|nfc copy|copy link|collector's copy|carbon copy|copy book|signed copy|digital copy",
    "inspired": "inspired by nature|nature inspired|vintage inspired|retro inspired|bohemian inspired|boho inspired|ocean inspired|get inspired|be inspired|stay inspired|art inspired|inspired living|inspired design",
    "inspired by": "inspired by nature|inspired by the sea|inspired by the ocean|inspired by traditional|inspired by flowers|inspired by love|inspired by history|inspired by vintage|inspired by the forest",
    "style of": "many style of|any style of|this style of|style of shoes|style of dress|style of life|kinds of style of",
    "style": "hair style|life style|new style|free style|boho style|bohemian style|vintage style|retro style|korean style|japanese style|chinese style|european style|nordic style|american style|british style|french style|italian style|industrial style|modern style|classic style|casual style|street style|punk style|gothic style|farmhouse style|chic style|sport style|summer style|winter style|unisex style|flip style|wallet style|book style|style 1|style 2|ins style|fashion style|style it",
    "like": "like new|like a|like to|looks like|feels like|just like|silk like|leather like|fur like|would like|if you like|i like|we like|things like|paper like|skin-like|dream like",
    "type": "type c|type-c|usb type|type a|type b|blood type|skin type|hair type|all type|type of|plug type|eu type|us type|connector type|closure type|type 1|type 2|universal type|mount type|material type|fit type|neck type",
    "similar to": "similar to picture|similar to photo|similar to the picture|similar to shown",
    "better than": "better than ever|better than before|better than nothing|better than sex mascara",
    "mirror image": "mirror image flip|mirror image function|horizontal mirror image",
    "mirror quality": "mirror quality material|mirror quality finish|mirror quality polish|mirror quality acrylic|mirror quality steel|mirror quality glass",
    "passing": "passing ball|passing by|passing through|passing target|passing lane",
    "dupe": "super dupe|dupe check",
    "novelty": "novelty socks|novelty gift|novelty mug|novelty toy|novelty lamp|novelty light|novelty pen|novelty item|novelty tie|novelty hat|novelty t-shirt|novelty sign|novelty games",
    "junk": "junk food|junk journal|junk drawer|junk jewelry|punk junk",
    "reproduction": "reproduction print|reproduction poster|art reproduction|canvas reproduction|oil painting reproduction|sound reproduction|human reproduction|plant reproduction|colour reproduction|color reproduction",
    "recreation": "outdoor recreation|recreation ground|sports recreation|recreation centre|recreation center|recreation room|recreation vehicle",
    "official": "official size|official weight|official match size|official game size|non official|government official|official letter|official release|official release date|official rules|official rulebook",
    "original": "original design|original colour|original color|original flavour|original flavor|original art|original painting|original box|original packaging|original film|original soundtrack|original version|original equipment|original price|original photo|original ecology|original wood|original recipe|original taste|non original|original title|the original series|original factory|original factory sealed|original factory packaging|original sealed box|original sealed|original case|original tags|original bottle|originals|original face|original deodorant|3 in 1 original|original soluble|original milk|original beanie|wipes|sachets|milk formula|formula powder|out of print",
    "genuine": "genuine leather|genuine pearl|genuine gemstone|genuine silver|genuine gold|genuine stone|genuine wood|genuine suede|genuine fur|genuine sheepskin|genuine cowhide|genuine crystal|genuine turquoise|genuine diamond|genuine opal|genuine feather|genuine mink|genuine cow leather",
    "authentic": "authentic taste|authentic recipe|authentic flavour|authentic flavor|authentic indian|authentic italian|authentic mexican|authentic chinese|authentic thai|authentic silver|authentic self|authentic leather",
    "unofficial": "unofficial guide|unofficial cookbook|unofficial history|unofficial companion",
    "overrun": "overrun clutch|overrun brake|overrun alternator|overrun pulley|ice cream overrun",
    "unauthorized": "unauthorized access|unauthorized entry|unauthorized persons|no unauthorized|prevent unauthorized",
    "KW": "kw motor|kw inverter|kw charger|kw heater|kw engine|kw generator|kw pump|kw kwh|kw boiler|kw stove|kw diesel|1 kw|2 kw|3 kw|5 kw|7 kw|8 kw|11 kw|22 kw",
    "OEM": "oem number|oem no|oem part|oem/odm|oem odm|oem service|oem order|replaces oem|oem replacement|fits oem|oem fit",
    "pirata": "disfraz pirata|disfraz de pirata|sombrero pirata|parche pirata|barco pirata|fiesta pirata|bandera pirata|piñata pirata|chapéu pirata|fantasia pirata|navio pirata|perna de pau pirata|calavera pirata",
    "Plagiat": "kein Plagiat|Schutz vor Plagiaten",
    "Plagiate": "keine Plagiate|gegen Plagiate|vor Plagiaten",
    "gefälschte": "keine gefälschte|gefälschte Banknoten|gefälschte Geldscheine",
    "gefälscht": "nicht gefälscht",
    "nep": "nep bloem|nep bloemen|nep plant|nep planten|nep wimpers|nep nagels|nep bont|nep leer|nep gras|nep snor|nep baard|nep kaars|nep kaarsen",
    "namaak": "namaak bloemen|namaak planten|namaak leer|namaak bont",
    "artesanal": "cerveja artesanal|pão artesanal|bolo artesanal|sabonete artesanal|queijo artesanal|feito artesanal|trabalho artesanal",
    "similar": "similar products|similar items|similar colour|similar color|cor similar|produto similar|ou similar|y similares",
    "tipo": "tipo c|tipo-c|usb tipo|todo tipo|qualquer tipo|cualquier tipo|tipo de|este tipo|tipo a|tipo b|tipo 1|tipo 2|tipo sanguíneo|tipo pinça|tipo clip",
    "similares": "y similares|o similares|e similares",
    "falso": "techo falso|falso techo|cuello falso|cuero falso|piel falsa|falso cuello|suelo falso|fondo falso|falso ciego",
    "Nachbildung": "museale Nachbildung|Nachbildung Holz|Nachbildung Stein|naturgetreue Nachbildung|Fossil Nachbildung",
    "imitación": "imitación piel|imitación cuero|imitación madera|imitación perla|imitación lino|imitación ante|imitación denim|imitación mezclilla|imitación seda|imitación lana|imitación vaquero|imitación gamuza|imitación mármol",
    "réplica": "réplica a escala|réplica museo|réplica fósil",
    "同款": "男女同款|情侣同款|同款不同色|同款可选|亲子同款",
    "复刻": "复刻版专辑|复刻黑胶",
    "超A": "超A4|超A3",
    "莆田": "莆田市|莆田发货|福建莆田",
    "官方": "官方标配|官方网站",
    "コピー": "コピー用紙|コピー機|コピー紙|コピーペースト|コピー防止",
    "フェイク": "フェイクファー|フェイクレザー|フェイクスエード|フェイクグリーン|フェイクパール|フェイクレイヤード|フェイクタトゥー|フェイクムートン|フェイクスイーツ",
    "tiruan": "kulit tiruan|bunga tiruan|tanaman tiruan|mutiara tiruan|rambut tiruan|gigi tiruan",
    "palsu": "bulu mata palsu|rambut palsu|kuku palsu|bunga palsu|gigi palsu|kumis palsu|jenggot palsu|uang palsu|tanaman palsu",
}
"""Phrases in which a term says nothing about a copy."""
