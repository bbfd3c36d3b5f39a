"""Hostile JSON: numbers with a billion digits, lists inside lists, and short lists of enormous tables."""

from pathlib import Path
from random import Random

from tests.hostile.files import Upload, drop

SAMPLES = Path(__file__).parents[1] / "loaders/samples"
NUMBERS = ("1e999999999", "-1E+99999999999999999999", "9" * 5000, "NaN", "-Infinity", "1e-400", "0." + "0" * 9999 + "1")
VALUES = (
    *NUMBERS,
    '"\\u202e"',
    '"\\ud800"',
    '"\\u0000"',
    "[[[]]]",
    "{}",
    "null",
    "true",
    '"=1+1"',
    '"9999-12-31T00:00:00Z"',
)


def make_numbers(random: Random) -> Upload:
    number = random.choice(NUMBERS)
    return drop("orders.json", f'[{{"id": {number if random.random() < 0.5 else 1}, "total": {number}}}]')


def make_nesting(random: Random) -> Upload:
    depth = random.choice((900, 5_000, 200_000))
    opening, closing = random.choice((("[", "]"), ('{"a":', "}"), ('[{"lines":', "}]")))
    inside = opening * depth + "1" + closing * random.choice((depth, 0))
    return drop("orders.json", inside if random.random() < 0.5 else f'[{{"id": 1, "lines": {inside}}}]')


def make_expansion(random: Random) -> Upload:
    rows = random.randint(50_000, 300_000)
    fields = ",".join(f'"f{number}": 1' for number in range(random.choice((300, 499, 2_000))))
    name = "n" * random.choice((500, 3_000))
    return drop(
        "orders.json",
        random.choice(
            (
                f"[{{{fields}}}" + ',{"a":1}' * rows + "]",
                f'[{{"note": "{"x" * random.randint(10_000, 900_000)}", "lines": [{{"a": 1}}'
                + ',{"a": 1}' * 20_000
                + "]}]",
                "[" + f'{{"s": 1, "{name}": ' * 400 + "1" + "}" * 400 + "]",
                "[{}" + ",{}" * rows + "]",
                '[{"lines": [' + '{"components": [{}]},' * (rows // 10) + "{}]}]",
            )
        ),
    )


def make_values(random: Random) -> Upload:
    """Return a real list with one hostile value."""
    name = random.choice(("order_lines/api.json", "api_transfers/as_in_file.json", "api_jobs/as_in_file.json"))
    text = (SAMPLES / name).read_text(encoding="utf-8")
    places = [at for at in range(len(text)) if text.startswith('": ', at)]
    at = random.choice(places) + 3
    end = min(place for mark in ",\n}" if (place := text.find(mark, at)) >= 0)
    return drop("orders.json", text[:at] + random.choice(VALUES) + text[end:])
