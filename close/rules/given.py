"""Tables, by name, that come from no export.

They are the audit log, signatures, the signing states of months, documents at two points in time, and the answers of a
report for several months.
"""

import pyarrow as pa

from close.store.audit_log import SCHEMA

AUDIT_LOG = "audit_log"
SIGNATURES = pa.schema(
    [
        ("number", pa.int32()),
        ("subject", pa.string()),
        ("role", pa.string()),
        ("who", pa.string()),
        ("recorded_at", pa.timestamp("us")),
        ("stands", pa.bool_()),
    ]
)
MONTH_STANDINGS = pa.schema([("period", pa.string()), ("state", pa.string())])
STATES = pa.schema(  # the columns of the report document_states
    {
        **dict.fromkeys(("doc_type", "ref", "ref_key", "contact"), pa.string()),
        **dict.fromkeys(("created_date", "move_date", "acct_date"), pa.date32()),
        **dict.fromkeys(("qty_ordered", "qty_moved"), pa.decimal128(18, 4)),
        **dict.fromkeys(("status", "state"), pa.string()),
        **dict.fromkeys(("value", "cogs", "sales"), pa.decimal128(18, 2)),
        "file_period": pa.string(),
        **dict.fromkeys(("on_stock", "on_reconciliation", "on_cogs", "on_revenue"), pa.decimal128(18, 2)),
        **dict.fromkeys(("_dataset", "_landing"), pa.string()),
        "_line": pa.int32(),
    }
)
_TEXT, _MONEY, _COUNT = pa.string(), pa.decimal128(18, 2), pa.int32()
BALANCES = (
    *("hsv", "sohr_closing", "gl_inventory", "hsv_minus_sohr", "sohr_minus_gl", "cin7_cogs", "gl_cogs"),
    *("cin7_sales", "gl_revenue", "gl_ar", "gl_ap"),
)
BY_MONTH = "_by_month"
# `<report>_by_month` has a row for each row of the report's answer for a month, with these columns and its `period`.
MONTHLY = {
    "balances": dict.fromkeys(BALANCES, _MONEY),
    "bridge": {"leg": _TEXT, "cause_id": _TEXT, "amount": _MONEY},
    "timing_roll_forward": {"flow": _TEXT, "class": _TEXT, "closing_value": _MONEY},
    "findings": {
        **dict.fromkeys(("cause_id", "doc_type", "ref", "contact", "kind"), _TEXT),
        "amount": _MONEY,
    },
    "late_steps": {"step": _TEXT, "days_late": _COUNT},
}
MONTHLY_TABLES = {name + BY_MONTH: pa.schema({"period": _TEXT, **columns}) for name, columns in MONTHLY.items()}
GIVEN = {
    **MONTHLY_TABLES,
    AUDIT_LOG: SCHEMA,
    "signatures": SIGNATURES,
    "month_standings": MONTH_STANDINGS,
    "signed_documents": STATES,
    "current_documents": STATES,
}
FORMER_NAMES = {"journal": AUDIT_LOG}  # the former names of tables, used by texts signed before they were renamed
