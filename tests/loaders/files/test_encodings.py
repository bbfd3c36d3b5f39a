"""The encoding of a text file, as far as its bytes show it."""

from io import BytesIO

import pytest

from loaders.files.texts import NotText, find_encoding, read_text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Łożysko 6204;GŁÓWNY", "cp1250"),
        ("Źródło;Piła taśmowa", "cp1250"),
        ("Kľúč;Ťažký náklad;päť", "cp1250"),
        ("Café Zürich;£5;¿Qué?;5 m³;½ kg", "cp1252"),
        ("Łożysko;GŁÓWNY", "utf-8"),
        ("Café Zürich;£5", "mac_roman"),
        ("Garçon;crème;fête", "mac_roman"),
        ("Müller;Björn", "mac_roman"),
        ("São João;Málaga", "mac_roman"),
        ("O’Brien’s;it’s", "mac_roman"),
        ("O’Brien’s…;Œuvre;Škoda;œuf;„Zitat“;CAMIÕES;Note† 5‰", "cp1252"),
        ("eŽivnosť;kľúč;päťka", "cp1250"),
        ("Kuźnia;Łódź;mąka;koťata;Žďár", "cp1250"),
    ],
)
def test_letters_inside_words_tell_encodings_apart(text: str, codec: str) -> None:
    file = BytesIO(text.encode(codec))
    assert find_encoding(file).codec == codec
    assert read_text(file) == text


def test_bytes_that_no_encoding_has_are_not_text() -> None:
    with pytest.raises(NotText):
        find_encoding(BytesIO(b"caf\xe9 \x81"))
    with pytest.raises(NotText):
        find_encoding(BytesIO("“quoted”".encode() + b" caf\xe9 "))
