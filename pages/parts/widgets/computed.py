"""How an answer was computed: the rule, the version, the snapshot and the whole SQL."""

import streamlit as st

from close.rules.answers import Answer


def explain(answer: Answer) -> None:
    """The one self-contained SELECT behind an answer, in an expander at the end of a page."""
    report = answer.report
    with st.expander(f"How this is computed: {report.title}", icon=":material/function:"):
        st.markdown(f"{report.description}\n\n**Rule** {report.fields.get('rule', '')}")
        st.caption(
            f"{report.name} version {report.version}, in force since {report.since}. Read from snapshot "
            f"{answer.manifest}; the month end is the last day of {answer.period}."
        )
        if report.help:
            st.markdown(" · ".join(f"[Help article {i}]({address})" for i, address in enumerate(report.help, 1)))
        st.code(answer.sql, language="sql", line_numbers=True, height=400)
