-- Trial balance: each account's closing balance in the ledger and in the month's trial balance, largest difference first.
--
-- since: 2000-01
-- key:   account
-- needs: ledger_balances
-- words: state_code as state
-- rule:  identities.md#t2b-trial-balance-agrees

select
    account,                                                                   -- Account
    coalesce(role, '') as role,                                                -- Role
    cast(trial_closing as decimal(18, 2)) as trial_balance,                    -- Trial balance
    cast(ledger_closing as decimal(18, 2)) as ledger,                          -- Ledger
    cast(gap as decimal(18, 2)) as difference,                                 -- Difference
    case when round(gap, 2) = 0 then 'agrees' else 'differs' end as state_code,  -- State
    _landing,
    _line
from trial_balance_gaps
where period = $period
order by
    abs(gap) desc,
    account
