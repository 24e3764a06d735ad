"""Words that speak for a mark whose name is ambiguous."""

from __future__ import annotations

CONTEXT = {
    "clubs": "football|soccer|fc|jersey|kit|fan|scarf",
    "games": "game|video game|xbox|playstation|ps2|ps3|ps4|ps5|switch|nintendo|wii|gameboy|pc game",
    "universities": "university|college|campus|alumni|ncaa",
    "film and TV": "film|movie|dvd|blu-ray|poster|cosplay|props",
    "music": "band|album|tour|vinyl|concert|merch|kpop|photocard|lightstick",
    "celebrities": "band|album|tour|merch|singer|autograph|poster",
    "anime": "anime|manga|cosplay|figure|otaku",
    "board games": "board game|card game|tabletop|expansion",
    "comics": "comic|cosplay|superhero|marvel|dc",
    "vehicles": "car|auto|truck|suv|motorcycle|vehicle|bike",
    "vehicles and auto parts": "car|auto|truck|suv|emblem|vehicle",
    "football clubs": "football|soccer|fc|jersey|kit|fan|scarf",
    "music acts and celebrities": "band|album|tour|vinyl|concert|merch|kpop|photocard|lightstick|poster",
    "phones": "phone|smartphone|tablet|case",
    "smart home": "smart|zigbee|wifi|sensor|plug",
    "programs": "app|software|program|logo|sticker|decal|t-shirt|tee|hoodie|mug|poster|developer|programmer|coding|subscription",
}
"""Words that speak for an ambiguous name when its row gives none: by list or by sector."""

MORE = {
    "soccer": "fútbol|futbol|futebol|fussball|fußball|calcio|camiseta|camisa|camisola|maillot|trikot|maglia|premier|liga|topps|panini|足球|球衣",
    "lipstick": "conditioner|lotion|soap|deodorant|deo|fragrance|eau|edp|edt|cleanser|moisturizer|moisturiser|sunscreen|mascara|nail|beauty|"
    "cosmetic|sabun|crema|champú|parfum|balm|hair",
    "noodle": "biscuit|cookie|chips|juice|sauce|spice|masala|oil|flour|rice|atta|honey|cereal|candy|soup|jam|pickle|ghee|dal|water",
    "dress": "t-shirt|trousers|pants|jacket|sandal|loafer|backpack|wallet|belt|polo|shorts|kurta|saree|bra|socks|jersey|top",
    "plush": "toys|playset|figurine|juguete|spielzeug|jouet|teddy|balloon|craft",
    "notebook": "pens|stationery|crayon|eraser|ruler|sketch|bleistift|bolígrafo|鉛筆|原子筆",
    "racket": "racquet|golf|tennis|badminton|gym|yoga|glove|helmet|goggles|fishing|cycling|football|cricket",
    "oven": "kettle|mixer|grinder|toaster|blender|refrigerator|heater|cooktop|chopper|juicer|purifier|kadhai|tawa",
    "bird": "puppy|kitten|litter|treats|leash|collar|aquarium|fish|kibble|hamster",
    "detergent": "cleaner|disinfectant|laundry|dishwash|softener|toilet|floor|polish",
    "vitamin": "whey|capsules|tablets|ayurvedic|herbal|syrup|omega|collagen|gummies|wellness",
}
"""Words of the same goods, by a word that the context of a whole sector holds: from the sheets of more shelves and languages."""


def widened(context: str) -> str:
    """The context with the words of `MORE` for every word of it that stands there."""
    listed = context.split("|")
    more = [word for known, words in MORE.items() if known in listed for word in words.split("|")]
    return "|".join(dict.fromkeys([*listed, *more])) if more else context
