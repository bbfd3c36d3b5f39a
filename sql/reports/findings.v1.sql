-- Findings: every document, ledger line and journal that does not reconcile, with its cause and amount.
--
-- since: 2000-01
-- key:   cause_id, doc_type, ref, line
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  bridge.md#one-cause-for-each-difference, bridge.md#signs
--        `leg1_amount` is the effect on valuation less reconciliation, `leg2_amount` on reconciliation less ledger, `revenue_amount`
--        on sales less ledger revenue of the month. The amount is the effect on stock, otherwise the sales value, otherwise the cost at
--        stake. An amount that is only carried forward on a leg was reported in its original month

with

merged_differences as (
    select
        cause_id,
        doc_type,
        ref,
        case when side in ('line', 'journal') then _landing || '/' || _line else '' end as line,
        max(case when leg1 <> 0 or leg2 <> 0 then amount end) as stock_amount,
        max(amount) as amount,
        sum(leg1) as leg1,
        sum(leg2) as leg2,
        sum(revenue) as revenue,
        min(kind) as kind,
        max(case when clears then 'Y' else 'N' end) as clears,
        min(piece) as piece,
        min(dataset) as dataset,
        min(_landing) as _landing,
        min(_line) as _line
    from difference_kinds
    where
        side not in ('opening', 'carried')
        and cause_id <> 'not_compared'
    group by 1, 2, 3, 4
),

described_differences as (
    select
        merged_differences.*,
        documents.contact,
        documents.move_date,
        documents.acct_date,
        documents.status,
        documents.moved,
        documents.booked,
        coalesce(documents.lacks_value and documents.omni_effect is null, false) as is_effect_unknown
    from merged_differences
    left join documents
        on documents.doc_type = merged_differences.doc_type
        and documents.ref = merged_differences.ref
)

select
    cause_id,                                                                         -- Cause
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or reason
    cast(coalesce(stock_amount, amount) as decimal(18, 2)) as amount,  -- Amount: the effect on stock, otherwise the sales value
    cast(
        case when not is_effect_unknown then coalesce(leg1, 0) + coalesce(leg2, 0) end as decimal(18, 2)
    ) as gap_amount,      -- Effect on the gap: positive if Omni is higher than the ledger
    cast(
        case when not is_effect_unknown then leg1 end as decimal(18, 2)
    ) as leg1_amount,     -- Valuation less reconciliation: positive if the valuation is higher
    cast(leg2 as decimal(18, 2)) as leg2_amount,     -- Reconciliation less ledger: positive if the reconciliation is higher
    cast(revenue as decimal(18, 2)) as revenue_amount,  -- Sales less revenue: positive if Omni's sales are higher
    move_date,                                                                        -- Stock moved
    acct_date,                                                                        -- Booked
    status,                                                                           -- Accounting status
    case
        when moved = booked or moved is null then null
        when moved then 'moved_only'
        else 'accounted_only'
    end as direction,                                                                 -- Direction
    kind,                                                                             -- Kind
    piece,                                                                            -- Piece of the gap
    line,
    clears as _clears,
    dataset as _dataset,
    _landing,
    _line
from described_differences
order by
    amount desc,
    cause_id,
    doc_type,
    ref,
    line
