"""A chart as a picture to download, for a paper or a presentation: made on the server on request, without a browser."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import streamlit as st

from close.texts import name_everywhere
from pages.parts.frame.page_context import current, month_name

WIDTH, SCALE = 760, 2.0
VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rsplit(".", 1)[0]
# A light page, whatever the screen looks like, with letters that can be read when the picture is made smaller.
LOOK: Mapping[str, Any] = {
    "background": "white",
    "font": "Arial, Helvetica, sans-serif",
    "padding": 16,
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": "#1c2733", "titleColor": "#1c2733"},
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": "#1c2733"},
    "title": {
        "fontSize": 18,
        "subtitleFontSize": 13,
        "color": "#1c2733",
        "subtitleColor": "#5d6b7a",
        "anchor": "start",
    },
    "view": {"stroke": None},
}
KINDS = {"png": "image/png", "svg": "image/svg+xml"}


def offer_pictures(chart: alt.Chart | alt.LayerChart, title: str) -> None:
    """Draw a small button for each format. The picture says what it shows, for which organisation and month."""
    context = current()
    organisation = context.settings.name or context.warehouse.organisation
    subtitle = f"{organisation}, {month_name(context.period)}"
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for kind, mime in KINDS.items():
            st.download_button(
                kind.upper(),
                data=lambda kind=kind: draw_picture(chart, title, subtitle, kind),  # type: ignore[misc]
                file_name=name_everywhere(f"{title} {context.period}.{kind}", f"chart.{kind}"),
                mime=mime,
                key=f"picture-{title}-{kind}",
                help=f"Download this chart as {kind.upper()}",
                on_click="ignore",
                icon=":material/image:",
                type="tertiary",
            )


def draw_picture(chart: alt.Chart | alt.LayerChart, title: str, subtitle: str, kind: str) -> bytes:
    """Return a chart as a PNG or an SVG file, with its title and a line below it."""
    import vl_convert  # noqa: PLC0415 - 30 MB that only pictures need

    spec = {
        **chart.to_dict(),
        "title": {"text": title, "subtitle": subtitle, "anchor": "start"},
        "width": WIDTH,
        "autosize": {"type": "pad", "contains": "padding"},
    }
    if kind == "svg":
        svg = vl_convert.vegalite_to_svg(spec, VEGA_LITE, config=dict(LOOK), allowed_base_urls=[])
        return svg.encode()
    return vl_convert.vegalite_to_png(spec, VEGA_LITE, SCALE, config=dict(LOOK), allowed_base_urls=[])
