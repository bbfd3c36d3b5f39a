"""Tables, by name, that come from no export: the audit log, signatures, and documents at two points in time."""

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
GIVEN = {AUDIT_LOG: SCHEMA, "signatures": SIGNATURES, "signed_documents": STATES, "current_documents": STATES}
FORMER_NAMES = {"journal": AUDIT_LOG}  # the former names of tables, used by texts signed before they were renamed
