"""The names of months in the languages in which Excel and ledgers print them. No name has two meanings."""

import unicodedata

_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# Without accents: German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian and Finnish. Slavic languages are
# left out, because lis is October in one and November in another.
_OTHERS = (
    "januar janner jan janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta tammik tammi",
    "februar feber feb fevrier fevr fev febrero fevereiro febbraio februari helmikuu helmikuuta helmik helmi",
    "marz maerz mrz mars marzo marco maart mrt marts maaliskuu maaliskuuta maalisk maalis",
    "avril avr abril abr aprile huhtikuu huhtikuuta huhtik huhti",
    "mai mayo maio maggio mag mei maj toukokuu toukokuuta toukok touko",
    "juni juin junio junho giugno giu kesakuu kesakuuta kesak kesa",
    "juli juillet juil julio julho luglio lug heinakuu heinakuuta heinak heina",
    "aout agosto ago augustus augusti elokuu elokuuta elok elo",
    "septembre septiembre setiembre set setembro settembre sett syyskuu syyskuuta syysk syys",
    "oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta lokak loka",
    "novembre noviembre novembro marraskuu marraskuuta marrask marras",
    "dezember dez decembre diciembre dic dezembro dicembre desember des joulukuu joulukuuta jouluk joulu",
)
_NUMBERS = {name: number for number, names in enumerate(_OTHERS, 1) for name in names.split()}


def read_month(name: str) -> int:
    """Return the number of a month, given as a name or its beginning in English, or as a name elsewhere. 0 if neither.

    Finnish marraskuu begins like March, and is November.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    english = (number for number, month in enumerate(_ENGLISH, 1) if len(plain) > 2 and month.startswith(plain))
    return _NUMBERS.get(plain) or next(english, 0)
