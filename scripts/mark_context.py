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
}
"""Words that speak for an ambiguous name when its row gives none: by list or by sector."""
