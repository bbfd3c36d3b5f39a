-- Ledger carries forward: inventory opens at last month's closing balance.
--
-- since: 2000-01
-- rule:   identities.md#t19-ledger-carries-forward
-- left:  opening balance of the inventory accounts
-- right: their closing balance last month
-- needs: balance:inventory before:ledger_entries

with

last_month as (
    select sum(closing) as closing
    from role_balances
    where
        period = strftime($period_start - 1, '%Y-%m')
        and role = 'inventory'
)

select
    account_totals.opening as left_side,
    last_month.closing as right_side
from account_totals
cross join last_month
