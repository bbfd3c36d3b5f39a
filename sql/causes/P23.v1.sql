-- Voided on one side only: the purchase order or its bill is void in one system and stands in the other.
--
-- since:  2000-01
-- cause:  P23
-- rule:   causes-purchases.md#p23-purchase-voided-on-one-side-only
-- effect: void in Omni: stock lower; void in the ledger: stock higher; inventory and payables
-- timing: permanent

select
    'P23' as cause_id,
    10 as precedence,
    'ledger' as side,
    doc_type,
    ref,
    cast(abs(leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type in ('PO', 'SCN')
    and leg2 <> 0
    and (
        (is_void and is_posted)
        or (is_void_there and not is_live_there and not is_draft_there and bills = 0)
        or (not is_void and bills = 0 and is_listed and not is_draft_there and not is_dated_later and not expects_drafts)
    )
union all
select
    'P23' as cause_id,
    10 as precedence,
    'purged' as side,
    doc_type,
    ref,
    cast(abs(sum(net)) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-sum(net) as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    min(_landing) as _landing,
    min(_line) as _line
from ledger_lines_alone
where
    cause_id = 'P23'
    and is_purged
group by
    doc_type,
    ref
