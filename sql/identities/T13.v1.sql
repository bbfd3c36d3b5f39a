-- Landed costs are posted: the ledger has, as journals or bills, the landed costs that the reconciliation lists.
--
-- since:  2000-01
-- rule:   identities.md#t13-landed-costs-equal-journals
-- left:   additional costs in the reconciliation
-- right:  journals and bills for landed costs on inventory
-- method: perpetual
-- needs:  stock_reconciliation_entries account:inventory

with

entries as (
    select net
    from ledger_matches
    where
        role = 'inventory'
        and is_in_month
        and doc_type = 'PO'
        and kind = 'journal'
    union all
    select net
    from landed_postings
    where
        is_whole
        and kind = 'bill'
        and entry_date between $period_start and $period_end
),

posted as (
    select sum(net) as amount
    from entries
)

select
    reconciliation_totals.landed_costs as left_side,
    posted.amount as right_side
from reconciliation_totals
cross join posted
