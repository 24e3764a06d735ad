"""Names in disguise, found word by word: `Disguises`.

`n1ke`, `niike`, `addidas`, `nikeshoes`, `iphone13`, `adid@s`, `Ni-ke`. A sheet of a hundred thousand titles holds far
fewer different words than words, so each different word that is no ordinary word and no listed name is held once
against the names, all such words of a batch together: look-alike letters and letters written twice by one hash each, a
name inside a word by its first four letters, typing slips by the hashes of the word with one or two letters left out.
What comes near is then looked at letter by letter, and a slip must be a likely one: one letter off a name is most often
another word.

What a word is read as depends on that word and the lists alone, never on its neighbours or on the order of the rows.
A word that stands for a part of a name (`Louis Vuiton`) counts only where the rest of the name stands beside it.
"""

from sellercheck.disguises.names import CLEAR, DOUBLE, GLUE, LONGEST, LOOK, NUMBER, PARTS, SLIP, SLIPS, add, build, build_words, fitting
from sellercheck.disguises.watch import Disguises

__all__ = [
    "CLEAR",
    "DOUBLE",
    "GLUE",
    "LONGEST",
    "LOOK",
    "NUMBER",
    "PARTS",
    "SLIP",
    "SLIPS",
    "Disguises",
    "add",
    "build",
    "build_words",
    "fitting",
]
