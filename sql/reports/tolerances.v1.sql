-- Tolerances: the largest residual of each control account that is shown as within tolerance.
--
-- since: 2000-01
-- key:   account
-- needs: ledger_entries
-- rule:  control-accounts.md#tolerance

select
    role as account,                                                                  -- Account
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(percent as decimal(18, 2)) as percent,                                       -- Percent
    cast(base as decimal(18, 2)) as base,  -- Balance: the closing balance or, if none is stated, the movement, without its sign
    cast(tolerance as decimal(18, 2)) as tolerance                                    -- Tolerance
from control_tolerances
order by account
