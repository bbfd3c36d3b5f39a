-- Ledger effects: the reconciliation and ledger amounts of each purchase, supplier credit and adjustment by the month end.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment, including those that appear only in the reconciliation
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-reconciliation, bridge.md#what-each-document-does-to-the-ledger
--        Positive amounts increase stock. If the reconciliation or the ledger for a document's month has not been uploaded, the document's
--        dates and status determine its amounts

select
    doc_type, ref, ref_key, acct_date, value, amount, amount_incl, booked, is_void, is_draft, is_open_auto,
    is_listed, is_posted, bills, smallest_bill, are_bills_alike, sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, expects_drafts, is_foreign,
    sohr_effect, ledger_effect, leg2, dataset, _landing, _line
from goods_effects
union all
select
    doc_type, ref, ref_key, acct_date, value, amount, amount_incl, booked, is_void, is_draft, is_open_auto,
    is_listed, is_posted, bills, smallest_bill, are_bills_alike, sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, expects_drafts, is_foreign,
    sohr_effect, ledger_effect, leg2, dataset, _landing, _line
from listed_effects
