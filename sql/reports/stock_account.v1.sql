-- Stock account: the differences between the stock on hand and the ledger, by leg, type of document, piece of the gap and cause.
--
-- since: 2000-01
-- key:   leg, doc_type, piece, cause_id
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- rule:  bridge.md#pieces-of-the-gap, bridge.md#one-cause-for-each-difference
--        A document of any type can have a cause that is named after another, and one cause can have documents in several pieces. An
--        opening balance that differs has no document

select
    leg,                                                                              -- Leg
    doc_type,                                                                         -- Type
    piece,                                                                            -- Piece
    cause_id,                                                                         -- Cause
    cast(sum(amount) as decimal(18, 2)) as amount,                                    -- Amount
    cast(count(case when side <> 'opening' then 1 end) as integer) as documents       -- Documents
from bridge_amounts
group by
    leg,
    doc_type,
    piece,
    cause_id
order by
    leg,
    doc_type,
    piece,
    cause_id
