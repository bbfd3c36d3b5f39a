"""The printed story of the month: one page of text for whoever reads no dashboard."""

from close.archive.month_story import MonthStory
from close.archive.prints.typeset import typeset
from close.months import month


def pdf(story: MonthStory, dated: str) -> bytes:
    """Return the story as a PDF. `dated` is its day, so that the file does not depend on the clock."""
    days = month(story.period)
    return typeset(
        "month_story",
        {
            "organisation": story.organisation,
            "month": f"{days.start:%B %Y}",
            "month_end": days.end,
            "dated": dated,
            "drawn_from": f"snapshot {story.snapshot} of the uploads",
            "caution": story.caution,
            "conclusion": story.conclusion,
            "parts": [vars(part) for part in story.parts],
        },
    )
