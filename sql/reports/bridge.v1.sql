-- Bridge: from the stock on hand to the ledger balance, with the amount of every cause and the unexplained remainder.
--
-- since: 2000-01
-- key:   leg, position, cause_id
-- words: unmet_code as unmet, settled_by
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- rule:  bridge.md#the-bridge, bridge.md#periodic-inventory
--        An opening balance that differs has no document.
--        The unexplained remainder is shown even if it is 0.00, and is blank if either side is unknown

with

explained_amounts as (
    select
        leg, cause_id, sum(amount) as amount, count(case when side <> 'opening' then 1 end) as documents,
        sum(case when piece = 'clears_by_itself' then amount else 0 end) as clearing_amount,
        count(case when piece = 'clears_by_itself' then 1 end) as clearing_documents
    from bridge_amounts
    group by
        leg,
        cause_id
),

rows as (
    select
        leg, 1 as position, cause_id, amount, documents, clearing_amount, clearing_documents,
        cast(null as varchar) as unmet_code
    from explained_amounts
    union all
    select
        bridge_legs.leg,
        2 as position,
        'unexplained' as cause_id,
        case when bridge_legs.unmet_code is null then bridge_legs.gap - coalesce(sum(explained_amounts.amount), 0) end as amount,
        0 as documents,
        0 as clearing_amount,
        0 as clearing_documents,
        bridge_legs.unmet_code
    from bridge_legs
    left join explained_amounts on explained_amounts.leg = bridge_legs.leg
    group by
        bridge_legs.leg,
        bridge_legs.gap,
        bridge_legs.unmet_code
)

select
    leg,                                                                              -- Leg
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents,                                          -- Documents
    unmet_code,                                                                       -- What is missing
    cast(clearing_amount as decimal(18, 2)) as _clearing_amount,
    cast(clearing_documents as integer) as _clearing_documents
from rows
order by
    leg,
    position,
    cause_id
